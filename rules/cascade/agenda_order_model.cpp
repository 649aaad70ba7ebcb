// Making an agenda small for the search.
#include "rules/cascade/agenda_order_model.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include "rules/cascade/agenda_order_state.h"

namespace fenliu::rules {

namespace {

std::int64_t minutes_of(Instant instant) {
  return std::chrono::floor<Minutes>(instant.time_since_epoch()).count();
}

// earlier[i] becomes everything that must come before i, by whatever way.
void close(std::vector<std::uint64_t>& earlier) {
  for (std::size_t through = 0; through < earlier.size(); ++through) {
    for (auto& each : earlier) {
      if ((each & part_bit(through)) != 0) each |= earlier[through];
    }
  }
}

std::string circle(const Agenda& agenda, const std::vector<std::uint64_t>& earlier) {
  std::string names;
  for (std::size_t i = 0; i < earlier.size(); ++i) {
    if ((earlier[i] & part_bit(i)) != 0) names += (names.empty() ? "'" : ", '") + agenda.parts[i].id + "'";
  }
  return names;
}

Result<Done> add_precedences(const Agenda& agenda, OrderModel& model) {
  std::map<PartId, std::size_t> index;
  for (std::size_t i = 0; i < agenda.parts.size(); ++i) index[agenda.parts[i].id] = i;
  for (std::size_t i = 0; i < agenda.parts.size(); ++i) {
    for (const auto& id : agenda.parts[i].after) model.earlier[i] |= part_bit(index.at(id));
    model.preceded = model.preceded || !agenda.parts[i].after.empty();
  }
  close(model.earlier);
  if (const auto names = circle(agenda, model.earlier); !names.empty()) {
    return Error{ErrorKind::invalid, "parts wait for one another in a circle: " + names, "remove one `after` between them"};
  }
  return Done{};
}

// What has a place or a time keeps it, and so stands before what has a later one.
Result<Done> add_places(const Agenda& agenda, OrderModel& model) {
  const auto start = agenda_start(agenda);
  for (std::size_t i = 0; i < agenda.parts.size(); ++i) {
    const auto& part = agenda.parts[i];
    if (part.position) model.position[i] = *part.position;
    if (part.starts) model.starts[i] = minutes_of(*part.starts) - start;
    model.positioned = model.positioned || part.position;
    model.timed = model.timed || part.starts;
    if (part.starts && model.starts[i] < 0) {
      return Error{ErrorKind::invalid, "part '" + part.id + "' starts before the meeting", "check its `starts`, and the meeting's"};
    }
  }
  for (std::size_t i = 0; i < agenda.parts.size(); ++i) {
    for (std::size_t j = 0; j < agenda.parts.size(); ++j) {
      if (i == j || model.starts[i] < 0 || model.starts[j] < 0 || model.starts[i] > model.starts[j]) continue;
      if (model.starts[i] + model.minutes[i] > model.starts[j]) {
        return Error{ErrorKind::invalid, "part '" + agenda.parts[i].id + "' does not end before part '" + agenda.parts[j].id + "' starts",
                     "move one of the two times, or make the first shorter"};
      }
      model.earlier[j] |= part_bit(i);
    }
    for (std::size_t j = 0; j < agenda.parts.size(); ++j) {
      if (model.position[i] > 0 && model.position[i] < model.position[j]) model.earlier[j] |= part_bit(i);
    }
  }
  close(model.earlier);
  if (const auto names = circle(agenda, model.earlier); !names.empty()) {
    return Error{ErrorKind::invalid, "positions, times and `after` contradict one another at " + names, "remove one of them"};
  }
  return Done{};
}

using UnitParts = std::map<std::uint64_t, Thousandths>;  // parts → weight of all units with just these

UnitParts units_of(const Agenda& agenda, OrderModel& model) {
  std::map<UnitId, std::uint64_t> parts;
  for (std::size_t i = 0; i < agenda.parts.size(); ++i) {
    for (const auto& unit : agenda.parts[i].units) parts[unit] |= part_bit(i);
  }
  UnitParts units;
  for (const auto& [unit, mask] : parts) {
    const auto known = agenda.weights.find(unit);
    const auto weight = known == agenda.weights.end() ? Thousandths{1000} : known->second;
    for (std::size_t i = 0; i < agenda.parts.size(); ++i) {
      if ((mask & part_bit(i)) != 0) model.played += weight * model.minutes[i];
    }
    if (weight > 0 && std::popcount(mask) > 1) units[mask] += weight;
  }
  return units;
}

// Part → the number of the first part with the same units; itself where something tells it apart.
std::vector<std::size_t> alike(const OrderModel& model, const UnitParts& units) {
  std::vector<std::size_t> first(model.parts());
  std::map<std::vector<std::uint64_t>, std::size_t> seen;
  for (std::size_t i = 0; i < model.parts(); ++i) {
    first[i] = i;
    if (model.positioned || model.timed || model.earlier[i] != 0 || model.later[i] != 0) continue;
    std::vector<std::uint64_t> own;
    for (const auto& [mask, weight] : units) {
      if ((mask & part_bit(i)) != 0) own.push_back(mask);
    }
    first[i] = seen.emplace(std::move(own), i).first->second;
  }
  return first;
}

std::uint64_t renumbered(std::uint64_t mask, const std::vector<std::size_t>& number) {
  std::uint64_t result = 0;
  for (; mask != 0; mask &= mask - 1) result |= part_bit(number[static_cast<std::size_t>(std::countr_zero(mask))]);
  return result;
}

// Makes parts that are alike one; whether there were any.
bool merge(OrderModel& model, UnitParts& units) {
  const auto first = alike(model, units);
  std::vector<std::size_t> number(model.parts());
  OrderModel merged = model;
  merged.members.clear(), merged.minutes.clear(), merged.earlier.clear(), merged.later.clear();
  merged.position.clear(), merged.starts.clear();
  for (std::size_t i = 0; i < model.parts(); ++i) {
    if (first[i] != i) {
      number[i] = number[first[i]];
      auto& members = merged.members[number[i]];
      members.insert(members.end(), model.members[i].begin(), model.members[i].end());
      merged.minutes[number[i]] += model.minutes[i];
      continue;
    }
    number[i] = merged.members.size();
    merged.members.push_back(model.members[i]);
    merged.minutes.push_back(model.minutes[i]);
    merged.position.push_back(model.position[i]);
    merged.starts.push_back(model.starts[i]);
  }
  for (std::size_t i = 0; i < model.parts(); ++i) {
    if (first[i] != i) continue;
    merged.earlier.push_back(renumbered(model.earlier[i], number));
    merged.later.push_back(renumbered(model.later[i], number));
  }
  UnitParts fewer;
  for (const auto& [mask, weight] : units) {
    if (const auto now = renumbered(mask, number); std::popcount(now) > 1) fewer[now] += weight;
  }
  const bool changed = merged.parts() < model.parts();
  model = std::move(merged);
  units = std::move(fewer);
  return changed;
}

}  // namespace

std::int64_t agenda_start(const Agenda& agenda) {
  if (agenda.starts) return minutes_of(*agenda.starts);
  std::optional<std::int64_t> earliest;
  std::int64_t before = 0;
  for (const auto& part : agenda.parts) {
    if (part.starts) {
      const auto start = minutes_of(*part.starts) - before;
      earliest = std::min(earliest.value_or(start), start);
    }
    before += part.minutes.count();
  }
  return earliest.value_or(0);
}

Result<OrderModel> order_model(const Agenda& agenda) {
  OrderModel model;
  const auto parts = agenda.parts.size();
  for (std::size_t i = 0; i < parts; ++i) {
    model.members.push_back({i});
    model.minutes.push_back(agenda.parts[i].minutes.count());
  }
  model.earlier.assign(parts, 0);
  model.later.assign(parts, 0);
  model.position.assign(parts, 0);
  model.starts.assign(parts, -1);
  if (const auto done = add_precedences(agenda, model); !done.ok()) return done.error();
  if (const auto done = add_places(agenda, model); !done.ok()) return done.error();
  for (std::size_t i = 0; i < parts; ++i) {
    for (std::size_t j = 0; j < parts; ++j) {
      if ((model.earlier[i] & part_bit(j)) != 0) model.later[j] |= part_bit(i);
    }
  }
  auto units = units_of(agenda, model);
  while (merge(model, units)) {
  }
  for (const auto& [mask, weight] : units) {
    model.parts_of.push_back(mask);
    model.weights.push_back(weight);
  }
  return model;
}

}  // namespace fenliu::rules
