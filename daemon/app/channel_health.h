// How the channels fare since the start: for the page, metrics and readiness. What waits and what is dead, the store knows.
#pragma once

#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "rules/time/instant.h"

namespace fenliu::app {

struct ChannelHealth {
  std::optional<rules::Instant> last_success;
  int failures_in_row = 0;
  std::string last_failure;                  // detail of the last attempt that failed, kept when it is over
  std::string trouble;                       // what keeps it from working just now; empty: nothing
  std::map<std::string, std::int64_t> outcomes;  // delivered, retry, refused, dead
  // Seconds from falling due to being taken, cumulative as Prometheus wants them.
  static constexpr std::array<int, 8> kBounds{1, 2, 5, 15, 60, 300, 1800, 7200};
  std::array<std::int64_t, kBounds.size()> within{};
  std::int64_t waited_count = 0;
  std::int64_t waited_seconds = 0;
};

// Thread-safe.
class ChannelHealths {
 public:
  void delivered(const std::string& channel, rules::Instant at, std::int64_t waited_seconds);
  void failed(const std::string& channel, const std::string& outcome, const std::string& detail);
  void set_trouble(const std::string& channel, const std::string& what);
  std::map<std::string, ChannelHealth> all() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, ChannelHealth> channels_;  // guarded by mutex_
};

}  // namespace fenliu::app
