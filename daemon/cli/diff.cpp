// `fenliu diff OLDDIR NEWDIR --items FILE`: who would gain or lose what, over given items.
#include <ostream>

#include <boost/json.hpp>

#include "daemon/cli/options.h"
#include "daemon/cli/progress.h"

namespace fenliu::cli {

namespace {

struct Sides {
  Configured before, after;
};

int print(const ComparedItems& compared, const rules::Configuration& after, const std::string& items,
          const std::string& format, Streams& streams) {
  if (format == "json") {
    auto object = rules::comparison_to_json(compared.comparison);
    boost::json::array faults;
    for (const auto& [line, message] : compared.faults) {
      faults.push_back(boost::json::object{{"line", line}, {"error", message}});
    }
    object["faults"] = std::move(faults);
    streams.out << boost::json::serialize(object) << "\n";
  } else {
    streams.out << rules::comparison_to_text(compared.comparison, after.organisation, after.policy.language);
  }
  for (const auto& [line, message] : compared.faults) streams.err << items << ":" << line << ": " << message << "\n";
  return compared.faults.empty() ? kDone : kWrongInput;
}

}  // namespace

int diff(const Arguments& arguments, Outside& outside, Streams& streams) {
  namespace po = boost::program_options;
  po::options_description options("Options");
  options.add_options()("old", po::value<std::string>(), "the configuration folder as it is")(
      "new", po::value<std::string>(), "the changed one")(
      "items", po::value<std::string>(), "one JSON item per line; - is standard input")(
      "now", po::value<std::string>(), "for items without `received` and `issued`; the present when left out")(
      "format", po::value<std::string>()->default_value("text"), "text or json");
  const auto parsed = parse(arguments, "fenliu diff OLDDIR NEWDIR --items items.jsonl [--now T] [--format text|json]",
                            options, {"old", "new"}, streams);
  if (parsed.exit) return *parsed.exit;
  if (!parsed.has("old") || !parsed.has("new")) return usage_error("diff needs two configuration folders", streams);
  if (!parsed.has("items")) return usage_error("diff needs --items", streams);
  const auto format = parsed.text("format");
  if (format != "text" && format != "json") return usage_error("--format is text or json, not '" + format + "'", streams);
  const Sides sides{load(parsed.text("old"), outside, streams), load(parsed.text("new"), outside, streams)};
  if (!sides.before.configuration) return sides.before.exit;
  if (!sides.after.configuration) return sides.after.exit;
  CompareRequest request{sides.before.configuration, sides.after.configuration, parsed.text("items"), outside.now(), {}};
  if (parsed.has("now")) {
    const auto now = parse_now(parsed.text("now"), request.after->zone, streams);
    if (!now) return kUsage;
    request.now = *now;
  }
  const auto compared = [&] {
    ProgressBar bar(streams.err, "comparing");
    if (outside.on_terminal()) request.progress = [&bar](double done) { bar.show(static_cast<std::size_t>(done * 100), 100); };
    return outside.compare_items(request);
  }();
  if (!compared.ok()) return report(compared.error(), streams);
  return print(*compared, *request.after, request.items, format, streams);
}

}  // namespace fenliu::cli
