// Plays a configuration's script on simulated time, through the same use cases as everybody else.
#pragma once

#include "daemon/app/office.h"

namespace fenliu::app {

// Runs every step that is due at `now` and not done before (steps are idempotent by their number and the script's
// clock). Returns how many steps were run. A step that is refused stops the evening with its error.
Result<int> play(Office& office, const rules::Script& script, std::size_t& next_step, Instant now);

}  // namespace fenliu::app
