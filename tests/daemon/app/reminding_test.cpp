// Reminders, overdue tasks and digests of an office, tick by tick. Office hours: 08:00–12:00 and 14:30–17:30.
#include <filesystem>
#include <fstream>

#include <SQLiteCpp/SQLiteCpp.h>

#include "tests/daemon/app/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

using Lines = std::vector<std::string>;

// Due on Friday at 09:00, so reminded of on Thursday at 16:30 and overdue on Friday at 10:00.
json::object order() {
  return {{"id", "order"}, {"title", "关于报送库存的通知"}, {"text", "请于11月25日9时前报送库存。由县教育局牵头，县公安局配合。"}};
}

struct Reminding : OfficeFixture {
  using OfficeFixture::OfficeFixture;

  // "at stage" of all that the unit was told about the order.
  Lines told(const std::string& unit, const std::string& now) {
    REQUIRE(app::tick(*office, at(now)).ok());
    return test::told(notices(unit, now), "order");
  }

  void acknowledge(const std::string& unit, const std::string& now) {
    const auto id = std::string(notices(unit, now).at(0).at("id").as_string());
    REQUIRE(app::acknowledge(*office, principal, id, "", at(now)).ok());
  }

  std::int64_t waiting() const {
    return SQLite::Database(folder.file("fenliu.db"), SQLite::OPEN_READONLY, 5000).execAndGet("SELECT count(*) FROM reminders").getInt64();
  }
};

}  // namespace

TEST_CASE("units with a task are reminded in time and told what is overdue, each once, whatever restarts") {
  Reminding office;
  office.post(order(), "2022-11-24T09:00+08:00");
  CHECK(office.told("edu", "2022-11-24T16:29+08:00") == Lines{"09:00 new"});
  CHECK(office.told("edu", "2022-11-24T16:30+08:00") == Lines{"09:00 new", "16:30 reminder"});
  CHECK(office.told("police", "2022-11-24T16:30+08:00") == Lines{"09:00 new", "16:30 reminder"});
  const auto reminder = office.notices("edu", "2022-11-24T16:30+08:00").at(0).as_object();
  CHECK(reminder.at("reason") == "due-soon");
  CHECK(std::string(reminder.at("deadlines").at(0).at("effective").as_string()) == "2022-11-25T09:00+08:00");
  office.reopen("2022-11-24T16:31+08:00");
  office.acknowledge("police", "2022-11-24T16:40+08:00");
  CHECK(office.told("edu", "2022-11-25T09:59+08:00") == Lines{"09:00 new", "16:30 reminder"});
  CHECK(office.told("edu", "2022-11-25T10:00+08:00") == Lines{"09:00 new", "16:30 reminder", "10:00 overdue"});
  CHECK(office.told("police", "2022-11-25T10:00+08:00") == Lines{"09:00 new", "16:30 reminder"});
  office.reopen("2022-11-25T10:01+08:00");
  CHECK(office.told("edu", "2022-11-25T12:00+08:00").size() == 3);
  CHECK(office.waiting() == 0);
}

TEST_CASE("what is withdrawn is not reminded of") {
  Reminding office;
  office.post(order(), "2022-11-24T09:00+08:00");
  office.post({{"id", "void"}, {"title", "通知作废"}, {"text", "原通知取消。"}, {"cancels", "order"}}, "2022-11-24T10:00+08:00");
  CHECK(office.told("edu", "2022-11-25T12:00+08:00") == Lines{"09:00 new", "10:00 cancelled"});
}

TEST_CASE("a deadline that moves on is reminded of where it stands now") {
  Reminding office;
  office.post(order(), "2022-11-24T09:00+08:00");
  auto later = order();
  later["text"] = "请于11月28日9时前报送库存。由县教育局牵头，县公安局配合。";
  REQUIRE(app::put_item(*office.office, office.principal, "order", json::serialize(later), "\"1\"", at("2022-11-24T10:00+08:00")).ok());
  CHECK(office.told("edu", "2022-11-25T16:29+08:00") == Lines{"09:00 new", "10:00 changed"});
  CHECK(office.told("edu", "2022-11-25T16:30+08:00") == Lines{"09:00 new", "10:00 changed", "16:30 reminder"});
}

TEST_CASE("what was told by a program without reminders is looked at once, and only what is not long past is said") {
  Reminding office;
  office.post(order(), "2022-11-24T09:00+08:00");
  const auto as_before = [&] {
    SQLite::Database database(office.folder.file("fenliu.db"), SQLite::OPEN_READWRITE, 5000);
    database.exec("UPDATE notices SET state = json_remove(state, '$.told_at')");
    database.exec("DELETE FROM reminders");
    database.exec("INSERT INTO reminders SELECT DISTINCT item, unit, 0 FROM notices");
  };
  as_before();
  CHECK(office.told("edu", "2022-11-24T10:00+08:00") == Lines{"09:00 new"});
  CHECK(office.told("edu", "2022-11-24T16:30+08:00") == Lines{"09:00 new", "16:30 reminder"});
  as_before();
  CHECK(office.told("edu", "2022-12-24T10:00+08:00") == Lines{"09:00 new", "16:30 reminder"});
  CHECK(office.waiting() == 0);
}

TEST_CASE("the merely informed see what waits for the digest at its time, over a restart too") {
  Reminding office("county-us", "2022-11-21T08:00-08:00");
  TemporaryFolder folder;
  std::filesystem::copy(office.config_folder, folder.path(), std::filesystem::copy_options::recursive);
  auto text = support::read_text(folder.file("fenliu.yaml"));
  const std::string section = "notices: {";
  REQUIRE(text.find(section) != std::string::npos);
  std::ofstream(folder.file("fenliu.yaml")) << text.insert(text.find(section) + section.size(), "digest_times: [\"16:00\", \"11:30\"], ");
  office.config_folder = folder.path();
  office.reopen("2022-11-21T08:01-08:00");
  office.principal.unit = "clerk";
  office.post({{"id", "order"}, {"title", "Situation"}, {"addressees", json::array{"All departments"}}, {"text", "This is what we know so far."}},
              "2022-11-21T09:00-08:00");
  CHECK(office.told("library", "2022-11-21T11:29-08:00").empty());
  office.reopen("2022-11-21T11:29-08:00");
  CHECK(office.told("library", "2022-11-21T11:30-08:00") == Lines{"09:00 new"});
  const auto notice = office.notices("library", "2022-11-21T11:30-08:00").at(0).as_object();
  CHECK(notice.at("digest") == true);
  CHECK(notice.at("role") == "inform");
  CHECK(std::string(notice.at("due").as_string()) == "2022-11-21T11:30-08:00");
}
