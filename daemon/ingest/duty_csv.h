// Duty out of a table (RFC 4180) or a calendar (RFC 5545).
#pragma once

#include <string>
#include <vector>

#include "rules/people/duty_import.h"

namespace fenliu::ingest {

struct ImportedDuty {
  std::vector<rules::DutyLine> lines;
  std::vector<rules::DutyFault> faults;   // when there are any, `lines` is not to be used
};

// A table of at most 4 MiB in UTF-8, a byte-order mark allowed, fields separated by commas or, as some spreadsheets write
// it, semicolons. The header needs `from`, `until` and one of `person`, `name`, `post`; `unit`, `function` and `kind` are
// optional, other columns are passed over. Fields hold no line breaks. Times as rules::parse_table_time. Thread-safe.
ImportedDuty read_duty_csv(const std::string& text, const rules::Zone& zone);

// Events with a start and an end; those that repeat, last whole days or are cancelled are faults or, the last, passed over.
// Who it is stands in DESCRIPTION as `fenliu duty export` writes it, else the name is SUMMARY up to " (" and the function
// within the brackets. Times in a zone that the file does not define are those of `zone`. Limits as read_calendar.
ImportedDuty read_duty_calendar(const std::string& text, const rules::Zone& zone);

}  // namespace fenliu::ingest
