// What runs while something may leave the office: notices that fall due are addressed, and every channel has its thread.
#pragma once

#include <atomic>
#include <thread>

#include "daemon/app/clock.h"
#include "daemon/app/outbox.h"
#include "daemon/deliver/dispatcher.h"

namespace fenliu::app {

// From its construction to its destruction, which waits for what is being sent. REQUIRES that nobody else works on the data
// folder: what somebody had leased is waiting again.
class Sending {
 public:
  Sending(Office& office, Clock& clock, deliver::Opener open);
  ~Sending();

 private:
  void run();
  void look();                       // once, at what has fallen due and what was configured
  Instant now();

  Office& office_;
  Clock& clock_;
  SteadyTime time_;
  Outbox outbox_;
  deliver::Dispatcher dispatcher_;
  std::string configured_;           // revision of the configuration that the dispatcher has; the thread's
  Instant idle_until_{};             // the thread's, too
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace fenliu::app
