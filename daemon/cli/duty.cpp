// `fenliu duty`: a fair roster of a unit's nights, weekends and holidays; duty shown, exported and imported.
#include <algorithm>
#include <ostream>

#include "daemon/cli/options.h"
#include "rules/notices/duty_text.h"

namespace fenliu::cli {

namespace {

namespace po = boost::program_options;

constexpr const char* kUsageLine =
    "fenliu duty generate --config DIR --unit ID --from DATE --until DATE [--seed N] [--format yaml|csv|ics|text]\n"
    "       fenliu duty show|export --config DIR [--unit ID] [--from DATE] [--until DATE] [--lang zh|vi|en] [--format text|csv|ics|yaml]\n"
    "       fenliu duty import FILE --config DIR [--unit ID] [--format yaml|csv|ics|text]      FILE: a table (.csv) or a calendar (.ics)";
constexpr int kMostDays = 366;

// The date of an option; an exit code when it is none.
struct Asked {
  std::optional<rules::Date> date;
  std::optional<int> exit;
};

Asked date_of(const Parsed& parsed, const char* name, Streams& streams) {
  if (!parsed.has(name)) return {};
  const auto date = rules::parse_date(parsed.text(name));
  if (!date) return {{}, usage_error(std::string("--") + name + ": write a date as 2022-12-01", streams)};
  return {date, {}};
}

void print(const std::vector<rules::DutySlot>& slots, const rules::Configuration& configuration, const std::string& format,
           const std::string& language, std::ostream& out) {
  if (format == "csv") {
    out << rules::duty_to_csv(slots, configuration);
  } else if (format == "ics") {
    out << rules::duty_to_calendar(slots, configuration, language);
  } else if (format == "yaml") {
    out << rules::duty_to_overlay(slots, configuration);
  } else {
    out << rules::duty_to_text(slots, configuration, language);
  }
}

struct Command {
  const Parsed& parsed;
  const rules::Configuration& configuration;
  Outside& outside;
  Streams& streams;
  std::optional<rules::Date> from, until;

  std::string format(const char* usual) const { return parsed.has("format") ? parsed.text("format") : usual; }
  std::string language() const { return parsed.has("lang") ? parsed.text("lang") : configuration.policy.language; }

  int generate() const {
    const auto unit = parsed.has("unit") ? parsed.text("unit") : "";
    if (unit.empty() || !from || !until) return usage_error("duty generate needs --unit, --from and --until", streams);
    if (configuration.organisation.unit(unit) == nullptr) return usage_error("--unit: there is no unit '" + unit + "'", streams);
    if (configuration.people.duty_plan(unit) == nullptr) {
      return report({rules::ErrorKind::invalid, "nothing says how duty is done in '" + unit + "'", "write its duty plan: `duty_plans` in people.yaml"}, streams);
    }
    const auto days = (std::chrono::local_days{*until} - std::chrono::local_days{*from}).count() + 1;
    if (days < 1 || days > kMostDays) return usage_error("--from and --until: 1 to " + std::to_string(kMostDays) + " days", streams);
    const auto roster = rules::make_duty_roster(configuration, unit, *from, *until, parsed.values["seed"].as<unsigned>());
    if (format("yaml") == "yaml") {
      streams.out << "# Duty of " << unit << ", " << rules::format_date(*from) << " to " << rules::format_date(*until) << ", seed "
                  << parsed.values["seed"].as<unsigned>() << "; made by fenliu duty generate.\n"
                  << rules::roster_report(roster, configuration, "# ");
    } else {
      streams.err << rules::roster_report(roster, configuration, "");
    }
    print(roster.slots, configuration, format("yaml"), language(), streams.out);
    if (roster.unfilled.empty()) return kDone;
    streams.err << "fenliu: " << roster.unfilled.size() << (roster.unfilled.size() == 1 ? " duty has" : " duties have") << " nobody\n";
    return kWrongInput;
  }

  int show(const char* usual) const {
    std::vector<rules::DutySlot> slots;
    for (const auto& slot : configuration.people.duty) {
      const auto date = rules::date_of(configuration.zone.to_local(slot.from));
      if (parsed.has("unit") && slot.unit != parsed.text("unit")) continue;
      if ((!from || *from <= date) && (!until || date <= *until)) slots.push_back(slot);
    }
    std::stable_sort(slots.begin(), slots.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
    if (slots.empty()) streams.err << "fenliu: nobody is on duty then\n";
    print(slots, configuration, format(usual), language(), streams.out);
    return kDone;
  }

  int import() const {
    if (!parsed.has("file")) return usage_error("duty import needs a file", streams);
    const auto path = parsed.text("file");
    const auto text = outside.read_input(path);
    if (!text.ok()) return report(text.error(), streams);
    const auto lines = outside.read_duty({path, *text, configuration.zone});
    if (!lines.ok()) return report(lines.error(), streams);
    const auto settled = rules::settle_duty(*lines, configuration, parsed.has("unit") ? parsed.text("unit") : "");
    for (const auto& fault : settled.faults) {
      streams.err << path << (fault.line > 0 ? ":" + std::to_string(fault.line) : "") << ": error: " << fault.message
                  << (fault.hint.empty() ? "" : "\n  " + fault.hint) << "\n";
    }
    if (!settled.faults.empty()) return kWrongInput;
    print(settled.slots, configuration, format("yaml"), language(), streams.out);
    return kDone;
  }
};

}  // namespace

int duty(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("what", po::value<std::string>()->required(), "generate, show, export or import")(
      "file", po::value<std::string>(), "import: a table (.csv) or a calendar (.ics); '-': standard input")(
      "config", po::value<std::string>()->required(), "the configuration's folder")("unit", po::value<std::string>(), "a unit's id")(
      "from", po::value<std::string>(), "the first date")("until", po::value<std::string>(), "the last date")(
      "seed", po::value<unsigned>()->default_value(1), "another roster as fair, for another number")(
      "lang", po::value<std::string>(), "zh, vi or en")("format", po::value<std::string>(), "yaml, csv, ics or text");
  const auto parsed = parse(arguments, kUsageLine, options, {"what", "file"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto what = parsed.text("what");
  if (what != "generate" && what != "show" && what != "export" && what != "import") {
    return usage_error("duty knows generate, show, export and import, not '" + what + "'", streams);
  }
  if (parsed.has("format")) {
    if (const auto exit = check_format(parsed, {"yaml", "csv", "ics", "text"}, streams)) return *exit;
  }
  if (parsed.has("lang") && !is_language(parsed.text("lang"))) return usage_error("--lang is zh, vi or en", streams);
  const auto from = date_of(parsed, "from", streams), until = date_of(parsed, "until", streams);
  if (from.exit || until.exit) return kUsage;
  const auto configured = load(parsed.text("config"), outside, streams);
  if (!configured.configuration) return configured.exit;
  const Command command{parsed, *configured.configuration, outside, streams, from.date, until.date};
  if (what == "generate") return command.generate();
  return what == "import" ? command.import() : command.show(what == "show" ? "text" : "csv");
}

}  // namespace fenliu::cli
