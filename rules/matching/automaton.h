// One-pass multi-pattern matching: a double-array Aho–Corasick automaton over code points.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fenliu::rules {

// Aho & Corasick, "Efficient string matching", CACM 18(6), 1975; stored as the double array of Aoe (1989), so a step is
// two array reads whatever the number of patterns. Immutable after build, thread-safe.
class Automaton {
 public:
  // Pattern id = index in `patterns`; equal patterns are found as one id each. Empty patterns are never found.
  static Automaton build(const std::vector<std::u32string>& patterns);

  // Calls on_hit(pattern_id, end) for every occurrence, overlapping ones included, in order of `end` (exclusive);
  // the start is end - length(pattern_id). Cost: one step per code point plus one call per occurrence.
  template <class OnHit>
  void scan(std::u32string_view text, OnHit&& on_hit) const {
    std::uint32_t state = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      state = step(state, text[i]);
      for (std::uint32_t out = first_output_[state]; out != kNone; out = outputs_[out].next) {
        on_hit(outputs_[out].pattern, i + 1);
      }
    }
  }

  std::size_t length(std::uint32_t pattern) const { return lengths_[pattern]; }
  std::size_t pattern_count() const { return lengths_.size(); }
  std::size_t memory_bytes() const;

 private:
  static constexpr std::uint32_t kNone = 0xffffffff;
  struct Output {
    std::uint32_t pattern;
    std::uint32_t next;  // further outputs of this state, suffixes included
  };
  std::uint32_t step(std::uint32_t state, char32_t c) const;

  // Owned by the implementer of matching/: arrays of the double array and of a code point → symbol map.
  std::vector<std::uint16_t> symbols_low_;     // code points below 0x10000 → dense symbol, 0 = in no pattern
  std::vector<std::int32_t> base_;
  std::vector<std::int32_t> check_;
  std::vector<std::uint32_t> fail_;
  std::vector<std::uint32_t> first_output_;
  std::vector<Output> outputs_;
  std::vector<std::uint32_t> lengths_;
};

}  // namespace fenliu::rules
