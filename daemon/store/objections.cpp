// Objections and the steps of tasks: written in transactions, read from snapshots.
#include "daemon/store/objections.h"

#include "daemon/store/state.h"
#include "daemon/store/transaction.h"

namespace fenliu::store {

namespace {

#define FENLIU_OBJECTION_COLUMNS \
  "number, id, item, item_revision, unit, notice, office, issuer, kind, part, text, stated_at, proposed_at, person, principal, " \
  "objected_at, due_at, escalated_at, state, role, answer, answered_by, answerer, answered_at"

ObjectionRow read_objection(SQLite::Statement& row) {
  ObjectionRow objection;
  int column = 0;
  const auto text = [&] { return row.getColumn(column++).getString(); };
  objection.number = row.getColumn(column++).getInt64();
  objection.id = text();
  objection.item = text();
  objection.item_revision = row.getColumn(column++).getInt();
  objection.unit = text();
  objection.notice = text();
  objection.office = text();
  objection.issuer = text();
  objection.kind = text();
  objection.part = text();
  objection.text = text();
  objection.stated = optional_instant(row.getColumn(column++));
  objection.proposed_at = optional_instant(row.getColumn(column++));
  objection.person = text();
  objection.principal = text();
  objection.at = instant(row.getColumn(column++).getInt64());
  objection.due = instant(row.getColumn(column++).getInt64());
  objection.escalated_at = optional_instant(row.getColumn(column++));
  objection.state = text();
  objection.role = text();
  objection.answer = text();
  objection.answered_by = text();
  objection.answerer = text();
  objection.answered_at = optional_instant(row.getColumn(column++));
  return objection;
}

TaskStepRow read_step(SQLite::Statement& row) {
  TaskStepRow step;
  step.item = row.getColumn(0).getString();
  step.unit = row.getColumn(1).getString();
  step.notice = row.getColumn(2).getString();
  step.item_revision = row.getColumn(3).getInt();
  step.kind = row.getColumn(4).getString();
  step.assignee = row.getColumn(5).getString();
  step.by = row.getColumn(6).getString();
  step.at = instant(row.getColumn(7).getInt64());
  return step;
}

std::vector<TaskStepRow> steps_of(Connection& connection, const std::string& item, const std::string& unit) {
  auto& query = connection.statement("SELECT item, unit, notice, item_revision, kind, assignee, taken_by, taken_at FROM task_steps "
                                     "WHERE item = ? AND unit = ? ORDER BY sequence");
  query.bind(1, item);
  query.bind(2, unit);
  return all_rows<TaskStepRow>(query, read_step);
}

}  // namespace

void SqliteTransaction::insert_objection(const ObjectionRow& row) {
  auto& insert = connection_.statement(
      "INSERT INTO objections (id, item, item_revision, unit, notice, office, issuer, kind, part, text, stated_at, proposed_at, person, "
      "principal, objected_at, due_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')");
  int column = 0;
  for (const auto* text : {&row.id, &row.item}) insert.bind(++column, *text);
  insert.bind(++column, row.item_revision);
  for (const auto* text : {&row.unit, &row.notice, &row.office, &row.issuer, &row.kind, &row.part, &row.text}) insert.bind(++column, *text);
  bind(insert, ++column, row.stated);
  bind(insert, ++column, row.proposed_at);
  insert.bind(++column, row.person);
  insert.bind(++column, row.principal);
  insert.bind(++column, seconds(row.at));
  insert.bind(++column, seconds(row.due));
  insert.exec();
}

std::optional<ObjectionRow> SqliteTransaction::open_objection(const std::string& item, const std::string& unit, const std::string& kind,
                                                              const std::string& part) {
  auto& query = connection_.statement("SELECT " FENLIU_OBJECTION_COLUMNS
                                      " FROM objections WHERE item = ? AND unit = ? AND kind = ? AND part = ? AND state = 'open' LIMIT 1");
  query.bind(1, item);
  query.bind(2, unit);
  query.bind(3, kind);
  query.bind(4, part);
  return first_row<ObjectionRow>(query, read_objection);
}

bool SqliteTransaction::answer_objection(const ObjectionRow& row) {
  auto& update = connection_.statement(
      "UPDATE objections SET state = ?, role = ?, answer = ?, answered_by = ?, answerer = ?, answered_at = ? WHERE id = ? AND state = 'open'");
  update.bind(1, row.state);
  update.bind(2, row.role);
  update.bind(3, row.answer);
  update.bind(4, row.answered_by);
  update.bind(5, row.answerer);
  bind(update, 6, row.answered_at);
  update.bind(7, row.id);
  return update.exec() > 0;
}

bool SqliteTransaction::escalate_objection(const std::string& id, Instant at) {
  auto& update = connection_.statement("UPDATE objections SET escalated_at = ? WHERE id = ? AND state = 'open' AND escalated_at IS NULL");
  update.bind(1, seconds(at));
  update.bind(2, id);
  return update.exec() > 0;
}

void SqliteTransaction::close_objections(const std::string& item, const std::string& unit, Instant at) {
  auto& update = connection_.statement(
      "UPDATE objections SET state = 'withdrawn', answered_at = ?1 WHERE item = ?2 AND (?3 = '' OR unit = ?3) AND state = 'open'");
  update.bind(1, seconds(at));
  update.bind(2, item);
  update.bind(3, unit);
  update.exec();
}

void SqliteTransaction::open_triage(const TriageRow& entry) {
  auto& insert = connection_.statement(
      "INSERT INTO triage (id, item, item_revision, part, reason, since_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, since_at = excluded.since_at, expires_at = excluded.expires_at, "
      "resolved_at = NULL, resolved_by = '', resolution = '', units = '[]'");
  insert.bind(1, entry.id);
  insert.bind(2, entry.item);
  insert.bind(3, entry.item_revision);
  insert.bind(4, entry.part);
  insert.bind(5, entry.reason);
  insert.bind(6, seconds(entry.since));
  insert.bind(7, seconds(entry.expires));
  insert.exec();
}

void SqliteTransaction::insert_withdrawal(const WithdrawalRow& row) {
  auto& insert = connection_.statement("INSERT INTO withdrawals (item, withdrawn_by, principal, reason, withdrawn_at) VALUES (?, ?, ?, ?, ?)");
  insert.bind(1, row.item);
  insert.bind(2, row.by);
  insert.bind(3, row.principal);
  insert.bind(4, row.reason);
  insert.bind(5, seconds(row.at));
  insert.exec();
}

void SqliteTransaction::insert_confirmation(const std::string& item, int revision, const std::string& person) {
  auto& insert = connection_.statement("INSERT INTO confirmations (item, revision, person) VALUES (?, ?, ?)");
  insert.bind(1, item);
  insert.bind(2, revision);
  insert.bind(3, person);
  insert.exec();
}

void SqliteTransaction::insert_task_step(const TaskStepRow& row) {
  auto& insert = connection_.statement(
      "INSERT INTO task_steps (item, unit, notice, item_revision, kind, assignee, taken_by, taken_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, row.item);
  insert.bind(2, row.unit);
  insert.bind(3, row.notice);
  insert.bind(4, row.item_revision);
  insert.bind(5, row.kind);
  insert.bind(6, row.assignee);
  insert.bind(7, row.by);
  insert.bind(8, seconds(row.at));
  insert.exec();
}

std::vector<TaskStepRow> SqliteTransaction::task_steps(const std::string& item, const std::string& unit) {
  return steps_of(connection_, item, unit);
}

std::optional<ObjectionRow> Store::objection(const std::string& id) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_OBJECTION_COLUMNS " FROM objections WHERE id = ?");
    query.bind(1, id);
    return first_row<ObjectionRow>(query, read_objection);
  });
}

std::vector<ObjectionRow> Store::objections(const ObjectionFilter& filter, std::int64_t before, int limit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_OBJECTION_COLUMNS
                                       " FROM objections WHERE (?1 = '' OR office = ?1 OR issuer = ?1) AND (?2 = '' OR state = ?2) AND "
                                       "(?3 = 0 OR number < ?3) ORDER BY number DESC LIMIT ?4");
    query.bind(1, filter.office);
    query.bind(2, filter.state);
    query.bind(3, before);
    query.bind(4, limit);
    return all_rows<ObjectionRow>(query, read_objection);
  });
}

std::vector<ObjectionRow> Store::objections_of(const std::string& item) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_OBJECTION_COLUMNS " FROM objections WHERE item = ? ORDER BY number");
    query.bind(1, item);
    return all_rows<ObjectionRow>(query, read_objection);
  });
}

std::vector<ObjectionRow> Store::due_objections(Instant now, int limit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_OBJECTION_COLUMNS
                                       " FROM objections WHERE state = 'open' AND escalated_at IS NULL AND due_at <= ? ORDER BY due_at LIMIT ?");
    query.bind(1, seconds(now));
    query.bind(2, limit);
    return all_rows<ObjectionRow>(query, read_objection);
  });
}

std::optional<WithdrawalRow> Store::withdrawal(const std::string& item) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT item, withdrawn_by, principal, reason, withdrawn_at FROM withdrawals WHERE item = ?");
    query.bind(1, item);
    return first_row<WithdrawalRow>(query, [](SQLite::Statement& row) {
      return WithdrawalRow{row.getColumn(0).getString(), row.getColumn(1).getString(), row.getColumn(2).getString(),
                           row.getColumn(3).getString(), instant(row.getColumn(4).getInt64())};
    });
  });
}

std::string Store::confirmed_by(const std::string& item) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT person FROM confirmations WHERE item = ?1 AND revision = (SELECT max(revision) FROM items WHERE id = ?1)");
    query.bind(1, item);
    return first_row<std::string>(query, [](SQLite::Statement& row) { return row.getColumn(0).getString(); }).value_or("");
  });
}

std::vector<TaskStepRow> Store::task_steps(const std::string& item, const std::string& unit) {
  return state_->read([&](Connection& connection) { return steps_of(connection, item, unit); });
}

}  // namespace fenliu::store
