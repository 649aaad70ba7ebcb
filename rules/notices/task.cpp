// Folding a task's steps.
#include "rules/notices/task.h"

#include <algorithm>
#include <array>

namespace fenliu::rules {

namespace {
constexpr std::array<std::string_view, 3> kSteps = {"assigned", "done", "undone"};
}

std::string_view to_string(TaskStepKind kind) { return kSteps[static_cast<std::size_t>(kind)]; }

std::optional<TaskStepKind> parse_task_step(std::string_view word) {
  const auto found = std::find(kSteps.begin(), kSteps.end(), word);
  if (found == kSteps.end()) return {};
  return static_cast<TaskStepKind>(found - kSteps.begin());
}

TaskState task_state(const std::vector<TaskStep>& steps, int told_revision) {
  TaskState state;
  for (const auto& step : steps) {
    switch (step.kind) {
      case TaskStepKind::assigned:
        state.assignee = step.assignee;
        state.assigned_by = step.by;
        state.assigned_at = step.at;
        break;
      case TaskStepKind::done:
        if (step.item_revision < told_revision) break;
        state.done_by = step.by;
        state.done_at = step.at;
        break;
      case TaskStepKind::undone:
        state.done_by.clear();
        state.done_at.reset();
    }
  }
  return state;
}

Result<Done> check_step(TaskStepKind kind, const TaskState& state, const ToldState& told, bool withdrawn, Instant now) {
  if (kind == TaskStepKind::undone) {
    if (!state.done_at) return Error{ErrorKind::conflict, "It is not done", "there is nothing to take back"};
    if (now - *state.done_at <= kUndoable) return Done{};
    return Error{ErrorKind::conflict, "It was done more than an hour ago", "object to the notice, or telephone the issuing office"};
  }
  if (withdrawn || told.item_cancelled) return Error{ErrorKind::conflict, "The item was withdrawn; nothing of it is to be done", ""};
  if (!told.concerned) return Error{ErrorKind::conflict, "This no longer concerns your unit", "nothing of it is to be done"};
  return Done{};
}

bool is_done(const ToldState& told, const UnitDeadline& deadline, Instant done_at) {
  if (deadline.occurrence.empty()) return true;
  auto next = Instant::max();
  for (const auto& each : told.deadlines) {
    const bool same = each.part == deadline.part && !each.occurrence.empty();
    if (same && each.result.effective >= done_at) next = std::min(next, each.result.effective);
  }
  return deadline.result.effective <= next;
}

}  // namespace fenliu::rules
