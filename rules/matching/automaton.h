// One-pass multi-pattern matching: a double-array Aho–Corasick automaton over code points.
#pragma once

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fenliu::rules {

// Aho & Corasick, "Efficient string matching", CACM 18(6), 1975; stored as the double array of Aoe (1989): a step is an
// addition and a comparison whatever the number of patterns. With tens of thousands of patterns the array outgrows the
// processor's near caches, and most places of a text begin no pattern: a bitmap of the patterns' first two characters,
// small enough to stay near (Bloom, CACM 13(7), 1970, with one hash), lets the scan touch the array only where one may
// begin. Immutable after build, thread-safe.
class Automaton {
 public:
  // Pattern id = index in `patterns`; equal patterns are all found. Empty patterns are never found.
  static Automaton build(const std::vector<std::u32string>& patterns);

  // Calls on_hit(pattern_id, end) for every occurrence, overlapping ones included, in order of `end` (exclusive);
  // the start is end - length(pattern_id). Cost: a look at the bitmap per code point, two steps amortised where it says
  // that a pattern may begin (wrongly for one pair in thirty at most), and one call per occurrence. The places of a block
  // are found first and their cells fetched together, so that the waits for memory overlap.
  template <class OnHit>
  void scan(std::u32string_view text, OnHit&& on_hit) const {
    constexpr std::size_t kBlock = 256;
    std::array<std::uint32_t, kBlock> places;
    std::size_t done = 0;  // characters that need no second look
    char32_t before = 0;
    for (std::size_t from = 0; from < text.size(); from += kBlock) {
      const auto until = std::min(text.size(), from + kBlock);
      std::size_t count = 0;
      for (auto i = from; i < until; ++i) {
        places[count] = static_cast<std::uint32_t>(i);
        count += may_begin(before, text[i]) || alone_[text[i] % kAloneBits];
        before = text[i];
      }
      for (std::size_t k = 0; k < count; ++k) fetch(text, places[k]);
      for (std::size_t k = 0; k < count; ++k) {
        if (places[k] >= done) done = look(text, places[k], on_hit);
      }
    }
  }

  std::size_t length(std::uint32_t pattern) const { return lengths_[pattern]; }
  std::size_t pattern_count() const { return lengths_.size(); }
  std::size_t memory_bytes() const;

 private:
  friend class AutomatonBuilder;
  static constexpr std::uint32_t kNone = 0xffffffff;
  static constexpr std::uint32_t kRoot = 0;

  static constexpr std::uint32_t kLast = 0x80000000;  // on an output: the last of its chain, and itself the pattern

  struct Output {
    std::uint32_t pattern;
    std::uint32_t next;  // further outputs of the same state, those of its suffixes included: an index, or the last | kLast
  };
  struct Cell {
    std::uint32_t base = 0;
    std::uint32_t check = kNone;  // the state that the transition into this cell comes from
    std::uint32_t fail = kRoot;   // kRoot, too, for a suffix of one character: the scan finds that by itself
    std::uint32_t first_output = kNone;
  };

  // 0 for a code point in no pattern.
  std::uint32_t symbol(char32_t c) const {
    return c < symbols_.size() ? symbols_[c] : 0;
  }

  // Whether a pattern may begin with these two; false is certain.
  bool may_begin(char32_t first, char32_t second) const {
    const auto bit = pair_hash(first, second) >> pair_shift_;
    return (pairs_[bit / 64] >> (bit % 64) & 1) != 0;
  }
  static std::uint64_t pair_hash(char32_t first, char32_t second) {
    return (static_cast<std::uint64_t>(first) << 21 | second) * 0x9E3779B97F4A7C15U;  // Knuth's multiplicative hash
  }

  void fetch(std::u32string_view text, std::size_t i) const {
    const auto state = i > 0 ? child(kRoot, symbol(text[i - 1])) : kNone;
    if (state == kNone) return;
    const auto next = cells_[state].base + symbol(text[i]);
    if (next < cells_.size()) __builtin_prefetch(&cells_[next]);
  }

  // All occurrences that a marked place begins or is: the index of the first character that they do not consume, > i.
  template <class OnHit>
  std::size_t look(std::u32string_view text, std::size_t i, OnHit& on_hit) const {
    const auto next = follow(text, i, on_hit);
    if (next != i) return next;
    if (alone_[text[i] % kAloneBits]) report(child(kRoot, symbol(text[i])), i + 1, on_hit);
    return i + 1;
  }

  // The ordinary automaton from the pair that ends at `i` until it would fall back to a state of one character or none:
  // the index of the first character that it did not consume, or text.size(). The bitmap knows those states better.
  template <class OnHit>
  std::size_t follow(std::u32string_view text, std::size_t i, OnHit& on_hit) const {
    auto state = i > 0 ? child(kRoot, symbol(text[i - 1])) : kNone;
    if (state == kNone) return i;
    while (i < text.size()) {
      const auto next = child(state, symbol(text[i]));
      if (next != kNone) {
        state = next;
        report(state, ++i, on_hit);
      } else if ((state = cells_[state].fail) == kRoot) {
        return i;
      }
    }
    return i;
  }

  template <class OnHit>
  void report(std::uint32_t state, std::size_t end, OnHit& on_hit) const {
    if (state == kNone) return;
    auto out = cells_[state].first_output;
    while ((out & kLast) == 0) {
      on_hit(outputs_[out].pattern, end);
      out = outputs_[out].next;
    }
    if (out != kNone) on_hit(out & ~kLast, end);
  }

  // The state of one character more, or kNone. A state without children has base 0: no cell there names it.
  std::uint32_t child(std::uint32_t state, std::uint32_t symbol) const {
    const auto next = cells_[state].base + symbol;
    return symbol != 0 && next < cells_.size() && cells_[next].check == state ? next : kNone;
  }

  std::vector<std::uint32_t> symbols_;  // by code point, up to the highest in any pattern
  std::vector<Cell> cells_;
  std::vector<Output> outputs_;
  std::vector<std::uint32_t> lengths_;
  static constexpr std::size_t kAloneBits = 4096;
  std::bitset<kAloneBits> alone_;               // code points, modulo, that are a pattern by themselves
  std::vector<std::uint64_t> pairs_ = {0, 0};   // a bit per hash of the patterns' first two characters
  int pair_shift_ = 57;                         // 64 less the bits of an index into it
};

}  // namespace fenliu::rules
