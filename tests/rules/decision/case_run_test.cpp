// Cases: what they compare, from which state they start, and which conditions they exercise.
#include <algorithm>
#include <map>

#include "rules/decision/coverage.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu;
using namespace fenliu::rules;

namespace {

const char* const kRules =
    "rules:\n"
    "  - id: tables\n"
    "    when: {all: [{any: [库存, 物资, 帐篷]}, {none: [样表]}, {near: {within: 5, of: [报送, 县里]}}]}\n"
    "    tags: [t]\n"
    "  - {id: old, when: [旧物], tags: [t], valid: {until: 2010-01-01}}\n"
    "  - {id: silent, when: [灯笼], tags: [t]}\n"
    "cases:\n";

std::vector<CaseResult> run(const std::shared_ptr<const Configuration>& configuration) {
  const Router router(configuration);
  std::vector<CaseResult> results;
  for (const auto& each : configuration->cases) results.push_back(run_case(router, each, Instant{}));
  return results;
}

CaseResult run_one(const std::string& test_case) {
  return run(support::small_configuration(kRules + test_case)).front();
}

// "role a1: lead, not support" …
std::string differences(const CaseResult& result) {
  std::string all;
  for (const auto& each : result.mismatches) {
    all += (all.empty() ? "" : " | ") + std::string(to_string(each.compared)) + " " + each.unit + ": " + each.actual + ", not " +
           each.expected;
  }
  return all;
}

const char* const kPost = "  - post: {title: 关于库存的通知, text: 请将库存报送县里。}\n    at: 2022-11-24T20:30+08:00\n";

// A county's meeting of two parts that follows the city's, which has 25 minutes more to go than planned.
const char* const kCascade =
    "  - post:\n"
    "      id: county\n"
    "      kind: meeting\n"
    "      title: 县会\n"
    "      starts: 2022-11-24T18:30+08:00\n"
    "      follows: [{meeting: city, gap_minutes: 10}]\n"
    "      parts: [{title: 县丙局汇报, minutes: 10}, {title: 县甲局汇报, minutes: 20}]\n"
    "    at: 2022-11-24T18:00+08:00\n"
    "    cascade:\n"
    "      meetings: [{id: city, title: 市会, starts: 2022-11-24T17:30+08:00, ends: 2022-11-24T18:20+08:00}]\n"
    "      events:\n"
    "        - {meeting: city, kind: started, at: 2022-11-24T17:30+08:00}\n"
    "        - {meeting: city, kind: estimate, minutes: 45, at: 2022-11-24T18:00+08:00}\n";

}  // namespace

TEST_CASE("a case compares only what it names") {
  struct Row {
    const char* expectation;
    const char* differences;
  };
  const auto row = GENERATE(values<Row>({
      {"    expect: {a1: lead}\n", ""},
      {"    expect: {a1: lead, a2: support, a3: none}\n", ""},
      {"    expect: {a1: support, a3: inform}\n", "role a1: lead, not support | role a3: none, not inform"},
      {"    expect: {}\n    triage: true\n", "triage : none, not a part in triage"},
      {"    triage: false\n", ""},
      {"    deadlines: {a1: []}\n", ""},
      {"    deadlines: {a1: [{status: fair}]}\n", "deadlines a1: none, not fair"},
  }));
  CAPTURE(row.expectation);
  CHECK(differences(run_one(std::string(kPost) + row.expectation)) == row.differences);
}

TEST_CASE("a failed case shows the evidence and what would have to be in the text") {
  const auto result = run_one(std::string(kPost) + "    expect: {a1: support, a3: lead, town1: support}\n");
  REQUIRE(result.mismatches.size() == 3);
  const auto& stronger = result.mismatches[0];
  REQUIRE(stronger.reasons.size() == 1);
  CHECK(stronger.reasons[0].cause->rule == "tables");
  CHECK(stronger.sentences[0] == "请将【库存报送县里】");
  CHECK_FALSE(stronger.why_not);
  REQUIRE(result.mismatches[1].why_not);
  CHECK(result.mismatches[1].why_not->nearest_rule.empty());
  CHECK(result.fails());
}

TEST_CASE("a case that is marked todo does not count as a failure, and says when it passes") {
  const auto failing = run_one(std::string(kPost) + "    expect: {a3: lead}\n    todo: true\n");
  CHECK((!failing.passed && failing.todo && !failing.fails()));
  const auto passing = run_one(std::string(kPost) + "    expect: {a1: lead}\n    todo: true\n");
  CHECK((passing.passed && passing.todo));
}

TEST_CASE("a case stands in its cascade: windows follow the meetings above and what was reported") {
  // The city ends at 18:45, so the county starts at 18:55; 县丙局 has the first ten minutes, 县甲局 the twenty after.
  const auto result = run_one(std::string(kCascade) +
                              "    windows:\n"
                              "      a3: [{from: 2022-11-24T18:50+08:00, to: 2022-11-24T19:05+08:00}]\n"
                              "      a2: []\n");
  CHECK(differences(result) == "");
  const auto wrong = run_one(std::string(kCascade) + "    windows: {a3: [{from: 2022-11-24T18:25+08:00, to: 2022-11-24T18:40+08:00}]}\n");
  CHECK(differences(wrong) == "windows a3: 2022-11-24 18:50–19:05, not 2022-11-24 18:25–18:40");
}

TEST_CASE("a cascade that cannot be fails the case with the reason") {
  auto text = std::string(kCascade);
  const std::string id = "{id: city, ";
  text.replace(text.find(id), id.size(), "{id: city, follows: [{meeting: county}], ");
  const auto result = run_one(text + "    windows: {a3: []}\n");
  REQUIRE(result.mismatches.size() == 1);
  CHECK(result.mismatches[0].compared == Compared::plan);
  CHECK(result.mismatches[0].actual.find("county") != std::string::npos);
}

TEST_CASE("a case compares deadlines, and may start from an extension that was granted") {
  const std::string post =
      "  - post: {title: 通知, text: 请县甲局填表。, urgency: urgent, deadlines: [{part: \"0\", at: 2022-11-25T08:00+08:00}]}\n"
      "    at: 2022-11-24T20:30+08:00\n";
  CHECK(differences(run_one(post + "    deadlines: {a1: [{stated: 2022-11-25T08:00+08:00, effective: 2022-11-25T08:00+08:00}]}\n")) == "");
  CHECK(differences(run_one(post +
                            "    extensions: [{unit: a1, until: 2022-11-25T11:00+08:00, by: 张三}]\n"
                            "    deadlines: {a1: [{status: extended, effective: 2022-11-25T11:00+08:00}]}\n")) == "");
  CHECK(differences(run_one(post + "    deadlines: {a1: [{part: \"0\", stated: 2022-11-25T09:00+08:00}]}\n"))
            .find("stated 2022-11-25 08:00") != std::string::npos);
}

TEST_CASE("coverage tells conditions that never held from those that were never looked at") {
  const auto configuration = support::small_configuration(std::string(kRules) + kPost + "    expect: {a1: lead}\n" +
                                                          "  - {post: {text: 今天下雨。}, expect: {a1: none}, at: 2022-11-24T20:30+08:00}\n");
  const Router router(configuration);
  ConditionCounts counts;
  for (const auto& each : configuration->cases) observe_case(router, each, Instant{}, counts);
  const auto coverage = coverage_of(*configuration, run(configuration), counts);
  std::map<std::string, Covered> covered;
  for (const auto& rule : coverage.rules) {
    for (const auto& each : rule.conditions) {
      if (each.condition->kind == ConditionKind::term) covered[each.condition->term.text] = each.covered();
    }
  }
  CHECK(covered["库存"] == Covered::held);
  CHECK(covered["帐篷"] == Covered::never_true);
  CHECK(covered["样表"] == Covered::never_true);  // the exclusion is never exercised
  CHECK(covered["县里"] == Covered::held);
  CHECK(covered["旧物"] == Covered::never_evaluated);  // not in force
  CHECK(covered["灯笼"] == Covered::never_true);
  CHECK(coverage.rules_decisive == 1);
  CHECK(coverage.rules_percent() == 33);
  CHECK(coverage_to_text(coverage).find("never evaluated: 旧物") != std::string::npos);

  // Without a text that the first condition holds in, what follows it is never evaluated.
  counts.clear();
  observe_case(router, configuration->cases[1], Instant{}, counts);
  const auto dry = coverage_of(*configuration, {}, counts);
  const auto& conditions = dry.rules[0].conditions;
  const auto excluded = std::find_if(conditions.begin(), conditions.end(), [](const auto& each) { return each.excludes; });
  REQUIRE(excluded != conditions.end());
  CHECK(excluded->covered() == Covered::never_evaluated);
}
