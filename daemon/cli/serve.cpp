// `fenliu serve`, `fenliu token` and `fenliu export`: the commands that touch a running office's data.
#include <ostream>

#include "daemon/cli/options.h"

namespace fenliu::cli {

namespace po = boost::program_options;

int serve(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("config", po::value<std::string>()->required(), "the configuration folder")(
      "data", po::value<std::string>()->required(), "the folder that holds the database; made when missing")(
      "listen", po::value<std::string>()->default_value("127.0.0.1:8642"), "address and port")(
      "clock", po::value<std::string>()->default_value(""),
      "simulated time: T or TxSPEED, e.g. 2022-11-24T16:30+08:00x60; loopback only");
  const auto parsed = parse(arguments, "fenliu serve --config DIR --data DIR [--listen ADDR:PORT] [--clock T[xSPEED]]",
                            options, {}, streams);
  if (parsed.exit) return *parsed.exit;
  ServeRequest request;
  request.config = parsed.text("config");
  request.data = parsed.text("data");
  request.clock = parsed.text("clock");
  const auto listen = parsed.text("listen");
  const auto colon = listen.rfind(':');
  const auto port = colon == std::string::npos ? "" : listen.substr(colon + 1);
  if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos ||
      std::stoi(port) > 65535) {
    return usage_error("--listen is ADDRESS:PORT, as 127.0.0.1:8642, not '" + listen + "'", streams);
  }
  request.address = listen.substr(0, colon);
  if (request.address.size() > 2 && request.address.front() == '[') {
    request.address = request.address.substr(1, request.address.size() - 2);
  }
  request.port = std::stoi(port);
  const auto served = outside.serve(request);
  return served.ok() ? kDone : report(served.error(), streams);
}

namespace {

int create_token(const Parsed& parsed, Outside& outside, Streams& streams) {
  const bool feed = parsed.has("feed");
  if (!parsed.has("name") || !parsed.has("unit") || parsed.has("may") == feed) {
    return usage_error("token create needs --name, --unit and either --may or --feed", streams);
  }
  TokenRequest request{parsed.text("data"), parsed.text("name"), parsed.text("unit"), {"feed"}, {}};
  if (!feed) request.permissions = parsed.values["may"].as<std::vector<std::string>>();
  if (parsed.has("days")) request.days = parsed.values["days"].as<int>();
  const auto made = outside.create_token(request);
  if (!made.ok()) return report(made.error(), streams);
  streams.out << *made << "\n";
  if (feed) {
    streams.err << "A calendar program subscribes to the daemon's address followed by\n  /api/v1/units/" << request.unit
                << "/calendar.ics?token=TOKEN\nWhoever knows it reads this unit's calendar, and nothing else.\n";
  }
  streams.err << "This is shown once; only its hash is kept.\n";
  return kDone;
}

}  // namespace

int token(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("action", po::value<std::string>()->required(), "create, list or revoke")(
      "data", po::value<std::string>()->required(), "the daemon's data folder")(
      "name", po::value<std::string>(), "whose token; stands on what it posts")(
      "unit", po::value<std::string>(), "the unit it belongs to")(
      "may", po::value<std::vector<std::string>>()->multitoken(),
      "post, report, read-unit, read-all, triage, operate, configure")(
      "feed", "a secret address for calendar programs: the unit's calendar and nothing else")("days", po::value<int>(), "valid for so many days");
  const auto parsed = parse(arguments,
                            "fenliu token create|list|revoke --data DIR [--name N --unit U --may PERMISSION … | --feed [--days D]]",
                            options, {"action"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto action = parsed.text("action");
  if (action == "create") return create_token(parsed, outside, streams);
  if (action == "revoke") {
    if (!parsed.has("name")) return usage_error("token revoke needs --name", streams);
    const auto revoked = outside.revoke_token(parsed.text("data"), parsed.text("name"));
    return revoked.ok() ? kDone : report(revoked.error(), streams);
  }
  if (action != "list") return usage_error("token knows create, list and revoke, not '" + action + "'", streams);
  const auto listed = outside.list_tokens(parsed.text("data"));
  if (!listed.ok()) return report(listed.error(), streams);
  for (const auto& line : *listed) streams.out << line << "\n";
  return kDone;
}

int export_command(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("dir", po::value<std::string>()->required(), "the folder to write")(
      "data", po::value<std::string>()->required(), "the daemon's data folder");
  const auto parsed = parse(arguments, "fenliu export DIR --data DIR", options, {"dir"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto exported = outside.export_configuration(parsed.text("data"), parsed.text("dir"));
  if (!exported.ok()) return report(exported.error(), streams);
  streams.out << *exported << "\n";
  return kDone;
}

}  // namespace fenliu::cli
