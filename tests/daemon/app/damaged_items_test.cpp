// Stored items that the program cannot read: the rest works on, people are shown them, and putting them again mends them.
#include <SQLiteCpp/SQLiteCpp.h>

#include "daemon/app/application.h"
#include "tests/daemon/app/fixture.h"
#include "tests/support/fake_clock.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

const char* kNow = "2022-11-24T09:00+08:00";
const char* kLater = "2022-11-24T10:00+08:00";

json::object meeting(const std::string& id, const char* starts, const std::string& after = "") {
  json::object meeting{{"id", id}, {"kind", "meeting"}, {"title", "森林防火会议"}, {"starts", starts}};
  if (!after.empty()) meeting["follows"] = json::array{json::object{{"meeting", after}}};
  return meeting;
}

// Reopens the office after the statement was run on its database.
void damage(OfficeFixture& fixture, const std::string& statement) {
  fixture.office.reset();
  fixture.store.reset();
  SQLite::Database(fixture.folder.file("fenliu.db"), SQLite::OPEN_READWRITE).exec(statement);
  fixture.reopen(kLater);
}

json::array triage(OfficeFixture& fixture, const char* now) {
  return json::parse(app::list_triage(*fixture.office, {"", 50}, at(now))->body).at("entries").as_array();
}

}  // namespace

TEST_CASE("a stored item that cannot be read is named where people look, and stops nothing else") {
  const auto [statement, why] = GENERATE(table<std::string, std::string>({
      {"UPDATE items SET json = '{\"title\": ' WHERE id = 'a'", "what is stored is no item"},
      {"UPDATE items SET json = '{\"kind\": \"meeting\", \"starts\": \"soon\"}' WHERE id = 'a'", "what is stored is no item"},
      {"DELETE FROM decisions WHERE item = 'a'", "its decision is missing"},
      {"UPDATE decisions SET config = 'gone' WHERE item = 'a'", "the rulebook gone that decided it is missing, or this program refuses it"},
      {"UPDATE events SET json = 'x' WHERE id = 'e'", "its event e cannot be read"},
  }));
  CAPTURE(statement);
  OfficeFixture fixture;
  fixture.post(meeting("a", "2022-11-24T14:00+08:00"), kNow);
  fixture.post(meeting("b", "2022-11-24T16:00+08:00", "a"), kNow);
  fixture.post({{"id", "vague"}, {"title", "情况"}, {"text", "请研究处理某事项。"}}, kNow);
  fixture.event("a", {{"id", "e"}, {"kind", "estimate"}, {"minutes", 400}}, kNow);
  damage(fixture, statement);

  REQUIRE(fixture.office->damaged_items.size() == 1);
  CHECK(fixture.office->damaged_items[0].item == "a");
  CHECK(fixture.office->damaged_items[0].why == why);
  // The unrouted part's clock ran out meanwhile and did its work; the damaged item waits on.
  const auto entries = triage(fixture, kLater);
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].at("reason").as_string() == "damaged");
  CHECK(entries[0].at("item").as_string() == "a");
  CHECK_FALSE(fixture.notices("gov-office", kLater).empty());

  support::FakeClock clock(at(kLater));
  app::Application application(*fixture.office, clock);
  CHECK(application.ready().ready);
  CHECK(application.ready().remark == "1 stored item cannot be read; triage and the log say which");
  CHECK(application.metrics().find("fenliu_damaged_items 1") != std::string::npos);
  CHECK(json::parse(application.status(fixture.principal)->body).at("damaged_items").at(0).at("why").as_string() == why);

  // The others go on: posts, and events of the meeting that follows the damaged one.
  fixture.post(meeting("c", "2022-11-24T18:00+08:00", "b"), kLater);
  fixture.event("b", {{"kind", "postponed"}, {"until", "2022-11-24T17:00+08:00"}}, kLater);
  CHECK(told(fixture.notices("forestry", kLater), "b").back().starts_with("10:00 moved"));
}

TEST_CASE("a damaged item that is put again works again") {
  OfficeFixture fixture;
  fixture.post(meeting("a", "2022-11-24T14:00+08:00"), kNow);
  damage(fixture, "UPDATE items SET json = 'x' WHERE id = 'a'");
  const auto put = app::put_item(*fixture.office, fixture.principal, "a", json::serialize(meeting("a", "2022-11-24T15:00+08:00")), "\"1\"", at(kLater));
  REQUIRE(put.ok());
  CHECK(put->etag == "\"2\"");
  CHECK(fixture.office->damaged_items.empty());
  CHECK(triage(fixture, kLater).empty());
  CHECK(told(fixture.notices("forestry", kLater), "a") == std::vector<std::string>{"09:00 new 13:55–15:00", "10:00 moved 14:55–16:00"});
  fixture.reopen(kLater);
  CHECK(fixture.office->damaged_items.empty());
}

TEST_CASE("whoever has seen to a damaged item settles it, and it stays settled after a restart; routed it cannot be") {
  OfficeFixture fixture;
  fixture.post(meeting("a", "2022-11-24T14:00+08:00"), kNow);
  damage(fixture, "UPDATE items SET json = 'x' WHERE id = 'a'");
  const auto id = std::string(triage(fixture, kLater).at(0).at("id").as_string());
  const auto routed = app::resolve_triage(*fixture.office, fixture.principal, id, R"({"units":{"health":"lead"}})", "", at(kLater));
  REQUIRE_FALSE(routed.ok());
  CHECK(routed.error().kind == rules::ErrorKind::refused);
  REQUIRE(app::resolve_triage(*fixture.office, fixture.principal, id, R"({"units":{}})", "", at(kLater)).ok());
  CHECK(triage(fixture, kLater).empty());
  fixture.reopen(kLater);
  CHECK(triage(fixture, kLater).empty());
  CHECK(fixture.office->damaged_items.size() == 1);
}
