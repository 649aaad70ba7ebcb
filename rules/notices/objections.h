// What a unit may say back to what it was told, or was not told; until when the issuing office must answer, and what it may
// answer. Pure: the office's clock and the unit's told state come in.
#pragma once

#include <array>

#include "rules/item/item_json.h"
#include "rules/notices/notices.h"

namespace fenliu::rules {

enum class ObjectionKind {
  not_ours,    // the part, or the item, is not this unit's
  missed_us,   // it is this unit's, and nobody told it or merely informed it
  unclear,     // what is asked cannot be understood
  infeasible,  // not by then; with a proposed time it is a question
  duplicate    // asked before
};
std::string_view to_string(ObjectionKind kind);  // "not-ours", …
std::optional<ObjectionKind> parse_objection_kind(std::string_view word);

enum class ObjectionState { open, accepted, declined, withdrawn };
std::string_view to_string(ObjectionState state);
std::optional<ObjectionState> parse_objection_state(std::string_view word);

struct ObjectionRequest {
  ObjectionKind kind = ObjectionKind::unclear;
  PartId part;                         // empty: all that the unit was told of the item
  std::string text;
  std::optional<Instant> proposed_at;  // infeasible only
  std::string person;                  // who says so, as stated; empty: the unit's shared account
};

// {"kind","part"?,"text"?,"proposed_at"?,"person"?}. `about_item`: the unit has no notice to object to, so only missed-us
// makes sense, which is then the kind that may be left out. Unclear, duplicate and an infeasible without a time need a text.
Decoded<ObjectionRequest> objection_request_from_json(const boost::json::value& value, const Zone& zone, bool about_item);

// Which of the unit's deadlines is meant: the next of the part's (or the item's) at `now`, else the last. nullptr: none.
const UnitDeadline* objected_deadline(const ToldState& told, const PartId& part, Instant now);

// Why the unit cannot say that of this item; `told` is what it was told last, nullptr: nothing.
Result<Done> check_objection(const ObjectionRequest& request, const Item& item, const ToldState* told, bool withdrawn, Instant now);

struct HopPolicy {
  Minutes answer{60};    // working minutes of the office
  Minutes critical{15};  // of the clock on the wall
};

// Until when the office must answer: working time, but the clock on the wall where the item is critical, or where the unit
// would have to be in the room or be done before working time would have told the office.
Instant answer_due(const Item& item, const ToldState* told, const WorkingTime& office, const HopPolicy& policy, Instant now);

enum class ObjectionVerb { accept, counter, decline };

// What a person of the issuing office says to it.
struct ObjectionReply {
  ObjectionVerb verb = ObjectionVerb::decline;
  std::string person;
  std::string text;
  std::optional<Instant> until;  // counter: the time that counts instead
  Role role = Role::support;     // missed-us, accepted: what the unit becomes; or lead
};

// {"answer":"accept|counter|decline","person","text"?,"until"?,"role"?}; declining needs a text.
Decoded<ObjectionReply> objection_reply_from_json(const boost::json::value& value, const Zone& zone);

// Whether an objection of that kind and state takes this reply: conflict when it was answered, invalid or refused otherwise.
Result<Done> check_reply(const ObjectionReply& reply, ObjectionKind kind, ObjectionState state, bool proposes_time);

// What an accepted one changes.
enum class ObjectionEffect { told, takes_away, brings_in, moves_deadline };
ObjectionEffect effect_of(ObjectionKind kind, const ObjectionReply& reply, bool proposes_time);

// The sentence that the office reads, as a question, in zh, vi or en: "Could "…" come by 11:30 instead of 08:00?".
// `stated`: the deadline that was objected to.
std::string objection_sentence(const ObjectionRequest& objection, const std::optional<Instant>& stated, const Item& item,
                               const UnitId& unit, const Configuration& configuration, const std::string& language);

}  // namespace fenliu::rules
