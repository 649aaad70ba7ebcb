// The statements about deliveries. Recipients are told apart by channel, unit, person and address.
#include "daemon/store/deliveries.h"

#include "daemon/store/state.h"
#include "daemon/store/transaction.h"

namespace fenliu::store {

namespace {

#define FENLIU_DELIVERY_COLUMNS \
  "id, key, notice, item, unit, sequence, channel, person, name, address, language, cause, critical, state, attempts, " \
  "next_at, leased_until, stopped, detail, delivered_at, created_at"

DeliveryRow read_delivery(SQLite::Statement& row) {
  DeliveryRow delivery;
  delivery.id = row.getColumn(0).getInt64();
  delivery.key = row.getColumn(1).getString();
  delivery.notice = row.getColumn(2).getString();
  delivery.item = row.getColumn(3).getString();
  delivery.unit = row.getColumn(4).getString();
  delivery.sequence = row.getColumn(5).getInt();
  delivery.channel = row.getColumn(6).getString();
  delivery.person = row.getColumn(7).getString();
  delivery.name = row.getColumn(8).getString();
  delivery.address = row.getColumn(9).getString();
  delivery.language = row.getColumn(10).getString();
  delivery.cause = row.getColumn(11).getString();
  delivery.critical = row.getColumn(12).getInt() != 0;
  delivery.state = row.getColumn(13).getString();
  delivery.attempts = row.getColumn(14).getInt();
  delivery.next_at = instant(row.getColumn(15).getInt64());
  delivery.leased_until = optional_instant(row.getColumn(16));
  delivery.stopped = row.getColumn(17).getString();
  delivery.detail = row.getColumn(18).getString();
  delivery.delivered_at = optional_instant(row.getColumn(19));
  delivery.created_at = instant(row.getColumn(20).getInt64());
  return delivery;
}

}  // namespace

void SqliteTransaction::mark_addressed(std::int64_t outbox_id, Instant at) {
  auto& update = connection_.statement("UPDATE outbox SET addressed_at = ? WHERE id = ?");
  update.bind(1, seconds(at));
  update.bind(2, outbox_id);
  update.exec();
}

void SqliteTransaction::mark_all_addressed(Instant due_by) {
  auto& update = connection_.statement("UPDATE outbox SET addressed_at = ?1 WHERE addressed_at IS NULL AND due_at <= ?1");
  update.bind(1, seconds(due_by));
  update.exec();
}

bool SqliteTransaction::replaced(const NoticeRow& notice, Instant now) {
  auto& query = connection_.statement(
      "SELECT 1 FROM notices WHERE item = ? AND unit = ? AND sequence > ? AND due_at <= ? "
      "AND stage NOT IN ('reminder', 'overdue', 'escalated') LIMIT 1");
  query.bind(1, notice.item);
  query.bind(2, notice.unit);
  query.bind(3, notice.sequence);
  query.bind(4, seconds(now));
  return query.executeStep();
}

bool SqliteTransaction::insert_delivery(const DeliveryRow& row) {
  auto& insert = connection_.statement(
      "INSERT INTO deliveries (key, notice, item, unit, sequence, channel, person, name, address, language, cause, critical, "
      "state, attempts, next_at, stopped, detail, created_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING");
  insert.bind(1, row.key);
  insert.bind(2, row.notice);
  insert.bind(3, row.item);
  insert.bind(4, row.unit);
  insert.bind(5, row.sequence);
  insert.bind(6, row.channel);
  insert.bind(7, row.person);
  insert.bind(8, row.name);
  insert.bind(9, row.address);
  insert.bind(10, row.language);
  insert.bind(11, row.cause);
  insert.bind(12, row.critical ? 1 : 0);
  insert.bind(13, row.state);
  insert.bind(14, row.attempts);
  insert.bind(15, seconds(row.next_at));
  insert.bind(16, row.stopped);
  insert.bind(17, row.detail);
  insert.bind(18, seconds(row.created_at));
  return insert.exec() > 0;
}

void SqliteTransaction::stop_deliveries(const std::string& item, const std::string& unit, const std::string& channel, int sequence,
                                        const std::string& why) {
  auto& update = connection_.statement(
      "UPDATE deliveries SET stopped = CASE state WHEN 'leased' THEN ?5 ELSE stopped END, "
      "detail = CASE state WHEN 'leased' THEN detail ELSE ?5 END, "
      "state = CASE state WHEN 'leased' THEN 'leased' ELSE 'cancelled' END "
      "WHERE state IN ('waiting', 'leased', 'held') AND item = ?1 AND (?2 = '' OR unit = ?2) AND (?3 = '' OR channel = ?3) "
      "AND sequence < ?4");
  update.bind(1, item);
  update.bind(2, unit);
  update.bind(3, channel);
  update.bind(4, sequence);
  update.bind(5, why);
  update.exec();
}

std::vector<DeliveryRow> SqliteTransaction::lease_deliveries(const LeaseRequest& request) {
  // A lease that ran out was a crashed worker's: a living one gives back what it has before it takes more.
  auto& expire = connection_.statement(
      "UPDATE deliveries SET state = CASE stopped WHEN '' THEN 'waiting' ELSE 'cancelled' END, leased_until = NULL, "
      "detail = CASE stopped WHEN '' THEN detail ELSE stopped END "
      "WHERE state IN ('waiting', 'leased') AND state = 'leased' AND channel = ?1 AND (leased_until <= ?2 OR leased_until > ?3)");
  expire.bind(1, request.channel);
  expire.bind(2, seconds(request.now));
  expire.bind(3, seconds(request.farthest));
  expire.exec();
  auto& query = connection_.statement(
      "SELECT " FENLIU_DELIVERY_COLUMNS " FROM deliveries AS next "
      "WHERE state IN ('waiting', 'leased') AND state = 'waiting' AND channel = ?1 AND (next_at <= ?2 OR next_at > ?3) "
      "AND NOT EXISTS (SELECT 1 FROM deliveries AS before WHERE before.state IN ('waiting', 'leased') "
      "AND before.channel = next.channel AND before.unit = next.unit AND before.person = next.person "
      "AND before.address = next.address AND before.id < next.id AND (next.critical = 0 OR before.item = next.item) "
      "AND (before.state = 'leased' OR (before.next_at > ?2 AND before.next_at <= ?3))) ORDER BY id LIMIT ?4");
  query.bind(1, request.channel);
  query.bind(2, seconds(request.now));
  query.bind(3, seconds(request.farthest));
  query.bind(4, request.limit);
  auto rows = all_rows<DeliveryRow>(query, read_delivery);
  for (auto& row : rows) {
    row.state = "leased";
    row.attempts += 1;
    row.leased_until = request.until;
    update_delivery(row);
  }
  return rows;
}

void SqliteTransaction::release_leases() {
  connection_
      .statement(
          "UPDATE deliveries SET state = CASE stopped WHEN '' THEN 'waiting' ELSE 'cancelled' END, leased_until = NULL, "
          "detail = CASE stopped WHEN '' THEN detail ELSE stopped END WHERE state = 'leased'")
      .exec();
}

std::optional<DeliveryRow> SqliteTransaction::delivery(std::int64_t id) {
  auto& query = connection_.statement("SELECT " FENLIU_DELIVERY_COLUMNS " FROM deliveries WHERE id = ?");
  query.bind(1, id);
  return first_row<DeliveryRow>(query, read_delivery);
}

void SqliteTransaction::update_delivery(const DeliveryRow& row) {
  auto& update = connection_.statement(
      "UPDATE deliveries SET address = ?, state = ?, attempts = ?, next_at = ?, leased_until = ?, stopped = ?, detail = ?, "
      "delivered_at = ? WHERE id = ?");
  update.bind(1, row.address);
  update.bind(2, row.state);
  update.bind(3, row.attempts);
  update.bind(4, seconds(row.next_at));
  bind(update, 5, row.leased_until);
  update.bind(6, row.stopped);
  update.bind(7, row.detail);
  bind(update, 8, row.delivered_at);
  update.bind(9, row.id);
  update.exec();
}

void SqliteTransaction::bury_deliveries(const std::string& channel, const std::string& detail) {
  auto& update = connection_.statement(
      "UPDATE deliveries SET state = 'dead', detail = ?2 WHERE state IN ('waiting', 'leased') AND state = 'waiting' AND channel = ?1");
  update.bind(1, channel);
  update.bind(2, detail);
  update.exec();
}

std::vector<OutboxRow> Store::unaddressed(Instant due_by, int limit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT id, notice, channel, due_at FROM outbox WHERE addressed_at IS NULL AND due_at <= ? "
        "AND id NOT IN (SELECT id FROM held_outbox) ORDER BY id LIMIT ?");
    query.bind(1, seconds(due_by));
    query.bind(2, limit);
    return all_rows<OutboxRow>(query, [](SQLite::Statement& row) {
      OutboxRow entry;
      entry.id = row.getColumn(0).getInt64();
      entry.notice = row.getColumn(1).getString();
      entry.channel = row.getColumn(2).getString();
      entry.due = instant(row.getColumn(3).getInt64());
      return entry;
    });
  });
}

bool Store::deliveries_due(const std::string& channel, Instant now, Instant farthest) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT 1 FROM deliveries WHERE state IN ('waiting', 'leased') AND channel = ?1 AND "
        "((state = 'waiting' AND (next_at <= ?2 OR next_at > ?3)) OR (state = 'leased' AND (leased_until <= ?2 OR leased_until > ?3))) "
        "LIMIT 1");
    query.bind(1, channel);
    query.bind(2, seconds(now));
    query.bind(3, seconds(farthest));
    return first_row<int>(query, [](SQLite::Statement&) { return 1; }).has_value();
  });
}

DeliveryPage Store::deliveries(const std::string& state, const std::string& channel, std::int64_t after, int limit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_DELIVERY_COLUMNS
                                       " FROM deliveries WHERE (?1 = '' OR state = ?1) AND (?2 = '' OR channel = ?2) "
                                       "AND id > ?3 ORDER BY id LIMIT ?4");
    query.bind(1, state);
    query.bind(2, channel);
    query.bind(3, after);
    query.bind(4, limit);
    DeliveryPage page{all_rows<DeliveryRow>(query, read_delivery), 0};
    if (static_cast<int>(page.deliveries.size()) == limit) page.next = page.deliveries.back().id;
    return page;
  });
}

std::vector<DeliveryRow> Store::deliveries_of(const std::string& notice) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_DELIVERY_COLUMNS " FROM deliveries WHERE notice = ? ORDER BY id");
    query.bind(1, notice);
    return all_rows<DeliveryRow>(query, read_delivery);
  });
}

std::optional<DeliveryRow> Store::delivery(std::int64_t id) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_DELIVERY_COLUMNS " FROM deliveries WHERE id = ?");
    query.bind(1, id);
    return first_row<DeliveryRow>(query, read_delivery);
  });
}

std::vector<DeliveryCount> Store::delivery_counts() {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT channel, state, count(*) FROM deliveries WHERE state IN ('waiting', 'leased', 'dead', 'held') "
        "GROUP BY channel, state ORDER BY channel, state");
    return all_rows<DeliveryCount>(query, [](SQLite::Statement& row) {
      return DeliveryCount{row.getColumn(0).getString(), row.getColumn(1).getString(), row.getColumn(2).getInt64()};
    });
  });
}

}  // namespace fenliu::store
