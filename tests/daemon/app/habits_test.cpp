// Habits of overrun in the daemon: learnt once a day, kept by id, and what units hear of them.
#include <filesystem>
#include <fstream>

#include "daemon/app/habits.h"
#include "tests/daemon/app/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

std::string time(const std::string& day, int minutes) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", minutes / 60 % 24, minutes % 60);
  return day + "T" + text + "+08:00";
}

json::object meeting(const std::string& id, const std::string& starts, int minutes, const std::string& issuer, const std::string& text) {
  json::object item{{"id", id}, {"kind", "meeting"}, {"title", id}, {"issuer", issuer}, {"starts", starts},
                    {"parts", json::array{json::object{{"part_id", "1"}, {"title", text}, {"minutes", minutes}}}}};
  if (issuer == "province") item["origin"] = "outside";
  return item;
}

// A day of 25 meetings of the province, each planned for 50 minutes: five each took 50, 60, 70, 80 and 90.
void meet_all_day(OfficeFixture& fixture, const std::string& day) {
  for (int i = 0; i < 25; ++i) {
    const auto id = "past-" + day + "-" + std::to_string(i);
    const int begun = 8 * 60 + i;
    fixture.post(meeting(id, time(day, begun), 50, "province", "全省防火工作视频会议"), time(day, begun - 30));
    fixture.event(id, json::object{{"kind", "started"}, {"at", time(day, begun)}}, time(day, 11 * 60));
    fixture.event(id, json::object{{"kind", "ended"}, {"at", time(day, begun + 50 + 10 * (i % 5))}}, time(day, 11 * 60));
  }
}

void tick(OfficeFixture& fixture, const std::string& now) {
  const auto done = app::tick(*fixture.office, at(now));
  if (!done.ok()) throw std::runtime_error(done.error().message + " " + done.error().detail);
}

void follow_up(OfficeFixture& fixture, const std::string& now) {
  fixture.post(meeting("province-meeting", "2022-11-24T16:30+08:00", 60, "province", "全省防火工作视频会议"), now);
  auto county = meeting("county-meeting", "2022-11-24T17:40+08:00", 30, "gov-office", "由县教育局负责做好校园安全工作。");
  county["follows"] = json::array{json::object{{"meeting", "province-meeting"}, {"gap_minutes", 10}}};
  fixture.post(county, now);
}

json::object window_of(OfficeFixture& fixture, const std::string& now) {
  const auto notices = fixture.notices("edu", now);
  for (const auto& each : notices) {
    if (each.at("item") == json::value("county-meeting")) return each.at("windows").at(0).as_object();
  }
  throw std::runtime_error("edu was told nothing");
}

void check_replays(OfficeFixture& fixture) {
  const auto decisions = fixture.store->decisions(0, 10'000);
  REQUIRE_FALSE(decisions.empty());
  for (const auto& decision : decisions) {
    CAPTURE(decision.sequence, decision.item, decision.inputs);
    const auto again = app::replay(*fixture.office, decision);
    REQUIRE(again.ok());
    CHECK(*again == decision.json);
  }
}

}  // namespace

TEST_CASE("the night after, meetings that ended are learnt from, once") {
  OfficeFixture fixture("county-cn", "2022-11-22T07:00+08:00");
  meet_all_day(fixture, "2022-11-22");
  tick(fixture, "2022-11-22T23:59+08:00");
  CHECK_FALSE(fixture.store->habits({}));
  tick(fixture, "2022-11-23T00:00+08:00");
  const auto habits = fixture.store->habits({});
  REQUIRE(habits);
  CHECK(habits->id == 1);
  CHECK(habits->learnt_at == at("2022-11-23T00:00+08:00"));
  CHECK(habits->first_meeting == 1);
  CHECK(habits->last_meeting == 25);
  const auto rows = fixture.store->past_meetings(1, 100);
  REQUIRE(rows.size() == 25);
  CHECK(rows[0].organiser == "province");
  CHECK(rows[0].planned_minutes == 50);
  const auto overruns = app::overruns_of(*fixture.store, 1);
  REQUIRE(overruns);
  CHECK(overruns->ratio(overruns->habit_of("province"), 0.5) == Approx(1.4));
  CHECK(app::overruns_of(*fixture.store, 0)->knows_nothing());
  CHECK(app::overruns_of(*fixture.store, 2) == nullptr);

  // Nothing new: no new habits, neither in the day nor in the next night, nor after a restart.
  tick(fixture, "2022-11-23T12:00+08:00");
  fixture.reopen("2022-11-23T12:01+08:00");
  CHECK(fixture.office->habits == 1);
  tick(fixture, "2022-11-23T12:02+08:00");
  tick(fixture, "2022-11-24T00:01+08:00");
  CHECK(fixture.store->habits({})->id == 1);
  CHECK(fixture.store->newest_past_meetings().size() == 25);
}

TEST_CASE("a report that is taken back later is learnt as it was corrected; a meeting put off or without a start teaches nothing") {
  OfficeFixture fixture("county-cn", "2022-11-22T07:00+08:00");
  meet_all_day(fixture, "2022-11-22");
  for (const char* id : {"put-off", "no-start", "cancelled", "late"}) {
    fixture.post(meeting(id, "2022-11-22T09:00+08:00", 50, "province", "全省防火工作视频会议"), "2022-11-22T08:00+08:00");
  }
  fixture.event("put-off", json::object{{"kind", "started"}, {"at", "2022-11-22T09:00+08:00"}}, "2022-11-22T11:00+08:00");
  fixture.event("put-off", json::object{{"kind", "postponed"}, {"at", "2022-11-22T09:10+08:00"}, {"until", "2022-11-22T10:00+08:00"}}, "2022-11-22T11:00+08:00");
  fixture.event("put-off", json::object{{"kind", "ended"}, {"at", "2022-11-22T10:30+08:00"}}, "2022-11-22T11:00+08:00");
  fixture.event("no-start", json::object{{"kind", "ended"}, {"at", "2022-11-22T10:30+08:00"}}, "2022-11-22T11:00+08:00");
  fixture.event("cancelled", json::object{{"kind", "cancelled"}}, "2022-11-22T11:00+08:00");
  fixture.event("late", json::object{{"kind", "started"}, {"at", "2022-11-22T09:00+08:00"}}, "2022-11-22T11:00+08:00");
  fixture.event("late", json::object{{"id", "wrong"}, {"kind", "ended"}, {"at", "2022-11-22T10:00+08:00"}}, "2022-11-22T11:00+08:00");
  tick(fixture, "2022-11-23T00:00+08:00");
  REQUIRE(fixture.store->past_meetings(1, 100).size() == 26);
  fixture.event("late", json::object{{"kind", "retract"}, {"retracts", "wrong"}, {"at", "2022-11-22T10:05+08:00"}}, "2022-11-23T09:00+08:00");
  fixture.event("late", json::object{{"kind", "ended"}, {"at", "2022-11-22T10:40+08:00"}}, "2022-11-23T09:00+08:00");
  tick(fixture, "2022-11-24T00:00+08:00");
  CHECK(fixture.store->habits({})->id == 2);
  CHECK(fixture.store->past_meetings(1, 100).size() == 27);
  const auto newest = fixture.store->newest_past_meetings();
  CHECK(newest.size() == 26);
  CHECK(newest.back().meeting == "late");
  CHECK(newest.back().actual_minutes == 100);
}

TEST_CASE("a window runs from the early to the late side of what is usual, with what is most likely; without history it is a point") {
  OfficeFixture none("county-cn", "2022-11-24T07:00+08:00");
  follow_up(none, "2022-11-24T08:00+08:00");
  const auto plain = window_of(none, "2022-11-24T08:00+08:00");
  CHECK(plain.at("from").as_string() == "2022-11-24T17:35+08:00");
  CHECK(plain.at("to").as_string() == "2022-11-24T18:10+08:00");
  CHECK_FALSE(plain.contains("likely_from"));

  OfficeFixture fixture("county-cn", "2022-11-22T07:00+08:00");
  meet_all_day(fixture, "2022-11-22");
  tick(fixture, "2022-11-23T00:00+08:00");
  follow_up(fixture, "2022-11-24T08:00+08:00");
  const auto window = window_of(fixture, "2022-11-24T08:00+08:00");
  // The province's 60 minutes usually take 1.4 × 60 = 84: to 17:54; the county begins at 18:04, most likely, and one is there
  // five minutes before. The tenth that is quickest takes 60 or a little more: 17:40, less five.
  CHECK(window.at("likely_from").as_string() == "2022-11-24T17:59+08:00");
  CHECK(window.at("from").as_string() == "2022-11-24T17:35+08:00");
  // Its own 30 minutes take 1.4 × 30 = 42, being a meeting like all others: most likely to 18:46.
  CHECK(window.at("likely_to").as_string() == "2022-11-24T18:46+08:00");
  CHECK(std::string(window.at("to").as_string()) > "2022-11-24T18:50+08:00");
  CHECK(std::string(window.at("to").as_string()) < "2022-11-24T19:20+08:00");

  // Told states are kept as told.
  fixture.reopen("2022-11-24T08:01+08:00");
  CHECK(window_of(fixture, "2022-11-24T08:01+08:00") == window);
}

TEST_CASE("decisions by habits replay byte for byte, also after later nights taught others") {
  OfficeFixture fixture("county-cn", "2022-11-22T07:00+08:00");
  meet_all_day(fixture, "2022-11-22");
  follow_up(fixture, "2022-11-22T12:00+08:00");  // before anything was learnt
  tick(fixture, "2022-11-23T00:00+08:00");
  meet_all_day(fixture, "2022-11-23");
  tick(fixture, "2022-11-24T00:00+08:00");
  CHECK(fixture.store->habits({})->id == 2);
  fixture.event("province-meeting", json::object{{"kind", "started"}}, "2022-11-24T16:31+08:00");
  for (int minute = 16 * 60 + 32; minute < 17 * 60 + 50; ++minute) tick(fixture, time("2022-11-24", minute));
  fixture.event("province-meeting", json::object{{"kind", "ended"}}, "2022-11-24T17:50+08:00");
  fixture.event("county-meeting", json::object{{"kind", "started"}}, "2022-11-24T18:02+08:00");
  check_replays(fixture);
  fixture.reopen("2022-11-24T18:03+08:00");
  check_replays(fixture);
}

TEST_CASE("as the meeting before goes on, a unit hears a few times when to come, not every minute") {
  OfficeFixture fixture("county-cn", "2022-11-22T07:00+08:00");
  meet_all_day(fixture, "2022-11-22");
  tick(fixture, "2022-11-23T00:00+08:00");
  follow_up(fixture, "2022-11-24T08:00+08:00");
  fixture.event("province-meeting", json::object{{"kind", "started"}}, "2022-11-24T16:30+08:00");
  for (int minute = 16 * 60 + 31; minute <= 17 * 60 + 50; ++minute) tick(fixture, time("2022-11-24", minute));
  const auto before = told(fixture.notices("edu", "2022-11-24T17:50+08:00"), "county-meeting");
  CAPTURE(before);
  CHECK(before.size() >= 2);  // half of the doubt is gone by then
  CHECK(before.size() <= 4);
  fixture.event("province-meeting", json::object{{"kind", "ended"}}, "2022-11-24T17:50+08:00");
  const auto after = window_of(fixture, "2022-11-24T17:51+08:00");
  CHECK(after.at("from").as_string() == "2022-11-24T17:55+08:00");
  CHECK_FALSE(after.contains("likely_from"));
}

TEST_CASE("an office that wants its meetings as planned learns nothing") {
  TemporaryFolder folder;
  std::filesystem::copy(support::root() + "/config/county-cn", folder.file("config"), std::filesystem::copy_options::recursive);
  auto policy = support::read_text(folder.file("config") + "/fenliu.yaml");
  const std::string before = "min_notice_minutes: 15}";
  REQUIRE(policy.find(before) != std::string::npos);
  policy.replace(policy.find(before), before.size(), "min_notice_minutes: 15, forecasts: planned}");
  std::ofstream(folder.file("config") + "/fenliu.yaml") << policy;

  OfficeFixture fixture("county-cn", "2022-11-22T07:00+08:00");
  fixture.config_folder = folder.file("config");
  fixture.reopen("2022-11-22T07:00+08:00");
  meet_all_day(fixture, "2022-11-22");
  tick(fixture, "2022-11-23T00:00+08:00");
  CHECK_FALSE(fixture.store->habits({}));
  follow_up(fixture, "2022-11-24T08:00+08:00");
  CHECK_FALSE(window_of(fixture, "2022-11-24T08:00+08:00").contains("likely_from"));

  // Changed back, the next night learns what had ended.
  fixture.config_folder = support::root() + "/config/county-cn";
  fixture.reopen("2022-11-24T09:00+08:00");
  tick(fixture, "2022-11-25T00:00+08:00");
  REQUIRE(fixture.store->habits({}));
  CHECK(fixture.store->habits({})->last_meeting == 25);
}
