// Days off and make-up workdays of an iCalendar file (RFC 5545), as public calendars of holidays hold them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/ingest/icalendar.h"
#include "rules/reading/holiday_notice.h"
#include "rules/time/overlay.h"

namespace fenliu::ingest {

struct HolidayReading {
  // Only days in it are taken, others pass in silence. Events that repeat for ever are followed up to `until`; without it
  // they become doubts.
  rules::DateRange within;
  bool unmarked_off = false;   // an event that says neither is a day off
};

struct HolidayCalendar {
  rules::HolidayNotice notice;         // in order of dates; language and year empty
  std::vector<CalendarFault> faults;   // when there are any, the notice is empty
};

// Whole days, with or without times (00:00 to 00:00), single, over several days or repeated (RRULE, EXDATE). An event is a
// make-up workday or a day off when X-APPLE-SPECIAL-DAY, CATEGORIES, SUMMARY or DESCRIPTION say so in Chinese, Vietnamese or
// English (补班, 放假, làm bù, nghỉ, make-up, holiday …). One that says neither, or both, that has times of the day or dates of
// its own (RDATE), and a make-up workday that is no Saturday or Sunday, become doubts. Days of one name that follow one another
// are one entry. Limits as read_calendar. Thread-safe.
HolidayCalendar read_holiday_calendar(const std::string& text, const HolidayReading& reading);

}  // namespace fenliu::ingest
