// Taking an item, or one part of it, away from a unit that should not have got it.
#pragma once

#include "rules/relevance/relevance.h"

namespace fenliu::rules {

// `part` "0": all that the unit has of the item. A part that nobody has to do any more goes to triage (`unrouted`, or
// `inform-only` where some unit is still informed of it): nothing is dropped. A unit that has the whole item keeps it when a
// single part is taken: whoever means that gives it the others first.
void take_away(Relevance& relevance, const UnitId& unit, const PartId& part);

}  // namespace fenliu::rules
