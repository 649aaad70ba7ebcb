// The JSON form of items and events (DESIGN §5). The same decoder reads YAML items, which arrive as JSON values.
#pragma once

#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "rules/item/item.h"
#include "rules/text/result.h"

namespace fenliu::rules {

// A fault in a JSON value: `pointer` is an RFC 6901 JSON Pointer ("/parts/2/minutes").
struct FieldFault {
  std::string pointer;
  std::string code;     // unknown-key, wrong-type, missing, out-of-range, bad-time, duplicate-id, no-content …
  std::string message;  // one sentence, ends without full stop
  std::string hint;
};

// All faults at once; the value is meaningful only when `faults` is empty.
template <class T>
struct Decoded {
  T value;
  std::vector<FieldFault> faults;
};

// Unknown keys are faults ("did you mean"). Only a title or a text is required. Times are RFC 3339 with offset, or in
// `zone` when they have none ("2022-11-24T20:30"). Checks: a meeting that ends before it starts, dates that do not
// exist, minutes in 1..1440, gap_minutes in 0..1440, `everyone` and `oral` need ordered_by, part ids unique,
// deadlines name existing parts and carry exactly one form, at most 500 parts.
Decoded<Item> item_from_json(const boost::json::value& value, const Zone& zone);
boost::json::object item_to_json(const Item& item, const Zone& zone);  // empty and default fields are left out

Decoded<MeetingEvent> event_from_json(const boost::json::value& value, const Zone& zone);
boost::json::object event_to_json(const MeetingEvent& event, const Zone& zone);

// Whether the deadline has exactly one form, and one that `item_from_json` takes.
bool is_whole(const StatedDeadline& deadline);

// Gives every part an id, puts part "0" (title) first, carries part ids over from `previous` (identical text, then
// unique title, else new) when this is a revision.
void finish_item(Item& item, const Item* previous = nullptr);

// One Error of kind invalid that lists the faults, for operations.
Error to_error(const std::vector<FieldFault>& faults);

}  // namespace fenliu::rules
