// The rules' own cases, run the way a post is decided: read, completed, routed, scheduled, compared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/decision/decision.h"

namespace fenliu::rules {

// What of a case was compared. `plan`: its cascade could not be built as written.
enum class Compared { role, windows, deadlines, triage, plan };
std::string_view to_string(Compared compared);

struct CaseMismatch {
  Compared compared = Compared::role;
  UnitId unit;                         // empty: triage, plan
  std::string expected, actual;        // a role; windows and deadlines in local time; a sentence
  Reasons reasons;         // why the unit got the role that it got, and
  std::vector<std::string> sentences;  // of each reason the sentence with its words marked, or empty
  std::optional<WhyNot> why_not;       // when it got less than expected
};

struct CaseResult {
  std::string name;                    // the case's, or the beginning of its title or text
  Span span;
  bool passed = true;                  // nothing differs
  bool todo = false;                   // known to fail
  std::vector<CaseMismatch> mismatches;
  std::vector<std::string> rules_held; // ids of rules that are a reason for some unit, sorted

  // A failure that nobody knows of yet: what stops an activation.
  bool fails() const { return !passed && !todo; }
};

// Only the units named are compared. Without `at` the case runs at `default_now`. Pure; may run in parallel.
CaseResult run_case(const Router& router, const Case& test_case, Instant default_now);

// The case's name, or the beginning of its title or text.
std::string name_of(const Case& test_case);

// {"name","file","line","passed","todo"?,"mismatches":[{"compared","unit"?,"expected","actual","reasons":[… with
// "sentence"],"why_not"?}]}; the sentence of why not is in `language`.
boost::json::object case_to_json(const CaseResult& result, const Configuration& configuration, const std::string& language);

// Completes a posted item from its text (when it lacks fields) and finishes its parts: what every post goes through
// before it is routed. `now` is the time of receipt.
void prepare_item(Item& item, const Configuration& configuration, const Overlays& overlays, Instant now, const Item* previous = nullptr);
inline void prepare_item(Item& item, const Configuration& configuration, Instant now, const Item* previous = nullptr) {
  prepare_item(item, configuration, configuration.overlays, now, previous);
}

}  // namespace fenliu::rules
