// A changed calendar dates open deadlines again and tells those whom it moves: over a reload, an announcement, a restart.
#include <filesystem>
#include <fstream>

#include "tests/daemon/app/fixture.h"

using namespace fenliu;
using namespace fenliu::test;
namespace fs = std::filesystem;

namespace {

// An office whose configuration folder the test may write into.
struct DatedOffice : OfficeFixture {
  DatedOffice() {
    fs::copy(config_folder, folder.file("config"), fs::copy_options::recursive);
    config_folder = folder.file("config");
    reopen("2022-11-24T08:00+08:00");
  }

  void write(const std::string& file, const std::string& text) { std::ofstream(config_folder + "/" + file) << text; }

  // As on SIGHUP, then the loop's next tick.
  void reload(const std::string& now) {
    REQUIRE(app::activate_folder(*office, config_folder, at(now)).ok());
    tick(now);
  }
  void tick(const std::string& now) { REQUIRE(app::tick(*office, at(now)).ok()); }

  json::object decision(const std::string& item) { return json::parse(store->decision(item)->json).as_object(); }

  // Of the unit's first deadline.
  std::string stated(const std::string& item, const std::string& unit) {
    auto decided = decision(item);
    return std::string(decided["units"].at(unit).at("deadlines").at(0).at("stated").as_string());
  }

  std::size_t decisions() { return store->decisions(0, 1000).size(); }

  void replays_all() {
    for (const auto& each : store->decisions(0, 1000)) {
      const auto again = app::replay(*office, each);
      REQUIRE(again.ok());
      CHECK(*again == each.json);
    }
  }
};

// Thursday; three workdays later is Tuesday the 29th.
const json::object kTable{{"id", "table"}, {"title", "关于报送学生名册的通知"}, {"text", "请县教育局于接到通知后3个工作日内报送学生名册。"}};
const json::object kToday{{"id", "today"}, {"title", "关于报送值班表的通知"}, {"text", "请县教育局于11月24日12:00前报送学校名册。"}};

const char* const kMonday = "days_off:\n  - {from: 2022-11-28, name: {zh: 县庆}}\n";
const char* const kMondayAnnounced = "days_off:\n  - {from: 2022-11-28, announced: 2022-11-25T10:00+08:00, name: {zh: 县庆}}\n";

// "stage reason stated", newest first.
std::string newest(const json::array& notices) {
  const auto& notice = notices.at(0).as_object();
  return std::string(notice.at("stage").as_string()) + " " + std::string(notice.at("reason").as_string()) + " " +
         std::string(notice.at("deadlines").at(0).at("stated").as_string());
}

}  // namespace

TEST_CASE("a reloaded configuration with another day off dates open deadlines again and tells why") {
  DatedOffice office;
  office.post(kTable, "2022-11-24T09:00+08:00");
  office.post(kToday, "2022-11-24T09:00+08:00");
  office.tick("2022-11-24T09:01+08:00");
  CHECK(office.stated("table", "edu") == "2022-11-29T17:30+08:00");
  const auto before = office.decisions();
  const auto first = office.decision("table");

  office.write("overlays/2022-11.yaml", kMonday);
  office.reload("2022-11-24T14:40+08:00");
  CHECK(office.stated("table", "edu") == "2022-11-30T17:30+08:00");
  // What was due at noon is past, and moves no more.
  CHECK(office.stated("today", "edu") == "2022-11-24T12:00+08:00");
  CHECK(office.decisions() == before + 1);
  CHECK(newest(office.notices("edu", "2022-11-24T14:41+08:00")) == "changed calendar-changed 2022-11-30T17:30+08:00");

  // Who is concerned is what it was; handing down is when it was; the revision that dated it is named.
  auto again = office.decision("table");
  CHECK(again.at("config") == first.at("config"));
  CHECK(again.at("dated_by").as_string() == office.office->router()->configuration().revision);
  CHECK(again["units"].at("edu").at("deadlines").at(0).at("handed_down") == first.at("units").at("edu").at("deadlines").at(0).at("handed_down"));
  CHECK(again["units"].at("edu").at("overlays").at(0).at("kind") == "day_off");
  office.replays_all();

  const auto told = office.notices("edu", "2022-11-24T14:41+08:00").size();
  office.tick("2022-11-24T14:42+08:00");
  CHECK(office.decisions() == before + 1);
  CHECK(office.notices("edu", "2022-11-24T14:43+08:00").size() == told);
}

TEST_CASE("what is announced later counts from then on, over a restart too") {
  for (const bool restarted : {false, true}) {
    CAPTURE(restarted);
    DatedOffice office;
    office.write("overlays/2022-11.yaml", kMondayAnnounced);
    office.reload("2022-11-24T08:30+08:00");
    office.post(kTable, "2022-11-24T09:00+08:00");
    office.tick("2022-11-25T09:59+08:00");
    CHECK(office.stated("table", "edu") == "2022-11-29T17:30+08:00");
    CHECK(office.notices("edu", "2022-11-25T09:59+08:00").size() == 1);
    if (restarted) office.reopen("2022-11-25T10:20+08:00");
    office.tick("2022-11-25T10:20+08:00");
    CHECK(office.stated("table", "edu") == "2022-11-30T17:30+08:00");
    CHECK(newest(office.notices("edu", "2022-11-25T10:21+08:00")) == "changed calendar-changed 2022-11-30T17:30+08:00");
    office.replays_all();
  }
}

TEST_CASE("a deadline that a withdrawn day off would bring forward is told to nobody") {
  DatedOffice office;
  office.write("overlays/2022-11.yaml", kMonday);
  office.reload("2022-11-24T08:30+08:00");
  office.post(kTable, "2022-11-24T09:00+08:00");
  office.tick("2022-11-24T09:01+08:00");
  CHECK(office.stated("table", "edu") == "2022-11-30T17:30+08:00");
  fs::remove(office.config_folder + "/overlays/2022-11.yaml");
  office.reload("2022-11-24T14:40+08:00");
  CHECK(office.notices("edu", "2022-11-24T14:41+08:00").size() == 1);
}

TEST_CASE("rules that change and calendars that do not date nothing again") {
  DatedOffice office;
  office.post(kTable, "2022-11-24T09:00+08:00");
  office.tick("2022-11-24T09:01+08:00");
  const auto before = office.decisions();
  office.write("rules/lanterns.yaml", "rules:\n  - {id: lanterns, when: [灯笼检查], route: {lead: [culture]}}\n");
  office.reload("2022-11-24T14:40+08:00");
  CHECK(office.decisions() == before);
  CHECK(office.store->dating().revision == office.office->router()->configuration().revision);
}

TEST_CASE("after a meeting's event the new calendar still holds for what the meeting hands down") {
  DatedOffice office;
  office.post({{"id", "meeting"}, {"kind", "meeting"}, {"title", "县会"}, {"starts", "2022-11-24T10:00+08:00"}, {"parts", json::array{json::object{{"title", "县教育局汇报"}, {"minutes", 30}}}}},
              "2022-11-24T09:00+08:00");
  auto table = kTable;
  table["handed_down_by"] = json::array{"meeting"};
  office.post(table, "2022-11-24T09:10+08:00");
  office.write("overlays/2022-11.yaml", kMonday);
  office.reload("2022-11-24T09:40+08:00");
  CHECK(office.stated("table", "edu") == "2022-11-30T17:30+08:00");
  office.event("meeting", {{"kind", "started"}}, "2022-11-24T10:00+08:00");
  office.event("meeting", {{"kind", "part_ended"}, {"part", "1"}}, "2022-11-24T10:50+08:00");
  office.event("meeting", {{"kind", "ended"}}, "2022-11-24T11:00+08:00");
  CHECK(office.stated("table", "edu") == "2022-11-30T17:30+08:00");
  CHECK(office.decision("table")["units"].at("edu").at("deadlines").at(0).at("handed_down").as_string() == "2022-11-24T10:50+08:00");
  office.replays_all();
}
