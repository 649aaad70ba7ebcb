// A unit, a person or a room in two meetings at once, and which of the two prevails.
#include <algorithm>

#include "rules/cascade/plan_state.h"

namespace fenliu::rules {

namespace {

struct Stay {
  Instant start, end;
  MeetingIndex meeting;
};

using Stays = std::map<std::pair<std::string, std::string>, std::vector<Stay>>;  // (kind, who)

Instant planned_start(const MeetingNode& node) { return node.planned.planned_start.value_or(*node.start); }

// Below zero: `a` prevails by this precedence; above: `b` does.
int compare(const std::string& precedence, const MeetingNode& a, const MeetingNode& b) {
  if (precedence == "ordered_by") return int{a.planned.ordered_by.empty()} - int{b.planned.ordered_by.empty()};
  if (precedence == "level") return a.planned.level && b.planned.level ? *a.planned.level - *b.planned.level : 0;
  if (precedence == "urgency") return static_cast<int>(b.planned.urgency) - static_cast<int>(a.planned.urgency);
  return planned_start(a) < planned_start(b) ? -1 : planned_start(b) < planned_start(a) ? 1 : 0;
}

// The first precedence that tells the two apart; their ids order them where none does.
Conflict judged(const PlanPolicy& policy, const MeetingNode& a, const MeetingNode& b) {
  std::vector<std::string> all(kPrecedences.begin(), kPrecedences.end());
  for (const auto& precedence : policy.precedence.empty() ? all : policy.precedence) {
    const int order = compare(precedence, a, b);
    if (order != 0) return {"", "", (order < 0 ? a : b).planned.id, (order < 0 ? b : a).planned.id, precedence};
  }
  return {"", "", std::min(a.planned.id, b.planned.id), std::max(a.planned.id, b.planned.id), ""};
}

void add_units(Stays& stays, const MeetingNode& node, MeetingIndex at) {
  std::map<UnitId, Stay> in_parts;
  for (const auto& part : node.planned.parts) {
    const auto forecast = std::find_if(node.parts.begin(), node.parts.end(), [&](const auto& each) { return each.id == part.id; });
    if (part.units.empty() || forecast == node.parts.end() || forecast->skipped || forecast->ended) continue;
    for (const auto& unit : part.units) {
      auto& stay = in_parts.try_emplace(unit, Stay{forecast->start.p50, forecast->end.p50, at}).first->second;
      stay.start = std::min(stay.start, forecast->start.p50);
      stay.end = std::max(stay.end, forecast->end.p50);
    }
  }
  for (const auto& unit : node.planned.units) in_parts[unit] = {*node.start, *node.end, at};
  for (const auto& [unit, stay] : in_parts) stays[{"unit", unit}].push_back(stay);
}

Stays stays_of(const std::vector<MeetingNode>& nodes) {
  Stays stays;
  for (MeetingIndex at = 0; at < nodes.size(); ++at) {
    const auto& node = nodes[at];
    if (!node.start || !node.end || node.status == MeetingStatus::ended) continue;
    const Stay stay{*node.start, *node.end, at};
    if (!node.planned.room.empty()) stays[{"room", node.planned.room}].push_back(stay);
    for (const auto& person : node.planned.persons) stays[{"person", person}].push_back(stay);
    add_units(stays, node, at);
  }
  return stays;
}

}  // namespace

std::vector<Conflict> Plan::conflicts() const {
  const auto& nodes = state_->nodes;
  std::vector<Conflict> conflicts;
  auto stays = stays_of(nodes);
  for (auto& [key, list] : stays) {
    std::sort(list.begin(), list.end(), [&](const auto& a, const auto& b) {
      return std::tie(a.start, nodes[a.meeting].planned.id) < std::tie(b.start, nodes[b.meeting].planned.id);
    });
    for (std::size_t i = 0; i < list.size(); ++i) {
      for (std::size_t j = i + 1; j < list.size() && list[j].start < list[i].end; ++j) {
        if (list[i].meeting == list[j].meeting) continue;  // named twice
        auto conflict = judged(state_->policy, nodes[list[i].meeting], nodes[list[j].meeting]);
        conflict.kind = key.first;
        conflict.who = key.second;
        conflicts.push_back(std::move(conflict));
      }
    }
  }
  return conflicts;
}

}  // namespace fenliu::rules
