// The evening on paper: written every hour, given over HTTP, and made from the database of a dead server.
#pragma once

#include <optional>
#include <string>

#include "daemon/app/office.h"
#include "daemon/cli/program.h"
#include "rules/notices/evening_plan.h"
#include "rules/source/upkeep.h"

namespace fenliu::app {

// What the plan, and what units were told last, say of the next 36 hours. REQUIRES office.plan_mutex not held.
rules::EveningPlan evening_plan(Office& office, const std::string& language, Instant now);

// Writes evening-plan.html and evening-plan.txt, in the office's language, into the data folder's evening/ and into the
// folder of the configuration, each file replaced at once: a sheet is the old one or the new one.
class EveningPlanWriter {
 public:
  EveningPlanWriter(Office& office, std::string data, bool simulated) : office_(office), folder_(std::move(data) + "/evening"), simulated_(simulated) {}
  // Does nothing before the next one is due. What cannot be written is logged; the next is tried as usual.
  void write_if_due(Instant now);

 private:
  Office& office_;
  const std::string folder_;
  const bool simulated_;
  std::optional<Instant> next_;
  std::string revision_;                   // of the configuration that the settings below are from
  rules::EveningPlanSettings settings_;
};

// From a copy of the database; nothing is written where it stands, and its daemon may be dead or alive.
Result<std::string> evening_plan_of(const cli::EveningPlanRequest& request, Instant now);

}  // namespace fenliu::app
