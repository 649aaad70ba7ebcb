// The page of a decision, and "why not": no language within another, and the cause of every unit that is only informed.
#include <algorithm>
#include <map>
#include <set>

#include "rules/decision/case_run.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu;
using namespace fenliu::rules;

namespace {

struct Page {
  const char* name;
  const char* config;
  const char* item;  // YAML
};

const Page kPages[] = {
    {"clause-and-duty", "county-cn",
     "{title: 关于清点应急物资的通知, number: 安政办〔2022〕7号, text: \"一、由县教育局牵头，县公安局配合，清点应急物资。\\n二、县卫生健康局于明日上班前报送隔离点名单。\"}"},
    {"agenda", "county-cn",
     "{id: evening, kind: meeting, title: 全县视频会议, issuer: gov-office, starts: 2022-11-24T21:00+08:00, addressees: [县直各单位],\n"
     " parts: [{title: 核酸检测和隔离点, minutes: 20}, {title: 中小学校复课, minutes: 10}, {title: 春耕, minutes: 10}]}"},
    {"triage", "county-cn", "{title: 通知, text: \"各有关单位:\\n一、请做好花灯巡游。\\n二、天气转凉。\"}"},
    {"for-reading", "county-cn", "{title: 情况交流, text: 各地中小学校复课经验，仅供参考。}"},
    {"assigned", "county-cn", "{title: 通知, text: 县公安局负责中小学校周边秩序。}"},
    {"everyone", "county-cn",
     "{id: all, kind: meeting, title: 紧急会议, attendance: everyone, ordered_by: 县长, addressees: [县教育局, 县公安局], starts: 2022-11-24T21:00+08:00}"},
    {"district", "huyen-vn",
     "{title: V/v rà soát trường học, text: \"1. Giao Phòng Giáo dục và Đào tạo chủ trì, Công an huyện phối hợp rà soát an toàn trường học.\\n2. Phòng Y tế báo cáo trước 17 giờ ngày mai.\"}"},
    {"district-nobody", "huyen-vn", "{title: Thư ngỏ, text: Hôm nay trời đẹp.}"},
    {"board", "county-us",
     "{title: Flood preparedness, text: \"The Sheriff shall close River Road. Public Works must inspect the culverts no later than December 1, 2022.\"}"},
    {"board-agenda", "county-us",
     "{id: board, kind: meeting, title: Board of Supervisors, starts: 2022-11-29T09:00-08:00, parts: [{title: Road resurfacing contract, minutes: 20}, {title: Public health update, minutes: 15}]}"},
};

struct Decided {
  std::shared_ptr<const Configuration> configuration;
  Item item;
  Decision decision;
  std::vector<WhyNot> not_routed;
};

std::shared_ptr<const Configuration> configuration_of(const std::string& name) {
  static std::map<std::string, std::shared_ptr<const Configuration>> known;
  auto& configuration = known[name];
  if (!configuration) configuration = support::repository_configuration(name);
  return configuration;
}

Decided decide(const Page& page) {
  Decided decided;
  decided.configuration = configuration_of(page.config);
  const auto& zone = decided.configuration->zone;
  auto parsed = parse_item({"item.yaml", page.item}, zone);
  if (!parsed.item) throw std::runtime_error(render(parsed.diagnostics, {}));
  decided.item = std::move(*parsed.item);
  const auto now = *parse_rfc3339("2022-11-24T20:30+08:00");
  prepare_item(decided.item, *decided.configuration, now);
  const Router router(decided.configuration);
  auto& decision = decided.decision;
  decision.relevance = router.route(decided.item, now);
  decided.not_routed = router.not_routed(decided.item, now, decision.relevance);
  Plan plan;
  if (decided.item.kind == ItemKind::meeting) plan.put(planned_meeting(decided.item), {}, now);
  decision.schedule = schedule(decision.relevance, decided.item, *decided.configuration, plan, decided.configuration->overlays, {}, {}, {}, now);
  return decided;
}

// The first of the words that the text holds, or "".
std::string first_found(const std::string& text, std::initializer_list<const char*> words) {
  for (const char* word : words) {
    if (text.find(word) != std::string::npos) return word;
  }
  return "";
}

}  // namespace

TEST_CASE("every page and every 'why not' keeps to its language, and no sentence lacks its cause") {
  for (const auto& page : kPages) {
    const auto decided = decide(page);
    CAPTURE(page.name);
    for (const std::string language : {"zh", "en", "vi"}) {
      const auto text = decision_to_text(decided.decision, decided.item, *decided.configuration, language, &decided.not_routed);
      CAPTURE(language);
      if (language != "en") {
        CHECK(first_found(text, {"part ", "any of", "within ", "none of", "The rule", " holds", "informed", "unrouted", "inform-only",
                                 "no-action", "as stated", "year-inferred", "addressed", "the part"}) == "");
      }
      if (language != "zh") CHECK(first_found(text, {"第1项", "规则 ", "仅知会", "符合，", "还缺", "文中须"}) == "");
      if (language != "vi") CHECK(first_found(text, {"quy tắc", "khớp", "văn bản phải", "mục 1"}) == "");
      for (const auto& why : decided.not_routed) {
        const auto sentence = why_not_sentence(why, *decided.configuration, language);
        CAPTURE(sentence);
        CHECK(sentence.find("：。") == std::string::npos);
        CHECK(sentence.find(": .") == std::string::npos);
        CHECK(sentence.find('{') == std::string::npos);
        CHECK_FALSE((why.obstacle != Obstacle::no_rule && why.failed.empty()));
      }
    }
  }
}

TEST_CASE("a unit that is only informed though a rule holds is told which of the causes it was") {
  struct Row {
    const char* what;
    const char* text;
    const char* unit;
    Obstacle obstacle;
  };
  const auto configuration = support::small_configuration(
      "rules:\n"
      "  - {id: tables, when: [库存], tags: [t]}\n"
      "  - {id: maybe, when: [仓库], tags: [t], certainty: likely}\n"
      "  - {id: names, when: [甲局], route: {support: [a3]}}\n"
      "  - {id: news, when: [简报], route: {inform: [a3]}}\n"
      "  - {id: villages, when: [逐村], route: {support: [towns]}}\n"
      "  - {id: expired, when: [旧令], route: {lead: [a3]}, valid: {until: 2010-01-01}}\n");
  const Router router(configuration);
  const auto now = *parse_rfc3339("2022-11-24T20:30+08:00");
  const auto row = GENERATE(values<Row>({
      {"no condition", "请填表。", "a1", Obstacle::condition},
      {"the sentence says who does it", "由县丙局负责清点库存。", "a1", Obstacle::assigned},
      {"the part says who attends", "参会人员：县丙局。议题是库存。", "a1", Obstacle::invites},
      {"it is for reading", "库存情况，仅供参考。", "a1", Obstacle::no_request},
      {"it asks nothing", "库存充足。", "a1", Obstacle::no_request},
      {"one likely rule", "请打扫仓库。", "a1", Obstacle::likely},
      {"a part of a name", "请县甲局填表。", "a3", Obstacle::named},
      {"a duty to be informed", "请看简报。", "a3", Obstacle::informs},
      {"other places", "请西河逐村清点。", "town1", Obstacle::places},
      {"taken out", "请各单位（县甲局除外）报送库存。", "a1", Obstacle::excepted},
  }));
  CAPTURE(row.what, row.text);
  Item item;
  item.text = row.text;
  prepare_item(item, *configuration, now);
  const auto why = router.why_not(item, now, row.unit);
  CHECK(why.role < Role::support);
  CHECK(to_string(why.obstacle) == to_string(row.obstacle));
  CHECK(why.evidence.empty() == (row.obstacle == Obstacle::condition));
}
