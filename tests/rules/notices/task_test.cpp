// Steps of a task within its unit, and what they do to reminders.
#include "rules/notices/task.h"

#include "rules/notices/reminders.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu::rules;

namespace {

Instant at(const std::string& day_and_clock) { return *parse_rfc3339("2022-11-" + day_and_clock + "+08:00"); }

ToldState told(std::vector<UnitDeadline> deadlines = {}) {
  ToldState state;
  state.concerned = true;
  state.role = Role::lead;
  state.parts = {"1"};
  state.deadlines = std::move(deadlines);
  state.told_at = at("21T09:00");
  return state;
}

UnitDeadline due(const std::string& when, const std::string& occurrence = "") {
  UnitDeadline made;
  made.part = "1";
  made.occurrence = occurrence;
  made.result.stated = made.result.effective = made.result.fair = at(when);
  return made;
}

TaskStep step(TaskStepKind kind, const std::string& when, int revision = 1, const std::string& assignee = "") {
  return {kind, revision, assignee, "edu, 甲", at(when)};
}

using Kind = TaskStepKind;

}  // namespace

TEST_CASE("whom a task was given to and that it is done is what the last steps say") {
  CHECK_FALSE(task_state({}, 1).done_at);
  const auto done = task_state({step(Kind::assigned, "24T09:00", 1, "乙"), step(Kind::assigned, "24T09:10", 1, "丙"), step(Kind::done, "24T10:00")}, 1);
  CHECK(done.assignee == "丙");
  CHECK(done.done_by == "edu, 甲");
  REQUIRE(done.done_at);
  CHECK(*done.done_at == at("24T10:00"));
  const auto undone = task_state({step(Kind::done, "24T10:00"), step(Kind::undone, "24T10:05")}, 1);
  CHECK_FALSE(undone.done_at);
  // A later revision asks again, whoever has it still has it.
  const auto revised = task_state({step(Kind::assigned, "24T09:00", 1, "乙"), step(Kind::done, "24T10:00", 1)}, 2);
  CHECK_FALSE(revised.done_at);
  CHECK(revised.assignee == "乙");
}

TEST_CASE("a step is refused where it makes no sense") {
  TaskState open, done;
  done.done_at = at("24T10:00");
  auto gone = told(), cancelled = told();
  gone.concerned = false;
  cancelled.item_cancelled = true;
  const auto now = at("24T10:30");
  CHECK(check_step(Kind::assigned, open, told(), false, now).ok());
  CHECK(check_step(Kind::done, done, told(), false, now).ok());
  CHECK_FALSE(check_step(Kind::done, open, gone, false, now).ok());
  CHECK_FALSE(check_step(Kind::done, open, cancelled, false, now).ok());
  CHECK_FALSE(check_step(Kind::assigned, open, told(), true, now).ok());
  CHECK_FALSE(check_step(Kind::undone, open, told(), false, now).ok());
  CHECK(check_step(Kind::undone, done, told(), true, at("24T11:00")).ok());
  CHECK_FALSE(check_step(Kind::undone, done, told(), false, at("24T11:01")).ok());
}

TEST_CASE("what is done is neither reminded of nor overdue, and taken back it is again") {
  const auto configuration = fenliu::support::small_configuration("rules:\n  - {id: r, when: [甲], tags: [t]}\n");
  const NoticePolicy policy{Minutes{10}, Minutes{15}, {}, configuration->zone, Minutes{120}, Minutes{60}, {}};
  const auto verdict = [&](const ToldState& state, const char* now, std::optional<Instant> done) {
    const auto reminded = remind("a1", state, false, Item{}, *configuration, policy, at(now), done);
    return reminded.send ? std::string(to_string(reminded.send->stage)) : reminded.silence;
  };
  const auto once = told({due("24T12:00")});
  CHECK(verdict(once, "24T10:00", {}) == "reminder");
  CHECK(verdict(once, "24T10:00", at("24T09:50")) == "done");
  CHECK(verdict(once, "24T15:30", {}) == "overdue");
  CHECK(verdict(once, "24T15:30", at("24T15:00")) == "done");
  // Of a daily return one day's is done, the next is still to come.
  const auto daily = told({due("24T12:00", "2022-11-24"), due("25T12:00", "2022-11-25")});
  CHECK(verdict(daily, "24T10:00", at("24T09:50")) == "done");
  CHECK(verdict(daily, "25T10:00", at("24T09:50")) == "reminder");
}
