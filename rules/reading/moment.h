// What a Moment means on the day of issue: instants, with what had to be inferred. Internal to reading/.
#pragma once

#include "rules/reading/times.h"

namespace fenliu::rules {

// What is known beside the words of one moment.
struct Bearings {
  Instant now;                    // of reading
  Date issued;                    // the document's day, else the day of reading
  bool deadline = false;          // past dates are unlikely
  std::optional<Date> date;       // what a bare clock belongs to, if text before it says so
  std::optional<int> after_hour;  // the clock that a bare one follows ("下午1:00报到，2:30参会")
  const WorkingTime* working_time = nullptr;  // REQUIRED
  const Zone* zone = nullptr;                 // REQUIRED
};

struct Meant {
  Instant from, to;   // half-open: the minute, the part of the day, the day, the month … that was meant
  std::string grain;  // second, minute, hour (a part of the day), day, week, month, quarter, year
  Date date;          // its first day
  bool is_share = false;          // a piece of a longer period (月底, 上旬): a span rather than a point
  bool weekday_mismatch = false, year_inferred = false, calendar_unknown = false;
};

// Nothing when the fields contradict one another or name what no calendar or clock has.
std::optional<Meant> resolve_moment(const Moment& moment, const Bearings& bearings);

// Minutes of the day that a band covers, [first, second).
std::pair<Minutes, Minutes> hours_of(Band band, const WorkingTime& working_time, Date date);

// `hour` on the 24-hour clock once its band or a.m./p.m. is known: 下午3点 → 15; 24 is the end of the day.
int hour_of_day(const Moment& moment);

// Ordinary office hours of the country of a language (zh, vi, en), for readers that have no calendar: it covers nothing, so
// results carry calendar-unknown.
WorkingTime usual_hours(const std::string& language, const Zone& zone);

Date plus_days(Date date, int n);
Date plus_months(Date date, int n);  // the month's last day when it has no such day
unsigned weekday_of(Date date);      // 0 = Sunday

}  // namespace fenliu::rules
