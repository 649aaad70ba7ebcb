// Plays a configuration's script on simulated time, through the same use cases as everybody else.
#pragma once

#include "daemon/app/office.h"

namespace fenliu::app {

// When the office opens, for Office::load: now, or when the script begins, if its evening is still to be played and the
// clock is set past its beginning. Meetings would otherwise be forecast from a time at which they are long over.
Instant opening(const Office& office, Instant now);

// Runs every step that is due at `now` and not done before (steps are idempotent by their number and the script's
// clock). Time passes minute by minute between them, so that a clock set
// late finds the evening as it went. Returns how many steps were run. A step that is refused stops the evening with its error.
Result<int> play(Office& office, const rules::Script& script, std::size_t& next_step, Instant now);

}  // namespace fenliu::app
