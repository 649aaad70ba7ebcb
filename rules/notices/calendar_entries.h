// A unit's notices as entries of its calendar: each window and each deadline keeps its identity while it moves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/notices/notices.h"

namespace fenliu::rules {

// One notice of one item to one unit, as the unit got it.
struct ToldOnce {
  int sequence = 1;   // of told states, ascending
  Instant at;
  ToldState state;
};

enum class CalendarEntryKind { window, deadline };

// `key` is unique within the item and the unit and never changes: "window-1", "deadline-2-1". `sequence` counts up with
// every change that a calendar program must take over, and with no other (RFC 5545, 3.8.7.4).
struct CalendarEntry {
  CalendarEntryKind kind = CalendarEntryKind::window;
  std::string key;
  int sequence = 0;
  Instant created, modified;
  Instant from;                          // a deadline: the effective one
  std::optional<Instant> to;             // nothing: a deadline, or a window that is still open
  std::vector<PartId> parts;
  std::optional<UnitDeadline> deadline;  // of a deadline
  int item_revision = 1;                 // that it was last told of
  bool cancelled = false;
};

// Folds the notices, oldest first. A window of a new state goes on as the earlier window with which it shares a part, a
// deadline as the one of the same part and occurrence. What is no longer true is cancelled and stays as such, so that
// programs that copied it take it away; a window that had begun when it went is ended at that instant instead, for its unit
// was there. Times come from what the unit was told, never from a forecast that it was not.
std::vector<CalendarEntry> calendar_entries(const std::vector<ToldOnce>& notices);

}  // namespace fenliu::rules
