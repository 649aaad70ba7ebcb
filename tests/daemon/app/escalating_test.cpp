// Nobody acknowledges: the deputy hears it, the posting office's call sheet fills, and a clerk's word closes it, over HTTP and
// over restarts. Office hours: 08:00–12:00 and 14:30–17:30; the deputy after 120 working minutes, the call sheet 60 after.
#include <filesystem>
#include <fstream>

#include "tests/daemon/app/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

using Lines = std::vector<std::string>;

constexpr const char* kPeople = R"(
posts:
  - {id: edu-clerk, unit: edu, function: clerk, name: {zh: 值班室}}
persons:
  - {id: edu-jia, unit: edu, name: {zh: 甲}, addresses: {phone: "8001"}}
  - {id: edu-yi, unit: edu, name: {zh: 乙}, addresses: {phone: "8002"}}
holdings:
  - {post: edu-clerk, person: edu-jia, deputies: [edu-yi]}
)";

json::object order() {
  return {{"id", "order"}, {"title", "关于报送库存的通知"}, {"text", "请于11月28日9时前报送库存。由县教育局牵头，县公安局配合。"}};
}

struct Escalating : OfficeFixture {
  Escalating() {
    std::filesystem::copy(config_folder, changed.path(), std::filesystem::copy_options::recursive);
    auto text = support::read_text(changed.file("fenliu.yaml"));
    const std::string section = "notices: {";
    REQUIRE(text.find(section) != std::string::npos);
    if (text.find("escalation:") == std::string::npos) {
      std::ofstream(changed.file("fenliu.yaml"))
          << text.insert(text.find(section) + section.size(), "escalation: {deputy_minutes: 120, call_sheet_minutes: 60}, ");
    }
    std::ofstream(changed.file("people.yaml")) << kPeople;
    std::filesystem::remove(changed.file("overlays/duty.yaml"));
    config_folder = changed.path();
    reopen("2022-11-24T08:01+08:00");
  }

  Lines told(const std::string& unit, const std::string& now) {
    REQUIRE(app::tick(*office, at(now)).ok());
    return test::told(notices(unit, now), "order");
  }

  json::array calls(const std::string& now) {
    REQUIRE(app::tick(*office, at(now)).ok());
    const auto answer = app::list_calls(*office, principal, "zh", at(now));
    REQUIRE(answer.ok());
    return json::parse(answer->body).as_object()["calls"].as_array();
  }

  app::Result<app::Answer> settle(const std::string& id, const json::value& body, const std::string& now, const std::string& key = "") {
    return app::settle_call(*office, principal, id, json::serialize(body), key, at(now));
  }

  TemporaryFolder changed;
};

}  // namespace

TEST_CASE("who acknowledges nothing is escalated to the deputy and then telephoned, each once, whatever restarts") {
  Escalating office;
  office.post(order(), "2022-11-24T09:00+08:00");
  CHECK(office.told("edu", "2022-11-24T10:59+08:00") == Lines{"09:00 new"});
  CHECK(office.told("edu", "2022-11-24T11:00+08:00") == Lines{"09:00 new", "11:00 escalated"});
  CHECK(office.notices("edu", "2022-11-24T11:00+08:00").at(0).at("reason") == "not-acknowledged-yet");
  office.reopen("2022-11-24T11:01+08:00");
  CHECK(office.told("edu", "2022-11-24T11:59+08:00").size() == 2);
  // The police have nobody second in line: no notice, but a call.
  auto calls = office.calls("2022-11-24T12:00+08:00");
  REQUIRE(calls.size() == 2);
  CHECK(office.told("police", "2022-11-24T12:00+08:00") == Lines{"09:00 new"});
  office.reopen("2022-11-24T12:01+08:00");
  calls = office.calls("2022-11-24T15:00+08:00");
  REQUIRE(calls.size() == 2);
  CHECK(calls.at(0).at("unit") == "edu");
  CHECK(calls.at(0).at("people").as_array().size() == 2);
  CHECK(calls.at(0).at("people").at(0).at("phone") == "8001");
  CHECK(calls.at(0).at("people").at(1).at("name") == "乙");
  CHECK(calls.at(0).at("since") == "2022-11-24T09:00+08:00");
}

TEST_CASE("answered on the telephone is acknowledged; only a call in vain tells the superior") {
  Escalating office;
  office.post(order(), "2022-11-24T09:00+08:00");
  REQUIRE(office.calls("2022-11-24T11:00+08:00").empty());
  const auto calls = office.calls("2022-11-24T15:00+08:00");
  REQUIRE(calls.size() == 2);
  const std::string edu(calls.at(0).at("id").as_string()), police(calls.at(1).at("id").as_string());
  CHECK_FALSE(office.settle(edu, json::object{{"state", "answered"}}, "2022-11-24T15:01+08:00").ok());  // by whom?
  const auto answered = office.settle(edu, json::object{{"state", "answered"}, {"person", "乙"}}, "2022-11-24T15:02+08:00", "key-1");
  REQUIRE(answered.ok());
  CHECK(office.settle(edu, json::object{{"state", "answered"}, {"person", "乙"}}, "2022-11-24T15:03+08:00", "key-1")->body == answered->body);
  CHECK(office.settle(edu, json::object{{"state", "no-answer"}}, "2022-11-24T15:03+08:00").error().kind == rules::ErrorKind::conflict);
  CHECK(office.notices("edu", "2022-11-24T15:02+08:00").at(0).at("acknowledged_by") == "clerk (telephone), 乙");
  CHECK(office.told("gov-office", "2022-11-24T15:03+08:00").empty());
  const auto in_vain = office.settle(police, json::object{{"state", "no-answer"}, {"person", "值班室"}}, "2022-11-24T15:04+08:00");
  REQUIRE(in_vain.ok());
  CHECK(json::parse(in_vain->body).at("superior") == "gov-office");
  CHECK(office.told("gov-office", "2022-11-24T15:04+08:00") == Lines{"15:04 escalated"});
  CHECK(office.notices("gov-office", "2022-11-24T15:04+08:00").at(0).at("reason") == "no-answer:police");
  CHECK(office.calls("2022-11-25T12:00+08:00").empty());
}

TEST_CASE("an acknowledgement or a withdrawal takes the call off the sheet, and other offices do not see it") {
  Escalating office;
  office.post(order(), "2022-11-24T09:00+08:00");
  office.calls("2022-11-24T11:00+08:00");
  auto calls = office.calls("2022-11-24T15:00+08:00");
  REQUIRE(calls.size() == 2);
  const auto id = std::string(calls.at(1).at("id").as_string());
  const serve::Principal other{"stranger", "health", {serve::Permission::post}};
  CHECK(json::parse(app::list_calls(*office.office, other, "", at("2022-11-24T15:00+08:00"))->body).at("calls").as_array().empty());
  CHECK(app::settle_call(*office.office, other, id, R"({"state":"no-answer"})", "", at("2022-11-24T15:00+08:00")).error().kind ==
        rules::ErrorKind::forbidden);
  const auto notice = std::string(office.notices("edu", "2022-11-24T15:00+08:00").at(0).at("id").as_string());
  REQUIRE(app::acknowledge(*office.office, office.principal, notice, "", at("2022-11-24T15:01+08:00")).ok());
  calls = office.calls("2022-11-24T15:01+08:00");
  REQUIRE(calls.size() == 1);
  CHECK(calls.at(0).at("unit") == "police");
  office.post({{"id", "void"}, {"title", "通知作废"}, {"text", "原通知取消。"}, {"cancels", "order"}}, "2022-11-24T15:10+08:00");
  CHECK(office.calls("2022-11-24T15:11+08:00").empty());
}

TEST_CASE("a hand-over packet holds what is open, and nothing that is done") {
  Escalating office;
  office.post(order(), "2022-11-24T09:00+08:00");
  const auto packet = [&](const std::string& unit, const std::string& now) {
    const auto answer = app::hand_over(*office.office, office.principal, unit, "zh", at(now));
    REQUIRE(answer.ok());
    return json::parse(answer->body).as_object();
  };
  auto edu = packet("edu", "2022-11-24T10:00+08:00");
  REQUIRE(edu["matters"].as_array().size() == 1);
  CHECK(edu["matters"].at(0).at("acknowledged") == false);
  CHECK(edu["posts"].at(0).at("holder") == "edu-jia");
  const std::string text(edu["text"].as_string());
  CHECK(text.find("尚未确认\n  11-24 09:00  关于报送库存的通知") != std::string::npos);
  CHECK(text.find("11-28 09:00  关于报送库存的通知") != std::string::npos);
  CHECK(text.find("值班室: 甲") != std::string::npos);
  CHECK(packet("health", "2022-11-24T10:00+08:00")["matters"].as_array().empty());
  const auto notice = std::string(office.notices("edu", "2022-11-24T10:00+08:00").at(0).at("id").as_string());
  REQUIRE(app::acknowledge(*office.office, office.principal, notice, "", at("2022-11-24T10:01+08:00")).ok());
  CHECK(packet("edu", "2022-11-28T08:59+08:00")["matters"].as_array().size() == 1);
  CHECK(packet("edu", "2022-11-28T09:00+08:00")["matters"].as_array().empty());
  CHECK(app::hand_over(*office.office, office.principal, "nobody", "", at("2022-11-24T10:00+08:00")).error().kind == rules::ErrorKind::not_found);
}
