// Building the automaton: a trie of sorted patterns, placed into the double array level by level, then failure links.
#include "rules/matching/automaton.h"

#include <algorithm>
#include <bit>
#include <span>

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
  // What stands in a range of a vector that all nodes share: a vector of its own for each would cost most of the building.
  struct Range {
    std::uint32_t first = 0, end = 0;
    std::uint32_t size() const { return end - first; }
  };
  struct Edge {
    std::uint32_t symbol, child;  // child: a node
  };
  struct Node {
    Range edges;     // of `edges_`, by symbol
    Range patterns;  // of `sorted_`: those that end here
    std::uint32_t state = 0;
  };

  struct Step {  // to a node
    std::uint32_t parent, symbol;
  };

  // Frequent code points get small symbols, which keeps the array dense.
  void number_symbols() {
    std::vector<std::uint32_t> counts;
    for (const auto& pattern : patterns_) {
      out_.lengths_.push_back(static_cast<std::uint32_t>(pattern.size()));
      for (const char32_t c : pattern) {
        if (c >= counts.size()) counts.resize(static_cast<std::size_t>(c) + 1, 0);
        ++counts[c];
      }
    }
    std::vector<std::pair<std::uint32_t, char32_t>> order;
    for (std::size_t c = 0; c < counts.size(); ++c) {
      if (counts[c] > 0) order.emplace_back(counts[c], static_cast<char32_t>(c));
    }
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    out_.symbols_.assign(counts.size(), 0);
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
    sorted_.resize(patterns_.size());
    for (std::uint32_t i = 0; i < sorted_.size(); ++i) sorted_[i] = i;
    std::sort(sorted_.begin(), sorted_.end(), [&](auto a, auto b) { return patterns_[a] < patterns_[b]; });
    std::vector<Step> steps{{0, 0}};
    nodes_.emplace_back();
    // Sorted patterns share prefixes with their neighbour, so the path is found by going back, not by searching.
    std::vector<std::uint32_t> path{0};
    const std::u32string* before = nullptr;
    for (std::uint32_t i = 0; i < sorted_.size(); ++i) {
      const auto& pattern = patterns_[sorted_[i]];
      if (pattern.empty()) continue;
      std::size_t common = 0;
      while (before != nullptr && common < before->size() && common < pattern.size() && (*before)[common] == pattern[common]) {
        ++common;
      }
      path.resize(common + 1);
      for (auto k = common; k < pattern.size(); ++k) {
        steps.push_back({path.back(), out_.symbols_[pattern[k]]});
        path.push_back(static_cast<std::uint32_t>(nodes_.size()));
        nodes_.emplace_back();
      }
      auto& ending = nodes_[path.back()].patterns;
      if (ending.size() == 0) ending.first = i;
      ending.end = i + 1;
      before = &pattern;
    }
    group_edges(steps);
  }

  void group_edges(const std::vector<Step>& steps) {
    for (std::uint32_t node = 1; node < steps.size(); ++node) ++nodes_[steps[node].parent].edges.end;  // a count as yet
    std::uint32_t first = 0;
    for (auto& node : nodes_) {
      const auto count = node.edges.end;
      node.edges = {first, first};
      first += count;
    }
    edges_.resize(first);
    for (std::uint32_t node = 1; node < steps.size(); ++node) {
      edges_[nodes_[steps[node].parent].edges.end++] = {steps[node].symbol, node};
    }
    for (const auto& node : nodes_) {
      std::sort(edges_.begin() + node.edges.first, edges_.begin() + node.edges.end,
                [](const auto& a, const auto& b) { return a.symbol < b.symbol; });
    }
  }

  std::span<const Edge> edges_of(const Node& node) const { return {edges_.data() + node.edges.first, node.edges.size()}; }

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
        if (node.edges.size() == 0) continue;
        const auto base = find_base(node);
        out_.cells_[node.state].base = base;
        for (const auto& [symbol, child] : edges_of(node)) {
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

  // A free cell where all children fit. A node with one child takes the first, so that such nodes, the most by far, fill
  // every gap that the others leave; the others look on from where the array is not yet crowded, which the cursor learns as
  // they fail: it is that, not a limit of tries, that keeps both the array dense (near caches hold it) and the building short.
  std::uint32_t find_base(const Node& node) {
    constexpr std::uint32_t kTries = 64;
    const auto edges = edges_of(node);
    const auto first = edges.front().symbol;
    const bool alone = edges.size() == 1;
    auto& from = alone ? lowest_ : crowded_;
    const auto size = static_cast<std::uint32_t>(out_.cells_.size());
    from = next_free(from);
    auto cell = next_free(std::max(from, first));
    for (std::uint32_t tries = 1; cell < size; ++tries, cell = next_free(cell + 1)) {
      const auto base = cell - first;
      if (std::all_of(edges.begin(), edges.end(), [&](const auto& edge) { return is_free(base + edge.symbol); })) return base;
      if (!alone && tries % kTries == 0) ++crowded_;
    }
    return std::max(size, first) - first;
  }

  void reserve(std::size_t size) {
    const auto before = out_.cells_.size();
    if (size <= before) return;
    out_.cells_.resize(size);
    free_.resize(size / 64 + 1, 0);
    for (auto cell = before; cell < size; ++cell) free_[cell / 64] |= std::uint64_t{1} << (cell % 64);
  }

  void take(std::uint32_t cell) { free_[cell / 64] &= ~(std::uint64_t{1} << (cell % 64)); }

  bool is_free(std::uint32_t cell) const { return cell >= out_.cells_.size() || (free_[cell / 64] >> (cell % 64) & 1) != 0; }

  // The first free cell at or after `cell`; where there is none, the next that will be added.
  std::uint32_t next_free(std::uint32_t cell) const {
    auto bits = cell / 64 < free_.size() ? free_[cell / 64] & ~std::uint64_t{0} << (cell % 64) : 0;
    for (std::size_t word = cell / 64; word < free_.size(); bits = ++word < free_.size() ? free_[word] : 0) {
      if (bits != 0) return static_cast<std::uint32_t>(word * 64) + static_cast<std::uint32_t>(std::countr_zero(bits));
    }
    return std::max(cell, static_cast<std::uint32_t>(out_.cells_.size()));
  }

  // A state's failures are those of the classic automaton; only their storing drops what is shorter than two characters.
  void link() {
    std::vector<std::uint32_t> fail(out_.cells_.size(), Automaton::kRoot);
    for (const auto id : order_) {
      const auto& node = nodes_[id];
      auto& cell = out_.cells_[node.state];
      if (node.state != Automaton::kRoot) cell.first_output = out_.cells_[fail[node.state]].first_output;
      for (auto i = node.patterns.end; i > node.patterns.first; --i) add_output(cell, sorted_[i - 1]);
      for (const auto& [symbol, child] : edges_of(node)) {
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
  std::vector<Edge> edges_;
  std::vector<std::uint32_t> sorted_;  // patterns
  std::vector<std::uint32_t> order_;  // breadth first
  std::vector<std::uint64_t> free_;    // a bit for each cell: near caches hold them all
  std::uint32_t lowest_ = 0;           // no cell before is free
  std::uint32_t crowded_ = 0;          // before this cell nodes with several children seldom fit
};

Automaton Automaton::build(const std::vector<std::u32string>& patterns) { return AutomatonBuilder(patterns).build(); }

std::size_t Automaton::memory_bytes() const {
  return symbols_.capacity() * sizeof symbols_[0] + cells_.capacity() * sizeof cells_[0] +
         outputs_.capacity() * sizeof outputs_[0] + lengths_.capacity() * sizeof lengths_[0] +
         pairs_.capacity() * sizeof pairs_[0] + sizeof *this;
}

}  // namespace fenliu::rules
