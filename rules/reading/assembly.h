// Neighbouring pieces become one expression: 11月 + 25日 + 17:00 + 前; by + 5 p.m. + Friday. Internal to reading/.
#pragma once

#include "rules/reading/piece.h"

namespace fenliu::rules {

// What a language allows between pieces that belong together.
struct Glue {
  // `gap` is what stands between two pieces, without spaces at its ends and in lower case.
  bool (*allowed)(std::string_view gap, const Piece& left, const Piece& right);
  bool clock_first = false;  // "5 p.m. on Friday"; Chinese says the date first
};

// Takes over what `other` says; false, and nothing taken, if both fill the same field.
bool fuse(Moment& into, const Moment& other);

// Expressions in the order of the text, not overlapping. Linear in the number of pieces.
std::vector<Expression> assemble(const Document& document, const std::vector<Piece>& pieces, const Glue& glue);

}  // namespace fenliu::rules
