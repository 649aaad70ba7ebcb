// What a clerk says of having told units by hand, as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/item/item_json.h"
#include "rules/notices/hand_forms.h"

namespace fenliu::rules {

struct HandMark {
  HandWay how = HandWay::telephoned;
  std::vector<UnitId> units;    // empty: everybody, of a post in the group only
  std::string to_person;        // as stated; at most 200 bytes
  std::string note;             // at most 1000
  std::optional<Instant> at;    // when they were told; nothing: now
};

// {"how","to_unit" or "to_units","to_person","at","note"}
Decoded<HandMark> hand_mark_from_json(const boost::json::value& value, const Zone& zone);

}  // namespace fenliu::rules
