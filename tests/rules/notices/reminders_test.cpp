// Reminders, overdue tasks and digests: times worked out by hand on the small county's calendar, 08:00–12:00 and 14:30–17:30
// on weekdays.
#include "rules/notices/reminders.h"

#include <boost/json.hpp>

#include "rules/notices/told_state_json.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu;
using rules::Role;
using rules::Stage;
using rules::ToldState;

namespace {

// 24 November 2022 is a Thursday.
rules::Instant at(const std::string& day_and_clock) { return *rules::parse_rfc3339("2022-11-" + day_and_clock + "+08:00"); }

rules::UnitDeadline deadline(const std::string& effective, const std::string& part = "1") {
  rules::UnitDeadline made;
  made.part = part;
  made.result.stated = made.result.effective = made.result.fair = at(effective);
  return made;
}

ToldState told(const std::string& when, std::vector<rules::UnitDeadline> deadlines, Role role = Role::lead) {
  ToldState state;
  state.concerned = true;
  state.role = role;
  state.parts = {"1"};
  state.deadlines = std::move(deadlines);
  state.told_at = at(when);
  return state;
}

struct Clock {
  std::shared_ptr<const rules::Configuration> configuration = support::small_configuration("rules:\n  - {id: r, when: [甲], tags: [t]}\n");
  rules::NoticePolicy policy{rules::Minutes{10}, rules::Minutes{15}, {}, configuration->zone, rules::Minutes{120}, rules::Minutes{60}, {}};
  rules::Item item;

  rules::ReminderVerdict look(const ToldState& state, const std::string& now, bool acknowledged = false) const {
    return rules::remind("a1", state, acknowledged, item, *configuration, policy, at(now));
  }

  // "reminder due-soon" or "- nothing-due", and when to look again.
  std::string verdict(const ToldState& state, const std::string& now, bool acknowledged = false) const {
    const auto verdict = look(state, now, acknowledged);
    auto text = verdict.send ? std::string(rules::to_string(verdict.send->stage)) + " " + verdict.send->reason : "- " + verdict.silence;
    if (verdict.next) text += ", again " + rules::format_rfc3339(*verdict.next, configuration->zone).substr(8, 8);
    return text;
  }
};

}  // namespace

TEST_CASE("a deadline is reminded of in working time before it, and once it has passed whoever answered nothing hears so") {
  const Clock clock;
  auto cancelled = told("23T09:00", {deadline("25T09:00")}), impossible = told("25T09:30", {deadline("25T10:00")});
  cancelled.item_cancelled = true;
  impossible.deadlines[0].result.status = rules::DeadlineStatus::impossible;
  struct Row {
    const char* what;
    ToldState state;
    const char* now;
    bool acknowledged;
    const char* verdict;
  };
  const Row rows[] = {
      {"60 minutes of Friday and 60 of Thursday", told("23T09:00", {deadline("25T09:00")}), "24T16:29", false, "- nothing-due, again 24T16:30"},
      {"when they have come", told("23T09:00", {deadline("25T09:00")}), "24T16:30", false, "reminder due-soon, again 25T10:00"},
      {"from the opening, not from the closing before", told("23T09:00", {deadline("25T10:00")}), "25T07:59", false, "- nothing-due, again 25T08:00"},
      {"over the noon break", told("23T09:00", {deadline("24T15:30")}), "24T10:59", false, "- nothing-due, again 24T11:00"},
      {"over the weekend", told("23T09:00", {deadline("28T08:30")}), "25T15:59", false, "- nothing-due, again 25T16:00"},
      {"acknowledged or not", told("23T09:00", {deadline("25T09:00")}), "24T16:30", true, "reminder due-soon, again 25T10:00"},
      {"told a minute after its time", told("24T16:31", {deadline("25T09:00")}), "24T16:32", false, "- nothing-due, again 25T10:00"},
      {"a reminder that missed the deadline", told("23T09:00", {deadline("25T09:00")}), "25T09:00", false, "- long-past, again 25T10:00"},
      {"the hour after has passed", told("24T17:01", {deadline("25T09:00")}), "25T10:00", false, "overdue not-acknowledged"},
      {"and it was acknowledged", told("24T17:01", {deadline("25T09:00")}), "25T10:00", true, "- acknowledged"},
      {"at closing time, so on Monday", told("24T17:01", {deadline("25T17:30")}), "25T15:30", false, "reminder due-soon, again 28T09:00"},
      {"three days without a clock", told("24T17:01", {deadline("25T09:00")}), "28T10:00", false, "overdue not-acknowledged"},
      {"and a minute", told("24T17:01", {deadline("25T09:00")}), "28T10:01", false, "- long-past"},
      {"past when it was told", told("25T09:00", {deadline("25T09:00")}), "25T10:00", false, "- told-lately"},
      {"impossible when it was told", impossible, "25T11:00", false, "- told-lately"},
      {"two at once are one", told("23T09:00", {deadline("25T09:00", "1"), deadline("25T09:10", "2")}), "24T16:40", false, "reminder due-soon, again 25T10:00"},
      {"one at a time", told("23T09:00", {deadline("25T09:00", "1"), deadline("25T12:00", "2")}), "24T16:30", false, "reminder due-soon, again 25T10:00"},
      {"merely informed", told("23T09:00", {deadline("25T09:00")}, Role::inform), "24T16:30", false, "- informed"},
      {"nothing to do by then", told("23T09:00", {}), "24T16:30", false, "- nothing-due"},
      {"cancelled", cancelled, "24T16:30", false, "- cancelled"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what, row.now);
    CHECK(clock.verdict(row.state, row.now, row.acknowledged) == row.verdict);
  }
}

TEST_CASE("the clock says each thing once, over restarts too, and again only of a deadline that moved on") {
  const Clock clock;
  auto state = told("23T09:00", {deadline("25T09:00")});
  CHECK(rules::next_reminder("a1", state, *clock.configuration, clock.policy, at("23T09:00")) == at("24T16:30"));
  const auto kept = [&](const std::string& now) {
    const auto verdict = clock.look(state, now);
    REQUIRE(verdict.send);
    const auto back = rules::told_state_from_json(rules::told_state_to_json(verdict.send->state, clock.configuration->zone));
    REQUIRE(back);
    state = *back;
  };
  kept("24T16:30");
  CHECK(clock.verdict(state, "24T16:30") == "- nothing-due, again 25T10:00");
  CHECK(clock.verdict(state, "25T09:59") == "- nothing-due, again 25T10:00");
  kept("25T10:00");
  CHECK(clock.verdict(state, "25T10:00") == "- told-lately");

  // It moves on, which is told at 10:05: 120 minutes before 15:30 are an hour of the afternoon and one of the morning.
  auto later = state;
  later.deadlines = {deadline("25T15:30")};
  const auto plan = rules::plan_notices({{"a1", state}}, {{"a1", later}}, clock.item, *clock.configuration, clock.policy, at("25T10:05"));
  REQUIRE(plan.sends.size() == 1);
  CHECK(plan.sends[0].reason == "deadline-moved");
  CHECK(plan.sends[0].state.reminded.empty());
  CHECK(clock.verdict(plan.sends[0].state, "25T11:00") == "reminder due-soon, again 25T16:30");

  // Told again for another reason, it is not reminded of again.
  auto leading = state;
  leading.role = Role::support;
  const auto again = rules::plan_notices({{"a1", state}}, {{"a1", leading}}, clock.item, *clock.configuration, clock.policy, at("25T10:10"));
  REQUIRE(again.sends.size() == 1);
  CHECK(again.sends[0].state.reminded == state.reminded);
}

TEST_CASE("without minutes there are no reminders, and quiet hours hold those that can wait") {
  Clock clock;
  const auto state = told("23T09:00", {deadline("25T12:01")});
  // 120 working minutes before Friday 12:01 is 10:00 and belongs to no quiet hours; an administrator's may.
  clock.policy.quiet_hours = {{rules::Minutes{10 * 60}, rules::Minutes{11 * 60}}};
  REQUIRE(clock.look(state, "25T10:00").send);
  CHECK(clock.look(state, "25T10:00").send->due == at("25T11:00"));
  const auto by_noon = told("23T09:00", {deadline("25T12:00")});
  CHECK(clock.look(by_noon, "25T10:00").send->due == at("25T10:00"));
  clock.policy.reminder = rules::Minutes{0};
  CHECK(clock.verdict(state, "25T10:00") == "- nothing-due, again 25T15:30");
  clock.policy.overdue = rules::Minutes{0};
  CHECK(clock.verdict(state, "25T10:00") == "- told-lately");
}

TEST_CASE("the merely informed hear at the next digest of a working day, unless it is critical") {
  Clock clock;
  clock.policy.digest_times = {rules::Minutes{11 * 60 + 30}, rules::Minutes{17 * 60}};
  struct Row {
    const char* what;
    const char* now;
    Role role;
    rules::Urgency urgency;
    const char* due;
  };
  const Row rows[] = {
      {"in the morning", "24T09:00", Role::inform, rules::Urgency::routine, "24T11:30"},
      {"at that very minute", "24T11:30", Role::inform, rules::Urgency::routine, "24T11:30"},
      {"after noon", "24T11:31", Role::inform, rules::Urgency::urgent, "24T17:00"},
      {"in the evening", "24T17:01", Role::inform, rules::Urgency::routine, "25T11:30"},
      {"before the weekend", "25T17:01", Role::inform, rules::Urgency::routine, "28T11:30"},
      {"on a Saturday", "26T09:00", Role::inform, rules::Urgency::routine, "28T11:30"},
      {"critical", "26T09:00", Role::inform, rules::Urgency::critical, "26T09:00"},
      {"who has a task", "26T09:00", Role::support, rules::Urgency::routine, "26T09:00"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    clock.item.urgency = row.urgency;
    const auto plan = rules::plan_notices({}, {{"a1", told(row.now, {}, row.role)}}, clock.item, *clock.configuration, clock.policy, at(row.now));
    REQUIRE(plan.sends.size() == 1);
    CHECK(plan.sends[0].due == at(row.due));
    auto send = plan.sends[0];
    rules::tell_at_once(send, clock.item, *clock.configuration, clock.policy, at(row.now));
    CHECK(send.due == at(row.now));
    CHECK_FALSE(send.digest);
  }
}
