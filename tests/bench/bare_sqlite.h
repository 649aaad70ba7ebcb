// The peer of posting: a program of nothing but SQLite's C interface that writes the same rows.
#pragma once

#include <string>
#include <vector>

namespace fenliu::bench {

// The rows that posts left in the daemon's database, by post.
class PostedRows {
 public:
  // Reads items, decisions, notices and outbox entries. Throws std::runtime_error.
  explicit PostedRows(const std::string& database);
  ~PostedRows();

  std::size_t posts() const { return posts_.size(); }
  // Writes them to a new database with the same tables, indexes and settings (WAL, synchronous=FULL), `group` posts a
  // commit. Seconds, opening not included.
  double write(const std::string& database, std::size_t group) const;

  struct Row;  // internal

 private:
  std::vector<std::string> schema_;
  std::vector<std::vector<Row>> posts_;
};

}  // namespace fenliu::bench
