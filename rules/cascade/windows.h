// When a unit must be in the room (DESIGN §4.5).
#pragma once

#include <set>
#include <vector>

#include "rules/cascade/plan.h"

namespace fenliu::rules {

struct Window {
  Instant from;
  std::optional<Instant> to;   // nothing: open, `last_report` tells since when nothing was heard
  std::vector<PartId> parts;
  std::optional<Instant> last_report;
  // What is most likely, where `from` or `to` leave room for doubt; nothing where they are it.
  std::optional<Instant> likely_from{}, likely_to{};

  friend bool operator==(const Window&, const Window&) = default;
};

struct WindowPolicy {
  Minutes lead_in{5};
  Minutes split{40};
};

// Windows of the unit whose parts of the meeting are `parts` ("0" = the whole meeting): from = p10(start of the first
// part) − lead-in; to = p90(end of the last); split where the pause between own parts exceeds policy.split.
// Parts that ended or were skipped give no window; a release event ends the unit's windows at its time, a call event
// opens one at its time, keep extends all to the end. `everyone`: one window over the whole meeting.
// Empty for cancelled or undated meetings. Where p10 or p90 differ from p50 they are widened to whole five minutes: nobody
// is told a forecast to the second, and a percentile that moves a little moves nothing.
std::vector<Window> windows_for(const MeetingForecast& forecast, const std::vector<MeetingEvent>& events, const UnitId& unit,
                                const std::set<PartId>& parts, bool everyone, const WindowPolicy& policy);
std::vector<Window> windows_for(const Plan& plan, const MeetingId& meeting, const UnitId& unit,
                                const std::set<PartId>& parts, bool everyone, const WindowPolicy& policy);

}  // namespace fenliu::rules
