// `fenliu delivery`: what a running daemon could not deliver outside, and sending it again.
#include "daemon/cli/delivery.h"

#include <algorithm>

#include <boost/json.hpp>

#include "daemon/cli/daemon_call.h"

namespace fenliu::cli {

namespace {

namespace json = boost::json;
namespace po = boost::program_options;

constexpr const char* kUsageLine =
    "fenliu delivery list [--state STATE] [--channel CHANNEL] [--after ID]\n"
    "       fenliu delivery resend ID [--address ADDRESS]\n"
    "       fenliu delivery resend --channel CHANNEL\n"
    "       fenliu delivery discard ID [--reason TEXT]\n"
    "       fenliu delivery channels\n"
    "       each with [--server URL] [--token-file FILE] [--format text|json]; needs the permission 'operate'";

// The path's query out of the options that are given.
std::string list_query(const Parsed& parsed) {
  std::string query = "?limit=200&state=" + encoded(parsed.has("state") ? parsed.text("state") : "dead");
  if (parsed.has("channel")) query += "&channel=" + encoded(parsed.text("channel"));
  if (parsed.has("after")) query += "&cursor=" + encoded(parsed.text("after"));
  return query;
}

std::string body_with(const Parsed& parsed, const char* key) {
  json::object body;
  if (parsed.has(key)) body[key] = parsed.text(key);
  return json::serialize(body);
}

}  // namespace

int delivery(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("what", po::value<std::string>()->required(), "list, resend, discard or channels")(
      "id", po::value<std::string>(), "of the delivery, as the list shows it")(
      "state", po::value<std::string>(), "dead (when left out), waiting, leased, delivered, cancelled or held")(
      "channel", po::value<std::string>(), "of this channel only")("after", po::value<std::string>(), "behind the delivery of this id")(
      "address", po::value<std::string>(), "the right address")("reason", po::value<std::string>(), "why it is discarded");
  DaemonCall::add_options(options);
  const auto parsed = parse(arguments, kUsageLine, options, {"what", "id"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto what = parsed.text("what");
  const std::string all = "/api/v1/deliveries";
  if (what == "channels") return ask_and_print(parsed, "GET", "/api/v1/channels", "", outside, streams);
  if (what == "list") return ask_and_print(parsed, "GET", all + list_query(parsed), "", outside, streams);
  if (what == "resend" && !parsed.has("id") && parsed.has("channel")) {
    return ask_and_print(parsed, "POST", all + "/resend", body_with(parsed, "channel"), outside, streams);
  }
  if (what != "resend" && what != "discard") {
    return usage_error("delivery knows list, resend, discard and channels, not '" + what + "'", streams);
  }
  if (!parsed.has("id")) return usage_error("which one? give its ID, as `fenliu delivery list` shows it", streams);
  const auto one = all + "/" + encoded(parsed.text("id")) + "/" + what;
  return ask_and_print(parsed, "POST", one, body_with(parsed, what == "resend" ? "address" : "reason"), outside, streams);
}

}  // namespace fenliu::cli
