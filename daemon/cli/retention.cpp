// `fenliu retention --dry-run`: what the next night would remove. The daemon does it; no command does.
#include <ostream>

#include "daemon/cli/options.h"

namespace fenliu::cli {

namespace po = boost::program_options;

int retention(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("data", po::value<std::string>()->required(), "the data folder; its daemon may run, and nothing is written there")(
      "dry-run", "show what would go")("now", po::value<std::string>()->default_value(""), "another time than now, with its offset");
  const auto parsed = parse(arguments, "fenliu retention --data DIR --dry-run", options, {}, streams);
  if (parsed.exit) return *parsed.exit;
  if (!parsed.has("dry-run")) return usage_error("retention needs --dry-run: what is old goes at night by itself, as fenliu.yaml says", streams);
  auto now = std::optional(outside.now());
  if (const auto given = parsed.text("now"); !given.empty()) {
    now = rules::parse_rfc3339(given);
    if (!now) return usage_error("--now: '" + given + "' is no time; write 2022-11-24T20:30+08:00", streams);
  }
  const auto found = outside.retention({parsed.text("data"), *now});
  if (!found.ok()) return report(found.error(), streams);
  streams.out << *found;
  return kDone;
}

}  // namespace fenliu::cli
