// What a time is for, from its own words and those around it. Internal to reading/.
#pragma once

#include "rules/reading/times.h"

namespace fenliu::rules {

// REQUIRES `time` with text, range, kind and grain; `reading` with its language and fields.
TimeRole role_of(const Document& document, const Reading& reading, const Expression& expression, const ReadTime& time);

}  // namespace fenliu::rules
