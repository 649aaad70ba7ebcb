// A deadline in words: as stated first, then what is proposed or holds. Internal to rules/notices.
#pragma once

#include <string>

#include "rules/decision/decision.h"
#include "rules/notices/message_times.h"

namespace fenliu::rules {

// `closed`: without the words that it was read from, and without reasons.
std::string deadline_words(const UnitDeadline& deadline, const MessageTimes& times, std::size_t column, bool closed);

// Whether anything is still due: not waived, not closed.
bool is_due(const UnitDeadline& deadline);

}  // namespace fenliu::rules
