// What the lints find, what an emergency and a switch silence, and what they find in the example county's own cases.
#include <boost/json.hpp>

#include "rules/decision/case_run.h"
#include "rules/decision/lints.h"
#include "rules/item/item_json.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"
#include "tests/support/golden.h"

using namespace fenliu;
using namespace fenliu::rules;

namespace {

Instant at(const std::string& text) { return *parse_rfc3339(text); }

// An item decided alone.
struct Decided {
  Item item;
  Relevance relevance;
  Schedule schedule;
};

Decided decided(const std::shared_ptr<const Configuration>& configuration, Item item, Instant now) {
  const Router router(configuration);
  prepare_item(item, *configuration, now);
  if (item.id.empty()) item.id = "item";
  if (!item.received) item.received = now;
  Decided result{item, router.route(item, now), {}};
  Plan plan({configuration->policy.gap, configuration->policy.precedence});
  if (item.kind == ItemKind::meeting) plan.put(planned_meeting(item), {}, now);
  result.schedule = schedule(result.relevance, item, *configuration, plan, configuration->overlays, {}, {}, {}, now);
  return result;
}

Item item_of(const std::string& json_text, const Configuration& configuration) {
  auto decoded = item_from_json(boost::json::parse(json_text), configuration.zone);
  if (!decoded.faults.empty()) throw std::runtime_error(decoded.faults[0].pointer + " " + decoded.faults[0].message);
  return decoded.value;
}

// "meeting_too_long 0 120>90" …, found in the item.
std::vector<std::string> found_in(const Configuration& configuration, const Decided& each, const std::vector<const Item*>& others, Instant now,
                                  bool emergency = false) {
  std::vector<std::string> lines;
  for (const auto& lint : lints(each.item, {configuration, each.relevance, each.schedule, others, now, emergency})) {
    auto line = std::string(to_string(lint.kind)) + " " + lint.part;
    if (lint.rule > 0) line += " " + std::to_string(lint.found) + "/" + std::to_string(lint.rule);
    if (!lint.words.empty()) line += " " + lint.words;
    if (!lint.other.empty()) line += " " + lint.other;
    lines.push_back(line);
  }
  return lines;
}

struct County {
  std::shared_ptr<const Configuration> configuration = support::repository_configuration("county-cn");

  std::vector<std::string> found(const std::string& item, const std::string& now, const std::vector<std::string>& before = {},
                                 bool emergency = false) const {
    std::vector<Item> kept;
    std::vector<const Item*> others;
    for (const auto& each : before) kept.push_back(decided(configuration, item_of(each, *configuration), at(now)).item);
    for (const auto& each : kept) others.push_back(&each);
    return found_in(*configuration, decided(configuration, item_of(item, *configuration), at(now)), others, at(now), emergency);
  }
};

using Lines = std::vector<std::string>;

const char* const kEvening = "2022-11-24T20:55+08:00";

}  // namespace

TEST_CASE("each lint finds what it is for, and not its neighbour") {
  struct Row {
    const char* name;
    const char* item;
    Lines found;
  };
  const auto row = GENERATE(
      Row{"due when work starts", R"({"title":"通知","text":"请县教育局于明日上班前报送校园安全情况。","urgency":"urgent","issuer":"gov-office"})",
          {"due_too_soon 1 0/180 明日上班前"}},
      Row{"due in a week", R"({"title":"通知","text":"请县教育局于12月5日17时前报送校园安全情况。","urgency":"urgent","issuer":"gov-office"})", {}},
      Row{"calling by night", R"({"title":"通知","text":"请县卫生健康委于11月25日7时前逐一电话核实返乡人员情况并报送。","issuer":"gov-office"})",
          {"due_too_soon 1 0/480 11月25日7时前", "contact_in_quiet_hours 1 5/60 逐一电话"}},
      Row{"calling by day", R"({"title":"通知","text":"请县卫生健康委于12月5日17时前逐一电话核实返乡人员情况并报送。","issuer":"gov-office"})", {}},
      Row{"a list that somebody holds", R"({"title":"通知","text":"请各乡镇排查黄码人员,于12月5日17时前报送。","issuer":"gov-office"})",
          {"name_list_missing 1 黄码"}},
      Row{"a list that is attached", R"({"title":"通知","text":"请各乡镇排查黄码人员,名单见附件,于12月5日17时前报送。","issuer":"gov-office"})", {}},
      Row{"looking for what nobody knows yet", R"({"title":"通知","text":"请各乡镇排查危旧房屋,于12月5日17时前报送。","issuer":"gov-office"})", {}},
      Row{"two hours by video", R"({"kind":"meeting","title":"全县视频会议","starts":"2022-11-28T09:00+08:00","ends":"2022-11-28T11:00+08:00","issuer":"gov-office"})",
          {"meeting_too_long 0 120/90 视频"}},
      Row{"two hours in a room", R"({"kind":"meeting","title":"全县工作会议","starts":"2022-11-28T09:00+08:00","ends":"2022-11-28T11:00+08:00","issuer":"gov-office"})", {}},
      Row{"all day", R"({"kind":"meeting","title":"全县工作会议","starts":"2022-11-28T09:00+08:00","ends":"2022-11-28T17:00+08:00","issuer":"gov-office"})",
          {"meeting_too_long 0 480/240"}});
  CAPTURE(row.name);
  CHECK(County().found(row.item, kEvening) == row.found);
}

TEST_CASE("an emergency excuses haste, and nothing else") {
  const auto* hasty = R"({"title":"通知","text":"请各乡镇排查黄码人员,逐一电话核实,于明日7时前报送。","issuer":"gov-office"})";
  const County county;
  CHECK(county.found(hasty, kEvening).size() == 3);
  CHECK(county.found(hasty, kEvening, {}, true) == Lines{"name_list_missing 1 黄码"});
}

TEST_CASE("the same return asked for twice is found, another or an older one is not") {
  const auto* first = R"({"id":"first","title":"通知","text":"请各乡镇于12月2日17时前报送困难群众冬季取暖物资发放情况统计表。","received":"2022-11-20T09:00+08:00"})";
  const auto* again = R"({"title":"通知","text":"请各乡镇于12月5日12时前报送困难群众冬季取暖物资发放情况统计表。","issuer":"gov-office"})";
  const auto* other = R"({"title":"通知","text":"请各乡镇于12月5日12时前报送农村危房改造进度。","issuer":"gov-office"})";
  const auto* instead = R"({"title":"通知","supersedes":"first","text":"请各乡镇于12月5日12时前报送困难群众冬季取暖物资发放情况统计表。","issuer":"gov-office"})";
  const County county;
  CHECK(county.found(again, kEvening, {first}) == Lines{"asked_twice 1 first"});
  CHECK(county.found(other, kEvening, {first}).empty());
  CHECK(county.found(instead, kEvening, {first}).empty());
  const auto* later = R"({"title":"通知","text":"请各乡镇于2月5日12时前报送困难群众冬季取暖物资发放情况统计表。","issuer":"gov-office"})";
  CHECK(county.found(later, "2023-01-20T09:00+08:00", {first}).empty());
}

TEST_CASE("a meeting that only hands on what its own units saw by video is found") {
  const auto* upper = R"({"id":"city","kind":"meeting","origin":"outside","issuer":"city-gov","title":"全市安全生产视频会议","starts":"2022-11-28T09:00+08:00",
      "ends":"2022-11-28T10:00+08:00","attendees":["县教育局","县应急管理局"]})";
  const auto meeting = [](const std::string& part) {
    return R"({"kind":"meeting","issuer":"gov-office","title":"全县会议","starts":"2022-11-28T10:30+08:00","follows":[{"meeting":"city"}],
      "addressees":["县教育局"],"parts":[)" + part + "]}";
  };
  const County county;
  CHECK(county.found(meeting(R"({"title":"传达全市会议精神","text":"请县教育局传达。","minutes":20,"relays":"city/1"})"), kEvening, {upper}) ==
        Lines{"held_again 0 city"});
  CHECK(county.found(meeting(R"({"title":"部署我县检查","text":"请县教育局部署检查。","minutes":20})"), kEvening, {upper}).empty());
}

TEST_CASE("how early a meeting must be announced is each country's to say") {
  struct Row {
    const char* configuration;
    const char* now;
    const char* starts;
    Lines found;
  };
  const auto row = GENERATE(Row{"huyen-vn", "2022-11-21T09:00+07:00", "2022-11-24T08:00+07:00", {}},
                            Row{"huyen-vn", "2022-11-22T09:00+07:00", "2022-11-24T08:00+07:00", {"invited_late 0 2/3"}},
                            Row{"county-us", "2022-11-21T09:00-08:00", "2022-11-24T09:00-08:00", {}},
                            Row{"county-us", "2022-11-21T10:00-08:00", "2022-11-24T09:00-08:00", {"invited_late 0 4260/4320"}},
                            Row{"county-cn", "2022-11-24T08:00+08:00", "2022-11-24T09:00+08:00", {}});
  CAPTURE(row.configuration, row.now);
  const auto configuration = support::repository_configuration(row.configuration);
  const auto item = item_of(R"({"kind":"meeting","title":"Meeting","starts":")" + std::string(row.starts) + "\"}", *configuration);
  CHECK(found_in(*configuration, decided(configuration, item, at(row.now)), {}, at(row.now)) == row.found);
}

TEST_CASE("a switch silences a lint, on all levels or on those that it leaves out") {
  const auto* item = R"({"title":"通知","text":"请各乡镇排查黄码人员,于12月5日17时前报送。","issuer":"gov-office"})";
  County county;
  auto changed = std::make_shared<Configuration>(*county.configuration);
  county.configuration = changed;
  changed->policy.lints.levels[LintKind::name_list_missing] = {"county"};
  CHECK(county.found(item, kEvening).size() == 1);
  changed->policy.lints.levels[LintKind::name_list_missing] = {"town"};
  CHECK(county.found(item, kEvening).empty());
  changed->policy.lints.levels[LintKind::name_list_missing] = {};
  CHECK(county.found(item, kEvening).empty());
}

TEST_CASE("every lint says itself in three languages, with its source") {
  const auto configuration = support::repository_configuration("county-cn");
  Item item;
  for (const auto kind : kLintKinds) {
    const std::string word(to_string(kind));
    CAPTURE(word);
    bool sourced = false;
    for (const char* country : {"cn", "vn", "us"}) sourced = sourced || !source_of(kind, country).empty();
    CHECK(sourced);
    const Lint lint{kind, "1", {"edu"}, "黄码", 5, 60, "other-1"};
    for (const char* language : {"zh", "en", "vi"}) {
      const auto sentence = lint_sentence(lint, item, *configuration, language);
      CHECK(sentence.find('#') == std::string::npos);
      CHECK(sentence.size() > 20);
    }
  }
}

TEST_CASE("what the lints find in the cases of the example configurations was looked at") {
  std::string all;
  for (const char* name : {"county-cn", "huyen-vn", "county-us"}) {
    const auto configuration = support::repository_configuration(name);
    for (const auto& each : configuration->cases) {
      const auto now = each.at.value_or(at("2022-11-24T09:00+08:00"));
      for (const auto& line : found_in(*configuration, decided(configuration, each.post, now), {}, now)) {
        all += std::string(name) + ": " + name_of(each) + ": " + line + "\n";
      }
    }
  }
  const auto expected = support::golden("lints/cases.txt", all);
  REQUIRE(expected);
  CHECK(all == *expected);
}
