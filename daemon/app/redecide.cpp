// After a roll-back: who was left out meanwhile, and telling them.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/fewer_summoned.h"
#include "daemon/app/json_text.h"
#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"
#include "rules/decision/comparison.h"
#include "rules/item/parse_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr int kActivationsSearched = 10000;
constexpr int kStretch = 64;

struct Request {
  std::string since;
  bool confirm = false;
};

Result<Request> request_of(const std::string& body) {
  const auto value = rules::parse_json(body);
  if (!value.ok()) return value.error();
  const auto* since = value->is_object() ? value->get_object().if_contains("since") : nullptr;
  if (since == nullptr || !since->is_string()) {
    return Error{ErrorKind::invalid, "/since: the revision that was wrong", "GET /api/v1/revisions lists them"};
  }
  Request request{std::string(since->get_string()), false};
  if (const auto* confirm = value->get_object().if_contains("confirm")) {
    if (!confirm->is_bool()) return Error{ErrorKind::invalid, "/confirm: true or false", ""};
    request.confirm = confirm->get_bool();
  }
  return request;
}

// The revisions that were active from the newest activation of `since` on and are no longer, and when that began.
struct Suspects {
  std::set<std::string> revisions;
  Instant from;
};

Result<Suspects> suspects_of(Office& office, const std::string& since) {
  const auto active = office.store.active_configuration();
  if (since == active) return Error{ErrorKind::refused, "That revision is active", "roll back first, then redecide"};
  Suspects suspects;
  for (const auto& row : office.store.activations(0, kActivationsSearched)) {
    if (row.revision != active) suspects.revisions.insert(row.revision);
    suspects.from = row.at;
    if (row.revision == since) return suspects;
  }
  return not_found("revision", since);
}

// One item as it was decided and as the active rulebook decides it.
struct Again {
  Item item;
  LiveItem live;                           // by the active rulebook
  std::map<UnitId, rules::Role> left_out;  // summoned now, not before
  std::vector<UnitId> wrongly_summoned;    // the reverse
  bool was_held = false;                   // units were kept until somebody looked
  bool differs() const { return !left_out.empty() || !wrongly_summoned.empty(); }
};

// What people routed by hand stays; what was only held until somebody looked goes.
std::optional<Again> decide_again(Office& office, const Router& active, const store::ItemRow& row,
                                  const store::DecisionRow& decision) {
  const auto deciding = office.router_of(decision.config);
  auto item = item_of(row, active.configuration().zone);
  if (!deciding || !item.ok()) return {};
  Again again;
  again.item = std::move(item).value();
  auto routings = hand_routings_of(decision.inputs);
  const auto at = relevance_time(decision);
  const auto was = with_hand_routings(deciding->route(again.item, at), routings);
  again.was_held = std::erase_if(routings, [](const auto& routing) { return routing.by == kHeld; }) > 0;
  auto is = with_hand_routings(active.route(again.item, at), routings);
  const auto role_in = [](const Relevance& relevance, const UnitId& unit) {
    const auto found = relevance.units.find(unit);
    return found == relevance.units.end() ? rules::Role::none : found->second.role;
  };
  for (const auto& [unit, reached] : is.units) {
    if (rules::summons(reached.role) && !rules::summons(role_in(was, unit))) again.left_out[unit] = reached.role;
  }
  for (const auto& [unit, reached] : was.units) {
    if (rules::summons(reached.role) && !rules::summons(role_in(is, unit))) again.wrongly_summoned.push_back(unit);
  }
  again.live = {again.item, active.configuration().revision, at, std::move(routings),
                std::make_shared<const Relevance>(std::move(is)), {}};
  return again;
}

std::string title_of(const Item& item) { return item.title.empty() ? item.text.substr(0, item.text.find('\n')) : item.title; }

json::object again_json(const Again& again) {
  json::array left_out, wrongly;
  for (const auto& [unit, role] : again.left_out) {
    const auto& reasons = again.live.relevance->units.at(unit).reasons;
    json::object entry{{"unit", unit}, {"role", rules::to_string(role)}};
    if (!reasons.empty()) {
      entry["rule"] = reasons.front().cause->rule;
      entry["sentence"] = rules::marked_sentence(again.item, *reasons.front().cause);
    }
    left_out.push_back(std::move(entry));
  }
  for (const auto& unit : again.wrongly_summoned) wrongly.push_back(json::value(unit));
  return {{"item", again.item.id}, {"title", title_of(again.item)}, {"left_out", std::move(left_out)},
          {"wrongly_summoned", std::move(wrongly)}};
}

// What waited for a person only because of the wrong rules waits no longer.
void settle_triage(store::Transaction& transaction, const Again& again, Instant now) {
  std::set<rules::PartId> parts{"0"};  // the alert of an item stands on part 0, whether it has a title or not
  for (const auto& part : again.item.parts) parts.insert(part.part_id);
  for (const auto& part : parts) {
    const auto& open = again.live.relevance->triage;
    const bool waits = std::any_of(open.begin(), open.end(), [&](const auto& entry) { return entry.part == part; });
    if (waits) continue;
    store::TriageRow row;
    row.id = again.item.id + "/" + std::to_string(again.item.revision) + "/" + part;
    row.resolved_at = now;
    row.resolved_by = "redecided";
    row.resolution = "superseded";
    row.units = "[]";
    transaction.resolve_triage(row);
  }
}

// Decides the item anew, durably, and tells the left out. The number of `corrected` notices.
Result<std::size_t> correct(Office& office, const Router& active, Again again, Instant now) {
  std::unique_lock lock(office.plan_mutex);
  again.live.told_at = office.store.first_told(again.item.id);
  const auto told_before = last_told(office.store, again.item.id);
  const auto forecast = office.plan.expected(again.item.id);
  const bool cancelled = forecast && forecast->status == rules::MeetingStatus::cancelled;
  auto told = decide(office, office.plan, office.store.plan_sequence(),
                     {again.item, active, again.live, told_before, cancelled, false}, nullptr, now);
  std::size_t corrected = 0;
  for (auto& send : told.notices.sends) {
    if (again.left_out.count(send.unit) == 0) continue;
    send.stage = rules::Stage::corrected;
    send.reason = "left-out";
    rules::tell_at_once(send, again.item, active.configuration(), notice_policy(active.configuration()), now);
    ++corrected;
  }
  const auto revision = active.configuration().revision;
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    if (transaction.active_configuration() != revision) {
      return Error{ErrorKind::conflict, "Another configuration was activated meanwhile", "look again and confirm again"};
    }
    const auto row = transaction.item(again.item.id);
    if (!row || row->revision != again.item.revision) {
      return Error{ErrorKind::conflict, "The item " + again.item.id + " was revised meanwhile", "look again and confirm again"};
    }
    write(transaction, told, active.configuration().zone, now);
    settle_triage(transaction, again, now);
    return Done{};
  });
  if (!done.ok()) return done.error();
  remember(office, {told}, now);
  return corrected;
}

std::string page_of(const std::vector<Again>& all, bool confirmed, std::size_t corrected) {
  std::string text;
  std::size_t pairs = 0;
  for (const auto& again : all) {
    if (again.left_out.empty()) continue;
    text += again.item.id + " " + title_of(again.item) + "\n";
    for (const auto& [unit, role] : again.left_out) {
      const auto& reasons = again.live.relevance->units.at(unit).reasons;
      const auto sentence = reasons.empty() ? "" : rules::marked_sentence(again.item, *reasons.front().cause);
      text += "  " + unit + " " + std::string(rules::to_string(role)) + (sentence.empty() ? "" : ": " + sentence) + "\n";
      ++pairs;
    }
  }
  text += std::to_string(pairs) + (pairs == 1 ? " summons was" : " summonses were") + " left out.\n";
  text += confirmed ? std::to_string(corrected) + " corrected notices were sent.\n"
                    : pairs > 0 ? std::string("Nothing was sent. Confirm to send them: --confirm\n") : std::string();
  return text;
}

}  // namespace

Result<Answer> redecide(Office& office, const Principal&, const std::string& body, Instant now) {
  const auto request = request_of(body);
  if (!request.ok()) return request.error();
  const auto suspects = suspects_of(office, request->since);
  if (!suspects.ok()) return suspects.error();
  const auto active = office.router();
  std::vector<Again> all;
  for (std::int64_t after = 0;;) {
    const auto page = office.store.items_since(suspects->from, after, kStretch);
    if (page.items.empty()) break;
    after = page.next;
    for (const auto& row : page.items) {
      const auto decision = office.store.decision(row.id);
      if (!decision || suspects->revisions.count(decision->config) == 0) continue;
      auto again = decide_again(office, *active, row, *decision);
      if (again && (again->differs() || again->was_held)) all.push_back(std::move(*again));
    }
  }
  std::size_t corrected = 0;
  json::array items;
  for (const auto& again : all) {
    if (again.differs()) items.push_back(again_json(again));
    if (!request->confirm) continue;
    const auto sent = correct(office, *active, again, now);
    if (!sent.ok()) return sent.error();
    corrected += *sent;
  }
  Answer answer;
  answer.body = json::serialize(json::object{{"since", request->since},
                                             {"confirmed", request->confirm},
                                             {"items", std::move(items)},
                                             {"corrected", corrected},
                                             {"text", page_of(all, request->confirm, corrected)}});
  return answer;
}

}  // namespace fenliu::app
