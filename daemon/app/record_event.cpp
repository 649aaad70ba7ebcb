// Recording what happened in a meeting, and telling those whom it touches.
#include <boost/json.hpp>

#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"
#include "rules/item/item_json.h"
#include "rules/item/parse_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

Result<rules::MeetingEvent> receive_event(const Office& office, const Principal& principal, const std::string& meeting,
                                          const std::string& body, const std::string& key, Instant now) {
  auto read = rules::parse_json(body);
  if (!read.ok()) return read.error();
  auto& value = *read;
  if (value.is_object()) {
    auto& object = value.get_object();
    const auto zone = office.router()->configuration().zone;
    if (const auto* named = object.if_contains("meeting"); named != nullptr && *named != json::value(meeting)) {
      return Error{ErrorKind::invalid, "/meeting: the body names another meeting than the address", ""};
    }
    object["meeting"] = meeting;
    if (!object.contains("at")) object["at"] = rules::format_rfc3339(now, zone);
    object["recorded_at"] = rules::format_rfc3339(now, zone);
    if (!object.contains("id")) object["id"] = key.empty() ? random_id("e-") : "k-" + request_hash(principal.name, key);
  }
  auto decoded = rules::event_from_json(value, office.router()->configuration().zone);
  if (!decoded.faults.empty()) return rules::to_error(decoded.faults);
  if (decoded.value.part_data) {
    Item part;
    part.parts.push_back(*decoded.value.part_data);
    if (const auto allowed = refuse_classified(part); !allowed.ok()) return allowed.error();
  }
  decoded.value.by = principal.name;
  return std::move(decoded.value);
}

Answer answer_for(const rules::Plan& plan, const rules::MeetingEvent& event,
                  const std::vector<rules::MeetingId>& changed, const rules::Zone& zone) {
  json::object body{{"id", event.id}, {"changed", json::array(changed.begin(), changed.end())}};
  if (const auto forecast = plan.forecast(event.meeting)) body["meeting"] = rules::meeting_forecast_to_json(*forecast, zone);
  Answer answer;
  answer.status = 201;
  answer.body = json::serialize(body);
  return answer;
}

}  // namespace

Result<Answer> record_event(Office& office, const Principal& principal, const std::string& meeting,
                            const std::string& body, const std::string& idempotency_key, Instant now) {
  const auto event = receive_event(office, principal, meeting, body, idempotency_key, now);
  if (!event.ok()) return event.error();
  const auto hash = request_hash("POST events " + meeting, body);
  const auto zone = office.router()->configuration().zone;

  std::unique_lock lock(office.plan_mutex);
  if (auto before = answered_before(office.store, principal, idempotency_key, hash)) return *before;
  if (office.plan.meeting(meeting) == nullptr) return not_found("meeting", meeting);
  if (const auto known = office.store.event(event->id)) {
    if (known->meeting != meeting) {
      return Error{ErrorKind::conflict, "The event '" + event->id + "' is one of the meeting '" + known->meeting + "'",
                   "give this one another id"};
    }
    auto answer = answer_for(office.plan, *event, {}, zone);
    answer.status = 200;
    return answer;
  }
  const auto changed = office.plan.apply(*event, now);
  if (!changed.ok()) return changed.error();
  const auto sequence = office.store.plan_sequence() + 1;
  const auto told = reschedule(office, office.plan, sequence, *changed, nullptr, now);
  const auto answer = answer_for(office.plan, *event, *changed, zone);
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    const auto next = transaction.bump_plan_sequence();
    const bool fresh = next == sequence && transaction.insert_event({sequence, event->id, meeting, event->at, now,
                                                                     json::serialize(rules::event_to_json(*event, zone))});
    if (!fresh) return Error{ErrorKind::unavailable, "The plan changed meanwhile", "send the event again"};
    for (const auto& each : told) write(transaction, each, zone, now);
    remember_answer(transaction, principal, idempotency_key, hash, answer, now);
    return Done{};
  });
  if (!done.ok()) {
    office.load(now);  // the plan has what the store has not
    return done.error();
  }
  remember(office, told, now);
  return answer;
}

}  // namespace fenliu::app
