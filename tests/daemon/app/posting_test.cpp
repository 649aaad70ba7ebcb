// Posting, revising, cancelling, idempotency, triage and refusing, on a real store.
#include <filesystem>
#include <fstream>

#include "tests/daemon/app/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

const char* kNow = "2022-11-24T09:00+08:00";

json::object directive(const std::string& text) { return {{"title", "工作通知"}, {"text", text}}; }

}  // namespace

TEST_CASE("a key sent twice gives the same answer once, and refuses another body") {
  OfficeFixture fixture;
  const auto first = fixture.post(directive("请做好森林防火。"), kNow, "k1");
  const auto second = fixture.post(directive("请做好森林防火。"), kNow, "k1");
  CHECK(first == second);
  CHECK(fixture.notices("forestry", kNow).size() == 1);
  const auto other = app::post_item(*fixture.office, fixture.principal, R"({"text":"请做好春耕备耕。"})", "k1", at(kNow));
  REQUIRE_FALSE(other.ok());
  CHECK(other.error().kind == rules::ErrorKind::conflict);
}

TEST_CASE("a revision tells those told before, new ones as new, and those no longer concerned that it is off") {
  OfficeFixture fixture;
  const auto posted = fixture.post(directive("请做好森林防火。"), kNow);
  const std::string id(posted.at("id").as_string());
  const auto put = app::put_item(*fixture.office, fixture.principal, id,
                                 R"({"title":"工作通知","text":"请做好春耕备耕。"})", "\"1\"", at("2022-11-24T10:00+08:00"));
  REQUIRE(put.ok());
  CHECK(put->etag == "\"2\"");
  CHECK(told(fixture.notices("forestry", "2022-11-24T10:00+08:00"), id) == std::vector<std::string>{"09:00 new", "10:00 cancelled"});
  CHECK(told(fixture.notices("agri", "2022-11-24T10:00+08:00"), id) == std::vector<std::string>{"10:00 new"});
  const auto stale = app::put_item(*fixture.office, fixture.principal, id, R"({"text":"x"})", "\"1\"", at(kNow));
  REQUIRE_FALSE(stale.ok());
  CHECK(stale.error().kind == rules::ErrorKind::conflict);
}

TEST_CASE("cancelling a meeting tells those told, by id or by number") {
  OfficeFixture fixture;
  fixture.post({{"id", "m"}, {"kind", "meeting"}, {"number", "安政会〔2022〕5号"}, {"title", "森林防火会议"}, {"starts", "2022-11-24T15:00+08:00"}}, kNow);
  fixture.post({{"title", "会议取消"}, {"cancels", "安政会〔2022〕5号"}, {"text", "原定会议取消。"}}, "2022-11-24T09:30+08:00");
  CHECK(told(fixture.notices("forestry", "2022-11-24T09:30+08:00"), "m") ==
        std::vector<std::string>{"09:00 new 14:55–16:00", "09:30 cancelled"});
}

TEST_CASE("classified text is refused and leaves no trace in the database") {
  OfficeFixture fixture;
  const auto row = GENERATE(as<std::string>{}, R"({"title":"通知","text":"机密★1年\n甲乙丙丁戊己"})", R"({"title":"通知","secrecy":"secret","text":"甲乙丙丁戊己"})",
                            R"({"title":"通知","parts":[{"text":"绝 密\n甲乙丙丁戊己"}]})");
  const auto answer = app::post_item(*fixture.office, fixture.principal, row, "", at(kNow));
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.error().kind == rules::ErrorKind::refused);
  CHECK(answer.error().message.find("甲乙") == std::string::npos);
  for (const char* file : {"fenliu.db", "fenliu.db-wal"}) {
    CHECK(support::read_text(fixture.folder.file(file)).find("甲乙丙丁戊己") == std::string::npos);
  }
}

TEST_CASE("a mere mention of secrecy is ordinary text") {
  OfficeFixture fixture;
  CHECK(fixture.post(directive("要做好保密工作,不得以机密为由拒绝公开。"), kNow).contains("id"));
}

TEST_CASE("faults come all at once and store nothing") {
  OfficeFixture fixture;
  const auto answer = app::post_item(*fixture.office, fixture.principal,
                                     R"({"titel":"x","kind":"meting","starts":"2022-02-30T09:00+08:00","ends":"2022-11-24T08:00+08:00"})", "", at(kNow));
  REQUIRE_FALSE(answer.ok());
  const auto all = answer.error().message + "\n" + answer.error().detail;
  for (const char* part : {"/titel", "did you mean 'title'", "/kind", "did you mean 'meeting'", "/starts", "needs a title or a text"}) {
    CAPTURE(part);
    CHECK(all.find(part) != std::string::npos);
  }
  CHECK(fixture.store->counts().items == 0);
}

TEST_CASE("a meeting that ends before it starts and a circle of meetings are refused with their names") {
  OfficeFixture fixture;
  const auto backwards = app::post_item(*fixture.office, fixture.principal,
                                        R"({"kind":"meeting","title":"会","starts":"2022-11-24T10:00+08:00","ends":"2022-11-24T09:00+08:00"})", "", at(kNow));
  REQUIRE_FALSE(backwards.ok());
  CHECK(backwards.error().message.find("ends before it starts") != std::string::npos);
  const auto meeting = [](const char* id, const char* after) {
    return json::object{{"id", id}, {"kind", "meeting"}, {"title", "森林防火会"}, {"starts", "2022-11-24T15:00+08:00"}, {"follows", json::array{json::object{{"meeting", after}}}}};
  };
  auto first = meeting("a", "");
  first.erase("follows");
  fixture.post(first, kNow);
  fixture.post(meeting("b", "a"), kNow);
  fixture.post(meeting("c", "b"), kNow);
  const auto etag = app::get_item(*fixture.office, "a")->etag;
  const auto circle = app::put_item(*fixture.office, fixture.principal, "a", json::serialize(meeting("a", "c")), etag, at(kNow));
  REQUIRE_FALSE(circle.ok());
  CHECK(circle.error().message.find("a → b → c → a") != std::string::npos);
  CHECK(fixture.store->item("a")->revision == 1);
  CHECK(fixture.office->plan.size() == 3);

  const auto unknown = app::post_item(*fixture.office, fixture.principal, json::serialize(meeting("d", "nowhere")), "", at(kNow));
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().message == "/follows/0/meeting: there is no meeting 'nowhere'");
  CHECK_FALSE(fixture.store->item("d"));
}

TEST_CASE("what nobody is concerned by waits for a person, and on expiry goes to addressees and the duty officer") {
  OfficeFixture fixture;
  fixture.post({{"title", "情况"}, {"addressees", json::array{"县直各单位"}}, {"text", "请研究处理某事项。"}}, kNow);
  const auto entries = [&](const char* now) {
    return json::parse(app::list_triage(*fixture.office, {"", 50}, at(now))->body).at("entries").as_array();
  };
  REQUIRE(entries(kNow).size() == 1);
  CHECK(entries(kNow)[0].at("reason").as_string() == "unrouted");
  REQUIRE(app::tick(*fixture.office, at("2022-11-24T09:29+08:00")).ok());
  CHECK(entries(kNow).size() == 1);
  REQUIRE(app::tick(*fixture.office, at("2022-11-24T09:30+08:00")).ok());
  CHECK(entries(kNow).empty());
  const auto duty = fixture.notices("gov-office", "2022-11-24T09:30+08:00");
  REQUIRE_FALSE(duty.empty());
  CHECK(duty[0].at("role").as_string() == "support");
}

TEST_CASE("a person routes a part by hand, once") {
  OfficeFixture fixture;
  const auto posted = fixture.post({{"title", "情况"}, {"text", "请研究处理某事项。"}}, kNow);
  const auto id = std::string(posted.at("id").as_string()) + "/1/1";
  const auto routed = app::resolve_triage(*fixture.office, fixture.principal, id, R"({"units":{"health":"lead"}})", "", at(kNow));
  REQUIRE(routed.ok());
  REQUIRE(fixture.notices("health", kNow).size() == 1);
  CHECK(fixture.notices("health", kNow)[0].at("role").as_string() == "lead");
  const auto again = app::resolve_triage(*fixture.office, fixture.principal, id, R"({"units":{}})", "", at(kNow));
  REQUIRE_FALSE(again.ok());
  CHECK(again.error().kind == rules::ErrorKind::conflict);
}

TEST_CASE("an event is told once, refused in the future, and known by its id") {
  OfficeFixture fixture;
  fixture.post({{"id", "m"}, {"kind", "meeting"}, {"title", "森林防火会议"}, {"starts", "2022-11-24T15:00+08:00"}}, kNow);
  const json::object event{{"id", "e1"}, {"kind", "postponed"}, {"until", "2022-11-24T16:00+08:00"}};
  fixture.event("m", event, "2022-11-24T10:00+08:00");
  fixture.event("m", event, "2022-11-24T10:00+08:00");
  CHECK(told(fixture.notices("forestry", "2022-11-24T10:00+08:00"), "m") ==
        std::vector<std::string>{"09:00 new 14:55–16:00", "10:00 moved 15:55–17:00"});
  const auto future = app::record_event(*fixture.office, fixture.principal, "m",
                                        R"({"kind":"started","at":"2022-11-24T10:03+08:00"})", "", at("2022-11-24T10:00+08:00"));
  REQUIRE_FALSE(future.ok());
  CHECK(future.error().message.find("future") != std::string::npos);
}

TEST_CASE("an event with the id of another meeting's, or with a key used before, changes no meeting") {
  OfficeFixture fixture;
  for (const char* id : {"m", "n"}) {
    fixture.post({{"id", id}, {"kind", "meeting"}, {"title", "森林防火会议"}, {"starts", "2022-11-24T15:00+08:00"}}, kNow);
  }
  const auto record = [&](const char* meeting, const char* body, const char* key) {
    return app::record_event(*fixture.office, fixture.principal, meeting, body, key, at("2022-11-24T10:00+08:00"));
  };
  REQUIRE(record("m", R"({"id":"e1","kind":"postponed","until":"2022-11-24T16:00+08:00"})", "k1").ok());
  for (const auto& refused : {record("n", R"({"id":"e1","kind":"cancelled"})", ""), record("m", R"({"id":"e2","kind":"cancelled"})", "k1")}) {
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().kind == rules::ErrorKind::conflict);
  }
  CHECK(fixture.office->plan.forecast("m")->status == rules::MeetingStatus::planned);
  CHECK(fixture.office->plan.forecast("n")->status == rules::MeetingStatus::planned);
  CHECK(fixture.store->events("").size() == 1);
}

TEST_CASE("a key sent again with a meeting, or with what triage decided, leaves plan and store as they are") {
  OfficeFixture fixture;
  const json::object meeting{{"id", "m"}, {"kind", "meeting"}, {"title", "森林防火会议"}, {"starts", "2022-11-24T15:00+08:00"}};
  const auto first = fixture.post(meeting, kNow, "k1");
  fixture.office->plan.advance(at("2022-11-24T15:20+08:00"));
  CHECK(fixture.post(meeting, "2022-11-24T15:20+08:00", "k1") == first);
  // Read from the store again it would stand at nine o'clock.
  CHECK(fixture.office->plan.forecast("m")->status == rules::MeetingStatus::unknown);

  fixture.post({{"id", "vague"}, {"title", "情况"}, {"text", "请研究处理某事项。"}}, kNow);
  const auto resolve = [&](const char* body) {
    return app::resolve_triage(*fixture.office, fixture.principal, "vague/1/1", body, "k2", at(kNow));
  };
  const auto routed = resolve(R"({"units":{"health":"lead"}})"), again = resolve(R"({"units":{"health":"lead"}})");
  REQUIRE(routed.ok());
  REQUIRE(again.ok());
  CHECK(again->body == routed->body);
  CHECK(fixture.notices("health", "2022-11-24T15:20+08:00").size() == 1);
  CHECK(resolve(R"({"units":{}})").error().kind == rules::ErrorKind::conflict);
}

TEST_CASE("a cancelled task is over: meetings that go on tell nobody of it, and nobody sorts its parts") {
  OfficeFixture fixture;
  fixture.post({{"id", "m"}, {"kind", "meeting"}, {"title", "森林防火会议"}, {"starts", "2022-11-24T15:00+08:00"}}, kNow);
  fixture.post({{"id", "task"}, {"title", "通知"}, {"text", "请林业局于明日上班前报送。请研究处理某事项。"}, {"handed_down_by", json::array{"m"}}}, kNow);
  fixture.post({{"id", "vague"}, {"title", "情况"}, {"text", "请研究处理某事项。"}}, kNow);
  fixture.post({{"title", "取消"}, {"text", "原通知取消。"}, {"cancels", "task"}}, kNow);
  fixture.post({{"title", "取消"}, {"text", "原通知取消。"}, {"cancels", "vague"}}, kNow);
  fixture.event("m", {{"kind", "estimate"}, {"minutes", 600}}, "2022-11-24T15:01+08:00");
  REQUIRE(app::tick(*fixture.office, at("2022-11-24T15:02+08:00")).ok());
  CHECK(told(fixture.notices("forestry", "2022-11-24T15:02+08:00"), "task") == std::vector<std::string>{"09:00 new", "09:00 cancelled"});
  CHECK(told(fixture.notices("gov-office", "2022-11-24T15:02+08:00"), "vague").empty());
}

TEST_CASE("what a meeting hands down follows its revisions") {
  OfficeFixture fixture;
  const auto meeting = [](const char* title) {
    return json::object{{"id", "m"}, {"kind", "meeting"}, {"title", "会议"}, {"starts", "2022-11-24T15:00+08:00"},
                        {"parts", json::array{json::object{{"part_id", "1"}, {"title", title}, {"minutes", 60}},
                                              json::object{{"part_id", "2"}, {"title", "森林防火"}, {"minutes", 60}}}}};
  };
  fixture.post(meeting("春耕备耕"), kNow);
  fixture.post({{"id", "task"}, {"title", "通知"}, {"text", "请教育局于今日18时前报送。"}, {"handed_down_by", json::array{"m"}}}, kNow);
  const auto handed_down = [&] {
    const auto decision = json::parse(fixture.store->decision("task")->json);
    return std::string(decision.at("units").at("edu").at("deadlines").at(0).at("handed_down").as_string()).substr(11, 5);
  };
  CHECK(handed_down() == "17:00");
  REQUIRE(app::put_item(*fixture.office, fixture.principal, "m", json::serialize(meeting("中小学招生")), "\"1\"", at(kNow)).ok());
  CHECK(handed_down() == "16:00");
  for (const auto& decision : fixture.store->decisions(0, 100)) CHECK(*app::replay(*fixture.office, decision) == decision.json);
}

TEST_CASE("a configuration with errors never replaces a good one") {
  OfficeFixture fixture;
  TemporaryFolder copy;
  std::filesystem::copy(fixture.config_folder, copy.file("c"), std::filesystem::copy_options::recursive);
  const auto before = fixture.office->router();
  std::ofstream(copy.file("c") + "/rules/broken.yaml") << "rules:\n  - {id: x, when: [甲], tags: [nosuch]}\n";
  const auto reloaded = app::activate_folder(*fixture.office, copy.file("c"), at(kNow));
  REQUIRE_FALSE(reloaded.ok());
  CHECK(fixture.office->router() == before);
  CHECK(fixture.office->reload_error().find("rules/broken.yaml:2") != std::string::npos);
  std::ofstream(copy.file("c") + "/rules/broken.yaml") << "topics: {nosuch: {en: N}}\nrules:\n  - {id: x, when: [甲甲], tags: [nosuch]}\n";
  REQUIRE(app::activate_folder(*fixture.office, copy.file("c"), at(kNow)).ok());
  CHECK(fixture.office->reload_error().empty());
  CHECK(fixture.office->router() != before);
}
