// Normalisation before matching (DESIGN §4.1), with the way back to the stored text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fenliu::rules {

// Half-open range of code points in the stored text.
struct TextRange {
  std::uint32_t start = 0;
  std::uint32_t end = 0;

  friend bool operator==(const TextRange&, const TextRange&) = default;
};

// A normalised text and where each of its characters stands in the stored one. Places are kept as runs, in which neighbours
// come from neighbours, one from one: most texts are a few.
struct NormalisedText {
  struct Run {
    std::uint32_t at = 0;      // of its first character in `text`; the run reaches to the next one
    std::uint32_t stored = 0;  // where that character begins in the stored text
    std::uint32_t width = 1;   // stored code points; other than 1: the run is one character
  };

  std::u32string text;
  std::vector<Run> runs;              // in order of `at`, the first at 0; empty only with the text
  std::vector<std::uint32_t> breaks;  // in order, each i: a line ended before text[i] and left no character of its own

  // The stored range of one character; ranges are in order and never overlap backwards. REQUIRES i < text.size().
  TextRange origin(std::size_t i) const;
  // The stored range of the normalised half-open range [start, end); REQUIRES start < end <= text.size().
  TextRange stored(std::size_t start, std::size_t end) const { return {origin(start).start, origin(end - 1).end}; }
};

// NFKC; spaces and bracketed pinyin (Latin letters with tone marks, in any brackets) between Han are dropped; case folded;
// traditional Han → simplified, one character to one; Vietnamese tone placement unified (hoà = hòa), marks otherwise kept.
// Line breaks become one '\n' between non-Han, and are dropped between Han; other runs of space become one ' '.
// Linear time; thread-safe (tables are built once).
NormalisedText normalise(std::u32string_view stored);
// The same of UTF-8, valid as to_utf32() asks, without a copy in between.
NormalisedText normalise_utf8(std::string_view stored);

// Traditional Han → simplified, one character to one; any other character is itself. Thread-safe.
char32_t simplified(char32_t c);

// For terms and names: the normalised text alone.
std::u32string normalise_term(std::string_view utf8);

// NFKC alone: full-width forms and marks written apart become what they look like.
std::u32string compatible_form(std::u32string_view text);

}  // namespace fenliu::rules
