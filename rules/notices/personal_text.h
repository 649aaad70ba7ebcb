// A text as the searches for personal data see it. Internal to notices/.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/notices/masking.h"

namespace fenliu::rules {

// One code point for each of the original: full-width forms and foreign digits are ASCII, spaces ' ', joiners that show
// nothing kJoiner. INVARIANT: all three strings are equally long.
struct PersonalText {
  static constexpr char32_t kJoiner = 0x200B;

  explicit PersonalText(std::u32string_view original);

  std::u32string text;      // as above
  std::u32string base;      // lower case, without Vietnamese marks; 0 for a combining mark
  std::vector<std::uint32_t> cell;    // where the line or table cell begins that a code point stands in
  std::vector<std::uint32_t> clause;  // where its sentence begins, at most the line
  std::vector<PersonalKind> column_kind;
  std::vector<bool> column;           // in a table's column of column_kind
  bool chinese = false;

  std::size_t size() const { return text.size(); }
  // What stands before `at` in its cell, spaces and separators left out: at most `most` code points of `base`.
  std::u32string before(std::size_t at, std::size_t most = 24) const;
  // Whether one of the words ends right before `at`, fillers such as ':' or 号码 in between allowed.
  bool labelled(std::size_t at, std::span<const std::u32string_view> words) const;
  bool in_column(std::size_t at, PersonalKind kind) const { return column[at] && column_kind[at] == kind; }
};

inline bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
inline bool is_latin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }


bool is_word(char32_t c);  // a letter that is not Han, a combining mark

void find_numbers(const PersonalText& text, const OpenNumbers& open, std::vector<PersonalData>& found);
void find_plates(const PersonalText& text, std::vector<PersonalData>& found);
void find_addresses(const PersonalText& text, std::vector<PersonalData>& found);
// Looks beside the numbers that were found already.
void find_names(const PersonalText& text, std::vector<PersonalData>& found);

// Which columns of the text's tables hold what; called by the constructor.
void mark_columns(PersonalText& text);

}  // namespace fenliu::rules
