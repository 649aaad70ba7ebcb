// Why a stored decision concerns a unit, and what moved its window.
#pragma once

#include "daemon/store/store.h"
#include "rules/notices/calendar_events.h"

namespace fenliu::app {

// Nothing in it for a unit that the decision does not reach. What merely informs a summoned unit is left out.
rules::CalendarShare share_of(const store::DecisionRow& decision, const std::string& unit);

}  // namespace fenliu::app
