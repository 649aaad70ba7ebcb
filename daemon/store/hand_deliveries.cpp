// What clerks told units by hand: written in transactions, read from snapshots, never changed.
#include "daemon/store/state.h"
#include "daemon/store/transaction.h"

namespace fenliu::store {

void SqliteTransaction::insert_hand_delivery(const HandDeliveryRow& row) {
  auto& insert = connection_.statement(
      "INSERT INTO hand_deliveries (notice, item, unit, notice_sequence, how, to_person, told_at, note, told_by, office, masked, recorded_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, row.notice);
  insert.bind(2, row.item);
  insert.bind(3, row.unit);
  insert.bind(4, row.notice_sequence);
  insert.bind(5, row.how);
  insert.bind(6, row.to_person);
  insert.bind(7, seconds(row.at));
  insert.bind(8, row.note);
  insert.bind(9, row.by);
  insert.bind(10, row.office);
  insert.bind(11, row.masked);
  insert.bind(12, seconds(row.recorded_at));
  insert.exec();
}

std::vector<HandDeliveryRow> Store::hand_deliveries(const std::string& item, const std::string& unit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT sequence, notice, item, unit, notice_sequence, how, to_person, told_at, note, told_by, office, masked, recorded_at "
        "FROM hand_deliveries WHERE item = ? AND (? = '' OR unit = ?) ORDER BY sequence");
    query.bind(1, item);
    query.bind(2, unit);
    query.bind(3, unit);
    return all_rows<HandDeliveryRow>(query, [](SQLite::Statement& row) {
      HandDeliveryRow delivery;
      delivery.sequence = row.getColumn(0).getInt64();
      delivery.notice = row.getColumn(1).getString();
      delivery.item = row.getColumn(2).getString();
      delivery.unit = row.getColumn(3).getString();
      delivery.notice_sequence = row.getColumn(4).getInt();
      delivery.how = row.getColumn(5).getString();
      delivery.to_person = row.getColumn(6).getString();
      delivery.at = instant(row.getColumn(7).getInt64());
      delivery.note = row.getColumn(8).getString();
      delivery.by = row.getColumn(9).getString();
      delivery.office = row.getColumn(10).getString();
      delivery.masked = row.getColumn(11).getString();
      delivery.recorded_at = instant(row.getColumn(12).getInt64());
      return delivery;
    });
  });
}

}  // namespace fenliu::store
