// A meeting in a plan, with those who sit in it.
#include <algorithm>

#include "rules/cascade/what_if.h"
#include "rules/decision/decision.h"

namespace fenliu::rules {

PlannedMeeting planned_meeting(const Item& item, const Organisation& organisation, const Relevance& relevance) {
  auto meeting = planned_meeting(item);
  const auto* issuer = organisation.unit(item.issuer);
  const int rank = organisation.rank(issuer != nullptr ? issuer->level : item.level);
  if (rank >= 0) meeting.level = rank;
  for (auto& part : meeting.parts) {
    const auto said = std::find_if(item.parts.begin(), item.parts.end(), [&](const auto& each) { return each.part_id == part.id; });
    part.relays = said->relays;
    part.content = content_of(said->text);
  }
  for (const auto& [unit, reached] : relevance.units) {
    if (reached.role < Role::support) continue;
    const auto is_own = [&](const PartId& part) {
      const auto role = reached.part_roles.find(part);
      return role != reached.part_roles.end() && role->second >= Role::support;
    };
    if (relevance.everyone || is_own("0") || meeting.parts.empty()) {
      meeting.units.push_back(unit);
      continue;
    }
    for (auto& part : meeting.parts) {
      if (is_own(part.id)) part.units.push_back(unit);
    }
  }
  return meeting;
}

}  // namespace fenliu::rules
