// The arithmetic of one deadline: stated, handed down, fair, effective (DESIGN §4.6).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/time/calendar.h"

namespace fenliu::rules {

enum class DeadlineStatus { fair, tight, extended, hard, impossible };
std::string_view to_string(DeadlineStatus status);

struct DeadlineInput {
  Instant stated;
  std::optional<Instant> handed_down;  // nothing: not known yet, see `provisional`
  Instant handed_down_forecast;        // p50 until it is known
  Minutes guaranteed{0};               // working minutes that the urgency guarantees
  bool hard = false;                   // set by law or by an outside level: flagged, never moved
  bool outside = false;                // stated by an outside level: never extended here
  std::optional<Instant> accepted;     // extension accepted by a named person of the issuing office, or automatic
  std::string decided_by;              // who accepted; empty: nobody
};

// INVARIANT: effective == stated unless status is extended; fair >= handed_down.
struct DeadlineResult {
  Instant stated;
  Instant handed_down;
  Instant fair;
  Instant effective;
  DeadlineStatus status = DeadlineStatus::fair;
  bool provisional = false;       // handed_down is a forecast
  bool calendar_unknown = false;
  Minutes working_minutes_left{0};  // working minutes from handed_down to stated
  std::optional<Instant> proposed;  // what is proposed to the issuer: fair, when tight or impossible and not outside
  std::string decided_by;
};

// `extended` when an acceptance after `stated` exists (never for a hard or an outside deadline), else `impossible` when
// stated <= handed_down, else `hard` when input.hard, else `fair` when stated >= fair, else `tight`.
DeadlineResult evaluate_deadline(const DeadlineInput& input, const WorkingTime& working_time);

}  // namespace fenliu::rules
