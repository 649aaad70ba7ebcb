// An envelope as JSON, for programs that take notices: the same words as everywhere.
#pragma once

#include <boost/json.hpp>

#include "daemon/deliver/channel.h"

namespace fenliu::deliver {

// {"notice","item","unit","sequence","stage","role","urgency","language","at","subject","text","html","brief","link"?,"calendar"?,
// "masked":[{"kind","count"}],"recipient":{"unit","person"?,"name"?,"address"?,"language"?,"cause"}}. `at` is UTC. Nothing of the
// attempt: every attempt is the same bytes.
boost::json::object envelope_to_json(const Envelope& envelope);

}  // namespace fenliu::deliver
