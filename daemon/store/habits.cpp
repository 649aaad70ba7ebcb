// How long meetings really took, and what was learnt from that when: written in transactions, read from snapshots.
#include "daemon/store/state.h"
#include "daemon/store/transaction.h"

namespace fenliu::store {

namespace {

#define FENLIU_PAST_MEETING_COLUMNS "sequence, meeting, organiser, planned_minutes, actual_minutes, ended_at"

PastMeetingRow read_past_meeting(SQLite::Statement& row) {
  return {row.getColumn(0).getInt64(), row.getColumn(1).getString(), row.getColumn(2).getString(),
          row.getColumn(3).getInt(),   row.getColumn(4).getInt(),    instant(row.getColumn(5).getInt64())};
}

HabitsRow read_habits(SQLite::Statement& row) {
  return {row.getColumn(0).getInt64(), instant(row.getColumn(1).getInt64()), row.getColumn(2).getInt64(), row.getColumn(3).getInt64()};
}

}  // namespace

std::int64_t SqliteTransaction::insert_past_meeting(const PastMeetingRow& row) {
  auto& insert = connection_.statement(
      "INSERT INTO past_meetings (meeting, organiser, planned_minutes, actual_minutes, ended_at) VALUES (?, ?, ?, ?, ?)");
  insert.bind(1, row.meeting);
  insert.bind(2, row.organiser);
  insert.bind(3, row.planned_minutes);
  insert.bind(4, row.actual_minutes);
  insert.bind(5, seconds(row.ended_at));
  insert.exec();
  return connection_.database().getLastInsertRowid();
}

void SqliteTransaction::insert_habits(const HabitsRow& row) {
  auto& insert = connection_.statement("INSERT INTO habits (id, learnt_at, first_meeting, last_meeting) VALUES (?, ?, ?, ?)");
  insert.bind(1, row.id);
  insert.bind(2, seconds(row.learnt_at));
  insert.bind(3, row.first_meeting);
  insert.bind(4, row.last_meeting);
  insert.exec();
}

std::vector<PastMeetingRow> Store::past_meetings(std::int64_t first, std::int64_t last) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_PAST_MEETING_COLUMNS
                                       " FROM past_meetings WHERE sequence BETWEEN ? AND ? ORDER BY sequence");
    query.bind(1, first);
    query.bind(2, last);
    return all_rows<PastMeetingRow>(query, read_past_meeting);
  });
}

std::vector<PastMeetingRow> Store::newest_past_meetings() {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_PAST_MEETING_COLUMNS
                                       " FROM past_meetings WHERE sequence IN (SELECT max(sequence) FROM past_meetings "
                                       "GROUP BY meeting) ORDER BY sequence");
    return all_rows<PastMeetingRow>(query, read_past_meeting);
  });
}

std::optional<HabitsRow> Store::habits(std::optional<std::int64_t> id) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT id, learnt_at, first_meeting, last_meeting FROM habits WHERE ?1 IS NULL OR id = ?1 ORDER BY id DESC LIMIT 1");
    if (id) query.bind(1, *id);
    return first_row<HabitsRow>(query, read_habits);
  });
}

}  // namespace fenliu::store
