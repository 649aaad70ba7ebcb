// Opening, upgrading and reading the store. Readers borrow connections from a pool; WAL gives each a snapshot.
#include "daemon/store/store.h"

#include "daemon/store/migrations.h"
#include "daemon/store/state.h"

namespace fenliu::store {

using rules::Error;
using rules::ErrorKind;

namespace {

void migrate_connection(Connection& connection, int version) {
  auto& database = connection.database();
  const int current = database.execAndGet("PRAGMA user_version").getInt();
  for (const auto& migration : migrations()) {
    if (migration.number <= current || migration.number > version) continue;
    SQLite::Transaction transaction(database);
    database.exec(std::string(migration.sql));
    database.exec("PRAGMA user_version=" + std::to_string(migration.number));
    transaction.commit();
  }
}

EventRow read_event(SQLite::Statement& row) {
  return {row.getColumn(0).getInt64(), row.getColumn(1).getString(), row.getColumn(2).getString(),
          instant(row.getColumn(3).getInt64()), instant(row.getColumn(4).getInt64()), row.getColumn(5).getString()};
}

TokenRow read_token(SQLite::Statement& row) {
  return {row.getColumn(0).getString(), row.getColumn(1).getString(), row.getColumn(2).getString(),
          row.getColumn(3).getString(), instant(row.getColumn(4).getInt64()), optional_instant(row.getColumn(5)),
          optional_instant(row.getColumn(6))};
}

}  // namespace

int schema_version() { return migrations().back().number; }

Result<Done> migrate(const std::string& path, int version) {
  try {
    Connection connection({path, "", 1, 5000}, true);
    migrate_connection(connection, version);
    return Done{};
  } catch (const SQLite::Exception& exception) {
    return to_error(exception);
  }
}

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const StoreOptions& options) {
  try {
    {
      Connection connection(options, true);
      const int found = connection.database().execAndGet("PRAGMA user_version").getInt();
      if (found > schema_version()) {
        return Error{ErrorKind::internal, "The database was written by a newer Fenliu",
                     "its schema is " + std::to_string(found) + ", this program knows " +
                         std::to_string(schema_version()) + ": install the newer program or restore a backup"};
      }
      migrate_connection(connection, schema_version());
    }
    return std::unique_ptr<Store>(new Store(std::make_unique<State>(options)));
  } catch (const SQLite::Exception& exception) {
    return to_error(exception);
  }
}

Result<Done> Store::write(std::function<Result<Done>(Transaction&)> work) {
  return state_->writer.write(std::move(work));
}

bool Store::writable() { return state_->writer.writable(); }
std::int64_t Store::commits() const { return state_->writer.commits(); }

std::optional<ItemRow> Store::item(const std::string& id, std::optional<int> revision) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_ITEM_COLUMNS
                                       " FROM items WHERE id = ?1 AND (?2 IS NULL OR revision = ?2) "
                                       "ORDER BY revision DESC LIMIT 1");
    query.bind(1, id);
    if (revision) query.bind(2, *revision);
    return first_row<ItemRow>(query, read_item);
  });
}

Store::ItemPage Store::items(std::int64_t before, int limit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT " FENLIU_ITEM_COLUMNS
        ", sequence FROM items AS newest WHERE (?1 = 0 OR sequence < ?1) AND revision = "
        "(SELECT max(revision) FROM items WHERE id = newest.id) ORDER BY sequence DESC LIMIT ?2");
    query.bind(1, before);
    query.bind(2, limit);
    ItemPage page;
    std::size_t bytes = 0;
    bool more = false;
    while (query.executeStep()) {
      page.items.push_back(read_item(query));
      page.next = query.getColumn(7).getInt64();
      bytes += page.items.back().json.size();
      more = bytes > kPageBytes || static_cast<int>(page.items.size()) == limit;
      if (more) break;
    }
    query.tryReset();
    if (!more) page.next = 0;
    return page;
  });
}

std::vector<ItemRow> Store::current_items() {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_ITEM_COLUMNS
                                       " FROM items AS newest WHERE revision = "
                                       "(SELECT max(revision) FROM items WHERE id = newest.id) ORDER BY sequence");
    return all_rows<ItemRow>(query, read_item);
  });
}

std::optional<DecisionRow> Store::decision(const std::string& item) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_DECISION_COLUMNS
                                       " FROM decisions WHERE item = ? ORDER BY sequence DESC LIMIT 1");
    query.bind(1, item);
    return first_row<DecisionRow>(query, read_decision);
  });
}

std::optional<DecisionRow> Store::decision_at(const std::string& item, Instant at) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_DECISION_COLUMNS
                                       " FROM decisions WHERE item = ? AND decided_at <= ? ORDER BY sequence DESC LIMIT 1");
    query.bind(1, item);
    query.bind(2, seconds(at));
    return first_row<DecisionRow>(query, read_decision);
  });
}

std::vector<DecisionRow> Store::decisions(std::int64_t after, int limit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_DECISION_COLUMNS
                                       " FROM decisions WHERE sequence > ? ORDER BY sequence LIMIT ?");
    query.bind(1, after);
    query.bind(2, limit);
    return all_rows<DecisionRow>(query, read_decision);
  });
}

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
    auto& query = connection.statement("SELECT unit, min(decided_at) FROM notices WHERE item = ? GROUP BY unit");
    query.bind(1, item);
    std::map<std::string, Instant> first;
    while (query.executeStep()) first[query.getColumn(0).getString()] = instant(query.getColumn(1).getInt64());
    query.tryReset();
    return first;
  });
}

std::vector<EventRow> Store::events(const std::string& meeting) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_EVENT_COLUMNS
                                       " FROM events WHERE ?1 = '' OR meeting = ?1 ORDER BY sequence");
    query.bind(1, meeting);
    return all_rows<EventRow>(query, read_event);
  });
}

std::optional<EventRow> Store::event(const std::string& id) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_EVENT_COLUMNS " FROM events WHERE id = ?");
    query.bind(1, id);
    return first_row<EventRow>(query, read_event);
  });
}

std::optional<IdempotencyRow> Store::idempotent(const std::string& principal, const std::string& key) {
  return state_->read([&](Connection& connection) {
    auto& query =
        connection.statement("SELECT " FENLIU_IDEMPOTENCY_COLUMNS " FROM idempotency WHERE principal = ? AND key = ?");
    query.bind(1, principal);
    query.bind(2, key);
    return first_row<IdempotencyRow>(query, read_idempotency);
  });
}

std::int64_t Store::plan_sequence() {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT sequence FROM plan");
    return first_row<std::int64_t>(query, [](SQLite::Statement& row) { return row.getColumn(0).getInt64(); }).value_or(0);
  });
}

DatingRow Store::dating() {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT revision, dated_at FROM dating");
    const auto row = first_row<DatingRow>(query, [](SQLite::Statement& each) {
      return DatingRow{each.getColumn(0).getString(), instant(each.getColumn(1).getInt64())};
    });
    return row.value_or(DatingRow{});
  });
}

std::vector<TriageRow> Store::open_triage(Instant, int limit, const std::string& after) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_TRIAGE_COLUMNS
                                       " FROM triage WHERE resolved_at IS NULL AND id > ? ORDER BY id LIMIT ?");
    query.bind(1, after);
    query.bind(2, limit);
    return all_rows<TriageRow>(query, read_triage);
  });
}

std::optional<TriageRow> Store::triage(const std::string& id) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_TRIAGE_COLUMNS " FROM triage WHERE id = ?");
    query.bind(1, id);
    return first_row<TriageRow>(query, read_triage);
  });
}

std::optional<TokenRow> Store::token(const std::string& hash) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT hash, name, unit, permissions, created_at, expires_at, revoked_at FROM tokens WHERE hash = ?");
    query.bind(1, hash);
    return first_row<TokenRow>(query, read_token);
  });
}

std::vector<TokenRow> Store::tokens() {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT hash, name, unit, permissions, created_at, expires_at, revoked_at FROM tokens ORDER BY created_at, name");
    return all_rows<TokenRow>(query, read_token);
  });
}

std::string Store::active_configuration() {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT revision FROM activations ORDER BY sequence DESC LIMIT 1");
    return first_row<std::string>(query, [](SQLite::Statement& row) { return row.getColumn(0).getString(); })
        .value_or("");
  });
}

std::optional<std::vector<rules::SourceFile>> Store::configuration_files(const std::string& revision) {
  return state_->read([&](Connection& connection) -> std::optional<std::vector<rules::SourceFile>> {
    auto& query =
        connection.statement("SELECT path, text FROM configuration_files WHERE revision = ? ORDER BY path");
    query.bind(1, revision);
    auto files = all_rows<rules::SourceFile>(query, [](SQLite::Statement& row) {
      return rules::SourceFile{row.getColumn(0).getString(), row.getColumn(1).getString()};
    });
    if (files.empty()) return {};
    return files;
  });
}

std::vector<OutboxRow> Store::due_outbox(Instant now, int limit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT id, notice, channel, due_at, attempts, leased_until, delivered_at FROM outbox "
        "WHERE delivered_at IS NULL AND due_at <= ? AND (channel = 'inbox' OR id NOT IN (SELECT id FROM held_outbox)) ORDER BY id LIMIT ?");
    query.bind(1, seconds(now));
    query.bind(2, limit);
    return all_rows<OutboxRow>(query, [](SQLite::Statement& row) {
      return OutboxRow{row.getColumn(0).getInt64(),
                       row.getColumn(1).getString(),
                       row.getColumn(2).getString(),
                       instant(row.getColumn(3).getInt64()),
                       row.getColumn(4).getInt(),
                       optional_instant(row.getColumn(5)),
                       optional_instant(row.getColumn(6))};
    });
  });
}

std::vector<ReminderRow> Store::due_reminders(Instant now, int limit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT item, unit, due_at FROM reminders WHERE due_at <= ? ORDER BY due_at, item, unit LIMIT ?");
    query.bind(1, seconds(now));
    query.bind(2, limit);
    return all_rows<ReminderRow>(query, [](SQLite::Statement& row) {
      return ReminderRow{row.getColumn(0).getString(), row.getColumn(1).getString(), instant(row.getColumn(2).getInt64())};
    });
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

Store::Counts Store::counts() {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT (SELECT count(*) FROM items), (SELECT count(*) FROM notices), "
        "(SELECT count(*) FROM triage WHERE resolved_at IS NULL), "
        "(SELECT count(*) FROM outbox WHERE delivered_at IS NULL)");
    return first_row<Counts>(query,
                             [](SQLite::Statement& row) {
                               return Counts{row.getColumn(0).getInt64(), row.getColumn(1).getInt64(),
                                             row.getColumn(2).getInt64(), row.getColumn(3).getInt64()};
                             })
        .value_or(Counts{});
  });
}

Result<Done> Store::check_integrity() {
  return state_->read([&](Connection& connection) -> Result<Done> {
    const auto answer = connection.database().execAndGet("PRAGMA integrity_check").getString();
    if (answer == "ok") return Done{};
    return Error{ErrorKind::internal, "The database file is damaged; restore a backup", answer};
  });
}

}  // namespace fenliu::store
