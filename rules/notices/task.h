// What became of a task within its unit: whom it was given to, and that it is done. Folded from steps that are never changed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/notices/notices.h"
#include "rules/text/result.h"

namespace fenliu::rules {

enum class TaskStepKind { assigned, done, undone };
std::string_view to_string(TaskStepKind kind);
std::optional<TaskStepKind> parse_task_step(std::string_view word);

struct TaskStep {
  TaskStepKind kind = TaskStepKind::assigned;
  int item_revision = 1;   // that the unit had been told
  std::string assignee;    // assigned: who shall do it
  std::string by;          // the unit's account, and the person as stated
  Instant at;
};

struct TaskState {
  std::string assignee, assigned_by;
  std::optional<Instant> assigned_at;
  std::string done_by;
  std::optional<Instant> done_at;
};

// A later revision asks again: what was done of an earlier one does not count for it, who had it still has it.
TaskState task_state(const std::vector<TaskStep>& steps, int told_revision);

inline constexpr std::chrono::minutes kUndoable{60};  // from when it was done

// Whether the unit may take this step now. Done twice is no error to whoever asks: `state.done_at` says that it is.
Result<Done> check_step(TaskStepKind kind, const TaskState& state, const ToldState& told, bool withdrawn, Instant now);

// Whether what was done at `done_at` covers the deadline: of a recurring one, occurrences up to the next that was due then.
bool is_done(const ToldState& told, const UnitDeadline& deadline, Instant done_at);

}  // namespace fenliu::rules
