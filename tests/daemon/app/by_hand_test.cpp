// By hand as a channel: what may be said in a group and over the telephone, marks that count as delivery; papers that are
// collected; what a preview shows.
#include "daemon/app/tell.h"
#include "tests/daemon/app/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

constexpr const char* kNow = "2022-11-24T09:00+08:00";
constexpr const char* kLater = "2022-11-24T09:30+08:00";

json::value notice_of(const char* secrecy) {
  return {{"id", "visits"},
          {"title", "关于做好独居老人走访工作的通知"},
          {"secrecy", secrecy},
          {"addressees", {"edu", "health"}},
          {"parts", {{{"part_id", "1"}, {"title", "走访老人，联系电话13812345678"}, {"text", "请逐户走访独居老人。"}}}}};
}

std::string form(OfficeFixture& fixture, const std::string& which, const std::string& item = "visits", const std::string& language = "zh", bool html = false) {
  const auto answer = app::by_hand_form(*fixture.office, fixture.principal, item, {which, language, html}, at(kLater));
  if (!answer.ok()) throw std::runtime_error(answer.error().message);
  return answer->body;
}

rules::Result<serve::Answer> mark(OfficeFixture& fixture, const json::value& body, const std::string& key = "") {
  return app::mark_by_hand(*fixture.office, fixture.principal, "visits", json::serialize(body), key, at(kLater));
}

bool holds(const std::string& text, const std::string& word) { return text.find(word) != std::string::npos; }

}  // namespace

TEST_CASE("what is copied, called and printed is masked, in three languages") {
  OfficeFixture fixture;
  fixture.post(notice_of("public"), kNow);
  for (const char* which : {"group-text", "call-sheet", "slips", "signature-list"}) {
    for (const char* language : {"zh", "vi", "en"}) {
      for (const bool html : {false, true}) {
        CAPTURE(which, language, html);
        const auto paper = form(fixture, which, "visits", language, html);
        CHECK(holds(paper, "走访"));
        CHECK_FALSE(holds(paper, "13812345678"));
        CHECK(holds(paper, std::string(language) == "zh" ? "县教育局" : std::string(language) == "vi" ? "Cục Giáo dục huyện" : "Education Bureau"));
        if (!html) continue;
        CHECK(holds(paper, "size:A4"));
        CHECK_FALSE(holds(paper, "http"));
        CHECK_FALSE(holds(paper, "<script"));
      }
    }
  }
  CHECK(holds(form(fixture, "group-text"), "138****5678"));
}

TEST_CASE("in a group an internal item is its title, on no paper more") {
  OfficeFixture fixture;
  fixture.post(notice_of("internal"), kNow);
  for (const char* which : {"group-text", "call-sheet", "slips", "signature-list"}) {
    CAPTURE(which);
    const auto paper = form(fixture, which);
    CHECK(holds(paper, "独居老人走访工作"));
    CHECK_FALSE(holds(paper, "走访老人"));
    CHECK_FALSE(holds(paper, "逐户走访"));
  }
}

TEST_CASE("who was told by hand is off the call sheet until there is something new") {
  OfficeFixture fixture;
  fixture.post(notice_of("public"), kNow);
  CHECK(holds(form(fixture, "call-sheet"), "县教育局"));
  const auto marked = mark(fixture, {{"how", "telephoned"}, {"to_unit", "edu"}, {"to_person", "值班员"}, {"at", "2022-11-24T09:20+08:00"}});
  REQUIRE(marked.ok());
  CHECK(marked->status == 201);
  CHECK_FALSE(holds(form(fixture, "call-sheet"), "县教育局"));
  CHECK(holds(form(fixture, "call-sheet"), "县卫生健康局"));
  CHECK(holds(form(fixture, "signature-list"), "09:20 由clerk电话通知，接收人：值班员"));
  const auto notices = fixture.notices("edu", kLater);
  const auto& told = notices.front().as_object().at("by_hand").as_array().front().as_object();
  CHECK(told.at("sentence").at("en").as_string() == "telephoned 09:20 to 值班员 by clerk");
  CHECK_FALSE(fixture.notices("health", kLater).front().as_object().contains("by_hand"));

  fixture.reopen(kLater);
  CHECK_FALSE(holds(form(fixture, "call-sheet"), "县教育局"));

  auto changed = notice_of("public");
  changed.as_object()["urgency"] = "urgent";
  changed.as_object()["deadlines"] = json::array{{{"part", "1"}, {"at", "2022-11-25T17:00+08:00"}}};
  const auto put = app::put_item(*fixture.office, fixture.principal, "visits", json::serialize(changed), "*", at(kLater));
  REQUIRE(put.ok());
  REQUIRE(fixture.notices("edu", "2022-11-24T10:00+08:00").size() == 2);
  CHECK(holds(form(fixture, "call-sheet"), "县教育局"));
}

TEST_CASE("a post in the group tells everybody and keeps what was hidden in it") {
  OfficeFixture fixture;
  fixture.post(notice_of("public"), kNow);
  REQUIRE(mark(fixture, {{"how", "posted-in-group"}}).ok());
  CHECK(holds(form(fixture, "call-sheet"), "不用再打电话"));
  const auto told = fixture.notices("health", kLater).front().as_object().at("by_hand").as_array().front().as_object();
  CHECK(told.at("masked").as_array().front().at("kind").as_string() == "phone");
}

TEST_CASE("a mark sent twice under one key is one mark") {
  OfficeFixture fixture;
  fixture.post(notice_of("public"), kNow);
  const json::value body{{"how", "handed-over"}, {"to_units", {"edu"}}};
  const auto first = mark(fixture, body, "k1");
  const auto again = mark(fixture, body, "k1");
  REQUIRE(first.ok());
  REQUIRE(again.ok());
  CHECK(first->body == again->body);
  CHECK(fixture.store->hand_deliveries("visits").size() == 1);
  CHECK_FALSE(mark(fixture, {{"how", "telephoned"}, {"to_units", {"edu"}}}, "k1").ok());
}

TEST_CASE("a wrong mark says what is wrong, and stores nothing") {
  OfficeFixture fixture;
  fixture.post(notice_of("public"), kNow);
  struct Row {
    json::value body;
    const char* said;
  };
  const std::vector<Row> rows{{{{"to_unit", "edu"}}, "/how"},
                              {{{"how", "telefoned"}, {"to_unit", "edu"}}, "telephoned"},
                              {{{"how", "telephoned"}}, "/to_units"},
                              {{{"how", "telephoned"}, {"to_unit", "police-of-mars"}}, "/to_units"},
                              {{{"how", "telephoned"}, {"to_unit", "edu"}, {"at", "2022-11-25T09:00+08:00"}}, "/at"}};
  for (const auto& row : rows) {
    CAPTURE(json::serialize(row.body));
    const auto answer = mark(fixture, row.body);
    REQUIRE_FALSE(answer.ok());
    CHECK(holds(answer.error().message + answer.error().detail, row.said));
  }
  CHECK(fixture.store->hand_deliveries("visits").empty());
  const serve::Principal stranger{"other", "edu", {serve::Permission::post}};
  const auto refused = app::mark_by_hand(*fixture.office, stranger, "visits", R"({"how":"posted-in-group"})", "", at(kLater));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().kind == rules::ErrorKind::forbidden);
}

TEST_CASE("of a secret paper its addressees hear where it is collected, and channels carry less") {
  OfficeFixture fixture;
  const json::value paper{{"number", "某机〔2022〕5号"}, {"collect_at", "县委机要室"}, {"by", "2022-11-25T17:00+08:00"}};
  fixture.post({{"id", "paper"}, {"kind", "directive"}, {"secrecy", "secret"}, {"addressees", {"edu"}}, {"paper", paper}}, kNow);
  const auto notice = fixture.notices("edu", kNow).front().as_object();
  CHECK(notice.at("title").as_string() == "纸质文件 某机〔2022〕5号，请于 2022-11-25 17:00 前到县委机要室领取");
  CHECK(notice.at("paper") == paper);
  const serve::Principal edu{"edu", "edu", {serve::Permission::read_unit}};
  const auto preview = app::preview_notice(*fixture.office, edu, std::string(notice.at("id").as_string()), "by_hand");
  REQUIRE(preview.ok());
  CHECK_FALSE(holds(preview->body, "某机"));
  fixture.reopen(kLater);
  CHECK(fixture.notices("edu", kLater).front().as_object().at("paper") == paper);

  for (const char* extra : {R"("title":"关于某事")", R"("text":"甲乙丙丁")", R"("number":"5号")", R"("parts":[{"text":"甲乙"}])", R"("contact":"甲")"}) {
    CAPTURE(extra);
    const auto body = std::string(R"({"secrecy":"secret","addressees":["edu"],"paper":{"number":"5","collect_at":"x"},)") + extra + "}";
    const auto answer = app::post_item(*fixture.office, fixture.principal, body, "", at(kLater));
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().kind == rules::ErrorKind::refused);
  }
  const auto open = app::post_item(*fixture.office, fixture.principal, R"({"addressees":["edu"],"paper":{"number":"5","collect_at":"x"}})", "", at(kLater));
  REQUIRE_FALSE(open.ok());
  CHECK(holds(open.error().message, "/paper"));
}

TEST_CASE("a preview shows what each channel would carry before anybody is told") {
  OfficeFixture fixture;
  const auto answer = app::preview_item(*fixture.office, fixture.principal, json::serialize(notice_of("public")), false, at(kNow), "edu");
  REQUIRE(answer.ok());
  const auto channels = json::parse(answer->body).at("channels").as_array();
  REQUIRE(!channels.empty());
  const auto& by_hand = channels.back().as_object();
  CHECK(by_hand.at("carries").as_string() == "masked");
  CHECK(holds(std::string(by_hand.at("text").as_string()), "138****5678"));
  CHECK_FALSE(holds(json::serialize(by_hand), "13812345678"));
  CHECK(by_hand.at("masked").as_array().front().at("kind").as_string() == "phone");
  CHECK(fixture.store->counts().items == 0);
  CHECK_FALSE(app::preview_item(*fixture.office, fixture.principal, json::serialize(notice_of("public")), false, at(kNow), "mars").ok());

  fixture.post(notice_of("public"), kNow);
  const auto id = std::string(fixture.notices("edu", kNow).front().as_object().at("id").as_string());
  const serve::Principal stranger{"other", "police", {serve::Permission::read_unit}};
  CHECK_FALSE(app::preview_notice(*fixture.office, stranger, id, "").ok());
  const serve::Principal edu{"edu", "edu", {serve::Permission::read_unit}};
  CHECK(app::preview_notice(*fixture.office, edu, id, "").ok());
  const auto unknown = app::preview_notice(*fixture.office, edu, id, "pigeon");
  REQUIRE_FALSE(unknown.ok());
  CHECK(holds(unknown.error().detail, "by_hand"));
}
