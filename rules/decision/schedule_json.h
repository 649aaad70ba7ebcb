// The JSON form of windows, deadlines and causal chains, as decisions and notices carry them (DESIGN §5).
#pragma once

#include <optional>

#include <boost/json/fwd.hpp>

#include "rules/decision/decision.h"

namespace fenliu::rules {

// {"from","to"?,"parts","last_report"?}; `to` is left out while the window is open.
boost::json::object window_to_json(const Window& window, const Zone& zone);

// {"part","occurrence"?,"stated","handed_down","fair","effective","status","answer"?,"answer_reason"?,"decided_by"?,"proposed"?,"inner"?,"provisional"?,
//  "working_minutes_left","flags"?,"text"?}
boost::json::object deadline_to_json(const UnitDeadline& deadline, const Zone& zone);

// {"kind","from","until","unit"?,"to"?,"staff"?,"spans"?,"weekdays"?,"announced"?,"name"?,"file","line"}; `unit` lends `to`.
boost::json::object overlay_to_json(const Overlay& overlay, const Zone& zone);

// [{"meeting","minutes","cause"}]
boost::json::array chain_to_json(const std::vector<CausalStep>& chain);

// The way back, for told states that the store kept. Nothing when the value is not of that form.
std::optional<Window> window_from_json(const boost::json::value& value);
std::optional<UnitDeadline> deadline_from_json(const boost::json::value& value);

}  // namespace fenliu::rules
