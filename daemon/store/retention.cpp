// What is old and closed, and removing it. An item goes whole or not at all.
#include "daemon/store/state.h"
#include "daemon/store/transaction.h"

namespace fenliu::store {

namespace {

// ?1: since when nothing may have happened; ?2: one item, or nothing for all.
constexpr const char* kUnusedItems =
    "SELECT i.id FROM items i WHERE (?2 IS NULL OR i.id = ?2) GROUP BY i.id HAVING max(i.posted_at) < ?1 "
    "AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.item = i.id AND d.decided_at >= ?1) "
    "AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.item = i.id AND n.decided_at >= ?1) "
    "AND NOT EXISTS (SELECT 1 FROM events e WHERE e.meeting = i.id AND e.recorded_at >= ?1) "
    "AND NOT EXISTS (SELECT 1 FROM deadline_answers a WHERE a.item = i.id AND a.answered_at >= ?1) "
    "AND NOT EXISTS (SELECT 1 FROM triage t WHERE t.item = i.id AND t.resolved_at IS NULL) "
    "AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.item = i.id) "
    "AND NOT EXISTS (SELECT 1 FROM notices n JOIN outbox o ON o.notice = n.id WHERE n.item = i.id AND o.delivered_at IS NULL) "
    "AND NOT EXISTS (SELECT 1 FROM deliveries v WHERE v.item = i.id AND v.state IN ('waiting', 'leased')) "
    "AND NOT EXISTS (SELECT 1 FROM objections b WHERE b.item = i.id AND (b.state = 'open' OR coalesce(b.answered_at, b.objected_at) >= ?1)) "
    "AND NOT EXISTS (SELECT 1 FROM call_sheet c WHERE c.item = i.id AND (c.state = 'open' OR coalesce(c.stated_at, c.filed_at) >= ?1)) "
    "AND NOT EXISTS (SELECT 1 FROM task_steps s WHERE s.item = i.id AND s.taken_at >= ?1) "
    "AND NOT EXISTS (SELECT 1 FROM hand_deliveries h WHERE h.item = i.id AND h.recorded_at >= ?1) "
    // A summons whose newest notice nobody confirmed.
    "AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.item = i.id AND n.acknowledged_at IS NULL AND n.role IN ('lead', 'support') "
    "AND NOT EXISTS (SELECT 1 FROM notices later WHERE later.item = n.item AND later.unit = n.unit AND later.sequence > n.sequence))";

constexpr const char* kUnusableTokens = "FROM tokens WHERE coalesce(revoked_at, expires_at) < ?1";
constexpr const char* kOldAnswers = "FROM idempotency WHERE used_at < ?1";

std::int64_t count(Connection& connection, const char* from, Instant before) {
  SQLite::Statement query(connection.database(), std::string("SELECT count(*) ") + from);
  query.bind(1, seconds(before));
  query.executeStep();
  return query.getColumn(0).getInt64();
}

std::int64_t remove(Connection& connection, const char* from, Instant before) {
  SQLite::Statement statement(connection.database(), std::string("DELETE ") + from);
  statement.bind(1, seconds(before));
  return statement.exec();
}

// Tables whose rows name an item or a notice in a column of that name, those of later versions too.
std::vector<std::string> tables_with(SQLite::Database& database, const std::string& column) {
  SQLite::Statement query(database, "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = ? "
                                    "AND m.name NOT IN ('items', 'past_meetings')");
  query.bind(1, column);
  std::vector<std::string> names;
  while (query.executeStep()) names.push_back(query.getColumn(0).getString());
  return names;
}

void run(SQLite::Database& database, const std::string& sql, const std::string& item) {
  SQLite::Statement statement(database, sql);
  statement.bind(1, item);
  statement.exec();
}

}  // namespace

Store::Unused Store::unused(Instant items_since, Instant tokens_since, Instant idempotency_since) {
  return state_->read([&](Connection& connection) {
    Unused unused;
    auto& query = connection.statement(kUnusedItems);
    query.bind(1, seconds(items_since));
    unused.items = all_rows<std::string>(query, [](SQLite::Statement& row) { return row.getColumn(0).getString(); });
    unused.tokens = count(connection, kUnusableTokens, tokens_since);
    unused.idempotency = count(connection, kOldAnswers, idempotency_since);
    return unused;
  });
}

std::vector<std::pair<std::string, std::string>> Store::meetings_behind_decisions() {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT DISTINCT d.item, json_extract(m.value, '$.item') FROM decisions d, json_each(d.inputs, '$.meetings') m");
    return all_rows<std::pair<std::string, std::string>>(
        query, [](SQLite::Statement& row) { return std::pair(row.getColumn(0).getString(), row.getColumn(1).getString()); });
  });
}

bool SqliteTransaction::purge_item(const std::string& id, Instant unused_since) {
  auto& database = connection_.database();
  {
    SQLite::Statement still(database, kUnusedItems);
    still.bind(1, seconds(unused_since));
    still.bind(2, id);
    if (!still.executeStep()) return false;
  }
  database.exec("PRAGMA defer_foreign_keys=ON");  // until the commit, when nothing is left that refers
  run(database, "DELETE FROM held_outbox WHERE id IN (SELECT o.id FROM outbox o JOIN notices n ON o.notice = n.id WHERE n.item = ?)", id);
  for (const auto& table : tables_with(database, "notice")) {
    run(database, "DELETE FROM \"" + table + "\" WHERE notice IN (SELECT id FROM notices WHERE item = ?)", id);
  }
  for (const auto& table : tables_with(database, "item")) run(database, "DELETE FROM \"" + table + "\" WHERE item = ?", id);
  run(database, "DELETE FROM events WHERE meeting = ?", id);
  run(database, "DELETE FROM items WHERE id = ?", id);
  return true;
}

std::int64_t SqliteTransaction::purge_tokens(Instant unusable_since) { return remove(connection_, kUnusableTokens, unusable_since); }

std::int64_t SqliteTransaction::purge_idempotency(Instant used_before) { return remove(connection_, kOldAnswers, used_before); }

void SqliteTransaction::give_back_space(int pages) {
  SQLite::Statement vacuum(connection_.database(), "PRAGMA incremental_vacuum(" + std::to_string(pages) + ")");
  while (vacuum.executeStep()) {
  }
}

}  // namespace fenliu::store
