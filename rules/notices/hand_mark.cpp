// Reading a mark.
#include "rules/notices/hand_mark.h"

#include "rules/item/object_reader.h"

namespace fenliu::rules {

Decoded<HandMark> hand_mark_from_json(const boost::json::value& value, const Zone& zone) {
  Decoded<HandMark> decoded;
  auto& mark = decoded.value;
  ObjectReader reader(value, "", zone, decoded.faults);
  std::string unit;
  reader.word("how", {"telephoned", "handed-over", "posted-in-group"}, [&](std::size_t index) { mark.how = static_cast<HandWay>(index); });
  reader.texts("to_units", mark.units);
  reader.text("to_unit", unit);
  reader.text("to_person", mark.to_person);
  reader.instant("at", mark.at);
  reader.text("note", mark.note);
  reader.finish();
  if (!reader.usable()) return decoded;
  if (!reader.has("how")) reader.fault("how", "missing", "say how: telephoned, handed-over or posted-in-group");
  if (mark.to_person.size() > 200) reader.fault("to_person", "out-of-range", "a name of at most 200 bytes");
  if (mark.note.size() > 1000) reader.fault("note", "out-of-range", "a note of at most 1000 bytes");
  if (!unit.empty()) mark.units.push_back(unit);
  if (mark.units.empty() && mark.how != HandWay::posted_in_group) reader.fault("to_units", "missing", "name whom you told");
  return decoded;
}

}  // namespace fenliu::rules
