// The statements of a write transaction.
#include "daemon/store/transaction.h"

namespace fenliu::store {

std::string SqliteTransaction::active_configuration() {
  auto& query = connection_.statement("SELECT revision FROM activations ORDER BY sequence DESC LIMIT 1");
  return query.executeStep() ? query.getColumn(0).getString() : std::string{};
}

std::int64_t SqliteTransaction::plan_sequence() {
  auto& query = connection_.statement("SELECT sequence FROM plan");
  query.executeStep();
  return query.getColumn(0).getInt64();
}

std::int64_t SqliteTransaction::bump_plan_sequence() {
  connection_.statement("UPDATE plan SET sequence = sequence + 1").exec();
  return plan_sequence();
}

void SqliteTransaction::set_dating(const DatingRow& dating) {
  auto& statement = connection_.statement("UPDATE dating SET revision = ?, dated_at = ?");
  statement.bind(1, dating.revision);
  statement.bind(2, seconds(dating.at));
  statement.exec();
}

std::optional<ItemRow> SqliteTransaction::item(const std::string& id) {
  auto& query = connection_.statement("SELECT " FENLIU_ITEM_COLUMNS
                                      " FROM items WHERE id = ? ORDER BY revision DESC LIMIT 1");
  query.bind(1, id);
  if (!query.executeStep()) return {};
  return read_item(query);
}

void SqliteTransaction::insert_item(const ItemRow& item) {
  auto& insert = connection_.statement(
      "INSERT INTO items (id, revision, unit, poster, posted_at, json) VALUES (?, ?, ?, ?, ?, ?)");
  insert.bind(1, item.id);
  insert.bind(2, item.revision);
  insert.bind(3, item.by);
  insert.bind(4, item.poster);
  insert.bind(5, seconds(item.at));
  insert.bindNoCopy(6, item.json);
  insert.exec();
}

void SqliteTransaction::withdraw_item(const std::string& id) {
  auto& update = connection_.statement("UPDATE items SET withdrawn = 1 WHERE id = ?");
  update.bind(1, id);
  update.exec();
}

void SqliteTransaction::insert_decision(const DecisionRow& decision) {
  auto& insert = connection_.statement(
      "INSERT INTO decisions (item, item_revision, config, plan_sequence, decided_at, version, inputs, json) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, decision.item);
  insert.bind(2, decision.item_revision);
  insert.bind(3, decision.config);
  insert.bind(4, decision.plan_sequence);
  insert.bind(5, seconds(decision.now));
  insert.bind(6, decision.version);
  insert.bindNoCopy(7, decision.inputs);
  insert.bindNoCopy(8, decision.json);
  insert.exec();
}

int SqliteTransaction::last_notice_sequence(const std::string& item, const std::string& unit) {
  auto& query = connection_.statement("SELECT coalesce(max(sequence), 0) FROM notices WHERE item = ? AND unit = ?");
  query.bind(1, item);
  query.bind(2, unit);
  query.executeStep();
  return query.getColumn(0).getInt();
}

void SqliteTransaction::insert_notice(const NoticeRow& notice) {
  auto& insert = connection_.statement(
      "INSERT INTO notices (id, item, unit, sequence, stage, role, reason, digest, item_revision, decided_at, due_at, "
      "state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, notice.id);
  insert.bind(2, notice.item);
  insert.bind(3, notice.unit);
  insert.bind(4, notice.sequence);
  insert.bind(5, notice.stage);
  insert.bind(6, notice.role);
  insert.bind(7, notice.reason);
  insert.bind(8, notice.digest ? 1 : 0);
  insert.bind(9, notice.item_revision);
  insert.bind(10, seconds(notice.at));
  insert.bind(11, seconds(notice.due));
  insert.bindNoCopy(12, notice.state);
  insert.exec();
}

void SqliteTransaction::insert_outbox(const OutboxRow& entry) {
  auto& insert = connection_.statement("INSERT INTO outbox (notice, channel, due_at, delivered_at) VALUES (?, ?, ?, ?)");
  insert.bind(1, entry.notice);
  insert.bind(2, entry.channel);
  insert.bind(3, seconds(entry.due));
  bind(insert, 4, entry.delivered_at);
  insert.exec();
}

void SqliteTransaction::set_reminder(const std::string& item, const std::string& unit, std::optional<Instant> due) {
  auto& statement = connection_.statement(due ? "INSERT INTO reminders (item, unit, due_at) VALUES (?, ?, ?) "
                                                "ON CONFLICT (item, unit) DO UPDATE SET due_at = excluded.due_at"
                                              : "DELETE FROM reminders WHERE item = ? AND unit = ?");
  statement.bind(1, item);
  statement.bind(2, unit);
  if (due) statement.bind(3, seconds(*due));
  statement.exec();
}

bool SqliteTransaction::insert_event(const EventRow& event) {
  auto& insert = connection_.statement(
      "INSERT INTO events (sequence, id, meeting, at, recorded_at, json) VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO NOTHING");
  insert.bind(1, event.sequence);
  insert.bind(2, event.id);
  insert.bind(3, event.meeting);
  insert.bind(4, seconds(event.at));
  insert.bind(5, seconds(event.recorded_at));
  insert.bindNoCopy(6, event.json);
  return insert.exec() > 0;
}

void SqliteTransaction::insert_triage(const TriageRow& entry) {
  auto& insert = connection_.statement(
      "INSERT INTO triage (id, item, item_revision, part, reason, since_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, entry.id);
  insert.bind(2, entry.item);
  insert.bind(3, entry.item_revision);
  insert.bind(4, entry.part);
  insert.bind(5, entry.reason);
  insert.bind(6, seconds(entry.since));
  insert.bind(7, seconds(entry.expires));
  insert.exec();
}

void SqliteTransaction::clear_triage(const std::string& item) {
  auto& update = connection_.statement(
      "UPDATE triage SET resolved_at = since_at, resolution = 'superseded' WHERE item = ? AND resolved_at IS NULL");
  update.bind(1, item);
  update.exec();
}

bool SqliteTransaction::resolve_triage(const TriageRow& entry) {
  auto& update = connection_.statement(
      "UPDATE triage SET resolved_at = ?, resolved_by = ?, resolution = ?, units = ? "
      "WHERE id = ? AND resolved_at IS NULL");
  bind(update, 1, entry.resolved_at);
  update.bind(2, entry.resolved_by);
  update.bind(3, entry.resolution);
  update.bind(4, entry.units);
  update.bind(5, entry.id);
  return update.exec() > 0;
}

bool SqliteTransaction::acknowledge(const std::string& notice, Instant at, const std::string& by) {
  auto& update = connection_.statement(
      "UPDATE notices SET acknowledged_at = ?, acknowledged_by = ? WHERE id = ? AND acknowledged_at IS NULL");
  update.bind(1, seconds(at));
  update.bind(2, by);
  update.bind(3, notice);
  return update.exec() > 0;
}

std::optional<IdempotencyRow> SqliteTransaction::idempotent(const std::string& principal, const std::string& key) {
  auto& query =
      connection_.statement("SELECT " FENLIU_IDEMPOTENCY_COLUMNS " FROM idempotency WHERE principal = ? AND key = ?");
  query.bind(1, principal);
  query.bind(2, key);
  if (!query.executeStep()) return {};
  return read_idempotency(query);
}

void SqliteTransaction::remember(const IdempotencyRow& row, Instant at) {
  auto& insert = connection_.statement("INSERT INTO idempotency VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, row.principal);
  insert.bind(2, row.key);
  insert.bind(3, row.request_hash);
  insert.bind(4, row.status);
  insert.bindNoCopy(5, row.body);
  insert.bind(6, row.etag);
  insert.bind(7, row.location);
  insert.bind(8, seconds(at));
  insert.exec();
}

void SqliteTransaction::insert_token(const TokenRow& token) {
  auto& insert = connection_.statement(
      "INSERT INTO tokens (hash, name, unit, permissions, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)");
  insert.bind(1, token.hash);
  insert.bind(2, token.name);
  insert.bind(3, token.unit);
  insert.bind(4, token.permissions);
  insert.bind(5, seconds(token.created_at));
  bind(insert, 6, token.expires_at);
  insert.exec();
}

bool SqliteTransaction::revoke_token(const std::string& name, Instant at) {
  auto& update = connection_.statement("UPDATE tokens SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL");
  update.bind(1, seconds(at));
  update.bind(2, name);
  return update.exec() > 0;
}

bool SqliteTransaction::revoke_single_purpose(const std::string& unit, const std::string& name,
                                              const std::string& permission, Instant at) {
  auto& update = connection_.statement(
      "UPDATE tokens SET revoked_at = ? WHERE unit = ? AND name = ? AND permissions = ? AND revoked_at IS NULL");
  update.bind(1, seconds(at));
  update.bind(2, unit);
  update.bind(3, name);
  update.bind(4, permission);
  return update.exec() > 0;
}

void SqliteTransaction::mark_delivered(std::int64_t outbox_id, Instant at) {
  auto& update = connection_.statement("UPDATE outbox SET delivered_at = ? WHERE id = ? AND delivered_at IS NULL");
  update.bind(1, seconds(at));
  update.bind(2, outbox_id);
  update.exec();
}

}  // namespace fenliu::store
