// What the words of holiday notices mean, a table a language. Internal to reading/.
#pragma once

#include <array>
#include <string>
#include <vector>

namespace fenliu::rules {

enum class NoticeWord {
  date,            // groups: year, month, day; the year may be missing
  date_backwards,  // day, month, year
  day,             // day alone: of the month beside it
  range,           // between two dates
  weekday,         // the word for it
  count,           // the number of days off
  off,             // days off
  work,            // make-up workdays
  unclear,         // off or worked, nobody can tell
  back,            // work goes on from then on: no make-up workday
  swap,            // the first day is off, the second worked in its place
  refused,         // advice, prolongations …: the sentence needs a person
  skip,            // says nothing of days
};

// RE2 on normalised text, matched where it stands; the first of a table that matches counts.
struct NoticePattern {
  NoticeWord word;
  const char* pattern;
};

struct NoticeLanguage {
  std::string name;
  std::vector<NoticePattern> patterns;
  const char* year;          // what a notice says of its year: group 1
  const char* holiday;       // a sentence begins with it: a year of its own, group 1, and the name, group 2 or 3
  const char* concerns;      // what a sentence about holidays holds
};

const NoticeLanguage& notice_zh();
const NoticeLanguage& notice_vi();

// A word of a sentence, with what its pattern's groups found.
struct NoticeToken {
  NoticeWord word = NoticeWord::skip;
  std::array<std::string, 3> groups;
  bool in_brackets = false;
};
// In order; words that say nothing are left out. Thread-safe.
std::vector<NoticeToken> notice_tokens(const NoticeLanguage& language, const std::string& sentence);

// Digits or Chinese numerals: 28, 二十八, and of years digit by digit 二〇二五; -1 when it is none.
int notice_number(const std::string& word);

// 0 = Sunday, by the word of a weekday pattern; -1: none.
int notice_weekday(const std::string& word);

}  // namespace fenliu::rules
