// One SQLite connection with its prepared statements, and how rows are read from them. Internal to store/.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

#include <SQLiteCpp/SQLiteCpp.h>

#include "daemon/store/store.h"

namespace fenliu::store {

// Not thread-safe: a connection belongs to one thread at a time.
class Connection {
 public:
  // Throws SQLite::Exception. A writer creates the file and sets WAL and synchronous=FULL.
  Connection(const StoreOptions& options, bool writer);

  // A prepared statement, reset and unbound; `sql` must be a literal (its address is the key). Valid until next asked for.
  SQLite::Statement& statement(const char* sql);
  // A statement with rows left holds on to its snapshot: none does afterwards.
  void reset_statements();
  SQLite::Database& database() { return database_; }

 private:
  SQLite::Database database_;
  std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
};

std::int64_t seconds(Instant instant);
Instant instant(std::int64_t seconds);
std::optional<Instant> optional_instant(const SQLite::Column& column);
void bind(SQLite::Statement& statement, int index, const std::optional<Instant>& value);

// Columns in the order that the SELECT lists beside each name.
#define FENLIU_ITEM_COLUMNS "id, revision, unit, poster, posted_at, json, withdrawn"
#define FENLIU_NOTICE_COLUMNS \
  "id, item, unit, sequence, stage, role, reason, digest, item_revision, decided_at, due_at, state, acknowledged_at, " \
  "acknowledged_by"
#define FENLIU_TRIAGE_COLUMNS \
  "id, item, item_revision, part, reason, since_at, expires_at, resolved_at, resolved_by, resolution, units"
#define FENLIU_DECISION_COLUMNS \
  "sequence, item, item_revision, config, plan_sequence, decided_at, version, inputs, json"

#define FENLIU_DRAFT_COLUMNS \
  "id, base, author, message, created_at, state, revision, requested_by, requested_revision, requested_at"
#define FENLIU_DRAFT_FILE_COLUMNS "draft, path, text, base_hash, changed_by, changed_at"

#define FENLIU_EVENT_COLUMNS "sequence, id, meeting, at, recorded_at, json"
#define FENLIU_IDEMPOTENCY_COLUMNS "principal, key, request_hash, status, body, etag, location"

ItemRow read_item(SQLite::Statement& row);
NoticeRow read_notice(SQLite::Statement& row);
TriageRow read_triage(SQLite::Statement& row);
DecisionRow read_decision(SQLite::Statement& row);
IdempotencyRow read_idempotency(SQLite::Statement& row);

// An Error of kind unavailable (busy, full, read-only, input/output) or internal.
rules::Error to_error(const SQLite::Exception& exception);

}  // namespace fenliu::store
