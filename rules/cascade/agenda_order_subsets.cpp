// Exact order by dynamic programming over the sets of parts that may come first, without those that cannot lead to a better
// order: slow growth for no agenda, however many units it has, as long as its sets fit into memory.
#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <new>
#include <numeric>

#include "rules/cascade/agenda_order_model.h"
#include "rules/cascade/agenda_order_state.h"

namespace fenliu::rules {

namespace {

using Scaled = std::uint32_t;  // weights and waiting divided by what all have in common
constexpr Scaled kUnreached = std::numeric_limits<Scaled>::max();
constexpr std::size_t kMostSubsetParts = 28;
constexpr std::size_t kSplitFrom = 14;  // parts; fewer are done sooner than bounded
constexpr std::size_t kMostDear = 19;   // of the parts, in one table of bounds
constexpr std::size_t kLeastCheap = 4;
constexpr std::size_t kStride = 32;  // parts, rounded up so that sums over parts are vectors

// Waiting[L] is the least waiting during the parts of L when they come first, in any order, and all others after them.
// An order and its reverse wait the same where nothing is fixed: one part then stands between two such sets, `middle`,
// and only sets without it are needed. Bytes of a unit set index tables, so that a set's weights are added by the byte.
//
// Sets are left out by a bound on what is still to come. The parts are split in two: those that are dear to wait for, and a
// few cheap ones. What one waits during the parts of either group, were they alone, is solved for all of that group's sets;
// both sums together bound the whole from below, since no minute is in both. With most parts in the first group little is lost.
class SubsetSearch {
 public:
  SubsetSearch(const OrderModel& model, std::optional<Thousandths> known, const OrderControl& control)
      : model_(model), control_(control), known_(known), parts_(model.parts()) {
    bytes_ = (model.weights.size() + 7) / 8;
    if (model.free()) {
      pick_middle();
      --parts_;
    } else {
      numbers_.resize(model.parts());
      std::iota(numbers_.begin(), numbers_.end(), std::size_t{0});
    }
  }

  // Over some of the parts alone, whatever else is fixed; weights are divided by `unit`.
  SubsetSearch(const OrderModel& some, Thousandths unit, const OrderControl& control)
      : model_(some), control_(control), parts_(some.parts()), bytes_((some.weights.size() + 7) / 8), unit_(unit), limit_(kUnreached) {
    numbers_.resize(parts_);
    std::iota(numbers_.begin(), numbers_.end(), std::size_t{0});
  }

  // Nothing: it cannot be done in this memory, or it was stopped.
  std::optional<ModelOrder> run() {
    if (!scale()) return {};
    if (parts_ >= kSplitFrom && !split()) return {};
    if (!fill_tables() || !sweep()) return {};
    return model_.free() ? meet() : whole();
  }

 private:
  using Bytes = std::array<std::uint8_t, 128>;

  // The part with the most to wait for: what comes before it is dear, and pruned early.
  void pick_middle() {
    Thousandths most = -1;
    for (std::size_t part = 0; part < model_.parts(); ++part) {
      Thousandths sum = 0;
      for (std::size_t unit = 0; unit < model_.weights.size(); ++unit) sum += (model_.parts_of[unit] >> part & 1U) * model_.weights[unit];
      if (sum > most) most = sum, middle_ = part;
    }
    for (std::size_t part = 0; part < model_.parts(); ++part) {
      if (part != middle_) numbers_.push_back(part);
    }
  }

  // The least waiting during the parts of each set, were these all parts; a set of those not placed yet waits as long when it
  // is placed from the other end. Empty: stopped.
  std::vector<Scaled> table() && {
    if (!fill_tables() || !sweep()) return {};
    return std::move(waiting_);
  }

  // Orders `numbers_` so that the dear parts come first, by whichever measure bounds the whole best.
  bool split() {
    const auto dear = std::min(kMostDear, parts_ - kLeastCheap);
    Scaled best = 0;
    auto numbers = numbers_;
    for (const int measure : {0, 1, 2}) {
      std::stable_sort(numbers.begin(), numbers.end(), [&](auto a, auto b) { return dearness(a, measure) > dearness(b, measure); });
      std::vector<std::size_t> first(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(dear));
      std::vector<std::size_t> second(numbers.begin() + static_cast<std::ptrdiff_t>(dear), numbers.end());
      if (model_.free()) first.push_back(middle_);  // always among those to come
      const auto dear_alone = only(first), cheap_alone = only(second);
      auto of_first = SubsetSearch(dear_alone, unit_, control_).table();
      auto of_second = SubsetSearch(cheap_alone, unit_, control_).table();
      if (of_first.empty() || of_second.empty()) return false;
      const auto sum = of_first.back() + of_second.back();
      if (!dear_waiting_.empty() && sum <= best) continue;
      best = sum;
      numbers_ = numbers;
      dear_ = dear;
      if (model_.free()) of_first.erase(of_first.begin(), of_first.begin() + static_cast<std::ptrdiff_t>(of_first.size() / 2));
      dear_waiting_ = std::move(of_first);
      cheap_waiting_ = std::move(of_second);
    }
    return true;
  }

  // How much is likely waited during a part: for how long, by all who are not in it, and who are likelier to be about the
  // more of the others are in it.
  double dearness(std::size_t part, int measure) const {
    double in = 0, out = 0;
    for (std::size_t unit = 0; unit < model_.weights.size(); ++unit) {
      ((model_.parts_of[unit] >> part & 1U) != 0 ? in : out) += static_cast<double>(model_.weights[unit]);
    }
    const auto minutes = static_cast<double>(model_.minutes[part]);
    return measure == 0 ? minutes * out : measure == 1 ? minutes : minutes * out * in;
  }

  // The agenda of these parts alone, without what is fixed.
  OrderModel only(const std::vector<std::size_t>& parts) const {
    OrderModel some;
    some.members.resize(parts.size());
    some.earlier.assign(parts.size(), 0);
    some.later.assign(parts.size(), 0);
    some.position.assign(parts.size(), 0);
    some.starts.assign(parts.size(), -1);
    for (const auto part : parts) some.minutes.push_back(model_.minutes[part]);
    for (std::size_t unit = 0; unit < model_.weights.size(); ++unit) {
      std::uint64_t mask = 0;
      for (std::size_t i = 0; i < parts.size(); ++i) mask |= (model_.parts_of[unit] >> parts[i] & 1U) << i;
      if (std::popcount(mask) < 2) continue;
      some.parts_of.push_back(mask);
      some.weights.push_back(model_.weights[unit]);
    }
    return some;
  }

  // At least so much is waited during the parts that are not in `set`.
  Scaled to_come(std::uint64_t set) const {
    if (dear_waiting_.empty()) return 0;
    const auto rest = (part_bit(parts_) - 1) & ~set;
    return dear_waiting_[rest & (part_bit(dear_) - 1)] + cheap_waiting_[rest >> dear_];
  }

  bool scale() {
    unit_ = 0;
    for (const auto weight : model_.weights) unit_ = std::gcd(unit_, weight);
    if (unit_ == 0) unit_ = 1;
    Thousandths sum = 0;
    for (const auto weight : model_.weights) sum += weight / unit_;
    std::int64_t minutes = 0;
    for (const auto each : model_.minutes) minutes += each;
    limit_ = known_ ? *known_ / unit_ + (*known_ % unit_ != 0 ? 1 : 0) : sum * minutes + 1;
    return sum < kUnreached && limit_ < kUnreached;
  }

  bool fill_tables() {
    weights_.assign(bytes_ * 256, {});
    for (std::size_t byte = 0; byte < bytes_; ++byte) {
      for (std::size_t set = 1; set < 256; ++set) {
        const auto unit = 8 * byte + first_bit(set);
        auto& row = weights_[256 * byte + set] = weights_[256 * byte + (set & (set - 1))];
        if (unit >= model_.weights.size()) continue;
        const auto weight = static_cast<Scaled>(model_.weights[unit] / unit_);
        for (std::size_t i = 0; i < parts_; ++i) row[i] += (model_.parts_of[unit] >> numbers_[i] & 1U) != 0 ? 0 : weight;
      }
    }
    low_ = std::min<std::size_t>(parts_, 14);
    fill_units(low_units_, 0, low_);
    fill_units(high_units_, low_, parts_ - low_);
    try {
      waiting_.assign(std::size_t{1} << parts_, kUnreached);
    } catch (const std::bad_alloc&) {
      return false;
    }
    return true;
  }

  // The units of every set of the parts [from, from + count).
  void fill_units(std::vector<Bytes>& table, std::size_t from, std::size_t count) {
    table.assign(std::size_t{1} << count, {});
    for (std::size_t set = 1; set < table.size(); ++set) {
      table[set] = table[set & (set - 1)];
      add_units(table[set], numbers_[from + first_bit(set)]);
    }
  }

  void add_units(Bytes& units, std::size_t part) const {
    for (std::size_t unit = 0; unit < model_.weights.size(); ++unit) {
      if ((model_.parts_of[unit] >> part & 1U) != 0) units[unit / 8] = static_cast<std::uint8_t>(units[unit / 8] | (1U << unit % 8));
    }
  }

  std::uint8_t units_byte(std::uint64_t set, std::size_t byte) const {
    return low_units_[set & (part_bit(low_) - 1)][byte] | high_units_[set >> low_][byte];
  }

  // Part → weight of the units that wait during it when it comes right after `set`.
  void waiting_weights(std::uint64_t set, std::array<Scaled, kStride>& sums) const {
    const auto rest = (part_bit(parts_) - 1) & ~set;
    sums.fill(0);
    for (std::size_t byte = 0; byte < bytes_; ++byte) {
      const auto open = units_byte(set, byte) & (units_byte(rest, byte) | middle_units_[byte]);
      if (open == 0) continue;
      const auto& row = weights_[256 * byte + static_cast<std::size_t>(open)];
      for (std::size_t i = 0; i < kStride; ++i) sums[i] += row[i];
    }
  }

  // Parts that may come right after `set`.
  std::uint64_t allowed(std::uint64_t set) const {
    auto left = (part_bit(parts_) - 1) & ~set;
    if (model_.free()) return left;
    const auto place = std::popcount(set) + 1;
    std::uint64_t found = 0;
    for (; left != 0; left &= left - 1) {
      const auto part = first_bit(left);
      if ((model_.earlier[part] & ~set) != 0) continue;
      if (model_.position[part] == place) return part_bit(part);
      if (model_.position[part] == 0) found |= part_bit(part);
    }
    return found;
  }

  bool sweep() {
    if (parts_ < model_.parts()) add_units(middle_units_, middle_);
    waiting_[0] = 0;
    std::array<Scaled, kStride> weights;
    for (std::uint64_t set = 0; set < waiting_.size(); ++set) {
      if ((set & 4095U) == 0 && !go_on(set)) return false;
      const auto so_far = waiting_[set];
      if (so_far >= limit_ || std::uint64_t{so_far} + to_come(set) >= static_cast<std::uint64_t>(limit_)) continue;
      waiting_weights(set, weights);
      for (auto left = allowed(set); left != 0; left &= left - 1) {
        const auto next = first_bit(left);
        const auto waiting = so_far + std::uint64_t{weights[next]} * static_cast<std::uint64_t>(model_.minutes[numbers_[next]]);
        auto& known = waiting_[set | part_bit(next)];
        if (waiting < static_cast<std::uint64_t>(limit_) && waiting < known) known = static_cast<Scaled>(waiting);
      }
    }
    return true;
  }

  bool go_on(std::uint64_t set) {
    if (control_.should_stop && control_.should_stop()) return false;
    if (control_.progress && (set & 0xFFFFFU) == 0) {
      control_.progress({static_cast<double>(set) / static_cast<double>(waiting_.size()), known_ ? model_.played + *known_ : 0, model_.played});
    }
    return true;
  }

  ModelOrder whole() const {
    const auto all = waiting_.size() - 1;
    if (waiting_[all] >= limit_) return nothing_better();
    return spelled(backwards(all), {}, waiting_[all]);
  }

  // The middle part between any set and what is left.
  ModelOrder meet() const {
    const auto all = waiting_.size() - 1;
    std::uint64_t best_set = 0, best = static_cast<std::uint64_t>(limit_);
    for (std::uint64_t set = 0; set <= all / 2; ++set) {
      const auto other = all & ~set;
      if (std::uint64_t{waiting_[set]} + waiting_[other] >= best) continue;
      const auto sum = std::uint64_t{waiting_[set]} + waiting_[other] + during_middle(set, other);
      if (sum < best) best = sum, best_set = set;
    }
    if (best >= static_cast<std::uint64_t>(limit_)) return nothing_better();
    return spelled(backwards(best_set), backwards(all & ~best_set), best);
  }

  std::uint64_t during_middle(std::uint64_t set, std::uint64_t other) const {
    std::uint64_t sum = 0;
    for (std::size_t unit = 0; unit < model_.weights.size(); ++unit) {
      const auto here = units_byte(set, unit / 8) & units_byte(other, unit / 8) & ~middle_units_[unit / 8];
      if ((here >> unit % 8 & 1) != 0) sum += static_cast<std::uint64_t>(model_.weights[unit] / unit_);
    }
    return sum * static_cast<std::uint64_t>(model_.minutes[middle_]);
  }

  // The parts of `set` in an order that waits as little as waiting_[set] says, last one first.
  std::vector<std::uint8_t> backwards(std::uint64_t set) const {
    std::vector<std::uint8_t> order;
    std::array<Scaled, kStride> weights;
    while (set != 0) {
      for (auto left = set; left != 0; left &= left - 1) {
        const auto last = first_bit(left);
        const auto before = set & ~part_bit(last);
        if (waiting_[before] >= limit_ || (allowed(before) & part_bit(last)) == 0) continue;
        waiting_weights(before, weights);
        if (waiting_[before] + std::uint64_t{weights[last]} * static_cast<std::uint64_t>(model_.minutes[numbers_[last]]) != waiting_[set]) continue;
        order.push_back(static_cast<std::uint8_t>(numbers_[last]));
        set = before;
        break;
      }
    }
    return order;
  }

  ModelOrder spelled(std::vector<std::uint8_t> front, const std::vector<std::uint8_t>& back, std::uint64_t waiting) const {
    std::reverse(front.begin(), front.end());
    if (model_.free()) front.push_back(static_cast<std::uint8_t>(middle_));
    front.insert(front.end(), back.begin(), back.end());
    const auto sum = static_cast<Thousandths>(waiting) * unit_;
    return {std::move(front), sum, sum, true};
  }

  ModelOrder nothing_better() const { return {{}, 0, known_.value_or(0), true}; }

  const OrderModel& model_;
  const OrderControl& control_;
  const std::optional<Thousandths> known_;
  std::size_t parts_;                     // in sets
  std::size_t middle_ = 0;
  std::vector<std::size_t> numbers_;      // part in sets → part of the model
  std::size_t bytes_ = 0, low_ = 0;
  Thousandths unit_ = 1, limit_ = 0;      // sets that wait so much or more are of no use
  std::size_t dear_ = 0;                  // of the parts in sets, the first so many
  std::vector<Scaled> dear_waiting_, cheap_waiting_;  // by set of the parts to come; empty: no bounds
  std::vector<std::array<Scaled, kStride>> weights_;  // byte of units → part → weight of those units that it lacks
  std::vector<Bytes> low_units_, high_units_;
  Bytes middle_units_{};
  std::vector<Scaled> waiting_;
};

}  // namespace

bool fits_subsets(const OrderModel& model, const OrderControl& control) {
  const auto parts = model.parts() - (model.free() ? 1 : 0);
  return !model.timed && model.parts() > 0 && model.parts() <= kMostSubsetParts && model.weights.size() <= 1024 &&
         (sizeof(Scaled) << parts) <= control.most_bytes;
}

std::optional<ModelOrder> search_subsets(const OrderModel& model, std::optional<Thousandths> known, const OrderControl& control) {
  return SubsetSearch(model, known, control).run();
}

}  // namespace fenliu::rules
