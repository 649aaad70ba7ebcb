// The forms in which `fenliu test` says what became of the cases. Internal to cli/.
#pragma once

#include <chrono>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "rules/decision/coverage.h"

namespace fenliu::cli {

// One run of cases; `seconds[i]` is the time that `results[i]` took.
struct TestRun {
  std::vector<rules::CaseResult> results;
  std::vector<double> seconds;
  std::optional<rules::Coverage> coverage;
  int fail_under = 0;                    // percent of rules; 0: any coverage will do
  const rules::Configuration* configuration = nullptr;
  std::string language;                  // of sentences

  std::size_t failed() const;
  bool covered_enough() const;
};

// Per failure what was expected and what came, with the evidence; cases marked `todo` that pass; totals.
void print_text(const TestRun& run, std::ostream& out);
// {"cases":[…],"passed","failed","todo","todo_passed","coverage"?}
void print_json(const TestRun& run, std::ostream& out);
// JUnit's XML as Jenkins and GitLab read it: a suite per file, a failing case that is `todo` counts as skipped.
void print_junit(const TestRun& run, std::ostream& out);

}  // namespace fenliu::cli
