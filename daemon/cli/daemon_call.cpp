// Requests of commands to a running daemon.
#include "daemon/cli/daemon_call.h"

#include <cctype>
#include <ostream>

#include <boost/json.hpp>

namespace fenliu::cli {

namespace po = boost::program_options;

void DaemonCall::add_options(po::options_description& options) {
  options.add_options()("server", po::value<std::string>()->default_value("http://127.0.0.1:8642"), "the daemon's address")(
      "token-file", po::value<std::string>(), "holds the API token; else the environment's FENLIU_TOKEN")(
      "format", po::value<std::string>()->default_value("text"), "text or json");
}

rules::Result<DaemonCall> DaemonCall::open(const Parsed& parsed, Outside& outside) {
  const auto format = parsed.text("format");
  if (format != "text" && format != "json") {
    return rules::Error{rules::ErrorKind::invalid, "--format is text or json, not '" + format + "'", ""};
  }
  DaemonCall call(outside);
  call.server_ = parsed.text("server");
  if (parsed.has("token-file")) {
    const auto read = outside.read_input(parsed.text("token-file"));
    if (!read.ok()) return read.error();
    call.token_ = *read;
  } else {
    call.token_ = outside.environment("FENLIU_TOKEN");
  }
  while (!call.token_.empty() && std::isspace(static_cast<unsigned char>(call.token_.back())) != 0) call.token_.pop_back();
  if (call.token_.empty() || call.token_.find_first_of("\r\n") != std::string::npos) {
    return rules::Error{rules::ErrorKind::invalid, "no API token", "give --token-file, or set FENLIU_TOKEN; `fenliu token create` makes one"};
  }
  return call;
}

rules::Result<CallAnswer> DaemonCall::ask(const std::string& method, const std::string& path, const std::string& body,
                                          const std::string& if_match) {
  return outside_->call_daemon({server_, token_, method, path, body, if_match});
}

std::string encoded(const std::string& text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_' || c == '~')) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

int ask_and_print(const Parsed& parsed, const std::string& method, const std::string& path, const std::string& body,
                  Outside& outside, Streams& streams) {
  auto call = DaemonCall::open(parsed, outside);
  if (!call.ok()) return report(call.error(), streams);
  const auto answer = call->ask(method, path, body);
  if (!answer.ok()) return report(answer.error(), streams);
  if (parsed.text("format") == "json") {
    streams.out << answer->body << "\n";
  } else {
    streams.out << boost::json::parse(answer->body).at("text").as_string().c_str();
  }
  return kDone;
}

}  // namespace fenliu::cli
