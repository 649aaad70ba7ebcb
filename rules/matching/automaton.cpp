// Building the automaton: a trie of sorted patterns, placed into the double array level by level, then failure links.
#include "rules/matching/automaton.h"

#include <algorithm>
#include <map>

namespace fenliu::rules {

// Works on a private trie whose edges are kept per node, sorted by symbol.
class AutomatonBuilder {
 public:
  explicit AutomatonBuilder(const std::vector<std::u32string>& patterns) : patterns_(patterns) {}

  Automaton build() {
    number_symbols();
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

  // The first of the free cells, which form a linked list, where all children fit; at the end of the array after too
  // many tries. Nodes with one child, the most by far, fit at the first try.
  std::uint32_t find_base(const Node& node) const {
    constexpr std::uint32_t kMaxTries = 256;
    const auto first = node.edges.front().first;
    auto cell = free_head_;
    for (std::uint32_t tries = 0; tries < kMaxTries && cell != Automaton::kNone; ++tries, cell = free_[cell].after) {
      if (cell < first) continue;
      const auto base = cell - first;
      const bool fits = std::all_of(node.edges.begin(), node.edges.end(), [&](const auto& edge) {
        return base + edge.first >= free_.size() || free_[base + edge.first].free;
      });
      if (fits) return base;
    }
    return static_cast<std::uint32_t>(free_.size()) - first;
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

  void link() {
    for (const auto id : order_) {
      const auto& node = nodes_[id];
      auto& own = out_.cells_[node.state].first_output;
      const auto fail = out_.cells_[node.state].fail;
      if (node.state != Automaton::kRoot) own = out_.cells_[fail].first_output;
      for (auto pattern = node.patterns.rbegin(); pattern != node.patterns.rend(); ++pattern) {
        out_.outputs_.push_back({*pattern, own});
        own = static_cast<std::uint32_t>(out_.outputs_.size() - 1);
      }
      for (const auto& [symbol, child] : node.edges) {
        out_.cells_[nodes_[child].state].fail =
            node.state == Automaton::kRoot ? Automaton::kRoot : out_.step(fail, symbol);
      }
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
};

Automaton Automaton::build(const std::vector<std::u32string>& patterns) { return AutomatonBuilder(patterns).build(); }

std::size_t Automaton::memory_bytes() const {
  return symbols_.capacity() * sizeof symbols_[0] + cells_.capacity() * sizeof cells_[0] +
         outputs_.capacity() * sizeof outputs_[0] + lengths_.capacity() * sizeof lengths_[0];
}

}  // namespace fenliu::rules
