// A row of requests that is cut short at every write, sync, truncation and deletion of the database's files; after each
// cut the office is opened again and must stand exactly where one of the requests left it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/daemon/app/fixture.h"
#include "tests/daemon/app/unsynced_vfs.h"

namespace fenliu::test {

struct Request {
  std::string what;  // for messages
  std::string now;
  std::function<rules::Result<app::Answer>(app::Office&, rules::Instant now)> run;
  bool repeatable = true;  // sent again after it was stored it gives the same answer; else it is refused as a conflict
  bool in_steps = false;   // several transactions, each whole: cut between them, the next one like it does the rest
};

struct Scenario {
  std::string configuration;                      // a folder of config/
  std::function<void(OfficeFixture&)> prepare;    // before the first request, without cuts
  std::vector<Request> requests;
};

// Runs the scenario uncut once, then once for each step of each kind of cut. After a cut: the database is whole; its
// rows are those that the answered requests left, or those and the one under way, never half of it; plan, live items and
// rulebooks rebuilt from them are those of the office that goes on; every stored decision replays byte for byte; the
// requests sent again from the cut on (the answered one before it too) give the same answers and end in the same rows.
void check_every_cut(const Scenario& scenario);

}  // namespace fenliu::test
