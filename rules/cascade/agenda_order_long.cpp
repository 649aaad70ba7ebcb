// Local search over orders, and bounds from groups of parts.
#include "rules/cascade/agenda_order_long.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <random>
#include <set>

#include "rules/cascade/agenda_order_model.h"

namespace fenliu::rules {

namespace {

constexpr Thousandths kImpossible = -1;
constexpr std::size_t kGroup = 18;  // parts: solved in some hundredths of a second
constexpr int kShakes = 60;         // in vain

using Order = std::vector<std::size_t>;

// The cost of orders, thousands of times a second.
class Costs {
 public:
  explicit Costs(const Agenda& agenda) : agenda_(agenda), start_(agenda_start(agenda)) {
    std::map<UnitId, std::size_t> numbers;
    std::map<PartId, std::size_t> parts;
    for (std::size_t i = 0; i < agenda.parts.size(); ++i) parts[agenda.parts[i].id] = i;
    for (const auto& part : agenda.parts) {
      auto& own = units_.emplace_back();
      for (const auto& unit : part.units) {
        const auto [known, is_new] = numbers.emplace(unit, numbers.size());
        if (is_new) {
          const auto weight = agenda.weights.find(unit);
          weights_.push_back(weight == agenda.weights.end() ? 1000 : weight->second);
        }
        own.push_back(known->second);
      }
      auto& before = earlier_.emplace_back();
      for (const auto& id : part.after) before.push_back(parts.at(id));
      const auto fixed = part.starts ? std::chrono::floor<Minutes>(part.starts->time_since_epoch()).count() : -1;
      starts_.push_back(fixed);
    }
    place_.resize(agenda.parts.size());
    from_.resize(weights_.size());
    until_.resize(weights_.size());
  }

  // kImpossible: a position, a time or a precedence is broken.
  Thousandths of(const Order& order) {
    for (std::size_t i = 0; i < order.size(); ++i) place_[order[i]] = i;
    std::fill(from_.begin(), from_.end(), -1);
    auto clock = start_;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const auto part = order[i];
      const auto& known = agenda_.parts[part];
      if (known.position && static_cast<std::size_t>(*known.position) != i + 1) return kImpossible;
      for (const auto before : earlier_[part]) {
        if (place_[before] > i) return kImpossible;
      }
      if (starts_[part] >= 0) {
        if (clock > starts_[part]) return kImpossible;
        clock = starts_[part];
      }
      const auto end = clock + known.minutes.count();
      for (const auto unit : units_[part]) {
        if (from_[unit] < 0) from_[unit] = clock;
        until_[unit] = end;
      }
      clock = end;
    }
    Thousandths cost = 0;
    for (std::size_t unit = 0; unit < weights_.size(); ++unit) {
      if (from_[unit] >= 0) cost += weights_[unit] * (until_[unit] - from_[unit]);
    }
    return cost;
  }

 private:
  const Agenda& agenda_;
  const std::int64_t start_;
  std::vector<std::vector<std::size_t>> units_, earlier_;
  std::vector<std::int64_t> starts_;
  std::vector<Thousandths> weights_;
  std::vector<std::size_t> place_;
  std::vector<std::int64_t> from_, until_;
};

// The given order, or one that takes up what is fixed as it comes.
Order first_order(const Agenda& agenda, Costs& costs) {
  Order order(agenda.parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (costs.of(order) != kImpossible) return order;
  auto left = order;
  // What has an earlier time comes earlier.
  std::stable_sort(left.begin(), left.end(), [&](auto a, auto b) {
    const auto &x = agenda.parts[a].starts, &y = agenda.parts[b].starts;
    return x && (!y || *x < *y);
  });
  order.clear();
  std::set<PartId> placed;
  while (!left.empty()) {
    const auto here = static_cast<int>(order.size()) + 1;
    const auto may = [&](std::size_t i) {
      const auto& part = agenda.parts[i];
      return std::all_of(part.after.begin(), part.after.end(), [&](const PartId& id) { return placed.contains(id); });
    };
    auto next = std::find_if(left.begin(), left.end(), [&](auto i) { return agenda.parts[i].position == here; });
    if (next == left.end()) next = std::find_if(left.begin(), left.end(), [&](auto i) { return !agenda.parts[i].position && may(i); });
    if (next == left.end()) return {};
    order.push_back(*next);
    placed.insert(agenda.parts[*next].id);
    left.erase(next);
  }
  return costs.of(order) == kImpossible ? Order{} : order;
}

class Improving {
 public:
  Improving(const Agenda& agenda, const OrderControl& control) : agenda_(agenda), control_(control), costs_(agenda) {}

  FoundOrder run() {
    best_.order = first_order(agenda_, costs_);
    if (best_.order.empty()) return best_;
    best_.cost = costs_.of(best_.order);
    settle(best_.order, best_.cost);
    std::mt19937 random(1);
    for (int vain = 0; vain < kShakes && !stopped(); ++vain) {
      auto order = best_.order;
      shake(order, random);
      auto cost = costs_.of(order);
      if (cost == kImpossible) continue;
      settle(order, cost);
      report();
      if (cost >= best_.cost) continue;
      best_ = {order, cost};
      vain = -1;
    }
    return best_;
  }

 private:
  bool stopped() { return stopped_ = stopped_ || (control_.should_stop && control_.should_stop()); }

  void report() const {
    if (control_.progress) control_.progress({1, best_.cost, 0});
  }

  // Moves one part, or turns a stretch round, as long as that is cheaper.
  void settle(Order& order, Thousandths& cost) {
    for (bool better = true; better && !stopped();) {
      better = false;
      for (std::size_t from = 0; from < order.size() && !stopped(); ++from) {
        for (std::size_t to = 0; to < order.size(); ++to) better = moved(order, cost, from, to) || better;
      }
      for (std::size_t from = 0; from + 2 < order.size() && !stopped(); ++from) {
        for (std::size_t to = from + 3; to <= order.size(); ++to) better = turned(order, cost, from, to) || better;
      }
    }
  }

  static void move(Order& order, std::size_t from, std::size_t to) {
    const auto at = [&](std::size_t i) { return order.begin() + static_cast<std::ptrdiff_t>(i); };
    if (from < to) std::rotate(at(from), at(from + 1), at(to + 1));
    if (to < from) std::rotate(at(to), at(from), at(from + 1));
  }

  bool moved(Order& order, Thousandths& cost, std::size_t from, std::size_t to) {
    if (from == to) return false;
    move(order, from, to);
    if (take(order, cost)) return true;
    move(order, to, from);
    return false;
  }

  bool turned(Order& order, Thousandths& cost, std::size_t from, std::size_t to) {
    const auto first = order.begin() + static_cast<std::ptrdiff_t>(from), last = order.begin() + static_cast<std::ptrdiff_t>(to);
    std::reverse(first, last);
    if (take(order, cost)) return true;
    std::reverse(first, last);
    return false;
  }

  bool take(const Order& order, Thousandths& cost) {
    const auto now = costs_.of(order);
    if (now == kImpossible || now >= cost) return false;
    cost = now;
    return true;
  }

  // Changes places of two stretches side by side.
  void shake(Order& order, std::mt19937& random) {
    const auto size = order.size();
    if (size < 3) return;
    std::array<std::size_t, 3> cuts{};
    for (auto& cut : cuts) cut = random() % (size + 1);
    std::sort(cuts.begin(), cuts.end());
    const auto at = [&](std::size_t i) { return order.begin() + static_cast<std::ptrdiff_t>(i); };
    std::rotate(at(cuts[0]), at(cuts[1]), at(cuts[2]));
  }

  const Agenda& agenda_;
  const OrderControl& control_;
  Costs costs_;
  FoundOrder best_;
  bool stopped_ = false;
};

Thousandths alone(const Agenda& agenda, const std::vector<std::size_t>& parts) {
  Agenda group;
  group.weights = agenda.weights;
  for (const auto i : parts) {
    auto part = agenda.parts[i];
    part.position.reset();
    part.starts.reset();
    part.after.clear();
    group.parts.push_back(std::move(part));
  }
  const auto best = best_order(group);
  return best.ok() ? best->lower_bound : 0;
}

double dearness(const AgendaPart& part) { return static_cast<double>(part.minutes.count()) * static_cast<double>(1 + part.units.size()); }

}  // namespace

Thousandths grouped_bound(const Agenda& agenda, const OrderControl& control) {
  std::vector<std::size_t> parts(agenda.parts.size());
  std::iota(parts.begin(), parts.end(), std::size_t{0});
  Thousandths best = 0;
  // Groups of like weight, or of those that are dear to wait for: whichever says more.
  for (const bool dear_first : {true, false}) {
    if (control.should_stop && control.should_stop()) break;
    std::stable_sort(parts.begin(), parts.end(), [&](auto a, auto b) { return dearness(agenda.parts[a]) > dearness(agenda.parts[b]); });
    const auto groups = (parts.size() + kGroup - 1) / kGroup;
    std::vector<std::vector<std::size_t>> members(groups);
    for (std::size_t i = 0; i < parts.size(); ++i) members[dear_first ? i / kGroup : i % groups].push_back(parts[i]);
    Thousandths sum = 0;
    for (const auto& group : members) sum += alone(agenda, group);
    best = std::max(best, sum);
  }
  return best;
}

FoundOrder found_order(const Agenda& agenda, const OrderControl& control) { return Improving(agenda, control).run(); }

}  // namespace fenliu::rules
