// Small readings of stored JSON text and of page cursors, shared by the use cases that answer lists.
#pragma once

#include <cstdint>
#include <string>

#include <boost/json.hpp>

#include "rules/text/result.h"

namespace fenliu::app {

// null when the text is not JSON (a stored text always is).
boost::json::value parsed(const std::string& text);

// The row number in a cursor, 0 for the first page; invalid for anything that no list gave.
rules::Result<std::int64_t> cursor_number(const std::string& cursor);

}  // namespace fenliu::app
