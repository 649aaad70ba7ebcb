// A thread for each channel, so that a slow one delays no other.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "daemon/deliver/channel_worker.h"

namespace fenliu::deliver {

// Thread-safe.
class Dispatcher {
 public:
  Dispatcher(DeliveryQueue& queue, Opener open, Pace pace);
  // Waits for what is being sent just now, each channel at most its time-out; the rest waits in the queue.
  ~Dispatcher();

  // Threads for these and no others. A channel that is there already goes on with its new settings after the delivery that
  // it is at; one that is gone ends after it.
  void configure(const std::vector<rules::ChannelSettings>& channels);
  // There may be something to send.
  void wake();

 private:
  struct Line {
    Line(const rules::ChannelSettings& settings, const Opener& open, DeliveryQueue& queue, const Pace& pace)
        : worker(settings, open, queue, pace) {}
    ChannelWorker worker;                          // the thread's
    std::optional<rules::ChannelSettings> changed;  // guarded by mutex_, as all below
    bool woken = false;
    bool stopping = false;
    bool ended = false;
    std::thread thread;
  };
  void run(Line& line);
  void reap();                                     // REQUIRES mutex_ held: joins threads that have ended

  DeliveryQueue& queue_;
  const Opener open_;
  const Pace pace_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::unique_ptr<Line>> lines_;   // guarded by mutex_
  std::vector<std::unique_ptr<Line>> leaving_;           // guarded by mutex_
};

}  // namespace fenliu::deliver
