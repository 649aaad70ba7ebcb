// What a store holds while it is open: the writer, and connections for reading. Internal to store/.
#pragma once

#include <mutex>

#include "daemon/store/connection.h"
#include "daemon/store/writer.h"

namespace fenliu::store {

struct Store::State {
  explicit State(const StoreOptions& given) : options(given), writer(given) {}

  // A connection for one read; it goes back to the pool afterwards.
  template <class Read>
  auto read(Read&& work) {
    std::unique_ptr<Connection> connection;
    {
      std::lock_guard lock(mutex);
      if (!idle.empty()) {
        connection = std::move(idle.back());
        idle.pop_back();
      }
    }
    if (!connection) connection = std::make_unique<Connection>(options, false);
    auto result = work(*connection);
    std::lock_guard lock(mutex);
    idle.push_back(std::move(connection));
    return result;
  }

  StoreOptions options;
  Writer writer;
  std::mutex mutex;
  std::vector<std::unique_ptr<Connection>> idle;  // guarded by mutex
};

// Every row of a finished query, then the statement is reset so that the snapshot is let go.
template <class Row, class ReadRow>
std::vector<Row> all_rows(SQLite::Statement& query, ReadRow&& read_row) {
  std::vector<Row> rows;
  while (query.executeStep()) rows.push_back(read_row(query));
  query.tryReset();
  return rows;
}

template <class Row, class ReadRow>
std::optional<Row> first_row(SQLite::Statement& query, ReadRow&& read_row) {
  std::optional<Row> row;
  if (query.executeStep()) row = read_row(query);
  query.tryReset();
  return row;
}

}  // namespace fenliu::store
