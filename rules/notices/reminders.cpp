// Reminders and overdue tasks.
#include "rules/notices/reminders.h"

#include <algorithm>

#include "rules/notices/task.h"

namespace fenliu::rules {

namespace {

bool was_reminded(const ToldState& told, const UnitDeadline& deadline, Stage stage) {
  const Reminded wanted{deadline.part, deadline.occurrence, deadline.result.effective, stage};
  return std::find(told.reminded.begin(), told.reminded.end(), wanted) != told.reminded.end();
}

// One thing that the clock will say: of which deadline, and when.
struct Moment {
  const UnitDeadline* deadline = nullptr;
  Stage stage = Stage::reminder;
  Instant at;
};

// All that is still to be said, in no order. `told-lately` goes without saying: it was said.
std::vector<Moment> moments(const ToldState& told, const WorkingTime& working_time, const NoticePolicy& policy) {
  std::vector<Moment> found;
  const auto add = [&](const UnitDeadline& deadline, Stage stage, Instant at) {
    const bool heard_after = told.told_at && *told.told_at >= at;
    if (!heard_after && !was_reminded(told, deadline, stage)) found.push_back({&deadline, stage, at});
  };
  for (const auto& deadline : told.deadlines) {
    const auto effective = deadline.result.effective;
    if (policy.reminder > Minutes{0}) add(deadline, Stage::reminder, working_time.before(effective, policy.reminder).at);
    const bool was_over = told.told_at && *told.told_at >= effective;
    if (policy.overdue > Minutes{0} && !was_over && deadline.result.status != DeadlineStatus::impossible) {
      add(deadline, Stage::overdue, working_time.add(effective, policy.overdue).at);
    }
  }
  return found;
}

// What has a task at all; else the reason why not.
std::string no_task(const ToldState& told) {
  if (told.item_cancelled || !told.concerned) return "cancelled";
  if (told.role < Role::support) return "informed";
  return told.deadlines.empty() ? "nothing-due" : "";
}

// Why what is due now is not said after all; empty when it is.
std::string held(const Moment& moment, const ToldState& told, bool acknowledged, std::optional<Instant> done_at, Instant now) {
  if (done_at && is_done(told, *moment.deadline, *done_at)) return "done";
  if (moment.stage == Stage::reminder) return now >= moment.deadline->result.effective ? "long-past" : "";
  if (acknowledged) return "acknowledged";
  return now - moment.at > kLongPast ? "long-past" : "";
}

}  // namespace

ReminderVerdict remind(const UnitId& unit, const ToldState& told, bool acknowledged, const Item& item,
                       const Configuration& configuration, const NoticePolicy& policy, Instant now, std::optional<Instant> done_at) {
  ReminderVerdict verdict;
  verdict.silence = no_task(told);
  if (!verdict.silence.empty()) return verdict;
  const auto working_time = configuration.working_time(unit, now);
  const auto all = moments(told, working_time, policy);
  verdict.silence = all.empty() ? "told-lately" : "nothing-due";
  Send send{unit, Stage::reminder, "due-soon", told, now, false};
  bool any = false;
  for (const auto& moment : all) {
    if (moment.at > now) {
      verdict.next = std::min(verdict.next.value_or(moment.at), moment.at);
      continue;
    }
    if (const auto reason = held(moment, told, acknowledged, done_at, now); !reason.empty()) {
      verdict.silence = reason;
      continue;
    }
    any = true;
    send.state.reminded.push_back({moment.deadline->part, moment.deadline->occurrence, moment.deadline->result.effective, moment.stage});
    // What has passed is said before what is to come.
    if (moment.stage == Stage::overdue) {
      send.stage = Stage::overdue;
      send.reason = "not-acknowledged";
    }
  }
  if (!any) return verdict;
  verdict.silence.clear();
  send.due = due_at_once(send, item, working_time, policy, now);
  verdict.send = std::move(send);
  return verdict;
}

std::optional<Instant> next_reminder(const UnitId& unit, const ToldState& told, const Configuration& configuration,
                                     const NoticePolicy& policy, Instant now) {
  if (!no_task(told).empty()) return {};
  std::optional<Instant> next;
  for (const auto& moment : moments(told, configuration.working_time(unit, now), policy)) {
    next = std::min(next.value_or(moment.at), moment.at);
  }
  return next;
}

}  // namespace fenliu::rules
