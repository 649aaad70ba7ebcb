// What the daemon answers to "why me?" and "why not me?", for the page and for clerks.
#include "tests/daemon/app/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

json::object body_of(const rules::Result<serve::Answer>& answer) {
  if (!answer.ok()) throw std::runtime_error(answer.error().message);
  return json::parse(answer->body).as_object();
}

constexpr const char* kNow = "2022-11-24T10:00+08:00";

void post_inspection(OfficeFixture& fixture) {
  fixture.post(json::object{{"id", "inspection"}, {"title", "通知"}, {"text", "由县教育局牵头检查食堂。"}, {"issuer", "gov-office"}}, kNow);
}

}  // namespace

TEST_CASE("of a unit that was not summoned the decision says what would have to be in the text, of others nothing") {
  OfficeFixture fixture;
  post_inspection(fixture);
  const auto forestry = body_of(app::get_decision(*fixture.office, "inspection", false, "forestry"));
  const auto& why = forestry.at("not_routed").at("forestry").as_object();
  CHECK(why.at("obstacle") == "condition");
  CHECK(why.at("sentence").as_object().size() == 3);
  CHECK(why.at("file").as_string().starts_with("rules/"));
  CHECK(body_of(app::get_decision(*fixture.office, "inspection", false, "edu")).at("not_routed").as_object().empty());
  CHECK_FALSE(body_of(app::get_decision(*fixture.office, "inspection", false, "")).contains("not_routed"));
  const auto unknown = app::get_decision(*fixture.office, "inspection", false, "nobody");
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().kind == rules::ErrorKind::not_found);
  // With `explain`, every unit that was not summoned, and each as when asked alone.
  const auto all = body_of(app::get_decision(*fixture.office, "inspection", true, "")).at("not_routed").as_object();
  CHECK_FALSE(all.contains("edu"));
  CHECK(all.at("forestry") == forestry.at("not_routed").at("forestry"));
}

TEST_CASE("what was filtered from a unit comes with the same answer") {
  OfficeFixture fixture;
  post_inspection(fixture);
  const auto filtered = body_of(app::list_filtered(*fixture.office, "forestry", {"", 50}, at(kNow))).at("filtered").as_array();
  REQUIRE(filtered.size() == 1);
  auto entry = filtered[0].as_object();
  const auto why = body_of(app::get_decision(*fixture.office, "inspection", false, "forestry")).at("not_routed").at("forestry").as_object();
  for (const auto& [key, value] : why) {
    CAPTURE(std::string(key));
    CHECK(entry.at(key) == value);
  }
  CHECK(entry.at("role") == "none");
  CHECK(body_of(app::list_filtered(*fixture.office, "edu", {"", 50}, at(kNow))).at("filtered").as_array().empty());
}

TEST_CASE("a notice names the meeting that moved it and the meetings that caused it by their titles") {
  OfficeFixture fixture;
  std::size_t next = 0;
  const auto& script = *fixture.office->router()->configuration().script;
  REQUIRE(app::play(*fixture.office, script, next, at("2022-11-24T20:57+08:00")).ok());
  const auto notices = fixture.notices("dev-reform", "2022-11-24T20:57+08:00");
  const auto& table = notices.at(0).as_object();
  REQUIRE(table.at("item") == "stock-table");
  CHECK(table.at("meeting_title") == "全县工作调度会");
  CHECK(table.at("meeting_start") == "2022-11-24T19:20+08:00");
  std::vector<std::string> causes;
  for (const auto& step : table.at("chain").as_array()) causes.emplace_back(step.at("title").as_string());
  CHECK(causes == std::vector<std::string>{"全省物资保供与安全生产视频会议", "全市贯彻落实视频会议"});
}
