// The order of an agenda in which units wait least: talent scheduling (DESIGN §4.5, §5 `order`).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "rules/item/item.h"
#include "rules/item/item_json.h"
#include "rules/time/instant.h"

namespace fenliu::rules {

// Weights and costs count in thousandths, so that weights may have three decimals and sums stay exact.
using Thousandths = std::int64_t;

struct AgendaPart {
  PartId id;
  Minutes minutes{0};
  std::vector<UnitId> units;        // a unit named twice counts once
  std::optional<int> position;      // the part stays at this place, counted from 1
  std::optional<Instant> starts;    // the part begins at this time
  std::vector<PartId> after;        // parts that must come earlier, not necessarily just before
};

// INVARIANT of decoded agendas: ids are unique, `after` names parts, minutes lie in 1..14400, positions in 1..parts and
// differ, times are whole minutes, at most 500 parts and 2048 units, weights lie in 0..1,000,000 (times 1,000).
struct Agenda {
  // When the meeting begins; only times of parts need it. Nothing: it begins so that the given order keeps the earliest
  // of the parts' times without a pause before it.
  std::optional<Instant> starts;
  std::vector<AgendaPart> parts;             // in the given order
  std::map<UnitId, Thousandths> weights;     // of units not named here: 1000
};

struct OrderProgress {
  double done = 0;              // of the pass under way, 0 to 1; several may follow
  Thousandths cost = 0;         // of the best order so far; 0: none yet
  Thousandths lower_bound = 0;
};

struct OrderControl {
  std::function<bool()> should_stop;                     // asked every millisecond or so; empty: never
  std::function<void(const OrderProgress&)> progress;    // told a few times a second at most; empty: nobody
  std::size_t most_bytes = std::size_t{640} << 20;       // of memory, roughly
};

// cost = Σ weight × minutes from the start of a unit's first part to the end of its last, pauses included.
// INVARIANT: lower_bound <= cost of any possible order; optimal == (lower_bound == cost).
struct AgendaOrder {
  std::vector<std::size_t> order;   // indexes into Agenda::parts
  Thousandths cost = 0;
  Thousandths lower_bound = 0;
  bool optimal = false;
  std::optional<Thousandths> given_cost;  // nothing: the given order breaks a position, a time or a precedence
};

// The best order under fixed positions, fixed times and precedences. Parts follow one another without a pause, except
// that a part with a fixed time waits for it. Deterministic unless stopped. When the given order is among the best it is
// kept; of equal orders one near the given order is chosen. Thread-safe.
// Errors (invalid): precedences in a circle; no order keeps all positions, times and precedences; no order found in time.
// States that say what is placed at either end are searched layer by layer with bounds and dominance, after Garcia de la
// Banda, Stuckey and Chu, "Solving Talent Scheduling with Dynamic Programming" (INFORMS J. on Computing 23, 2011), and Qin,
// Zhang, Lim and Liang, "An enhanced branch-and-bound algorithm for the talent scheduling problem" (EJOR 250, 2016); where
// bounds say little, up to 28 parts are solved by their subsets. Of more than 64 parts the order is the best that moving parts
// about finds, and the bound the sum of groups that are solved alone.
Result<AgendaOrder> best_order(const Agenda& agenda, const OrderControl& control = {});

// The cost of an order of `agenda.parts`; nothing when it breaks a position, a time or a precedence.
std::optional<Thousandths> order_cost(const Agenda& agenda, const std::vector<std::size_t>& order);

// The JSON of `fenliu order`: agenda in, order out (DESIGN §5). Faults carry JSON Pointers; all are collected.
Decoded<Agenda> agenda_from_json(const boost::json::value& value, const Zone& zone);
boost::json::object agenda_order_to_json(const AgendaOrder& order, const Agenda& agenda);

}  // namespace fenliu::rules
