// The best order of an agenda: the model is searched, and of equal orders one near the given is kept.
#include "rules/cascade/agenda_order.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "rules/cascade/agenda_order_long.h"
#include "rules/cascade/agenda_order_model.h"

namespace fenliu::rules {

namespace {

struct Presence {
  std::int64_t from = 0, until = 0;
};

bool in_place(const Agenda& agenda, const std::vector<std::size_t>& order) {
  std::map<PartId, std::size_t> place;
  for (std::size_t i = 0; i < order.size(); ++i) place[agenda.parts[order[i]].id] = i;
  return std::all_of(agenda.parts.begin(), agenda.parts.end(), [&](const AgendaPart& part) {
    const auto own = place.at(part.id);
    return (!part.position || static_cast<std::size_t>(*part.position) == own + 1) &&
           std::all_of(part.after.begin(), part.after.end(), [&](const PartId& id) { return place.at(id) < own; });
  });
}

std::vector<std::size_t> spelled_out(const OrderModel& model, const std::vector<std::uint8_t>& parts) {
  std::vector<std::size_t> order;
  for (const auto part : parts) order.insert(order.end(), model.members[part].begin(), model.members[part].end());
  return order;
}

std::size_t inversions(const std::vector<std::size_t>& order) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = i + 1; j < order.size(); ++j) count += order[i] > order[j] ? 1 : 0;
  }
  return count;
}

// Neighbours that stand the other way round in the given order change places where that costs nothing.
std::vector<std::size_t> nearer_to_given(const Agenda& agenda, std::vector<std::size_t> order, Thousandths cost, bool reversible) {
  if (reversible) {
    const std::vector<std::size_t> reversed(order.rbegin(), order.rend());
    if (inversions(reversed) < inversions(order)) order = reversed;
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i + 1 < order.size(); ++i) {
      if (order[i] < order[i + 1]) continue;
      std::swap(order[i], order[i + 1]);
      if (order_cost(agenda, order) == cost) {
        changed = true;
      } else {
        std::swap(order[i], order[i + 1]);
      }
    }
  }
  return order;
}

// Too many parts for sets of bits.
Result<AgendaOrder> best_long_order(const Agenda& agenda, const OrderControl& control) {
  AgendaOrder best;
  std::vector<std::size_t> given(agenda.parts.size());
  std::iota(given.begin(), given.end(), std::size_t{0});
  best.given_cost = order_cost(agenda, given);
  best.lower_bound = grouped_bound(agenda, control);
  auto found = found_order(agenda, control);
  if (found.order.empty()) {
    return Error{ErrorKind::invalid, "no order was found that keeps all positions, times and precedences", "remove one of them, or order its sections one by one"};
  }
  best.order = std::move(found.order);
  best.cost = found.cost;
  best.optimal = best.lower_bound == best.cost;
  return best;
}

}  // namespace

std::optional<Thousandths> order_cost(const Agenda& agenda, const std::vector<std::size_t>& order) {
  if (!in_place(agenda, order)) return {};
  std::map<UnitId, Presence> units;
  auto clock = agenda_start(agenda);
  for (const auto index : order) {
    const auto& part = agenda.parts[index];
    if (part.starts) {
      const auto fixed = std::chrono::floor<Minutes>(part.starts->time_since_epoch()).count();
      if (clock > fixed) return {};
      clock = fixed;
    }
    const auto end = clock + part.minutes.count();
    for (const auto& unit : part.units) units.try_emplace(unit, Presence{clock, end}).first->second.until = end;
    clock = end;
  }
  Thousandths cost = 0;
  for (const auto& [unit, presence] : units) {
    const auto weight = agenda.weights.find(unit);
    cost += (weight == agenda.weights.end() ? 1000 : weight->second) * (presence.until - presence.from);
  }
  return cost;
}

Result<AgendaOrder> best_order(const Agenda& agenda, const OrderControl& control) {
  if (agenda.parts.size() > kMostAgendaParts) return best_long_order(agenda, control);
  AgendaOrder best;
  const auto model = order_model(agenda);
  if (!model.ok()) return model.error();
  std::vector<std::size_t> given(agenda.parts.size());
  std::iota(given.begin(), given.end(), std::size_t{0});
  best.given_cost = order_cost(agenda, given);
  std::optional<Thousandths> known;
  if (best.given_cost) known = *best.given_cost - model->played;
  const auto found = search_order(*model, known, control);
  best.lower_bound = model->played + found.bound;
  if (!found.parts.empty()) {
    best.cost = model->played + found.waiting;
    best.order = nearer_to_given(agenda, spelled_out(*model, found.parts), best.cost, model->free());
  } else if (best.given_cost) {
    best.cost = *best.given_cost;
    best.order = given;
  } else if (found.complete) {
    return Error{ErrorKind::invalid, "no order keeps all positions, times and precedences", "remove one of them, or let the meeting start earlier"};
  } else {
    return Error{ErrorKind::invalid, "no order was found that keeps all positions, times and precedences", "give it more seconds, or remove one of them"};
  }
  if (found.complete) best.lower_bound = best.cost;
  best.optimal = best.lower_bound == best.cost;
  return best;
}

}  // namespace fenliu::rules
