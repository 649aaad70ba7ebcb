// How the daemon keeps house: `evening_plan` and `retention` in fenliu.yaml. No decision depends on it.
#pragma once

#include <string>
#include <vector>

#include "rules/text/diagnostic.h"
#include "rules/time/calendar.h"

namespace fenliu::rules {

// The evening on paper.
struct EveningPlanSettings {
  std::string folder;        // also into this one; empty: only into the data folder's evening/
  Minutes every{60};         // 0: never
};

// For how many days after its last use something is kept; 0: for ever. What is open stays, whatever its age.
struct RetentionSettings {
  int items_days = 0;        // items with their decisions, notices, deliveries, events and answers
  int tokens_days = 0;       // tokens that are revoked or expired
  int idempotency_days = 7;  // answers to requests that may be sent again

  friend bool operator==(const RetentionSettings&, const RetentionSettings&) = default;
};

struct Upkeep {
  EveningPlanSettings evening_plan;
  RetentionSettings retention;
};

// Of a configuration that compiles; where it says nothing, the usual.
Upkeep upkeep_of(const std::vector<SourceFile>& files);

}  // namespace fenliu::rules
