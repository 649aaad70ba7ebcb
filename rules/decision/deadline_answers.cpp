// From what a person says to what is stored of each deadline.
#include "rules/decision/deadline_answers.h"

#include <algorithm>

#include <boost/json.hpp>

#include "rules/decision/schedule_json.h"
#include "rules/item/object_reader.h"

namespace fenliu::rules {

namespace json = boost::json;

namespace {

bool waiver_proposed(const UnitDeadline& deadline) {
  return std::find(deadline.flags.begin(), deadline.flags.end(), "waiver-proposed") != deadline.flags.end();
}

bool chosen(const AnswerRequest& request, const UnitId& unit, const UnitDeadline& deadline) {
  const bool unit_chosen = request.units.empty() || std::find(request.units.begin(), request.units.end(), unit) != request.units.end();
  return unit_chosen && (request.part.empty() || request.part == deadline.part) &&
         (request.occurrence.empty() || request.occurrence == deadline.occurrence) &&
         (!request.stated || *request.stated == deadline.result.stated);
}

// Why a deadline that the request chose takes no such answer.
enum class Obstacle { none, outside, hard, answered, nothing_proposed, not_later, not_recurring };

class Answering {
 public:
  Answering(const AnswerRequest& request, const Item& item, const Decision& decision, const Organisation& organisation, Instant now)
      : request_(request), item_(item), outside_(is_set_outside(item, decision.relevance, organisation)), decision_(decision), now_(now) {}

  Result<std::vector<DeadlineAnswer>> answers() {
    for (const auto& [unit, schedule] : decision_.schedule) {
      for (const auto& deadline : schedule.deadlines) {
        if (chosen(request_, unit, deadline)) consider(unit, deadline);
      }
    }
    for (const auto& unit : request_.units) {
      if (!seen_.contains(unit)) {
        return Error{ErrorKind::invalid, "/units: '" + unit + "' has no such deadline in this item", "GET its deadlines"};
      }
    }
    if (answers_.empty()) return obstacle_error();
    return std::move(answers_);
  }

 private:
  void consider(const UnitId& unit, const UnitDeadline& deadline) {
    seen_.insert(unit);
    const auto obstacle = obstacle_to(deadline);
    if (obstacle != Obstacle::none) {
      if (obstacle_ == Obstacle::none || obstacle < obstacle_) {
        obstacle_ = obstacle;
        answered_by_ = deadline.result.decided_by.empty() ? "The office" : deadline.result.decided_by;
      }
      return;
    }
    DeadlineAnswer answer;
    answer.part = deadline.part;
    answer.unit = unit;
    answer.key = deadline.key;
    answer.occurrence = deadline.occurrence;
    answer.stated = deadline.result.stated;
    answer.decided_by = request_.person;
    answer.reason = request_.reason;
    switch (request_.verb) {
      case AnswerVerb::accept:
        answer.kind = waiver_proposed(deadline) ? AnswerKind::waived : AnswerKind::accepted;
        if (answer.kind == AnswerKind::accepted) answer.until = deadline.result.proposed;
        break;
      case AnswerVerb::counter:
        answer.kind = AnswerKind::countered;
        answer.until = request_.until;
        break;
      case AnswerVerb::refuse:
        answer.kind = AnswerKind::refused;
        break;
      case AnswerVerb::waive:
        answer.kind = AnswerKind::waived;
        break;
      case AnswerVerb::close:
        return close(std::move(answer));
    }
    answers_.push_back(std::move(answer));
  }

  // A recurring deadline ends for everybody.
  void close(DeadlineAnswer answer) {
    answer.kind = AnswerKind::closed;
    answer.unit.clear();
    answer.occurrence.clear();
    answer.stated.reset();
    answer.until = request_.until.value_or(now_);
    const bool known = std::any_of(answers_.begin(), answers_.end(),
                                   [&](const auto& each) { return each.part == answer.part && each.key == answer.key; });
    if (!known) answers_.push_back(std::move(answer));
  }

  // Whether an end of this recurring deadline is known, be it after this occurrence.
  bool is_closed(const UnitDeadline& deadline) const {
    return std::any_of(decision_.schedule.begin(), decision_.schedule.end(), [&](const auto& each) {
      const auto& all = each.second.deadlines;
      return std::any_of(all.begin(), all.end(), [&](const UnitDeadline& other) {
        return other.part == deadline.part && other.key == deadline.key && other.result.answer == AnswerKind::closed;
      });
    });
  }

  Obstacle obstacle_to(const UnitDeadline& deadline) const {
    const auto& result = deadline.result;
    const bool recurring = !deadline.occurrence.empty();
    if (request_.verb == AnswerVerb::close) {
      if (!recurring) return Obstacle::not_recurring;
      if (outside_ && request_.ended_by.empty()) return Obstacle::outside;
      return is_closed(deadline) ? Obstacle::answered : Obstacle::none;
    }
    if (outside_) return Obstacle::outside;
    if (result.status == DeadlineStatus::hard) return Obstacle::hard;
    const bool answered = result.answer != AnswerKind::none && result.answer != AnswerKind::automatic;
    if (request_.verb == AnswerVerb::counter) {
      if (recurring || result.answer == AnswerKind::closed) return Obstacle::nothing_proposed;
      if (*request_.until <= std::max(result.stated, result.effective)) return Obstacle::not_later;
      return answered || result.proposed || request_.asked ? Obstacle::none : Obstacle::nothing_proposed;
    }
    if (answered) return Obstacle::answered;
    if (request_.verb == AnswerVerb::waive) {
      return recurring && (waiver_proposed(deadline) || !request_.occurrence.empty()) ? Obstacle::none : Obstacle::nothing_proposed;
    }
    return waits_for_answer(deadline) ? Obstacle::none : Obstacle::nothing_proposed;
  }

  Error obstacle_error() const {
    switch (obstacle_) {
      case Obstacle::outside:
        return {ErrorKind::refused, "An outside level set this deadline; it is never moved here",
                request_.verb == AnswerVerb::close ? "name the item that says it has ended, 'ended_by'"
                                                   : "ask that level; 'deadlines: inner' of fenliu.yaml gives lower levels earlier ones"};
      case Obstacle::hard:
        return {ErrorKind::refused, "This deadline is hard: it is flagged and never moved", "revise the item if that is wrong"};
      case Obstacle::answered:
        return {ErrorKind::conflict, answered_by_ + " answered this deadline already; an answer stands",
                "'counter' with a later time gives more"};
      case Obstacle::not_later:
        return {ErrorKind::refused, "/until: a deadline that was told never moves earlier", "give a time after the one that counts now"};
      case Obstacle::not_recurring:
        return {ErrorKind::refused, "Only a recurring deadline can be closed", "cancel the item instead ('cancels')"};
      case Obstacle::nothing_proposed:
      case Obstacle::none:
        break;
    }
    return {ErrorKind::refused, "Nothing is proposed for such a deadline of the item '" + item_.id + "'", "GET its deadlines"};
  }

  const AnswerRequest& request_;
  const Item& item_;
  const bool outside_;
  const Decision& decision_;
  const Instant now_;
  std::vector<DeadlineAnswer> answers_;
  std::set<UnitId> seen_;
  Obstacle obstacle_ = Obstacle::none;
  std::string answered_by_;
};

}  // namespace

bool waits_for_answer(const UnitDeadline& deadline) {
  const auto answer = deadline.result.answer;
  return (answer == AnswerKind::none || answer == AnswerKind::automatic) && (deadline.result.proposed || waiver_proposed(deadline));
}

Decoded<AnswerRequest> answer_request_from_json(const json::value& value, const Zone& zone) {
  Decoded<AnswerRequest> decoded;
  auto& request = decoded.value;
  ObjectReader reader(value, "", zone, decoded.faults);
  reader.word("answer", {"accept", "counter", "refuse", "waive", "close"},
              [&](std::size_t index) { request.verb = static_cast<AnswerVerb>(index); });
  if (reader.usable() && !reader.has("answer")) {
    reader.fault("answer", "missing", "say what is answered", "accept, counter, refuse, waive or close");
  }
  reader.text("person", request.person);
  reader.texts("units", request.units);
  reader.text("part", request.part);
  reader.text("occurrence", request.occurrence);
  reader.instant("stated", request.stated);
  reader.instant("until", request.until);
  reader.text("reason", request.reason);
  reader.text("ended_by", request.ended_by);
  reader.finish();
  if (!reader.usable()) return decoded;
  if (request.person.empty()) reader.fault("person", "missing", "say who of the issuing office answers");
  if (request.verb == AnswerVerb::refuse && request.reason.empty()) reader.fault("reason", "missing", "a refusal needs its reason");
  if (request.verb == AnswerVerb::counter && !request.until) reader.fault("until", "missing", "say which time counts instead");
  const bool timed = request.verb == AnswerVerb::counter || request.verb == AnswerVerb::close;
  if (request.until && !timed) reader.fault("until", "not-here", "only counter and close have a time", "counter gives another time than proposed");
  if (!request.ended_by.empty() && request.verb != AnswerVerb::close) reader.fault("ended_by", "not-here", "only close has it");
  return decoded;
}

Result<std::vector<DeadlineAnswer>> answers_for(const AnswerRequest& request, const Item& item, const Decision& decision,
                                                const Organisation& organisation, Instant now) {
  return Answering(request, item, decision, organisation, now).answers();
}

json::array answerable_to_json(const Decision& decision, const Zone& zone) {
  json::array list;
  for (const auto& [unit, schedule] : decision.schedule) {
    for (const auto& deadline : schedule.deadlines) {
      const bool open = waits_for_answer(deadline);
      if (!open && deadline.result.answer == AnswerKind::none) continue;
      json::object entry{{"unit", unit}, {"open", open}};
      for (auto& [key, value] : deadline_to_json(deadline, zone)) entry[key] = value;
      list.push_back(std::move(entry));
    }
  }
  return list;
}

}  // namespace fenliu::rules
