// Running the rules' cases.
#include "rules/decision/case_run.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "rules/decision/expectation.h"
#include "rules/reading/reading.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

// A case with its item decided.
struct Ran {
  Item item;
  Relevance relevance;
  Schedule schedule;
};

std::optional<Error> put_meeting(Plan& plan, const Item& item, const Policy& policy, Instant now) {
  const auto put = plan.put(planned_meeting(item), incoming_links(item, policy), now);
  return put.ok() ? std::nullopt : std::optional(put.error());
}

// The cascade as it stands at `now`: the case's meetings, its own item when it is one, and what had happened.
Result<Plan> plan_of(const Case& test_case, const Item& item, const std::vector<Item>& meetings, const Policy& policy,
                     Instant now) {
  Plan plan({policy.gap, policy.precedence});
  for (const auto& meeting : meetings) {
    if (const auto error = put_meeting(plan, meeting, policy, now)) return *error;
  }
  if (item.kind == ItemKind::meeting) {
    if (const auto error = put_meeting(plan, item, policy, now)) return *error;
  }
  auto events = test_case.events;
  std::stable_sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  for (const auto& event : events) {
    const auto applied = plan.apply(event, now);
    if (!applied.ok()) {
      return Error{applied.error().kind, "the event '" + event.id + "' is refused: " + applied.error().message,
                   applied.error().detail};
    }
  }
  plan.advance(now);
  return plan;
}

Overlays overlays_in(const Case& test_case, const Configuration& configuration) {
  auto overlays = configuration.overlays;
  overlays.insert(overlays.end(), test_case.overlays.begin(), test_case.overlays.end());
  return overlays;
}

std::optional<Error> decide(const Router& router, const Case& test_case, Instant now, Ran& ran) {
  const auto& configuration = router.configuration();
  ran.item = test_case.post;
  const auto overlays = overlays_in(test_case, configuration);
  prepare_item(ran.item, configuration, overlays, now);
  if (ran.item.kind == ItemKind::meeting && ran.item.id.empty()) ran.item.id = "item";
  ran.relevance = router.route(ran.item, now);
  if (test_case.windows.empty() && test_case.deadlines.empty()) return {};
  auto meetings = test_case.meetings;
  std::map<std::string, Relevance> relevance_of_meetings;
  for (auto& meeting : meetings) {
    prepare_item(meeting, configuration, overlays, now);
    relevance_of_meetings[meeting.id] = router.route(meeting, now);
  }
  const auto plan = plan_of(test_case, ran.item, meetings, configuration.policy, now);
  if (!plan.ok()) return plan.error();
  std::vector<DeadlineAnswer> answers;
  for (const auto& each : test_case.extensions) {
    answers.push_back({each.part, each.unit, AnswerKind::accepted, each.until, each.by, {}, {}, {}, {}});
  }
  ran.schedule =
      schedule(ran.relevance, ran.item, configuration, *plan, overlays, answers, {}, relevance_of_meetings, now);
  return {};
}

void compare_roles(const Router& router, const Case& test_case, const Ran& ran, Instant now, CaseResult& result) {
  for (const auto& [unit, expected] : test_case.expect) {
    const auto found = ran.relevance.units.find(unit);
    const auto actual = found == ran.relevance.units.end() ? Role::none : found->second.role;
    if (actual == expected) continue;
    CaseMismatch mismatch;
    mismatch.unit = unit;
    mismatch.expected = to_string(expected);
    mismatch.actual = to_string(actual);
    if (found != ran.relevance.units.end()) mismatch.reasons = found->second.reasons;
    for (const auto& reason : mismatch.reasons) mismatch.sentences.push_back(marked_sentence(ran.item, *reason.cause));
    if (actual < expected) mismatch.why_not = router.why_not(ran.item, now, unit);
    result.mismatches.push_back(std::move(mismatch));
  }
}

void compare_schedule(const Case& test_case, const Ran& ran, const Zone& zone, CaseResult& result) {
  static const UnitSchedule kNone;
  const auto of = [&](const UnitId& unit) -> const UnitSchedule& {
    const auto found = ran.schedule.find(unit);
    return found == ran.schedule.end() ? kNone : found->second;
  };
  for (const auto& [unit, expected] : test_case.windows) {
    const auto& actual = of(unit).windows;
    if (!same_windows(expected, actual)) {
      result.mismatches.push_back({Compared::windows, unit, to_words(expected, zone), to_words(actual, zone), {}, {}, {}});
    }
  }
  for (const auto& [unit, expected] : test_case.deadlines) {
    const auto& actual = of(unit).deadlines;
    if (!deadlines_found(expected, actual)) {
      result.mismatches.push_back({Compared::deadlines, unit, to_words(expected, zone), to_words(actual, zone), {}, {}, {}});
    }
  }
}

void compare_triage(const Case& test_case, const Relevance& relevance, CaseResult& result) {
  if (!test_case.triage || *test_case.triage != relevance.triage.empty()) return;
  std::string actual;
  for (const auto& entry : relevance.triage) {
    actual += (actual.empty() ? "part " : ", part ") + entry.part + " (" + entry.reason + ")";
  }
  result.mismatches.push_back({Compared::triage, "", *test_case.triage ? "a part in triage" : "no part in triage",
                               actual.empty() ? "none" : actual, {}, {}, {}});
}

}  // namespace

std::string_view to_string(Compared compared) {
  switch (compared) {
    case Compared::role:
      return "role";
    case Compared::windows:
      return "windows";
    case Compared::deadlines:
      return "deadlines";
    case Compared::triage:
      return "triage";
    case Compared::plan:
      break;
  }
  return "plan";
}

std::string name_of(const Case& test_case) {
  if (!test_case.name.empty()) return test_case.name;
  const auto& words = test_case.post.title.empty() ? test_case.post.text : test_case.post.title;
  auto text = to_utf32(words);
  std::replace(text.begin(), text.end(), U'\n', U' ');
  if (text.size() > 40) {
    text.resize(40);
    text += U'…';
  }
  return to_utf8(text);
}

void prepare_item(Item& item, const Configuration& configuration, const Overlays& overlays, Instant now, const Item* previous) {
  const auto working_time = configuration.working_time(configuration.policy.home, overlays, now);
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
  result.todo = test_case.todo;
  const auto now = test_case.at.value_or(default_now);
  Ran ran;
  if (const auto error = decide(router, test_case, now, ran)) {
    const auto words = error->message + (error->detail.empty() ? "" : ": " + error->detail);
    result.mismatches.push_back({Compared::plan, "", "a cascade as the case writes it", words, {}, {}, {}});
  } else {
    compare_schedule(test_case, ran, router.configuration().zone, result);
  }
  compare_roles(router, test_case, ran, now, result);
  compare_triage(test_case, ran.relevance, result);
  std::set<std::string> held;
  for (const auto& [unit, reached] : ran.relevance.units) {
    for (const auto& reason : reached.reasons) {
      if (!reason.cause->rule.empty()) held.insert(reason.cause->rule);
    }
  }
  result.rules_held.assign(held.begin(), held.end());
  result.passed = result.mismatches.empty();
  return result;
}

}  // namespace fenliu::rules
