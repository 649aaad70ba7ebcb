// States of the search for an order, and layers of them. Internal to cascade/.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "rules/cascade/agenda_order.h"

namespace fenliu::rules {

inline std::uint64_t part_bit(std::size_t part) { return std::uint64_t{1} << part; }
inline std::size_t first_bit(std::uint64_t mask) { return static_cast<std::size_t>(std::countr_zero(mask)); }

// A set of up to 64 × Words units.
template <std::size_t Words>
struct UnitSet {
  std::array<std::uint64_t, Words> words{};

  void add(std::size_t unit) { words[unit / 64] |= part_bit(unit % 64); }
  bool empty() const { return *this == UnitSet{}; }
  bool within(const UnitSet& other) const { return (*this - other).empty(); }
  template <class Each>
  void each(Each&& call) const {
    for (std::size_t i = 0; i < Words; ++i) {
      for (auto left = words[i]; left != 0; left &= left - 1) call(64 * i + first_bit(left));
    }
  }
  friend bool operator==(const UnitSet&, const UnitSet&) = default;
  friend auto operator<=>(const UnitSet&, const UnitSet&) = default;
  friend UnitSet operator|(UnitSet a, const UnitSet& b) {
    for (std::size_t i = 0; i < Words; ++i) a.words[i] |= b.words[i];
    return a;
  }
  friend UnitSet operator&(UnitSet a, const UnitSet& b) {
    for (std::size_t i = 0; i < Words; ++i) a.words[i] &= b.words[i];
    return a;
  }
  friend UnitSet operator-(UnitSet a, const UnitSet& b) {
    for (std::size_t i = 0; i < Words; ++i) a.words[i] &= ~b.words[i];
    return a;
  }
};

// Parts are placed from both ends; `rest` is not placed yet. Of the units that still have parts in `rest`, `left` have
// been seen at the left end and `right` at the right. A unit in both is present throughout the rest, and paid for.
template <std::size_t Words>
struct OrderState {
  std::uint64_t rest = 0;
  UnitSet<Words> left, right;
  std::int32_t placed_left = 0;  // original parts; told apart only where positions are fixed
  std::int32_t clock = 0;        // minutes when the left end is over; told apart only where times are fixed
  Thousandths waiting = 0;       // of all that is decided
  Thousandths bound = 0;         // the rest waits at least so much more
  std::uint32_t trail = 0;

  bool same_place(const OrderState& other) const {
    return rest == other.rest && left == other.left && right == other.right && placed_left == other.placed_left && clock == other.clock;
  }
  std::uint64_t hash() const {
    std::uint64_t h = rest * 0x9E3779B97F4A7C15U;
    const auto mix = [&h](std::uint64_t value) { h = (h ^ value ^ (h >> 29)) * 0xBF58476D1CE4E5B9U; };
    for (const auto word : left.words) mix(word);
    for (const auto word : right.words) mix(word);
    mix(static_cast<std::uint64_t>(placed_left) << 32 | static_cast<std::uint32_t>(clock));
    return h ^ (h >> 32);
  }
};

// States with the same number of parts left, each place once. Open addressing.
template <class State>
class OrderLayer {
 public:
  // The state at this place, or nullptr; then `add` puts it there.
  State* find(const State& state) {
    if (slots_.empty()) return nullptr;
    for (auto at = state.hash() & mask(); slots_[at] != 0; at = (at + 1) & mask()) {
      if (states[slots_[at] - 1].same_place(state)) return &states[slots_[at] - 1];
    }
    return nullptr;
  }
  void add(const State& state) {
    if (2 * (states.size() + 1) > slots_.size()) grow();
    states.push_back(state);
    put(states.size());
  }
  void forget_places() { std::vector<std::uint32_t>().swap(slots_); }
  std::vector<State> states;

 private:
  std::size_t mask() const { return slots_.size() - 1; }
  void put(std::size_t number) {
    auto at = states[number - 1].hash() & mask();
    while (slots_[at] != 0) at = (at + 1) & mask();
    slots_[at] = static_cast<std::uint32_t>(number);
  }
  void grow() {
    slots_.assign(std::max<std::size_t>(64, 2 * slots_.size()), 0);
    for (std::size_t i = 1; i <= states.size(); ++i) put(i);
  }
  std::vector<std::uint32_t> slots_;
};

}  // namespace fenliu::rules
