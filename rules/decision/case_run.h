// The rules' own cases, run the way a post is decided: read, completed, routed, compared.
#pragma once

#include <string>
#include <vector>

#include "rules/decision/decision.h"

namespace fenliu::rules {

struct CaseMismatch {
  UnitId unit;
  Role expected = Role::none;
  Role actual = Role::none;
  std::vector<Reason> reasons;   // why it got what it got
  std::string why_not;           // one sentence, when it got less than expected
};

struct CaseResult {
  std::string name;              // the case's, or its title or text
  Span span;
  bool passed = true;
  std::vector<CaseMismatch> mismatches;
  std::string triage;            // "expected a part in triage, none was" or the reverse; empty when right
  std::vector<std::string> rules_held;  // ids, for coverage
};

// Only the units named in `expect` are compared. Without `at` the case runs at `default_now`.
CaseResult run_case(const Router& router, const Case& test_case, Instant default_now);

// Completes a posted item from its text (when it lacks fields) and finishes its parts: what every post goes through
// before it is routed. `now` is the time of receipt.
void prepare_item(Item& item, const Configuration& configuration, Instant now, const Item* previous = nullptr);

}  // namespace fenliu::rules
