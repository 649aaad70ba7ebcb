// Taking an item back: stored with the notices to everybody who was told of it, and with what that moves.
#include <boost/json.hpp>

#include "daemon/app/subject.h"
#include "rules/cascade/plan.h"
#include "rules/item/item_json.h"
#include "rules/item/object_reader.h"
#include "rules/item/parse_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

struct Withdrawal {
  std::string person, reason;
};

Result<Withdrawal> read_withdrawal(const std::string& body, const rules::Zone& zone) {
  const auto value = rules::parse_json(body);
  if (!value.ok()) return value.error();
  rules::Decoded<Withdrawal> decoded;
  rules::ObjectReader reader(*value, "", zone, decoded.faults);
  reader.text("person", decoded.value.person);
  reader.text("reason", decoded.value.reason);
  reader.finish();
  if (!decoded.faults.empty()) return rules::to_error(decoded.faults);
  if (decoded.value.person.empty() || decoded.value.person.size() > 200) reader.fault("person", "missing", "say who takes it back");
  if (decoded.value.reason.empty() || decoded.value.reason.size() > 4000) reader.fault("reason", "missing", "say why; whoever was told reads it");
  if (!decoded.faults.empty()) return rules::to_error(decoded.faults);
  return std::move(decoded.value);
}

// All that it stores.
struct Withdrawing {
  std::vector<Told> told;
  std::vector<store::EventRow> events;   // that the meeting is off
  std::int64_t plan_sequence = 0;
};

// A meeting that is off moves those behind it. REQUIRES plan_mutex held exclusively; refused, the plan is as before.
Result<Withdrawing> withdrawn(Office& office, const Subject& subject, const rules::Zone& zone, Instant now) {
  Withdrawing withdrawing{{}, {}, office.store.plan_sequence()};
  const auto& item = subject.item;
  const auto forecast = office.plan.meeting(item.id) == nullptr ? std::nullopt : office.plan.expected(item.id);
  if (forecast && forecast->status != rules::MeetingStatus::cancelled && forecast->status != rules::MeetingStatus::ended) {
    ++withdrawing.plan_sequence;
    rules::MeetingEvent event;
    event.id = item.id + "-withdrawn";
    event.meeting = item.id;
    event.kind = rules::EventKind::cancelled;
    event.at = event.recorded_at = now;
    const auto moved = office.plan.apply(event, now);
    if (!moved.ok()) return moved.error();
    withdrawing.events.push_back({withdrawing.plan_sequence, event.id, event.meeting, now, now, json::serialize(rules::event_to_json(event, zone))});
    for (auto& each : reschedule(office, office.plan, withdrawing.plan_sequence, *moved, nullptr, now)) withdrawing.told.push_back(std::move(each));
    return withdrawing;
  }
  const auto told_before = last_told(office.store, item.id);
  withdrawing.told.push_back(decide(office, office.plan, withdrawing.plan_sequence, {item, *subject.deciding, subject.live, told_before, true, false}, nullptr, now));
  return withdrawing;
}

Result<Done> store_withdrawal(store::Transaction& transaction, const Withdrawing& withdrawing, const Subject& subject, const Withdrawal& said,
                              const Principal& principal, const rules::Configuration& configuration, Instant now) {
  const auto row = transaction.item(subject.item.id);
  const bool moves = !withdrawing.events.empty();
  const bool same = row && row->revision == subject.item.revision && !row->withdrawn && transaction.active_configuration() == configuration.revision &&
                    transaction.plan_sequence() == withdrawing.plan_sequence - (moves ? 1 : 0);
  if (!same) return Error{ErrorKind::unavailable, "The item, the rules or the plan changed meanwhile; nothing was stored", "look again and withdraw it again"};
  if (moves) transaction.bump_plan_sequence();
  for (const auto& event : withdrawing.events) {
    if (!transaction.insert_event(event)) return Error{ErrorKind::conflict, "There is an event '" + event.id + "' already", ""};
  }
  for (const auto& each : withdrawing.told) write(transaction, each, configuration.zone, now);
  transaction.withdraw_item(subject.item.id);
  transaction.clear_triage(subject.item.id);
  transaction.close_objections(subject.item.id, "", now);
  transaction.insert_withdrawal({subject.item.id, said.person, principal.name, said.reason, now});
  return Done{};
}

}  // namespace

Result<Answer> withdraw_item(Office& office, const Principal& principal, const std::string& id, const std::string& body,
                             const std::string& idempotency_key, Instant now) {
  const auto active = office.router();
  const auto& configuration = active->configuration();
  const auto said = read_withdrawal(body, configuration.zone);
  if (!said.ok()) return said.error();
  const auto hash = request_hash("POST withdraw " + id, body);
  std::unique_lock lock(office.plan_mutex);
  if (auto before = answered_before(office.store, principal, idempotency_key, hash)) return *before;
  const auto subject = subject_of(office, id);
  if (!subject.ok()) return subject.error();
  if (!is_of_issuing_office(principal, *subject)) {
    return Error{ErrorKind::forbidden, "Only the issuing office takes an item back", "it was posted by " + subject->row.by};
  }
  if (subject->row.withdrawn) return Error{ErrorKind::conflict, "The item was withdrawn already", ""};
  const auto withdrawing = withdrawn(office, *subject, configuration.zone, now);
  if (!withdrawing.ok()) return withdrawing.error();
  std::size_t notices = 0;
  for (const auto& each : withdrawing->told) {
    if (each.row.item == id) notices += each.notices.sends.size();
  }
  Answer answer;
  answer.body = json::serialize(json::object{{"id", id}, {"withdrawn", true}, {"notices", notices}});
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    const auto stored = store_withdrawal(transaction, *withdrawing, *subject, *said, principal, configuration, now);
    if (stored.ok()) remember_answer(transaction, principal, idempotency_key, hash, answer, now);
    return stored;
  });
  if (!done.ok()) {
    if (!withdrawing->events.empty()) office.load(now);  // the plan has what the store has not
    return done.error();
  }
  remember(office, withdrawing->told, now);
  return answer;
}

}  // namespace fenliu::app
