// Units answer back: what is stored, who is told, what the office's answer changes, what stands, what is replayed.
#include "daemon/app/office.h"
#include "rules/source/compile.h"
#include "tests/daemon/app/fixture.h"
#include "tests/support/configurations.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

constexpr const char* kEvening = "2022-11-24T20:30+08:00";
constexpr const char* kMorning = "2022-11-24T09:00+08:00";

// Due at 8:00 the next morning; whom it concerns is said in its words.
const json::object kTable{{"id", "table"},
                          {"number", "安政办发〔2022〕31号"},
                          {"title", "关于报送库存的紧急通知"},
                          {"urgency", "urgent"},
                          {"posted_by_person", "甲"},
                          {"text", "请县教育局、县公安局于11月25日8:00前报送应急物资库存表。"}};

struct ObjectingOffice : OfficeFixture {
  using OfficeFixture::OfficeFixture;

  static serve::Principal unit(const std::string& id) { return {id + "-account", id, {serve::Permission::read_unit}}; }

  std::string newest(const std::string& unit, const std::string& now) { return std::string(notices(unit, now).at(0).at("id").as_string()); }

  rules::Result<app::Answer> object(const std::string& unit_id, const json::object& body, const std::string& now = kEvening, const std::string& key = "") {
    return app::object_to_notice(*office, unit(unit_id), newest(unit_id, now), json::serialize(body), key, at(now));
  }

  std::string objected(const std::string& unit_id, const json::object& body, const std::string& now = kEvening) {
    const auto answer = object(unit_id, body, now);
    if (!answer.ok()) throw std::runtime_error(answer.error().message + " " + answer.error().detail);
    return std::string(json::parse(answer->body).at("id").as_string());
  }

  rules::Result<app::Answer> answer(const std::string& id, json::object body, const std::string& now = "2022-11-24T20:40+08:00", const std::string& key = "") {
    body.emplace("person", "值班主任");
    return app::answer_objection(*office, principal, id, json::serialize(body), key, at(now));
  }

  // "stage reason" of each notice about the item, oldest first.
  std::vector<std::string> told_of(const std::string& unit_id, const std::string& item = "table") {
    std::vector<std::string> found;
    for (const auto& notice : notices(unit_id, "2022-11-30T12:00+08:00")) {
      if (notice.at("item").as_string() != item) continue;
      found.insert(found.begin(), std::string(notice.at("stage").as_string()) + " " + std::string(notice.at("reason").as_string()));
    }
    return found;
  }

  std::string role(const std::string& unit_id, const std::string& item = "table") {
    const auto decision = json::parse(store->decision(item)->json);
    const auto* reached = decision.at("units").as_object().if_contains(unit_id);
    return reached == nullptr ? "none" : std::string(reached->at("role").as_string());
  }

  void replays_all() {
    for (const auto& each : store->decisions(0, 1000)) {
      const auto again = app::replay(*office, each);
      REQUIRE(again.ok());
      CHECK(*again == each.json);
    }
  }
};

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("an objection goes straight to the office, which answers it; the unit learns who said what") {
  ObjectingOffice office;
  office.post(kTable, kEvening);
  const auto id = office.objected("edu", {{"kind", "unclear"}, {"text", "按哪张表报?"}, {"person", "乙"}});
  CHECK(office.told_of("gov-office") == Told{"escalated objection"});
  const auto shown = office.notices("gov-office", kEvening).at(0).as_object();
  CHECK(shown.at("objections").at(0).at("id") == json::value(id));
  CHECK(std::string(shown.at("objections").at(0).at("sentence").at("zh").as_string()).find("按哪张表报?") != std::string::npos);

  // Asked again while it waits it is not stored twice; another question is.
  CHECK(office.object("edu", {{"kind", "unclear"}, {"text", "还是不懂"}}).error().kind == rules::ErrorKind::conflict);
  CHECK(office.store->objections({"", "open"}, 0, 10).size() == 1);

  CHECK(office.answer(id, {{"answer", "accept"}}).error().kind == rules::ErrorKind::invalid);  // nothing is explained
  REQUIRE(office.answer(id, {{"answer", "accept"}, {"text", "按附件一。"}}).ok());
  CHECK(office.told_of("edu") == Told{"new first", "changed objection-accepted"});
  const auto notice = office.notices("edu", "2022-11-25T09:00+08:00").at(0).as_object();
  const auto& objection = notice.at("objections").at(0).as_object();
  CHECK(objection.at("state") == "accepted");
  CHECK(objection.at("answer") == "按附件一。");
  CHECK(objection.at("answered_by") == "值班主任");
  CHECK(objection.at("person") == "乙");
  CHECK(office.answer(id, {{"answer", "decline"}, {"text", "不"}}).error().kind == rules::ErrorKind::conflict);
  // What the unit has to do stays as it was.
  CHECK(office.role("edu") == "lead");
  CHECK(notice.at("deadlines").as_array().size() == 1);
}

TEST_CASE("a notice says who decided, who may change it and by which document") {
  ObjectingOffice office;
  office.post(kTable, kEvening);
  const auto notice = office.notices("edu", kEvening).at(0).as_object();
  CHECK(notice.at("decided_by") == json::value{{"office", "gov-office"}, {"poster", "clerk"}, {"person", "甲"}});
  CHECK(notice.at("may_change") == json::array{"gov-office"});
  CHECK(notice.at("document").at("number") == "安政办发〔2022〕31号");
}

TEST_CASE("not ours, accepted: the unit is let go, stays so through revisions, and the rules get a case") {
  ObjectingOffice office;
  office.post(kTable, kEvening);
  const auto id = office.objected("edu", {{"kind", "not-ours"}});
  CHECK(app::objection_case(*office.office, office.principal, id).error().kind == rules::ErrorKind::conflict);
  REQUIRE(office.answer(id, {{"answer", "accept"}}).ok());
  CHECK(office.role("edu") == "none");
  CHECK(office.told_of("edu") == Told{"new first", "cancelled objection-accepted"});
  CHECK(office.told_of("police") == Told{"new first"});
  office.replays_all();

  auto revised = kTable;
  revised["text"] = "请县教育局、县公安局于11月25日8:00前报送应急物资库存表,另报联系人。";
  const auto put = app::put_item(*office.office, office.principal, "table", json::serialize(revised), "\"1\"", at("2022-11-24T20:50+08:00"));
  REQUIRE(put.ok());
  CHECK(office.role("edu") == "none");
  CHECK(office.told_of("edu").size() == 2);
  CHECK(office.told_of("police") == Told{"new first", "changed revision"});
  office.reopen("2022-11-24T21:00+08:00");
  office.replays_all();

  // Its case compiles beside the county's own rules and says what a person said.
  const auto yaml = app::objection_case(*office.office, office.principal, id);
  REQUIRE(yaml.ok());
  CAPTURE(yaml->body);
  auto files = support::small_files("rules:\n  - {id: r, when: [甲], tags: [t]}\n");
  auto text = yaml->body;
  text.replace(text.find("{edu: "), 6, "{a1: ");  // the small county's name for it
  files.push_back({"rules/objections.yaml", text});
  const auto compiled = rules::compile(files, support::test_zone);
  INFO(rules::render(compiled.diagnostics, files));
  REQUIRE(compiled.configuration);
  CHECK(compiled.configuration->cases.back().expect == std::map<rules::UnitId, rules::Role>{{"a1", rules::Role::none}});
  CHECK(compiled.configuration->cases.back().post.number == "安政办发〔2022〕31号");
}

TEST_CASE("what only one unit had waits for a person once that unit gave it back") {
  ObjectingOffice office;
  office.post({{"id", "alone"}, {"title", "关于校园安全的通知"}, {"text", "请县教育局于明日上班前报送校园安全情况。"}}, kMorning);
  REQUIRE(office.role("edu", "alone") != "none");
  const auto id = office.objected("edu", {{"kind", "not-ours"}}, kMorning);
  const auto before = office.store->open_triage(at(kMorning), 50, "").size();
  REQUIRE(office.answer(id, {{"answer", "accept"}}, "2022-11-24T09:05+08:00").ok());
  const auto waiting = office.store->open_triage(at("2022-11-24T09:05+08:00"), 50, "");
  CHECK((waiting.size() > before || !json::parse(office.store->decision("alone")->json).at("units").as_object().empty()));
  office.replays_all();
}

TEST_CASE("missed us, accepted: the unit gets it, corrected, and the rules get a case") {
  ObjectingOffice office;
  office.post(kTable, kEvening);
  REQUIRE(office.role("water") == "none");
  const auto asked = app::object_to_item(*office.office, ObjectingOffice::unit("water"), "table", R"({"text":"我局也有库存"})", "", at(kEvening));
  REQUIRE(asked.ok());
  const auto id = std::string(json::parse(asked->body).at("id").as_string());
  CHECK(app::object_to_item(*office.office, ObjectingOffice::unit("edu"), "table", "", "", at(kEvening)).error().kind == rules::ErrorKind::conflict);
  CHECK(app::object_to_item(*office.office, ObjectingOffice::unit("edu"), "nothing", "", "", at(kEvening)).error().kind == rules::ErrorKind::not_found);
  REQUIRE(office.answer(id, {{"answer", "accept"}, {"role", "lead"}}).ok());
  CHECK(office.role("water") == "lead");
  CHECK(office.told_of("water") == Told{"corrected objection-accepted"});
  CHECK(office.notices("water", "2022-11-25T09:00+08:00").at(0).at("deadlines").as_array().size() == 1);
  CHECK(office.told_of("edu") == Told{"new first"});
  const auto yaml = app::objection_case(*office.office, office.principal, id);
  REQUIRE(yaml.ok());
  CHECK(yaml->body.find("expect: {water: lead}") != std::string::npos);
  CHECK(yaml->body.find("todo: true") != std::string::npos);
  office.replays_all();
}

TEST_CASE("infeasible, with a time: a question that the office accepts or answers with another time") {
  ObjectingOffice office;
  office.post(kTable, kEvening);
  CHECK(office.object("edu", {{"kind", "infeasible"}, {"proposed_at", "2022-11-25T08:00+08:00"}}).error().kind == rules::ErrorKind::refused);
  const auto edu = office.objected("edu", {{"kind", "infeasible"}, {"proposed_at", "2022-11-25T11:30+08:00"}});
  const auto police = office.objected("police", {{"kind", "infeasible"}, {"proposed_at", "2022-11-25T17:00+08:00"}});
  const auto stated = office.store->objection(edu);
  CHECK(rules::format_rfc3339(*stated->stated, office.office->router()->configuration().zone) == "2022-11-25T08:00+08:00");
  REQUIRE(office.answer(edu, {{"answer", "accept"}}).ok());
  REQUIRE(office.answer(police, {{"answer", "counter"}, {"until", "2022-11-25T10:00+08:00"}, {"text", "十点要汇总"}}).ok());
  const auto deadline = [&](const char* unit) {
    const auto decision = json::parse(office.store->decision("table")->json);
    const auto& first = decision.at("units").at(unit).at("deadlines").at(0).as_object();
    return std::string(first.at("effective").as_string()).substr(5, 11) + " " + std::string(first.at("answer").as_string());
  };
  CHECK(deadline("edu") == "11-25T11:30 countered");
  CHECK(deadline("police") == "11-25T10:00 countered");
  CHECK(office.told_of("edu") == Told{"new first", "changed objection-accepted"});
  CHECK(office.told_of("police") == Told{"new first", "changed objection-accepted"});
  CHECK(office.store->deadline_answers("table").size() == 2);
  office.replays_all();
}

TEST_CASE("a deadline that leaves time enough is asked to move likewise, one that an outside level set is not") {
  ObjectingOffice office;
  auto fair = kTable;
  fair["id"] = "fair";
  fair["text"] = "请县教育局于11月28日17:00前报送应急物资库存表。";
  office.post(fair, kMorning);
  const auto id = office.objected("edu", {{"kind", "infeasible"}, {"proposed_at", "2022-11-29T12:00+08:00"}}, kMorning);
  REQUIRE(office.answer(id, {{"answer", "accept"}}, "2022-11-24T09:10+08:00").ok());
  CHECK(office.told_of("edu", "fair").back() == "changed objection-accepted");
  auto outside = kTable;
  outside["id"] = "outside";
  outside["origin"] = "outside";
  outside["issuer"] = "city-gov";
  office.post(outside, kEvening);
  const auto other = office.objected("edu", {{"kind", "infeasible"}, {"proposed_at", "2022-11-25T11:30+08:00"}});
  CHECK(office.answer(other, {{"answer", "accept"}}).error().kind == rules::ErrorKind::refused);
  CHECK(office.store->objection(other)->state == "open");
  REQUIRE(office.answer(other, {{"answer", "decline"}, {"text", "市里定的时间"}}).ok());
  CHECK(office.told_of("edu", "outside").back() == "changed objection-declined");
}

TEST_CASE("only the unit objects and takes back, only its office answers, and others learn nothing") {
  ObjectingOffice office;
  office.post(kTable, kEvening);
  const auto notice = office.newest("edu", kEvening);
  const auto stranger = ObjectingOffice::unit("health");
  const std::string body = R"({"kind":"not-ours"})";
  CHECK(app::object_to_notice(*office.office, stranger, notice, body, "", at(kEvening)).error().kind == rules::ErrorKind::not_found);
  const auto id = office.objected("edu", {{"kind", "not-ours"}});
  CHECK(app::get_objection(*office.office, stranger, id).error().kind == rules::ErrorKind::not_found);
  CHECK(app::get_objection(*office.office, ObjectingOffice::unit("edu"), id).ok());
  CHECK(app::withdraw_objection(*office.office, stranger, id, at(kEvening)).error().kind == rules::ErrorKind::not_found);
  const std::string yes = R"({"answer":"accept","person":"甲"})";
  CHECK(app::answer_objection(*office.office, ObjectingOffice::unit("edu"), id, yes, "", at(kEvening)).error().kind == rules::ErrorKind::not_found);
  const serve::Principal reader{"audit", "health", {serve::Permission::post, serve::Permission::read_all}};
  CHECK(app::answer_objection(*office.office, reader, id, yes, "", at(kEvening)).error().kind == rules::ErrorKind::forbidden);
  REQUIRE(app::withdraw_objection(*office.office, ObjectingOffice::unit("edu"), id, at(kEvening)).ok());
  CHECK(office.answer(id, {{"answer", "accept"}}).error().kind == rules::ErrorKind::conflict);
  CHECK(office.role("edu") == "lead");
  const serve::Principal poster{"other", "health", {serve::Permission::post}};
  CHECK(json::parse(app::list_objections(*office.office, poster, "", {"", 50})->body).at("objections").as_array().empty());
  CHECK(json::parse(app::list_objections(*office.office, office.principal, "withdrawn", {"", 50})->body).at("objections").as_array().size() == 1);
  CHECK(app::list_objections(*office.office, office.principal, "lost", {"", 50}).error().kind == rules::ErrorKind::invalid);
}

TEST_CASE("the list pages with a cursor, newest first") {
  ObjectingOffice office;
  office.post(kTable, kEvening);
  for (const char* text : {"一", "二", "三"}) {
    const auto id = office.objected("edu", {{"kind", "unclear"}, {"text", text}});
    REQUIRE(app::withdraw_objection(*office.office, ObjectingOffice::unit("edu"), id, at(kEvening)).ok());
  }
  const auto first = app::list_objections(*office.office, office.principal, "", {"", 2});
  REQUIRE(first.ok());
  const auto second = app::list_objections(*office.office, office.principal, "", {first->next, 2});
  REQUIRE(second.ok());
  CHECK(json::parse(first->body).at("objections").at(0).at("text") == "三");
  CHECK(json::parse(second->body).at("objections").at(0).at("text") == "一");
  CHECK(second->next.empty());
}

TEST_CASE("a late office is passed on to the duty officer, once") {
  ObjectingOffice office;
  office.post({{"id", "later"}, {"title", "关于报送库存的通知"}, {"text", "请县教育局于11月28日17:00前报送应急物资库存表。"}}, kMorning);
  const auto id = office.objected("edu", {{"kind", "unclear"}, {"text", "哪张表?"}}, kMorning);
  REQUIRE(app::tick(*office.office, at("2022-11-24T09:59+08:00")).ok());
  CHECK(office.told_of("gov-office", "later") == Told{"escalated objection"});
  REQUIRE(app::tick(*office.office, at("2022-11-24T10:00+08:00")).ok());
  REQUIRE(app::tick(*office.office, at("2022-11-24T10:01+08:00")).ok());
  office.reopen("2022-11-24T10:02+08:00");
  CHECK(office.told_of("gov-office", "later") == Told{"escalated objection", "escalated objection-unanswered"});
  CHECK(office.store->objection(id)->escalated_at);
  CHECK(office.answer(id, {{"answer", "accept"}, {"text", "附件一"}}, "2022-11-24T10:05+08:00").ok());
}

TEST_CASE("an answer to an objection sent twice is stored once") {
  ObjectingOffice office;
  office.post(kTable, kEvening);
  const auto first = office.object("edu", {{"kind", "not-ours"}}, kEvening, "k1");
  const auto again = office.object("edu", {{"kind", "not-ours"}}, "2022-11-24T20:31+08:00", "k1");
  REQUIRE(again.ok());
  CHECK(again->body == first->body);
  const auto id = std::string(json::parse(first->body).at("id").as_string());
  const auto answered = office.answer(id, {{"answer", "accept"}}, "2022-11-24T20:40+08:00", "k2");
  REQUIRE(answered.ok());
  CHECK(office.answer(id, {{"answer", "accept"}}, "2022-11-24T20:41+08:00", "k2")->body == answered->body);
  CHECK(office.told_of("edu").size() == 2);
}

TEST_CASE("a task is given to somebody, done, taken back; who is done is not reminded") {
  ObjectingOffice office;
  office.post({{"id", "later"}, {"title", "关于报送库存的通知"}, {"text", "请县教育局、县公安局于11月25日11:30前报送应急物资库存表。"}}, kMorning);
  const auto edu = ObjectingOffice::unit("edu");
  const auto notice = office.newest("edu", kMorning);
  REQUIRE(app::assign_task(*office.office, edu, notice, R"({"to":"乙","person":"甲"})", "", at("2022-11-24T09:10+08:00")).ok());
  CHECK(app::assign_task(*office.office, edu, notice, "{}", "", at(kMorning)).error().kind == rules::ErrorKind::invalid);
  CHECK(app::finish_task(*office.office, ObjectingOffice::unit("police"), notice, "", "", at(kMorning)).error().kind == rules::ErrorKind::not_found);
  const auto done = app::finish_task(*office.office, edu, notice, R"({"person":"乙"})", "", at("2022-11-24T16:00+08:00"));
  REQUIRE(done.ok());
  CHECK(json::parse(done->body).at("done_by") == "edu-account, 乙");
  const auto twice = app::finish_task(*office.office, edu, notice, R"({"person":"丙"})", "", at("2022-11-24T16:10+08:00"));
  CHECK(json::parse(twice->body).at("done_by") == "edu-account, 乙");
  const auto task = office.notices("edu", "2022-11-24T16:10+08:00").at(0).at("task").as_object();
  CHECK(task.at("assigned_to") == "乙");
  CHECK(task.at("done_at") == "2022-11-24T16:00+08:00");
  CHECK(office.store->acknowledged("later", "edu"));

  REQUIRE(app::undo_task(*office.office, edu, notice, "", "", at("2022-11-24T16:20+08:00")).ok());
  CHECK_FALSE(office.notices("edu", "2022-11-24T16:20+08:00").at(0).at("task").as_object().contains("done_at"));
  REQUIRE(app::finish_task(*office.office, edu, notice, "", "", at("2022-11-24T16:30+08:00")).ok());
  CHECK(app::undo_task(*office.office, edu, notice, "", "", at("2022-11-24T17:31+08:00")).error().kind == rules::ErrorKind::conflict);

  for (const char* now : {"2022-11-25T09:30+08:00", "2022-11-25T11:31+08:00", "2022-11-25T15:30+08:00"}) REQUIRE(app::tick(*office.office, at(now)).ok());
  CHECK(office.told_of("edu", "later") == Told{"new first"});
  CHECK(office.told_of("police", "later") == Told{"new first", "reminder due-soon", "overdue not-acknowledged"});
}

TEST_CASE("an item taken back stops everywhere at once") {
  ObjectingOffice office;
  office.post(kTable, kEvening);
  const auto id = office.objected("edu", {{"kind", "unclear"}, {"text", "哪张表?"}});
  const auto notice = office.newest("edu", kEvening);
  const std::string why = R"({"person":"甲","reason":"市里已另行布置"})";
  const serve::Principal other{"other", "health", {serve::Permission::post}};
  CHECK(app::withdraw_item(*office.office, other, "table", why, "", at(kEvening)).error().kind == rules::ErrorKind::forbidden);
  CHECK(app::withdraw_item(*office.office, office.principal, "table", R"({"person":"甲"})", "", at(kEvening)).error().kind == rules::ErrorKind::invalid);
  REQUIRE(app::withdraw_item(*office.office, office.principal, "table", why, "", at("2022-11-24T20:45+08:00")).ok());
  CHECK(office.told_of("edu") == Told{"new first", "cancelled item-cancelled"});
  CHECK(office.told_of("police") == Told{"new first", "cancelled item-cancelled"});
  const auto newest = office.notices("edu", "2022-11-24T20:45+08:00").at(0).as_object();
  CHECK(newest.at("withdrawn").as_bool());
  CHECK(newest.at("withdrawal").at("reason") == "市里已另行布置");
  CHECK(office.store->objection(id)->state == "withdrawn");
  const auto now = at("2022-11-24T20:50+08:00");
  const auto edu = ObjectingOffice::unit("edu");
  CHECK(app::object_to_notice(*office.office, edu, notice, R"({"kind":"not-ours"})", "", now).error().kind == rules::ErrorKind::conflict);
  CHECK(app::finish_task(*office.office, edu, notice, "", "", now).error().kind == rules::ErrorKind::conflict);
  CHECK(app::withdraw_item(*office.office, office.principal, "table", why, "", now).error().kind == rules::ErrorKind::conflict);
  for (const char* later : {"2022-11-25T08:00+08:00", "2022-11-25T12:00+08:00", "2022-11-26T12:00+08:00"}) REQUIRE(app::tick(*office.office, at(later)).ok());
  CHECK(office.told_of("edu").size() == 2);
  office.replays_all();
}

TEST_CASE("a meeting taken back is off, and what waited for it no longer does") {
  ObjectingOffice office;
  office.post({{"id", "first"}, {"kind", "meeting"}, {"title", "全县应急物资调度会"}, {"starts", "2022-11-24T15:00+08:00"},
               {"attendees", json::array{"县教育局"}}, {"parts", json::array{json::object{{"title", "应急物资调拨"}, {"minutes", 60}}}}}, kMorning);
  office.post({{"id", "second"}, {"kind", "meeting"}, {"title", "县教育局落实会"}, {"starts", "2022-11-24T15:30+08:00"},
               {"attendees", json::array{"县教育局"}}, {"parts", json::array{json::object{{"title", "应急物资调拨"}, {"minutes", 30}}}},
               {"follows", json::array{json::object{{"meeting", "first"}}}}}, kMorning);
  REQUIRE(app::withdraw_item(*office.office, office.principal, "first", R"({"person":"甲","reason":"改期另行通知"})", "", at("2022-11-24T09:30+08:00")).ok());
  CHECK(office.told_of("edu", "first").back() == "cancelled item-cancelled");
  CHECK(office.office->plan.expected("first")->status == rules::MeetingStatus::cancelled);
  CHECK(rules::format_rfc3339(office.office->plan.expected("second")->start->p50, office.office->router()->configuration().zone).substr(11, 5) == "15:30");
  office.reopen("2022-11-24T09:40+08:00");
  CHECK(office.office->plan.expected("first")->status == rules::MeetingStatus::cancelled);
  office.replays_all();
}

TEST_CASE("what another document of the same office supersedes stops; another office's does not") {
  ObjectingOffice office;
  office.post(kTable, kEvening);
  office.principal.unit = "health";
  office.post({{"id", "other"}, {"title", "关于报送库存的补充通知"}, {"text", "请县公安局报送库存表。"}, {"supersedes", "table"}}, kEvening);
  CHECK(office.told_of("edu") == Told{"new first"});
  office.principal.unit = "gov-office";
  office.post({{"id", "newer"}, {"title", "关于报送库存的补充通知"}, {"text", "请县公安局报送库存表。"}, {"supersedes", "安政办发〔2022〕31号"}}, "2022-11-24T20:35+08:00");
  CHECK(office.told_of("edu") == Told{"new first", "cancelled item-cancelled"});
  CHECK(office.store->item("table")->withdrawn);
  for (const auto& notice : office.notices("police", "2022-11-24T20:40+08:00")) {
    if (notice.at("item") == "newer") CHECK(notice.at("document").at("supersedes") == "安政办发〔2022〕31号");
  }
  CHECK(office.told_of("police", "newer") == Told{"new first"});
  office.replays_all();
}

TEST_CASE("what a unit asked for is listed with the deadlines and settled by answering them") {
  ObjectingOffice office;
  office.post(kTable, kEvening);
  const auto edu = office.objected("edu", {{"kind", "infeasible"}, {"proposed_at", "2022-11-25T10:30+08:00"}});
  const auto police = office.objected("police", {{"kind", "infeasible"}, {"proposed_at", "2022-11-25T17:00+08:00"}});
  const auto listed = app::list_deadlines(*office.office, office.principal, "table", at(kEvening));
  CHECK(json::parse(listed->body).at("asked").as_array().size() == 2);
  const auto said = R"({"answer":"accept","person":"值班主任"})";  // to each the time that is fair: 11:00
  REQUIRE(app::answer_deadlines(*office.office, office.principal, "table", said, "", at("2022-11-24T20:40+08:00")).ok());
  CHECK(office.store->objection(edu)->state == "accepted");
  CHECK(office.store->objection(police)->state == "declined");
  CHECK(json::parse(app::list_deadlines(*office.office, office.principal, "table", at("2022-11-24T20:41+08:00"))->body).at("asked").as_array().empty());
}
