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
  const Overruns::Habit* habit = nullptr;  // of its organiser; null where nothing is known
  double usual_ratio = 1;             // what such meetings take of their planned length
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

// The drawn ends of meetings that others wait for, in seconds since State::now.
using DrawMemory = std::unordered_map<MeetingIndex, std::vector<float>>;

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
  MeetingForecast expected(MeetingIndex at) const;
  MeetingForecast show(MeetingIndex at, DrawMemory& memory) const;  // expected, with its spread
  void learn_habit(MeetingNode& node) const;                        // of its organiser
  // p10 and p90 of a shown forecast; `memory` holds what it drew for the meetings above.
  void spread(MeetingIndex at, MeetingForecast& forecast, DrawMemory& memory) const;
};

}  // namespace fenliu::rules
