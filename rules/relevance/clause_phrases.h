// The words around names in official documents, in Chinese, Vietnamese and English. Internal to relevance/.
#pragma once

#include <string_view>

#include "rules/relevance/clauses.h"

namespace fenliu::rules {

// What the words directly before a list of names make of it, and those directly after: the longest phrase decides.
// `none` where they say nothing. `before` may be the whole text up to the list, `after` all from its end.
ClauseRole role_before(std::u32string_view before);
ClauseRole role_after(std::u32string_view after);

// Whether the words directly before a list announce who attends: 参会人员:, 邀请, mời, attendees:.
bool invites(std::u32string_view before);

// Whether `after` goes on to name a room, as in 县教育局三楼会议室: the list says where, not who.
bool goes_on_to_a_room(std::u32string_view after);

// Whether nothing but separators stands between two names: they are one list.
bool separates(std::u32string_view gap);

// 有关, 相关, liên quan, relevant beside a name: an unknown subset of it.
bool is_subset(std::u32string_view before, std::u32string_view after);

}  // namespace fenliu::rules
