// Random plans: what is kept up to date event by event is what is computed from all events at once.
#include <algorithm>
#include <map>
#include <set>

#include "tests/rules/cascade/plans.h"
#include "tests/support/catch.h"

using namespace fenliu::rules;
using namespace fenliu::test;

namespace {

constexpr unsigned kPlans = 3000;

// A plan as it is after an evening, with what was put and recorded on the way.
struct Evening {
  World world;
  Plan plan;
  std::vector<MeetingEvent> recorded;  // accepted ones, in the order of recording
  Instant now = at("15:40");
};

std::map<MeetingId, MeetingForecast> by_id(const Plan& plan) {
  std::map<MeetingId, MeetingForecast> all;
  for (auto& each : plan.forecasts()) all.emplace(each.id, each);
  return all;
}

bool same(const MeetingForecast& a, const MeetingForecast& b) {
  return a.status == b.status && a.start == b.start && a.end == b.end && a.start_known == b.start_known &&
         a.end_known == b.end_known &&
         std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(), [](const auto& x, const auto& y) {
           return x.id == y.id && x.start == y.start && x.end == y.end && x.ended == y.ended && x.running == y.running;
         });
}

// Whatever moved must have been named.
void check_named(const std::map<MeetingId, MeetingForecast>& before, const Plan& plan, const std::vector<MeetingId>& named) {
  CHECK(std::is_sorted(named.begin(), named.end()));
  for (const auto& [id, after] : by_id(plan)) {
    const auto old = before.find(id);
    if (old != before.end() && same(old->second, after)) continue;
    CAPTURE(id);
    CHECK(std::binary_search(named.begin(), named.end(), id));
  }
}

Evening random_evening(unsigned seed, bool with_parts, int steps) {
  Chance chance(seed);
  Evening evening;
  evening.world = random_world(chance, with_parts);
  for (std::size_t i = 0; i < evening.world.meetings.size(); ++i) {
    REQUIRE(evening.plan.put(evening.world.meetings[i], evening.world.incoming[i], evening.now).ok());
  }
  for (int step = 0; step < steps; ++step) {
    evening.now += Minutes{chance.below(20)};
    const auto before = by_id(evening.plan);
    if (chance.percent(15)) {
      check_named(before, evening.plan, evening.plan.advance(evening.now));
    } else if (chance.percent(12)) {
      const auto i = static_cast<std::size_t>(chance.below(static_cast<int>(evening.world.meetings.size())));
      redraw(chance, evening.world, i);
      const auto put = evening.plan.put(evening.world.meetings[i], evening.world.incoming[i], evening.now);
      REQUIRE(put.ok());
      check_named(before, evening.plan, *put);
    } else {
      const auto drawn = random_event(chance, evening.world, evening.recorded, evening.now);
      const auto applied = evening.plan.apply(drawn, evening.now);
      if (!applied.ok()) continue;
      evening.recorded.push_back(drawn);
      check_named(before, evening.plan, *applied);
    }
  }
  evening.plan.advance(evening.now);
  return evening;
}

// The last state of all meetings, put in any order, and the events in the order given. Nothing when one is refused.
std::optional<Plan> from_nothing(const Evening& evening, const std::vector<MeetingEvent>& events, Chance& chance) {
  Plan plan;
  std::vector<std::size_t> order(evening.world.meetings.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  chance.shuffle(order);
  for (const auto i : order) REQUIRE(plan.put(evening.world.meetings[i], evening.world.incoming[i], evening.now).ok());
  for (const auto& event : events) {
    if (!plan.apply(event, evening.now).ok()) return {};
  }
  return plan;
}

}  // namespace

TEST_CASE("a plan kept up to date says what a plan computed from nothing says") {
  for (unsigned seed = 1; seed <= kPlans; ++seed) {
    CAPTURE(seed);
    const auto evening = random_evening(seed, true, 16);
    Chance chance(seed + 100000);
    const auto fresh = from_nothing(evening, evening.recorded, chance);
    REQUIRE(fresh);
    REQUIRE(difference(said(evening.plan), said(*fresh)) == "");
  }
}

TEST_CASE("the order in which events are recorded does not matter, only when they happened") {
  int compared = 0;
  for (unsigned seed = 1; seed <= kPlans; ++seed) {
    CAPTURE(seed);
    const auto evening = random_evening(seed, true, 10);
    Chance chance(seed + 200000);
    auto events = evening.recorded;
    chance.shuffle(events);
    // What is taken back must have been recorded; a part must have been added before it starts.
    std::stable_partition(events.begin(), events.end(), [](const auto& each) { return each.kind == EventKind::part_added; });
    std::sort(std::stable_partition(events.begin(), events.end(), [](const auto& each) { return each.kind != EventKind::retract; }),
              events.end(), [&](const auto& a, const auto& b) {
                const auto place = [&](const auto& each) {
                  return std::find_if(evening.recorded.begin(), evening.recorded.end(), [&](const auto& old) { return old.id == each.id; });
                };
                return place(a) < place(b);
              });
    const auto shuffled = from_nothing(evening, events, chance);
    if (!shuffled) continue;  // refused in this order: an end before its start
    ++compared;
    REQUIRE(difference(said(evening.plan), said(*shuffled)) == "");
  }
  CHECK(compared > static_cast<int>(kPlans) / 2);
}

TEST_CASE("an event that is taken back leaves no trace") {
  for (unsigned seed = 1; seed <= kPlans; ++seed) {
    CAPTURE(seed);
    auto evening = random_evening(seed, true, 10);
    const auto before = said(evening.plan);
    Chance chance(seed + 300000);
    auto wrong = random_event(chance, evening.world, evening.recorded, evening.now);
    wrong.id = "wrong";
    if (!evening.plan.apply(wrong, evening.now).ok()) continue;
    auto back = event("back", wrong.meeting, EventKind::retract, evening.now);
    back.retracts = "wrong";
    REQUIRE(evening.plan.apply(back, evening.now).ok());
    REQUIRE(difference(said(evening.plan), before) == "");
  }
}

TEST_CASE("an event recorded twice counts once") {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    auto evening = random_evening(seed, true, 10);
    const auto before = said(evening.plan);
    for (const auto& each : evening.recorded) {
      const auto again = evening.plan.apply(each, evening.now);
      REQUIRE(again.ok());
      CHECK(again->empty());
    }
    CHECK(difference(said(evening.plan), before) == "");
  }
}

TEST_CASE("whatever happens, starts wait for predecessors, parts lie inside, and chains add up to the delay") {
  for (unsigned seed = 1; seed <= kPlans; ++seed) {
    CAPTURE(seed);
    const auto evening = random_evening(seed, true, 16);
    const auto all = by_id(evening.plan);
    for (std::size_t i = 0; i < evening.world.meetings.size(); ++i) {
      const auto& planned = evening.world.meetings[i];
      const auto& forecast = all.at(planned.id);
      CAPTURE(planned.id);
      if (!forecast.start) continue;
      REQUIRE(forecast.end);
      CHECK(forecast.start->p50 <= forecast.end->p50);
      for (const auto& part : forecast.parts) {
        CAPTURE(part.id);
        CHECK(part.start.p50 <= part.end.p50);
        if (part.ended || part.skipped) continue;
        CHECK(part.start.p50 >= forecast.start->p50);
        CHECK(part.end.p50 <= forecast.end->p50);
        if (part.running) CHECK(part.end.p50 >= evening.now);
      }
      const bool begun = forecast.start_known || forecast.status == MeetingStatus::ended;
      for (const auto& link : evening.world.incoming[i]) {
        const auto& before = all.at(link.from);
        if (!begun && before.status != MeetingStatus::cancelled) {
          REQUIRE(before.end);
          CHECK(forecast.start->p50 >= before.end->p50 + link.gap);
        }
      }
      if (!begun) CHECK(forecast.start->p50 >= evening.now);
      Minutes sum{0};
      for (const auto& step : forecast.chain) {
        CHECK(step.minutes != 0);
        CHECK(all.contains(step.meeting));
        sum += Minutes{step.minutes};
      }
      if (planned.planned_start) CHECK(*planned.planned_start + sum == forecast.start->p50);
    }
  }
}
