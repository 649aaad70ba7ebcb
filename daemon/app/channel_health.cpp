// Counting what becomes of deliveries.
#include "daemon/app/channel_health.h"

namespace fenliu::app {

void ChannelHealths::delivered(const std::string& channel, rules::Instant at, std::int64_t waited_seconds) {
  std::lock_guard lock(mutex_);
  auto& health = channels_[channel];
  health.last_success = at;
  health.failures_in_row = 0;
  ++health.outcomes["delivered"];
  ++health.waited_count;
  health.waited_seconds += waited_seconds;
  for (std::size_t i = 0; i < ChannelHealth::kBounds.size(); ++i) {
    if (waited_seconds <= ChannelHealth::kBounds[i]) ++health.within[i];
  }
}

void ChannelHealths::failed(const std::string& channel, const std::string& outcome, const std::string& detail) {
  std::lock_guard lock(mutex_);
  auto& health = channels_[channel];
  ++health.failures_in_row;
  health.last_failure = detail;
  ++health.outcomes[outcome];
}

void ChannelHealths::set_trouble(const std::string& channel, const std::string& what) {
  std::lock_guard lock(mutex_);
  channels_[channel].trouble = what;
}

std::map<std::string, ChannelHealth> ChannelHealths::all() const {
  std::lock_guard lock(mutex_);
  return channels_;
}

}  // namespace fenliu::app
