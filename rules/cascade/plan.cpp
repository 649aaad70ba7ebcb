// The plan: meetings, links, events, and the propagation of changes in order of rank.
#include "rules/cascade/plan.h"

#include <algorithm>
#include <queue>

#include "rules/cascade/plan_state.h"

namespace fenliu::rules {

std::string_view to_string(MeetingStatus status) {
  switch (status) {
    case MeetingStatus::planned:
      return "planned";
    case MeetingStatus::running:
      return "running";
    case MeetingStatus::ended:
      return "ended";
    case MeetingStatus::cancelled:
      return "cancelled";
    case MeetingStatus::postponed:
      return "postponed";
    case MeetingStatus::unknown:
      break;
  }
  return "unknown";
}

std::set<MeetingIndex> Plan::State::clocked() const {
  auto dirty = running;
  for (auto it = by_start.begin(); it != by_start.end() && it->first < now; ++it) dirty.insert(it->second);
  return dirty;
}

// Each meeting is recomputed at most once: predecessors have lower ranks.
std::vector<MeetingId> Plan::State::propagate(std::set<MeetingIndex> dirty) {
  using Entry = std::pair<int, MeetingIndex>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  for (const auto at : dirty) queue.emplace(nodes[at].rank, at);
  std::vector<MeetingId> changed;
  while (!queue.empty()) {
    const auto at = queue.top().second;
    queue.pop();
    if (dirty.erase(at) == 0) continue;
    auto& node = nodes[at];
    const bool waits = node.start && !node.start_known && node.status != MeetingStatus::ended;
    if (waits) by_start.erase({*node.start, at});
    running.erase(at);
    const bool moved = recompute(at);
    const bool waits_now = node.start && !node.start_known && node.status != MeetingStatus::ended;
    if (waits_now) by_start.emplace(*node.start, at);
    if (node.status == MeetingStatus::running) running.insert(at);
    if (moved) changed.push_back(node.planned.id);
    // Behind a cancelled meeting its predecessors bind its successors.
    if (!moved && node.status != MeetingStatus::cancelled) continue;
    for (const auto next : node.outgoing) {
      if (dirty.insert(next).second) queue.emplace(nodes[next].rank, next);
    }
  }
  std::sort(changed.begin(), changed.end());
  return changed;
}

void Plan::State::add_predecessors(MeetingIndex at, std::set<MeetingIndex>& dirty) const {
  std::vector<MeetingIndex> open{at};
  std::set<MeetingIndex> seen{at};
  while (!open.empty()) {
    const auto& node = nodes[open.back()];
    open.pop_back();
    for (const auto& link : node.incoming) {
      if (link.from == kNoMeeting || !seen.insert(link.from).second) continue;
      dirty.insert(link.from);
      if (nodes[link.from].course.cancelled) open.push_back(link.from);
    }
  }
}

void Plan::State::raise_ranks(MeetingIndex from) {
  std::vector<MeetingIndex> open{from};
  while (!open.empty()) {
    const auto at = open.back();
    open.pop_back();
    for (const auto next : nodes[at].outgoing) {
      if (nodes[next].rank > nodes[at].rank) continue;
      nodes[next].rank = nodes[at].rank + 1;
      open.push_back(next);
    }
  }
}

Plan::Plan(PlanPolicy policy) : state_(std::make_unique<State>()) { state_->policy = std::move(policy); }
Plan::~Plan() = default;
Plan::Plan(const Plan& other) : state_(std::make_unique<State>(*other.state_)) {}
Plan& Plan::operator=(const Plan& other) {
  if (this != &other) state_ = std::make_unique<State>(*other.state_);
  return *this;
}
Plan::Plan(Plan&&) noexcept = default;
Plan& Plan::operator=(Plan&&) noexcept = default;

namespace {

// The ids on a way from `at` along successors to `goal`; empty when there is none.
std::vector<MeetingId> way(const Plan::State& state, MeetingIndex at, MeetingIndex goal) {
  std::vector<std::pair<MeetingIndex, MeetingIndex>> open{{at, kNoMeeting}};
  std::unordered_map<MeetingIndex, MeetingIndex> from;
  while (!open.empty()) {
    const auto [here, before] = open.back();
    open.pop_back();
    if (!from.emplace(here, before).second) continue;
    if (here == goal) {
      std::vector<MeetingId> ids;
      for (auto each = here; each != kNoMeeting; each = from.at(each)) ids.push_back(state.nodes[each].planned.id);
      return {ids.rbegin(), ids.rend()};
    }
    for (const auto next : state.nodes[here].outgoing) open.emplace_back(next, here);
  }
  return {};
}

Error invalid(std::string message, std::string detail = "") {
  return {ErrorKind::invalid, std::move(message), std::move(detail)};
}

Result<Done> check_cycle(const Plan::State& state, const PlannedMeeting& meeting, const std::vector<Link>& incoming) {
  const auto own = state.index.find(meeting.id);
  for (const auto& link : incoming) {
    if (link.from == meeting.id) return invalid("The meeting '" + meeting.id + "' follows itself", "remove the link");
    const auto from = state.index.find(link.from);
    if (own == state.index.end() || from == state.index.end()) continue;
    const auto circle = way(state, own->second, from->second);
    if (circle.empty()) continue;
    std::string text;
    for (const auto& id : circle) text += id + " → ";
    return invalid("The meetings follow each other in a circle: " + text + meeting.id, "remove one of the links");
  }
  return Done{};
}

Minutes length_of(const PlannedMeeting& meeting) {
  if (meeting.parts.empty()) return meeting.planned;
  Minutes sum{0};
  for (const auto& part : meeting.parts) sum += part.minutes;
  return sum;
}

void unlink(Plan::State& state, MeetingIndex at) {
  for (const auto& link : state.nodes[at].incoming) {
    if (link.from != kNoMeeting) {
      auto& outgoing = state.nodes[link.from].outgoing;
      outgoing.erase(std::remove(outgoing.begin(), outgoing.end(), at), outgoing.end());
    } else {
      auto& waiting = state.waiting[link.from_id];
      waiting.erase(std::remove(waiting.begin(), waiting.end(), at), waiting.end());
    }
  }
  state.nodes[at].incoming.clear();
}

// Connects the links of `at`, and those of others that waited for it.
void link(Plan::State& state, MeetingIndex at, const std::vector<Link>& incoming, std::set<MeetingIndex>& dirty) {
  for (const auto& each : incoming) {
    IncomingLink link{each.from, kNoMeeting, each.gap, each.may_start_early};
    if (const auto from = state.index.find(each.from); from != state.index.end()) {
      link.from = from->second;
      state.nodes[link.from].outgoing.push_back(at);
      state.nodes[at].rank = std::max(state.nodes[at].rank, state.nodes[link.from].rank + 1);
    } else {
      state.waiting[each.from].push_back(at);
    }
    state.nodes[at].incoming.push_back(std::move(link));
  }
  const auto waiting = state.waiting.find(state.nodes[at].planned.id);
  if (waiting != state.waiting.end()) {
    for (const auto next : waiting->second) {
      for (auto& each : state.nodes[next].incoming) {
        if (each.from == kNoMeeting && each.from_id == state.nodes[at].planned.id) each.from = at;
      }
      state.nodes[at].outgoing.push_back(next);
      dirty.insert(next);
    }
    state.waiting.erase(waiting);
  }
  state.raise_ranks(at);
}

}  // namespace

Result<std::vector<MeetingId>> Plan::put(const PlannedMeeting& meeting, const std::vector<Link>& incoming, Instant now) {
  auto& state = *state_;
  if (meeting.id.empty()) return invalid("A meeting needs an id");
  if (const auto checked = check_cycle(state, meeting, incoming); !checked.ok()) return checked.error();
  // Two links that wait for this meeting may close a circle only now.
  if (const auto waiting = state.waiting.find(meeting.id); waiting != state.waiting.end()) {
    for (const auto& link : incoming) {
      const auto from = state.index.find(link.from);
      if (from == state.index.end()) continue;
      for (const auto next : waiting->second) {
        const auto circle = way(state, next, from->second);
        if (circle.empty()) continue;
        std::string text = meeting.id;
        for (const auto& id : circle) text += " → " + id;
        return invalid("The meetings follow each other in a circle: " + text + " → " + meeting.id, "remove one of the links");
      }
    }
  }
  const auto [place, fresh] = state.index.try_emplace(meeting.id, static_cast<MeetingIndex>(state.nodes.size()));
  const auto at = place->second;
  if (fresh) state.nodes.emplace_back();
  std::set<MeetingIndex> dirty{at};
  if (!fresh) {
    state.add_predecessors(at, dirty);
    unlink(state, at);
    dirty.insert(state.nodes[at].outgoing.begin(), state.nodes[at].outgoing.end());
  }
  auto& node = state.nodes[at];
  node.planned = meeting;
  node.planned_length = length_of(meeting);
  state.learn_habit(node);
  node.course = fold(meeting, node.events);
  link(state, at, incoming, dirty);
  state.add_predecessors(at, dirty);
  state.now = std::max(state.now, now);
  for (const auto each : state.clocked()) dirty.insert(each);
  return state.propagate(std::move(dirty));
}

namespace {

bool knows(const MeetingNode& node, const std::string& event) {
  return std::any_of(node.events.begin(), node.events.end(), [&](const auto& each) { return each.id == event; });
}

std::vector<MeetingId> fold_in(Plan::State& state, MeetingIndex at, const MeetingEvent& event, Instant now) {
  auto& node = state.nodes[at];
  node.events.push_back(event);
  node.course = fold(node.planned, node.events);
  state.now = std::max(state.now, now);
  auto dirty = state.clocked();
  dirty.insert(at);
  // A reported start says that the predecessors are over.
  state.add_predecessors(at, dirty);
  return state.propagate(std::move(dirty));
}

Result<Done> check_event(const MeetingNode& node, const MeetingEvent& event, Instant now) {
  constexpr Minutes kAhead{2};
  if (event.at > now + kAhead) return invalid("The event lies in the future", "at most two minutes ahead of the clock");
  const bool needs_part = event.kind == EventKind::part_started || event.kind == EventKind::part_ended ||
                          event.kind == EventKind::part_skipped;
  const auto has_part = [&](const PartId& id) {
    return std::any_of(node.course.parts.begin(), node.course.parts.end(),
                       [&](const auto& part) { return part.planned.id == id; });
  };
  if (needs_part && !has_part(event.part)) {
    return invalid("The meeting '" + node.planned.id + "' has no part '" + event.part + "'");
  }
  if (event.kind == EventKind::estimate && !event.part.empty() && !has_part(event.part)) {
    return invalid("The meeting '" + node.planned.id + "' has no part '" + event.part + "'");
  }
  if (event.kind == EventKind::ended && node.course.started && event.at < *node.course.started) {
    return invalid("The meeting '" + node.planned.id + "' would end before it started", "check the time, or retract the start");
  }
  if (event.kind == EventKind::retract && !knows(node, event.retracts)) {
    return invalid("There is no event '" + event.retracts + "' to take back");
  }
  return Done{};
}

}  // namespace

Result<std::vector<MeetingId>> Plan::apply(const MeetingEvent& event, Instant now) {
  auto& state = *state_;
  const auto found = state.index.find(event.meeting);
  if (found == state.index.end()) return invalid("There is no meeting '" + event.meeting + "'");
  const auto& node = state.nodes[found->second];
  if (knows(node, event.id)) return std::vector<MeetingId>{};
  if (const auto checked = check_event(node, event, now); !checked.ok()) return checked.error();
  auto changed = fold_in(state, found->second, event, now);
  // Calls and releases move windows though no forecast moves.
  if (!std::binary_search(changed.begin(), changed.end(), event.meeting)) {
    changed.insert(std::lower_bound(changed.begin(), changed.end(), event.meeting), event.meeting);
  }
  return changed;
}

void Plan::seat(const PlannedMeeting& meeting) {
  const auto found = state_->index.find(meeting.id);
  if (found == state_->index.end()) return;
  auto& planned = state_->nodes[found->second].planned;
  planned.units = meeting.units;
  planned.level = meeting.level;
  for (auto& part : planned.parts) {
    const auto seated = std::find_if(meeting.parts.begin(), meeting.parts.end(), [&](const auto& each) { return each.id == part.id; });
    if (seated == meeting.parts.end()) continue;
    part.units = seated->units;
    part.relays = seated->relays;
    part.content = seated->content;
  }
}

void Plan::restore(const MeetingEvent& event) {
  const auto found = state_->index.find(event.meeting);
  if (found == state_->index.end() || knows(state_->nodes[found->second], event.id)) return;
  fold_in(*state_, found->second, event, event.recorded_at);
}

std::vector<MeetingId> Plan::advance(Instant now) {
  auto& state = *state_;
  if (now <= state.now) return {};
  state.now = now;
  return state.propagate(state.clocked());
}

std::vector<MeetingId> Plan::successors(const MeetingId& id) const {
  std::vector<MeetingId> ids;
  if (const auto* node = state_->find(id)) {
    for (const auto next : node->outgoing) ids.push_back(state_->nodes[next].planned.id);
  }
  return ids;
}

std::vector<MeetingId> Plan::predecessors(const MeetingId& id) const {
  std::vector<MeetingId> ids;
  if (const auto* node = state_->find(id)) {
    for (const auto& link : node->incoming) ids.push_back(link.from_id);
  }
  return ids;
}

std::vector<MeetingId> Plan::cascade_of(const MeetingId& id) const {
  const auto found = state_->index.find(id);
  if (found == state_->index.end()) return {};
  std::set<MeetingIndex> seen{found->second};
  std::vector<MeetingIndex> open{found->second};
  while (!open.empty()) {
    const auto& node = state_->nodes[open.back()];
    open.pop_back();
    for (const auto next : node.outgoing) {
      if (seen.insert(next).second) open.push_back(next);
    }
    for (const auto& link : node.incoming) {
      if (link.from != kNoMeeting && seen.insert(link.from).second) open.push_back(link.from);
    }
  }
  std::vector<MeetingIndex> order(seen.begin(), seen.end());
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
    const auto &x = state_->nodes[a], &y = state_->nodes[b];
    return std::tie(x.rank, x.planned.id) < std::tie(y.rank, y.planned.id);
  });
  std::vector<MeetingId> ids;
  for (const auto at : order) ids.push_back(state_->nodes[at].planned.id);
  return ids;
}

const PlannedMeeting* Plan::meeting(const MeetingId& id) const {
  const auto* node = state_->find(id);
  return node == nullptr ? nullptr : &node->planned;
}

std::vector<MeetingEvent> Plan::events_of(const MeetingId& id) const {
  const auto* node = state_->find(id);
  return node == nullptr ? std::vector<MeetingEvent>{} : without_retracted(node->events);
}

std::vector<MeetingId> Plan::ids() const {
  std::vector<MeetingId> ids;
  for (const auto& [id, at] : state_->index) ids.push_back(id);
  return ids;
}

Instant Plan::advanced_to() const { return state_->now; }
std::size_t Plan::size() const { return state_->nodes.size(); }

}  // namespace fenliu::rules
