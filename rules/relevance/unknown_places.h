// Vietnamese names that go on: "UBND xã" in "UBND xã Hòa Mỹ" is one commune's, "Ban Chỉ đạo" in "Ban Chỉ đạo Chuyển đổi số" is
// another committee. Internal to relevance/.
#pragma once

#include <string>
#include <vector>

#include "rules/relevance/clauses.h"

namespace fenliu::rules {

// Takes out the mentions of groups whose name goes on to a place or a subject that the organisation does not know. `stored` is
// the text before normalisation, UTF-8: capitals tell.
void drop_continued_names(std::vector<Mention>& mentions, const NormalisedText& text, const std::string& stored,
                          const std::vector<NameEntry>& entries);

// Whether the text names a commune or a hamlet ("xã Hòa Mỹ", "ấp Phú Thọ") that none of the names found in it knows.
bool names_unknown_commune(const std::vector<NamedList>& lists, const NormalisedText& text, const std::string& stored);

}  // namespace fenliu::rules
