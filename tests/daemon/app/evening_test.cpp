// The evening of config/county-cn against the numbers worked out by hand at the head of its evening.yaml.
#include "tests/daemon/app/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

// Plays the evening minute by minute up to `until`, as the daemon's loop does.
void play_until(OfficeFixture& fixture, std::size_t& next, const std::string& from, const std::string& until) {
  const auto& script = *fixture.office->router()->configuration().script;
  for (auto now = at(from); now <= at(until); now += std::chrono::minutes{1}) {
    const auto played = app::play(*fixture.office, script, next, now);
    if (!played.ok()) throw std::runtime_error(played.error().message + " " + played.error().detail);
    const auto ticked = app::tick(*fixture.office, now);
    if (!ticked.ok()) throw std::runtime_error(ticked.error().message);
  }
}

std::string clock_of(const OfficeFixture& fixture, const rules::Quantiles& quantiles) {
  return rules::format_time_of_day(fixture.office->router()->configuration().zone.to_local(quantiles.p50));
}

}  // namespace

TEST_CASE("the evening goes as worked out by hand") {
  OfficeFixture fixture;
  std::size_t next = 0;
  play_until(fixture, next, "2022-11-24T16:20+08:00", "2022-11-24T16:29+08:00");
  // Before the first meeting all is as planned.
  CHECK(told(fixture.notices("edu", "2022-11-24T16:29+08:00"), "county-meeting") == std::vector<std::string>{"16:23 new 18:35–18:50"});

  play_until(fixture, next, "2022-11-24T16:30+08:00", "2022-11-24T17:36+08:00");
  // The province says 25 minutes more at 17:35: 18:00; city 18:10–18:50; county from 19:00, part 2 at 19:10.
  CHECK(told(fixture.notices("edu", "2022-11-24T17:36+08:00"), "county-meeting").back() == "17:35 moved 19:05–19:20");

  play_until(fixture, next, "2022-11-24T17:37+08:00", "2022-11-24T21:05+08:00");
  const auto edu = told(fixture.notices("edu", "2022-11-24T21:05+08:00"), "county-meeting");
  CHECK(edu == std::vector<std::string>{"16:23 new 18:35–18:50", "17:35 moved 19:05–19:20", "18:45 moved 19:25–19:40",
                                        "19:40 moved 19:35–19:50"});

  // The county began 50 minutes late, the town 80; each with the chain that explains it.
  std::shared_lock lock(fixture.office->plan_mutex);
  const auto& plan = fixture.office->plan;
  const auto county = plan.forecast("county-meeting"), town = plan.forecast("town-meeting");
  REQUIRE(county);
  REQUIRE(town);
  CHECK(clock_of(fixture, *county->start) == "19:20");
  CHECK(clock_of(fixture, *county->end) == "20:50");
  CHECK(county->chain == std::vector<rules::CausalStep>{{"province-meeting", 30, "overran"}, {"city-meeting", 20, "overran"}});
  CHECK(town->chain == std::vector<rules::CausalStep>{
                           {"province-meeting", 30, "overran"}, {"city-meeting", 20, "overran"}, {"county-meeting", 30, "overran"}});
  CHECK(rules::chain_sentence(*town, fixture.office->router()->configuration().zone, "en") ==
        "21:00, not 19:40: province-meeting +30 min, city-meeting +20 min, county-meeting +30 min");
}

TEST_CASE("the directive due tomorrow when work starts is tight, and the fair time is proposed") {
  OfficeFixture fixture;
  std::size_t next = 0;
  play_until(fixture, next, "2022-11-24T16:20+08:00", "2022-11-24T21:05+08:00");
  const auto notices = fixture.notices("dev-reform", "2022-11-24T21:05+08:00");
  const auto stock = std::find_if(notices.begin(), notices.end(),
                                  [](const auto& each) { return each.at("item").as_string() == "stock-table"; });
  REQUIRE(stock != notices.end());
  const auto& deadlines = stock->at("deadlines").as_array();
  REQUIRE(deadlines.size() == 1);  // its own part's only
  const auto& deadline = deadlines[0].as_object();
  CHECK(deadline.at("stated").as_string() == "2022-11-25T08:00+08:00");
  CHECK(deadline.at("handed_down").as_string() == "2022-11-24T20:55+08:00");
  CHECK(deadline.at("fair").as_string() == "2022-11-25T11:00+08:00");
  CHECK(deadline.at("proposed").as_string() == "2022-11-25T11:00+08:00");
  CHECK(deadline.at("status").as_string() == "tight");
  CHECK(deadline.at("effective").as_string() == "2022-11-25T08:00+08:00");
}

TEST_CASE("a clock that is set late finds the evening as it went") {
  for (const char* now : {"2022-11-24T17:36+08:00", "2022-11-24T19:41+08:00", "2022-11-24T21:05+08:00"}) {
    CAPTURE(now);
    OfficeFixture whole, late;
    std::size_t next = 0;
    play_until(whole, next, "2022-11-24T16:20+08:00", now);
    CHECK(app::opening(*late.office, at(now)) == at("2022-11-24T16:20+08:00"));
    late.office->load(app::opening(*late.office, at(now)));
    next = 0;
    REQUIRE(app::play(*late.office, *late.office->router()->configuration().script, next, at(now)).ok());
    CHECK(app::opening(*late.office, at(now)) == at(now));
    for (const char* unit : {"edu", "dev-reform", "weather", "t-liulin", "c-zhanqian"}) {
      for (const char* item : {"county-meeting", "town-meeting", "telephone-order", "stock-table", "fire-meeting"}) {
        CHECK(told(late.notices(unit, now), item) == told(whole.notices(unit, now), item));
      }
    }
  }
}

TEST_CASE("nobody hears of what does not matter to them") {
  OfficeFixture fixture;
  std::size_t next = 0;
  play_until(fixture, next, "2022-11-24T16:20+08:00", "2022-11-24T21:05+08:00");
  // The forestry bureau has no part in the county's meeting: it was addressed in a pool and is informed once.
  const auto forestry = told(fixture.notices("forestry", "2022-11-24T21:05+08:00"), "county-meeting");
  CHECK(forestry == std::vector<std::string>{"16:23 new"});
  // A community hears of its own town's meeting only.
  for (const auto& notice : fixture.notices("c-zhanqian", "2022-11-24T21:05+08:00")) {
    CHECK(notice.at("item").as_string() == "town-meeting");
  }
  // Everyone comes: all addressees for the whole meeting.
  CHECK(told(fixture.notices("audit", "2022-11-24T21:05+08:00"), "fire-meeting") == std::vector<std::string>{"17:00 new 14:55–16:00"});
}

TEST_CASE("every stored decision replays byte for byte, also after a restart") {
  OfficeFixture fixture;
  std::size_t next = 0;
  play_until(fixture, next, "2022-11-24T16:20+08:00", "2022-11-24T21:05+08:00");
  fixture.reopen("2022-11-24T21:06+08:00");
  const auto decisions = fixture.store->decisions(0, 1000);
  REQUIRE(decisions.size() > 10);
  for (const auto& decision : decisions) {
    CAPTURE(decision.sequence, decision.item);
    const auto again = app::replay(*fixture.office, decision);
    REQUIRE(again.ok());
    CHECK(*again == decision.json);
  }
}

TEST_CASE("a restart in the middle of the evening tells nobody twice and loses nothing") {
  OfficeFixture whole, broken;
  std::size_t next = 0;
  play_until(whole, next, "2022-11-24T16:20+08:00", "2022-11-24T21:05+08:00");
  next = 0;
  play_until(broken, next, "2022-11-24T16:20+08:00", "2022-11-24T18:50+08:00");
  broken.reopen("2022-11-24T18:51+08:00");
  next = 0;  // the daemon begins the script anew; what is done is known
  play_until(broken, next, "2022-11-24T18:51+08:00", "2022-11-24T21:05+08:00");
  for (const char* unit : {"edu", "dev-reform", "health", "agri", "t-liulin", "c-dongguan"}) {
    CAPTURE(unit);
    for (const char* item : {"county-meeting", "town-meeting", "stock-table", "fire-meeting"}) {
      CHECK(told(whole.notices(unit, "2022-11-24T21:05+08:00"), item) == told(broken.notices(unit, "2022-11-24T21:05+08:00"), item));
    }
  }
}
