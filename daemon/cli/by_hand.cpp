// `fenliu by-hand`: what a clerk copies into a group, telephones down or has signed; and that it was done.
#include <boost/json.hpp>

#include "daemon/cli/daemon_call.h"

namespace fenliu::cli {

namespace {

namespace json = boost::json;
namespace po = boost::program_options;

constexpr const char* kUsageLine =
    "fenliu by-hand ITEM [--form group-text|call-sheet|slips|signature-list] [--language zh|vi|en] [--html]\n"
    "       fenliu by-hand ITEM --told telephoned|handed-over|posted-in-group [--unit UNIT]… [--to PERSON] [--at TIME] [--note TEXT]\n"
    "       each with [--server URL] [--token-file FILE] [--format text|json]";

int print_form(const Parsed& parsed, const std::string& address, Outside& outside, Streams& streams) {
  auto call = DaemonCall::open(parsed, outside);
  if (!call.ok()) return report(call.error(), streams);
  auto path = address + "?form=" + encoded(parsed.has("form") ? parsed.text("form") : "call-sheet");
  if (parsed.has("language")) path += "&language=" + encoded(parsed.text("language"));
  if (parsed.has("html")) path += "&format=html";
  const auto answer = call->ask("GET", path, "");
  if (!answer.ok()) return report(answer.error(), streams);
  streams.out << answer->body;
  return kDone;
}

}  // namespace

int by_hand(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("item", po::value<std::string>()->required(), "the item's id")(
      "form", po::value<std::string>(), "group-text, call-sheet (when left out), slips or signature-list")(
      "language", po::value<std::string>(), "zh, vi or en; when left out the office's")("html", "a page to print")(
      "told", po::value<std::string>(), "telephoned, handed-over or posted-in-group: marks units as told")(
      "unit", po::value<std::vector<std::string>>()->composing(), "whom; may be given several times")(
      "to", po::value<std::string>(), "the person who took it, as stated")("at", po::value<std::string>(), "when; when left out, now")(
      "note", po::value<std::string>(), "anything else");
  DaemonCall::add_options(options);
  const auto parsed = parse(arguments, kUsageLine, options, {"item"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto address = "/api/v1/items/" + encoded(parsed.text("item")) + "/by-hand";
  if (!parsed.has("told")) {
    if (parsed.has("unit") || parsed.has("to") || parsed.has("at")) return usage_error("how were they told? give --told telephoned, handed-over or posted-in-group", streams);
    return print_form(parsed, address, outside, streams);
  }
  json::object body{{"how", parsed.text("told")}};
  if (parsed.has("to")) body["to_person"] = parsed.text("to");
  if (parsed.has("at")) body["at"] = parsed.text("at");
  if (parsed.has("note")) body["note"] = parsed.text("note");
  if (parsed.has("unit")) {
    json::array units;
    for (const auto& unit : parsed.values["unit"].as<std::vector<std::string>>()) units.push_back(json::value(unit));
    body["to_units"] = std::move(units);
  }
  return ask_and_print(parsed, "POST", address, json::serialize(body), outside, streams);
}

}  // namespace fenliu::cli
