// Recurrence rules (RFC 5545) from what a text says. Internal to reading/.
#pragma once

#include <string>
#include <vector>

#include "rules/reading/times.h"

namespace fenliu::rules {

// One rule, or several when clocks differ in their minutes (BYHOUR and BYMINUTE multiply). Nothing when a clock does
// not exist. `around`: the office hours of about that date stand for 上班 and 下班.
std::vector<std::string> rrules(const Expression& expression, const WorkingTime& working_time, Date around);

}  // namespace fenliu::rules
