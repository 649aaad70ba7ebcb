// The plan's memory: meetings by index, links by index, forecasts. Internal to cascade/.
#pragma once

#include <set>
#include <unordered_map>

#include "rules/cascade/course.h"

namespace fenliu::rules {

using MeetingIndex = std::uint32_t;
constexpr MeetingIndex kNoMeeting = 0xffffffff;

struct IncomingLink {
  MeetingId from_id;
  MeetingIndex from = kNoMeeting;  // kNoMeeting until that meeting arrives
  Minutes gap{0};
  bool may_start_early = false;
};

struct MeetingNode {
  PlannedMeeting planned;
  Minutes planned_length{0};
  std::vector<IncomingLink> incoming;
  std::vector<MeetingIndex> outgoing;
  std::vector<MeetingEvent> events;
  Course course;
  int rank = 0;                       // greater than every predecessor's

  // The forecast without its chain, which is derived from these on demand.
  MeetingStatus status = MeetingStatus::planned;
  std::optional<Instant> start, end;
  bool start_known = false, end_known = false;
  MeetingIndex bound_by = kNoMeeting;  // the predecessor (behind cancelled ones) that decided the start
  Minutes bound_gap{0};
  std::vector<PartForecast> parts;
};

struct Plan::State {
  PlanPolicy policy;
  std::vector<MeetingNode> nodes;
  std::map<MeetingId, MeetingIndex> index;
  std::unordered_map<MeetingId, std::vector<MeetingIndex>> waiting;  // links from meetings that have not arrived
  std::set<std::pair<Instant, MeetingIndex>> by_start;               // not begun, by forecast start
  std::set<MeetingIndex> running;
  Instant now{};

  const MeetingNode* find(const MeetingId& id) const {
    const auto found = index.find(id);
    return found == index.end() ? nullptr : &nodes[found->second];
  }
  // Recomputes the given meetings and what follows from them; returns those that changed, in id order.
  std::vector<MeetingId> propagate(std::set<MeetingIndex> dirty);
  std::set<MeetingIndex> clocked() const;  // whose forecast depends on `now`
  bool recompute(MeetingIndex at);         // true: the forecast changed
  void raise_ranks(MeetingIndex from);
  // Itself, or what stands behind it when it was cancelled.
  std::vector<MeetingIndex> effective_predecessors(MeetingIndex from) const;
  // The meetings whose end a reported start of `at` bounds.
  void add_predecessors(MeetingIndex at, std::set<MeetingIndex>& dirty) const;
  std::vector<CausalStep> chain(MeetingIndex at) const;
  MeetingForecast show(MeetingIndex at) const;
};

}  // namespace fenliu::rules
