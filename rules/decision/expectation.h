// Expected windows and deadlines of a case against those of a schedule. Internal to decision/.
#pragma once

#include <string>
#include <vector>

#include "rules/decision/decision.h"

namespace fenliu::rules {

// All windows, in order, by their times.
bool same_windows(const std::vector<ExpectedWindow>& expected, const std::vector<Window>& actual);

// Each expected deadline is another one of the actual; an empty list expects none.
bool deadlines_found(const std::vector<ExpectedDeadline>& expected, const std::vector<UnitDeadline>& actual);

// In local time, for people: "2022-11-24 18:35–18:50"; "none".
std::string to_words(const std::vector<ExpectedWindow>& windows, const Zone& zone);
std::string to_words(const std::vector<Window>& windows, const Zone& zone);
std::string to_words(const std::vector<ExpectedDeadline>& deadlines, const Zone& zone);
std::string to_words(const std::vector<UnitDeadline>& deadlines, const Zone& zone);

}  // namespace fenliu::rules
