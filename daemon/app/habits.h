// Habits of overrun, learnt once a day from the meetings that ended before it: what forecasts with p10 and p90 come from.
#pragma once

#include "daemon/app/office.h"

namespace fenliu::app {

// What the habits of that id know, from the rows that they name: the same for ever. Null when the store lacks them; 0 knows
// nothing.
std::shared_ptr<const rules::Overruns> overruns_of(store::Store& store, std::int64_t habits);

// At the first tick after the office's midnight: keeps how long the meetings that ended before it took, as far as that is
// new; then learns from the newest of them, forecasts by that, and tells those whom it matters to. One transaction.
// Nothing where `cascade.forecasts` is `planned`. REQUIRES office.plan_mutex not held.
Result<Done> learn_habits(Office& office, Instant now);

}  // namespace fenliu::app
