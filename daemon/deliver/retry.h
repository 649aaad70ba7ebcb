// What becomes of a delivery after an attempt, and when a channel may send again. Pure: time and chance come in.
#pragma once

#include <chrono>
#include <deque>

#include "daemon/deliver/channel.h"

namespace fenliu::deliver {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Full jitter (as in "Exponential Backoff And Jitter", AWS Architecture Blog, 2015): a wait drawn evenly from nothing to a
// bound that doubles with every attempt, up to a ceiling. Senders that failed together come back apart.
inline constexpr seconds kFirstBackoff{10};
inline constexpr seconds kBackoffCeiling{900};
// What the other side may ask for at most; then it is asked again.
inline constexpr seconds kLongestRetryAfter{3600};
// While a channel reaches nobody at all, attempts kill no delivery before it is this old.
inline constexpr seconds kOutage{24 * 3600};
// From so many failures in a row on a channel rests, then tries a single delivery.
inline constexpr int kFailuresThatRest = 3;
inline constexpr seconds kRestCeiling{60};

// Why a delivery goes as it does.
struct Attempt {
  int number = 1;             // of this attempt, from 1
  int limit = 10;             // of the channel
  seconds age{0};             // since the delivery was made
  bool channel_down = false;  // its last kFailuresThatRest attempts or more all came to nothing, this one among them
};

struct Next {
  enum class State { delivered, waiting, dead };
  State state = State::delivered;
  seconds wait{0};            // waiting: until the next attempt, at least 1 s
};

// `chance` is drawn evenly from [0, 1). A wait that the other side asked for is kept whole, and the jitter added to it.
Next what_next(const Outcome& outcome, const Attempt& attempt, double chance);

// How long a channel rests after so many failures in a row; 0: not at all.
milliseconds rest_after(int failures_in_row, double chance);

// At most `per_minute` in any minute, bursts and all: a bucket that refills would let nearly twice as many through in the
// minute after it was full, and group robots are blocked for that. Times are of one clock that never runs backwards.
class RateWindow {
 public:
  explicit RateWindow(int per_minute) : per_minute_(per_minute) {}  // 0: as many as come
  int free(milliseconds now);              // that may be sent now; many when there is no limit
  milliseconds until_free(milliseconds now);
  void note(milliseconds now) { if (per_minute_ > 0) sent_.push_back(now); }

 private:
  void forget(milliseconds now);
  int per_minute_;
  std::deque<milliseconds> sent_;          // of the last minute
};

}  // namespace fenliu::deliver
