// Agendas that are too long to be solved: a good order, and how much better another could be at most. Internal to cascade/.
#pragma once

#include "rules/cascade/agenda_order.h"

namespace fenliu::rules {

// No order costs less: the parts are cut into groups that are each solved alone, without what is fixed. A minute belongs to
// one part, so what a unit is present and waits in the groups adds up to no more than in the whole.
Thousandths grouped_bound(const Agenda& agenda, const OrderControl& control);

// Improves a possible order part by part until that helps no more, then shakes it and goes on, while it helps and nobody says
// stop. Deterministic unless stopped. Empty: no possible order was found to begin with.
struct FoundOrder {
  std::vector<std::size_t> order;
  Thousandths cost = 0;
};
FoundOrder found_order(const Agenda& agenda, const OrderControl& control);

}  // namespace fenliu::rules
