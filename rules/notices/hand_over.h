// The packet that whoever takes over a unit's posts gets: who holds them, what is open, what comes next.
#pragma once

#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "rules/notices/call_sheet.h"

namespace fenliu::rules {

// An item with what the unit was last told of it.
struct OpenMatter {
  std::string item, title, number;
  ItemKind kind = ItemKind::directive;
  Stage stage = Stage::new_;
  Instant told_at;
  bool acknowledged = false;
  ToldState told;
};

// Whether anything of it is left to do: a window that has not ended, a deadline to come, or a task or summons that nobody
// acknowledged. What the unit was merely informed of, and what is cancelled, is not.
bool is_open(const OpenMatter& matter, Instant now);

struct HandOver {
  UnitId unit;
  Instant at;
  std::vector<OpenMatter> matters;     // open ones, the first due first
  std::vector<CallEntry> calls;        // that the unit has to make
};

// Duty of the fortnight after `at` is looked up in the configuration, holders as of `at`.
boost::json::object hand_over_to_json(const HandOver& packet, const Configuration& configuration);
std::string hand_over_to_text(const HandOver& packet, const Configuration& configuration, const std::string& language);  // zh, vi, else en

void sort_matters(std::vector<OpenMatter>& matters, Instant now);

}  // namespace fenliu::rules
