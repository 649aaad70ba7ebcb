// Copies of a database, made while it is written to, and what must hold of one before it is brought back.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "rules/text/result.h"
#include "rules/time/instant.h"

namespace fenliu::store {

using rules::Done;
using rules::Instant;
using rules::Result;

// What a database holds, for the person who made or brings back a copy.
struct BackupFacts {
  int schema = 0;
  std::int64_t bytes = 0;
  std::int64_t items = 0;               // revisions
  std::int64_t notices = 0;
  std::optional<Instant> newest;        // of its last decision; nothing: it holds none
  std::string configuration;            // active revision; empty: none
};

// Writes the database's state of this moment to `copy`, an empty file that exists (so that its permissions are the caller's),
// and checks it from end to end. What is written meanwhile waits for nobody and is not in it. `progress` is told now and
// then which part, 0 to 1, is copied. The copy is one file: no log stands beside it. Not thread-safe for one `copy`.
Result<BackupFacts> back_up(const std::string& database, const std::string& copy, const std::function<void(double)>& progress);

// Reads the file without writing beside it. Errors, of kind invalid, with place and remedy: no database, cut off, damaged,
// written by a newer program, or the file of a running daemon, whose newest pages stand in a log beside it.
Result<BackupFacts> check_backup(const std::string& file);

// What was due and not delivered outside by then stays until a person releases it; the number held. The database is
// upgraded to this program's schema first. What stands in the inbox is no delivery: it is there already.
Result<std::int64_t> hold_deliveries(const std::string& database, Instant now);
// The number released.
Result<std::int64_t> release_deliveries(const std::string& database);

}  // namespace fenliu::store
