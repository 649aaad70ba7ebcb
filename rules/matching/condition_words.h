// A condition in words, for explanations: what would have to be in the text for it to hold.
#pragma once

#include <string>

#include "rules/source/configuration.h"

namespace fenliu::rules {

// In `language` (zh, en, vi; others read English), e.g. `any of 物资储备, 应急物资`. Long lists are cut at eight, with
// their length; regular expressions stand between slashes.
std::string words_of(const Condition& condition, const std::string& language);

}  // namespace fenliu::rules
