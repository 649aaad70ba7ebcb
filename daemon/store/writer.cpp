// Group commit: with a 2 ms fsync it is worth about five times the single commits.
#include "daemon/store/writer.h"

#include <algorithm>

#include <sqlite3.h>

#include "daemon/store/transaction.h"

namespace fenliu::store {

Writer::Writer(const StoreOptions& options)
    : connection_(options, true), group_limit_(std::max(1, options.group_limit)), thread_([this] { run(); }) {}

Writer::~Writer() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_arrived_.notify_all();
  thread_.join();
}

Result<Done> Writer::write(std::function<Result<Done>(Transaction&)> work) {
  Waiting waiting;
  waiting.work = std::move(work);
  std::unique_lock lock(mutex_);
  queue_.push_back(&waiting);
  work_arrived_.notify_one();
  work_finished_.wait(lock, [&] { return waiting.finished; });
  return waiting.result;
}

bool Writer::writable() {
  const bool failed = disk_failed_;
  const auto wrote = write([this](Transaction&) -> Result<Done> {
    connection_.database().exec("UPDATE plan SET sequence = sequence");  // a page goes to the disk all the same
    return Done{};
  });
  return wrote.ok() && !failed;
}

void Writer::wait_for_commits(std::int64_t seen, std::chrono::milliseconds at_most) {
  std::unique_lock lock(mutex_);
  work_finished_.wait_for(lock, at_most, [&] { return commits_ > seen || stopping_; });
}

void Writer::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    work_arrived_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const auto size = std::min<std::size_t>(queue_.size(), static_cast<std::size_t>(group_limit_));
    std::vector<Waiting*> group(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(size));
    queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(size));
    lock.unlock();
    commit_group(group);
    lock.lock();
    for (auto* waiting : group) waiting->finished = true;
    work_finished_.notify_all();
  }
}

void Writer::run_one(Transaction& transaction, Waiting& waiting) {
  auto& database = connection_.database();
  database.exec("SAVEPOINT writer");
  try {
    waiting.result = waiting.work(transaction);
  } catch (const SQLite::Exception& exception) {
    // A disk that fails takes the whole transaction with it, the savepoint too.
    if (sqlite3_get_autocommit(database.getHandle()) != 0) throw;
    waiting.result = to_error(exception);
  } catch (const std::exception& exception) {
    waiting.result = rules::Error{rules::ErrorKind::internal, "The operation failed; nothing was stored", exception.what()};
  }
  if (!waiting.result.ok()) database.exec("ROLLBACK TO writer");
  database.exec("RELEASE writer");
}

void Writer::commit_group(std::vector<Waiting*>& group) {
  auto& database = connection_.database();
  try {
    database.exec("BEGIN IMMEDIATE");
    SqliteTransaction transaction(connection_);
    for (auto* waiting : group) run_one(transaction, *waiting);
    // Else the snapshot would outlive the commit, and once another process has written no transaction could begin again.
    connection_.reset_statements();
    database.exec("COMMIT");
    ++commits_;
    disk_failed_ = false;
  } catch (const SQLite::Exception& exception) {
    const auto error = to_error(exception);
    // A database that another process holds is busy, not broken.
    const int code = exception.getErrorCode() & 0xff;
    disk_failed_ = disk_failed_ || code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_READONLY;
    if (sqlite3_get_autocommit(database.getHandle()) == 0) {
      database.tryExec("ROLLBACK");
    }
    for (auto* waiting : group) waiting->result = error;
  }
}

}  // namespace fenliu::store
