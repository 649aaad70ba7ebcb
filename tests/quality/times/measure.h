// Measuring what is read of times against corpora: sentences of our own with every phrase marked, and published cases.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/reading/reading.h"

namespace fenliu::quality {

// What is expected of one phrase.
struct ExpectedTime {
  rules::TextRange range;
  std::string kind, role, value;    // value: see own/zh.tsv
  std::vector<std::string> flags;   // full words, sorted
};

struct TimeSentence {
  std::string language, text;
  std::string now;                  // RFC 3339 with offset
  std::vector<ExpectedTime> times;  // empty: nothing in it is a time
  int line = 0;
};

// REQUIRES a corpus in the form of own/zh.tsv; throws std::runtime_error with the line of what is not.
std::vector<TimeSentence> sentences_in(const std::string& path, const std::string& language);

struct Tally {
  int right = 0, all = 0;
  double share() const { return all == 0 ? 1 : static_cast<double>(right) / all; }
  void count(bool is_right) { ++all, right += is_right; }
};

struct TimeFigures {
  Tally all;                            // phrases right in kind, role, value and flags; sentences without times left alone
  Tally values;                         // phrases right in kind and value
  Tally deadlines;                      // deadlines found with role and value
  std::map<std::string, Tally> by_kind; // point, span, …, ambiguous, damaged, none
  int invented = 0;                     // times where none was said; each also counts as a wrong phrase
  int guessed = 0;                      // values for damaged phrases, or single values for ambiguous ones
  std::vector<std::string> misses;
};

TimeFigures measure(const std::vector<TimeSentence>& sentences);

// The published cases of tests/../shared/oracles/datetime/cases.jsonl of one `source` (jionlp, chrono, duckling).
struct OracleFigures {
  Tally points, spans, nothing;  // nothing: what must yield no value
  std::vector<std::string> misses;
};
OracleFigures measure_oracle(const std::string& path, const std::string& source);

// Reads `text` as `fenliu read - --now NOW --lang LANGUAGE` does without a configuration.
rules::Reading read_as(const std::string& text, const std::string& language, const std::string& now);

}  // namespace fenliu::quality
