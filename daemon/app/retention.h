// What is kept for how long: each night what is old and closed goes, in small steps beside the day's work.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "daemon/app/office.h"
#include "daemon/cli/program.h"
#include "rules/source/upkeep.h"

namespace fenliu::app {

// What would go now, under `settings`. Items: old, closed, and needed by no decision that stays, so that whatever stays can be
// replayed. REQUIRES office.plan_mutex not held.
store::Store::Unused unused(Office& office, const rules::RetentionSettings& settings, Instant now);

class Retention {
 public:
  explicit Retention(Office& office) : office_(office) {}
  // Once a night, after three o'clock of the office's zone, finds what goes; then each call removes a few items, so that
  // nobody who posts waits longer than for another post. Nothing to do: costs nothing.
  Result<Done> step(Instant now);

 private:
  void find(const rules::RetentionSettings& settings, Instant now);
  Result<Done> remove_some(Instant now);
  Result<Done> finish(Instant now);
  Office& office_;
  std::optional<rules::Date> done_for_;      // the night that was looked at last
  rules::RetentionSettings settings_;
  bool running_ = false;
  std::deque<std::string> items_;
  std::size_t removed_ = 0;
};

// From a copy of the database: what the next night would remove, in words.
Result<std::string> retention_of(const cli::RetentionRequest& request, Instant now);

}  // namespace fenliu::app
