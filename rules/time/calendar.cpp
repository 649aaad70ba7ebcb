// Working time on calendars.
#include "rules/time/calendar.h"

#include <algorithm>

namespace fenliu::rules {

namespace {

using std::chrono::days;
using std::chrono::local_days;

// Nothing is computed further than this from where it began: a calendar without a working day must not loop.
constexpr int kHorizonDays = 3700;

constexpr Minutes kDay{24 * 60};

Date next(Date date) { return Date{local_days{date} + days{1}}; }
Date previous(Date date) { return Date{local_days{date} - days{1}}; }

bool in_season(const OfficeHours& hours, Date date) {
  if (!hours.season_from || !hours.season_until) return true;
  const std::chrono::month_day day{date.month(), date.day()};
  if (*hours.season_from <= *hours.season_until) return *hours.season_from <= day && day <= *hours.season_until;
  return day >= *hours.season_from || day <= *hours.season_until;
}

}  // namespace

WorkingTime::WorkingTime(Calendar calendar, const std::string& hours, Zone zone, Overlays overlays, int staff)
    : calendar_(std::move(calendar)), zone_(std::move(zone)), overlays_(std::move(overlays)), staff_(staff) {
  auto found = calendar_.hours.find(hours);
  if (found == calendar_.hours.end()) found = calendar_.hours.find("default");
  if (found != calendar_.hours.end()) hours_ = found->second;
  std::sort(calendar_.workdays.begin(), calendar_.workdays.end());
}

bool WorkingTime::covers(Date date) const { return calendar_.covers.contains(date); }

std::optional<bool> WorkingTime::overlaid_workday(Date date) const {
  const Overlay* last = nullptr;
  for (const auto& each : overlays_) {
    if ((each.kind != OverlayKind::day_off && each.kind != OverlayKind::workday) || !each.on(date)) continue;
    const bool later = last == nullptr || last->announced < each.announced ||
                       (last->announced == each.announced && each.kind == OverlayKind::workday);
    if (later) last = &each;
  }
  return last == nullptr ? std::nullopt : std::optional(last->kind == OverlayKind::workday);
}

bool WorkingTime::is_workday(Date date) const {
  if (const auto overlaid = overlaid_workday(date)) return *overlaid;
  if (std::binary_search(calendar_.workdays.begin(), calendar_.workdays.end(), date)) return true;
  for (const auto& holiday : calendar_.holidays) {
    if (holiday.from <= date && date <= holiday.until) return false;
  }
  const std::chrono::weekday day{local_days{date}};
  return std::find(calendar_.weekend.begin(), calendar_.weekend.end(), day) == calendar_.weekend.end();
}

std::vector<DaySpan> WorkingTime::office_hours_on(Date date) const {
  if (!is_workday(date)) return {};
  for (const auto& each : hours_) {
    if (each.valid.contains(date) && in_season(each, date)) return each.spans;
  }
  return {};
}

std::vector<DaySpan> WorkingTime::spans_on(Date date) const {
  auto spans = office_hours_on(date);
  if (overlays_.empty()) return spans;
  std::vector<DaySpan> absent, duty;
  for (const auto& each : overlays_) {
    if (each.kind == OverlayKind::absence && each.staff == 0 && each.on(date)) {
      absent.insert(absent.end(), each.spans.begin(), each.spans.end());
      if (each.spans.empty()) absent.push_back({Minutes{0}, kDay});
    }
    if (each.kind != OverlayKind::duty_shift) continue;
    for (const auto& span : each.spans) {
      if (each.on(date)) duty.push_back({span.start, std::min(span.end, kDay)});
      if (span.end > kDay && each.on(previous(date))) duty.push_back({Minutes{0}, span.end - kDay});
    }
  }
  spans = without(spans, united(std::move(absent)));
  spans.insert(spans.end(), duty.begin(), duty.end());
  return duty.empty() ? spans : united(std::move(spans));
}

CalendarInstant WorkingTime::add(Instant from, Minutes working) const { return walk(from, working, false); }

CalendarInstant WorkingTime::add_work(Instant from, Minutes working) const { return walk(from, working, staff_ > 0); }

CalendarInstant WorkingTime::walk(Instant from, Minutes working, bool by_people) const {
  CalendarInstant result{from, false};
  // Seconds of one person, so that nothing is lost by rounding.
  const int whole = by_people ? staff_ : 1;
  std::int64_t left = std::chrono::seconds(working).count() * whole;
  auto date = date_of(zone_.to_local(from));
  for (int i = 0; i < kHorizonDays; ++i, date = next(date)) {
    if (!covers(date)) result.calendar_unknown = true;
    const int present = by_people ? present_on(date) : 1;
    if (present == 0) continue;
    for (const auto& span : spans_on(date)) {
      const auto start = std::max(from, zone_.to_instant(rules::at(date, span.start)));
      const auto end = zone_.to_instant(rules::at(date, span.end));
      if (start >= end) continue;
      const std::int64_t done = (end - start).count() * present;
      if (left <= done) {
        result.at = start + std::chrono::seconds{(left + present - 1) / present};
        if (present < whole) result.at = std::min<Instant>(end, std::chrono::ceil<Minutes>(result.at));
        return result;
      }
      left -= done;
    }
  }
  result.calendar_unknown = true;
  return result;
}

CalendarInstant WorkingTime::before(Instant until, Minutes working) const {
  CalendarInstant result{until, false};
  std::chrono::seconds left = working;
  auto date = date_of(zone_.to_local(until));
  for (int i = 0; i < kHorizonDays; ++i, date = previous(date)) {
    if (!covers(date)) result.calendar_unknown = true;
    const auto spans = spans_on(date);
    for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
      const auto start = zone_.to_instant(rules::at(date, span->start));
      const auto end = std::min(until, zone_.to_instant(rules::at(date, span->end)));
      if (start >= end) continue;
      if (left <= end - start) {
        result.at = end - left;
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

int WorkingTime::present_on(Date date) const {
  int present = staff_;
  for (const auto& each : overlays_) {
    const bool away = each.kind == OverlayKind::secondment || each.kind == OverlayKind::absence;
    if (away && each.on(date)) present -= each.staff;
  }
  return std::max(present, 0);
}

CalendarInstant WorkingTime::opening(Date date) const {
  CalendarInstant result{zone_.to_instant(rules::at(date, Minutes{0})), false};
  for (int i = 0; i < kHorizonDays; ++i, date = next(date)) {
    if (!covers(date)) result.calendar_unknown = true;
    if (const auto spans = office_hours_on(date); !spans.empty()) {
      result.at = zone_.to_instant(rules::at(date, spans.front().start));
      return result;
    }
  }
  result.calendar_unknown = true;
  return result;
}

CalendarInstant WorkingTime::closing(Date date) const {
  CalendarInstant result{zone_.to_instant(rules::at(date, kDay)), false};
  for (int i = 0; i < kHorizonDays; ++i, date = previous(date)) {
    if (!covers(date)) result.calendar_unknown = true;
    if (const auto spans = office_hours_on(date); !spans.empty()) {
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

// A term that ends on a day off ends when a workday would.
CalendarInstant WorkingTime::end_of_term(Date date) const {
  CalendarInstant result{zone_.to_instant(rules::at(date, kDay)), !covers(date)};
  if (calendar_.counting.midnight) return result;
  const auto spans = office_hours_on(is_workday(date) ? date : next_workday(date));
  if (!spans.empty()) result.at = zone_.to_instant(rules::at(date, spans.back().end));
  return result;
}

CalendarInstant WorkingTime::working_days_after(Instant trigger, int n) const {
  auto date = date_of(zone_.to_local(trigger));
  bool unknown = !covers(date);
  if (calendar_.counting.first_day && is_workday(date)) --n;
  for (int i = 0; i < n; ++i) {
    const auto following = next_workday(date);
    for (auto each = next(date); each <= following; each = next(each)) unknown = unknown || !covers(each);
    date = following;
  }
  auto result = end_of_term(date);
  result.calendar_unknown = result.calendar_unknown || unknown;
  return result;
}

CalendarInstant WorkingTime::days_after(Instant trigger, int n) const {
  const auto& counting = calendar_.counting;
  if (counting.working_days) return working_days_after(trigger, n);
  Date date{local_days{date_of(zone_.to_local(trigger))} + days{counting.first_day ? n - 1 : n}};
  bool unknown = false;
  if (counting.last_day_off != Counting::LastDayOff::stays) {
    const bool on = counting.last_day_off == Counting::LastDayOff::moves_on;
    for (int i = 0; i < kHorizonDays && !is_workday(date); ++i, date = on ? next(date) : previous(date)) unknown = unknown || !covers(date);
  }
  auto result = end_of_term(date);
  result.calendar_unknown = result.calendar_unknown || unknown;
  return result;
}

}  // namespace fenliu::rules
