// A client that asks at a steady rate, and times the answers so that its own waiting for a processor is no part of them.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace fenliu::bench {

// POSTs one body after the other, each when it is due, over one connection. A time begins when the request leaves, or was
// due while the answer before it was still awaited, and ends when the kernel receives the answer's last byte for this
// client: what follows, until this thread runs again, says how busy the machine is, not how fast the daemon answers.
// Decisions are expected: the revision in the last answer is kept.
class SteadyClient {
 public:
  SteadyClient(std::uint16_t port, const std::string& token, const std::string& target, const std::vector<std::string>& bodies,
               std::chrono::microseconds period);
  ~SteadyClient();
  SteadyClient(const SteadyClient&) = delete;

  // Waits for the first answer of this revision; false: none within the limit, or the client failed.
  bool wait_for(const std::string& revision, std::chrono::seconds limit);
  std::vector<double> take_seconds();   // of the answers since the last call
  std::string failure() const;          // empty: every answer was a decision

 private:
  void run(std::uint16_t port, std::chrono::microseconds period);
  void note(double seconds, std::string revision);

  const std::vector<std::string> requests_;  // head and body
  std::atomic<bool> stop_{false};
  mutable std::mutex mutex_;
  std::condition_variable answered_;
  std::string revision_, failure_;           // guarded by mutex_
  std::vector<double> seconds_;              // guarded by mutex_
  std::thread thread_;
};

}  // namespace fenliu::bench
