// `fenliu calendar days`: which days a calendar or a unit works, and from when to when; `fenliu calendar import`: from a
// notice or an iCalendar file.
#include <ostream>

#include "daemon/cli/calendar_import.h"
#include "daemon/cli/options.h"

namespace fenliu::cli {

namespace {

namespace po = boost::program_options;

constexpr const char* kDaysUsage = "fenliu calendar days --config DIR --from DATE --until DATE [--calendar ID] [--hours NAME] [--unit ID] [--now T]";
constexpr const char* kImportUsage = "fenliu calendar import FILE [--lang zh|vi] [--year Y] [--from DATE] [--until DATE] [--unmarked doubt|off] [--id ID]";
constexpr int kMostDays = 36'600;

// "2022-10-08 work 08:00-12:00 14:30-17:30", "2022-10-07 off"; days that the calendar does not cover say "unknown". Then, of a
// unit with fewer people at work than it has, "8/12", and behind '#' the overlays of the day.
void print_day(const rules::WorkingTime& time, rules::Date date, const rules::Overlays& overlays, const std::string& language,
               std::ostream& out) {
  out << rules::format_date(date) << (time.is_workday(date) ? " work" : " off");
  for (const auto& span : time.spans_on(date)) out << " " << rules::format_day_span(span);
  if (!time.covers(date)) out << " unknown";
  if (time.present_on(date) < time.staff()) out << " " << time.present_on(date) << "/" << time.staff();
  const char* mark = " #";
  for (const auto& each : overlays) {
    if (!each.on(date)) continue;
    const auto name = rules::in_language(each.name, language, "");
    out << mark << " " << rules::to_string(each.kind) << (name.empty() ? "" : " " + name);
    mark = ";";
  }
  out << "\n";
}

// The working time that was asked for: of a unit with its overlays, or of a calendar alone.
struct Asked {
  std::optional<rules::WorkingTime> time;
  rules::Overlays overlays;
  int exit = kDone;
};

Asked of_unit(const Parsed& parsed, const rules::Configuration& configuration, Outside& outside, Streams& streams) {
  const auto unit = parsed.text("unit");
  if (parsed.has("calendar") || !parsed.values["hours"].defaulted()) return {{}, {}, usage_error("--unit: a unit has a calendar and hours already", streams)};
  if (configuration.organisation.unit(unit) == nullptr) return {{}, {}, usage_error("--unit: there is no unit '" + unit + "'", streams)};
  const auto now = parsed.has("now") ? parse_now(parsed.text("now"), configuration.zone, streams) : std::optional(outside.now());
  if (!now) return {{}, {}, kUsage};
  return {configuration.working_time(unit, *now), configuration.overlays_of(unit, configuration.overlays, *now), kDone};
}

Asked of_calendar(const Parsed& parsed, const rules::Configuration& configuration, Streams& streams) {
  const auto id = parsed.has("calendar") ? parsed.text("calendar") : configuration.policy.calendar;
  const auto calendar = configuration.calendars.find(id);
  if (calendar == configuration.calendars.end()) return {{}, {}, usage_error("--calendar: there is no calendar '" + id + "'", streams)};
  const auto hours = parsed.text("hours");
  if (!calendar->second.hours.contains(hours)) {
    return {{}, {}, usage_error("--hours: the calendar '" + id + "' has no hours '" + hours + "'", streams)};
  }
  return {rules::WorkingTime(calendar->second, hours, configuration.zone), {}, kDone};
}

int days(const Parsed& parsed, Outside& outside, Streams& streams) {
  const auto from = rules::parse_date(parsed.text("from")), until = rules::parse_date(parsed.text("until"));
  if (!from || !until) return usage_error("--from and --until: dates that exist, as 2022-11-24", streams);
  const std::chrono::sys_days first{*from}, last{*until};
  if (last < first || (last - first).count() > kMostDays) return usage_error("--until: at most a hundred years after --from", streams);
  const auto configured = load(parsed.text("config"), outside, streams);
  if (!configured.configuration) return configured.exit;
  const auto& configuration = *configured.configuration;
  const auto asked = parsed.has("unit") ? of_unit(parsed, configuration, outside, streams) : of_calendar(parsed, configuration, streams);
  if (!asked.time) return asked.exit;
  for (auto day = first; day <= last; day += std::chrono::days{1}) print_day(*asked.time, rules::Date{day}, asked.overlays, configuration.policy.language, streams.out);
  return kDone;
}

int days_command(const Arguments& arguments, Outside& outside, Streams& streams) {
  po::options_description options("Options");
  options.add_options()("config", po::value<std::string>()->required(), "the configuration's folder")(
      "from", po::value<std::string>()->required(), "first day")("until", po::value<std::string>()->required(), "last day")(
      "calendar", po::value<std::string>(), "a calendar's id; the configuration's default when left out")(
      "hours", po::value<std::string>()->default_value("default"), "office hours of that calendar")(
      "unit", po::value<std::string>(), "the working time of a unit, overlays included")(
      "now", po::value<std::string>(), "what was announced later counts as unknown (with --unit); the present when left out");
  const auto parsed = parse(arguments, kDaysUsage, options, {}, streams);
  return parsed.exit ? *parsed.exit : days(parsed, outside, streams);
}

bool is_calendar_id(const std::string& id) {
  return !id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
}

po::options_description import_options() {
  po::options_description options("Options");
  options.add_options()("file", po::value<std::string>()->required(), "a holiday notice's text, or an iCalendar file; -: standard input")(
      "lang", po::value<std::string>()->default_value(""), "of a notice: zh or vi; detected when left out")(
      "year", po::value<int>(), "of dates without one, where the notice names none")(
      "from", po::value<std::string>(), "of a calendar: days before are left out")(
      "until", po::value<std::string>(), "of a calendar: days after are left out; what repeats for ever is followed so far")(
      "unmarked", po::value<std::string>()->default_value("doubt"), "of a calendar: events that do not say whether they are days off: doubt, or off")(
      "id", po::value<std::string>()->default_value("imported"), "the calendar's id");
  return options;
}

int import_calendar(const Parsed& parsed, std::string text, const std::string& id, Outside& outside, Streams& streams) {
  HolidayCalendarRequest request{parsed.text("file"), std::move(text), {}, parsed.text("unmarked") == "off"};
  for (const auto& [name, date] : {std::pair("from", &request.within.from), std::pair("until", &request.within.until)}) {
    if (!parsed.has(name)) continue;
    *date = rules::parse_date(parsed.text(name));
    if (!*date) return usage_error(std::string("--") + name + ": a date that exists, as 2026-12-31", streams);
  }
  const auto read = outside.read_holiday_calendar(request);
  return read.ok() ? print_imported(*read, id, streams) : report(read.error(), streams);
}

int import_command(const Arguments& arguments, Outside& outside, Streams& streams) {
  const auto parsed = parse(arguments, kImportUsage, import_options(), {"file"}, streams);
  if (parsed.exit) return *parsed.exit;
  const auto language = parsed.text("lang"), id = parsed.text("id"), unmarked = parsed.text("unmarked");
  if (!language.empty() && language != "zh" && language != "vi") return usage_error("--lang is zh or vi, not '" + language + "'", streams);
  if (unmarked != "doubt" && unmarked != "off") return usage_error("--unmarked is doubt or off, not '" + unmarked + "'", streams);
  if (!is_calendar_id(id)) return usage_error("--id: a-z, 0-9, '-' and '_'", streams);
  std::optional<int> year;
  if (parsed.has("year")) year = parsed.values["year"].as<int>();
  if (year && (*year < 1900 || *year > 2200)) return usage_error("--year is 1900 to 2200", streams);
  auto text = outside.read_input(parsed.text("file"));
  if (!text.ok()) return report(text.error(), streams);
  if (text->find("BEGIN:VCALENDAR") < 8) return import_calendar(parsed, std::move(text).value(), id, outside, streams);
  return import_notice(*text, language, year, id, streams);
}

}  // namespace

int calendar(const Arguments& arguments, Outside& outside, Streams& streams) {
  const auto what = arguments.empty() ? "" : arguments.front();
  const Arguments rest(arguments.begin() + (arguments.empty() ? 0 : 1), arguments.end());
  if (what == "days") return days_command(rest, outside, streams);
  if (what == "import") return import_command(rest, outside, streams);
  if (what == "--help" || what == "-h") {
    streams.out << "usage: " << kDaysUsage << "\n       " << kImportUsage << "\n";
    return kDone;
  }
  return usage_error("calendar: 'days' or 'import', not '" + what + "'", streams);
}

}  // namespace fenliu::cli
