// Revisions of the configuration, their activations, and drafts: written in transactions, read from snapshots.
#include "daemon/store/state.h"
#include "daemon/store/transaction.h"

namespace fenliu::store {

namespace {

DraftRow read_draft(SQLite::Statement& row) {
  return {row.getColumn(0).getString(),          row.getColumn(1).getString(), row.getColumn(2).getString(),
          row.getColumn(3).getString(),          instant(row.getColumn(4).getInt64()), row.getColumn(5).getString(),
          row.getColumn(6).getString(),          row.getColumn(7).getString(), row.getColumn(8).getString(),
          optional_instant(row.getColumn(9))};
}

DraftFileRow read_draft_file(SQLite::Statement& row) {
  DraftFileRow file{row.getColumn(0).getString(), row.getColumn(1).getString(), {}, row.getColumn(3).getString(),
                    row.getColumn(4).getString(), instant(row.getColumn(5).getInt64())};
  if (!row.getColumn(2).isNull()) file.text = row.getColumn(2).getString();
  return file;
}

ActivationRow read_activation(SQLite::Statement& row) {
  return {row.getColumn(0).getInt64(),  row.getColumn(1).getString(), instant(row.getColumn(2).getInt64()),
          row.getColumn(3).getString(), row.getColumn(4).getString(), row.getColumn(5).getString(),
          row.getColumn(6).getString()};
}

}  // namespace

void SqliteTransaction::insert_configuration(const ConfigurationRow& row, const std::vector<rules::SourceFile>& files) {
  auto& insert = connection_.statement(
      "INSERT INTO configurations (revision, source, message, created_at, author, parent) VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (revision) DO NOTHING");
  insert.bind(1, row.revision);
  insert.bind(2, row.source);
  insert.bind(3, row.message);
  insert.bind(4, seconds(row.at));
  insert.bind(5, row.author);
  insert.bind(6, row.parent);
  if (insert.exec() == 0) return;
  for (const auto& file : files) {
    auto& insert_file = connection_.statement("INSERT INTO configuration_files (revision, path, text) VALUES (?, ?, ?)");
    insert_file.bind(1, row.revision);
    insert_file.bind(2, file.path);
    insert_file.bindNoCopy(3, file.text);
    insert_file.exec();
  }
}

void SqliteTransaction::activate_configuration(const ActivationRow& row) {
  auto& insert = connection_.statement(
      "INSERT INTO activations (revision, activated_at, kind, activated_by, confirmed_by, message) "
      "VALUES (?, ?, ?, ?, ?, ?)");
  insert.bind(1, row.revision);
  insert.bind(2, seconds(row.at));
  insert.bind(3, row.kind);
  insert.bind(4, row.by);
  insert.bind(5, row.confirmed_by);
  insert.bind(6, row.message);
  insert.exec();
}

void SqliteTransaction::insert_draft(const DraftRow& draft) {
  auto& insert =
      connection_.statement("INSERT INTO drafts (id, base, author, message, created_at) VALUES (?, ?, ?, ?, ?)");
  insert.bind(1, draft.id);
  insert.bind(2, draft.base);
  insert.bind(3, draft.author);
  insert.bind(4, draft.message);
  insert.bind(5, seconds(draft.at));
  insert.exec();
}

std::optional<DraftRow> SqliteTransaction::draft(const std::string& id) {
  auto& query = connection_.statement("SELECT " FENLIU_DRAFT_COLUMNS " FROM drafts WHERE id = ?");
  query.bind(1, id);
  if (!query.executeStep()) return {};
  return read_draft(query);
}

void SqliteTransaction::update_draft(const DraftRow& draft) {
  auto& update = connection_.statement(
      "UPDATE drafts SET state = ?, revision = ?, requested_by = ?, requested_revision = ?, requested_at = ? WHERE id = ?");
  update.bind(1, draft.state);
  update.bind(2, draft.revision);
  update.bind(3, draft.requested_by);
  update.bind(4, draft.requested_revision);
  bind(update, 5, draft.requested_at);
  update.bind(6, draft.id);
  update.exec();
}

std::optional<DraftFileRow> SqliteTransaction::draft_file(const std::string& draft, const std::string& path) {
  auto& query =
      connection_.statement("SELECT " FENLIU_DRAFT_FILE_COLUMNS " FROM draft_files WHERE draft = ? AND path = ?");
  query.bind(1, draft);
  query.bind(2, path);
  if (!query.executeStep()) return {};
  return read_draft_file(query);
}

void SqliteTransaction::put_draft_file(const DraftFileRow& file) {
  auto& insert = connection_.statement(
      "INSERT INTO draft_files (draft, path, text, base_hash, changed_by, changed_at) VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (draft, path) DO UPDATE SET text = excluded.text, base_hash = excluded.base_hash, "
      "changed_by = excluded.changed_by, changed_at = excluded.changed_at");
  insert.bind(1, file.draft);
  insert.bind(2, file.path);
  if (file.text) insert.bind(3, *file.text);
  insert.bind(4, file.base_hash);
  insert.bind(5, file.by);
  insert.bind(6, seconds(file.at));
  insert.exec();
}

std::optional<ConfigurationRow> Store::configuration(const std::string& revision) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT revision, source, message, created_at, author, parent FROM configurations WHERE revision = ?");
    query.bind(1, revision);
    return first_row<ConfigurationRow>(query, [](SQLite::Statement& row) {
      return ConfigurationRow{row.getColumn(0).getString(),          row.getColumn(1).getString(),
                              row.getColumn(2).getString(),          instant(row.getColumn(3).getInt64()),
                              row.getColumn(4).getString(),          row.getColumn(5).getString()};
    });
  });
}

std::vector<ActivationRow> Store::activations(std::int64_t before, int limit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT sequence, revision, activated_at, kind, activated_by, confirmed_by, message FROM activations "
        "WHERE ?1 = 0 OR sequence < ?1 ORDER BY sequence DESC LIMIT ?2");
    query.bind(1, before);
    query.bind(2, limit);
    return all_rows<ActivationRow>(query, read_activation);
  });
}

std::string Store::last_imported() {
  return state_->read([&](Connection& connection) {
    auto& query =
        connection.statement("SELECT revision FROM activations WHERE kind = 'file' ORDER BY sequence DESC LIMIT 1");
    return first_row<std::string>(query, [](SQLite::Statement& row) { return row.getColumn(0).getString(); })
        .value_or("");
  });
}

std::optional<DraftRow> Store::draft(const std::string& id) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_DRAFT_COLUMNS " FROM drafts WHERE id = ?");
    query.bind(1, id);
    return first_row<DraftRow>(query, read_draft);
  });
}

std::vector<DraftRow> Store::drafts(int limit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_DRAFT_COLUMNS " FROM drafts ORDER BY created_at DESC, id DESC LIMIT ?");
    query.bind(1, limit);
    return all_rows<DraftRow>(query, read_draft);
  });
}

std::vector<DraftFileRow> Store::draft_files(const std::string& draft) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement("SELECT " FENLIU_DRAFT_FILE_COLUMNS " FROM draft_files WHERE draft = ? ORDER BY path");
    query.bind(1, draft);
    return all_rows<DraftFileRow>(query, read_draft_file);
  });
}

std::vector<std::string> Store::drafts_of_file(const std::string& path) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT draft FROM draft_files JOIN drafts ON drafts.id = draft_files.draft "
        "WHERE draft_files.path = ? AND drafts.state = 'open' ORDER BY draft");
    query.bind(1, path);
    return all_rows<std::string>(query, [](SQLite::Statement& row) { return row.getColumn(0).getString(); });
  });
}

Store::ItemPage Store::items_since(Instant since, std::int64_t after, int limit) {
  return state_->read([&](Connection& connection) {
    auto& query = connection.statement(
        "SELECT " FENLIU_ITEM_COLUMNS
        ", sequence FROM items AS newest WHERE posted_at >= ?1 AND sequence > ?2 AND withdrawn = 0 AND revision = "
        "(SELECT max(revision) FROM items WHERE id = newest.id) ORDER BY sequence LIMIT ?3");
    query.bind(1, seconds(since));
    query.bind(2, after);
    query.bind(3, limit);
    ItemPage page;
    while (query.executeStep()) {
      page.items.push_back(read_item(query));
      page.next = query.getColumn(7).getInt64();
    }
    query.tryReset();
    return page;
  });
}

}  // namespace fenliu::store
