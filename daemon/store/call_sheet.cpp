// Whom clerks have to telephone: filed by the clock, settled by a clerk.
#include "daemon/store/state.h"
#include "daemon/store/transaction.h"

namespace fenliu::store {

namespace {

#define FENLIU_CALL_SHEET_COLUMNS \
  "id, item, unit, office, notice, since_at, filed_at, state, person, stated_by, stated_at, remark, superior"

CallSheetRow read_call(SQLite::Statement& row) {
  CallSheetRow call;
  call.id = row.getColumn(0).getString();
  call.item = row.getColumn(1).getString();
  call.unit = row.getColumn(2).getString();
  call.office = row.getColumn(3).getString();
  call.notice = row.getColumn(4).getString();
  call.since = instant(row.getColumn(5).getInt64());
  call.filed = instant(row.getColumn(6).getInt64());
  call.state = row.getColumn(7).getString();
  call.person = row.getColumn(8).getString();
  call.by = row.getColumn(9).getString();
  call.stated_at = optional_instant(row.getColumn(10));
  call.remark = row.getColumn(11).getString();
  call.superior = row.getColumn(12).getString();
  return call;
}

}  // namespace

void SqliteTransaction::file_call(const CallSheetRow& entry) {
  auto& insert = connection_.statement(
      "INSERT INTO call_sheet (id, item, unit, office, notice, since_at, filed_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (item, unit, since_at) DO NOTHING");
  insert.bind(1, entry.id);
  insert.bind(2, entry.item);
  insert.bind(3, entry.unit);
  insert.bind(4, entry.office);
  insert.bind(5, entry.notice);
  insert.bind(6, seconds(entry.since));
  insert.bind(7, seconds(entry.filed));
  insert.exec();
}

bool SqliteTransaction::settle_call(const CallSheetRow& entry) {
  auto& update = connection_.statement(
      "UPDATE call_sheet SET state = ?, person = ?, stated_by = ?, stated_at = ?, remark = ?, superior = ? WHERE id = ? AND state = 'open'");
  update.bind(1, entry.state);
  update.bind(2, entry.person);
  update.bind(3, entry.by);
  bind(update, 4, entry.stated_at);
  update.bind(5, entry.remark);
  update.bind(6, entry.superior);
  update.bind(7, entry.id);
  return update.exec() > 0;
}

std::vector<CallSheetRow> Store::open_calls(const std::string& office, int limit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT " FENLIU_CALL_SHEET_COLUMNS
        " FROM call_sheet WHERE state = 'open' AND (? = '' OR office = ?)"
        " AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.item = call_sheet.item AND n.unit = call_sheet.unit AND n.acknowledged_at IS NOT NULL)"
        " AND NOT EXISTS (SELECT 1 FROM items i WHERE i.id = call_sheet.item AND i.withdrawn <> 0)"
        " ORDER BY filed_at, item, unit LIMIT ?");
    query.bind(1, office);
    query.bind(2, office);
    query.bind(3, limit);
    return all_rows<CallSheetRow>(query, read_call);
  });
}

std::optional<CallSheetRow> Store::call(const std::string& id) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_CALL_SHEET_COLUMNS " FROM call_sheet WHERE id = ?");
    query.bind(1, id);
    return first_row<CallSheetRow>(query, read_call);
  });
}

}  // namespace fenliu::store
