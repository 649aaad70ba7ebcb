// What the issuing office may answer to the deadlines that are proposed to it (DESIGN §4.6), and what each answer means for
// whom. Pure: a request and a decision give the answers to store, or why there are none.
#pragma once

#include "rules/decision/decision.h"
#include "rules/item/item_json.h"

namespace fenliu::rules {

enum class AnswerVerb {
  accept,   // the time that is proposed to each
  counter,  // another time, `until`
  refuse,   // it stays as stated; a reason is required
  waive,    // occurrences need not be met
  close     // a recurring deadline ended at `until`, or now
};

// Empty lists and fields choose everything that waits for an answer.
struct AnswerRequest {
  AnswerVerb verb = AnswerVerb::accept;
  std::string person;
  std::vector<UnitId> units;
  PartId part;
  std::string occurrence;
  std::optional<Instant> stated;
  std::optional<Instant> until;
  std::string reason;
  std::string ended_by;  // close: the item that says so
  bool asked = false;    // counter: a unit asked for it, so that nothing need be proposed
};

Decoded<AnswerRequest> answer_request_from_json(const boost::json::value& value, const Zone& zone);

// Whether something is proposed that nobody answered yet.
bool waits_for_answer(const UnitDeadline& deadline);

// The answers that the request means, each for one unit and one deadline as `decision` schedules them; closing is for all
// units. Error: refused for what is set outside or hard, conflict for what was answered before (only `counter` may come
// after another answer, and only to a later time), invalid for what names nothing.
Result<std::vector<DeadlineAnswer>> answers_for(const AnswerRequest& request, const Item& item, const Decision& decision,
                                                const Organisation& organisation, Instant now);

// {"unit","name"?,"open", … as deadline_to_json}; of those that wait for an answer or were answered, by unit.
boost::json::array answerable_to_json(const Decision& decision, const Zone& zone);

// The same as a page in `language`; answered ones only with `answered`.
std::string answerable_to_text(const Decision& decision, const Item& item, const Configuration& configuration,
                               const std::string& language, bool answered);

}  // namespace fenliu::rules
