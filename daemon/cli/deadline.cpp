// `fenliu deadline`: the deadlines that wait for the issuing office's answer, and answering them.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/cli/daemon_call.h"

namespace fenliu::cli {

namespace {

namespace json = boost::json;
namespace po = boost::program_options;

constexpr const char* kUsageLine =
    "fenliu deadline list ITEM\n"
    "       fenliu deadline accept|waive ITEM --person NAME [--unit UNIT]… [--part PART] [--occurrence DATE] [--stated TIME]\n"
    "       fenliu deadline refuse ITEM --person NAME --reason TEXT [--unit UNIT]…\n"
    "       fenliu deadline counter ITEM --person NAME --until TIME [--unit UNIT]…\n"
    "       fenliu deadline close ITEM --person NAME [--until TIME] [--ended-by ITEM]\n"
    "       each with [--server URL] [--token-file FILE] [--format text|json]";

}  // namespace

int deadline(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("what", po::value<std::string>()->required(), "list, accept, counter, refuse, waive or close")(
      "item", po::value<std::string>()->required(), "the item's id")(
      "person", po::value<std::string>(), "who of the issuing office answers")(
      "unit", po::value<std::vector<std::string>>()->composing(), "of this unit only; may be given several times")(
      "part", po::value<std::string>(), "of this part only")("occurrence", po::value<std::string>(), "of this date only")(
      "stated", po::value<std::string>(), "stated for this time only")("until", po::value<std::string>(), "the time that counts instead")(
      "reason", po::value<std::string>(), "why")("ended-by", po::value<std::string>(), "the item that says that it has ended");
  DaemonCall::add_options(options);
  const auto parsed = parse(arguments, kUsageLine, options, {"what", "item"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto what = parsed.text("what");
  const auto address = "/api/v1/items/" + encoded(parsed.text("item")) + "/deadlines";
  if (what == "list") return ask_and_print(parsed, "GET", address, "", outside, streams);
  const std::vector<std::string> verbs{"accept", "counter", "refuse", "waive", "close"};
  if (std::find(verbs.begin(), verbs.end(), what) == verbs.end()) {
    return usage_error("deadline knows list, accept, counter, refuse, waive and close, not '" + what + "'", streams);
  }
  if (!parsed.has("person")) return usage_error("who answers? give --person NAME", streams);
  json::object body{{"answer", what}};
  for (const char* key : {"person", "part", "occurrence", "stated", "until", "reason"}) {
    if (parsed.has(key)) body[key] = parsed.text(key);
  }
  if (parsed.has("ended-by")) body["ended_by"] = parsed.text("ended-by");
  if (parsed.has("unit")) {
    json::array units;
    for (const auto& unit : parsed.values["unit"].as<std::vector<std::string>>()) units.push_back(json::value(unit));
    body["units"] = std::move(units);
  }
  return ask_and_print(parsed, "POST", address + "/answers", json::serialize(body), outside, streams);
}

}  // namespace fenliu::cli
