// What the cases of a configuration exercise of its rules.
#pragma once

#include <string>
#include <vector>

#include "rules/decision/case_run.h"

namespace fenliu::rules {

// `never_true`: evaluated in some case, held in none. `never_evaluated`: something before it decided each time.
enum class Covered { held, never_true, never_evaluated };
std::string_view to_string(Covered covered);  // "held", "never-true", "never-evaluated"

struct ConditionCoverage {
  const Condition* condition = nullptr;  // of the configuration
  bool excludes = false;                 // stands within `none`: held means that the exclusion was exercised
  ConditionCount count;
  Covered covered() const;
};

struct RuleCoverage {
  const Rule* rule = nullptr;            // of the configuration
  std::size_t cases = 0;                 // in which it is a reason for some unit
  std::vector<ConditionCoverage> conditions;  // the rule's own first, each before its parts
  Covered covered() const;               // of the rule's own condition
};

// Percentages are of all rules and of all conditions, rounded down; 100 where there are none.
struct Coverage {
  std::vector<RuleCoverage> rules;       // in the configuration's order
  std::size_t rules_decisive = 0;        // are a reason in some case
  std::size_t conditions = 0, conditions_held = 0;
  int rules_percent() const;
  int conditions_percent() const;
};

// Adds what becomes of every condition on the case's item. May run in parallel with counts of its own.
void observe_case(const Router& router, const Case& test_case, Instant default_now, ConditionCounts& counts);

// `results` and `counts` of the same run. Points into `configuration`.
Coverage coverage_of(const Configuration& configuration, const std::vector<CaseResult>& results, const ConditionCounts& counts);

// A line for the totals, and one for each rule that no case makes decisive or with conditions that none makes true.
std::string coverage_to_text(const Coverage& coverage);
boost::json::object coverage_to_json(const Coverage& coverage);

}  // namespace fenliu::rules
