// Forecasts as they are asked for, and the habits behind them: learnt from meetings that ended, exchanged in a running plan.
#include <algorithm>

#include "rules/cascade/plan_state.h"

namespace fenliu::rules {

namespace {

bool knows(const std::shared_ptr<const Overruns>& overruns) { return overruns != nullptr && !overruns->knows_nothing(); }

std::vector<MeetingIndex> from_the_top(const Plan::State& state, std::vector<MeetingIndex> order) {
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return state.nodes[a].rank < state.nodes[b].rank; });
  return order;
}

}  // namespace

void Plan::State::learn_habit(MeetingNode& node) const {
  node.habit = knows(policy.overruns) ? &policy.overruns->habit_of(node.planned.organiser) : nullptr;
  node.usual_ratio = node.habit != nullptr ? policy.overruns->ratio(*node.habit, 0.5) : 1;
}

MeetingForecast Plan::State::show(MeetingIndex at, DrawMemory& memory) const {
  auto forecast = expected(at);
  spread(at, forecast, memory);
  return forecast;
}

std::optional<MeetingForecast> Plan::expected(const MeetingId& id) const {
  const auto found = state_->index.find(id);
  if (found == state_->index.end()) return {};
  return state_->expected(found->second);
}

std::optional<MeetingForecast> Plan::forecast(const MeetingId& id) const {
  auto one = forecasts({id});
  if (one.empty()) return {};
  return std::move(one.front());
}

std::vector<MeetingForecast> Plan::forecasts(const std::vector<MeetingId>& ids) const {
  std::vector<MeetingIndex> order;
  for (const auto& id : ids) {
    const auto found = state_->index.find(id);
    if (found != state_->index.end()) order.push_back(found->second);
  }
  // From the top down, so that no way up is walked twice.
  DrawMemory memory;
  std::unordered_map<MeetingIndex, MeetingForecast> shown;
  for (const auto at : from_the_top(*state_, order)) {
    if (!shown.contains(at)) shown.emplace(at, state_->show(at, memory));
  }
  std::vector<MeetingForecast> all;
  for (const auto at : order) all.push_back(shown.at(at));
  return all;
}

std::vector<MeetingForecast> Plan::forecasts() const {
  std::vector<MeetingIndex> order;
  for (const auto& [id, at] : state_->index) order.push_back(at);
  DrawMemory memory;
  std::vector<MeetingForecast> all;
  for (const auto at : from_the_top(*state_, std::move(order))) all.push_back(state_->show(at, memory));
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return all;
}

std::vector<MeetingId> Plan::drifting() const {
  if (!knows(state_->policy.overruns)) return {};
  auto moved = state_->clocked();
  // An unreported start was pushed to `now` by the last advance: it drifts on.
  for (auto it = state_->by_start.begin(); it != state_->by_start.end() && it->first <= state_->now; ++it) moved.insert(it->second);
  std::vector<MeetingIndex> open(moved.begin(), moved.end());
  while (!open.empty()) {
    const auto at = open.back();
    open.pop_back();
    for (const auto next : state_->nodes[at].outgoing) {
      if (moved.insert(next).second) open.push_back(next);
    }
  }
  std::vector<MeetingId> ids;
  for (const auto at : moved) ids.push_back(state_->nodes[at].planned.id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<MeetingId> Plan::learn(std::shared_ptr<const Overruns> overruns, Instant now) {
  auto& state = *state_;
  state.policy.overruns = std::move(overruns);
  state.now = std::max(state.now, now);
  std::set<MeetingIndex> dirty;
  for (MeetingIndex at = 0; at < state.nodes.size(); ++at) {
    state.learn_habit(state.nodes[at]);
    dirty.insert(dirty.end(), at);
  }
  return state.propagate(std::move(dirty));
}

std::vector<EndedMeeting> Plan::ended_before(Instant before) const {
  std::vector<EndedMeeting> ended;
  for (const auto& [id, at] : state_->index) {
    const auto& node = state_->nodes[at];
    const auto& course = node.course;
    if (course.cancelled || !course.started || !course.ended || *course.ended >= before) continue;
    const auto put_off = [](const MeetingEvent& event) { return event.kind == EventKind::postponed; };
    if (std::any_of(node.events.begin(), node.events.end(), put_off)) continue;
    const auto actual = std::chrono::round<Minutes>(*course.ended - *course.started);
    if (node.planned_length < Minutes{1} || actual < Minutes{1}) continue;
    ended.push_back({id, {node.planned.organiser, node.planned_length, actual}, *course.ended});
  }
  return ended;
}

}  // namespace fenliu::rules
