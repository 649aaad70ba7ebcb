// Coverage of rules and conditions by cases.
#include "rules/decision/coverage.h"

#include <algorithm>
#include <map>

#include <boost/json.hpp>

#include "rules/matching/condition_words.h"

namespace fenliu::rules {

namespace {

constexpr std::size_t kNamed = 12;  // conditions that a line of text names

void collect(const Condition& condition, bool excludes, const ConditionCounts& counts, std::vector<ConditionCoverage>& all) {
  const auto found = counts.find(&condition);
  all.push_back({&condition, excludes, found == counts.end() ? ConditionCount{} : found->second});
  const bool within = excludes || condition.kind == ConditionKind::none;
  for (const auto& child : condition.children) collect(child, within, counts, all);
}

int percent(std::size_t part, std::size_t whole) { return whole == 0 ? 100 : static_cast<int>(part * 100 / whole); }

std::string place(const Span& span) { return span.file + ":" + std::to_string(span.line); }

// "never true: 调拨, 应急物资"; empty when there are none. Conditions whose parts say it already are left out.
std::string line_of(const RuleCoverage& rule, Covered covered, const char* what) {
  std::string text;
  std::size_t count = 0;
  for (const auto& each : rule.conditions) {
    if (each.covered() != covered || !each.condition->children.empty()) continue;
    if (++count <= kNamed) text += (count > 1 ? ", " : "") + words_of(*each.condition, "en");
  }
  if (count == 0) return "";
  if (count > kNamed) text += ", … (" + std::to_string(count) + ")";
  return std::string("    ") + what + ": " + text + "\n";
}

}  // namespace

std::string_view to_string(Covered covered) {
  if (covered == Covered::held) return "held";
  return covered == Covered::never_true ? "never-true" : "never-evaluated";
}

Covered ConditionCoverage::covered() const {
  if (count.held > 0) return Covered::held;
  return count.evaluated > 0 ? Covered::never_true : Covered::never_evaluated;
}

Covered RuleCoverage::covered() const { return conditions.front().covered(); }
int Coverage::rules_percent() const { return percent(rules_decisive, rules.size()); }
int Coverage::conditions_percent() const { return percent(conditions_held, conditions); }

void observe_case(const Router& router, const Case& test_case, Instant default_now, ConditionCounts& counts) {
  const auto now = test_case.at.value_or(default_now);
  auto item = test_case.post;
  prepare_item(item, router.configuration(), now);
  router.observe(item, now, counts);
}

Coverage coverage_of(const Configuration& configuration, const std::vector<CaseResult>& results, const ConditionCounts& counts) {
  std::map<std::string, std::size_t> decisive;
  for (const auto& result : results) {
    for (const auto& rule : result.rules_held) ++decisive[rule];
  }
  Coverage coverage;
  for (const auto& rule : configuration.rules) {
    RuleCoverage covered{&rule, 0, {}};
    if (const auto found = decisive.find(rule.id); found != decisive.end()) covered.cases = found->second;
    collect(rule.when, false, counts, covered.conditions);
    coverage.rules_decisive += covered.cases > 0;
    coverage.conditions += covered.conditions.size();
    coverage.conditions_held += static_cast<std::size_t>(
        std::count_if(covered.conditions.begin(), covered.conditions.end(),
                      [](const ConditionCoverage& each) { return each.covered() == Covered::held; }));
    coverage.rules.push_back(std::move(covered));
  }
  return coverage;
}

std::string coverage_to_text(const Coverage& coverage) {
  std::string text;
  for (const auto& rule : coverage.rules) {
    auto lines = line_of(rule, Covered::never_true, "never true") + line_of(rule, Covered::never_evaluated, "never evaluated");
    std::string state = "decisive in " + std::to_string(rule.cases) + (rule.cases == 1 ? " case" : " cases");
    if (rule.cases == 0) {
      state = rule.covered() == Covered::held         ? "holds, but is no reason for any unit"
              : rule.covered() == Covered::never_true ? "never holds"
                                                      : "never evaluated: not in force at the time of any case";
    } else if (lines.empty()) {
      continue;
    }
    text += place(rule.rule->span) + ": " + rule.rule->id + ": " + state + "\n" + lines;
  }
  return text + "coverage: " + std::to_string(coverage.rules_decisive) + " of " + std::to_string(coverage.rules.size()) +
         " rules are decisive (" + std::to_string(coverage.rules_percent()) + " %), " + std::to_string(coverage.conditions_held) +
         " of " + std::to_string(coverage.conditions) + " conditions hold (" + std::to_string(coverage.conditions_percent()) + " %)\n";
}

boost::json::object coverage_to_json(const Coverage& coverage) {
  boost::json::array rules;
  for (const auto& rule : coverage.rules) {
    boost::json::array conditions;
    for (const auto& each : rule.conditions) {
      boost::json::object object{{"condition", words_of(*each.condition, "en")},
                                 {"line", each.condition->span.line},
                                 {"column", each.condition->span.column},
                                 {"evaluated", each.count.evaluated},
                                 {"held", each.count.held},
                                 {"covered", to_string(each.covered())}};
      if (each.excludes) object["excludes"] = true;
      conditions.push_back(std::move(object));
    }
    rules.push_back(boost::json::object{{"rule", rule.rule->id},
                                        {"file", rule.rule->span.file},
                                        {"line", rule.rule->span.line},
                                        {"decisive_in_cases", rule.cases},
                                        {"covered", to_string(rule.covered())},
                                        {"conditions", std::move(conditions)}});
  }
  return {{"rules_percent", coverage.rules_percent()},
          {"conditions_percent", coverage.conditions_percent()},
          {"rules_decisive", coverage.rules_decisive},
          {"conditions_held", coverage.conditions_held},
          {"conditions_total", coverage.conditions},
          {"rules", std::move(rules)}};
}

}  // namespace fenliu::rules
