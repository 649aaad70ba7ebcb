// Pieces: the smallest words that say something about a time (11月, 25日, 17:00, 前 · by, 5 p.m., Friday), found by a
// language's table of patterns. Internal to reading/.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <re2/re2.h>
#include <re2/set.h>

#include "rules/reading/times.h"

namespace fenliu::rules {

enum class PieceKind {
  moment,  // fills fields of a moment
  lead,    // stands before a moment: by, 截至, từ
  tail,    // stands after one: 前, 起, hằng ngày
  joint,   // between two: 至, to, đến
  list,    // between alternatives: 、 and
  every,   // 每日, every, hằng tuần
  whole,   // an expression by itself: within 3 working days, 立即
};

struct Piece {
  std::size_t begin = 0, end = 0;  // bytes of Document::utf8
  PieceKind kind = PieceKind::moment;
  Expression says;                 // of which `start` holds the fields of a moment
  bool needs_date = false;         // says nothing alone: dropped unless a date, a clock or a frame word stands beside it
  bool needs_clock = false;        // 晚8点: says something only before a clock
  bool opens_span = false;         // from, between: a comma may stand before it
};

// What one match gives to its rule's reader.
class Match {
 public:
  Match(const Document& document, const re2::StringPiece* groups, int count, std::size_t end)
      : document_(document), groups_(groups), count_(count), end_(end) {}

  bool has(int group) const { return group <= count_ && !groups_[group].empty(); }
  std::string_view text(int group) const { return {groups_[group].data(), groups_[group].size()}; }
  std::string lower(int group) const;                 // case folded as (?i) sees it, runs of blanks one blank: a key of tables
  int number(int group) const;                        // digits or Chinese numerals below 100; -1 when it is none
  char32_t next() const;                              // the character after the match, 0 at the end
  char32_t previous() const;                          // the character before it, 0 at the start
  bool follows_number() const;                        // a digit and a colon stand right before: 1:2:30
  bool is_whole_text() const;                         // nothing but spaces around it
  // Whether one of these words, in lower case, ends right before the match (blanks between them aside) or follows it.
  bool preceded_by(std::initializer_list<std::string_view> words) const;
  bool followed_by(std::initializer_list<std::string_view> words) const;

 private:
  const Document& document_;
  const re2::StringPiece* groups_;
  int count_;
  std::size_t end_;
};

// `reader` fills the piece and says whether the match counts.
struct PieceRule {
  const char* pattern;
  bool (*reader)(const Match&, Piece&);
};

// A language's rules, compiled once. At each place where one may begin the longest match that its reader accepts wins;
// among equals the earlier rule.
class PieceTable {
 public:
  PieceTable(std::initializer_list<const std::vector<PieceRule>*> rules, bool words);

  std::vector<Piece> find(const Document& document) const;

 private:
  struct Compiled {
    std::unique_ptr<RE2> pattern;
    bool (*reader)(const Match&, Piece&);
  };

  // The rules that a match beginning with some characters may follow, and one automaton that tells which do.
  struct Candidates {
    std::vector<std::size_t> rules;
    std::unique_ptr<RE2::Set> matching;
  };

  bool may_begin(const Document& document, std::size_t at) const;
  bool cuts(const Document& document, std::size_t end) const;
  std::size_t match_at(const Document& document, std::size_t at, Piece& piece) const;

  bool words_;  // pieces begin at the beginning of a word (languages with spaces)
  std::vector<Compiled> rules_;
  std::vector<Candidates> candidates_;
  std::unordered_map<char32_t, std::size_t> by_first_;  // into candidates_
};

// What is written alike in every language: 2025-04-08T10:20+08:00, and clocks that a scan has spoilt (l5:0O).
const std::vector<PieceRule>& written_alike();

// Whether letters that scans put for digits stand among digits.
bool has_letter_and_digit(std::string_view text);

// Monday to Friday, every week; true.
bool every_workday(Piece& piece);

// The characters that a match of `pattern` can begin with; patterns use literals, classes, groups, alternatives, ?, *,
// + and {m,n}.
std::set<char32_t> first_characters(std::string_view pattern);

}  // namespace fenliu::rules
