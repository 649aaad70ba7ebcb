// `fenliu evening-plan`: the evening on paper, from the database of a server that may be dead.
#include <ostream>

#include "daemon/cli/options.h"

namespace fenliu::cli {

namespace po = boost::program_options;

int evening_plan(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("data", po::value<std::string>()->required(), "the data folder of the server, dead or alive; nothing is written there")(
      "format", po::value<std::string>()->default_value("html"), "html (to print) or text")(
      "lang", po::value<std::string>()->default_value(""), "zh, vi or en; else the office's")(
      "now", po::value<std::string>()->default_value(""), "another time than now, with its offset");
  const auto parsed = parse(arguments, "fenliu evening-plan --data DIR [--format html|text] [--lang zh|vi|en] > evening-plan.html", options, {}, streams);
  if (parsed.exit) return *parsed.exit;
  if (const auto exit = check_format(parsed, {"html", "text"}, streams)) return *exit;
  const auto language = parsed.text("lang");
  if (!language.empty() && !is_language(language)) return usage_error("--lang is zh, vi or en, not '" + language + "'", streams);
  auto now = std::optional(outside.now());
  if (const auto given = parsed.text("now"); !given.empty()) {
    now = rules::parse_rfc3339(given);
    if (!now) return usage_error("--now: '" + given + "' is no time; write 2022-11-24T20:30+08:00", streams);
  }
  const auto made = outside.evening_plan({parsed.text("data"), language, parsed.text("format") == "html", *now});
  if (!made.ok()) return report(made.error(), streams);
  streams.out << *made;
  return kDone;
}

}  // namespace fenliu::cli
