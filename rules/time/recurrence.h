// Occurrences of recurring deadlines.
#pragma once

#include <string>
#include <vector>

#include "rules/time/instant.h"

namespace fenliu::rules {

// Whether `occurrences` understands the rule.
bool is_recurrence(const std::string& rrule);

// The first `count` occurrences strictly after `from` of an RFC 5545 rule (section 3.3.10), in local time of `zone`, with `from`
// as its DTSTART: what the rule leaves open is taken from it (the day of a rule that names none, where an INTERVAL begins), but
// the time of day, which is 0:00 where the rule names no hour. FREQ from MINUTELY to YEARLY; INTERVAL; BYMONTH, BYMONTHDAY
// (from the month's end when negative), BYDAY (numbered in MONTHLY and YEARLY, 24:00 is the end of the day), BYHOUR, BYMINUTE,
// BYSETPOS, UNTIL (a day, included). A rule with anything else gives none: a wrong time is worse than none. Looks no
// further than twelve years ahead.
std::vector<Instant> occurrences(const std::string& rrule, Instant from, const Zone& zone, int count);

}  // namespace fenliu::rules
