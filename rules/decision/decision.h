// A decision: relevance plus schedule of one item. Same inputs → same bytes within one program version.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "rules/cascade/plan.h"
#include "rules/cascade/windows.h"
#include "rules/relevance/relevance.h"
#include "rules/time/deadline.h"

namespace fenliu::rules {

struct UnitDeadline {
  PartId part;                    // "0": the whole item
  std::string occurrence;         // date of a recurring deadline's occurrence, else empty
  DeadlineResult result;
  std::vector<std::string> flags; // ambiguous, year-inferred, calendar-unknown, waiver-proposed …
  std::string text;               // the words it was read from
  std::string key;                // which of the part's deadlines, see deadline_key; not in the JSON, not compared
  friend bool operator==(const UnitDeadline& a, const UnitDeadline& b);
};

struct UnitSchedule {
  std::vector<Window> windows;
  std::vector<UnitDeadline> deadlines;  // in order of effective
  std::vector<CausalStep> chain;        // of the meeting that moves the window or the handing down
  MeetingId chain_meeting;
  Overlays overlays;                    // that hold for the unit on some day from handing down, or now, to the last date shown
};

using Schedule = std::map<UnitId, UnitSchedule>;

// What a person of the issuing office said of a deadline after the post. It stays as said, whatever meetings do later: a
// relative deadline keeps the time that it stated then.
struct DeadlineAnswer {
  PartId part;              // "0": the whole item
  UnitId unit;              // empty: all units
  AnswerKind kind = AnswerKind::accepted;
  std::optional<Instant> until;   // accepted, countered: the new time; closed: no occurrence counts after it
  std::string decided_by;
  std::string reason;
  std::string key;          // which of the part's deadlines; empty: every one
  std::string occurrence;   // of a recurring deadline
  std::optional<Instant> stated;  // when it was said
};

// Whether an outside level set the item's deadlines: they are never moved here.
bool is_set_outside(const Item& item, const Relevance& relevance, const Organisation& organisation);

// Tells the deadlines of one part apart, from revision to revision: its form and, where it has one, its time.
std::string deadline_key(const StatedDeadline& stated);

// Schedules the units of `relevance`. `told_at`: when each unit was first told (the first decision's `now` counts where
// it is missing). Windows only for lead and support; deadlines for lead and support on the parts that are theirs.
// handed_down = max(end of the unit's last window in the meetings of handed_down_by (or in the item itself when it is a
// meeting), told_at). Fair is computed on the unit's own working time, with the overlays known at `now`.
Schedule schedule(const Relevance& relevance, const Item& item, const Configuration& configuration, const Plan& plan,
                  const Overlays& overlays, const std::vector<DeadlineAnswer>& answers, const std::map<UnitId, Instant>& told_at,
                  const std::map<std::string, Relevance>& relevance_of_meetings, Instant now);

// The meeting that an item of kind meeting is in a plan: parts, minutes, start, links from `follows`.
PlannedMeeting planned_meeting(const Item& item);
// And who sits where: the units that are summoned, for their parts or for the whole; the level of the issuer.
PlannedMeeting planned_meeting(const Item& item, const Organisation& organisation, const Relevance& relevance);
std::vector<Link> incoming_links(const Item& item, const Policy& policy);

struct Decision {
  std::string item;
  int item_revision = 1;
  std::string config;       // revision of the configuration that says who is concerned
  std::string dated_by;     // the one by whose calendars and policy it is scheduled; empty: the same
  Instant now;
  std::string version;      // of the program
  std::int64_t plan_sequence = 0;
  Relevance relevance;
  Schedule schedule;
};

// DESIGN §5 `decision`; key order fixed. Offsets in evidence count code points of the part's title or text
// ("field" says which when it is the title). `not_routed` only when given.
boost::json::object decision_to_json(const Decision& decision, const Zone& zone,
                                     const std::vector<WhyNot>* not_routed = nullptr);

// The page that a clerk understands, in `language` (zh, en, vi). Per unit that is summoned: role, parts, and for each reason
// the sentence with its words marked 【…】, by which clause, name, duty, route or addressee, and the rule's file:line; windows
// and deadlines. Who is merely informed stands in one line, unless the decision is about that unit alone. Triage says what to
// do. REQUIRES a finished item.
std::string decision_to_text(const Decision& decision, const Item& item, const Configuration& configuration,
                             const std::string& language, const std::vector<WhyNot>* not_routed = nullptr);

// One reason: {"rule"?,"topic"?,"file"?,"line"?,"via","part","role","likely"?,"evidence":[{"term","start","end","field"?}]}.
boost::json::object reason_to_json(const Reason& reason);

// The sentence of the item around a reason's first evidence, with the words marked 【…】; a term that stands in no text of
// the item stands alone, and without evidence the sentence is empty. REQUIRES a finished item.
std::string marked_sentence(const Item& item, const Cause& cause);

// One sentence: what would have to be in the text for this unit to be concerned.
std::string why_not_sentence(const WhyNot& why, const Configuration& configuration, const std::string& language);

// The sentence as a line and, where a rule holds, the item's words by which it does.
std::string why_not_to_text(const WhyNot& why, const Item& item, const Configuration& configuration, const std::string& language);

// {"obstacle","nearest_rule","failed","file"?,"line"?,"part"?}: the nearest rule, what kept it away, and in English what
// would have to be in the text; with a configuration also "sentence" in every language.
boost::json::object why_not_to_json(const WhyNot& why);
boost::json::object why_not_to_json(const WhyNot& why, const Configuration& configuration);

}  // namespace fenliu::rules
