// A unit, a person or a room in two meetings at once.
#include <algorithm>

#include "rules/cascade/plan_state.h"

namespace fenliu::rules {

namespace {

struct Stay {
  Instant start, end;
  MeetingIndex meeting;
};

}  // namespace

// Of two meetings at once the one that is planned earlier prevails, where the plan knows no better.
std::vector<Conflict> Plan::conflicts() const {
  std::map<std::pair<std::string, std::string>, std::vector<Stay>> stays;  // (kind, who)
  for (MeetingIndex at = 0; at < state_->nodes.size(); ++at) {
    const auto& node = state_->nodes[at];
    if (!node.start || !node.end || node.status == MeetingStatus::ended) continue;
    const Stay stay{*node.start, *node.end, at};
    if (!node.planned.room.empty()) stays[{"room", node.planned.room}].push_back(stay);
    for (const auto& person : node.planned.persons) stays[{"person", person}].push_back(stay);
    for (const auto& unit : node.planned.units) stays[{"unit", unit}].push_back(stay);
  }
  std::vector<Conflict> conflicts;
  for (auto& [key, list] : stays) {
    std::sort(list.begin(), list.end(), [&](const auto& a, const auto& b) {
      return std::tie(a.start, state_->nodes[a.meeting].planned.id) < std::tie(b.start, state_->nodes[b.meeting].planned.id);
    });
    for (std::size_t i = 0; i < list.size(); ++i) {
      for (std::size_t j = i + 1; j < list.size() && list[j].start < list[i].end; ++j) {
        auto first = list[i].meeting, second = list[j].meeting;
        if (first == second) continue;  // named twice
        const auto planned = [&](MeetingIndex at) {
          return std::pair(state_->nodes[at].planned.planned_start.value_or(*state_->nodes[at].start), state_->nodes[at].planned.id);
        };
        if (planned(second) < planned(first)) std::swap(first, second);
        const bool decided = planned(first).first != planned(second).first;
        conflicts.push_back({key.first, key.second, state_->nodes[first].planned.id, state_->nodes[second].planned.id,
                             decided ? "starts" : ""});
      }
    }
  }
  return conflicts;
}

}  // namespace fenliu::rules
