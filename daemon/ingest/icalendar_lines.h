// The lines of an iCalendar file before libical reads them. Internal to ingest/.
#pragma once

#include <string>
#include <vector>

#include "daemon/ingest/icalendar.h"

namespace fenliu::ingest {

inline constexpr const char* kLineProperty = "X-FENLIU-LINE";   // in each component: the line of its BEGIN
inline constexpr const char* kGapParameter = "X-FENLIU-GAP";    // of RELATED-TO, in the place of GAP

struct CalendarLines {
  std::string text;                  // unfolded, with the above
  std::vector<CalendarFault> faults; // when there are any, `text` is not to be used
};

// Checks size, UTF-8, nesting and that every line has a name; unfolds.
CalendarLines prepare_lines(const std::string& text);

}  // namespace fenliu::ingest
