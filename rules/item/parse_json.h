// JSON text from outside, read strictly.
#pragma once

#include <string_view>

#include <boost/json/value.hpp>

#include "rules/text/result.h"

namespace fenliu::rules {

// Refuses what RFC 8259 leaves open and people get wrong: a key given twice in one object (most readers silently keep the
// last), nesting deeper than 32, anything behind the value. Errors are `invalid` and name line and column (from 1, in
// bytes). REQUIRES valid UTF-8. Thread-safe.
Result<boost::json::value> parse_json(std::string_view text);

}  // namespace fenliu::rules
