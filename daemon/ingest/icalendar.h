// Meetings of an iCalendar file (RFC 5545, links of RFC 9253) as items.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "rules/item/item.h"

namespace fenliu::ingest {

// What is wrong with a file, or was left out of it. Lines count from 1, as an editor shows them; 0: the whole file.
struct CalendarFault {
  int line = 0;
  std::string message;
  std::string hint;
};

struct ImportedMeeting {
  rules::Item item;        // kind meeting, origin outside; not finished
  int line = 0;            // of BEGIN:VEVENT
  int sequence = 0;        // SEQUENCE
  bool cancelled = false;  // STATUS:CANCELLED, or METHOD:CANCEL of the file
};

struct ImportedCalendar {
  std::vector<ImportedMeeting> meetings;  // one per UID, the newest; each after those that it follows
  std::vector<CalendarFault> faults;      // when there are any, `meetings` is empty: nothing is half imported
  std::vector<CalendarFault> warnings;    // what was left out: all-day and repeating events, to-dos
};

struct CalendarReading {
  rules::Zone local;       // of times without a zone
  std::string own_domain;  // uids of this domain are ids of this office's items; see rules::calendar_domain
  // A zone by the name that the file gives it and does not define: IANA's, or another program's.
  std::function<std::optional<rules::Zone>(const std::string&)> zone_named;
};

// At most 4 MiB, 100,000 lines and 2,000 events. A zone that the file defines (VTIMEZONE) goes before `zone_named`.
// RELATED-TO with RELTYPE=FINISHTOSTART or DEPENDS-ON becomes `follows`, with the minutes of GAP. RFC 9253 leaves open which
// of the two events carries the property, and programs differ: between two events of the file the earlier one goes first;
// else the event that is named goes first. CLASS other than PUBLIC makes the item internal. Parsed by libical, which loses
// GAP and lines; both are put in its reach before. Thread-safe.
ImportedCalendar read_calendar(const std::string& text, const CalendarReading& reading);

// The id of an item for a uid: itself where it is an id, else its letters and digits with a hash of the whole.
std::string item_id_of(const std::string& uid, const std::string& own_domain);

}  // namespace fenliu::ingest
