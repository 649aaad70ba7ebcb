// Backoff, death and rates.
#include "daemon/deliver/retry.h"

#include <algorithm>

namespace fenliu::deliver {

namespace {

constexpr int kUnlimited = 1000000;
constexpr milliseconds kMinute{60000};

seconds doubled(seconds first, int times, seconds ceiling) {
  auto bound = first;
  for (int i = 0; i < times && bound < ceiling; ++i) bound *= 2;
  return std::min(bound, ceiling);
}

}  // namespace

Next what_next(const Outcome& outcome, const Attempt& attempt, double chance) {
  if (outcome.kind == Outcome::Kind::delivered) return {Next::State::delivered, seconds{0}};
  if (outcome.kind == Outcome::Kind::refused) return {Next::State::dead, seconds{0}};
  const bool patient = attempt.channel_down && attempt.age < kOutage;
  if (attempt.number >= attempt.limit && !patient) return {Next::State::dead, seconds{0}};
  const auto bound = doubled(kFirstBackoff, attempt.number - 1, kBackoffCeiling);
  const auto jitter = std::max(seconds{1}, seconds{static_cast<std::int64_t>(chance * static_cast<double>(bound.count()))});
  if (!outcome.retry_after) return {Next::State::waiting, jitter};
  const auto asked = std::clamp(*outcome.retry_after, seconds{0}, kLongestRetryAfter);
  return {Next::State::waiting, asked + std::min(jitter, kFirstBackoff)};
}

milliseconds rest_after(int failures_in_row, double chance) {
  if (failures_in_row < kFailuresThatRest) return milliseconds{0};
  const auto bound = doubled(seconds{2}, failures_in_row - kFailuresThatRest, kRestCeiling);
  // Half of it for certain: a channel that is down is not hammered.
  return milliseconds{static_cast<std::int64_t>((0.5 + chance / 2) * 1000.0 * static_cast<double>(bound.count()))};
}

void RateWindow::forget(milliseconds now) {
  while (!sent_.empty() && sent_.front() + kMinute <= now) sent_.pop_front();
}

int RateWindow::free(milliseconds now) {
  if (per_minute_ == 0) return kUnlimited;
  forget(now);
  return std::max(0, per_minute_ - static_cast<int>(sent_.size()));
}

milliseconds RateWindow::until_free(milliseconds now) {
  return free(now) > 0 ? milliseconds{0} : sent_.front() + kMinute - now;
}

}  // namespace fenliu::deliver
