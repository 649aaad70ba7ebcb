// p10 and p90: calibrated on meetings from a generator that the model does not know, reproducible, and points where nothing
// is in doubt.
#include <cmath>
#include <random>

#include "rules/cascade/plan.h"
#include "tests/support/catch.h"

using namespace fenliu::rules;
using std::chrono::hours;

namespace {

const Instant kNoon = Instant{} + hours{24 * 20000};

// Organisers with habits of their own; lengths with Student-t tails (3 degrees of freedom), one in twenty meetings derailed,
// and evenings on which everything drags.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {
    std::normal_distribution<double> habit(0.15, 0.25);
    std::uniform_real_distribution<double> spread(0.08, 0.3);
    for (int i = 0; i < kOrganisers; ++i) habits_.push_back({habit(random_), spread(random_)});
  }

  static std::string organiser(int i) { return "organiser-" + std::to_string(i); }
  int draw_organiser() { return std::uniform_int_distribution<int>(0, kOrganisers - 1)(random_); }
  void new_evening() { evening_ = std::normal_distribution<double>(0, 0.03)(random_); }

  double minutes(int organiser, double planned) {
    const auto& [centre, spread] = habits_[static_cast<std::size_t>(organiser)];
    double log = centre + evening_ + spread * tails_(random_) / std::sqrt(3.0);
    if (std::uniform_int_distribution<int>(0, 19)(random_) == 0) log += 0.6;
    return planned * std::exp(std::clamp(log, -1.5, 2.5));
  }

 private:
  static constexpr int kOrganisers = 60;
  std::mt19937 random_;
  std::student_t_distribution<double> tails_{3.0};
  std::vector<std::pair<double, double>> habits_;
  double evening_ = 0;
};

std::vector<PastMeeting> history_from(Generator& generator, int count) {
  std::vector<PastMeeting> history;
  for (int i = 0; i < count; ++i) {
    generator.new_evening();
    const int organiser = generator.draw_organiser();
    const int planned = 20 + 10 * (i % 8);
    history.push_back({Generator::organiser(organiser), Minutes{planned},
                       Minutes{std::lround(generator.minutes(organiser, planned))}});
  }
  return history;
}

PlanPolicy policy_from(Generator& generator, int count) {
  PlanPolicy policy;
  policy.overruns = std::make_shared<const Overruns>(history_from(generator, count));
  policy.samples = 400;
  return policy;
}

}  // namespace

TEST_CASE("of twelve thousand meetings in cascades of four, a tenth end before p10 and a tenth after p90") {
  Generator generator(7);
  const auto policy = policy_from(generator, 3000);
  const int cascades = 3000, levels = 4;
  int below_p10 = 0, below_p90 = 0, all = 0;
  for (int c = 0; c < cascades; ++c) {
    generator.new_evening();
    Plan plan(policy);
    std::vector<double> ends;  // minutes after noon
    for (int level = 0; level < levels; ++level) {
      PlannedMeeting meeting;
      meeting.id = "m" + std::to_string(c) + "-" + std::to_string(level);
      const int organiser = generator.draw_organiser();
      meeting.organiser = Generator::organiser(organiser);
      const double planned = 30 + 10 * ((c + level) % 5);
      meeting.planned = Minutes{static_cast<int>(planned)};
      const double planned_start = level * 60.0;
      meeting.planned_start = kNoon + Minutes{static_cast<int>(planned_start)};
      std::vector<Link> incoming;
      if (level > 0) incoming.push_back({"m" + std::to_string(c) + "-" + std::to_string(level - 1), meeting.id, Minutes{10}, false});
      REQUIRE(plan.put(meeting, incoming, kNoon - hours{1}).ok());
      const double start = level == 0 ? 0 : std::max(planned_start, ends.back() + 10);
      ends.push_back(start + generator.minutes(organiser, planned));
    }
    for (int level = 0; level < levels; ++level) {
      const auto forecast = plan.forecast("m" + std::to_string(c) + "-" + std::to_string(level));
      const Instant end = kNoon + std::chrono::seconds{std::lround(ends[static_cast<std::size_t>(level)] * 60)};
      below_p10 += end < forecast->end->p10;
      below_p90 += end < forecast->end->p90;
      ++all;
    }
  }
  const double p10 = 100.0 * below_p10 / all, p90 = 100.0 * below_p90 / all;
  std::printf("  %d meetings: %.1f %% end below p10, %.1f %% below p90\n", all, p10, p90);
  CHECK(p10 >= 7);
  CHECK(p10 <= 13);
  CHECK(p90 >= 87);
  CHECK(p90 <= 93);
}

TEST_CASE("meetings in progress are calibrated too, by how long they have lasted") {
  Generator generator(11);
  const auto policy = policy_from(generator, 3000);
  int below_p10 = 0, below_p90 = 0, all = 0;
  for (int i = 0; i < 6000; ++i) {
    generator.new_evening();
    const int organiser = generator.draw_organiser();
    const double length = generator.minutes(organiser, 60);
    const int elapsed = 20 + 15 * (i % 5);
    if (length <= elapsed) continue;
    Plan plan(policy);
    PlannedMeeting meeting;
    meeting.id = "m" + std::to_string(i);
    meeting.organiser = Generator::organiser(organiser);
    meeting.planned = Minutes{60};
    meeting.planned_start = kNoon;
    REQUIRE(plan.put(meeting, {}, kNoon).ok());
    MeetingEvent started;
    started.id = "s";
    started.meeting = meeting.id;
    started.kind = EventKind::started;
    started.at = started.recorded_at = kNoon;
    REQUIRE(plan.apply(started, kNoon + Minutes{elapsed}).ok());
    const auto forecast = plan.forecast(meeting.id);
    CHECK(forecast->end->p10 >= kNoon + Minutes{elapsed});
    const Instant end = kNoon + std::chrono::seconds{std::lround(length * 60)};
    below_p10 += end < forecast->end->p10;
    below_p90 += end < forecast->end->p90;
    ++all;
  }
  const double p10 = 100.0 * below_p10 / all, p90 = 100.0 * below_p90 / all;
  std::printf("  %d running meetings: %.1f %% end below p10, %.1f %% below p90\n", all, p10, p90);
  CHECK(p10 >= 7);
  CHECK(p10 <= 13);
  CHECK(p90 >= 87);
  CHECK(p90 <= 93);
}

TEST_CASE("the same plan and seed give the same forecast, whatever was asked before") {
  Generator generator(3);
  const auto policy = policy_from(generator, 200);
  const auto build = [&](std::uint64_t seed) {
    auto own = policy;
    own.seed = seed;
    Plan plan(own);
    for (int i = 0; i < 5; ++i) {
      PlannedMeeting meeting;
      meeting.id = "m" + std::to_string(i);
      meeting.organiser = Generator::organiser(i);
      meeting.planned = Minutes{40};
      meeting.planned_start = kNoon + hours{i};
      std::vector<Link> incoming;
      if (i > 0) incoming.push_back({"m" + std::to_string(i - 1), meeting.id, Minutes{10}, false});
      REQUIRE(plan.put(meeting, incoming, kNoon - hours{1}).ok());
    }
    return plan;
  };
  const auto one = build(1), same = build(1), other = build(2);
  const auto alone = one.forecast("m4");
  const auto all = same.forecasts();
  CHECK(alone->end == all.back().end);
  CHECK(alone->end->p10 < alone->end->p50);
  CHECK(alone->end->p50 < alone->end->p90);
  CHECK_FALSE(other.forecast("m4")->end == alone->end);
}

TEST_CASE("what has happened, what the room has said and what nothing is known of is a point") {
  Generator generator(5);
  const auto is_point = [](const Quantiles& quantiles) { return quantiles.p10 == quantiles.p90; };
  PlannedMeeting meeting;
  meeting.id = "m";
  meeting.organiser = "organiser-1";
  meeting.planned = Minutes{60};
  meeting.planned_start = kNoon;
  const auto with = [&](EventKind kind, Minutes at, std::optional<int> minutes) {
    MeetingEvent event;
    event.id = std::string(to_string(kind));
    event.meeting = "m";
    event.kind = kind;
    event.at = event.recorded_at = kNoon + at;
    event.minutes = minutes;
    return event;
  };
  Plan fresh{PlanPolicy{}};
  REQUIRE(fresh.put(meeting, {}, kNoon).ok());
  CHECK(is_point(*fresh.forecast("m")->end));

  Plan plan(policy_from(generator, 500));
  REQUIRE(plan.put(meeting, {}, kNoon).ok());
  CHECK_FALSE(is_point(*plan.forecast("m")->end));
  REQUIRE(plan.apply(with(EventKind::started, Minutes{0}, {}), kNoon + Minutes{5}).ok());
  CHECK(is_point(*plan.forecast("m")->start));
  CHECK_FALSE(is_point(*plan.forecast("m")->end));
  REQUIRE(plan.apply(with(EventKind::estimate, Minutes{30}, 20), kNoon + Minutes{30}).ok());
  CHECK(is_point(*plan.forecast("m")->end));
  REQUIRE(plan.apply(with(EventKind::ended, Minutes{52}, {}), kNoon + Minutes{52}).ok());
  CHECK(is_point(*plan.forecast("m")->end));
}

TEST_CASE("few meetings of an organiser weigh little, many weigh much") {
  std::vector<PastMeeting> history;
  for (int i = 0; i < 300; ++i) {
    const std::string organiser = "usual-" + std::to_string(i % 10);
    history.push_back({organiser, Minutes{60}, Minutes{54 + 3 * (i % 6) + i % 10}});
  }
  for (int i = 0; i < 2; ++i) history.push_back({"seen-twice", Minutes{60}, Minutes{150 + i}});
  for (int i = 0; i < 40; ++i) history.push_back({"seen-often", Minutes{60}, Minutes{148 + i % 5}});
  const Overruns overruns(history);
  const auto usual = overruns.ratio(overruns.habit_of("never-seen"), 0.5);
  const auto twice = overruns.ratio(overruns.habit_of("seen-twice"), 0.5);
  const auto often = overruns.ratio(overruns.habit_of("seen-often"), 0.5);
  CHECK(usual < 1.3);
  CHECK(usual < twice);
  CHECK(twice < often);
  CHECK(often > 2.2);
}

TEST_CASE("silence of a level above is unknown and starts no earlier than now; a running meeting goes by its part in progress") {
  Generator generator(13);
  Plan plan(policy_from(generator, 500));
  PlannedMeeting above, below;
  above.id = "above";
  above.organiser = below.organiser = "organiser-1";
  above.planned_start = kNoon;
  above.parts = {{"1", Minutes{20}}, {"2", Minutes{20}}, {"3", Minutes{20}}};
  below.id = "below";
  below.planned = Minutes{30};
  below.planned_start = kNoon + hours{1};
  REQUIRE(plan.put(above, {}, kNoon - hours{1}).ok());
  REQUIRE(plan.put(below, {{"above", "below", Minutes{10}, false}}, kNoon - hours{1}).ok());

  const auto silent = kNoon + Minutes{40};
  plan.advance(silent);
  CHECK(plan.forecast("above")->status == MeetingStatus::unknown);
  CHECK(plan.forecast("above")->start->p10 >= silent);
  CHECK(plan.forecast("below")->start->p10 > silent + Minutes{20});
  CHECK(plan.forecast("below")->start->p10 < plan.forecast("below")->start->p90);
  CHECK(plan.drifting() == std::vector<MeetingId>{"above", "below"});

  const auto said = [&](const char* id, EventKind kind, const char* part, int minute) {
    MeetingEvent event;
    event.id = id;
    event.meeting = "above";
    event.kind = kind;
    event.part = part;
    event.at = event.recorded_at = kNoon + Minutes{minute};
    REQUIRE(plan.apply(event, kNoon + Minutes{minute}).ok());
  };
  said("1", EventKind::started, "", 41);
  said("2", EventKind::part_started, "2", 50);
  plan.advance(kNoon + Minutes{90});
  const auto running = plan.forecast("above");
  CHECK(running->status == MeetingStatus::running);
  CHECK(running->parts[1].running);
  // Twice its length already, it ends no earlier than now, and what follows begins after it.
  CHECK(running->parts[1].end.p10 >= kNoon + Minutes{90});
  CHECK(running->parts[2].start.p10 >= running->parts[1].end.p10);
  CHECK(running->end->p10 > kNoon + Minutes{95});
  CHECK(plan.forecast("below")->start->p10 >= running->end->p10 + Minutes{10});
  said("3", EventKind::ended, "", 95);
  CHECK(plan.forecast("below")->start->p90 == kNoon + Minutes{105});
  CHECK(plan.drifting().empty());
}

TEST_CASE("habits that are learnt later give the forecast of a plan that knew them from the start") {
  Generator generator(17);
  const auto policy = policy_from(generator, 300);
  const auto build = [&](PlanPolicy from) {
    Plan plan(from);
    for (int i = 0; i < 4; ++i) {
      PlannedMeeting meeting;
      meeting.id = "m" + std::to_string(i);
      meeting.organiser = Generator::organiser(i);
      meeting.planned = Minutes{40};
      meeting.planned_start = kNoon + hours{i};
      std::vector<Link> incoming;
      if (i > 0) incoming.push_back({"m" + std::to_string(i - 1), meeting.id, Minutes{10}, false});
      REQUIRE(plan.put(meeting, incoming, kNoon - hours{1}).ok());
    }
    return plan;
  };
  auto plain = PlanPolicy{};
  plain.samples = policy.samples;
  auto later = build(plain);
  CHECK_FALSE(later.learn(policy.overruns, kNoon - hours{1}).empty());
  const auto known = build(policy);
  for (const auto& id : known.ids()) {
    CHECK(later.forecast(id)->start == known.forecast(id)->start);
    CHECK(later.forecast(id)->end == known.forecast(id)->end);
  }
  later.learn(nullptr, kNoon - hours{1});
  CHECK(later.forecast("m3")->end == build(plain).forecast("m3")->end);
  CHECK(later.drifting().empty());
}
