// What issuing offices said of deadlines: written in transactions, read from snapshots, never changed.
#include "daemon/store/state.h"
#include "daemon/store/transaction.h"

namespace fenliu::store {

namespace {

#define FENLIU_DEADLINE_ANSWER_COLUMNS \
  "item, item_revision, part, unit, deadline, occurrence, answer, stated_at, until_at, reason, decided_by, principal, office, " \
  "closed_by, answered_at"

DeadlineAnswerRow read_deadline_answer(SQLite::Statement& row) {
  DeadlineAnswerRow answer;
  answer.sequence = row.getColumn(0).getInt64();
  answer.item = row.getColumn(1).getString();
  answer.item_revision = row.getColumn(2).getInt();
  answer.part = row.getColumn(3).getString();
  answer.unit = row.getColumn(4).getString();
  answer.deadline = row.getColumn(5).getString();
  answer.occurrence = row.getColumn(6).getString();
  answer.answer = row.getColumn(7).getString();
  answer.stated = optional_instant(row.getColumn(8));
  answer.until = optional_instant(row.getColumn(9));
  answer.reason = row.getColumn(10).getString();
  answer.decided_by = row.getColumn(11).getString();
  answer.principal = row.getColumn(12).getString();
  answer.office = row.getColumn(13).getString();
  answer.closed_by = row.getColumn(14).getString();
  answer.at = instant(row.getColumn(15).getInt64());
  return answer;
}

}  // namespace

std::int64_t SqliteTransaction::insert_deadline_answer(const DeadlineAnswerRow& row) {
  auto& insert = connection_.statement("INSERT INTO deadline_answers (" FENLIU_DEADLINE_ANSWER_COLUMNS
                                       ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, row.item);
  insert.bind(2, row.item_revision);
  insert.bind(3, row.part);
  insert.bind(4, row.unit);
  insert.bind(5, row.deadline);
  insert.bind(6, row.occurrence);
  insert.bind(7, row.answer);
  bind(insert, 8, row.stated);
  bind(insert, 9, row.until);
  insert.bind(10, row.reason);
  insert.bind(11, row.decided_by);
  insert.bind(12, row.principal);
  insert.bind(13, row.office);
  insert.bind(14, row.closed_by);
  insert.bind(15, seconds(row.at));
  insert.exec();
  return connection_.database().getLastInsertRowid();
}

std::vector<DeadlineAnswerRow> Store::deadline_answers(const std::string& item) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT sequence, " FENLIU_DEADLINE_ANSWER_COLUMNS
                                       " FROM deadline_answers WHERE item = ? ORDER BY sequence");
    query.bind(1, item);
    return all_rows<DeadlineAnswerRow>(query, read_deadline_answer);
  });
}

}  // namespace fenliu::store
