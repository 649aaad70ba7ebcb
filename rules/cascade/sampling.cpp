// p10 and p90 by simulation: each meeting's length is drawn from its organiser's overruns, and delays run down the cascade.
// A draw depends on the seed, the meeting's id and the draw's number only: the same plan gives the same forecast, whatever
// was computed before, and one meeting needs only the meetings above it.
#include <algorithm>
#include <cmath>

#include "rules/cascade/plan_state.h"

namespace fenliu::rules {

namespace {

using Seconds = double;  // since State::now

std::uint64_t mixed(std::uint64_t x) {  // splitmix64 (Steele, Lea, Flood 2014)
  x += 0x9e3779b97f4a7c15ull;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}

std::uint64_t hash_of(const std::string& id) {  // FNV-1a: the same on every machine
  std::uint64_t hash = 0xcbf29ce484222325ull;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
  return hash;
}

// In (0, 1).
double uniform(std::uint64_t stream, int draw) {
  return (static_cast<double>(mixed(stream + static_cast<std::uint64_t>(draw)) >> 11) + 0.5) * 0x1.0p-53;
}

Instant quantile(std::vector<float>& values, double share, Instant base) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1) + 0.5);
  std::nth_element(values.begin(), at, values.end());
  return base + std::chrono::seconds{std::lround(*at)};
}

// p10 and p90 about the point forecast, which stays the middle.
Quantiles about(Instant p50, std::vector<float>& values, Instant base) {
  return {std::min(p50, quantile(values, 0.1, base)), p50, std::max(p50, quantile(values, 0.9, base))};
}

}  // namespace

struct MeetingDraws {
  std::vector<float> start, end;                 // seconds since State::now
  std::vector<std::vector<float>> part_start, part_end;
};

namespace {

class Sampler {
 public:
  Sampler(const Plan::State& state, DrawMemory& memory) : state_(state), memory_(memory) {}

  // All of one meeting's draws; `with_parts` only for the meeting that is shown.
  MeetingDraws draws(MeetingIndex at, bool with_parts) {
    const auto& node = state_.nodes[at];
    for (const auto& link : node.incoming) {
      if (link.from == kNoMeeting) continue;
      for (const auto from : state_.effective_predecessors(link.from)) ends_of(from);
    }
    MeetingDraws all;
    const int count = state_.policy.samples;
    all.start.reserve(static_cast<std::size_t>(count));
    if (with_parts) all.part_start.resize(node.parts.size()), all.part_end.resize(node.parts.size());
    const auto stream = mixed(state_.policy.seed ^ hash_of(node.planned.id));
    for (int draw = 0; draw < count; ++draw) {
      const Seconds start = start_of(node, draw);
      all.start.push_back(static_cast<float>(start));
      all.end.push_back(static_cast<float>(end_of(node, start, stream, draw, with_parts ? &all : nullptr)));
    }
    return all;
  }

 private:
  const std::vector<float>& ends_of(MeetingIndex at) {
    const auto found = memory_.find(at);
    if (found != memory_.end()) return found->second;
    auto ends = draws(at, false).end;
    return memory_.emplace(at, std::move(ends)).first->second;
  }

  Seconds since(Instant instant) const { return std::chrono::duration<double>(instant - state_.now).count(); }

  Seconds start_of(const MeetingNode& node, int draw) const {
    if (node.start_known || node.status == MeetingStatus::ended) return since(*node.start);
    const auto planned = node.course.postponed ? node.course.postponed_until : node.planned.planned_start;
    bool early = true, bound = false;
    Seconds latest = 0;
    for (const auto& link : node.incoming) {
      if (link.from == kNoMeeting) continue;
      early = early && link.may_start_early;
      for (const auto from : state_.effective_predecessors(link.from)) {
        const auto ends = memory_.find(from);
        if (ends == memory_.end() || ends->second.empty()) continue;
        const Seconds free = ends->second[static_cast<std::size_t>(draw)] + std::chrono::duration<double>(link.gap).count();
        latest = bound ? std::max(latest, free) : free;
        bound = true;
      }
    }
    Seconds start = planned ? since(*planned) : latest;
    if (bound && (!planned || latest > start || early)) start = latest;
    return std::max(start, 0.0);  // nobody reported a start: not before now
  }

  // A part in progress has lasted `elapsed` already: only lengths beyond that are possible.
  double ratio_beyond(const MeetingNode& node, double elapsed_ratio, double u) const {
    const auto& overruns = *state_.policy.overruns;
    const double past = overruns.share_below(*node.habit, elapsed_ratio);
    constexpr double kNearlyAll = 0.995;
    // Longer than nearly all: what is left is a tenth of what it took, by and large.
    if (past > kNearlyAll) return elapsed_ratio * (1 - 0.1 * std::log(1 - u));
    return std::max(elapsed_ratio, overruns.ratio(*node.habit, past + (1 - past) * u));
  }

  Seconds end_of(const MeetingNode& node, Seconds start, std::uint64_t stream, int draw, MeetingDraws* parts) const {
    if (node.end_known || node.course.expected_end) return place_as_forecast(node, start, parts);
    const double u = uniform(stream, draw);
    const double usual = state_.policy.overruns->ratio(*node.habit, u);
    if (node.course.parts.empty()) {
      const Seconds length = std::chrono::duration<double>(node.planned_length).count();
      if (node.status != MeetingStatus::running || length <= 0) return start + length * usual;
      return std::max(0.0, start + length * ratio_beyond(node, -start / length, u));
    }
    return place_parts(node, start, usual, uniform(stream ^ 0x5bd1e995u, draw), parts);
  }

  // What the room said, or what is over, is not in doubt.
  Seconds place_as_forecast(const MeetingNode& node, Seconds start, MeetingDraws* parts) const {
    const Seconds shift = start - since(*node.start);
    for (std::size_t i = 0; parts != nullptr && i < node.parts.size(); ++i) {
      parts->part_start[i].push_back(static_cast<float>(since(node.parts[i].start.p50) + shift));
      parts->part_end[i].push_back(static_cast<float>(since(node.parts[i].end.p50) + shift));
    }
    return since(*node.end) + shift;
  }

  Seconds place_parts(const MeetingNode& node, Seconds start, double usual, double u, MeetingDraws* parts) const {
    Seconds cursor = start;
    const bool running = node.status == MeetingStatus::running;
    const bool reported = node.course.parts_reported;
    bool whole = running && !reported;  // only the meeting's start is known: its whole length is in progress
    if (whole) {
      const Seconds length = std::chrono::duration<double>(node.planned_length).count();
      if (length > 0) usual = ratio_beyond(node, -start / length, u);
    }
    for (std::size_t i = 0; i < node.parts.size(); ++i) {
      const auto& part = node.parts[i];
      const auto& course = node.course.parts[i];
      Seconds begin = cursor, end = cursor;
      if (part.ended || course.expected_end) {
        begin = since(part.start.p50), end = since(part.end.p50);
        if (!part.ended) end = std::max(end, 0.0);
      } else if (!part.skipped) {
        if (course.planned.starts) begin = std::max(cursor, since(*course.planned.starts));
        if (course.started) begin = since(*course.started);
        const Seconds length = std::chrono::duration<double>(course.planned.minutes).count();
        const bool in_progress = part.running && !whole && length > 0;
        end = begin + length * (in_progress ? ratio_beyond(node, std::max(0.0, -begin) / length, u) : usual);
        if (part.running) end = std::max(end, 0.0);
      }
      cursor = std::max(cursor, end);
      if (parts != nullptr) {
        parts->part_start[i].push_back(static_cast<float>(begin));
        parts->part_end[i].push_back(static_cast<float>(end));
      }
    }
    return running ? std::max(cursor, 0.0) : cursor;
  }

  const Plan::State& state_;
  DrawMemory& memory_;
};

}  // namespace

void Plan::State::spread(MeetingIndex at, MeetingForecast& forecast, DrawMemory& memory) const {
  const auto& node = nodes[at];
  if (policy.overruns == nullptr || policy.overruns->knows_nothing() || !node.start || !node.end) return;
  auto draws = Sampler(*this, memory).draws(at, true);
  for (std::size_t i = 0; i < node.parts.size(); ++i) {
    forecast.parts[i].start = about(node.parts[i].start.p50, draws.part_start[i], now);
    forecast.parts[i].end = about(node.parts[i].end.p50, draws.part_end[i], now);
  }
  if (!node.outgoing.empty()) memory[at] = draws.end;
  forecast.start = about(*node.start, draws.start, now);
  forecast.end = about(*node.end, draws.end, now);
}

}  // namespace fenliu::rules
