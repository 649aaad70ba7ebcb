// "Why not me?": a row an obstacle, on the small configuration; the nearest rule, what would have to be there, in words.
#include <boost/json.hpp>

#include "rules/decision/decision.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu::rules;

namespace {

constexpr const char* kRules = R"(rules:
  - {id: screening, when: {all: [黄码, {any: [核酸, 排查]}]}, tags: [t]}
  - {id: past, when: [旧事], route: {support: [town1, a3]}, valid: {until: 2020-12-31}}
  - {id: perhaps, when: [巡逻], route: {support: [town2]}, certainty: likely}
  - {id: told, when: [知晓], route: {inform: [town1]}}
  - {id: flood, when: {all: [{in: title, any: [防汛, 抗旱]}, {kind: meeting}]}, route: {support: [towns]}}
  - {id: villages, when: [逐村], route: {support: [towns]}}
)";

WhyNot why(const std::string& unit, const std::string& text, const std::string& issuer = "", const std::string& title = "通知",
           ItemKind kind = ItemKind::directive) {
  const Router router(fenliu::support::small_configuration(kRules));
  Item item;
  item.id = "x";
  item.kind = kind;
  item.title = title;
  item.text = text;
  item.issuer = issuer;
  const Instant now = *parse_rfc3339("2022-11-24T20:30+08:00");
  item.received = now;
  finish_item(item);
  return router.why_not(item, now, unit);
}

std::string sentence(const WhyNot& found, const std::string& language) {
  return why_not_sentence(found, *fenliu::support::small_configuration(kRules), language);
}

}  // namespace

TEST_CASE("the obstacle is named that kept the nearest rule from summoning a unit") {
  struct Row {
    const char* unit;
    const char* text;
    const char* issuer;
    Obstacle obstacle;
    const char* rule;
    const char* failed;
    const char* part;
  };
  const Row row = GENERATE(
      Row{"a1", "检查黄码人员。", "", Obstacle::condition, "screening", "any of 核酸, 排查", "1"},
      Row{"a1", "检查道路。", "", Obstacle::condition, "screening", "黄码", ""},
      Row{"a1", "检查黄码,组织核酸。", "town1", Obstacle::territory, "screening", "outside the issuer's territory", "1"},
      Row{"a3", "处理旧事。", "", Obstacle::validity, "past", "the rule's validity", ""},
      Row{"town1", "处理旧事。", "", Obstacle::condition, "told", "知晓", ""},
      Row{"town2", "组织巡逻。", "", Obstacle::likely, "perhaps", "a second likely rule, or a sure one", "1"},
      Row{"town1", "请知晓。", "", Obstacle::informs, "told", "a duty to lead or support; this one is to be informed", "1"},
      Row{"above", "检查黄码人员。", "", Obstacle::no_rule, "", "", ""});
  CAPTURE(row.unit, row.text);
  const auto found = why(row.unit, row.text, row.issuer);
  CHECK(to_string(found.obstacle) == to_string(row.obstacle));
  CHECK(found.nearest_rule == row.rule);
  CHECK(found.failed == row.failed);
  CHECK(found.part == row.part);
  CHECK((found.condition != nullptr) == (row.obstacle == Obstacle::condition));
  CHECK((found.span.line > 0) == (row.obstacle != Obstacle::no_rule));
}

TEST_CASE("a part that names another town is what keeps a town away") {
  const auto found = why("town2", "东山要逐村做好准备。");
  CHECK(found.role < Role::support);
  CHECK(to_string(found.obstacle) == "places");
  CHECK(found.nearest_rule == "villages");
}

TEST_CASE("what would have to be in the text is said in three languages") {
  const auto near = why("a1", "检查黄码人员。");
  CHECK(sentence(near, "zh") ==
        "文中须点名县甲局，或者满足与它有关的规则。最接近的是 screening（rules/test.yaml:3），还缺：核酸、排查之一。");
  CHECK(sentence(near, "en") ==
        "The text would have to name 县甲局, or fulfil a rule that leads to it. The nearest is screening (rules/test.yaml:3); "
        "what is missing: any of 核酸, 排查.");
  CHECK(sentence(near, "vi") ==
        "Văn bản phải nêu tên 县甲局, hoặc khớp một quy tắc dẫn tới đơn vị. Gần nhất là screening (rules/test.yaml:3); còn thiếu: "
        "một trong các từ 核酸, 排查.");
  const auto titled = why("town2", "请做好准备。");
  CHECK(titled.nearest_rule == "perhaps");
  const auto kind = why("town2", "请做好准备。", "", "防汛");
  CHECK(kind.nearest_rule == "flood");
  CHECK(sentence(kind, "zh").find("还缺：事项种类为会议。") != std::string::npos);
  CHECK(sentence(kind, "vi").find("còn thiếu: loại việc: cuộc họp.") != std::string::npos);
  // No sentence of any obstacle keeps a place that was not filled in.
  for (const auto obstacle : {Obstacle::no_rule, Obstacle::condition, Obstacle::validity, Obstacle::territory, Obstacle::places,
                              Obstacle::likely, Obstacle::informs, Obstacle::named, Obstacle::assigned, Obstacle::invites,
                              Obstacle::no_request, Obstacle::excepted}) {
    auto each = near;
    each.obstacle = obstacle;
    for (const char* language : {"zh", "en", "vi"}) {
      CAPTURE(to_string(obstacle), language);
      CHECK(sentence(each, language).find_first_of("{}") == std::string::npos);
      CHECK(sentence(each, language).find("县甲局") != std::string::npos);
    }
  }
}

TEST_CASE("as JSON it names rule, file, line and part, and leaves out what there is not") {
  const auto held = fenliu::support::small_configuration(kRules);
  const auto& configuration = *held;
  const auto near = why_not_to_json(why("a1", "检查黄码人员。"), configuration);
  CHECK(near.at("obstacle") == "condition");
  CHECK(near.at("file") == "rules/test.yaml");
  CHECK(near.at("line") == 3);
  CHECK(near.at("part") == "1");
  CHECK(near.at("sentence").as_object().size() == 3);
  const auto none = why_not_to_json(why("above", "检查黄码人员。"), configuration);
  CHECK_FALSE(none.contains("file"));
  CHECK_FALSE(none.contains("part"));
}
