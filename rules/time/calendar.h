// Calendars as data, and working time computed on them (DESIGN §4.6).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/time/instant.h"

namespace fenliu::rules {

// Half-open span of minutes of a day, 0 <= start < end <= 1440.
struct DaySpan {
  Minutes start{0};
  Minutes end{0};

  friend bool operator==(const DaySpan&, const DaySpan&) = default;
};

// Both ends included; missing = open.
struct DateRange {
  std::optional<Date> from;
  std::optional<Date> until;

  bool contains(Date date) const;
};

// Office hours that hold in a season (month-day range, may wrap over the year's end) and a validity.
struct OfficeHours {
  std::optional<std::chrono::month_day> season_from;
  std::optional<std::chrono::month_day> season_until;
  DateRange valid;
  std::vector<DaySpan> spans;  // sorted, disjoint
};

struct Holiday {
  Date from;
  Date until;  // included
  std::map<std::string, std::string> name;  // language → name
};

struct Calendar {
  std::string id;
  DateRange covers;  // outside: `calendar-unknown`
  std::vector<std::chrono::weekday> weekend;
  std::vector<Holiday> holidays;
  std::vector<Date> workdays;  // make-up workdays: work although weekend
  std::map<std::string, std::vector<OfficeHours>> hours;
};

struct Interval {
  Instant from;
  Instant until;  // excluded

  friend bool operator==(const Interval&, const Interval&) = default;
};

// An instant computed on a calendar. `calendar_unknown`: some day that was looked at lies outside the calendar's
// coverage; weekends alone were assumed there.
struct CalendarInstant {
  Instant at;
  bool calendar_unknown = false;
};

// Working time of one calendar, one set of office hours and one zone. Keeps references to none of its arguments.
// Immutable after construction, thread-safe. Intervals are half-open: 12:00 with hours 08:00-12:00 is not working time.
// Counting of days after PRC Civil Code art. 200-204 and Vietnam Civil Code 2015 art. 147-148: the day of the
// trigger is not counted.
class WorkingTime {
 public:
  WorkingTime(Calendar calendar, const std::string& hours, Zone zone);

  const Zone& zone() const { return zone_; }
  bool covers(Date date) const;
  bool is_workday(Date date) const;  // holiday < make-up workday < weekend; the make-up list wins
  std::vector<DaySpan> spans_on(Date date) const;  // empty on a day off

  // The instant at which `minutes` (>= 0) working minutes have passed since `from`; with 0 the first working instant
  // at or after `from`. The result is the earliest such instant (end of a span rather than start of the next).
  CalendarInstant add(Instant from, Minutes minutes) const;
  // Working minutes in [from, until); 0 when until <= from.
  Minutes between(Instant from, Instant until) const;

  // Opening (first span's start) and closing (last span's end) of a workday; the date itself if it is one, else the
  // next workday (opening) or the previous one (closing).
  CalendarInstant opening(Date date) const;
  CalendarInstant closing(Date date) const;
  Date next_workday(Date after) const;  // strictly after
  // The close of business of the n-th workday after `trigger`'s day (n >= 1).
  CalendarInstant working_days_after(Instant trigger, int n) const;

 private:
  std::vector<DaySpan> office_spans(Date date) const;

  Calendar calendar_;
  std::vector<OfficeHours> hours_;
  Zone zone_;
};

}  // namespace fenliu::rules
