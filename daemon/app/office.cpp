// Rebuilding the office's memory from the store.
#include "daemon/app/office.h"

#include <algorithm>

#include <boost/json.hpp>
#include <sodium.h>
#include <spdlog/spdlog.h>

#include "daemon/app/habits.h"
#include "daemon/load/load.h"
#include "rules/item/item_json.h"
#include "rules/relevance/take_away.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {
constexpr std::chrono::hours kWatch{24};
}  // namespace

std::shared_ptr<const Router> Office::router() const {
  std::lock_guard lock(mutex_);
  return router_;
}

void Office::set_router(std::shared_ptr<const Router> router) {
  std::vector<std::shared_ptr<const Router>> dropped;  // outlives the lock
  std::lock_guard lock(mutex_);
  // The one before is the next to be asked for: it is watched against.
  if (router_ && router_ != router) dropped = keep(router_);
  auto more = keep(router);
  dropped.insert(dropped.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  router_.swap(router);
}

std::shared_ptr<const Router> Office::router_of(const std::string& revision) {
  {
    std::lock_guard lock(mutex_);
    if (auto router = kept(revision)) return router;
  }
  const auto files = store.configuration_files(revision);
  if (!files) return nullptr;
  const auto compiled = load::compile(*files, rules_files, rules::Lints::left_out);
  if (!compiled.configuration) return nullptr;
  compiled.configuration->revision = revision;
  auto router = std::make_shared<const Router>(compiled.configuration);
  std::vector<std::shared_ptr<const Router>> dropped;  // outlives the lock
  std::lock_guard lock(mutex_);
  if (auto other = kept(revision)) return other;  // compiled meanwhile
  dropped = keep(router);
  return router;
}

std::shared_ptr<const Router> Office::kept(const std::string& revision) {
  if (router_ && router_->configuration().revision == revision) return router_;
  const auto found = std::find_if(compiled_.begin(), compiled_.end(),
                                  [&](const auto& each) { return each->configuration().revision == revision; });
  if (found == compiled_.end()) return nullptr;
  std::rotate(compiled_.begin(), found, found + 1);
  return compiled_.front();
}

// A rule takes some 16 KB: of large rulebooks the active one and the one before are kept, of a county's dozens. Those of long
// ago are compiled again when an item of theirs still needs them.
std::vector<std::shared_ptr<const Router>> Office::keep(std::shared_ptr<const Router> router) {
  constexpr std::size_t kRulesKept = 25000, kLeast = 2;
  std::erase_if(compiled_, [&](const auto& each) { return each == router; });
  compiled_.insert(compiled_.begin(), std::move(router));
  std::size_t rules = 0, kept = 0;
  for (; kept < compiled_.size(); ++kept) {
    rules += compiled_[kept]->configuration().rules.size();
    if (kept >= kLeast && rules > kRulesKept) break;
  }
  const auto first = compiled_.begin() + static_cast<std::ptrdiff_t>(kept);
  std::vector<std::shared_ptr<const Router>> dropped(std::make_move_iterator(first), std::make_move_iterator(compiled_.end()));
  compiled_.erase(first, compiled_.end());
  return dropped;
}

void Office::watch(Instant now) {
  const auto rows = store.activations(0, 2);
  std::shared_ptr<const Router> previous;
  Instant until = now;
  if (rows.size() == 2 && rows[0].kind != "roll-back" && rows[0].revision != rows[1].revision) {
    until = rows[0].at + kWatch;
    if (until > now) previous = router_of(rows[1].revision);
  }
  std::lock_guard lock(mutex_);
  watched_.swap(previous);  // what was watched goes after the lock
  watched_until_ = until;
}

std::shared_ptr<const Router> Office::watched(Instant now) const {
  std::lock_guard lock(mutex_);
  return now < watched_until_ ? watched_ : nullptr;
}

void Office::set_reload_error(std::string error) {
  std::lock_guard lock(mutex_);
  reload_error_ = std::move(error);
}

store::DatingRow Office::dating() {
  {
    std::lock_guard lock(mutex_);
    if (dating_) return *dating_;
  }
  auto stored = store.dating();
  std::lock_guard lock(mutex_);
  return *(dating_ = std::move(stored));
}

Result<Done> Office::set_dating(const store::DatingRow& dating) {
  const auto done = store.write([&](store::Transaction& transaction) -> Result<Done> {
    transaction.set_dating(dating);
    return Done{};
  });
  if (!done.ok()) return done;
  std::lock_guard lock(mutex_);
  dating_ = dating;
  return Done{};
}

std::string Office::reload_error() const {
  std::lock_guard lock(mutex_);
  return reload_error_;
}

namespace {

bool is_live(const Item& item) { return item.kind == rules::ItemKind::meeting || !item.handed_down_by.empty(); }

Error damaged(const std::string& item) {
  return {ErrorKind::internal, "The stored item " + item + " cannot be read", "PUT it again, or restore a backup"};
}

}  // namespace

Result<Item> item_of(const store::ItemRow& row, const rules::Zone& zone) {
  boost::system::error_code failed;
  const auto value = json::parse(row.json, failed);
  if (failed) return damaged(row.id);
  auto decoded = rules::item_from_json(value, zone);
  if (!decoded.faults.empty()) return damaged(row.id);
  decoded.value.id = row.id;
  decoded.value.revision = row.revision;
  return std::move(decoded.value);
}

Instant relevance_time(const store::DecisionRow& decision) {
  boost::system::error_code failed;
  const auto value = json::parse(decision.inputs, failed);
  if (failed || !value.is_object()) return decision.now;
  const auto* at = value.get_object().if_contains("relevance_at");
  return at == nullptr ? decision.now : Instant{std::chrono::seconds{at->to_number<std::int64_t>()}};
}

void Office::remember(LiveItem live_item) {
  const auto id = live_item.item.id;
  if (live_item.item.kind == rules::ItemKind::meeting) dependents[id].insert(id);
  for (const auto& meeting : live_item.item.handed_down_by) dependents[meeting].insert(id);
  if (live_item.item.kind == rules::ItemKind::meeting) {
    plan.seat(rules::planned_meeting(live_item.item, router()->configuration().organisation, *live_item.relevance));
  }
  live[id] = std::move(live_item);
}

void Office::forget(const std::string& item) {
  live.erase(item);
  for (auto& [meeting, items] : dependents) items.erase(item);
}

std::vector<std::string> Office::touched_by(const std::vector<rules::MeetingId>& meetings) const {
  std::set<std::string> touched;
  for (const auto& meeting : meetings) {
    const auto found = dependents.find(meeting);
    if (found != dependents.end()) touched.insert(found->second.begin(), found->second.end());
  }
  return {touched.begin(), touched.end()};
}

const LiveItem* Office::find_live(const std::string& item, const LiveItem* posted) const {
  if (posted != nullptr && posted->item.id == item) return posted;
  const auto found = live.find(item);
  return found == live.end() ? nullptr : &found->second;
}

std::string Office::load_item(const store::ItemRow& row, const rules::Configuration& configuration) {
  auto item = item_of(row, configuration.zone);
  if (!item.ok()) return "what is stored is no item";
  const bool is_meeting = item->kind == rules::ItemKind::meeting;
  if (!is_live(*item) || (row.withdrawn && !is_meeting)) return {};
  if (is_meeting) {
    const auto put = plan.put(rules::planned_meeting(*item), rules::incoming_links(*item, configuration.policy), row.at);
    if (!put.ok()) return put.error().message;
  }
  const auto decision = store.decision(row.id);
  if (!decision) return "its decision is missing";
  const auto deciding = router_of(decision->config);
  if (!deciding) return "the rulebook " + decision->config + " that decided it is missing, or this program refuses it";
  LiveItem loaded{std::move(item).value(), decision->config, relevance_time(*decision), hand_routings_of(decision->inputs), {},
                  store.first_told(row.id)};
  loaded.relevance = std::make_shared<const Relevance>(
      with_hand_routings(deciding->route(loaded.item, loaded.relevance_at), loaded.routings));
  remember(std::move(loaded));
  return {};
}

std::string Office::load_event(const store::EventRow& row, const rules::Zone& zone) {
  boost::system::error_code failed;
  const auto value = json::parse(row.json, failed);
  if (failed) return "its event " + row.id + " cannot be read";
  const auto event = rules::event_from_json(value, zone);
  if (!event.faults.empty()) return "its event " + row.id + " cannot be read";
  plan.restore(event.value);
  return {};
}

void Office::load(Instant now) {
  const auto active = router();
  const auto& configuration = active->configuration();
  const auto& policy = configuration.policy;
  const auto learnt = policy.learns ? store.habits({}) : std::nullopt;
  habits = learnt ? learnt->id : 0;
  plan = rules::Plan({policy.gap, policy.precedence, overruns_of(store, habits)});
  learnt_until = {};
  live.clear();
  dependents.clear();
  untold.clear();
  damaged_items.clear();
  const auto note = [&](const std::string& item, int revision, const std::string& why) {
    if (why.empty()) return;
    spdlog::error("the stored item {} is left out: {}", item, why);
    damaged_items.push_back({item, revision, why});
  };
  for (const auto& row : store.current_items()) note(row.id, row.revision, load_item(row, configuration));
  for (const auto& row : store.events("")) {
    const auto known = live.find(row.meeting);
    note(row.meeting, known == live.end() ? 1 : known->second.item.revision, load_event(row, configuration.zone));
  }
  show_damaged(now);
  watch(now);
}

// Whoever sorts what the rules could not sees these too. An entry that somebody has settled stays settled.
void Office::show_damaged(Instant now) {
  std::vector<store::TriageRow> entries;
  for (const auto& each : damaged_items) {
    store::TriageRow row;
    row.id = each.item + "/" + std::to_string(each.revision) + "/" + std::string(kDamaged);
    row.item = each.item;
    row.item_revision = each.revision;
    row.part = "0";
    row.reason = kDamaged;
    row.since = row.expires = now;
    if (!store.triage(row.id)) entries.push_back(std::move(row));
  }
  if (entries.empty()) return;
  const auto done = store.write([&](store::Transaction& transaction) -> Result<Done> {
    for (const auto& entry : entries) transaction.insert_triage(entry);
    return Done{};
  });
  if (!done.ok()) spdlog::error("{} {}", done.error().message, done.error().detail);
}

Relevance with_hand_routings(Relevance relevance, const std::vector<HandRouting>& routings) {
  for (const auto& routing : routings) {
    bool taken = false;
    for (const auto& [unit, role] : routing.units) {
      if (role == rules::Role::none) {
        rules::take_away(relevance, unit, routing.part);
        taken = true;
        continue;
      }
      auto& reached = relevance.units[unit];
      reached.role = std::max(reached.role, role);
      auto& part_role = reached.part_roles[routing.part];
      part_role = std::max(part_role, role);
      if (std::find(reached.parts.begin(), reached.parts.end(), routing.part) == reached.parts.end()) {
        reached.parts.push_back(routing.part);
      }
      const auto cause = std::make_shared<rules::Cause>();
      cause->rule = "triage:" + routing.by;
      cause->via = rules::Via::route;
      cause->part = routing.part;
      reached.reasons.push_back({cause, role});
    }
    if (!taken) std::erase_if(relevance.triage, [&](const auto& entry) { return entry.part == routing.part; });
  }
  return relevance;
}

std::vector<HandRouting> hand_routings(const json::object& inputs) {
  std::vector<HandRouting> routings;
  const auto* list = inputs.if_contains("routings");
  if (list == nullptr || !list->is_array()) return routings;
  for (const auto& each : list->get_array()) {
    HandRouting routing;
    routing.part = each.at("part").as_string();
    routing.by = each.at("by").as_string();
    for (const auto& [unit, role] : each.at("units").as_object()) {
      routing.units[unit] = rules::parse_role(role.as_string()).value_or(rules::Role::inform);
    }
    routings.push_back(std::move(routing));
  }
  return routings;
}

std::vector<HandRouting> hand_routings_of(const std::string& decision_inputs) {
  boost::system::error_code failed;
  const auto value = json::parse(decision_inputs, failed);
  return failed || !value.is_object() ? std::vector<HandRouting>{} : hand_routings(value.get_object());
}

rules::NoticePolicy notice_policy(const rules::Configuration& configuration) {
  return {configuration.policy.shift_threshold, configuration.policy.deadline_change_threshold,
          configuration.policy.quiet_hours, configuration.zone, configuration.policy.reminder, configuration.policy.overdue,
          configuration.policy.digest_times};
}

std::string random_id(const std::string& prefix) {
  static constexpr char kAlphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
  unsigned char bytes[26];
  randombytes_buf(bytes, sizeof bytes);
  std::string id = prefix;
  for (const auto byte : bytes) id += kAlphabet[byte & 31];
  return id;
}

}  // namespace fenliu::app
