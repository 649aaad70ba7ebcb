// What a time is for, from its own words and those around it. Internal to reading/.
#pragma once

#include "rules/reading/times.h"

namespace fenliu::rules {

// REQUIRES `time` with text, range, kind and grain; `reading` with its language and fields.
TimeRole role_of(const Document& document, const Reading& reading, const Expression& expression, const ReadTime& time);

// "The deadline may be extended up to T", 最迟可延至T, có thể gia hạn đến T: a limit of an extension, no deadline.
bool is_extension_limit(const Document& document, const std::string& language, TextRange range);

// Whether the words around a span of clocks say that it holds every day (办公时间, giờ làm việc, office hours), and only on
// working days.
bool tells_hours(const Document& document, const std::string& language, TextRange range);
bool tells_workdays(const Document& document, const std::string& language, TextRange range);

}  // namespace fenliu::rules
