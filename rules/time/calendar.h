// Calendars as data, and working time computed on them (DESIGN §4.6).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/time/overlay.h"

namespace fenliu::rules {

// Office hours that hold in a season (month-day range, may wrap over the year's end) and a validity.
struct OfficeHours {
  std::optional<std::chrono::month_day> season_from;
  std::optional<std::chrono::month_day> season_until;
  DateRange valid;
  std::vector<DaySpan> spans;  // sorted, disjoint
  friend bool operator==(const OfficeHours&, const OfficeHours&) = default;
};

struct Holiday {
  Date from;
  Date until;  // included
  std::map<std::string, std::string> name;  // language → name
  friend bool operator==(const Holiday&, const Holiday&) = default;
};

// How a term of days is counted. The defaults are those of the PRC Civil Code, art. 201 and 203, and of the Vietnamese
// Civil Code 2015, art. 147 and 148: the day of the event is not counted, and a last day that is a day off gives way to the
// next workday. Both let a term end at 24:00, the former at the close of business where there is one.
struct Counting {
  enum class LastDayOff { moves_on, moves_back, stays };
  bool first_day = false;                        // the day of the event counts
  LastDayOff last_day_off = LastDayOff::moves_on;
  bool working_days = false;                     // "N days" without more means working days
  bool midnight = false;                         // a term ends at 24:00, not at the close of business
  std::string source;                            // the law, as people cite it
  friend bool operator==(const Counting&, const Counting&) = default;
};

struct Calendar {
  std::string id;
  DateRange covers;  // outside: `calendar-unknown`
  std::vector<std::chrono::weekday> weekend;
  std::vector<Holiday> holidays;
  std::vector<Date> workdays;  // make-up workdays: work although weekend
  std::map<std::string, std::vector<OfficeHours>> hours;
  Counting counting;
  friend bool operator==(const Calendar&, const Calendar&) = default;
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

// Working time of one unit: a calendar, one set of its office hours, a zone, and the overlays that hold for the unit. Keeps
// references to none of its arguments. Immutable after construction, thread-safe. Intervals are half-open: 12:00 with hours
// 08:00-12:00 is not working time. Days off and make-up workdays, of calendar and overlays, say which days are workdays, and
// so how days are counted; absences and duty shifts say when on any day the unit works.
class WorkingTime {
 public:
  // `overlays`: those of the unit, all known; secondments only of its own people. `staff`: its people, 0: nobody said how many.
  WorkingTime(Calendar calendar, const std::string& hours, Zone zone, Overlays overlays = {}, int staff = 0);

  const Zone& zone() const { return zone_; }
  bool covers(Date date) const;
  // Calendar: holiday < make-up workday < weekend, the make-up list wins. Overlays come before it, the one announced last
  // before the others.
  bool is_workday(Date date) const;
  // When the unit works: office hours of a workday, absences taken away, duty shifts added.
  std::vector<DaySpan> spans_on(Date date) const;
  std::vector<DaySpan> office_hours_on(Date date) const;  // without absences and duty shifts; empty on a day off

  // The instant at which `minutes` (>= 0) working minutes have passed since `from`; with 0 the first working instant
  // at or after `from`. The result is the earliest such instant (end of a span rather than start of the next).
  CalendarInstant add(Instant from, Minutes minutes) const;
  // The latest instant from which `minutes` (>= 1) working minutes pass until `until`: rather the start of a span than the
  // end of the one before.
  CalendarInstant before(Instant until, Minutes minutes) const;
  // Working minutes in [from, until); 0 when until <= from.
  Minutes between(Instant from, Instant until) const;

  // People at work on a date, of `staff()`: those on leave and those lent out taken away. Both 0 when nobody said how many.
  int present_on(Date date) const;
  int staff() const { return staff_; }
  // As `add`, for work that the whole staff does in `minutes`: with half the people it takes twice as long. Up to the minute.
  CalendarInstant add_work(Instant from, Minutes minutes) const;

  // Opening (first span's start) and closing (last span's end) of a workday's office hours; the date itself if it is one,
  // else the next workday (opening) or the previous one (closing).
  CalendarInstant opening(Date date) const;
  CalendarInstant closing(Date date) const;
  Date next_workday(Date after) const;  // strictly after
  // The end of the n-th workday (n >= 1) after `trigger`'s day, which counts itself if the calendar's counting says so.
  CalendarInstant working_days_after(Instant trigger, int n) const;
  // The end of a term of n days (n >= 1), counted as the calendar says.
  CalendarInstant days_after(Instant trigger, int n) const;

 private:
  CalendarInstant walk(Instant from, Minutes minutes, bool by_people) const;
  CalendarInstant end_of_term(Date date) const;
  std::optional<bool> overlaid_workday(Date date) const;

  Calendar calendar_;
  std::vector<OfficeHours> hours_;
  Zone zone_;
  Overlays overlays_;
  int staff_ = 0;
};

}  // namespace fenliu::rules
