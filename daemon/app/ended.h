// Which stored items' recurring deadlines an item's words end: to be proposed, never done.
#pragma once

#include "daemon/app/office.h"
#include "rules/decision/endings.h"

namespace fenliu::app {

// Looks through the items of the last 400 days, only if the item's words end anything at all.
std::vector<rules::Ending> endings_of(Office& office, const Item& item, Instant now);

}  // namespace fenliu::app
