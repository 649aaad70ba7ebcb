// SQLite's online backup from one snapshot, and the checks before a copy is trusted.
#include "daemon/store/backup.h"

#include <SQLiteCpp/Backup.h>
#include <sqlite3.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "daemon/store/connection.h"

namespace fenliu::store {

using rules::Error;
using rules::ErrorKind;

namespace {

constexpr int kPagesAtOnce = 512;
constexpr const char* kRestored = "restored from a backup";  // why a delivery is held
constexpr std::size_t kHeaderBytes = 100;  // https://www.sqlite.org/fileformat.html, 1.3

bool has_table(SQLite::Database& database, const std::string& name) {
  SQLite::Statement query(database, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
  query.bind(1, name);
  return query.executeStep();
}

Error damaged(const std::string& file, const std::string& where) {
  return {ErrorKind::invalid, file + " is damaged and was not used", where + ": take an older backup"};
}

// Nothing: every page and index is sound.
std::string fault_of(SQLite::Database& database) {
  SQLite::Statement query(database, "PRAGMA integrity_check(3)");
  std::string faults;
  while (query.executeStep()) faults += (faults.empty() ? "" : "; ") + query.getColumn(0).getString();
  if (faults != "ok") return faults;
  SQLite::Statement references(database, "PRAGMA foreign_key_check");
  if (references.executeStep()) return "a row of " + references.getColumn(0).getString() + " refers to one that is missing";
  return "";
}

BackupFacts facts_of(SQLite::Database& database) {
  BackupFacts facts;
  facts.schema = database.execAndGet("PRAGMA user_version").getInt();
  facts.bytes = database.execAndGet("PRAGMA page_count").getInt64() * database.execAndGet("PRAGMA page_size").getInt64();
  facts.items = database.execAndGet("SELECT count(*) FROM items").getInt64();
  facts.notices = database.execAndGet("SELECT count(*) FROM notices").getInt64();
  SQLite::Statement newest(database, "SELECT decided_at FROM decisions ORDER BY sequence DESC LIMIT 1");
  if (newest.executeStep()) facts.newest = instant(newest.getColumn(0).getInt64());
  SQLite::Statement active(database, "SELECT revision FROM activations ORDER BY sequence DESC LIMIT 1");
  if (active.executeStep()) facts.configuration = active.getColumn(0).getString();
  return facts;
}

// What can be said of a file before SQLite is asked; nothing: it may be a whole database.
std::optional<Error> look_at_header(const std::string& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error) return Error{ErrorKind::invalid, "cannot read " + file, error.message()};
  std::array<unsigned char, kHeaderBytes> header{};
  std::ifstream in(file, std::ios::binary);
  in.read(reinterpret_cast<char*>(header.data()), kHeaderBytes);
  if (!in && size >= kHeaderBytes) return Error{ErrorKind::invalid, "cannot read " + file, "check its owner and permissions"};
  if (size < kHeaderBytes || std::string(header.begin(), header.begin() + 16) != std::string("SQLite format 3\0", 16)) {
    return Error{ErrorKind::invalid, file + " is no backup of Fenliu", "it does not begin as a database; give a file that `fenliu backup` wrote"};
  }
  const auto number = [&](std::size_t at, std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value = value << 8 | header[at + i];
    return value;
  };
  const auto page = number(16, 2) == 1 ? 65536 : number(16, 2);
  const auto pages = number(28, 4);
  if (page != 0 && size < page * pages) {
    return damaged(file, "it is cut off at byte " + std::to_string(size) + " of " + std::to_string(page * pages) + " (page " +
                             std::to_string(size / page + 1) + " of " + std::to_string(pages) + ")");
  }
  if (std::filesystem::exists(file + "-wal", error) && std::filesystem::file_size(file + "-wal", error) > 0) {
    return Error{ErrorKind::invalid, file + " is a copy of a running daemon's files",
                 "its newest pages are in " + file + "-wal: make the copy with `fenliu backup`"};
  }
  return {};
}

// A path in a URI, for `immutable`: nothing is written or locked, so that a backup on a read-only medium can be read.
std::string immutable_uri(const std::string& file) {
  std::string uri = "file:";
  constexpr char kHex[] = "0123456789abcdef";
  for (const char c : file) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte >= 0x7f || c == '%' || c == '?' || c == '#') {
      uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

Result<BackupFacts> back_up(const std::string& database, const std::string& copy, const std::function<void(double)>& progress) {
  try {
    SQLite::Database source(database, SQLite::OPEN_READONLY, 5000);
    SQLite::Database target(copy, SQLite::OPEN_READWRITE, 5000);
    // One snapshot for the whole copy: else each commit of the daemon would begin it anew.
    source.exec("BEGIN");
    source.execAndGet("SELECT sequence FROM plan");
    {
      SQLite::Backup backup(target, source);
      while (backup.executeStep(kPagesAtOnce) != SQLITE_DONE) {
        const auto total = backup.getTotalPageCount();
        if (total > 0 && progress) progress(1.0 - static_cast<double>(backup.getRemainingPageCount()) / total);
      }
    }
    source.exec("ROLLBACK");
    target.exec("PRAGMA journal_mode=DELETE");  // the copy says WAL as its source did; it is to be one file
    if (const auto fault = fault_of(target); !fault.empty()) {
      return Error{ErrorKind::internal, "The database is damaged; no backup was made", fault + ": restore the last good backup"};
    }
    if (progress) progress(1.0);
    return facts_of(target);
  } catch (const SQLite::Exception& exception) {
    auto error = to_error(exception);
    if ((exception.getErrorCode() & 0xff) == SQLITE_FULL) error.message = "The disk is full; no backup was made";
    return error;
  }
}

Result<BackupFacts> check_backup(const std::string& file) {
  if (auto error = look_at_header(file)) return *error;
  try {
    SQLite::Database database(immutable_uri(file), SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    const int schema = database.execAndGet("PRAGMA user_version").getInt();
    if (schema > schema_version()) {
      return Error{ErrorKind::invalid, file + " was written by a newer Fenliu",
                   "its schema is " + std::to_string(schema) + ", this program knows " + std::to_string(schema_version()) +
                       ": install the newer program, then restore"};
    }
    if (const auto fault = fault_of(database); !fault.empty()) return damaged(file, fault);
    if (schema == 0 || !has_table(database, "decisions") || !has_table(database, "activations")) {
      return Error{ErrorKind::invalid, file + " is no backup of Fenliu", "it is a database of another program; give a file that `fenliu backup` wrote"};
    }
    return facts_of(database);
  } catch (const SQLite::Exception& exception) {
    return damaged(file, exception.what());
  }
}

Result<std::int64_t> hold_deliveries(const std::string& database, Instant now) {
  if (const auto migrated = migrate(database, schema_version()); !migrated.ok()) return migrated.error();
  try {
    SQLite::Database opened(database, SQLite::OPEN_READWRITE, 5000);
    SQLite::Transaction transaction(opened);
    // Where notices are addressed before they are sent, those that are not yet, and what was addressed.
    const bool addressed = has_table(opened, "deliveries");
    SQLite::Statement hold(opened, addressed ? "INSERT OR IGNORE INTO held_outbox SELECT id, ?1 FROM outbox WHERE addressed_at IS NULL"
                                             : "INSERT OR IGNORE INTO held_outbox SELECT id, ?1 FROM outbox WHERE delivered_at IS NULL AND channel <> 'inbox'");
    hold.bind(1, seconds(now));
    std::int64_t held = hold.exec();
    if (addressed) {
      held += opened.exec(std::string("UPDATE deliveries SET state = 'held', detail = '") + kRestored + "' WHERE state IN ('waiting', 'leased')");
    }
    transaction.commit();
    opened.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return held;
  } catch (const SQLite::Exception& exception) {
    return to_error(exception);
  }
}

Result<std::int64_t> release_deliveries(const std::string& database) {
  try {
    SQLite::Database opened(database, SQLite::OPEN_READWRITE, 5000);
    SQLite::Transaction transaction(opened);
    std::int64_t released = opened.exec("DELETE FROM held_outbox");
    if (has_table(opened, "deliveries")) {
      released += opened.exec(std::string("UPDATE deliveries SET state = 'waiting' WHERE state = 'held' AND detail = '") + kRestored + "'");
    }
    transaction.commit();
    return released;
  } catch (const SQLite::Exception& exception) {
    return to_error(exception);
  }
}

}  // namespace fenliu::store
