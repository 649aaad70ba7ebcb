// Questions to a configuration.
#include "rules/source/configuration.h"

#include <algorithm>
#include <set>

namespace fenliu::rules {

std::string in_language(const LocalName& name, const std::string& language, const std::string& fallback) {
  for (const auto& each : {language, std::string("zh"), std::string("en"), std::string("vi"), std::string("und")}) {
    const auto found = name.find(each);
    if (found != name.end()) return found->second;
  }
  return fallback;
}

std::string_view to_string(Role role) {
  switch (role) {
    case Role::lead:
      return "lead";
    case Role::support:
      return "support";
    case Role::inform:
      return "inform";
    case Role::none:
      break;
  }
  return "none";
}

std::optional<Role> parse_role(std::string_view word) {
  for (const auto role : {Role::none, Role::inform, Role::support, Role::lead}) {
    if (to_string(role) == word) return role;
  }
  return {};
}

Role Unit::duty(const std::string& topic, Date date) const {
  for (const auto& each : dated_duties) {
    const auto found = each.duties.find(topic);
    if (found != each.duties.end() && each.valid.contains(date)) return found->second;
  }
  const auto found = duties.find(topic);
  return found == duties.end() ? Role::none : found->second;
}

std::vector<std::string> Unit::topics() const {
  std::set<std::string> all;
  for (const auto& [topic, role] : duties) all.insert(topic);
  for (const auto& each : dated_duties) {
    for (const auto& [topic, role] : each.duties) {
      if (role != Role::none) all.insert(topic);
    }
  }
  return {all.begin(), all.end()};
}

const Unit* Organisation::unit(const std::string& id) const {
  const auto found = unit_index.find(id);
  return found == unit_index.end() ? nullptr : &units[found->second];
}

const Group* Organisation::group(const std::string& id) const {
  const auto found = group_index.find(id);
  return found == group_index.end() ? nullptr : &groups[found->second];
}

int Organisation::rank(const std::string& level) const {
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (levels[i].id == level) return static_cast<int>(i);
  }
  return -1;
}

std::vector<UnitId> Organisation::members(const Group& group, std::optional<Date> date) const {
  std::vector<UnitId> members;
  if (date && !group.valid.contains(*date)) return members;
  const bool listed = group.kind.empty() && group.level.empty();
  for (const auto& unit : units) {
    if (unit.outside || (date && !unit.valid.contains(*date))) continue;
    const bool belongs = listed ? std::find(group.members.begin(), group.members.end(), unit.id) != group.members.end()
                                : (group.kind.empty() || unit.kind == group.kind) &&
                                      (group.level.empty() || unit.level == group.level);
    if (belongs) members.push_back(unit.id);
  }
  return members;
}

bool Organisation::covers(const Unit& issuer, const Unit& unit) const {
  if (rank(issuer.level) <= top_rank) return true;
  const Unit* at = &unit;
  for (std::size_t steps = 0; at != nullptr && steps <= units.size(); ++steps) {
    if (at->id == issuer.id) return true;
    at = at->parent.empty() ? nullptr : this->unit(at->parent);
  }
  return false;
}

void Organisation::index() {
  unit_index.clear();
  group_index.clear();
  for (std::size_t i = 0; i < units.size(); ++i) unit_index.emplace(units[i].id, i);
  for (std::size_t i = 0; i < groups.size(); ++i) group_index.emplace(groups[i].id, i);
  top_rank = static_cast<int>(levels.size());
  for (const auto& unit : units) {
    const int own = rank(unit.level);
    if (!unit.outside && own >= 0) top_rank = std::min(top_rank, own);
  }
}

namespace {

bool among(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool names(const Overlay& overlay, const Unit& unit, const Organisation& organisation) {
  if (among(overlay.units, unit.id)) return true;
  if (std::any_of(unit.places.begin(), unit.places.end(), [&](const auto& place) { return among(overlay.places, place); })) return true;
  return std::any_of(overlay.units.begin(), overlay.units.end(), [&](const auto& id) {
    const auto* group = organisation.group(id);
    return group != nullptr && among(organisation.members(*group, overlay.dates.from), unit.id);
  });
}

bool holds_for(const Overlay& overlay, const Unit& unit, const Organisation& organisation) {
  if (overlay.kind == OverlayKind::secondment && overlay.host == unit.id) return true;
  if (overlay.kind != OverlayKind::day_off && overlay.kind != OverlayKind::workday) return names(overlay, unit, organisation);
  if (overlay.units.empty() && overlay.places.empty()) return true;
  const Unit* each = &unit;
  for (std::size_t steps = 0; each != nullptr && steps <= organisation.units.size(); ++steps) {
    if (names(overlay, *each, organisation)) return true;
    each = each->parent.empty() ? nullptr : organisation.unit(each->parent);
  }
  return false;
}

}  // namespace

Overlays Configuration::overlays_of(const UnitId& unit, const Overlays& all, Instant known_at) const {
  Overlays held;
  const auto* known = organisation.unit(unit);
  if (known == nullptr) return held;
  for (const auto& each : all) {
    if (each.known(known_at) && holds_for(each, *known, organisation)) held.push_back(each);
  }
  return held;
}

WorkingTime Configuration::working_time(const UnitId& unit, const Overlays& all, Instant known_at) const {
  const auto* known = organisation.unit(unit);
  const auto id = known != nullptr && !known->calendar.empty() ? known->calendar : policy.calendar;
  const auto found = calendars.find(id);
  auto own = overlays_of(unit, all, known_at);
  std::erase_if(own, [&](const auto& each) { return each.kind == OverlayKind::secondment && each.host == unit; });
  return {found == calendars.end() ? Calendar{} : found->second, known != nullptr ? known->hours : "default", zone, std::move(own),
          known != nullptr ? known->staff : 0};
}

}  // namespace fenliu::rules
