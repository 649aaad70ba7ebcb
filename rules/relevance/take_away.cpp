// What is left of an item's relevance without a unit.
#include "rules/relevance/take_away.h"

#include <algorithm>

namespace fenliu::rules {

namespace {

bool has(const PartIds& parts, const PartId& part) { return std::find(parts.begin(), parts.end(), part) != parts.end(); }

// The strongest that any unit is for the part.
Role role_left(const Relevance& relevance, const PartId& part) {
  auto role = Role::none;
  for (const auto& [unit, reached] : relevance.units) {
    const bool whole = has(reached.parts, "0");
    if (!whole && !has(reached.parts, part)) continue;
    const auto known = reached.part_roles.find(part);
    role = std::max(role, whole || known == reached.part_roles.end() ? reached.role : known->second);
  }
  return role;
}

void to_triage(Relevance& relevance, const PartId& part) {
  const auto left = role_left(relevance, part);
  const bool waits = std::any_of(relevance.triage.begin(), relevance.triage.end(), [&](const auto& each) { return each.part == part; });
  if (left >= Role::support || waits) return;
  relevance.triage.push_back({part, left == Role::none ? "unrouted" : "inform-only"});
}

// The unit's role is the strongest that is left to it.
void keep_others(UnitRelevance& reached, const PartId& part) {
  reached.parts.erase(std::remove(reached.parts.begin(), reached.parts.end(), part), reached.parts.end());
  reached.part_roles.erase(part);
  reached.reasons.erase(std::remove_if(reached.reasons.begin(), reached.reasons.end(),
                                       [&](const Reason& reason) { return reason.cause->part == part; }),
                        reached.reasons.end());
  reached.role = Role::none;
  for (const auto& [other, role] : reached.part_roles) reached.role = std::max(reached.role, role);
}

}  // namespace

void take_away(Relevance& relevance, const UnitId& unit, const PartId& part) {
  const auto found = relevance.units.find(unit);
  if (found == relevance.units.end()) return;
  auto& reached = found->second;
  PartIds lost;
  if (part == "0") {
    lost = reached.parts;
    relevance.units.erase(found);
  } else if (has(reached.parts, part) && !has(reached.parts, "0")) {
    lost.push_back(part);
    keep_others(reached, part);
    if (reached.parts.empty()) relevance.units.erase(found);
  }
  for (const auto& each : lost) to_triage(relevance, each);
}

}  // namespace fenliu::rules
