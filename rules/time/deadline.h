// The arithmetic of one deadline: stated, handed down, fair, effective (DESIGN §4.6).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/time/calendar.h"

namespace fenliu::rules {

enum class DeadlineStatus { fair, tight, extended, hard, impossible };
std::string_view to_string(DeadlineStatus status);

// What was said of a proposal, or of a recurring deadline's occurrence, and stands since.
enum class AnswerKind {
  none,
  accepted,   // the proposed time
  countered,  // another one
  refused,    // it stays as stated
  automatic,  // by a limit that was set beforehand
  waived,     // this occurrence need not be met
  closed      // the recurring deadline ended before this occurrence
};
std::string_view to_string(AnswerKind kind);  // "none", "accepted", …
std::optional<AnswerKind> parse_answer_kind(std::string_view word);

// What an outside level's deadline leaves to a lower level: the levels above keep a share of the working time, or minutes
// of it. INVARIANT: one of both is positive, share_percent <= 90.
struct InnerShare {
  int share_percent = 0;
  Minutes minutes{0};
  friend bool operator==(const InnerShare&, const InnerShare&) = default;
};

struct DeadlineInput {
  Instant stated;
  std::optional<Instant> handed_down;  // nothing: not known yet, see `provisional`
  Instant handed_down_forecast;        // p50 until it is known
  Minutes guaranteed{0};               // working minutes that the urgency guarantees
  bool hard = false;                   // set by law or by an outside level: flagged, never moved
  bool outside = false;                // stated by an outside level: never extended here
  std::optional<Instant> accepted;     // extension that a named person of the issuing office granted
  AnswerKind answer = AnswerKind::none;
  std::string answer_reason;
  std::string decided_by;              // who answered; empty: nobody
  std::optional<Instant> limit;        // enabled beforehand: fair counts without anybody's answer, up to here
  std::optional<InnerShare> inner;     // of the unit's level; counts for outside deadlines only
};

// INVARIANT: effective == stated unless status is extended or `inner` is set; fair >= handed_down.
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
  std::optional<Instant> inner;     // earlier than stated, so that the levels above can still work on what comes in
  AnswerKind answer = AnswerKind::none;
  std::string answer_reason;
  std::string decided_by;           // a person; empty when nobody answered, or with `automatic`
};

// A limit counts once handing down is known: what is told then does not move back. Whoever answered is not asked again:
// nothing is proposed, but for what lies behind the limit. An inner deadline is never before fair while stated is not, nor
// at handing down; minutes take at most half of the working time left. `extended` when an acceptance after `stated` exists (never for a hard or an outside deadline), else `impossible` when
// stated <= handed_down, else `hard` when input.hard, else `fair` when stated >= fair, else `tight`.
DeadlineResult evaluate_deadline(const DeadlineInput& input, const WorkingTime& working_time);

}  // namespace fenliu::rules
