// Where `now` comes from. Only the outermost loop reads it; everything below is handed an instant.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "rules/text/result.h"
#include "rules/time/instant.h"

namespace fenliu::app {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual rules::Instant now() = 0;  // thread-safe, never runs backwards (a clock set back stands still)
  virtual bool simulated() const = 0;
  virtual double speed() const { return 1.0; }
};

class SystemClock : public Clock {
 public:
  rules::Instant now() override;
  bool simulated() const override { return false; }

 private:
  std::mutex mutex_;
  rules::Instant last_{};  // guarded by mutex_
};

// Starts at an instant and runs `speed` times as fast as the wall (`serve --clock T[xSPEED]`).
class SimulatedClock : public Clock {
 public:
  SimulatedClock(rules::Instant start, double speed);
  rules::Instant now() override;
  bool simulated() const override { return true; }
  double speed() const override { return speed_; }

 private:
  const rules::Instant start_;
  const double speed_;
  const std::chrono::steady_clock::time_point began_;
};

// "T" or "TxSPEED" (0 < SPEED <= 100000); T is RFC 3339 with offset.
struct ClockSetting {
  rules::Instant start;
  double speed = 1.0;
};
rules::Result<ClockSetting> parse_clock(const std::string& text);

}  // namespace fenliu::app
