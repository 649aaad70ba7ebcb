// Posting, revising and previewing an item: decide outside the transaction, then store item, decision, notices and
// outbox in one.
#include <boost/json.hpp>

#include "daemon/app/channel_preview.h"
#include "daemon/app/ended.h"
#include "daemon/app/fewer_summoned.h"
#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"
#include "rules/decision/lints.h"
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
  std::vector<rules::Ending> endings = {};  // what its words end, for a person to confirm
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
  if (!posting.endings.empty()) body["endings"] = rules::endings_to_json(posting.endings, configuration.zone);
  body["decision"] = rules::decision_to_json(posting.told.front().decision, configuration.zone);
  return body;
}

// The item that `item.cancels` names, by id or by document number; nothing when it cancels none.
Result<std::optional<Item>> find_cancelled(Office& office, const Item& item, const rules::Zone& zone) {
  if (item.cancels.empty()) return std::optional<Item>{};
  if (const auto row = office.store.item(item.cancels)) {
    auto found = item_of(*row, zone);
    if (!found.ok()) return found.error();
    return std::optional(std::move(found).value());
  }
  for (auto& row : office.store.current_items()) {
    auto candidate = item_of(row, zone);
    if (candidate.ok() && !candidate->number.empty() && candidate->number == item.cancels) {
      return std::optional(std::move(candidate).value());
    }
  }
  return Error{ErrorKind::invalid, "/cancels: there is no item '" + item.cancels + "'", "give its id or its number"};
}

// Tells those who were told of the cancelled item.
void cancel(Office& office, rules::Plan& plan, Posting& posting, const Item& item, const LiveItem& posted, Instant now) {
  const auto decision = office.store.decision(item.id);
  const auto router = decision ? office.router_of(decision->config) : nullptr;
  if (!router) return;
  LiveItem live{item, decision->config, relevance_time(*decision), hand_routings_of(decision->inputs), {},
                office.store.first_told(item.id)};
  live.relevance = std::make_shared<const Relevance>(with_hand_routings(router->route(item, live.relevance_at), live.routings));
  const auto told_before = last_told(office.store, item.id);
  posting.told.push_back(decide(office, plan, posting.plan_sequence, {live.item, *router, live, told_before, true, false}, &posted, now));
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

// What the item does to the plan: its own meeting is put in, the one that it cancels takes that as an event. Refuses only
// what leaves the plan as it was. Returns the meetings that changed.
Result<std::vector<rules::MeetingId>> change_plan(rules::Plan& plan, Posting& posting, const std::optional<Item>& cancelled, Instant now) {
  const auto& configuration = posting.router->configuration();
  std::vector<rules::MeetingId> changed;
  if (posting.item.kind == rules::ItemKind::meeting) {
    auto put = plan.put(rules::planned_meeting(posting.item), rules::incoming_links(posting.item, configuration.policy), now);
    if (!put.ok()) return put;
    changed = std::move(put).value();
    changed.push_back(posting.item.id);  // what it hands down follows its revisions, moved or not
  }
  if (!cancelled || cancelled->kind != rules::ItemKind::meeting || plan.meeting(cancelled->id) == nullptr) return changed;
  rules::MeetingEvent event;
  event.id = posting.item.id + "-cancels";
  event.meeting = cancelled->id;
  event.kind = rules::EventKind::cancelled;
  event.at = event.recorded_at = now;
  const auto moved = plan.apply(event, now);
  if (!moved.ok()) return moved;
  changed.insert(changed.end(), moved->begin(), moved->end());
  posting.events.push_back({posting.plan_sequence, event.id, event.meeting, now, now,
                            json::serialize(rules::event_to_json(event, configuration.zone))});
  return changed;
}

// The posted item as it will live, with those kept in it whom a new rulebook would drop.
LiveItem posted_item(Office& office, Posting& posting, std::shared_ptr<const Relevance> relevance,
                     const std::map<UnitId, rules::ToldState>& told_before, Instant now) {
  LiveItem live{posting.item, posting.router->configuration().revision, now, {}, std::move(relevance), {}};
  if (posting.item.revision > 1) live.told_at = office.store.first_told(posting.item.id);
  posting.fewer = fewer_summoned(office, posting.item, *live.relevance, now);
  if (!posting.fewer) return live;
  auto kept = held(*posting.fewer, told_before);
  if (kept.units.empty()) return live;
  live.routings.push_back(std::move(kept));
  live.relevance = std::make_shared<const Relevance>(with_hand_routings(*live.relevance, live.routings));
  return live;
}

// Decides the item, with everything that it moves. `plan` is the office's, or a copy for a preview; refused, it is as before.
Result<Posting> prepare(Office& office, rules::Plan& plan, std::shared_ptr<const Router> router, Item item,
                        std::shared_ptr<const Relevance> relevance, Instant now) {
  Posting posting{std::move(router), std::move(item), {}, {}, office.store.plan_sequence(), {}, {}};
  const auto& configuration = posting.router->configuration();
  if (const auto known = check_named_meetings(plan, posting.item); !known.ok()) return known.error();
  posting.endings = endings_of(office, posting.item, now);
  const auto cancelled = find_cancelled(office, posting.item, configuration.zone);
  if (!cancelled.ok()) return cancelled.error();
  if (*cancelled) posting.cancelled = (*cancelled)->id;
  if (changes_plan(posting.item)) ++posting.plan_sequence;
  const auto changed = change_plan(plan, posting, *cancelled, now);
  if (!changed.ok()) return changed.error();
  const auto told_before =
      posting.item.revision > 1 ? last_told(office.store, posting.item.id) : std::map<UnitId, rules::ToldState>{};
  const auto live = posted_item(office, posting, std::move(relevance), told_before, now);
  posting.told.push_back(
      decide(office, plan, posting.plan_sequence, {posting.item, *posting.router, live, told_before, false, true}, &live, now));
  if (posting.fewer && !configuration.policy.shadow) {
    auto& triage = posting.told.back().triage;
    std::erase_if(triage, [](const auto& row) { return row.part == "0"; });
    triage.push_back(alert_row(posting.item, configuration.policy, now));
  }
  for (auto& each : reschedule(office, plan, posting.plan_sequence, *changed, &live, now)) {
    posting.told.push_back(std::move(each));
  }
  if (*cancelled && posting.events.empty()) cancel(office, plan, posting, **cancelled, live, now);
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
  for (const auto& event : posting.events) {
    if (!transaction.insert_event(event)) return Error{ErrorKind::conflict, "There is an event '" + event.id + "' already", ""};
  }
  for (const auto& told : posting.told) write(transaction, told, configuration.zone, now);
  if (!posting.cancelled.empty()) {
    transaction.withdraw_item(posting.cancelled);
    transaction.clear_triage(posting.cancelled);
  }
  remember_answer(transaction, principal, key, hash, stored.answer, now);
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
    // The store knows an activation a moment before the office does: asked again at once, it would refuse again.
    if (attempt > 0) std::lock_guard swapped(office.activation_mutex);
    const auto router = office.router();
    auto relevance = std::make_shared<const Relevance>(router->route(item, now));
    std::unique_lock exclusive(office.plan_mutex, std::defer_lock);
    std::shared_lock shared(office.plan_mutex, std::defer_lock);
    const bool changes = changes_plan(item) || !item.handed_down_by.empty();
    changes ? exclusive.lock() : shared.lock();
    if (auto before = answered_before(office.store, principal, key, hash)) return *before;
    auto posting = prepare(office, office.plan, router, item, std::move(relevance), now);
    if (!posting.ok()) return posting.error();
    Stored stored;
    stored.answer = answer_for(*posting);
    const auto done = office.store.write([&](store::Transaction& transaction) {
      return store_posting(transaction, *posting, principal, key, hash, now, stored);
    });
    if (!done.ok() || stored.before || stored.again) {
      if (changes) office.load(now);  // the plan has what the store has not
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
  // A damaged item is mended by putting it again: all that is taken from it is its place.
  Item previous;
  if (auto known = item_of(*row, office.router()->configuration().zone); known.ok()) previous = std::move(known).value();
  previous.id = row->id;
  previous.revision = row->revision;
  const auto item = receive(office, principal, body, &previous, now);
  if (!item.ok()) return item.error();
  auto answer = decide_and_store(office, principal, *item, "", "", now);
  std::unique_lock lock(office.plan_mutex);
  if (answer.ok()) std::erase_if(office.damaged_items, [&](const auto& each) { return each.item == id; });
  return answer;
}

namespace {

// What the item would burden its units with, beside what was posted lately.
json::array lints_of(Office& office, const Posting& posting, Instant now) {
  constexpr std::chrono::hours kRecent{24 * 30};
  constexpr int kMost = 2000;
  const auto& configuration = posting.router->configuration();
  std::vector<Item> recent;
  for (const auto& row : office.store.items_since(now - kRecent, 0, kMost).items) {
    if (auto item = item_of(row, configuration.zone); item.ok()) recent.push_back(std::move(*item));
  }
  const auto& decision = posting.told.front().decision;
  rules::LintContext context{configuration, decision.relevance, decision.schedule, {}, now, false};
  for (const auto& each : recent) context.others.push_back(&each);
  return rules::lints_to_json(rules::lints(posting.item, context), posting.item, configuration);
}

// What each channel would carry to the unit, were the item posted.
Result<json::array> carried_to(const Posting& posting, const UnitId& unit, Instant now) {
  const auto& configuration = posting.router->configuration();
  if (configuration.organisation.unit(unit) == nullptr) return not_found("unit", unit);
  for (const auto& send : posting.told.front().notices.sends) {
    if (send.unit != unit) continue;
    const auto notice = notice_row(send, posting.item.id, posting.item.revision, 1, configuration.zone, now);
    return carried_by_channels(configuration, posting.item, notice, "");
  }
  return json::array{};
}

}  // namespace

Result<Answer> preview_item(Office& office, const Principal& principal, const std::string& body, bool with_lints, Instant now, const std::string& unit) {
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
  if (with_lints) preview["lints"] = lints_of(office, *posting, now);
  if (!unit.empty()) {
    auto channels = carried_to(*posting, unit, now);
    if (!channels.ok()) return channels.error();
    preview["channels"] = std::move(channels).value();
  }
  answer.body = json::serialize(preview);
  return answer;
}

}  // namespace fenliu::app
