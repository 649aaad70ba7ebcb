// Items as their issuing office may answer for them.
#include "daemon/app/subject.h"

namespace fenliu::app {

Result<Subject> subject_of(Office& office, const std::string& id) {
  const auto row = office.store.item(id);
  const auto decision = office.store.decision(id);
  if (!row || !decision) return not_found("item", id);
  auto item = item_of(*row, office.router()->configuration().zone);
  if (!item.ok()) return item.error();
  const auto deciding = office.router_of(decision->config);
  const auto known = office.live.find(id);
  auto live = known != office.live.end() ? std::optional(known->second) : as_decided(office, *item, *decision);
  if (!live || !deciding) return Error{ErrorKind::internal, "The rulebook of this item is missing", decision->config};
  for (const auto& [unit, reached] : live->relevance->units) live->told_at.emplace(unit, decision->now);
  return Subject{*row, std::move(item).value(), std::move(*live), deciding};
}

bool is_of_issuing_office(const Principal& principal, const Subject& subject) {
  return !principal.unit.empty() && (principal.unit == subject.row.by || principal.unit == subject.live.relevance->issuer);
}

Told decided(Office& office, const Subject& subject, const std::map<UnitId, rules::ToldState>& told_before,
             std::vector<rules::DeadlineAnswer> answers, Instant now) {
  const auto forecast = office.plan.expected(subject.item.id);
  const bool cancelled = forecast && forecast->status == rules::MeetingStatus::cancelled;
  TellRequest request{subject.item, *subject.deciding, subject.live, told_before, cancelled, false, std::move(answers)};
  return decide(office, office.plan, office.store.plan_sequence(), request, nullptr, now);
}

store::DeadlineAnswerRow row_of(const rules::DeadlineAnswer& answer, const rules::AnswerRequest& request, const Subject& subject,
                                const Principal& principal, Instant now) {
  store::DeadlineAnswerRow row;
  row.item = subject.item.id;
  row.item_revision = subject.item.revision;
  row.part = answer.part;
  row.unit = answer.unit;
  row.deadline = answer.key;
  row.occurrence = answer.occurrence;
  row.answer = rules::to_string(answer.kind);
  row.stated = answer.stated;
  row.until = answer.until;
  row.reason = answer.reason;
  row.decided_by = answer.decided_by;
  row.principal = principal.name;
  row.office = principal.unit;
  row.closed_by = request.ended_by;
  row.at = now;
  return row;
}

std::string as_stated(const Principal& principal, const std::string& person) {
  return person.empty() ? principal.name : principal.name + ", " + person;
}

}  // namespace fenliu::app
