// Warnings about calendars: dates that contradict one another, days without office hours.
#include <algorithm>
#include <set>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

using std::chrono::month_day;
using std::chrono::sys_days;

bool is_weekend(const Calendar& calendar, Date date) {
  const std::chrono::weekday day{sys_days{date}};
  return std::find(calendar.weekend.begin(), calendar.weekend.end(), day) != calendar.weekend.end();
}

const Holiday* holiday_on(const Calendar& calendar, Date date) {
  for (const auto& each : calendar.holidays) {
    if (each.from <= date && date <= each.until) return &each;
  }
  return nullptr;
}

bool covered(const Calendar& calendar, Date date) { return calendar.covers.contains(date); }

void check_holidays(const Calendar& calendar, const CalendarSpans& spans, Reporter& reporter) {
  for (std::size_t i = 0; i < calendar.holidays.size(); ++i) {
    const auto& each = calendar.holidays[i];
    if (!covered(calendar, each.from) || !covered(calendar, each.until)) {
      reporter.warning(spans.holidays[i], "outside-coverage", "this holiday lies outside what the calendar covers",
                       "check its year, or widen `covers`");
    }
    for (std::size_t j = 0; j < i; ++j) {
      const auto& other = calendar.holidays[j];
      if (each.from > other.until || other.from > each.until) continue;
      reporter.warning(spans.holidays[i], "overlap",
                       "this holiday overlaps the one in line " + std::to_string(spans.holidays[j].line), "check both dates");
      break;
    }
  }
}

void check_workdays(const Calendar& calendar, const CalendarSpans& spans, Reporter& reporter) {
  std::set<Date> seen;
  for (std::size_t i = 0; i < calendar.workdays.size(); ++i) {
    const auto date = calendar.workdays[i];
    if (!seen.insert(date).second) {
      reporter.warning(spans.workdays[i], "duplicate-date", format_date(date) + " stands twice", "remove one");
    } else if (!is_weekend(calendar, date) && holiday_on(calendar, date) == nullptr) {
      reporter.warning(spans.workdays[i], "no-make-up-workday",
                       format_date(date) + " is a workday anyway: neither a weekend nor a holiday", "check the date");
    } else if (!covered(calendar, date)) {
      reporter.warning(spans.workdays[i], "outside-coverage", format_date(date) + " lies outside what the calendar covers",
                       "check its year, or widen `covers`");
    }
  }
}

bool in_season(const OfficeHours& hours, month_day day) {
  if (!hours.season_from || !hours.season_until) return true;
  const auto from = *hours.season_from, until = *hours.season_until;
  return from <= until ? from <= day && day <= until : day >= from || day <= until;
}

bool validities_meet(const DateRange& a, const DateRange& b) {
  return !(a.until && b.from && *a.until < *b.from) && !(b.until && a.from && *b.until < *a.from);
}

std::string written(month_day day) {
  const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(static_cast<unsigned>(day.month())) + "-" + two(static_cast<unsigned>(day.day()));
}

// Of entries that hold on the same day the first wins; a day that none holds on has no working time at all.
void check_seasons(const std::string& name, const std::vector<OfficeHours>& entries, const Span& span, Reporter& reporter) {
  const bool always = std::all_of(entries.begin(), entries.end(), [](const auto& each) { return !each.valid.from && !each.valid.until; });
  std::optional<month_day> gap, overlap;
  const std::chrono::year leap{2000};
  for (sys_days day = leap / 1 / 1; day <= sys_days{leap / 12 / 31} && (!gap || !overlap); day += std::chrono::days{1}) {
    const Date date{day};
    const month_day at{date.month(), date.day()};
    std::vector<const OfficeHours*> holding;
    for (const auto& each : entries) {
      if (in_season(each, at)) holding.push_back(&each);
    }
    if (holding.empty() && always && !gap) gap = at;
    for (std::size_t i = 1; i < holding.size() && !overlap; ++i) {
      const bool met = std::any_of(holding.begin(), holding.begin() + static_cast<long>(i),
                                   [&](const auto* other) { return validities_meet(other->valid, holding[i]->valid); });
      if (met) overlap = at;
    }
  }
  if (gap) {
    reporter.warning(span, "no-office-hours", "the hours '" + name + "' say nothing about " + written(*gap) + ": no working time",
                     "let one season begin on the day after another ends");
  }
  if (overlap) {
    reporter.warning(span, "overlap", "two entries of the hours '" + name + "' hold on " + written(*overlap) + "; the first wins",
                     "let one season begin on the day after another ends");
  }
}

}  // namespace

void lint_calendar(const Calendar& calendar, const CalendarSpans& spans, Reporter& reporter) {
  check_holidays(calendar, spans, reporter);
  check_workdays(calendar, spans, reporter);
  for (const auto& [name, entries] : calendar.hours) {
    if (!entries.empty()) check_seasons(name, entries, spans.hours, reporter);
  }
}

}  // namespace fenliu::rules
