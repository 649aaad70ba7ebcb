// A spread that no roster goes below: the lowest the most loaded can be, less the highest the least loaded can be, were
// duties divisible into steps of their common measure and rest of no matter.
#include <algorithm>
#include <numeric>

#include "rules/people/duty_state.h"

namespace fenliu::rules {

namespace {

// The most that a person could carry in this roster: the heaviest of the own seats, as many as the quota allows.
int most_of(const DutyState& state, const std::vector<int>& seats, int person) {
  std::vector<int> weights;
  for (const int seat : seats) {
    const auto& able = state.able(seat);
    if (std::binary_search(able.begin(), able.end(), person)) weights.push_back(state.seats()[static_cast<std::size_t>(seat)].weight);
  }
  std::sort(weights.rbegin(), weights.rend());
  const int quota = state.persons()[static_cast<std::size_t>(person)].quota;
  if (quota >= 0 && weights.size() > static_cast<std::size_t>(quota)) weights.resize(static_cast<std::size_t>(quota));
  return std::accumulate(weights.begin(), weights.end(), 0);
}

}  // namespace

int spread_bound(const DutyState& state, const std::vector<int>& seats, const std::vector<int>& persons) {
  if (seats.empty() || persons.size() < 2) return 0;
  int total = 0, step = 0;
  for (const int seat : seats) {
    total += state.seats()[static_cast<std::size_t>(seat)].weight;
    step = std::gcd(step, state.seats()[static_cast<std::size_t>(seat)].weight);
  }
  struct Carrier {
    int before, most;
  };
  std::vector<Carrier> all;
  int highest = 0;
  for (const int person : persons) {
    all.push_back({state.persons()[static_cast<std::size_t>(person)].before, most_of(state, seats, person)});
    highest = std::max(highest, all.back().before);
  }
  // Whether everybody can stand at `level` or above.
  const auto reachable = [&](int level) {
    int needed = 0;
    for (const auto& each : all) {
      const int missing = std::max(0, level - each.before);
      const int own = (missing + step - 1) / step * step;
      if (own > each.most) return false;
      needed += own;
    }
    return needed <= total;
  };
  // Whether everything can be carried with nobody above `level`.
  const auto carried = [&](int level) {
    int room = 0;
    for (const auto& each : all) room += std::min(each.most, (level - each.before) / step * step);
    return room >= total;
  };
  int least = 0;
  while (reachable(least + 1)) ++least;
  int most = highest;
  while (!carried(most) && most < highest + total) ++most;
  return std::max(0, most - least);
}

}  // namespace fenliu::rules
