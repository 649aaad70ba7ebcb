// The work of one channel: takes what is due, sends it in order, says what became of it. Knows no threads and does not sleep.
#pragma once

#include <functional>
#include <set>

#include "daemon/deliver/delivery_queue.h"

namespace fenliu::deliver {

// Opens a channel, its secret read anew. Error: what is wrong with settings or secret.
using Opener = std::function<rules::Result<std::unique_ptr<Channel>>(const rules::ChannelSettings&)>;

// Where time and chance come from.
struct Pace {
  std::function<milliseconds()> elapsed;  // of a clock that never runs backwards
  std::function<double()> chance;         // drawn evenly from [0, 1)
};

// One thread at a time. While the channel fails for everybody it rests and tries single deliveries; what one recipient
// cannot get now holds back what comes after for that recipient only, and critical things not even that.
class ChannelWorker {
 public:
  ChannelWorker(rules::ChannelSettings settings, Opener open, DeliveryQueue& queue, Pace pace);

  // Sends what is due, for about kBatchTime. How long until the next call has something to do, unless it is woken.
  // `stopping` is asked between two deliveries.
  milliseconds step(const std::function<bool()>& stopping);
  // From the next step on.
  void change(rules::ChannelSettings settings);

  static constexpr int kBatch = 32;
  static constexpr milliseconds kBatchTime{2000};  // what is told anew meanwhile stops the rest
  static constexpr milliseconds kIdle{1000};       // between looks at the store

 private:
  bool open();
  bool flush();                                    // false: the store does not take it
  void send(std::vector<Leased>& leased, const std::function<bool()>& stopping);
  Report attempt(const Leased& leased);
  void note_trouble(const std::string& what);

  rules::ChannelSettings settings_;
  const Opener open_;
  DeliveryQueue& queue_;
  const Pace pace_;
  std::unique_ptr<Channel> channel_;
  RateWindow rate_;
  std::vector<Report> unreported_;
  int failures_ = 0;                               // in a row
  milliseconds rests_until_{0};
  std::string trouble_;
};

}  // namespace fenliu::deliver
