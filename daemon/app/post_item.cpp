// Posting, revising and previewing an item: decide outside the transaction, then store item, decision, notices and
// outbox in one.
#include <boost/json.hpp>

#include "daemon/app/fewer_summoned.h"
#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"
#include "rules/item/item_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr int kAttempts = 5;  // a configuration activated or a plan changed meanwhile

std::string etag_of(int revision) { return "\"" + std::to_string(revision) + "\""; }

// Whether posting it can move other items.
bool changes_plan(const Item& item) { return item.kind == rules::ItemKind::meeting || !item.cancels.empty(); }

// One post on its way. `told.front()` is the item itself, the others were moved by it.
struct Posting {
  std::shared_ptr<const Router> router;
  Item item;
  std::vector<Told> told;
  std::string cancelled;                 // id of the item that this one cancels
  std::int64_t plan_sequence = 0;
  std::vector<store::EventRow> events;   // cancelling a meeting is an event of it
  std::optional<FewerSummoned> fewer;    // the office is alerted
};

json::object answer_body(const Posting& posting) {
  const auto& configuration = posting.router->configuration();
  json::object counts;
  for (const auto& [unit, reached] : posting.told.front().decision.relevance.units) {
    auto& count = counts.emplace(rules::to_string(reached.role), 0).first->value();
    count = count.as_int64() + 1;
  }
  json::object body{{"id", posting.item.id}, {"revision", posting.item.revision}, {"reached", std::move(counts)}};
  body["notices"] = posting.told.front().notices.sends.size();
  if (posting.fewer) {
    body["alert"] = json::object{{"reason", kFewerSummoned},
                                 {"summoned", posting.fewer->now},
                                 {"by_previous_revision", posting.fewer->before}};
  }
  body["decision"] = rules::decision_to_json(posting.told.front().decision, configuration.zone);
  return body;
}

// The item that `item.cancels` names, by id or by document number.
Result<std::optional<store::ItemRow>> find_cancelled(Office& office, const Item& item) {
  if (item.cancels.empty()) return std::optional<store::ItemRow>{};
  if (auto row = office.store.item(item.cancels)) return std::optional(*row);
  const auto zone = office.router()->configuration().zone;
  for (auto& row : office.store.current_items()) {
    const auto candidate = item_of(row, zone);
    if (candidate.ok() && !candidate->number.empty() && candidate->number == item.cancels) return std::optional(row);
  }
  return Error{ErrorKind::invalid, "/cancels: there is no item '" + item.cancels + "'", "give its id or its number"};
}

// Tells those who were told of the cancelled item, and cancels it in the plan when it is a meeting.
Result<Done> cancel(Office& office, rules::Plan& plan, Posting& posting, const store::ItemRow& row, Instant now) {
  const auto item = item_of(row, posting.router->configuration().zone);
  if (!item.ok()) return item.error();
  posting.cancelled = row.id;
  if (item->kind == rules::ItemKind::meeting && plan.meeting(row.id) != nullptr) {
    rules::MeetingEvent event;
    event.id = posting.item.id + "-cancels";
    event.meeting = row.id;
    event.kind = rules::EventKind::cancelled;
    event.at = event.recorded_at = now;
    const auto changed = plan.apply(event, now);
    if (!changed.ok()) return changed.error();
    posting.events.push_back({posting.plan_sequence, event.id, row.id, now, now,
                              json::serialize(rules::event_to_json(event, posting.router->configuration().zone))});
    for (auto& each : reschedule(office, plan, posting.plan_sequence, *changed, posting.item.id, now)) {
      posting.told.push_back(std::move(each));
    }
    return Done{};
  }
  const auto decision = office.store.decision(row.id);
  if (!decision) return Done{};
  const auto router = office.router_of(decision->config);
  if (!router) return Done{};
  const auto routings = hand_routings_of(decision->inputs);
  LiveItem live{*item, decision->config, row.at, nullptr, {}};
  live.relevance = std::make_shared<const Relevance>(with_hand_routings(router->route(*item, row.at), routings));
  const auto told_before = last_told(office.store, row.id);
  posting.told.push_back(decide(office, plan, posting.plan_sequence,
                                {live.item, *router, live, routings, told_before, true, false}, now));
  return Done{};
}

// A meeting that nobody posted would never end: what waits for it would silently keep its planned time.
Result<Done> check_named_meetings(const rules::Plan& plan, const Item& item) {
  const auto check = [&](const std::string& pointer, const std::string& meeting) -> Result<Done> {
    if (meeting == item.id) return Error{ErrorKind::invalid, pointer + ": '" + meeting + "' is the item itself", ""};
    if (plan.meeting(meeting) != nullptr) return Done{};
    return Error{ErrorKind::invalid, pointer + ": there is no meeting '" + meeting + "'",
                 "post that meeting first, with origin outside when it is another authority's"};
  };
  for (std::size_t i = 0; i < item.follows.size(); ++i) {
    const auto known = check("/follows/" + std::to_string(i) + "/meeting", item.follows[i].meeting);
    if (!known.ok()) return known;
  }
  for (std::size_t i = 0; i < item.handed_down_by.size(); ++i) {
    const auto known = check("/handed_down_by/" + std::to_string(i), item.handed_down_by[i]);
    if (!known.ok()) return known;
  }
  return Done{};
}

// Decides the item, with everything that it moves. `plan` is the office's, or a copy for a preview.
Result<Posting> prepare(Office& office, rules::Plan& plan, std::shared_ptr<const Router> router, Item item,
                        std::shared_ptr<const Relevance> relevance, Instant now) {
  Posting posting{std::move(router), std::move(item), {}, {}, office.store.plan_sequence(), {}, {}};
  const auto& configuration = posting.router->configuration();
  if (const auto known = check_named_meetings(plan, posting.item); !known.ok()) return known.error();
  const auto cancelled = find_cancelled(office, posting.item);
  if (!cancelled.ok()) return cancelled.error();
  std::vector<rules::MeetingId> changed;
  if (changes_plan(posting.item)) ++posting.plan_sequence;
  if (posting.item.kind == rules::ItemKind::meeting) {
    auto put = plan.put(rules::planned_meeting(posting.item), rules::incoming_links(posting.item, configuration.policy), now);
    if (!put.ok()) return put.error();
    changed = std::move(put).value();
  }
  LiveItem live{posting.item, configuration.revision, now, std::move(relevance), {}};
  if (const auto known = office.live.find(posting.item.id); known != office.live.end()) live.told_at = known->second.told_at;
  const auto told_before =
      posting.item.revision > 1 ? last_told(office.store, posting.item.id) : std::map<UnitId, rules::ToldState>{};
  std::vector<HandRouting> routings;
  posting.fewer = fewer_summoned(office, posting.item, *live.relevance, now);
  if (posting.fewer) {
    if (auto kept = held(*posting.fewer, told_before); !kept.units.empty()) {
      routings.push_back(std::move(kept));
      live.relevance = std::make_shared<const Relevance>(with_hand_routings(*live.relevance, routings));
    }
  }
  posting.told.push_back(decide(office, plan, posting.plan_sequence,
                                {posting.item, *posting.router, live, routings, told_before, false, true}, now));
  if (posting.fewer && !configuration.policy.shadow) {
    auto& triage = posting.told.back().triage;
    std::erase_if(triage, [](const auto& row) { return row.part == "0"; });
    triage.push_back(alert_row(posting.item, configuration.policy, now));
  }
  for (auto& each : reschedule(office, plan, posting.plan_sequence, changed, posting.item.id, now)) {
    posting.told.push_back(std::move(each));
  }
  if (*cancelled) {
    if (const auto done = cancel(office, plan, posting, **cancelled, now); !done.ok()) return done.error();
  }
  return posting;
}

// What one write transaction stores, or why it must be tried again (kind unavailable with an empty message).
struct Stored {
  std::optional<Result<Answer>> before;  // the answer to a repeated request
  bool again = false;
  Answer answer;
};

Result<Done> store_posting(store::Transaction& transaction, const Posting& posting, const Principal& principal,
                           const std::string& key, const std::string& hash, Instant now, Stored& stored) {
  stored.before = answered_before(transaction, principal, key, hash);
  if (stored.before) return Done{};
  const auto& configuration = posting.router->configuration();
  if (transaction.active_configuration() != configuration.revision) {
    stored.again = true;
    return Done{};
  }
  const auto known = transaction.item(posting.item.id);
  if ((known ? known->revision : 0) != posting.item.revision - 1) {
    return Error{ErrorKind::conflict,
                 known ? "There is an item '" + posting.item.id + "' already, at revision " + std::to_string(known->revision)
                       : "The item '" + posting.item.id + "' has no revision before this one",
                 "PUT with If-Match makes a new revision"};
  }
  if (changes_plan(posting.item)) {
    if (transaction.plan_sequence() != posting.plan_sequence - 1) {
      stored.again = true;
      return Done{};
    }
    transaction.bump_plan_sequence();
  }
  if (known) transaction.clear_triage(posting.item.id);
  transaction.insert_item({posting.item.id, posting.item.revision, principal.unit, principal.name, now,
                           json::serialize(rules::item_to_json(posting.item, configuration.zone)), false});
  for (const auto& event : posting.events) transaction.insert_event(event);
  for (const auto& told : posting.told) write(transaction, told, configuration.zone, now);
  if (!posting.cancelled.empty()) transaction.withdraw_item(posting.cancelled);
  if (!key.empty()) {
    transaction.remember({principal.name, key, hash, stored.answer.status, stored.answer.body, stored.answer.etag,
                          stored.answer.location},
                         now);
  }
  return Done{};
}

Answer answer_for(const Posting& posting) {
  Answer answer;
  answer.status = posting.item.revision == 1 ? 201 : 200;
  answer.body = json::serialize(answer_body(posting));
  answer.etag = etag_of(posting.item.revision);
  if (posting.item.revision == 1) answer.location = "/api/v1/items/" + posting.item.id;
  return answer;
}

// Decides and stores, again while a configuration or a plan changes underneath.
Result<Answer> decide_and_store(Office& office, const Principal& principal, const Item& item, const std::string& key,
                                const std::string& hash, Instant now) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto router = office.router();
    auto relevance = std::make_shared<const Relevance>(router->route(item, now));
    std::unique_lock exclusive(office.plan_mutex, std::defer_lock);
    std::shared_lock shared(office.plan_mutex, std::defer_lock);
    const bool changes = changes_plan(item) || !item.handed_down_by.empty();
    changes ? exclusive.lock() : shared.lock();
    auto posting = prepare(office, office.plan, router, item, std::move(relevance), now);
    if (!posting.ok()) {
      if (changes) office.load(now);  // a plan that took the meeting but not what follows from it
      return posting.error();
    }
    Stored stored;
    stored.answer = answer_for(*posting);
    const auto done = office.store.write([&](store::Transaction& transaction) {
      return store_posting(transaction, *posting, principal, key, hash, now, stored);
    });
    if (!done.ok() || stored.before || stored.again) {
      if (changes) office.load(now);
      if (!done.ok()) return done.error();
      if (stored.before) return *stored.before;
      continue;
    }
    if (changes) remember(office, posting->told, now);
    if (posting->fewer) ++office.fewer_summoned;
    return stored.answer;
  }
  return Error{ErrorKind::unavailable, "The rules or the plan kept changing; nothing was stored", "post it again"};
}

}  // namespace

Result<Answer> post_item(Office& office, const Principal& principal, const std::string& body,
                         const std::string& idempotency_key, Instant now) {
  const auto item = receive(office, principal, body, nullptr, now);
  if (!item.ok()) return item.error();
  return decide_and_store(office, principal, *item, idempotency_key, request_hash("POST items", body), now);
}

Result<Answer> put_item(Office& office, const Principal& principal, const std::string& id, const std::string& body,
                        const std::string& if_match, Instant now) {
  const auto row = office.store.item(id);
  if (!row) return not_found("item", id);
  if (if_match.empty()) {
    return Error{ErrorKind::invalid, "PUT needs If-Match", "send the ETag of the revision that you changed"};
  }
  if (if_match != etag_of(row->revision) && if_match != "*") {
    return Error{ErrorKind::conflict, "Somebody changed the item meanwhile; it is at revision " +
                                          std::to_string(row->revision),
                 "read it again and apply your change to that"};
  }
  if (row->withdrawn) return Error{ErrorKind::conflict, "The item was withdrawn", "post a new one"};
  const auto previous = item_of(*row, office.router()->configuration().zone);
  if (!previous.ok()) return previous.error();
  const auto item = receive(office, principal, body, &*previous, now);
  if (!item.ok()) return item.error();
  return decide_and_store(office, principal, *item, "", "", now);
}

Result<Answer> preview_item(Office& office, const Principal& principal, const std::string& body, Instant now) {
  auto item = receive(office, principal, body, nullptr, now);
  if (!item.ok()) return item.error();
  const auto router = office.router();
  auto relevance = std::make_shared<const Relevance>(router->route(*item, now));
  std::shared_lock lock(office.plan_mutex);
  rules::Plan copy = changes_plan(*item) ? office.plan : rules::Plan();
  auto posting = prepare(office, changes_plan(*item) ? copy : office.plan, router, std::move(*item), std::move(relevance), now);
  if (!posting.ok()) return posting.error();
  Answer answer;
  auto preview = answer_body(*posting);
  preview["item"] = rules::item_to_json(posting->item, router->configuration().zone);
  answer.body = json::serialize(preview);
  return answer;
}

}  // namespace fenliu::app
