// Building the automaton: a trie of sorted patterns, placed into the double array level by level, then failure links.
#include "rules/matching/automaton.h"

#include <algorithm>
#include <bit>
#include <map>

namespace fenliu::rules {

// Works on a private trie whose edges are kept per node, sorted by symbol.
class AutomatonBuilder {
 public:
  explicit AutomatonBuilder(const std::vector<std::u32string>& patterns) : patterns_(patterns) {}

  Automaton build() {
    number_symbols();
    mark_beginnings();
    build_trie();
    place();
    link();
    return std::move(out_);
  }

 private:
  struct Node {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;  // symbol → node
    std::vector<std::uint32_t> patterns;
    std::uint32_t state = 0;
  };

  // Frequent code points get small symbols, which keeps the array dense.
  void number_symbols() {
    std::map<char32_t, std::size_t> counts;
    for (const auto& pattern : patterns_) {
      out_.lengths_.push_back(static_cast<std::uint32_t>(pattern.size()));
      for (const char32_t c : pattern) ++counts[c];
    }
    std::vector<std::pair<std::size_t, char32_t>> order;
    for (const auto& [c, count] : counts) order.emplace_back(count, c);
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    if (!counts.empty()) out_.symbols_.assign(static_cast<std::size_t>(counts.rbegin()->first) + 1, 0);
    for (std::size_t i = 0; i < order.size(); ++i) out_.symbols_[order[i].second] = static_cast<std::uint32_t>(i + 1);
  }

  // 32 bits for each pattern keep wrong answers of the bitmap rare.
  void mark_beginnings() {
    constexpr std::size_t kBitsPerPattern = 32;
    const auto bits = std::bit_ceil(std::max<std::size_t>(128, patterns_.size() * kBitsPerPattern));
    out_.pairs_.assign(bits / 64, 0);
    out_.pair_shift_ = 64 - std::countr_zero(bits);
    for (const auto& pattern : patterns_) {
      if (pattern.size() == 1) out_.alone_.set(pattern[0] % Automaton::kAloneBits);
      if (pattern.size() < 2) continue;
      const auto bit = Automaton::pair_hash(pattern[0], pattern[1]) >> out_.pair_shift_;
      out_.pairs_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
  }

  void build_trie() {
    nodes_.emplace_back();
    std::vector<std::uint32_t> order(patterns_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return patterns_[a] < patterns_[b]; });
    // Sorted patterns share prefixes with their neighbour, so the path is found by going back, not by searching.
    std::vector<std::uint32_t> path{0};
    const std::u32string* before = nullptr;
    for (const auto id : order) {
      const auto& pattern = patterns_[id];
      if (pattern.empty()) continue;
      std::size_t common = 0;
      while (before != nullptr && common < before->size() && common < pattern.size() && (*before)[common] == pattern[common]) {
        ++common;
      }
      path.resize(common + 1);
      for (auto i = common; i < pattern.size(); ++i) {
        const auto child = static_cast<std::uint32_t>(nodes_.size());
        nodes_.emplace_back();
        nodes_[path.back()].edges.emplace_back(out_.symbols_[pattern[i]], child);
        path.push_back(child);
      }
      nodes_[path.back()].patterns.push_back(id);
      before = &pattern;
    }
    for (auto& node : nodes_) std::sort(node.edges.begin(), node.edges.end());
  }

  // Breadth first; nodes with many children first on each level, so that they find room while the array is empty.
  void place() {
    reserve(out_.symbols_.size() + 2);
    take(Automaton::kRoot);
    std::vector<std::uint32_t> level{0};
    while (!level.empty()) {
      std::stable_sort(level.begin(), level.end(),
                       [&](auto a, auto b) { return nodes_[a].edges.size() > nodes_[b].edges.size(); });
      std::vector<std::uint32_t> below;
      for (const auto id : level) {
        order_.push_back(id);
        auto& node = nodes_[id];
        if (node.edges.empty()) continue;
        const auto base = find_base(node);
        out_.cells_[node.state].base = base;
        for (const auto& [symbol, child] : node.edges) {
          const auto state = base + symbol;
          reserve(state + 1);
          take(state);
          out_.cells_[state].check = node.state;
          nodes_[child].state = state;
          below.push_back(child);
        }
      }
      level = std::move(below);
    }
  }

  // A free cell where all children fit. The free cells form a list in ascending order. A node with one child takes the
  // first, so that such nodes, the most by far, fill every gap that the others leave; the others look on from where the
  // array is not yet crowded, which the cursor learns as they fail: it is that, not a limit of tries, that keeps both the
  // array dense (near caches hold it) and the building short.
  std::uint32_t find_base(const Node& node) {
    constexpr std::uint32_t kTries = 64;
    const auto first = node.edges.front().first;
    const bool alone = node.edges.size() == 1;
    if (!alone) skip_taken();
    auto cell = alone ? free_head_ : crowded_ < free_.size() ? crowded_ : Automaton::kNone;
    for (std::uint32_t tries = 1; cell != Automaton::kNone; ++tries, cell = free_[cell].after) {
      if (cell < first) continue;
      const auto base = cell - first;
      const bool fits = std::all_of(node.edges.begin(), node.edges.end(), [&](const auto& edge) {
        return base + edge.first >= free_.size() || free_[base + edge.first].free;
      });
      if (fits) return base;
      if (!alone && tries % kTries == 0) ++crowded_;
    }
    return static_cast<std::uint32_t>(std::max<std::size_t>(free_.size(), first)) - first;
  }

  void skip_taken() {
    while (crowded_ < free_.size() && !free_[crowded_].free) ++crowded_;
  }

  void reserve(std::size_t size) {
    while (free_.size() < size) {
      const auto cell = static_cast<std::uint32_t>(free_.size());
      free_.push_back({free_tail_, Automaton::kNone, true});
      (free_tail_ == Automaton::kNone ? free_head_ : free_[free_tail_].after) = cell;
      free_tail_ = cell;
    }
    out_.cells_.resize(free_.size());
  }

  void take(std::uint32_t cell) {
    auto& slot = free_[cell];
    slot.free = false;
    (slot.before == Automaton::kNone ? free_head_ : free_[slot.before].after) = slot.after;
    (slot.after == Automaton::kNone ? free_tail_ : free_[slot.after].before) = slot.before;
  }

  // A state's failures are those of the classic automaton; only their storing drops what is shorter than two characters.
  void link() {
    std::vector<std::uint32_t> fail(out_.cells_.size(), Automaton::kRoot);
    for (const auto id : order_) {
      const auto& node = nodes_[id];
      auto& cell = out_.cells_[node.state];
      if (node.state != Automaton::kRoot) cell.first_output = out_.cells_[fail[node.state]].first_output;
      for (auto pattern = node.patterns.rbegin(); pattern != node.patterns.rend(); ++pattern) add_output(cell, *pattern);
      for (const auto& [symbol, child] : node.edges) {
        auto& of_child = fail[nodes_[child].state];
        for (auto state = node.state; state != Automaton::kRoot && of_child == Automaton::kRoot;) {
          state = fail[state];
          if (const auto next = out_.child(state, symbol); next != Automaton::kNone) of_child = next;
        }
        const bool is_short = of_child == Automaton::kRoot || out_.cells_[of_child].check == Automaton::kRoot;
        out_.cells_[nodes_[child].state].fail = is_short ? Automaton::kRoot : of_child;
      }
    }
  }

  void add_output(Automaton::Cell& cell, std::uint32_t pattern) {
    if (cell.first_output == Automaton::kNone) {
      cell.first_output = pattern | Automaton::kLast;
    } else {
      out_.outputs_.push_back({pattern, cell.first_output});
      cell.first_output = static_cast<std::uint32_t>(out_.outputs_.size() - 1);
    }
  }

  const std::vector<std::u32string>& patterns_;
  Automaton out_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> order_;  // breadth first
  struct Slot {
    std::uint32_t before, after;  // free neighbours
    bool free;
  };
  std::vector<Slot> free_;  // by cell
  std::uint32_t free_head_ = Automaton::kNone, free_tail_ = Automaton::kNone;
  std::uint32_t crowded_ = 0;  // before this cell nodes with several children seldom fit
};

Automaton Automaton::build(const std::vector<std::u32string>& patterns) { return AutomatonBuilder(patterns).build(); }

std::size_t Automaton::memory_bytes() const {
  return symbols_.capacity() * sizeof symbols_[0] + cells_.capacity() * sizeof cells_[0] +
         outputs_.capacity() * sizeof outputs_[0] + lengths_.capacity() * sizeof lengths_[0] +
         pairs_.capacity() * sizeof pairs_[0] + sizeof *this;
}

}  // namespace fenliu::rules
