// The one writing thread: concurrent writers share a commit. Internal to store/.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "daemon/store/connection.h"

namespace fenliu::store {

// Takes up to `group_limit` waiting writers, runs each in a savepoint of one transaction, commits (one fsync), then
// answers them all. A writer that fails loses only its savepoint; a commit that fails is everybody's error.
class Writer {
 public:
  Writer(const StoreOptions& options);  // throws SQLite::Exception
  ~Writer();                            // finishes what was handed in

  Result<Done> write(std::function<Result<Done>(Transaction&)> work);
  // Whether a page can be written now, and no commit failed since the last one that did not.
  bool writable();
  void wait_for_commits(std::int64_t seen, std::chrono::milliseconds at_most);
  std::int64_t commits() const { return commits_; }  // of groups, since the start

 private:
  struct Waiting {
    std::function<Result<Done>(Transaction&)> work;
    Result<Done> result = Done{};
    bool finished = false;
  };
  void run();
  void commit_group(std::vector<Waiting*>& group);
  void run_one(Transaction& transaction, Waiting& waiting);

  Connection connection_;
  const int group_limit_;
  std::atomic<bool> disk_failed_{false};
  std::atomic<std::int64_t> commits_{0};
  std::mutex mutex_;
  std::condition_variable work_arrived_;
  std::condition_variable work_finished_;
  std::deque<Waiting*> queue_;  // guarded by mutex_
  bool stopping_ = false;       // guarded by mutex_
  std::thread thread_;
};

}  // namespace fenliu::store
