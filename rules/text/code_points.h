// What normalisation makes of one code point on its own. The build asks ICU for all of the Basic Multilingual Plane once
// (cmake/normalisation_table.cpp): asking at every start took 60 ms.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

#include <unicode/unistr.h>

namespace fenliu::rules {

// Results that are no code points.
constexpr char32_t kDrop = 0x110000;      // default-ignorable
constexpr char32_t kSpace = 0x110001;
constexpr char32_t kBreak = 0x110002;     // a line break
constexpr char32_t kCombining = 0x110003; // composes with what stands before it
constexpr char32_t kExpands = 0x110004;   // more than one code point: `expansion`

constexpr char32_t kTabulated = 0x10000;  // code points below are in the table

// Traditional → simplified, by ICU's rules, Han to Han and one to one.
std::unordered_map<char32_t, char32_t> simplified_from_icu();

// The code point that `c` becomes (NFKC_Casefold, then simplified), or one of the results above. `expansion`, when given,
// is set for kExpands only.
char32_t normalised_by_icu(char32_t c, const std::unordered_map<char32_t, char32_t>& simplified, std::u32string* expansion);

std::u32string from_icu(const icu::UnicodeString& text);

// Made by the build.
struct TabulatedExpansion {
  char32_t from;
  const char32_t* to;  // ends with 0
};
struct TabulatedPair {
  char32_t from, to;
};
extern const char32_t kNormalisedLow[kTabulated];
extern const TabulatedExpansion kExpansions[];
extern const std::size_t kExpansionCount;
extern const TabulatedPair kSimplified[];  // of every plane
extern const std::size_t kSimplifiedCount;

}  // namespace fenliu::rules
