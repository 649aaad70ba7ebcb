// `fenliu redecide` and `fenliu shadow`: who was left out by a revision that was rolled back; who was summoned by hand.
#include <boost/json.hpp>

#include "daemon/cli/daemon_call.h"

namespace fenliu::cli {

namespace po = boost::program_options;

int redecide(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("since", po::value<std::string>(), "the revision that was wrong (`fenliu draft revisions`)")(
      "confirm", "decide those items anew and send the left out their `corrected` notices");
  DaemonCall::add_options(options);
  const auto parsed = parse(arguments, "fenliu redecide --since REVISION [--confirm] [--server URL] [--token-file FILE]",
                            options, {}, streams);
  if (parsed.exit) return *parsed.exit;
  if (!parsed.has("since")) return usage_error("redecide needs --since REVISION", streams);
  const boost::json::object body{{"since", parsed.text("since")}, {"confirm", parsed.has("confirm")}};
  return ask_and_print(parsed, "POST", "/api/v1/redecide", boost::json::serialize(body), outside, streams);
}

int shadow(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("days", po::value<int>()->default_value(30), "the items of so many days");
  DaemonCall::add_options(options);
  const auto parsed =
      parse(arguments, "fenliu shadow [--days N] [--server URL] [--token-file FILE]", options, {}, streams);
  if (parsed.exit) return *parsed.exit;
  return ask_and_print(parsed, "GET", "/api/v1/shadow?days=" + std::to_string(parsed.values["days"].as<int>()), "", outside,
                       streams);
}

}  // namespace fenliu::cli
