// Opening connections, reading rows, turning SQLite's errors into ours.
#include "daemon/store/connection.h"

#include <sqlite3.h>

namespace fenliu::store {

Connection::Connection(const StoreOptions& options, bool writer)
    : database_(options.path, writer ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY,
                options.busy_timeout_ms, options.vfs) {
  if (writer) {
    database_.exec("PRAGMA auto_vacuum=INCREMENTAL");  // of a new file; an old one keeps what it was made with
    database_.exec("PRAGMA journal_mode=WAL");
    database_.exec("PRAGMA secure_delete=ON");         // what is purged is overwritten
    database_.exec("PRAGMA synchronous=FULL");
    database_.exec("PRAGMA foreign_keys=ON");
    database_.exec("PRAGMA wal_autocheckpoint=4000");
  }
  database_.exec("PRAGMA cache_size=-8000");
}

SQLite::Statement& Connection::statement(const char* sql) {
  auto& slot = statements_[sql];
  if (!slot) {
    slot = std::make_unique<SQLite::Statement>(database_, sql);
  } else {
    slot->tryReset();
    slot->clearBindings();
  }
  return *slot;
}

void Connection::reset_statements() {
  for (auto& [sql, statement] : statements_) statement->tryReset();
}

std::int64_t seconds(Instant instant) { return instant.time_since_epoch().count(); }
Instant instant(std::int64_t seconds) { return Instant{std::chrono::seconds{seconds}}; }

std::optional<Instant> optional_instant(const SQLite::Column& column) {
  if (column.isNull()) return {};
  return instant(column.getInt64());
}

void bind(SQLite::Statement& statement, int index, const std::optional<Instant>& value) {
  if (value) {
    statement.bind(index, seconds(*value));
  } else {
    statement.bind(index);
  }
}

ItemRow read_item(SQLite::Statement& row) {
  return {row.getColumn(0).getString(), row.getColumn(1).getInt(),
          row.getColumn(2).getString(), row.getColumn(3).getString(),
          instant(row.getColumn(4).getInt64()), row.getColumn(5).getString(),
          row.getColumn(6).getInt() != 0};
}

NoticeRow read_notice(SQLite::Statement& row) {
  NoticeRow notice;
  notice.id = row.getColumn(0).getString();
  notice.item = row.getColumn(1).getString();
  notice.unit = row.getColumn(2).getString();
  notice.sequence = row.getColumn(3).getInt();
  notice.stage = row.getColumn(4).getString();
  notice.role = row.getColumn(5).getString();
  notice.reason = row.getColumn(6).getString();
  notice.digest = row.getColumn(7).getInt() != 0;
  notice.item_revision = row.getColumn(8).getInt();
  notice.at = instant(row.getColumn(9).getInt64());
  notice.due = instant(row.getColumn(10).getInt64());
  notice.state = row.getColumn(11).getString();
  notice.acknowledged_at = optional_instant(row.getColumn(12));
  notice.acknowledged_by = row.getColumn(13).getString();
  return notice;
}

TriageRow read_triage(SQLite::Statement& row) {
  TriageRow entry;
  entry.id = row.getColumn(0).getString();
  entry.item = row.getColumn(1).getString();
  entry.item_revision = row.getColumn(2).getInt();
  entry.part = row.getColumn(3).getString();
  entry.reason = row.getColumn(4).getString();
  entry.since = instant(row.getColumn(5).getInt64());
  entry.expires = instant(row.getColumn(6).getInt64());
  entry.resolved_at = optional_instant(row.getColumn(7));
  entry.resolved_by = row.getColumn(8).getString();
  entry.resolution = row.getColumn(9).getString();
  entry.units = row.getColumn(10).getString();
  return entry;
}

DecisionRow read_decision(SQLite::Statement& row) {
  DecisionRow decision;
  decision.sequence = row.getColumn(0).getInt64();
  decision.item = row.getColumn(1).getString();
  decision.item_revision = row.getColumn(2).getInt();
  decision.config = row.getColumn(3).getString();
  decision.plan_sequence = row.getColumn(4).getInt64();
  decision.now = instant(row.getColumn(5).getInt64());
  decision.version = row.getColumn(6).getString();
  decision.inputs = row.getColumn(7).getString();
  decision.json = row.getColumn(8).getString();
  return decision;
}

IdempotencyRow read_idempotency(SQLite::Statement& row) {
  return {row.getColumn(0).getString(), row.getColumn(1).getString(), row.getColumn(2).getString(),
          row.getColumn(3).getInt(),    row.getColumn(4).getString(), row.getColumn(5).getString(),
          row.getColumn(6).getString()};
}

rules::Error to_error(const SQLite::Exception& exception) {
  using rules::ErrorKind;
  switch (exception.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::unavailable, "The database is held by another process", exception.what()};
    case SQLITE_FULL:
      return {ErrorKind::unavailable, "The disk is full; nothing was stored", exception.what()};
    case SQLITE_READONLY:
      return {ErrorKind::unavailable, "The database is read-only; nothing was stored", exception.what()};
    case SQLITE_IOERR:
      return {ErrorKind::unavailable, "The disk failed; nothing was stored", exception.what()};
    case SQLITE_CONSTRAINT:
      return {ErrorKind::conflict, "This is stored already", exception.what()};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorKind::internal, "The database file is damaged; restore a backup", exception.what()};
    default:
      return {ErrorKind::internal, "The database refused the operation", exception.what()};
  }
}

}  // namespace fenliu::store
