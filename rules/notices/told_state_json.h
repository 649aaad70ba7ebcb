// The JSON form of what a unit was told: kept by the store, shown by the page.
#pragma once

#include <optional>

#include <boost/json/fwd.hpp>

#include "rules/notices/notices.h"

namespace fenliu::rules {

// {"concerned","role","item_revision","parts","windows","deadlines","item_cancelled"?,"told_at"?,
//  "reminded"?:[{"part","occurrence","effective","stage"}]}
boost::json::object told_state_to_json(const ToldState& state, const Zone& zone);

// Nothing when the value is not of that form.
std::optional<ToldState> told_state_from_json(const boost::json::value& value);

}  // namespace fenliu::rules
