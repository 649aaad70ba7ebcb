// Reading what units were told.
#include "daemon/store/state.h"
#include "daemon/store/store.h"

namespace fenliu::store {

Store::NoticePage Store::notices(const std::string& unit, Instant visible_at, std::int64_t before, int limit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_NOTICE_COLUMNS
                                       ", number FROM notices WHERE unit = ?1 AND due_at <= ?2 AND "
                                       "(?3 = 0 OR number < ?3) ORDER BY number DESC LIMIT ?4");
    query.bind(1, unit);
    query.bind(2, seconds(visible_at));
    query.bind(3, before);
    query.bind(4, limit);
    NoticePage page;
    while (query.executeStep()) {
      page.notices.push_back(read_notice(query));
      page.next = page.notices.back().number = query.getColumn(14).getInt64();
    }
    query.tryReset();
    if (static_cast<int>(page.notices.size()) < limit) page.next = 0;
    return page;
  });
}

std::vector<NoticeRow> Store::notices_of_items_since(const std::string& unit, Instant visible_at, Instant since, int most_items) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_NOTICE_COLUMNS
                                       " FROM notices WHERE unit = ?1 AND due_at <= ?2 AND item IN "
                                       "(SELECT item FROM notices WHERE unit = ?1 AND due_at <= ?2 AND decided_at >= ?3 "
                                       "GROUP BY item ORDER BY max(number) DESC LIMIT ?4) ORDER BY number");
    query.bind(1, unit);
    query.bind(2, seconds(visible_at));
    query.bind(3, seconds(since));
    query.bind(4, most_items);
    return all_rows<NoticeRow>(query, read_notice);
  });
}

std::optional<NoticeRow> Store::notice(const std::string& id) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_NOTICE_COLUMNS " FROM notices WHERE id = ?");
    query.bind(1, id);
    return first_row<NoticeRow>(query, read_notice);
  });
}

std::optional<NoticeRow> Store::last_notice(const std::string& item, const std::string& unit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_NOTICE_COLUMNS " FROM notices WHERE item = ? AND unit = ? ORDER BY sequence DESC LIMIT 1");
    query.bind(1, item);
    query.bind(2, unit);
    return first_row<NoticeRow>(query, read_notice);
  });
}

std::optional<NoticeRow> Store::notice_before(const NoticeRow& notice) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_NOTICE_COLUMNS " FROM notices WHERE item = ? AND unit = ? AND sequence < ? ORDER BY sequence DESC LIMIT 1");
    query.bind(1, notice.item);
    query.bind(2, notice.unit);
    query.bind(3, notice.sequence);
    return first_row<NoticeRow>(query, read_notice);
  });
}

std::map<std::string, NoticeRow> Store::last_notices(const std::string& item) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_NOTICE_COLUMNS " FROM notices WHERE item = ? ORDER BY sequence");
    query.bind(1, item);
    std::map<std::string, NoticeRow> last;
    while (query.executeStep()) {
      auto notice = read_notice(query);
      const auto unit = notice.unit;
      last[unit] = std::move(notice);
    }
    query.tryReset();
    return last;
  });
}

std::map<std::string, Instant> Store::first_told(const std::string& item) {
  return state_->read([&](Connection& connection) {
    // What is told beside an item, to an office that it does not concern, has no role.
    auto& query = connection.statement("SELECT unit, min(decided_at) FROM notices WHERE item = ? AND role <> 'none' GROUP BY unit");
    query.bind(1, item);
    std::map<std::string, Instant> first;
    while (query.executeStep()) first[query.getColumn(0).getString()] = instant(query.getColumn(1).getInt64());
    query.tryReset();
    return first;
  });
}

bool Store::acknowledged(const std::string& item, const std::string& unit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT 1 FROM notices WHERE item = ? AND unit = ? AND acknowledged_at IS NOT NULL LIMIT 1");
    query.bind(1, item);
    query.bind(2, unit);
    return first_row<int>(query, [](SQLite::Statement&) { return 1; }).has_value();
  });
}

}  // namespace fenliu::store
