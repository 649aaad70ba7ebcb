// One meeting's forecast from its course, its predecessors and the time.
#include <algorithm>
#include <cmath>

#include "rules/cascade/plan_state.h"

namespace fenliu::rules {

namespace {

struct Bound {
  std::optional<Instant> latest;   // the latest predecessor's end + gap
  MeetingIndex by = kNoMeeting;
  Minutes gap{0};
  bool unknown = false;            // a predecessor has no forecast
  bool may_start_early = true;     // all links allow it
};

// Predecessors' ends; behind a cancelled one stand its own predecessors, with this link's gap.
void collect(const Plan::State& state, MeetingIndex from, Minutes gap, Bound& bound) {
  for (const auto at : state.effective_predecessors(from)) {
    const auto& node = state.nodes[at];
    if (!node.end) {
      bound.unknown = true;
      continue;
    }
    const auto free = *node.end + gap;
    if (!bound.latest || free > *bound.latest) {
      bound.latest = free;
      bound.by = at;
      bound.gap = gap;
    }
  }
}

Bound bound_of(const Plan::State& state, const MeetingNode& node) {
  Bound bound;
  for (const auto& link : node.incoming) {
    if (link.from == kNoMeeting) continue;
    bound.may_start_early = bound.may_start_early && link.may_start_early;
    collect(state, link.from, link.gap, bound);
  }
  return bound;
}

// The earliest reported start among the successors, behind cancelled ones too: this meeting had ended by then.
std::optional<Instant> successor_start(const Plan::State& state, const MeetingNode& node) {
  std::optional<Instant> earliest;
  std::vector<MeetingIndex> open = node.outgoing;
  std::set<MeetingIndex> seen;
  while (!open.empty()) {
    const auto next = open.back();
    open.pop_back();
    if (!seen.insert(next).second) continue;
    const auto& successor = state.nodes[next];
    if (successor.course.cancelled) {
      open.insert(open.end(), successor.outgoing.begin(), successor.outgoing.end());
    } else if (successor.course.started && (!earliest || *successor.course.started < *earliest)) {
      earliest = successor.course.started;
    }
  }
  return earliest;
}

Minutes usual_length(const MeetingNode& node, Minutes planned) {
  if (node.usual_ratio == 1) return planned;
  return Minutes{std::lround(static_cast<double>(planned.count()) * node.usual_ratio)};
}

// Places the parts one after the other from the start; returns the end of the last.
Instant place_parts(MeetingNode& node, Instant start, Instant now, bool running) {
  node.parts.clear();
  Instant cursor = start;
  bool first_open = true;
  for (const auto& part : node.course.parts) {
    PartForecast forecast;
    forecast.id = part.planned.id;
    forecast.skipped = part.skipped;
    const bool waits = part.planned.starts && !part.skipped;
    auto begin = part.started ? std::max(start, *part.started) : waits ? std::max(cursor, *part.planned.starts) : cursor;
    Instant end = begin;
    if (part.ended) {
      forecast.ended = true;
      begin = part.started.value_or(std::min(cursor, *part.ended));
      end = std::max(begin, *part.ended);
    } else if (!part.skipped) {
      end = part.expected_end ? std::max(begin, *part.expected_end) : begin + usual_length(node, part.planned.minutes);
      // What is in progress lasts until now at least: reported as started, or next in line where parts are reported.
      const bool in_progress = running && (part.started || (node.course.parts_reported && first_open));
      if (in_progress) {
        end = std::max(end, now);
        forecast.running = true;
      }
      first_open = false;
    }
    forecast.start = {begin, begin, begin};
    forecast.end = {end, end, end};
    cursor = std::max(cursor, end);
    node.parts.push_back(std::move(forecast));
  }
  return node.course.parts.empty() ? start + usual_length(node, node.planned_length) : cursor;
}

// An estimate moves what has not begun later, or cuts it short, never to before the start; what is in progress lasts until
// now at least. `now` is the end once the meeting is over: the clock moves nothing of it any more.
Instant apply_estimate(MeetingNode& node, Instant model_end, Instant now) {
  if (!node.course.expected_end) return model_end;
  const auto expected = std::max({*node.course.expected_end, now, *node.start});
  const auto shift = std::max(expected - model_end, std::chrono::seconds{0});
  for (auto& part : node.parts) {
    if (part.ended || part.skipped) continue;
    for (auto* quantiles : {&part.start, &part.end}) {
      const auto at = std::min(part.running ? quantiles->p50 : quantiles->p50 + shift, expected);
      *quantiles = {at, at, at};
    }
  }
  return expected;
}

// Once a meeting is over nothing of it is in progress or still to come.
void close_parts(MeetingNode& node) {
  for (auto& part : node.parts) {
    part.running = false;
    if (part.ended) continue;
    for (auto* quantiles : {&part.start, &part.end}) {
      const auto at = std::min(quantiles->p50, *node.end);
      *quantiles = {at, at, at};
    }
  }
}

}  // namespace

std::vector<MeetingIndex> Plan::State::effective_predecessors(MeetingIndex from) const {
  if (!nodes[from].course.cancelled) return {from};
  std::vector<MeetingIndex> found, open{from};
  std::set<MeetingIndex> seen{from};
  while (!open.empty()) {
    const auto at = open.back();
    open.pop_back();
    if (!nodes[at].course.cancelled) {
      found.push_back(at);
      continue;
    }
    for (const auto& link : nodes[at].incoming) {
      if (link.from != kNoMeeting && seen.insert(link.from).second) open.push_back(link.from);
    }
  }
  return found;
}

bool Plan::State::recompute(MeetingIndex at) {
  auto& node = nodes[at];
  const auto before = std::tuple(node.status, node.start, node.end, node.start_known, node.end_known, node.bound_by);
  const auto parts_before = std::move(node.parts);
  node.parts.clear();
  const auto& course = node.course;
  node.start.reset();
  node.end.reset();
  node.start_known = node.end_known = false;
  node.bound_by = kNoMeeting;
  const auto bound = bound_of(*this, node);
  const auto successor = successor_start(*this, node);
  if (course.cancelled) {
    node.status = MeetingStatus::cancelled;
  } else if (course.started) {
    node.start = course.started;
    node.start_known = true;
    node.bound_by = bound.by;
    node.bound_gap = bound.gap;
    // Nobody reported the end: it was when the successor began.
    const auto over = course.ended ? course.ended : successor;
    const auto clock = over.value_or(now);
    const auto model = apply_estimate(node, place_parts(node, *course.started, clock, !course.ended), clock);
    node.status = MeetingStatus::running;
    node.end = std::max(now, model);
    if (over) {
      node.end = std::max(*course.started, *over);
      node.status = MeetingStatus::ended;
      node.end_known = true;
      close_parts(node);
    }
  } else if (successor && !course.postponed) {
    // Its successor began although nobody reported this meeting: it is over.
    const auto began = std::min(node.planned.planned_start.value_or(*successor), *successor);
    node.start = began;
    node.end = std::min(place_parts(node, began, now, false), *successor);
    node.status = MeetingStatus::ended;
    node.end_known = true;
    close_parts(node);
  } else if ((course.postponed && !course.postponed_until) || bound.unknown) {
    node.status = course.postponed ? MeetingStatus::postponed : MeetingStatus::unknown;
  } else {
    const auto planned = course.postponed ? course.postponed_until : node.planned.planned_start;
    auto start = planned;
    if (bound.latest && (!start || *bound.latest > *start || bound.may_start_early)) {
      start = bound.latest;
      node.bound_by = bound.by;
      node.bound_gap = bound.gap;
    }
    node.status = start ? MeetingStatus::planned : MeetingStatus::unknown;
    if (start && *start < now) {
      node.status = MeetingStatus::unknown;
      start = now;
    }
    if (start) {
      node.start = start;
      node.end = place_parts(node, *start, now, false);
    }
  }
  const auto same_parts = [&] {
    return std::equal(node.parts.begin(), node.parts.end(), parts_before.begin(), parts_before.end(),
                      [](const PartForecast& a, const PartForecast& b) {
                        return a.id == b.id && a.start == b.start && a.end == b.end && a.ended == b.ended &&
                               a.running == b.running && a.skipped == b.skipped;
                      });
  };
  return before != std::tuple(node.status, node.start, node.end, node.start_known, node.end_known, node.bound_by) ||
         !same_parts();
}

}  // namespace fenliu::rules
