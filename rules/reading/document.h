// A text prepared for reading: one plain character per character of the input, so that offsets stay those of the input.
// Internal to reading/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>

#include "rules/text/normalise.h"

namespace fenliu::rules {

// Full-width digits, letters and marks become half-width; 〇○ and O between Han numerals become 〇; other characters
// stay. `utf8` is the same text for regular expressions, `code_point` leads from its bytes back.
struct Document {
  std::u32string stored;                  // the input, for what is quoted from it
  std::u32string text;
  std::string utf8;
  std::vector<std::uint32_t> code_point;  // by byte of utf8, one more at the end

  explicit Document(std::string_view input);
  std::uint32_t at(const char* byte) const { return code_point[static_cast<std::size_t>(byte - utf8.data())]; }
  TextRange range(const re2::StringPiece& piece) const { return {at(piece.data()), at(piece.data() + piece.size())}; }
};

// A line without its break, trimmed of spaces; offsets in code points.
struct Line {
  TextRange range;
  std::u32string_view text;
};
std::vector<Line> lines_of(const Document& document);
// Decree 30/2020 sets head and end of a document in two columns; as text they stand side by side, spaces between them. Each of
// their lines becomes a line; those of the body stay.
std::vector<Line> columns_of(const std::vector<Line>& lines);

// 1–99 in Chinese numerals or digits (十五, 廿三, 二十, 15); -1 otherwise.
int small_number(std::string_view utf8);
// A year: 2022, 二〇二二, 二○○三, 二OO八, 二00八; -1 otherwise.
int year_number(std::string_view utf8);

}  // namespace fenliu::rules
