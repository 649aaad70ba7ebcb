// A nation's cascade of meetings: one delay at each level, incrementally and from scratch, with its causal chains.
#include <cstdio>
#include <stdexcept>

#include <fmt/format.h>

#include "rules/cascade/plan.h"
#include "tests/bench/measure.h"

using namespace fenliu;
using namespace fenliu::bench;
using rules::Instant;
using rules::Minutes;

namespace {

struct Tier {
  const char* name;
  std::size_t meetings;
};

constexpr Tier kNation[] = {{"nation", 1}, {"province", 31}, {"city", 333}, {"county", 2844}, {"town", 38602}};
constexpr Tier kSmokeNation[] = {{"nation", 1}, {"province", 3}, {"city", 9}, {"county", 40}, {"town", 300}};
constexpr std::size_t kTiers = std::size(kNation);
constexpr Minutes kLength{60}, kGap{10}, kPitch{70};  // no slack: every minute reaches the towns

const Instant kStart = *rules::parse_rfc3339("2022-11-24T09:00:00+08:00");
const Instant kNow = kStart + Minutes{30};

std::string id_of(std::size_t tier, std::size_t number) { return fmt::format("{}-{:05}", kNation[tier].name, number); }

// Every meeting follows one of the tier above; each of those has as many below it as the others, within one.
rules::ForecastRequest nation(const Tier (&tiers)[kTiers]) {
  rules::ForecastRequest request;
  for (std::size_t tier = 0; tier < kTiers; ++tier) {
    for (std::size_t i = 0; i < tiers[tier].meetings; ++i) {
      rules::PlannedMeeting meeting;
      meeting.id = id_of(tier, i);
      meeting.organiser = kNation[tier].name;
      meeting.planned_start = kStart + kPitch * static_cast<int>(tier);
      for (int part = 1; part <= 3; ++part) meeting.parts.push_back({std::to_string(part), kLength / 3, {}});
      request.meetings.push_back(std::move(meeting));
      if (tier == 0) continue;
      const auto above = i * tiers[tier - 1].meetings / tiers[tier].meetings;
      request.links.push_back({id_of(tier - 1, above), id_of(tier, i), kGap, false});
    }
  }
  rules::MeetingEvent started;
  started.id = "started";
  started.meeting = id_of(0, 0);
  started.at = started.recorded_at = kStart;
  request.events.push_back(started);
  return request;
}

// The running meeting at the top will end later; another, that has not begun, begins later.
rules::MeetingEvent delay(std::size_t tier, int round) {
  rules::MeetingEvent event;
  event.id = fmt::format("delay-{}-{}", tier, round);
  event.meeting = id_of(tier, 0);
  event.at = event.recorded_at = kNow;
  if (tier == 0) {
    event.kind = rules::EventKind::estimate;
    event.minutes = 30 + round;
  } else {
    event.kind = rules::EventKind::postponed;
    event.until = kStart + kPitch * static_cast<int>(tier) + Minutes{600 + round};
  }
  return event;
}

struct Delayed {
  double apply_seconds = 0;        // every forecast that the delay moves
  double with_chains_seconds = 0;  // and the causal chain of each
  std::size_t moved = 0;
  std::size_t steps = 0;           // of all chains
};

Delayed delay_incrementally(const rules::Plan& before, std::size_t tier, int rounds) {
  std::vector<double> apply_seconds, with_chains;
  Delayed delayed;
  for (int round = 1; round <= rounds; ++round) {
    rules::Plan plan = before;
    std::vector<rules::MeetingId> moved;
    const double applied = seconds_of([&] {
      auto result = plan.apply(delay(tier, round), kNow);
      if (!result.ok()) throw std::runtime_error(result.error().message);
      moved = std::move(result).value();
    });
    delayed.steps = 0;
    const double shown = seconds_of([&] {
      for (const auto& id : moved) delayed.steps += plan.forecast(id)->chain.size();
    });
    delayed.moved = moved.size();
    apply_seconds.push_back(applied);
    with_chains.push_back(applied + shown);
  }
  delayed.apply_seconds = median(apply_seconds);
  delayed.with_chains_seconds = median(with_chains);
  return delayed;
}

rules::Plan built(const rules::ForecastRequest& request, const rules::PlanPolicy& policy = {}) {
  auto plan = rules::build_plan(request, policy, kNow);
  if (!plan.ok()) throw std::runtime_error(plan.error().message);
  return std::move(plan).value();
}

// From scratch, with the delay among the events.
double delay_from_scratch(const rules::ForecastRequest& request, std::size_t tier, int rounds) {
  std::vector<double> seconds;
  for (int round = 1; round <= rounds; ++round) {
    auto with_delay = request;
    with_delay.events.push_back(delay(tier, round));
    seconds.push_back(seconds_of([&] { built(with_delay).forecasts(); }));
  }
  return median(seconds);
}

// What is known when every level has met a hundred times, from a quarter shorter than planned to three quarters longer.
rules::PlanPolicy with_habits() {
  std::vector<rules::PastMeeting> history;
  for (int i = 0; i < 500; ++i) history.push_back({kNation[static_cast<std::size_t>(i) % kTiers].name, kLength, Minutes{45 + i * 7 % 61}});
  rules::PlanPolicy policy;
  policy.overruns = std::make_shared<const rules::Overruns>(history);
  return policy;
}

void sample(const rules::ForecastRequest& request, const Tier (&tiers)[kTiers], int rounds) {
  const auto policy = with_habits();
  const auto plan = built(request, policy);
  std::vector<double> all, one;
  for (int round = 0; round < rounds; ++round) {
    all.push_back(seconds_of([&] {
      const auto forecasts = plan.forecasts();
      if (forecasts.front().end->p10 == forecasts.front().end->p90) throw std::runtime_error("nothing was sampled");
    }));
    one.push_back(seconds_of([&] { plan.forecast(id_of(kTiers - 1, tiers[kTiers - 1].meetings / 2)); }));
  }
  fmt::print("  sampling {} times: the nation {}, {} a meeting; one town with all above it {}\n", policy.samples, readable(median(all)),
             readable(median(all) / static_cast<double>(plan.size())), readable(median(one)));
}

void check_same(const rules::Plan& incremental, const rules::Plan& full) {
  const auto a = incremental.forecasts(), b = full.forecasts();
  bool same = a.size() == b.size();
  for (std::size_t i = 0; i < a.size() && same; ++i) same = a[i].start == b[i].start && a[i].end == b[i].end && a[i].chain == b[i].chain;
  if (!same) throw std::runtime_error("the incremental forecast is not the one from scratch");
}

}  // namespace

int main(int argc, char** argv) {
  const bool smoke = is_smoke(argc, argv);
  const auto request = smoke ? nation(kSmokeNation) : nation(kNation);
  const int rounds = smoke ? 1 : 15;
  const auto plan = built(request);
  const double scratch = delay_from_scratch(request, 0, smoke ? 1 : 5);
  fmt::print("{} meetings of 3 parts on {} levels; from scratch, with all forecasts and chains: {}\n", plan.size(), kTiers, readable(scratch));
  fmt::print("  {:<12} {:>8} {:>12} {:>14} {:>12} {:>12}\n", "delay at", "moved", "forecasts", "with chains", "per meeting", "scratch");
  for (std::size_t tier = 0; tier < kTiers; ++tier) {
    const auto delayed = delay_incrementally(plan, tier, rounds);
    fmt::print("  {:<12} {:>8} {:>12} {:>14} {:>12} {:>10.0f} ×\n", kNation[tier].name, delayed.moved, readable(delayed.apply_seconds),
               readable(delayed.with_chains_seconds),
               readable(delayed.with_chains_seconds / static_cast<double>(std::max<std::size_t>(1, delayed.moved))),
               scratch / delayed.with_chains_seconds);
    auto incremental = plan;
    if (!incremental.apply(delay(tier, 1), kNow).ok()) return 1;
    auto with_delay = request;
    with_delay.events.push_back(delay(tier, 1));
    check_same(incremental, built(with_delay));
  }
  if (smoke) {
    sample(request, kSmokeNation, 1);
  } else {
    sample(request, kNation, 3);
  }
  return 0;
}
