// Duty as people and programs take it: a file for overlays/, a table, a calendar, lines to read.
#pragma once

#include <string>
#include <vector>

#include "rules/people/duty_roster.h"

namespace fenliu::rules {

std::string duty_to_overlay(const std::vector<DutySlot>& slots, const Configuration& configuration);   // YAML, key `duty`
// RFC 4180 with a header and, for spreadsheets, a byte-order mark: unit,function,person,post,name,from,until,kind; times are
// local, as "2022-11-25 18:00".
std::string duty_to_csv(const std::vector<DutySlot>& slots, const Configuration& configuration);
// RFC 5545; unit, function, person and post stand in DESCRIPTION, a line each, so that the way back needs no guessing.
std::string duty_to_calendar(const std::vector<DutySlot>& slots, const Configuration& configuration, const std::string& language);
std::string duty_to_text(const std::vector<DutySlot>& slots, const Configuration& configuration, const std::string& language);

// How fair it is and what is missing, a line each; `prefix` before each line.
std::string roster_report(const DutyRoster& roster, const Configuration& configuration, const std::string& prefix);

}  // namespace fenliu::rules
