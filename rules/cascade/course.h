// A meeting's events folded into its course. Internal to cascade/.
#pragma once

#include <optional>
#include <vector>

#include "rules/cascade/plan.h"

namespace fenliu::rules {

struct CoursePart {
  PlannedPart planned;
  std::optional<Instant> started, ended;
  bool skipped = false;
  std::optional<Instant> expected_end;  // from an estimate for this part
};

struct Course {
  std::optional<Instant> started, ended;
  std::optional<Instant> expected_end;  // from the newest estimate for the meeting
  bool cancelled = false;
  bool postponed = false;
  std::optional<Instant> postponed_until;
  std::vector<CoursePart> parts;        // in the current order
  bool parts_reported = false;
  std::optional<Instant> last_report;
};

// Folds by (at, id), retracted events left out. Contradictions are resolved by order: what came later counts.
Course fold(const PlannedMeeting& meeting, const std::vector<MeetingEvent>& events);

// The events that count, in folded order. `events` are in the order of recording: a retraction after what it takes back.
std::vector<MeetingEvent> without_retracted(const std::vector<MeetingEvent>& events);

}  // namespace fenliu::rules
