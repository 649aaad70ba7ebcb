// Rebuilding the office's memory from the store.
#include "daemon/app/office.h"

#include <algorithm>

#include <boost/json.hpp>
#include <sodium.h>

#include "daemon/load/load.h"
#include "rules/item/item_json.h"

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
  std::lock_guard lock(mutex_);
  keep(router);
  router_ = std::move(router);
}

std::shared_ptr<const Router> Office::router_of(const std::string& revision) {
  {
    std::lock_guard lock(mutex_);
    if (auto router = kept(revision)) return router;
  }
  const auto files = store.configuration_files(revision);
  if (!files) return nullptr;
  const auto compiled = load::compile(*files, rules_files);
  if (!compiled.configuration) return nullptr;
  compiled.configuration->revision = revision;
  auto router = std::make_shared<const Router>(compiled.configuration);
  std::lock_guard lock(mutex_);
  if (auto other = kept(revision)) return other;  // compiled meanwhile
  keep(router);
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

// A large rulebook takes tens of megabytes: those of long ago are compiled again when an item of theirs still needs them.
void Office::keep(std::shared_ptr<const Router> router) {
  constexpr std::size_t kKept = 4;
  compiled_.insert(compiled_.begin(), std::move(router));
  if (compiled_.size() > kKept) compiled_.pop_back();
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
  watched_ = std::move(previous);
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

// What of a decision's inputs the office needs again.
struct Inputs {
  Instant relevance_at;
  std::map<UnitId, Instant> told_at;
};

Inputs inputs_of(const store::DecisionRow& decision) {
  Inputs inputs{decision.now, {}};
  boost::system::error_code failed;
  const auto value = json::parse(decision.inputs, failed);
  if (failed || !value.is_object()) return inputs;
  if (const auto* at = value.get_object().if_contains("relevance_at")) {
    inputs.relevance_at = Instant{std::chrono::seconds{at->to_number<std::int64_t>()}};
  }
  if (const auto* told = value.get_object().if_contains("told_at"); told != nullptr && told->is_object()) {
    for (const auto& [unit, at] : told->get_object()) {
      inputs.told_at[unit] = Instant{std::chrono::seconds{at.to_number<std::int64_t>()}};
    }
  }
  return inputs;
}

Error damaged(const std::string& item) {
  return {ErrorKind::internal, "The stored item " + item + " cannot be read", "restore a backup or withdraw the item"};
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

void Office::remember(LiveItem live_item) {
  const auto id = live_item.item.id;
  if (live_item.item.kind == rules::ItemKind::meeting) dependents[id].insert(id);
  for (const auto& meeting : live_item.item.handed_down_by) dependents[meeting].insert(id);
  if (live_item.item.kind == rules::ItemKind::meeting) {
    plan.seat(rules::planned_meeting(live_item.item, router()->configuration().organisation, *live_item.relevance));
  }
  live[id] = std::move(live_item);
}

std::vector<std::string> Office::touched_by(const std::vector<rules::MeetingId>& meetings) const {
  std::set<std::string> touched;
  for (const auto& meeting : meetings) {
    const auto found = dependents.find(meeting);
    if (found != dependents.end()) touched.insert(found->second.begin(), found->second.end());
  }
  return {touched.begin(), touched.end()};
}

std::map<std::string, Relevance> Office::relevance_of_meetings(const Item& item) const {
  std::map<std::string, Relevance> found;
  for (const auto& meeting : item.handed_down_by) {
    const auto each = live.find(meeting);
    if (each != live.end()) found[meeting] = *each->second.relevance;
  }
  return found;
}

Result<Done> Office::load(Instant now) {
  const auto active = router();
  const auto& policy = active->configuration().policy;
  plan = rules::Plan({policy.gap, policy.precedence});
  live.clear();
  dependents.clear();
  for (const auto& row : store.current_items()) {
    const auto item = item_of(row, active->configuration().zone);
    if (!item.ok()) return item.error();
    if (row.withdrawn || !is_live(*item)) continue;
    const auto decision = store.decision(row.id);
    if (!decision) return damaged(row.id);
    const auto deciding = router_of(decision->config);
    if (!deciding) return damaged(row.id);
    auto inputs = inputs_of(*decision);
    for (const auto& [unit, notice] : store.last_notices(row.id)) inputs.told_at.emplace(unit, notice.at);
    if (item->kind == rules::ItemKind::meeting) {
      const auto put = plan.put(rules::planned_meeting(*item), rules::incoming_links(*item, policy), row.at);
      if (!put.ok()) return put.error();
    }
    auto relevance = with_hand_routings(deciding->route(*item, inputs.relevance_at), hand_routings_of(decision->inputs));
    remember({*item, decision->config, inputs.relevance_at, std::make_shared<const Relevance>(std::move(relevance)),
              inputs.told_at});
  }
  for (const auto& row : store.events("")) {
    boost::system::error_code failed;
    const auto value = json::parse(row.json, failed);
    if (failed) return damaged(row.meeting);
    const auto event = rules::event_from_json(value, active->configuration().zone);
    // A refused event of the past is one whose meeting was withdrawn since.
    if (event.faults.empty()) plan.apply(event.value, row.recorded_at);
  }
  plan.advance(now);
  watch(now);
  return Done{};
}

Relevance with_hand_routings(Relevance relevance, const std::vector<HandRouting>& routings) {
  for (const auto& routing : routings) {
    for (const auto& [unit, role] : routing.units) {
      auto& reached = relevance.units[unit];
      reached.role = std::max(reached.role, role);
      auto& part_role = reached.part_roles[routing.part];
      part_role = std::max(part_role, role);
      if (std::find(reached.parts.begin(), reached.parts.end(), routing.part) == reached.parts.end()) {
        reached.parts.push_back(routing.part);
      }
      rules::Reason reason;
      reason.rule = "triage:" + routing.by;
      reason.via = rules::Via::route;
      reason.part = routing.part;
      reason.role = role;
      reached.reasons.push_back(std::move(reason));
    }
    std::erase_if(relevance.triage, [&](const auto& entry) { return entry.part == routing.part; });
  }
  return relevance;
}

std::vector<HandRouting> hand_routings_of(const std::string& decision_inputs) {
  std::vector<HandRouting> routings;
  boost::system::error_code failed;
  const auto value = json::parse(decision_inputs, failed);
  if (failed || !value.is_object()) return routings;
  const auto* list = value.get_object().if_contains("routings");
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

rules::NoticePolicy notice_policy(const rules::Configuration& configuration) {
  return {configuration.policy.shift_threshold, configuration.policy.deadline_change_threshold,
          configuration.policy.quiet_hours, configuration.zone};
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
