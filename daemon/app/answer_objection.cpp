// The issuing office answers an objection: what that changes is decided and told in the same transaction.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/objections.h"
#include "rules/item/parse_json.h"
#include "rules/notices/objection_case.h"
#include "rules/notices/reminders.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr const char* kAccepted = "objection-accepted";
constexpr const char* kDeclined = "objection-declined";

// All that the answer stores.
struct Answering {
  store::ObjectionRow row;                     // with the answer
  std::vector<Told> told;                      // the item decided anew, and what it moves; empty: nothing moves
  std::vector<store::DeadlineAnswerRow> deadlines;
  std::vector<store::TriageRow> triage;        // parts that nobody has any more
  std::optional<store::NoticeRow> notice;      // to the unit, where deciding anew tells it nothing
};

bool has_whole(const Relevance& relevance, const UnitId& unit) {
  const auto found = relevance.units.find(unit);
  if (found == relevance.units.end()) return false;
  return std::find(found->second.parts.begin(), found->second.parts.end(), "0") != found->second.parts.end();
}

// What the accepted objection does to who is concerned.
std::vector<HandRouting> routings_for(const store::ObjectionRow& row, rules::ObjectionEffect effect, const rules::ObjectionReply& reply,
                                      const Subject& subject) {
  const auto by = kObjected + reply.person;
  const std::string part = row.part.empty() ? "0" : row.part;
  if (effect == rules::ObjectionEffect::brings_in) return {{part, {{row.unit, reply.role}}, by}};
  std::vector<HandRouting> routings;
  if (part == "0" || !has_whole(*subject.live.relevance, row.unit)) return {{part, {{row.unit, rules::Role::none}}, by}};
  // Of the whole item one part is taken: the others become the unit's own.
  const auto role = subject.live.relevance->units.at(row.unit).role;
  routings.push_back({"0", {{row.unit, rules::Role::none}}, by});
  for (const auto& each : subject.item.parts) {
    if (each.part_id != "0" && each.part_id != part) routings.push_back({each.part_id, {{row.unit, role}}, by});
  }
  return routings;
}

// Says to the unit that it is the answer to its objection, and why; what comes in goes at once.
void mark_answer(Told& told, const store::ObjectionRow& row, rules::ObjectionEffect effect, const Subject& subject,
                 const rules::Configuration& active, Instant now) {
  for (auto& send : told.notices.sends) {
    if (send.unit != row.unit) continue;
    send.reason = kAccepted;
    if (effect != rules::ObjectionEffect::brings_in) continue;
    send.stage = rules::Stage::corrected;
    rules::tell_at_once(send, subject.item, active, notice_policy(active), now);
  }
}

bool tells(const std::vector<Told>& all, const std::string& item, const UnitId& unit) {
  return std::any_of(all.begin(), all.end(), [&](const Told& told) {
    const auto& sends = told.notices.sends;
    return told.row.item == item && std::any_of(sends.begin(), sends.end(), [&](const auto& send) { return send.unit == unit; });
  });
}

// Parts that were somebody's and are nobody's now.
std::vector<store::TriageRow> orphans(const Relevance& before, const Told& told, const Subject& subject, const rules::Policy& policy, Instant now) {
  std::vector<store::TriageRow> rows;
  for (const auto& entry : told.decision.relevance.triage) {
    const bool waited = std::any_of(before.triage.begin(), before.triage.end(), [&](const auto& each) { return each.part == entry.part; });
    if (waited) continue;
    store::TriageRow row;
    row.id = subject.item.id + "/" + std::to_string(subject.item.revision) + "/" + entry.part;
    row.item = subject.item.id;
    row.item_revision = subject.item.revision;
    row.part = entry.part;
    row.reason = entry.reason;
    row.since = now;
    row.expires = now + (subject.item.urgency == rules::Urgency::critical ? policy.triage_critical : policy.triage_other);
    rows.push_back(std::move(row));
  }
  return rows;
}

// REQUIRES office.plan_mutex held exclusively.
void reroute(Office& office, Subject& subject, Answering& answering, rules::ObjectionEffect effect, const rules::ObjectionReply& reply, Instant now) {
  const auto active = office.router();
  const auto& configuration = active->configuration();
  const auto before = subject.live.relevance;
  auto added = routings_for(answering.row, effect, reply, subject);
  subject.live.routings.insert(subject.live.routings.end(), added.begin(), added.end());
  subject.live.relevance = std::make_shared<const Relevance>(
      with_hand_routings(subject.deciding->route(subject.item, subject.live.relevance_at), subject.live.routings));
  const auto told_before = last_told(office.store, subject.item.id);
  auto told = decided(office, subject, told_before, {}, now);
  mark_answer(told, answering.row, effect, subject, configuration, now);
  if (!configuration.policy.shadow) answering.triage = orphans(*before, told, subject, configuration.policy, now);
  const auto sequence = told.row.plan_sequence;
  answering.told.push_back(std::move(told));
  for (auto& each : reschedule(office, office.plan, sequence, {subject.item.id}, &subject.live, now)) answering.told.push_back(std::move(each));
}

// The part that the deadline stands on: an objection to one part may be about a deadline of the whole item.
rules::PartId part_of_deadline(const store::ObjectionRow& row, const rules::Decision& decision) {
  const auto schedule = decision.schedule.find(row.unit);
  if (schedule == decision.schedule.end()) return row.part;
  const auto& deadlines = schedule->second.deadlines;
  const bool own = std::any_of(deadlines.begin(), deadlines.end(), [&](const auto& each) { return each.part == row.part; });
  return own ? row.part : rules::PartId{};
}

Result<Done> move_deadline(Office& office, const Subject& subject, Answering& answering, const rules::ObjectionReply& reply,
                           const Principal& principal, Instant now) {
  const auto active = office.router();
  const auto& configuration = active->configuration();
  const auto told_before = last_told(office.store, subject.item.id);
  const auto before = decided(office, subject, told_before, {}, now);
  rules::AnswerRequest request;
  request.verb = rules::AnswerVerb::counter;
  request.person = reply.person;
  request.units = {answering.row.unit};
  request.part = part_of_deadline(answering.row, before.decision);
  request.stated = answering.row.stated;
  request.until = reply.until ? reply.until : answering.row.proposed_at;
  request.reason = reply.text;
  request.asked = true;
  auto answers = rules::answers_for(request, subject.item, before.decision, configuration.organisation, now);
  if (!answers.ok()) return answers.error();
  for (const auto& each : *answers) answering.deadlines.push_back(row_of(each, request, subject, principal, now));
  auto told = decided(office, subject, told_before, std::move(answers).value(), now);
  mark_answer(told, answering.row, rules::ObjectionEffect::moves_deadline, subject, configuration, now);
  answering.told.push_back(std::move(told));
  return Done{};
}

Result<Done> store_answer(store::Transaction& transaction, const Answering& answering, const Subject& subject, const rules::Configuration& configuration,
                          Instant now) {
  const auto row = transaction.item(subject.item.id);
  const bool same = row && row->revision == subject.item.revision && transaction.active_configuration() == configuration.revision;
  if (!same) return Error{ErrorKind::unavailable, "The item or the rules changed meanwhile; nothing was stored", "look again and answer again"};
  if (!transaction.answer_objection(answering.row)) return Error{ErrorKind::conflict, "Somebody answered it already", "GET it"};
  for (const auto& each : answering.deadlines) transaction.insert_deadline_answer(each);
  for (const auto& each : answering.told) write(transaction, each, configuration.zone, now);
  for (const auto& each : answering.triage) transaction.open_triage(each);
  if (answering.notice) insert_beside(transaction, *answering.notice, now);
  return Done{};
}

bool may_answer(const Principal& principal, const store::ObjectionRow& row) {
  return !principal.unit.empty() && (principal.unit == row.office || principal.unit == row.issuer);
}

store::ObjectionRow answered(store::ObjectionRow row, const rules::ObjectionReply& reply, rules::ObjectionKind kind, const Principal& principal, Instant now) {
  const bool accepts = reply.verb != rules::ObjectionVerb::decline;
  row.state = rules::to_string(accepts ? rules::ObjectionState::accepted : rules::ObjectionState::declined);
  if (accepts && kind == rules::ObjectionKind::missed_us) row.role = rules::to_string(reply.role);
  row.answer = reply.text;
  row.answered_by = reply.person;
  row.answerer = principal.name;
  row.answered_at = now;
  return row;
}

bool makes_case(const store::ObjectionRow& row) { return row.state == "accepted" && (row.kind == "not-ours" || row.kind == "missed-us"); }

Answer answer_of(const Answering& answering, const Subject& subject, const rules::Configuration& configuration) {
  auto body = objection_json(answering.row, &subject.item, configuration);
  if (makes_case(answering.row)) body["case"] = "/api/v1/objections/" + answering.row.id + "/case";
  Answer answer;
  answer.body = json::serialize(body);
  return answer;
}

}  // namespace

Result<Answer> answer_objection(Office& office, const Principal& principal, const std::string& id, const std::string& body,
                                const std::string& idempotency_key, Instant now) {
  const auto value = rules::parse_json(body);
  if (!value.ok()) return value.error();
  const auto decoded = rules::objection_reply_from_json(*value, office.router()->configuration().zone);
  if (!decoded.faults.empty()) return rules::to_error(decoded.faults);
  const auto& reply = decoded.value;
  const auto hash = request_hash("POST objection answer " + id, body);
  std::unique_lock lock(office.plan_mutex);
  if (auto before = answered_before(office.store, principal, idempotency_key, hash)) return *before;
  const auto row = office.store.objection(id);
  if (!row || (!may_answer(principal, *row) && !principal.may(serve::Permission::read_all))) return not_found("objection", id);
  if (!may_answer(principal, *row)) {
    return Error{ErrorKind::forbidden, "Only the issuing office answers an objection", "it was posted by " + row->office};
  }
  auto subject = subject_of(office, row->item);
  if (!subject.ok()) return subject.error();
  const auto kind = request_of(*row).kind;
  const auto state = rules::parse_objection_state(row->state).value_or(rules::ObjectionState::withdrawn);
  if (const auto may = rules::check_reply(reply, kind, state, row->proposed_at.has_value()); !may.ok()) return may.error();
  if (subject->row.withdrawn) return Error{ErrorKind::conflict, "The item was withdrawn; nothing of it is due", ""};
  const auto active = office.router();
  const auto& configuration = active->configuration();
  Answering answering{answered(*row, reply, kind, principal, now), {}, {}, {}, {}};
  const auto effect = rules::effect_of(kind, reply, row->proposed_at.has_value());
  if (effect == rules::ObjectionEffect::takes_away || effect == rules::ObjectionEffect::brings_in) {
    reroute(office, *subject, answering, effect, reply, now);
  } else if (effect == rules::ObjectionEffect::moves_deadline) {
    if (const auto moved = move_deadline(office, *subject, answering, reply, principal, now); !moved.ok()) return moved.error();
  }
  if (!configuration.policy.shadow && !tells(answering.told, row->item, row->unit)) {
    const auto* reason = answering.row.state == "accepted" ? kAccepted : kDeclined;
    answering.notice = notice_beside(office, subject->item, row->unit, rules::Stage::changed, reason, now);
  }
  const auto answer = answer_of(answering, *subject, configuration);
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    const auto stored = store_answer(transaction, answering, *subject, configuration, now);
    if (stored.ok()) remember_answer(transaction, principal, idempotency_key, hash, answer, now);
    return stored;
  });
  if (!done.ok()) return done.error();
  remember(office, answering.told, now);
  return answer;
}

Result<Answer> objection_case(Office& office, const Principal& principal, const std::string& id) {
  const auto row = office.store.objection(id);
  if (!row || (!may_answer(principal, *row) && !principal.may(serve::Permission::read_all))) return not_found("objection", id);
  if (!makes_case(*row)) {
    return Error{ErrorKind::conflict, "Only an accepted not-ours or missed-us says how the rules should have decided", "it is " + row->kind + ", " + row->state};
  }
  const auto item_row = office.store.item(row->item, row->item_revision);
  const auto decision = office.store.decision(row->item);
  if (!item_row || !decision) return not_found("item", row->item);
  const auto active = office.router();
  const auto& configuration = active->configuration();
  const auto item = item_of(*item_row, configuration.zone);
  if (!item.ok()) return item.error();
  const auto at = relevance_time(*decision);
  const auto role_in = [&](const Relevance& relevance) {
    const auto found = relevance.units.find(row->unit);
    return found == relevance.units.end() ? rules::Role::none : found->second.role;
  };
  const auto by_rules = active->route(*item, at);
  rules::ObjectionCase wanted{"objection " + row->id + ", " + row->kind + ": " + row->answered_by, row->unit, rules::Role::none, role_in(by_rules), at};
  if (row->kind == "missed-us") {
    wanted.expected = rules::parse_role(row->role).value_or(rules::Role::support);
  } else if (!row->part.empty()) {
    wanted.expected = role_in(with_hand_routings(by_rules, {{row->part, {{row->unit, rules::Role::none}}, kObjected}}));
  }
  Answer answer;
  answer.content_type = "text/yaml; charset=utf-8";
  answer.body = rules::objection_case_yaml(wanted, *item, configuration.zone);
  return answer;
}

}  // namespace fenliu::app
