// Times of real notices against the labels beside them.
#pragma once

#include <string>
#include <vector>

namespace fenliu::quality {

struct NoticeTimes {
  int found = 0, all = 0;           // labels of instants, dates, recurrences, lengths and spans
  int guessed = 0;                  // values for what is labelled unreadable or vague
  std::vector<std::string> missed;  // "file label"
};

// REQUIRES labels.tsv and notices/ in `folder`/domain; nothing when they are absent.
NoticeTimes measure_notices(const std::string& folder);

// Milliseconds to read a 3 KB notice in each language, the median of several runs: "zh 0.21 …".
std::string reading_speed();

}  // namespace fenliu::quality
