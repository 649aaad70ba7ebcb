// A clock that stands still until a test moves it.
#pragma once

#include <atomic>

#include "daemon/app/clock.h"

namespace fenliu::support {

// Thread-safe. `simulated` is what the daemon is told: true lets it show the demo's banner.
class FakeClock : public app::Clock {
 public:
  explicit FakeClock(rules::Instant start, bool simulated = false) : now_(start.time_since_epoch().count()), simulated_(simulated) {}

  rules::Instant now() override { return rules::Instant{std::chrono::seconds{now_.load()}}; }
  bool simulated() const override { return simulated_; }

  void advance(std::chrono::seconds by) { now_ += by.count(); }
  void set(rules::Instant now) { now_ = now.time_since_epoch().count(); }

 private:
  std::atomic<std::chrono::seconds::rep> now_;
  const bool simulated_;
};

}  // namespace fenliu::support
