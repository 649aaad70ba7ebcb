// Duty that comes from a table or a calendar: lines as written there, settled on units, persons and posts of a configuration.
#pragma once

#include <string>
#include <vector>

#include "rules/source/configuration.h"

namespace fenliu::rules {

// As the file has it; empty: it does not say. Lines count from 1; of a calendar, that of BEGIN:VEVENT.
struct DutyLine {
  int line = 0;
  std::string unit, function, person, post, name, kind;
  Instant from, until;
};

struct DutyFault {
  int line = 0;              // 0: the whole file
  std::string message, hint;
};

struct SettledDuty {
  std::vector<DutySlot> slots;      // in order of the file
  std::vector<DutyFault> faults;    // when there are any, `slots` is empty: nothing is half imported
};

// `unit` for lines that name none. A person is found by id, else by name, in any language, among the unit's people, else
// among all. A kind that is not given is that of the date by the unit's calendar.
SettledDuty settle_duty(const std::vector<DutyLine>& lines, const Configuration& configuration, const UnitId& unit);

// "2022-11-25 18:00" and "2022/11/25 18:00" in `zone`, as tables write it, or RFC 3339. Nothing for anything else.
std::optional<Instant> parse_table_time(const std::string& text, const Zone& zone);

}  // namespace fenliu::rules
