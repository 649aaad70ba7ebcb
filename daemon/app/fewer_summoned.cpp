// Deciding by the previous rulebook beside the active one.
#include "daemon/app/fewer_summoned.h"

#include "rules/decision/comparison.h"

namespace fenliu::app {

std::optional<FewerSummoned> fewer_summoned(const Office& office, const Item& item, const Relevance& relevance, Instant now) {
  const auto previous = office.watched(now);
  if (!previous) return {};
  FewerSummoned fewer;
  for (const auto& [unit, reached] : relevance.units) fewer.now += rules::summons(reached.role);
  for (const auto& [unit, reached] : previous->route(item, now).units) {
    if (!rules::summons(reached.role)) continue;
    ++fewer.before;
    const auto found = relevance.units.find(unit);
    if (found == relevance.units.end() || !rules::summons(found->second.role)) fewer.lost[unit] = reached.role;
  }
  if (fewer.now * 2 >= fewer.before) return {};
  return fewer;
}

HandRouting held(const FewerSummoned& fewer, const std::map<UnitId, rules::ToldState>& told_before) {
  HandRouting routing{"0", {}, kHeld};
  for (const auto& [unit, role] : fewer.lost) {
    const auto told = told_before.find(unit);
    if (told != told_before.end() && told->second.concerned && rules::summons(told->second.role)) routing.units[unit] = role;
  }
  return routing;
}

store::TriageRow alert_row(const Item& item, const rules::Policy& policy, Instant now) {
  store::TriageRow row;
  row.id = item.id + "/" + std::to_string(item.revision) + "/0";
  row.item = item.id;
  row.item_revision = item.revision;
  row.part = "0";
  row.reason = kFewerSummoned;
  row.since = now;
  row.expires = now + (item.urgency == rules::Urgency::critical ? policy.triage_critical : policy.triage_other);
  return row;
}

}  // namespace fenliu::app
