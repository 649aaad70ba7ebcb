// Occurrences of recurring deadlines.
#pragma once

#include <string>
#include <vector>

#include "rules/time/instant.h"

namespace fenliu::rules {

// Whether `occurrences` understands the rule.
bool is_recurrence(const std::string& rrule);

// The first `count` occurrences strictly after `from` of an RFC 5545 rule with FREQ=DAILY, WEEKLY or MONTHLY and BYHOUR,
// BYMINUTE, BYDAY, BYMONTHDAY (from the month's end when negative), UNTIL (lists allowed, INTERVAL 1), in local time of
// `zone`. A rule with anything else gives none: a wrong time is worse than none.
std::vector<Instant> occurrences(const std::string& rrule, Instant from, const Zone& zone, int count);

}  // namespace fenliu::rules
