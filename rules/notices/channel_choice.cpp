// Stages, roles, urgencies and units of a channel; an empty set takes all.
#include "rules/notices/channel_choice.h"

#include <algorithm>

namespace fenliu::rules {

namespace {

bool takes(const std::set<std::string>& words, std::string_view word) { return words.empty() || words.contains(std::string(word)); }

bool takes_unit(const std::set<std::string>& names, const Organisation& organisation, const UnitId& unit, Date day) {
  if (names.empty() || names.contains(unit)) return true;
  return std::any_of(names.begin(), names.end(), [&](const auto& name) {
    const auto* group = organisation.group(name);
    if (group == nullptr) return false;
    const auto members = organisation.members(*group, day);
    return std::find(members.begin(), members.end(), unit) != members.end();
  });
}

}  // namespace

bool carries(const ChannelSettings& channel, const Organisation& organisation, Stage stage, Role role, Urgency urgency,
             const UnitId& unit, Date day) {
  return takes(channel.stages, to_string(stage)) && takes(channel.roles, to_string(role)) &&
         takes(channel.urgencies, to_string(urgency)) && takes_unit(channel.units, organisation, unit, day);
}

bool replaces_earlier(Stage stage) { return stage != Stage::reminder && stage != Stage::overdue && stage != Stage::escalated; }

}  // namespace fenliu::rules
