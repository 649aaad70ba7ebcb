// The days that a Moment names, before any clock. Internal to reading/.
#pragma once

#include "rules/reading/moment.h"

namespace fenliu::rules {

// Dates [from, to) and how exact they are.
struct Days {
  Date from, to;
  const char* grain = "day";
  bool is_share = false;  // a piece of a longer period
};

// Nothing when the fields contradict one another or no calendar has such a day. What had to be inferred is told in `meant`.
std::optional<Days> find_days(const Moment& moment, const Bearings& bearings, Meant& meant);

}  // namespace fenliu::rules
