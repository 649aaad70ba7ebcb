// A notice as a message in one language, for previews and forms.
#pragma once

#include "daemon/app/office.h"
#include "rules/notices/message.h"

namespace fenliu::app {

// Before the secrecy policy. `item` in the revision that the notice speaks of; `language` zh, vi or en. Error: the notice's
// state cannot be read.
Result<rules::Message> preview_message(const rules::Configuration& configuration, const Item& item, const store::NoticeRow& notice,
                                       const std::string& language);

// "11-24 18:35–18:50", "11-25 08:00", the unit's windows and then its deadlines, with the words around them.
std::string when_words(const rules::ToldState& state, const rules::Zone& zone, const std::string& language);
// The parts that are the unit's, part 0 and what has no words left out; all of them when the whole item is.
std::vector<rules::Part> own_parts(const Item& item, const rules::ToldState& state);

}  // namespace fenliu::app
