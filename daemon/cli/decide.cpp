// `fenliu decide`: who is concerned by one item (YAML, JSON or raw text), or by each of a batch.
#include <istream>
#include <ostream>
#include <sstream>

#include <boost/json.hpp>

#include "daemon/cli/options.h"
#include "rules/decision/case_run.h"
#include "rules/decision/lints.h"
#include "rules/item/parse_json.h"
#include "rules/reading/reading.h"
#include "rules/text/utf8.h"

namespace fenliu::cli {

namespace {

namespace json = boost::json;
using rules::Decision;
using rules::Error;
using rules::ErrorKind;
using rules::Instant;
using rules::Item;
using rules::Result;

constexpr std::size_t kLongestLine = 20u << 20;

// Decides one item alone: its own meeting is the whole plan.
Result<Decision> decide_item(const rules::Router& router, Item& item, Instant now) {
  const auto& configuration = router.configuration();
  if (rules::is_classified(item)) {
    return Error{ErrorKind::refused, "The item is marked as classified",
                 "it must not enter Fenliu; hand it over on paper"};
  }
  rules::prepare_item(item, configuration, now);
  Decision decision;
  decision.item = item.id;
  decision.item_revision = item.revision;
  decision.config = configuration.revision;
  decision.now = now;
  decision.version = FENLIU_VERSION;
  decision.relevance = router.route(item, now);
  rules::Plan plan({configuration.policy.gap, configuration.policy.precedence});
  if (item.kind == rules::ItemKind::meeting) {
    auto meeting = rules::planned_meeting(item);
    if (meeting.id.empty()) meeting.id = "item";
    const auto put = plan.put(meeting, {}, now);
    if (!put.ok()) return put.error();
    if (item.id.empty()) item.id = meeting.id;
  }
  decision.schedule = rules::schedule(decision.relevance, item, configuration, plan, configuration.overlays, {}, {}, {}, now);
  return decision;
}

// A document that parses to a mapping is an item; anything else is raw text.
bool looks_like_item(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string::npos) return false;
  if (text[first] == '{') return true;
  for (const char* key : {"title:", "text:", "id:", "kind:", "origin:", "number:", "parts:", "issuer:", "---"}) {
    const auto at = text.find(key);
    if (at != std::string::npos && (at == first || text[at - 1] == '\n')) return true;
  }
  return false;
}

struct OneItem {
  std::optional<Item> item;
  int exit = kDone;
};

OneItem parse_one(const std::string& path, const std::string& text, const rules::Zone& zone, Streams& streams) {
  if (const auto bad = rules::first_invalid_utf8(text)) {
    streams.err << "fenliu: the text is not UTF-8 at byte " << *bad << "; convert it (iconv -f GB18030 -t UTF-8)\n";
    return {{}, kWrongInput};
  }
  if (!looks_like_item(text)) {
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
      streams.err << "fenliu: the item is empty; give a title or a text\n";
      return {{}, kWrongInput};
    }
    Item item;
    item.text = text;
    return {item, kDone};
  }
  const rules::SourceFile file{path, text};
  auto parsed = rules::parse_item(file, zone);
  if (!parsed.item) {
    streams.err << rules::render(parsed.diagnostics, {file});
    return {{}, kWrongInput};
  }
  return {std::move(parsed.item), kDone};
}

json::object line_error(std::size_t line, const std::string& message) {
  return {{"line", line}, {"error", message}};
}

json::object decide_line(const std::string& line, std::size_t number, const rules::Router& router, Instant now, bool explain) {
  if (line.size() > kLongestLine) return line_error(number, "the line is larger than 20 MiB");
  if (const auto bad = rules::first_invalid_utf8(line)) {
    return line_error(number, "not UTF-8 at byte " + std::to_string(*bad));
  }
  const auto value = rules::parse_json(line);
  if (!value.ok()) return line_error(number, value.error().message + ", " + value.error().detail);
  auto decoded = rules::item_from_json(*value, router.configuration().zone);
  if (!decoded.faults.empty()) {
    const auto error = rules::to_error(decoded.faults);
    return line_error(number, error.message + (error.detail.empty() ? "" : ": " + error.detail));
  }
  const auto decision = decide_item(router, decoded.value, now);
  if (!decision.ok()) return line_error(number, decision.error().message + ": " + decision.error().detail);
  std::vector<rules::WhyNot> not_routed;
  if (explain) not_routed = router.not_routed(decoded.value, now, decision->relevance);
  return rules::decision_to_json(*decision, router.configuration().zone, explain ? &not_routed : nullptr);
}

int decide_batch(const rules::Router& router, Instant now, bool explain, Streams& streams) {
  std::string line;
  bool failed = false;
  for (std::size_t number = 1; std::getline(streams.in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto answer = decide_line(line, number, router, now, explain);
    failed = failed || answer.contains("error");
    streams.out << json::serialize(answer) << "\n";
  }
  return failed ? kWrongInput : kDone;
}

std::string language_of(const Parsed& parsed, const rules::Configuration& configuration) {
  return parsed.has("lang") ? parsed.text("lang") : configuration.policy.language;
}

void print(const Parsed& parsed, const Decision& decision, const Item& item, const rules::Configuration& configuration,
           const std::vector<rules::WhyNot>* not_routed, Streams& streams, const std::vector<rules::Lint>* lints = nullptr) {
  if (parsed.text("format") == "json") {
    auto object = rules::decision_to_json(decision, configuration.zone, not_routed);
    if (lints != nullptr) object["lints"] = rules::lints_to_json(*lints, item, configuration);
    streams.out << json::serialize(object) << "\n";
    return;
  }
  streams.out << rules::decision_to_text(decision, item, configuration, language_of(parsed, configuration), not_routed);
  if (lints != nullptr && !lints->empty()) {
    streams.out << "\n" << rules::lints_to_text(*lints, item, configuration, language_of(parsed, configuration));
  }
}

// Items posted before, one as JSON a line, for the lints that compare.
Result<std::vector<Item>> read_others(const Parsed& parsed, const rules::Configuration& configuration, Instant now, Outside& outside) {
  std::vector<Item> others;
  if (!parsed.has("others")) return others;
  const auto text = outside.read_input(parsed.text("others"));
  if (!text.ok()) return text.error();
  std::istringstream lines(*text);
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto value = rules::parse_json(line);
    const auto place = parsed.text("others") + ":" + std::to_string(number) + ": ";
    if (!value.ok()) return Error{value.error().kind, place + value.error().message, value.error().detail};
    auto decoded = rules::item_from_json(*value, configuration.zone);
    if (!decoded.faults.empty()) {
      const auto error = rules::to_error(decoded.faults);
      return Error{error.kind, place + error.message, error.detail};
    }
    rules::prepare_item(decoded.value, configuration, now);
    if (!decoded.value.received) decoded.value.received = now;
    others.push_back(std::move(decoded.value));
  }
  return others;
}

// One unit's share of the decision, and what would have had to be in the text when it has none or is merely informed.
int explain_unit(const Parsed& parsed, const rules::Router& router, const Item& item, const Decision& decision, Instant now,
                 Streams& streams) {
  const auto& configuration = router.configuration();
  const auto unit = parsed.text("why");
  if (configuration.organisation.unit(unit) == nullptr) {
    std::vector<std::string> ids;
    for (const auto& each : configuration.organisation.units) ids.push_back(each.id);
    const auto near = rules::nearest(unit, ids);
    streams.err << "fenliu: no unit '" << unit << "'" << (near.empty() ? "" : "; did you mean '" + near + "'?") << "\n";
    return kWrongInput;
  }
  Decision narrowed = decision;
  narrowed.relevance.units.clear();
  if (const auto own = decision.relevance.units.find(unit); own != decision.relevance.units.end()) {
    narrowed.relevance.units.insert(*own);
  }
  narrowed.relevance.triage.clear();
  const auto reached = narrowed.relevance.units.find(unit);
  std::vector<rules::WhyNot> whys;
  if (reached == narrowed.relevance.units.end() || reached->second.role == rules::Role::inform) {
    whys.push_back(router.why_not(item, now, unit));
  }
  if (parsed.text("format") == "json") {
    print(parsed, narrowed, item, configuration, &whys, streams);
    return kDone;
  }
  for (const auto& why : whys) {
    streams.out << rules::why_not_to_text(why, item, configuration, language_of(parsed, configuration));
  }
  if (reached != narrowed.relevance.units.end()) print(parsed, narrowed, item, configuration, nullptr, streams);
  return kDone;
}

int decide_one(const Parsed& parsed, const rules::Router& router, Instant now, Outside& outside, Streams& streams) {
  const auto path = parsed.text("file");
  auto text = outside.read_input(path);
  if (!text.ok()) return report(text.error(), streams);
  auto one = parse_one(path, *text, router.configuration().zone, streams);
  if (!one.item) return one.exit;
  auto& item = *one.item;
  const auto decision = decide_item(router, item, now);
  if (!decision.ok()) return report(decision.error(), streams);
  const auto& configuration = router.configuration();
  if (parsed.has("why")) return explain_unit(parsed, router, item, *decision, now, streams);
  std::vector<rules::WhyNot> not_routed;
  if (parsed.has("explain")) not_routed = router.not_routed(item, now, decision->relevance);
  std::vector<rules::Lint> lints;
  if (parsed.has("lints")) {
    const auto others = read_others(parsed, configuration, now, outside);
    if (!others.ok()) return report(others.error(), streams);
    rules::LintContext context{configuration, decision->relevance, decision->schedule, {}, now, parsed.has("emergency")};
    for (const auto& other : *others) context.others.push_back(&other);
    lints = rules::lints(item, context);
  }
  print(parsed, *decision, item, configuration, parsed.has("explain") ? &not_routed : nullptr, streams,
        parsed.has("lints") ? &lints : nullptr);
  return kDone;
}

}  // namespace

int decide(const Arguments& arguments, Outside& outside, Streams& streams) {
  namespace po = boost::program_options;
  po::options_description options("Options");
  options.add_options()("file", po::value<std::string>()->default_value("-"), "the item: YAML, JSON or raw text")(
      "config", po::value<std::string>()->required(), "the configuration folder")(
      "now", po::value<std::string>()->required(), "the time of receipt, with offset")(
      "why", po::value<std::string>(), "explain one unit: why, or what would have to be in the text")(
      "explain", "add the nearest rule of every unit that was not reached")(
      "lints", "add what burdens the units without need, each with its source")(
      "others", po::value<std::string>(), "with --lints: items posted before, one as JSON a line")(
      "emergency", "with --lints: leave out what an emergency excuses")(
      "batch", "one JSON item per line of standard input, one decision per line out")(
      "lang", po::value<std::string>(), "zh, en or vi, for the text; default: the configuration's")(
      "format", po::value<std::string>()->default_value("text"), "text or json");
  const auto parsed = parse(arguments,
                            "fenliu decide --config DIR [FILE|-] --now T [--why UNIT] [--explain] [--lints] [--lang zh|en|vi]\n"
                            "                     [--format text|json]\n"
                            "       fenliu decide --config DIR --batch --now T < items.jsonl > decisions.jsonl",
                            options, {"file"}, streams);
  if (parsed.exit) return *parsed.exit;
  if (const auto wrong = check_format(parsed, {"text", "json"}, streams)) return *wrong;
  if (parsed.has("lang") && !is_language(parsed.text("lang"))) {
    return usage_error("--lang is zh, en or vi, not '" + parsed.text("lang") + "'", streams);
  }
  if (parsed.has("batch") && (parsed.has("why") || parsed.text("file") != "-")) {
    return usage_error("--batch reads standard input and goes without --why", streams);
  }
  const auto loaded = load(parsed.text("config"), outside, streams);
  if (!loaded.configuration) return loaded.exit;
  const auto now = parse_now(parsed.text("now"), loaded.configuration->zone, streams);
  if (!now) return kUsage;
  const rules::Router router(loaded.configuration);
  if (parsed.has("batch")) return decide_batch(router, *now, parsed.has("explain"), streams);
  return decide_one(parsed, router, *now, outside, streams);
}

}  // namespace fenliu::cli
