// The forecast against the sentences of the design, computed anew in the plainest way (meetings without parts).
#include <algorithm>
#include <map>
#include <set>

#include "tests/rules/cascade/plans.h"
#include "tests/support/catch.h"

using namespace fenliu::rules;
using namespace fenliu::test;

namespace {

struct Told {
  std::optional<Instant> started, ended, expected;
  bool cancelled = false;
};

struct Answer {
  std::optional<Instant> start, end;
};

class Plainly {
 public:
  Plainly(const World& world, std::vector<MeetingEvent> events, Instant now) : world_(world), now_(now) {
    std::sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return std::tie(a.at, a.id) < std::tie(b.at, b.id); });
    for (const auto& event : events) {
      auto& told = told_[event.meeting];
      if (event.kind == EventKind::started) told = {event.at, {}, told.expected, false};
      if (event.kind == EventKind::cancelled) told.cancelled = true;
      if (event.kind == EventKind::estimate) told.expected = event.at + Minutes{*event.minutes};
      if (event.kind == EventKind::ended) {
        if (!told.started) told.started = event.at;
        told.ended = event.at;
      }
    }
  }

  std::map<MeetingId, Answer> answers() {
    std::map<MeetingId, Answer> all;
    for (std::size_t i = 0; i < world_.meetings.size(); ++i) all[world_.meetings[i].id] = answer(i, all);
    return all;
  }

 private:
  std::size_t index(const MeetingId& id) const {
    return static_cast<std::size_t>(
        std::find_if(world_.meetings.begin(), world_.meetings.end(), [&](const auto& each) { return each.id == id; }) -
        world_.meetings.begin());
  }

  // Behind a cancelled predecessor stand its own.
  std::set<MeetingId> effective(const MeetingId& id) {
    if (!told_[id].cancelled) return {id};
    std::set<MeetingId> found;
    for (const auto& link : world_.incoming[index(id)]) found.merge(effective(link.from));
    return found;
  }

  std::optional<Instant> successor_began(const MeetingId& id) {
    std::optional<Instant> earliest;
    for (std::size_t i = 0; i < world_.meetings.size(); ++i) {
      const auto& told = told_[world_.meetings[i].id];
      if (!told.started || told.cancelled) continue;
      for (const auto& link : world_.incoming[i]) {
        if (effective(link.from).contains(id) && (!earliest || *told.started < *earliest)) earliest = told.started;
      }
    }
    return earliest;
  }

  Answer answer(std::size_t i, const std::map<MeetingId, Answer>& before) {
    const auto& planned = world_.meetings[i];
    const auto& told = told_[planned.id];
    if (told.cancelled) return {};
    const auto successor = successor_began(planned.id);
    if (told.started) {
      auto end = std::max(now_, told.expected.value_or(*told.started + planned.planned));
      if (successor) end = *successor;
      if (told.ended) end = *told.ended;
      return {told.started, std::max(*told.started, end)};
    }
    if (successor) {
      const auto began = std::min(planned.planned_start.value_or(*successor), *successor);
      return {began, std::min(began + planned.planned, *successor)};
    }
    std::optional<Instant> bound;
    bool early = true;
    for (const auto& link : world_.incoming[i]) {
      early = early && link.may_start_early;
      for (const auto& id : effective(link.from)) {
        const auto& end = before.at(id).end;
        if (!end) return {};
        bound = std::max(bound.value_or(*end + link.gap), *end + link.gap);
      }
    }
    auto start = planned.planned_start;
    if (bound && (!start || early || *bound > *start)) start = bound;
    if (!start) return {};
    start = std::max(*start, now_);
    return {start, *start + planned.planned};
  }

  const World& world_;
  const Instant now_;
  std::map<MeetingId, Told> told_;
};

}  // namespace

TEST_CASE("forecasts are what the design says, on thousands of small plans") {
  for (unsigned seed = 1; seed <= 4000; ++seed) {
    CAPTURE(seed);
    Chance chance(seed);
    auto world = random_world(chance, false);
    Plan plan;
    auto now = at("15:40");
    for (std::size_t i = 0; i < world.meetings.size(); ++i) REQUIRE(plan.put(world.meetings[i], world.incoming[i], now).ok());
    std::vector<MeetingEvent> events;
    for (int step = 0; step < 12; ++step) {
      now += Minutes{chance.below(25)};
      auto drawn = random_event(chance, world, events, now);
      const std::set<EventKind> plain{EventKind::started, EventKind::ended, EventKind::cancelled, EventKind::estimate};
      drawn.part.clear();
      if (plain.contains(drawn.kind) && plan.apply(drawn, now).ok()) events.push_back(drawn);
      plan.advance(now);
      auto plainly = Plainly(world, events, now).answers();
      for (const auto& forecast : plan.forecasts()) {
        CAPTURE(forecast.id, step);
        const auto& expected = plainly.at(forecast.id);
        REQUIRE(forecast.start.has_value() == expected.start.has_value());
        REQUIRE(forecast.end.has_value() == expected.end.has_value());
        if (!expected.start) continue;
        REQUIRE(clock(forecast.start->p50) == clock(*expected.start));
        REQUIRE(clock(forecast.end->p50) == clock(*expected.end));
      }
    }
  }
}
