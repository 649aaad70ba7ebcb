// Which rules no case tests.
#pragma once

#include <vector>

#include "rules/decision/case_run.h"

namespace fenliu::rules {

// A warning ("untested-rule") at each rule that is a reason in none of the results of the configuration's cases; a single
// one ("no-cases") where a configuration with rules has no cases at all. Sorted.
Diagnostics untested_rules(const Configuration& configuration, const std::vector<CaseResult>& results);

}  // namespace fenliu::rules
