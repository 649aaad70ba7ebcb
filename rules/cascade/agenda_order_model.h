// An agenda made small for the search: numbers instead of names, equal things merged. Internal to cascade/.
#pragma once

#include <cstdint>
#include <vector>

#include "rules/cascade/agenda_order.h"

namespace fenliu::rules {

constexpr std::size_t kMostAgendaParts = 64;  // of a model; longer agendas have none
constexpr std::size_t kMostLongParts = 500;   // of an agenda
constexpr std::size_t kMostAgendaUnits = 2048;

// Units that take part once, or weigh nothing, never wait: they are left out, and `played` counts them. Units with the
// same parts are one, with the sum of their weights. Parts with the same units are one where nothing tells them apart:
// an optimal order has them side by side (Garcia de la Banda et al. 2011, §3.1).
struct OrderModel {
  std::vector<std::vector<std::size_t>> members;  // part → indexes into Agenda::parts
  std::vector<std::int64_t> minutes;              // part → minutes
  std::vector<std::uint64_t> earlier, later;      // part → parts that must come before, behind it (transitive)
  std::vector<int> position;                      // part → its fixed place from 1, else 0
  std::vector<std::int64_t> starts;               // part → fixed start in minutes after the meeting's, else -1
  std::vector<Thousandths> weights;               // unit → weight
  std::vector<std::uint64_t> parts_of;            // unit → its parts
  Thousandths played = 0;                         // cost of the minutes of the units' own parts; the rest is waiting
  bool positioned = false, timed = false, preceded = false;

  std::size_t parts() const { return members.size(); }
  bool free() const { return !positioned && !timed && !preceded; }
};

// REQUIRES an agenda that keeps its invariant. Errors: precedences in a circle, times that exclude each other.
Result<OrderModel> order_model(const Agenda& agenda);

// When the meeting begins, in minutes since the epoch; 0 without fixed times.
std::int64_t agenda_start(const Agenda& agenda);

struct ModelOrder {
  std::vector<std::uint8_t> parts;  // empty: none found
  Thousandths waiting = 0;          // of `parts`
  Thousandths bound = 0;            // no order waits less
  bool complete = false;            // the search came to its end: no order waits less than `parts`, or there is none
};

// Orders that wait less than `known` are sought (nothing known: any order).
// By all subsets of the parts: time and memory depend on their number alone, whatever the units (2^27 sets, 512 MiB, at
// 28 free parts). Nothing: stopped, no memory, or weights that are no multiples of one that is large enough.
bool fits_subsets(const OrderModel& model, const OrderControl& control);
std::optional<ModelOrder> search_subsets(const OrderModel& model, std::optional<Thousandths> known, const OrderControl& control);

// By layers of states, and by subsets where they are fewer than the states seem to become.
ModelOrder search_order(const OrderModel& model, std::optional<Thousandths> known, const OrderControl& control);

}  // namespace fenliu::rules
