// The issuing office answers proposed deadlines: what is stored, who is told, what stands, what is replayed.
#include "tests/daemon/app/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

constexpr const char* kEvening = "2022-11-24T20:30+08:00";

// Due at 8:00 the next morning; 180 working minutes later than handed down is 11:00.
const json::object kTable{{"id", "table"},
                          {"title", "关于报送库存的紧急通知"},
                          {"urgency", "urgent"},
                          {"text", "请县教育局、县公安局于11月25日8:00前报送应急物资库存表。"}};

struct AnsweringOffice : OfficeFixture {
  using OfficeFixture::OfficeFixture;

  rules::Result<app::Answer> answer(const std::string& item, const json::object& body, const std::string& now = "2022-11-24T20:40+08:00",
                                    const std::string& key = "") {
    return app::answer_deadlines(*office, principal, item, json::serialize(body), key, at(now));
  }

  json::object listed(const std::string& item, const std::string& now = "2022-11-24T20:40+08:00") {
    const auto answer = app::list_deadlines(*office, principal, item, at(now));
    if (!answer.ok()) throw std::runtime_error(answer.error().message);
    return json::parse(answer->body).as_object();
  }

  // "status effective answer by proposed" of the unit's first deadline, as the newest decision says it.
  std::string deadline(const std::string& item, const std::string& unit) {
    const auto decision = json::parse(store->decision(item)->json);
    const auto& deadline = decision.at("units").at(unit).at("deadlines").at(0).as_object();
    auto line = std::string(deadline.at("status").as_string()) + " " + std::string(deadline.at("effective").as_string()).substr(5, 11);
    for (const char* key : {"answer", "decided_by", "answer_reason"}) {
      if (deadline.contains(key)) line += " " + std::string(deadline.at(key).as_string());
    }
    if (deadline.contains("proposed")) line += " proposed " + std::string(deadline.at("proposed").as_string()).substr(5, 11);
    return line;
  }

  std::vector<std::string> reasons(const std::string& unit) {
    std::vector<std::string> found;
    for (const auto& notice : notices(unit, "2022-11-27T12:00+08:00")) {
      found.push_back(std::string(notice.at("stage").as_string()) + " " + std::string(notice.at("reason").as_string()));
    }
    return found;
  }

  void replays_all() {
    for (const auto& each : store->decisions(0, 1000)) {
      const auto again = app::replay(*office, each);
      REQUIRE(again.ok());
      CHECK(*again == each.json);
    }
  }
};

json::object said(const char* verb, json::object more = {}) {
  json::object body{{"answer", verb}, {"person", "王主任"}};
  for (auto& [key, value] : more) body[key] = value;
  return body;
}

}  // namespace

TEST_CASE("what is proposed is listed with the working time left, and accepted for one unit") {
  AnsweringOffice office;
  office.post(kTable, kEvening);
  CHECK(office.deadline("table", "edu") == "tight 11-25T08:00 proposed 11-25T11:00");
  const auto listed = office.listed("table");
  REQUIRE(listed.at("deadlines").as_array().size() == 2);
  const auto& first = listed.at("deadlines").at(0).as_object();
  CHECK(first.at("unit") == "edu");
  CHECK(first.at("open").as_bool());
  CHECK(first.at("working_minutes_left").as_int64() == 0);
  CHECK(std::string(listed.at("text").as_string()).find("建议改为2022-11-25 11:00") != std::string::npos);

  const auto accepted = office.answer("table", said("accept", {{"units", json::array{"edu"}}}));
  REQUIRE(accepted.ok());
  CHECK(accepted->status == 201);
  CHECK(office.deadline("table", "edu") == "extended 11-25T11:00 accepted 王主任");
  CHECK(office.deadline("table", "police") == "tight 11-25T08:00 proposed 11-25T11:00");
  CHECK(office.reasons("edu") == std::vector<std::string>{"changed deadline-answered", "new first"});
  CHECK(office.reasons("police") == std::vector<std::string>{"new first"});
  CHECK(office.listed("table").at("answers").as_array().size() == 1);

  // All of it is there after a restart, and every decision is made of it again.
  office.reopen("2022-11-24T20:50+08:00");
  office.replays_all();
  const auto rest = office.answer("table", said("accept"), "2022-11-24T20:55+08:00");
  REQUIRE(rest.ok());
  CHECK(office.deadline("table", "police") == "extended 11-25T11:00 accepted 王主任");
  CHECK(office.deadline("table", "edu") == "extended 11-25T11:00 accepted 王主任");
  office.replays_all();
}

TEST_CASE("a refusal needs its reason, ends the proposal, and only a later time comes after it") {
  AnsweringOffice office;
  office.post(kTable, kEvening);
  CHECK(office.answer("table", said("refuse")).error().kind == rules::ErrorKind::invalid);
  REQUIRE(office.answer("table", said("refuse", {{"reason", "市里九点要"}, {"units", json::array{"police"}}})).ok());
  CHECK(office.deadline("table", "police") == "tight 11-25T08:00 refused 王主任 市里九点要");
  CHECK(office.reasons("police").front() == "changed deadline-answered");
  CHECK(office.answer("table", said("accept", {{"units", json::array{"police"}}})).error().kind == rules::ErrorKind::conflict);

  REQUIRE(office.answer("table", said("counter", {{"until", "2022-11-25T10:00+08:00"}, {"units", json::array{"police"}}})).ok());
  CHECK(office.deadline("table", "police") == "extended 11-25T10:00 countered 王主任");
  const auto earlier = office.answer("table", said("counter", {{"until", "2022-11-25T09:00+08:00"}, {"units", json::array{"police"}}}));
  CHECK(earlier.error().kind == rules::ErrorKind::refused);
  office.replays_all();
}

TEST_CASE("an answer sent twice is stored once") {
  AnsweringOffice office;
  office.post(kTable, kEvening);
  const auto first = office.answer("table", said("accept"), "2022-11-24T20:40+08:00", "k1");
  const auto again = office.answer("table", said("accept"), "2022-11-24T20:41+08:00", "k1");
  REQUIRE(again.ok());
  CHECK(again->body == first->body);
  CHECK(office.store->deadline_answers("table").size() == 2);
  CHECK(office.answer("table", said("accept", {{"part", "0"}}), "2022-11-24T20:41+08:00", "k1").error().kind == rules::ErrorKind::conflict);
}

TEST_CASE("only the issuing office answers, and never for what is set outside or hard") {
  AnsweringOffice office;
  office.post(kTable, kEvening);
  auto hard = kTable;
  hard["id"] = "hard";
  hard["deadlines"] = json::array{json::object{{"at", "2022-11-25T08:00+08:00"}, {"hard", true}}};
  office.post(hard, kEvening);
  auto outside = kTable;
  outside["id"] = "outside";
  outside["origin"] = "outside";
  outside["issuer"] = "city-gov";
  office.post(outside, kEvening);
  CHECK(office.answer("hard", said("accept")).error().kind == rules::ErrorKind::refused);
  CHECK(office.answer("outside", said("accept")).error().message == "An outside level set this deadline; it is never moved here");
  CHECK(office.listed("outside").at("outside").as_bool());
  CHECK(office.answer("nothing", said("accept")).error().kind == rules::ErrorKind::not_found);
  CHECK(office.answer("table", said("accept", {{"units", json::array{"water"}}})).error().kind == rules::ErrorKind::invalid);
  office.principal.unit = "edu";
  CHECK(office.answer("table", said("accept")).error().kind == rules::ErrorKind::forbidden);
  CHECK(app::list_deadlines(*office.office, office.principal, "table", at(kEvening)).error().kind == rules::ErrorKind::forbidden);
  CHECK(office.store->deadline_answers("table").empty());
}

TEST_CASE("what the poster enabled beforehand needs nobody's answer, and only what lies behind it is proposed") {
  AnsweringOffice office;
  auto item = kTable;
  item["deadlines"] = json::array{json::object{{"at", "2022-11-25T08:00+08:00"}, {"extendable_until", "2022-11-25T12:00+08:00"}}};
  office.post(item, kEvening);
  CHECK(office.deadline("table", "edu") == "extended 11-25T11:00 automatic");
  item["id"] = "short";
  item["deadlines"] = json::array{json::object{{"at", "2022-11-25T08:00+08:00"}, {"extendable_until", "2022-11-25T09:30+08:00"}}};
  office.post(item, kEvening);
  CHECK(office.deadline("short", "edu") == "extended 11-25T09:30 automatic proposed 11-25T11:00");
  REQUIRE(office.answer("short", said("accept")).ok());
  CHECK(office.deadline("short", "edu") == "extended 11-25T11:00 accepted 王主任");
  office.replays_all();
}

TEST_CASE("occurrences before a fair time are waived, and a recurring deadline is closed, only by a person") {
  AnsweringOffice office;
  office.post({{"id", "daily"},
               {"number", "安政办电〔2022〕7号"},
               {"title", "关于启动低温雨雪三级应急响应的通知"},
               {"urgency", "urgent"},
               {"text", "请县教育局于每日9时前报送受灾情况。"}},
              kEvening);
  const auto listed = office.listed("daily");
  REQUIRE(listed.at("deadlines").as_array().size() == 1);
  CHECK(listed.at("deadlines").at(0).at("occurrence") == "2022-11-25");
  REQUIRE(office.answer("daily", said("accept")).ok());
  CHECK(office.deadline("daily", "edu") == "tight 11-25T09:00 waived 王主任");
  CHECK(office.reasons("edu").front() == "changed deadline-answered");

  const auto posted = office.post({{"id", "end"},
                                   {"title", "关于终止应急响应的通知"},
                                   {"text", "请县教育局知悉：自11月26日12时起终止低温雨雪三级应急响应。"}},
                                  "2022-11-26T11:00+08:00");
  REQUIRE(posted.contains("endings"));
  CHECK(posted.at("endings").at(0).at("item") == "daily");
  CHECK(posted.at("endings").at(0).at("via") == "title");
  CHECK(posted.at("endings").at(0).at("from") == "2022-11-26T12:00+08:00");
  CHECK(office.store->deadline_answers("daily").size() == 1);  // nothing is closed silently

  CHECK(office.answer("daily", said("close", {{"ended_by", "table"}})).error().kind == rules::ErrorKind::invalid);
  REQUIRE(office.answer("daily", said("close", {{"ended_by", "end"}}), "2022-11-26T11:10+08:00").ok());
  const auto decision = json::parse(office.store->decision("daily")->json);
  const auto& deadlines = decision.at("units").at("edu").at("deadlines").as_array();
  REQUIRE(deadlines.size() == 3);
  CHECK_FALSE(deadlines.at(1).as_object().contains("answer"));
  CHECK(deadlines.at(2).at("answer") == "closed");
  CHECK(deadlines.at(2).at("occurrence") == "2022-11-27");
  CHECK(office.answer("daily", said("close")).error().kind == rules::ErrorKind::conflict);
  office.replays_all();
}
