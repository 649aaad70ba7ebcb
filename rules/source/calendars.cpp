// calendars/*.yaml.
#include <algorithm>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

std::optional<std::chrono::month_day> read_month_day(const YamlNode* node, Reporter& reporter) {
  if (node == nullptr) return {};
  // A leap year, so that 02-29 may begin or end a season.
  const auto date = node->kind == YamlNode::Kind::scalar ? parse_date("2000-" + node->scalar) : std::nullopt;
  if (!date) {
    reporter.error(node->span, "bad-date", "this is no day of the year", "write \"10-01\"");
    return {};
  }
  return std::chrono::month_day{date->month(), date->day()};
}

// How terms of days are counted; what is left out is as the civil codes of China and Vietnam say.
Counting read_counting(const YamlNode& node, Reporter& reporter) {
  Counting counting;
  MappingReader reader(node, "'counting'", reporter);
  counting.first_day = reader.word("first_day", "first day", {"excluded", "included"}, "excluded") == "included";
  const auto last = reader.word("last_day_off", "last day off", {"moves-on", "moves-back", "stays"}, "moves-on");
  counting.last_day_off = last == "moves-on"   ? Counting::LastDayOff::moves_on
                          : last == "stays" ? Counting::LastDayOff::stays
                                            : Counting::LastDayOff::moves_back;
  counting.working_days = reader.word("days", "kind of days", {"calendar", "working"}, "calendar") == "working";
  counting.midnight = reader.word("ends", "end of a day", {"closing", "midnight"}, "closing") == "midnight";
  counting.source = reader.text("source");
  reader.finish();
  return counting;
}

void read_holidays(const YamlNode& node, Calendar& calendar, std::vector<Span>& spans, Reporter& reporter) {
  for (const auto& item : read_list(node, "'holidays'", reporter)) {
    MappingReader reader(item, "a holiday", reporter);
    reader.require("from");
    const auto from = reader.date("from");
    const auto until = reader.date("until");
    auto name = reader.name("name");
    reader.finish();
    if (!from) continue;
    if (until && *until < *from) {
      reporter.error(item.span, "ends-before-start", "the holiday ends before it starts", "swap `from` and `until`");
      continue;
    }
    spans.push_back(reader.span_of("from"));
    calendar.holidays.push_back({*from, until.value_or(*from), std::move(name)});
  }
}

OfficeHours read_office_hours(const YamlNode& node, Reporter& reporter) {
  OfficeHours hours;
  MappingReader reader(node, "office hours", reporter);
  if (const auto* season = reader.take("season")) {
    MappingReader inner(*season, "a season", reporter);
    hours.season_from = read_month_day(inner.require("from"), reporter);
    hours.season_until = read_month_day(inner.require("until"), reporter);
    inner.finish();
  }
  hours.valid = reader.dates("valid");
  if (const auto* spans = reader.require("spans")) {
    for (const auto& item : read_list(*spans, "'spans'", reporter)) {
      const auto span = read_day_span(item, reporter, false);
      if (!span) continue;
      if (!hours.spans.empty() && span->start < hours.spans.back().end) {
        reporter.error(item.span, "overlap", "this span overlaps the one before it, or stands before it",
                       "write the spans of a day in order, each from where it opens to where it closes");
      }
      hours.spans.push_back(*span);
    }
    if (spans->kind == YamlNode::Kind::sequence && spans->items.empty()) reporter.error(spans->span, "empty", "office hours need at least one span");
  }
  reader.finish();
  return hours;
}

void read_hours(const YamlNode& node, Calendar& calendar, Reporter& reporter) {
  if (node.kind != YamlNode::Kind::mapping) {
    return reporter.error(node.span, "wrong-type", "'hours' must be a mapping of names to lists");
  }
  for (const auto& [key, value] : node.entries) {
    reporter.define(Named::hours, key.scalar, key.span, calendar.id);
    for (const auto& item : read_list(value, "the hours '" + key.scalar + "'", reporter)) calendar.hours[key.scalar].push_back(read_office_hours(item, reporter));
  }
  if (!calendar.hours.contains("default")) {
    reporter.error(node.span, "missing-key", "'hours' needs the entry 'default'", "units without `hours` of their own use it");
    reporter.define(Named::hours, "default", node.span, calendar.id);
  }
}

}  // namespace

std::vector<std::chrono::weekday> read_weekdays(MappingReader& reader, const char* key, Reporter& reporter) {
  static const std::vector<std::string> kDays = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  std::vector<std::chrono::weekday> days;
  for (const auto& [day, span] : reader.texts(key)) {
    const auto found = std::find(kDays.begin(), kDays.end(), day);
    if (found == kDays.end()) {
      reporter.unknown(span, "day of the week", day, kDays);
    } else {
      days.push_back(std::chrono::weekday{static_cast<unsigned>(found - kDays.begin())});
    }
  }
  return days;
}

void read_calendar(const YamlNode& root, Configuration& configuration, Reporter& reporter) {
  const auto errors_before = reporter.errors();
  Calendar calendar;
  MappingReader reader(root, "a calendar", reporter);
  calendar.id = reader.required_text("id");
  reader.require("covers");
  calendar.covers = reader.dates("covers");
  if (calendar.covers.from.has_value() != calendar.covers.until.has_value()) {
    reporter.error(reader.span_of("covers"), "missing-key", "'covers' needs both `from` and `until`",
                   "holidays are known only so far; beyond, results are marked calendar-unknown");
  }
  calendar.weekend = read_weekdays(reader, "weekend", reporter);
  if (const auto* counting = reader.take("counting")) calendar.counting = read_counting(*counting, reporter);
  CalendarSpans spans;
  if (const auto* holidays = reader.take("holidays")) read_holidays(*holidays, calendar, spans.holidays, reporter);
  if (const auto* workdays = reader.take("workdays")) {
    for (const auto& item : read_list(*workdays, "'workdays'", reporter)) {
      const auto date = read_date(item, reporter);
      if (!date) continue;
      spans.workdays.push_back(item.span);
      calendar.workdays.push_back(*date);
    }
  }
  reporter.define(Named::calendar, calendar.id, reader.span_of("id"));
  if (configuration.calendars.contains(calendar.id)) calendar.id.clear();  // reported; its hours are not the first's
  if (const auto* hours = reader.require("hours")) read_hours(*hours, calendar, reporter);
  reader.finish();
  if (const auto* hours = reader.take("hours")) spans.hours = hours->span;
  if (reporter.errors() == errors_before) lint_calendar(calendar, spans, reporter);
  const auto id = calendar.id;
  configuration.calendars.emplace(id, std::move(calendar));
}

}  // namespace fenliu::rules
