// What became of a unit's task, for whoever shows it or reminds of it.
#pragma once

#include <functional>

#include <boost/json/fwd.hpp>

#include "daemon/app/subject.h"
#include "rules/notices/task.h"

namespace fenliu::app {

rules::TaskState task_of(store::Store& store, const std::string& item, const UnitId& unit, int told_revision);

// {"assigned_to","assigned_by","assigned_at"}?, {"done_at","done_by"}?
boost::json::object task_json(const rules::TaskState& task, const rules::Zone& zone);

// In the transaction that stores the step, with the task after it.
using AlsoStored = std::function<void(store::Transaction&, const rules::TaskState&)>;

// `by`: the account and the person as stated. Done twice stays as it was said first. REQUIRES plan_mutex held exclusively.
Result<rules::TaskState> take_step(Office& office, const store::NoticeRow& notice, rules::TaskStepKind kind, const std::string& assignee,
                                   const std::string& by, Instant now, const AlsoStored& also);

}  // namespace fenliu::app
