// The system's clock and a simulated one.
#include "daemon/app/clock.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace fenliu::app {

rules::Instant SystemClock::now() {
  const auto read = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  std::lock_guard lock(mutex_);
  last_ = std::max(last_, read);
  return last_;
}

SimulatedClock::SimulatedClock(rules::Instant start, double speed)
    : start_(start), speed_(speed), began_(std::chrono::steady_clock::now()) {}

rules::Instant SimulatedClock::now() {
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - began_;
  return start_ + std::chrono::seconds{static_cast<std::int64_t>(passed.count() * speed_)};
}

rules::Result<ClockSetting> parse_clock(const std::string& text) {
  const auto x = text.find('x');
  const auto start = rules::parse_rfc3339(text.substr(0, x));
  if (!start) {
    return rules::Error{rules::ErrorKind::invalid, "--clock: '" + text + "' is no time",
                        "write 2022-11-24T16:30+08:00 or 2022-11-24T16:30+08:00x60"};
  }
  ClockSetting setting{*start, 1.0};
  if (x != std::string::npos) {
    char* end = nullptr;
    const auto digits = text.substr(x + 1);
    setting.speed = std::strtod(digits.c_str(), &end);
    if (digits.empty() || *end != '\0' || !(setting.speed > 0) || setting.speed > 100000) {
      return rules::Error{rules::ErrorKind::invalid, "--clock: '" + digits + "' is no speed",
                          "a number above 0 and at most 100000"};
    }
  }
  return setting;
}

}  // namespace fenliu::app
