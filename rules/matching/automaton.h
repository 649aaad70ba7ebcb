// One-pass multi-pattern matching: a double-array Aho–Corasick automaton over code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fenliu::rules {

// Aho & Corasick, "Efficient string matching", CACM 18(6), 1975; stored as the double array of Aoe (1989): a step is an
// addition and a comparison whatever the number of patterns. Immutable after build, thread-safe.
class Automaton {
 public:
  // Pattern id = index in `patterns`; equal patterns are all found. Empty patterns are never found.
  static Automaton build(const std::vector<std::u32string>& patterns);

  // Calls on_hit(pattern_id, end) for every occurrence, overlapping ones included, in order of `end` (exclusive);
  // the start is end - length(pattern_id). Cost: amortised two steps per code point plus one call per occurrence.
  template <class OnHit>
  void scan(std::u32string_view text, OnHit&& on_hit) const {
    std::uint32_t state = kRoot;
    for (std::size_t i = 0; i < text.size(); ++i) {
      state = step(state, symbol(text[i]));
      for (auto out = cells_[state].first_output; out != kNone; out = outputs_[out].next) on_hit(outputs_[out].pattern, i + 1);
    }
  }

  std::size_t length(std::uint32_t pattern) const { return lengths_[pattern]; }
  std::size_t pattern_count() const { return lengths_.size(); }
  std::size_t memory_bytes() const;

 private:
  friend class AutomatonBuilder;
  static constexpr std::uint32_t kNone = 0xffffffff;
  static constexpr std::uint32_t kRoot = 0;

  struct Output {
    std::uint32_t pattern;
    std::uint32_t next;  // further outputs of the same state, those of its suffixes included
  };
  struct Cell {
    std::uint32_t base = 0;
    std::uint32_t check = kNone;  // the state that the transition into this cell comes from
    std::uint32_t fail = kRoot;
    std::uint32_t first_output = kNone;
  };

  // 0 for a code point in no pattern.
  std::uint32_t symbol(char32_t c) const {
    return c < symbols_.size() ? symbols_[c] : 0;
  }

  std::uint32_t step(std::uint32_t state, std::uint32_t symbol) const {
    if (symbol == 0) return kRoot;
    while (true) {
      const auto next = cells_[state].base + symbol;
      if (next < cells_.size() && cells_[next].check == state) return next;
      if (state == kRoot) return kRoot;
      state = cells_[state].fail;
    }
  }

  std::vector<std::uint32_t> symbols_;  // by code point, up to the highest in any pattern
  std::vector<Cell> cells_;
  std::vector<Output> outputs_;
  std::vector<std::uint32_t> lengths_;
};

}  // namespace fenliu::rules
