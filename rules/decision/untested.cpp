// Rules against the results of the cases.
#include "rules/decision/untested.h"

#include <set>

namespace fenliu::rules {

Diagnostics untested_rules(const Configuration& configuration, const std::vector<CaseResult>& results) {
  Diagnostics diagnostics;
  if (configuration.rules.empty()) return diagnostics;
  if (configuration.cases.empty()) {
    diagnostics.push_back({{configuration.rules.front().span.file, 0, 0, 0}, Severity::warning, "no-cases",
                           "the rules have no cases, so nothing shows that they do what is meant",
                           "write some under `cases:`; `fenliu test` runs them"});
    return diagnostics;
  }
  std::set<std::string> held;
  for (const auto& result : results) held.insert(result.rules_held.begin(), result.rules_held.end());
  for (const auto& rule : configuration.rules) {
    if (held.contains(rule.id)) continue;
    diagnostics.push_back({rule.span, Severity::warning, "untested-rule", "no case makes the rule '" + rule.id + "' hold",
                           "add a case with a text that it is meant for, and one that it should leave alone"});
  }
  sort_diagnostics(diagnostics);
  return diagnostics;
}

}  // namespace fenliu::rules
