// Running the rules' cases.
#include "rules/decision/case_run.h"

#include <algorithm>
#include <set>

#include "rules/reading/reading.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

std::string name_of(const Case& test_case) {
  if (!test_case.name.empty()) return test_case.name;
  const auto& words = test_case.post.title.empty() ? test_case.post.text : test_case.post.title;
  auto text = to_utf32(words);
  if (text.size() > 40) {
    text.resize(40);
    text += U'…';
  }
  return to_utf8(text);
}

}  // namespace

void prepare_item(Item& item, const Configuration& configuration, Instant now, const Item* previous) {
  const auto working_time = configuration.working_time(configuration.policy.home);
  ReadingContext context;
  context.now = item.received.value_or(now);
  context.language = configuration.policy.language;
  context.working_time = &working_time;
  context.zone = configuration.zone;
  complete_item(item, context);
  finish_item(item, previous);
}

CaseResult run_case(const Router& router, const Case& test_case, Instant default_now) {
  CaseResult result;
  result.name = name_of(test_case);
  result.span = test_case.span;
  const auto now = test_case.at.value_or(default_now);
  Item item = test_case.post;
  prepare_item(item, router.configuration(), now);
  const auto relevance = router.route(item, now);

  std::set<std::string> held;
  for (const auto& [unit, reached] : relevance.units) {
    for (const auto& reason : reached.reasons) {
      if (!reason.rule.empty()) held.insert(reason.rule);
    }
  }
  result.rules_held.assign(held.begin(), held.end());

  for (const auto& [unit, expected] : test_case.expect) {
    const auto found = relevance.units.find(unit);
    const auto actual = found == relevance.units.end() ? Role::none : found->second.role;
    if (actual == expected) continue;
    CaseMismatch mismatch{unit, expected, actual, {}, {}};
    if (found != relevance.units.end()) mismatch.reasons = found->second.reasons;
    if (actual < expected) {
      mismatch.why_not = why_not_sentence(router.why_not(item, now, unit), router.configuration(),
                                          router.configuration().policy.language);
    }
    result.mismatches.push_back(std::move(mismatch));
  }
  if (test_case.triage && *test_case.triage != !relevance.triage.empty()) {
    result.triage = *test_case.triage ? "expected a part in triage, none is" : "expected no part in triage, found part " +
                                                                                  relevance.triage.front().part + " (" +
                                                                                  relevance.triage.front().reason + ")";
  }
  result.passed = result.mismatches.empty() && result.triage.empty();
  return result;
}

}  // namespace fenliu::rules
