// Copying rows with SQLite's C interface.
#include "tests/bench/bare_sqlite.h"

#include <map>
#include <memory>
#include <stdexcept>

#include <sqlite3.h>

#include "tests/bench/measure.h"

namespace fenliu::bench {

namespace {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
struct FreeValue {
  void operator()(sqlite3_value* value) const { sqlite3_value_free(value); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

// In the order in which they refer to each other, with the column that leads to the item.
struct Table {
  const char* name;
  const char* rows;
};
constexpr Table kTables[] = {
    {"items", "SELECT id, * FROM items ORDER BY sequence"},
    {"decisions", "SELECT item, * FROM decisions ORDER BY sequence"},
    {"notices", "SELECT item, * FROM notices ORDER BY number"},
    {"outbox", "SELECT n.item, o.* FROM outbox o JOIN notices n ON n.id = o.notice ORDER BY o.id"}};

Database open(const std::string& path, int flags) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &database, flags, nullptr);
  Database owned(database);
  if (code != SQLITE_OK) throw std::runtime_error("cannot open " + path);
  return owned;
}

void execute(sqlite3* database, const std::string& sql) {
  if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sql + ": " + sqlite3_errmsg(database));
  }
}

Statement prepare(sqlite3* database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sql + ": " + sqlite3_errmsg(database));
  }
  return Statement(statement);
}

std::string insert_into(const char* table, std::size_t columns) {
  std::string sql = std::string("INSERT INTO ") + table + " VALUES (";
  for (std::size_t i = 0; i < columns; ++i) sql += i > 0 ? ", ?" : "?";
  return sql + ")";
}

}  // namespace

struct PostedRows::Row {
  std::size_t table = 0;
  std::vector<std::unique_ptr<sqlite3_value, FreeValue>> values;
};

PostedRows::PostedRows(const std::string& path) {
  const auto database = open(path, SQLITE_OPEN_READONLY);
  const auto schema = prepare(database.get(), "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid");
  while (sqlite3_step(schema.get()) == SQLITE_ROW) {
    schema_.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(schema.get(), 0)));
  }
  std::map<std::string, std::size_t> posts;
  for (std::size_t table = 0; table < std::size(kTables); ++table) {
    const auto rows = prepare(database.get(), kTables[table].rows);
    while (sqlite3_step(rows.get()) == SQLITE_ROW) {
      const std::string item = reinterpret_cast<const char*>(sqlite3_column_text(rows.get(), 0));
      const auto [at, fresh] = posts.try_emplace(item, posts_.size());
      if (fresh) posts_.emplace_back();
      Row row{table, {}};
      for (int i = 1; i < sqlite3_column_count(rows.get()); ++i) {
        row.values.emplace_back(sqlite3_value_dup(sqlite3_column_value(rows.get(), i)));
      }
      posts_[at->second].push_back(std::move(row));
    }
  }
}

PostedRows::~PostedRows() = default;

double PostedRows::write(const std::string& path, std::size_t group) const {
  const auto database = open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  for (const char* setting : {"journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=4000", "cache_size=-8000"}) {
    execute(database.get(), std::string("PRAGMA ") + setting);
  }
  for (const auto& statement : schema_) execute(database.get(), statement);
  std::map<std::size_t, Statement> inserts;
  for (const auto& post : posts_) {
    for (const auto& row : post) {
      if (!inserts.contains(row.table)) {
        inserts[row.table] = prepare(database.get(), insert_into(kTables[row.table].name, row.values.size()));
      }
    }
  }
  return seconds_of([&] {
    for (std::size_t i = 0; i < posts_.size(); ++i) {
      if (i % group == 0) execute(database.get(), "BEGIN IMMEDIATE");
      for (const auto& row : posts_[i]) {
        auto* insert = inserts.at(row.table).get();
        for (std::size_t k = 0; k < row.values.size(); ++k) sqlite3_bind_value(insert, static_cast<int>(k) + 1, row.values[k].get());
        if (sqlite3_step(insert) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database.get()));
        sqlite3_reset(insert);
      }
      if (i % group == group - 1 || i + 1 == posts_.size()) execute(database.get(), "COMMIT");
    }
  });
}

}  // namespace fenliu::bench
