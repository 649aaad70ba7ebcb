// `fenliu call-sheet` and `fenliu hand-over`: whom to telephone, and what is open in a unit.
#include <boost/json.hpp>

#include "daemon/cli/daemon_call.h"

namespace fenliu::cli {

namespace {

namespace po = boost::program_options;

constexpr const char* kCallUsage =
    "fenliu call-sheet [list] [--lang zh|vi|en]\n"
    "       fenliu call-sheet answered ID --person NAME [--remark TEXT]\n"
    "       fenliu call-sheet no-answer ID [--person NAME] [--remark TEXT]\n"
    "       each with [--server URL] [--token-file FILE] [--format text|json]";

constexpr const char* kHandOverUsage = "fenliu hand-over UNIT [--lang zh|vi|en] [--server URL] [--token-file FILE] [--format text|json]";

// The query, or nothing when the language is none.
std::optional<std::string> language_query(const Parsed& parsed) {
  if (!parsed.has("lang")) return "";
  return is_language(parsed.text("lang")) ? std::optional("?lang=" + parsed.text("lang")) : std::nullopt;
}

}  // namespace

int call_sheet(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("what", po::value<std::string>()->default_value("list"), "list, answered or no-answer")(
      "id", po::value<std::string>(), "the entry's id, as list shows it")("person", po::value<std::string>(), "who answered, or was asked for")(
      "remark", po::value<std::string>(), "anything worth keeping")("lang", po::value<std::string>(), "zh, vi or en");
  DaemonCall::add_options(options);
  const auto parsed = parse(arguments, kCallUsage, options, {"what", "id"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto what = parsed.text("what");
  if (what == "list") {
    const auto query = language_query(parsed);
    if (!query) return usage_error("--lang is zh, vi or en", streams);
    return ask_and_print(parsed, "GET", "/api/v1/call-sheet" + *query, "", outside, streams);
  }
  if (what != "answered" && what != "no-answer") return usage_error("call-sheet knows list, answered and no-answer, not '" + what + "'", streams);
  if (!parsed.has("id")) return usage_error("which call? give the id that `fenliu call-sheet` shows", streams);
  if (what == "answered" && !parsed.has("person")) return usage_error("who answered? give --person NAME", streams);
  boost::json::object body{{"state", what}};
  for (const char* key : {"person", "remark"}) {
    if (parsed.has(key)) body[key] = parsed.text(key);
  }
  return ask_and_print(parsed, "POST", "/api/v1/call-sheet/" + encoded(parsed.text("id")), boost::json::serialize(body), outside, streams);
}

int hand_over(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("unit", po::value<std::string>()->required(), "the unit's id")("lang", po::value<std::string>(), "zh, vi or en");
  DaemonCall::add_options(options);
  const auto parsed = parse(arguments, kHandOverUsage, options, {"unit"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto query = language_query(parsed);
  if (!query) return usage_error("--lang is zh, vi or en", streams);
  return ask_and_print(parsed, "GET", "/api/v1/units/" + encoded(parsed.text("unit")) + "/hand-over" + *query, "", outside, streams);
}

}  // namespace fenliu::cli
