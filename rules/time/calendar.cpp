// Working time on calendars.
#include "rules/time/calendar.h"

#include <algorithm>

namespace fenliu::rules {

namespace {

using std::chrono::days;
using std::chrono::local_days;

// Nothing is computed further than this from where it began: a calendar without a working day must not loop.
constexpr int kHorizonDays = 3700;

Date next(Date date) { return Date{local_days{date} + days{1}}; }
Date previous(Date date) { return Date{local_days{date} - days{1}}; }

bool in_season(const OfficeHours& hours, Date date) {
  if (!hours.season_from || !hours.season_until) return true;
  const std::chrono::month_day day{date.month(), date.day()};
  if (*hours.season_from <= *hours.season_until) return *hours.season_from <= day && day <= *hours.season_until;
  return day >= *hours.season_from || day <= *hours.season_until;
}

}  // namespace

bool DateRange::contains(Date date) const { return (!from || *from <= date) && (!until || date <= *until); }

WorkingTime::WorkingTime(Calendar calendar, const std::string& hours, Zone zone)
    : calendar_(std::move(calendar)), zone_(std::move(zone)) {
  auto found = calendar_.hours.find(hours);
  if (found == calendar_.hours.end()) found = calendar_.hours.find("default");
  if (found != calendar_.hours.end()) hours_ = found->second;
  std::sort(calendar_.workdays.begin(), calendar_.workdays.end());
}

bool WorkingTime::covers(Date date) const { return calendar_.covers.contains(date); }

bool WorkingTime::is_workday(Date date) const {
  if (std::binary_search(calendar_.workdays.begin(), calendar_.workdays.end(), date)) return true;
  for (const auto& holiday : calendar_.holidays) {
    if (holiday.from <= date && date <= holiday.until) return false;
  }
  const std::chrono::weekday day{local_days{date}};
  return std::find(calendar_.weekend.begin(), calendar_.weekend.end(), day) == calendar_.weekend.end();
}

std::vector<DaySpan> WorkingTime::office_spans(Date date) const {
  for (const auto& each : hours_) {
    if (each.valid.contains(date) && in_season(each, date)) return each.spans;
  }
  return {};
}

std::vector<DaySpan> WorkingTime::spans_on(Date date) const {
  return is_workday(date) ? office_spans(date) : std::vector<DaySpan>{};
}

CalendarInstant WorkingTime::add(Instant from, Minutes working) const {
  CalendarInstant result{from, false};
  auto left = std::chrono::duration_cast<std::chrono::seconds>(working);
  auto date = date_of(zone_.to_local(from));
  for (int i = 0; i < kHorizonDays; ++i, date = next(date)) {
    if (!covers(date)) result.calendar_unknown = true;
    for (const auto& span : spans_on(date)) {
      const auto start = std::max(from, zone_.to_instant(rules::at(date, span.start)));
      const auto end = zone_.to_instant(rules::at(date, span.end));
      if (start >= end) continue;
      if (left <= end - start) {
        result.at = start + left;
        return result;
      }
      left -= end - start;
    }
  }
  result.calendar_unknown = true;
  return result;
}

Minutes WorkingTime::between(Instant from, Instant until) const {
  std::chrono::seconds sum{0};
  if (until <= from) return Minutes{0};
  const auto last = std::min(date_of(zone_.to_local(until)),
                             Date{local_days{date_of(zone_.to_local(from))} + days{kHorizonDays}});
  for (auto date = date_of(zone_.to_local(from)); date <= last; date = next(date)) {
    for (const auto& span : spans_on(date)) {
      const auto start = std::max(from, zone_.to_instant(rules::at(date, span.start)));
      const auto end = std::min(until, zone_.to_instant(rules::at(date, span.end)));
      if (start < end) sum += end - start;
    }
  }
  return std::chrono::duration_cast<Minutes>(sum);
}

CalendarInstant WorkingTime::opening(Date date) const {
  CalendarInstant result{zone_.to_instant(rules::at(date, Minutes{0})), false};
  for (int i = 0; i < kHorizonDays; ++i, date = next(date)) {
    if (!covers(date)) result.calendar_unknown = true;
    if (const auto spans = spans_on(date); !spans.empty()) {
      result.at = zone_.to_instant(rules::at(date, spans.front().start));
      return result;
    }
  }
  result.calendar_unknown = true;
  return result;
}

CalendarInstant WorkingTime::closing(Date date) const {
  CalendarInstant result{zone_.to_instant(rules::at(date, Minutes{24 * 60})), false};
  for (int i = 0; i < kHorizonDays; ++i, date = previous(date)) {
    if (!covers(date)) result.calendar_unknown = true;
    if (const auto spans = spans_on(date); !spans.empty()) {
      result.at = zone_.to_instant(rules::at(date, spans.back().end));
      return result;
    }
  }
  result.calendar_unknown = true;
  return result;
}

Date WorkingTime::next_workday(Date after) const {
  auto date = next(after);
  for (int i = 0; i < kHorizonDays && !is_workday(date); ++i) date = next(date);
  return date;
}

CalendarInstant WorkingTime::working_days_after(Instant trigger, int n) const {
  auto date = date_of(zone_.to_local(trigger));
  bool unknown = !covers(date);
  for (int i = 0; i < n; ++i) {
    const auto following = next_workday(date);
    for (auto each = next(date); each <= following; each = next(each)) unknown = unknown || !covers(each);
    date = following;
  }
  auto result = closing(date);
  result.calendar_unknown = result.calendar_unknown || unknown;
  return result;
}

}  // namespace fenliu::rules
