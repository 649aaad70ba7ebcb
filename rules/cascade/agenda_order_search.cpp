// Search for the order that waits least: layers of states, each placing parts at either end of what is left.
#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "rules/cascade/agenda_order_model.h"
#include "rules/cascade/agenda_order_state.h"

namespace fenliu::rules {

namespace {

constexpr Thousandths kNone = std::numeric_limits<Thousandths>::max();

template <std::size_t Words>
class OrderSearch {
 public:
  using Units = UnitSet<Words>;
  using State = OrderState<Words>;

  OrderSearch(const OrderModel& model, std::optional<Thousandths> known, const OrderControl& control)
      : model_(model), control_(control), best_(known.value_or(kNone)) {
    for (std::size_t part = 0; part < model.parts(); ++part) {
      Units units;
      for (std::size_t unit = 0; unit < model.weights.size(); ++unit) {
        if ((model.parts_of[unit] & part_bit(part)) != 0) units.add(unit);
      }
      units_.push_back(units);
    }
    mirrored_ = model.free();
  }

  ModelOrder run() {
    const auto most_width = std::max<std::size_t>(1U << 16U, control_.most_bytes / 2 / (sizeof(State) + 40));
    // A subset costs some five hundred times less than a state, and few of them need be looked at.
    const bool subsets = fits_subsets(model_, control_);
    budget_ = subsets ? std::max<std::size_t>(kLeastBudget, (std::size_t{1} << model_.parts()) / 16000) : kNoBudget;
    for (std::size_t width = 4; pass(std::min(width, most_width)); width *= 16) {
      if (dropped_ == kNone || bound_ >= best_ || width >= most_width) break;
    }
    if (over_budget() && !stopped_ && bound_ < best_) return by_subsets();
    return concluded();
  }

 private:
  // A part placed, as seen in its state; `turned`: left and right changed places behind it.
  struct Step {
    std::uint32_t previous;
    std::uint8_t part;
    bool right, turned;
  };
  // Parts that may be placed next at one end, in groups that an optimal order keeps together.
  using Groups = std::vector<std::uint64_t>;

  ModelOrder concluded() {
    result_.complete = !stopped_ && dropped_ == kNone;
    result_.bound = result_.complete ? best_ : std::min(bound_, best_);
    result_.complete = result_.complete || (best_ != kNone && result_.bound == best_);
    if (best_ == kNone) result_.bound = 0;
    return result_;
  }

  ModelOrder by_subsets() {
    layers_.clear();
    const auto found = search_subsets(model_, best_ == kNone ? std::nullopt : std::optional(best_), control_);
    if (!found) {
      stopped_ = true;
      return concluded();
    }
    if (!found->parts.empty()) return *found;
    result_.bound = best_ == kNone ? 0 : best_;
    result_.complete = true;
    return result_;
  }

  bool over_budget() const { return expanded_ >= budget_; }

  // Goes through all layers once, keeping at most `width` states in each. False: it ended early.
  bool pass(std::size_t width) {
    trail_.assign(1, Step{0, 0, false, false});
    dropped_ = kNone;
    bool ended = false;
    layers_.assign(model_.parts() + 1, {});
    State root;
    root.rest = model_.parts() == 64 ? ~std::uint64_t{0} : part_bit(model_.parts()) - 1;
    insert(root);
    for (auto left = model_.parts(); left > 0 && !ended; --left) {
      auto& layer = layers_[left];
      layer.forget_places();
      cut(layer, width);
      for (std::size_t i = 0; i < layer.states.size(); ++i) {
        if (((i & 63U) == 0 && control_.should_stop && control_.should_stop()) || ++expanded_ > budget_) {
          ended = true;
          stopped_ = expanded_ <= budget_;
          layer.states.erase(layer.states.begin(), layer.states.begin() + static_cast<std::ptrdiff_t>(i));
          break;
        }
        expand(State(layer.states[i]));
      }
      if (ended) break;
      report(left);
      std::vector<State>().swap(layer.states);
    }
    settle_bound();
    finish(layers_[0]);
    return !ended;
  }

  // What is known when a pass ends, by its end or by being stopped: open and dropped states lead to all better orders.
  void settle_bound() {
    auto open = dropped_;
    for (std::size_t left = 1; left < layers_.size(); ++left) {
      for (const auto& state : layers_[left].states) open = std::min(open, state.waiting + state.bound);
    }
    if (open != kNone) bound_ = std::max(bound_, open);
  }

  void finish(const OrderLayer<State>& last) {
    for (const auto& state : last.states) {
      if (state.waiting >= best_) continue;
      best_ = state.waiting;
      result_.waiting = best_;
      spell_out(state.trail);
    }
  }

  void spell_out(std::uint32_t at) {
    std::vector<Step> steps;
    for (; at != 0; at = trail_[at].previous) steps.push_back(trail_[at]);
    std::vector<std::uint8_t> left, right;
    bool turned = false;
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      (step->right != turned ? right : left).push_back(step->part);
      turned = turned != step->turned;
    }
    left.insert(left.end(), right.rbegin(), right.rend());
    result_.parts = std::move(left);
  }

  void cut(OrderLayer<State>& layer, std::size_t width) {
    auto& states = layer.states;
    std::erase_if(states, [&](const State& state) { return state.waiting + state.bound >= best_; });
    if (states.size() <= width) return;
    const auto promising = [](const State& a, const State& b) { return a.waiting + a.bound < b.waiting + b.bound; };
    std::nth_element(states.begin(), states.begin() + static_cast<std::ptrdiff_t>(width), states.end(), promising);
    for (std::size_t i = width; i < states.size(); ++i) dropped_ = std::min(dropped_, states[i].waiting + states[i].bound);
    states.resize(width);
  }

  void report(std::size_t left) {
    if (!control_.progress) return;
    const auto placed = static_cast<double>(model_.parts() - left + 1) / static_cast<double>(model_.parts());
    control_.progress({placed, best_ == kNone ? 0 : model_.played + best_, model_.played + bound_});
  }

  void expand(const State& state) {
    const auto left = groups(state, false);
    if (model_.timed) return place_all(state, left, false);
    const auto right = groups(state, true);
    const bool at_right = right.size() < left.size();
    place_all(state, at_right ? right : left, at_right);
  }

  void place_all(const State& state, const Groups& groups, bool right) {
    for (auto group : groups) {
      State next = state;
      bool possible = true;
      for (; group != 0 && possible; group &= group - 1) possible = place(next, first_bit(group), right);
      if (!possible || next.waiting >= best_) continue;
      next.trail = state.trail;
      insert_after(next, state, right);
    }
  }

  Units open_left(const State& state) const { return state.left - state.right; }
  Units open_right(const State& state) const { return state.right - state.left; }

  // Parts whose precedences allow them to stand next at this end, and that may have the place.
  std::uint64_t candidates(const State& state, bool right) const {
    std::uint64_t found = 0;
    const auto place = next_place(state, right);
    for (auto left = state.rest; left != 0; left &= left - 1) {
      const auto part = first_bit(left);
      if (((right ? model_.later[part] : model_.earlier[part]) & state.rest) != 0) continue;
      if (model_.positioned && model_.position[part] == place) return part_bit(part);
      if (!model_.positioned || model_.position[part] == 0) found |= part_bit(part);
    }
    if (model_.positioned) {  // a part that must stand here, but may not yet
      for (auto left = state.rest; left != 0; left &= left - 1) {
        if (model_.position[first_bit(left)] == place) return 0;
      }
    }
    return found;
  }

  int next_place(const State& state, bool right) const {
    if (!model_.positioned) return 0;
    const auto placed = static_cast<int>(model_.parts()) - std::popcount(state.rest);
    return right ? static_cast<int>(model_.parts()) - (placed - state.placed_left) : state.placed_left + 1;
  }

  // Candidates without those that another should precede: a part whose units include all that are open here, and
  // nothing but those and the units of the other part, costs nothing here (Garcia de la Banda et al. 2011, §3.2).
  Groups groups(const State& state, bool right) const {
    const auto settled = state.left & state.right;
    const auto open = right ? open_right(state) : open_left(state);
    std::array<Units, kMostAgendaParts> own;
    Groups groups;
    for (auto left = candidates(state, right); left != 0; left &= left - 1) {
      const auto part = first_bit(left);
      own[part] = units_[part] - settled;
      const auto same = std::find_if(groups.begin(), groups.end(), [&](std::uint64_t group) { return joins(group, part, own); });
      if (same == groups.end()) {
        groups.push_back(part_bit(part));
      } else {
        *same |= part_bit(part);
      }
    }
    if (model_.positioned || model_.timed) return groups;
    Groups kept;
    for (const auto group : groups) {
      const auto reach = open | own[first_bit(group)];
      const bool behind = std::any_of(groups.begin(), groups.end(), [&](std::uint64_t other) {
        return other != group && open.within(own[first_bit(other)]) && own[first_bit(other)].within(reach) &&
               (own[first_bit(other)] != own[first_bit(group)] || other < group);
      });
      if (!behind) kept.push_back(group);
    }
    return kept;
  }

  bool bound_part(std::size_t part) const { return model_.earlier[part] != 0 || model_.later[part] != 0; }

  bool joins(std::uint64_t group, std::size_t part, const std::array<Units, kMostAgendaParts>& own) const {
    if (model_.positioned || model_.timed || bound_part(part) || bound_part(first_bit(group))) return false;
    return own[first_bit(group)] == own[part];
  }

  Thousandths weight(const Units& units) const {
    Thousandths sum = 0;
    units.each([&](std::size_t unit) { sum += model_.weights[unit]; });
    return sum;
  }

  std::int64_t minutes(std::uint64_t parts) const {
    std::int64_t sum = 0;
    for (; parts != 0; parts &= parts - 1) sum += model_.minutes[first_bit(parts)];
    return sum;
  }

  // Puts the part at the left (right) end of the rest. False: it cannot begin at its time.
  bool place(State& state, std::size_t part, bool right) const {
    const auto open = right ? open_right(state) : open_left(state);
    if (model_.timed && !keep_time(state, part, open)) return false;
    auto& near = right ? state.right : state.left;
    const auto& far = right ? state.left : state.right;
    state.waiting += model_.minutes[part] * weight(open - units_[part]);
    state.rest &= ~part_bit(part);
    // Seen at both ends now: present for all of the rest.
    ((units_[part] & far) - near).each([&](std::size_t unit) {
      state.waiting += model_.weights[unit] * minutes(state.rest & ~model_.parts_of[unit]);
    });
    near = near | units_[part];
    (near | far).each([&](std::size_t unit) {
      if ((model_.parts_of[unit] & state.rest) != 0) return;
      state.left.words[unit / 64] &= ~part_bit(unit % 64);
      state.right.words[unit / 64] &= ~part_bit(unit % 64);
    });
    if (model_.positioned && !right) ++state.placed_left;
    return true;
  }

  bool keep_time(State& state, std::size_t part, const Units& open) const {
    const auto starts = model_.starts[part];
    if (starts >= 0) {
      if (state.clock > starts) return false;
      state.waiting += (starts - state.clock) * weight(open);
      state.clock = static_cast<std::int32_t>(starts);
    }
    state.clock += static_cast<std::int32_t>(model_.minutes[part]);
    for (auto left = state.rest & ~part_bit(part); left != 0; left &= left - 1) {
      const auto other = model_.starts[first_bit(left)];
      if (other >= 0 && other < state.clock) return false;
    }
    return true;
  }

  void insert(State state) {
    state.bound = bound(state);
    layers_[static_cast<std::size_t>(std::popcount(state.rest))].add(state);
  }

  void insert_after(State& next, const State& state, bool right) {
    const auto placed = state.rest & ~next.rest;
    const bool turned = mirrored_ && next.right < next.left;
    if (turned) std::swap(next.left, next.right);
    auto& layer = layers_[static_cast<std::size_t>(std::popcount(next.rest))];
    auto* known = layer.find(next);
    if (known != nullptr) {
      if (known->waiting <= next.waiting) return;
      known->waiting = next.waiting;
      known->trail = add_trail(state.trail, placed, right, turned);
      return;
    }
    next.bound = bound(next);
    if (next.waiting + next.bound >= best_) return;
    next.trail = add_trail(state.trail, placed, right, turned);
    layer.add(next);
  }

  std::uint32_t add_trail(std::uint32_t previous, std::uint64_t placed, bool right, bool turned) {
    for (; placed != 0; placed &= placed - 1) {
      const bool last = (placed & (placed - 1)) == 0;
      trail_.push_back({previous, static_cast<std::uint8_t>(first_bit(placed)), right, turned && last});
      previous = static_cast<std::uint32_t>(trail_.size() - 1);
    }
    return previous;
  }

  Thousandths bound(const State& state) const { return pair_bound(state.rest, open_left(state)) + pair_bound(state.rest, open_right(state)); }

  // Of two units open at the same end, one has its last part after the other's, and so waits during all parts of the other
  // alone. A part's waiting is shared among the open units in it, so that no minute counts twice.
  Thousandths pair_bound(std::uint64_t rest, const Units& open) const {
    std::array<std::size_t, 64 * Words> units;
    std::size_t count = 0;
    open.each([&](std::size_t unit) { units[count++] = unit; });
    if (count < 2) return 0;
    std::array<std::int64_t, kMostAgendaParts> share;
    for (auto left = rest; left != 0; left &= left - 1) {
      const auto part = first_bit(left);
      std::int64_t in = 0;
      for (std::size_t i = 0; i < count; ++i) in += (model_.parts_of[units[i]] >> part) & 1U;
      share[part] = in == 0 ? 0 : kShares * model_.minutes[part] / in;
    }
    Thousandths sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const auto a = model_.parts_of[units[i]] & rest, b = model_.parts_of[units[j]] & rest;
        std::int64_t a_alone = 0, b_alone = 0;
        for (auto left = a & ~b; left != 0; left &= left - 1) a_alone += share[first_bit(left)];
        for (auto left = b & ~a; left != 0; left &= left - 1) b_alone += share[first_bit(left)];
        sum += std::min(model_.weights[units[i]] * b_alone, model_.weights[units[j]] * a_alone);
      }
    }
    return (sum + kShares - 1) / kShares;
  }
  static constexpr std::int64_t kShares = 840;  // divisible by 1 to 8

  const OrderModel& model_;
  const OrderControl& control_;
  std::vector<Units> units_;          // part → its units
  bool mirrored_ = false;             // an order and its reverse wait the same
  Thousandths best_;                  // the least waiting known
  Thousandths bound_ = 0;             // no order waits less (or less than best_)
  Thousandths dropped_ = kNone;       // least of what this pass left out
  bool stopped_ = false;
  static constexpr std::size_t kLeastBudget = 2000;
  static constexpr auto kNoBudget = std::numeric_limits<std::size_t>::max();
  std::size_t expanded_ = 0, budget_ = kNoBudget;  // states
  std::vector<Step> trail_;
  std::vector<OrderLayer<State>> layers_;  // by the number of parts left
  ModelOrder result_;
};

}  // namespace

ModelOrder search_order(const OrderModel& model, std::optional<Thousandths> known, const OrderControl& control) {
  if (model.weights.size() <= 64) return OrderSearch<1>(model, known, control).run();
  if (model.weights.size() <= 256) return OrderSearch<4>(model, known, control).run();
  return OrderSearch<kMostAgendaUnits / 64>(model, known, control).run();
}

}  // namespace fenliu::rules
