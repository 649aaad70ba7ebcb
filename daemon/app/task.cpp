// Within the unit: giving a task to somebody, saying that it is done, and taking that back.

#include <boost/json.hpp>

#include "daemon/app/task.h"
#include "rules/item/object_reader.h"
#include "rules/item/parse_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

struct StepRequest {
  std::string to, person;
};

Result<StepRequest> read_step(const std::string& body, rules::TaskStepKind kind, const rules::Zone& zone) {
  const auto value = rules::parse_json(body.empty() ? "{}" : body);
  if (!value.ok()) return value.error();
  rules::Decoded<StepRequest> decoded;
  rules::ObjectReader reader(*value, "", zone, decoded.faults);
  const bool assigns = kind == rules::TaskStepKind::assigned;
  if (assigns) reader.text("to", decoded.value.to);
  reader.text("person", decoded.value.person);
  reader.finish();
  if (decoded.value.to.size() > 200 || decoded.value.person.size() > 200) reader.fault("", "too-long", "a name has at most 200 bytes");
  if (decoded.faults.empty() && assigns && decoded.value.to.empty()) reader.fault("to", "missing", "say who shall do it", R"(as {"to": "the duty officer"})");
  if (!decoded.faults.empty()) return rules::to_error(decoded.faults);
  return std::move(decoded.value);
}

std::vector<rules::TaskStep> steps_from(const std::vector<store::TaskStepRow>& rows) {
  std::vector<rules::TaskStep> steps;
  for (const auto& row : rows) {
    const auto kind = rules::parse_task_step(row.kind);
    if (kind) steps.push_back({*kind, row.item_revision, row.assignee, row.by, row.at});
  }
  return steps;
}

}  // namespace

rules::TaskState task_of(store::Store& store, const std::string& item, const UnitId& unit, int told_revision) {
  return rules::task_state(steps_from(store.task_steps(item, unit)), told_revision);
}

json::object task_json(const rules::TaskState& task, const rules::Zone& zone) {
  json::object object;
  if (task.assigned_at) {
    object["assigned_to"] = task.assignee;
    object["assigned_by"] = task.assigned_by;
    object["assigned_at"] = rules::format_rfc3339(*task.assigned_at, zone);
  }
  if (task.done_at) {
    object["done_at"] = rules::format_rfc3339(*task.done_at, zone);
    object["done_by"] = task.done_by;
  }
  return object;
}

Result<rules::TaskState> take_step(Office& office, const store::NoticeRow& notice, rules::TaskStepKind kind, const std::string& assignee,
                                   const std::string& by, Instant now, const AlsoStored& also) {
  const auto item = office.store.item(notice.item);
  const auto last = office.store.last_notice(notice.item, notice.unit);
  const auto told = last ? told_state_of(*last) : std::nullopt;
  if (!item || !told) return not_found("notice", notice.id);
  rules::TaskState after;
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    auto steps = steps_from(transaction.task_steps(notice.item, notice.unit));
    after = rules::task_state(steps, told->item_revision);
    if (const auto may = rules::check_step(kind, after, *told, item->withdrawn, now); !may.ok()) return may;
    const bool said = kind == rules::TaskStepKind::done && after.done_at.has_value();  // twice: as it was said first
    if (!said) {
      steps.push_back({kind, told->item_revision, assignee, by, now});
      after = rules::task_state(steps, told->item_revision);
      transaction.insert_task_step({notice.item, notice.unit, notice.id, told->item_revision, std::string(rules::to_string(kind)), assignee, by, now});
      if (kind == rules::TaskStepKind::undone) transaction.set_reminder(notice.item, notice.unit, now);  // it is due again
      if (kind == rules::TaskStepKind::done) transaction.acknowledge(notice.id, now, by);
    }
    also(transaction, after);
    return Done{};
  });
  if (!done.ok()) return done.error();
  return after;
}

namespace {

Result<Answer> step(Office& office, const Principal& principal, const std::string& notice, rules::TaskStepKind kind, const std::string& body,
                    const std::string& key, Instant now) {
  const auto& zone = office.router()->configuration().zone;
  const auto request = read_step(body, kind, zone);
  if (!request.ok()) return request.error();
  const auto hash = request_hash("POST " + std::string(rules::to_string(kind)) + " " + notice, body);
  std::unique_lock lock(office.plan_mutex);
  if (auto before = answered_before(office.store, principal, key, hash)) return *before;
  const auto row = office.store.notice(notice);
  if (!row || row->unit != principal.unit) return not_found("notice", notice);
  Answer answer;
  const auto done = take_step(office, *row, kind, request->to, as_stated(principal, request->person), now,
                              [&](store::Transaction& transaction, const rules::TaskState& after) {
                                auto body_json = task_json(after, zone);
                                body_json["id"] = notice;
                                answer.body = json::serialize(body_json);
                                remember_answer(transaction, principal, key, hash, answer, now);
                              });
  if (!done.ok()) return done.error();
  return answer;
}

}  // namespace

Result<Answer> assign_task(Office& office, const Principal& principal, const std::string& notice, const std::string& body, const std::string& key, Instant now) {
  return step(office, principal, notice, rules::TaskStepKind::assigned, body, key, now);
}

Result<Answer> finish_task(Office& office, const Principal& principal, const std::string& notice, const std::string& body, const std::string& key, Instant now) {
  return step(office, principal, notice, rules::TaskStepKind::done, body, key, now);
}

Result<Answer> undo_task(Office& office, const Principal& principal, const std::string& notice, const std::string& body, const std::string& key, Instant now) {
  return step(office, principal, notice, rules::TaskStepKind::undone, body, key, now);
}

}  // namespace fenliu::app
