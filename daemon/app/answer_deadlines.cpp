// The issuing office's answers to proposed deadlines: stored with the new decision and its notices in one transaction.
#include <boost/json.hpp>

#include "daemon/app/ended.h"
#include "daemon/app/json_text.h"
#include "daemon/app/objections.h"
#include "rules/item/parse_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

Error other_office(const Subject& subject) {
  const auto& issuer = subject.live.relevance->issuer;
  return {ErrorKind::forbidden, "Only the issuing office answers for its deadlines",
          "it was issued by " + (issuer.empty() ? "an outside office" : issuer) + " and posted by " + subject.row.by};
}

json::object answer_json(const store::DeadlineAnswerRow& row, const rules::Zone& zone) {
  json::object object{{"part", row.part}, {"answer", row.answer}, {"decided_by", row.decided_by}};
  if (!row.unit.empty()) object["unit"] = row.unit;
  if (!row.occurrence.empty()) object["occurrence"] = row.occurrence;
  if (row.stated) object["stated"] = rules::format_rfc3339(*row.stated, zone);
  if (row.until) object["until"] = rules::format_rfc3339(*row.until, zone);
  if (!row.reason.empty()) object["reason"] = row.reason;
  if (!row.closed_by.empty()) object["ended_by"] = row.closed_by;
  object["principal"] = row.principal;
  object["office"] = row.office;
  object["at"] = rules::format_rfc3339(row.at, zone);
  return object;
}

json::array answers_json(const std::vector<store::DeadlineAnswerRow>& rows, const rules::Zone& zone) {
  json::array list;
  for (const auto& row : rows) list.push_back(answer_json(row, zone));
  return list;
}

// An item that is said to end the subject's deadlines must say so; unless the request does, it also says since when.
Result<Done> check_ending(Office& office, const Subject& subject, rules::AnswerRequest& request, Instant now) {
  if (request.ended_by.empty()) return Done{};
  const auto row = office.store.item(request.ended_by);
  if (!row) return Error{ErrorKind::invalid, "/ended_by: there is no item '" + request.ended_by + "'", "give its id"};
  const auto item = item_of(*row, office.router()->configuration().zone);
  if (!item.ok()) return item.error();
  for (const auto& ending : endings_of(office, *item, now)) {
    if (ending.item != subject.item.id) continue;
    if (!request.until) request.until = ending.from;
    return Done{};
  }
  return Error{ErrorKind::invalid, "/ended_by: nothing in '" + request.ended_by + "' says that this item has ended",
               "it must name its number or title; GET the deadlines of that item shows what it ends"};
}

// What units asked for, and is answered with the deadline itself: accepted when they get the time that they asked for.
std::vector<store::ObjectionRow> settled_by(std::vector<store::ObjectionRow> objections, const std::vector<store::DeadlineAnswerRow>& answers) {
  std::vector<store::ObjectionRow> settled;
  for (auto& objection : objections) {
    if (objection.state != "open" || objection.kind != "infeasible" || !objection.proposed_at) continue;
    for (const auto& answer : answers) {
      const bool meant = (answer.unit.empty() || answer.unit == objection.unit) && answer.stated == objection.stated;
      if (!meant) continue;
      objection.state = answer.until && *answer.until >= *objection.proposed_at ? "accepted" : "declined";
      objection.answer = answer.reason;
      objection.answered_by = answer.decided_by;
      objection.answerer = answer.principal;
      objection.answered_at = answer.at;
      settled.push_back(objection);
      break;
    }
  }
  return settled;
}

json::array asked(const std::vector<store::ObjectionRow>& objections, const Item& item, const rules::Configuration& configuration) {
  json::array list;
  for (const auto& each : objections) {
    if (each.kind == "infeasible" && each.state == "open") list.push_back(objection_json(each, &item, configuration));
  }
  return list;
}

// REQUIRES office.plan_mutex held exclusively.
Result<Answer> answer_and_store(Office& office, const Principal& principal, const Subject& subject, const rules::AnswerRequest& request,
                                const std::string& key, const std::string& hash, Instant now) {
  const auto active = office.router();
  const auto& configuration = active->configuration();
  const auto told_before = last_told(office.store, subject.item.id);
  const auto before = decided(office, subject, told_before, {}, now);
  auto answers = rules::answers_for(request, subject.item, before.decision, configuration.organisation, now);
  if (!answers.ok()) return answers.error();
  std::vector<store::DeadlineAnswerRow> rows;
  for (const auto& each : *answers) rows.push_back(row_of(each, request, subject, principal, now));
  const auto told = decided(office, subject, told_before, std::move(answers).value(), now);
  const auto settled = settled_by(office.store.objections_of(subject.item.id), rows);
  Answer answer;
  answer.status = 201;
  answer.body = json::serialize(
      json::object{{"item", subject.item.id},
                   {"answers", answers_json(rows, configuration.zone)},
                   {"notices", told.notices.sends.size()},
                   {"text", rules::answerable_to_text(told.decision, subject.item, configuration, configuration.policy.language, true)}});
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    const auto row = transaction.item(subject.item.id);
    const bool same = row && row->revision == subject.item.revision && transaction.active_configuration() == configuration.revision;
    if (!same) return Error{ErrorKind::unavailable, "The item or the rules changed meanwhile; nothing was stored", "look again and answer again"};
    for (const auto& each : rows) transaction.insert_deadline_answer(each);
    for (const auto& each : settled) transaction.answer_objection(each);
    write(transaction, told, configuration.zone, now);
    remember_answer(transaction, principal, key, hash, answer, now);
    return Done{};
  });
  if (!done.ok()) return done.error();
  remember(office, {told}, now);
  return answer;
}

}  // namespace

Result<Answer> list_deadlines(Office& office, const Principal& principal, const std::string& id, Instant now) {
  std::shared_lock lock(office.plan_mutex);
  const auto subject = subject_of(office, id);
  if (!subject.ok()) return subject.error();
  if (!is_of_issuing_office(principal, *subject) && !principal.may(serve::Permission::read_all)) return other_office(*subject);
  const auto active = office.router();
  const auto& configuration = active->configuration();
  const auto told = decided(office, *subject, {}, {}, now);
  const auto ended = endings_of(office, subject->item, now);
  Answer answer;
  answer.body = json::serialize(
      json::object{{"item", id},
                   {"revision", subject->item.revision},
                   {"outside", rules::is_set_outside(subject->item, told.decision.relevance, configuration.organisation)},
                   {"deadlines", rules::answerable_to_json(told.decision, configuration.zone)},
                   {"answers", answers_json(office.store.deadline_answers(id), configuration.zone)},
                   {"asked", asked(office.store.objections_of(id), subject->item, configuration)},
                   {"endings", rules::endings_to_json(ended, configuration.zone)},
                   {"text", rules::answerable_to_text(told.decision, subject->item, configuration, configuration.policy.language, true) +
                                rules::endings_to_text(ended, configuration, configuration.policy.language)}});
  return answer;
}

Result<Answer> answer_deadlines(Office& office, const Principal& principal, const std::string& id, const std::string& body,
                                const std::string& idempotency_key, Instant now) {
  const auto value = rules::parse_json(body);
  if (!value.ok()) return value.error();
  const auto zone = office.router()->configuration().zone;
  auto request = rules::answer_request_from_json(*value, zone);
  if (!request.faults.empty()) return rules::to_error(request.faults);
  const auto hash = request_hash("POST deadline answers " + id, body);
  std::unique_lock lock(office.plan_mutex);
  if (auto before = answered_before(office.store, principal, idempotency_key, hash)) return *before;
  const auto subject = subject_of(office, id);
  if (!subject.ok()) return subject.error();
  if (subject->row.withdrawn) return Error{ErrorKind::conflict, "The item was withdrawn; nothing of it is due", ""};
  if (!is_of_issuing_office(principal, *subject)) return other_office(*subject);
  if (const auto says = check_ending(office, *subject, request.value, now); !says.ok()) return says.error();
  return answer_and_store(office, principal, *subject, request.value, idempotency_key, hash, now);
}

}  // namespace fenliu::app
