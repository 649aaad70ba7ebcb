// What becomes of a task or a summons that nobody acknowledges: the deputy hears it, then a clerk of the posting office
// telephones; a superior hears it only after that. Pure, beside reminders.h.
#pragma once

#include "rules/notices/notices.h"

namespace fenliu::rules {

struct EscalationPolicy {
  Minutes deputy{0};       // after the unit was told; 0: nothing is escalated
  Minutes call_sheet{0};   // after the deputy was
};
EscalationPolicy escalation_policy(const Policy& policy);

struct EscalationVerdict {
  std::optional<Send> send;    // stage escalated, reason not-acknowledged-yet
  bool call = false;           // the posting office's call sheet gets an entry, one for each time the unit was told
  std::string silence;         // when neither: off, informed, cancelled, acknowledged, told-lately, long-past
  std::optional<Instant> next; // nothing: never, unless the unit is told something else
};

// Steps run in working minutes of the unit, in plain minutes when the item is critical, and also when the unit's window
// begins before working minutes would have run out: a summons for tonight is not escalated tomorrow. A unit where nobody
// stands second in line has no deputy to hear it: after both steps it goes to the call sheet. Nothing is escalated once the
// item is over for the unit: its last window ended and its last deadline passed.
EscalationVerdict escalate(const UnitId& unit, const ToldState& told, bool acknowledged, const Item& item,
                           const Configuration& configuration, const NoticePolicy& policy, Instant now);

// When `escalate` has something to look at first, for a state just told. Nothing: never.
std::optional<Instant> next_escalation(const UnitId& unit, const ToldState& told, const Item& item, const Configuration& configuration,
                                       Instant now);

// Whom the office turns to after a clerk telephoned in vain: the unit above, else the home unit. Empty: nobody.
UnitId superior_of(const Configuration& configuration, const UnitId& unit, Instant at);

}  // namespace fenliu::rules
