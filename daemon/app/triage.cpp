// Triage: parts that a person must route, and what happens when nobody does in time.
#include <algorithm>
#include <functional>

#include <boost/json.hpp>

#include "daemon/app/fewer_summoned.h"
#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"
#include "rules/decision/comparison.h"
#include "rules/item/parse_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr int kExpiredAtOnce = 200;

// What a person says of a part: who gets it, or that it concerns nobody.
Result<std::map<UnitId, rules::Role>> units_from(const std::string& body, const rules::Configuration& configuration) {
  const auto value = rules::parse_json(body);
  if (!value.ok()) return value.error();
  if (!value->is_object()) return Error{ErrorKind::invalid, "The body is not a JSON object", ""};
  std::map<UnitId, rules::Role> units;
  const auto* given = value->get_object().if_contains("units");
  if (given == nullptr || !given->is_object()) {
    return Error{ErrorKind::invalid, "/units: give an object of unit and role, empty for nobody",
                 R"(as {"units":{"health":"lead"}})"};
  }
  for (const auto& [unit, word] : given->get_object()) {
    const auto role = word.is_string() ? rules::parse_role(word.get_string()) : std::nullopt;
    if (!role || *role == rules::Role::none) {
      return Error{ErrorKind::invalid, "/units/" + std::string(unit) + ": a role is lead, support or inform", ""};
    }
    const auto* known = configuration.organisation.unit(std::string(unit));
    if (known == nullptr || known->outside) {
      return Error{ErrorKind::invalid, "/units/" + std::string(unit) + ": there is no such unit here", ""};
    }
    units[unit] = *role;
  }
  return units;
}

// In the same transaction as the entry's resolution.
using AlsoStore = std::function<void(store::Transaction&)>;

// Adds a routing to the item's decision and tells the units, and those whom the item hands tasks down to. REQUIRES
// office.plan_mutex held exclusively.
Result<Done> route_by_hand(Office& office, const store::TriageRow& entry, const HandRouting& routing,
                           const AlsoStore& also, Instant now) {
  const auto row = office.store.item(entry.item);
  const auto decision = office.store.decision(entry.item);
  if (!row || !decision) return not_found("item", entry.item);
  const auto router = office.router_of(decision->config);
  if (!router) return Error{ErrorKind::internal, "The rulebook of this item is missing", decision->config};
  const auto& zone = router->configuration().zone;
  const auto item = item_of(*row, zone);
  if (!item.ok()) return item.error();
  auto routings = hand_routings_of(decision->inputs);
  // Whoever was kept only until a person looked is kept no longer: the person has decided.
  const bool released = entry.reason == kFewerSummoned &&
                        std::erase_if(routings, [](const auto& each) { return each.by == kHeld; }) > 0;
  const bool anew = released || !routing.units.empty();
  if (!routing.units.empty()) routings.push_back(routing);
  LiveItem live{*item, decision->config, relevance_time(*decision), std::move(routings), {}, office.store.first_told(entry.item)};
  live.relevance = std::make_shared<const Relevance>(with_hand_routings(router->route(*item, live.relevance_at), live.routings));
  const auto told_before = last_told(office.store, entry.item);
  auto told = decide(office, office.plan, office.store.plan_sequence(),
                     {live.item, *router, live, told_before, false, false}, nullptr, now);
  // "Unsorted" goes at once, not with a digest.
  const auto& active = office.router()->configuration();
  for (auto& send : told.notices.sends) {
    if (routing.by == "unsorted") rules::tell_at_once(send, *item, active, notice_policy(active), now);
  }
  std::vector<Told> all{std::move(told)};
  for (auto& each : reschedule(office, office.plan, all.front().row.plan_sequence, {entry.item}, &live, now)) {
    all.push_back(std::move(each));
  }
  bool open = true;
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    open = transaction.resolve_triage(entry);
    if (!open) return Done{};
    for (const auto& each : all) {
      if (anew) write(transaction, each, zone, now);
    }
    also(transaction);
    return Done{};
  });
  if (!done.ok()) return done.error();
  if (!open) return Error{ErrorKind::conflict, "Somebody routed this part already", "read the list again"};
  if (anew) remember(office, all, now);
  return Done{};
}

// Nobody can be told what nobody can read; that somebody has seen it is all there is to say.
Result<Done> settle_damaged(Office& office, const store::TriageRow& entry, bool routed, const AlsoStore& also) {
  if (routed) {
    return Error{ErrorKind::refused, "The stored item " + entry.item + " cannot be read, so it cannot be routed",
                 "PUT it again; or resolve this entry with no units"};
  }
  bool open = true;
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    open = transaction.resolve_triage(entry);
    if (open) also(transaction);
    return Done{};
  });
  if (!done.ok()) return done.error();
  if (!open) return Error{ErrorKind::conflict, "Somebody settled this already", "read the list again"};
  return Done{};
}

json::object entry_json(const store::TriageRow& row, Office& office, const rules::Zone& zone) {
  json::object entry{{"id", row.id},
                     {"item", row.item},
                     {"item_revision", row.item_revision},
                     {"part", row.part},
                     {"reason", row.reason},
                     {"since", rules::format_rfc3339(row.since, zone)},
                     {"expires", rules::format_rfc3339(row.expires, zone)}};
  const auto item_row = office.store.item(row.item, row.item_revision);
  const auto item = item_row ? item_of(*item_row, zone) : Result<Item>(not_found("item", row.item));
  if (!item.ok()) return entry;
  entry["title"] = item->title;
  for (const auto& part : item->parts) {
    if (part.part_id == row.part) entry["text"] = part.title.empty() ? part.text : part.title + "\n" + part.text;
  }
  return entry;
}

}  // namespace

Result<Answer> list_triage(Office& office, const Page& page, Instant now) {
  const auto& zone = office.router()->configuration().zone;
  const auto rows = office.store.open_triage(now, page.limit, page.cursor);
  json::array entries;
  for (const auto& row : rows) entries.push_back(entry_json(row, office, zone));
  Answer answer;
  answer.body = json::serialize(json::object{{"entries", std::move(entries)}});
  if (static_cast<int>(rows.size()) == page.limit) answer.next = rows.back().id;
  return answer;
}

Result<Answer> resolve_triage(Office& office, const Principal& principal, const std::string& entry,
                              const std::string& body, const std::string& idempotency_key, Instant now) {
  const auto hash = request_hash("POST triage " + entry, body);
  std::unique_lock lock(office.plan_mutex);
  if (auto before = answered_before(office.store, principal, idempotency_key, hash)) return *before;
  auto row = office.store.triage(entry);
  if (!row) return not_found("triage entry", entry);
  const auto units = units_from(body, office.router()->configuration());
  if (!units.ok()) return units.error();
  row->resolved_at = now;
  row->resolved_by = principal.name;
  row->resolution = units->empty() ? "nobody" : "routed";
  json::object named;
  for (const auto& [unit, role] : *units) named[unit] = rules::to_string(role);
  row->units = json::serialize(named);
  Answer answer;
  answer.body = json::serialize(json::object{{"id", row->id}, {"resolution", row->resolution}, {"units", named}});
  const auto also = [&](store::Transaction& transaction) {
    remember_answer(transaction, principal, idempotency_key, hash, answer, now);
  };
  const auto done = row->reason == kDamaged ? settle_damaged(office, *row, !units->empty(), also)
                                            : route_by_hand(office, *row, {row->part, *units, principal.name}, also, now);
  if (!done.ok()) return done.error();
  return answer;
}

Result<Done> expire_triage(Office& office, Instant now) {
  const auto& policy = office.router()->configuration().policy;
  for (auto& row : office.store.open_triage(now, kExpiredAtOnce, "")) {
    if (row.expires > now) continue;
    const auto item_row = office.store.item(row.item);
    const auto decision = office.store.decision(row.item);
    if (!item_row || !decision) continue;
    const auto router = office.router_of(decision->config);
    if (!router) continue;
    const auto item = item_of(*item_row, router->configuration().zone);
    // A damaged item waits for whoever can mend it, and holds nobody else up.
    if (!item.ok() || row.reason == kDamaged) continue;
    HandRouting routing{row.part, {}, "unsorted"};
    for (const auto& unit : router->route(*item, decision->now).addressed) routing.units[unit] = rules::Role::inform;
    // Nobody looked at the alert: whom the previous rulebook summoned is summoned.
    if (row.reason == kFewerSummoned) {
      const auto previous = office.watched(now);
      const auto before = (previous ? *previous : *office.router()).route(*item, decision->now);
      for (const auto& [unit, reached] : before.units) {
        if (rules::summons(reached.role)) routing.units[unit] = reached.role;
      }
    }
    if (!policy.duty_officer.empty()) routing.units[policy.duty_officer] = std::max(routing.units[policy.duty_officer], rules::Role::support);
    row.resolved_at = now;
    row.resolved_by = "clock";
    row.resolution = "expired";
    std::unique_lock lock(office.plan_mutex);
    const auto done = route_by_hand(office, row, routing, [](store::Transaction&) {}, now);
    if (!done.ok() && done.error().kind != ErrorKind::conflict) return done.error();
  }
  return Done{};
}

}  // namespace fenliu::app
