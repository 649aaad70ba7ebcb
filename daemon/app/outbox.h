// What leaves the office: deliveries made when a notice falls due, leased to the channels' workers, and what becomes of them.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>

#include "daemon/app/office.h"
#include "daemon/deliver/delivery_queue.h"

namespace fenliu::app {

// Makes the deliveries of notices that have fallen due, to whoever holds the posts now, each notice in one transaction with
// the mark that it was done; stops what they replace. How many were made. Where nothing may leave (shadow, simulated time,
// no channels) the notices are marked all the same: a channel that comes later does not send what is past.
Result<std::size_t> address_due(Office& office, Instant now);

// Waiting deliveries over channels that the configuration no longer has are dead: somebody should see them.
Result<Done> bury_orphans(Office& office);

// Time for deliveries: the clock's, but it goes on where that stands still because it was set back. A wait that is in the
// store is then as long as it was meant to be.
class SteadyTime {
 public:
  // `elapsed` of a clock that never runs backwards. Thread-safe.
  Instant now(Instant wall, std::chrono::milliseconds elapsed);

 private:
  std::mutex mutex_;
  Instant anchor_{};                            // guarded by mutex_, as the next
  std::chrono::milliseconds anchored_at_{0};
};

class Outbox : public deliver::DeliveryQueue {
 public:
  Outbox(Office& office, std::function<Instant()> now) : office_(office), now_(std::move(now)) {}

  Result<std::vector<deliver::Leased>> lease(const std::string& channel, int limit, deliver::seconds longest) override;
  Result<Done> report(const std::string& channel, const std::vector<deliver::Report>& reports) override;
  void trouble(const std::string& channel, const std::string& what) override;

 private:
  void note_masked(std::int64_t id, const std::string& words);
  std::string masked_of(std::int64_t id);

  Office& office_;
  const std::function<Instant()> now_;
  std::mutex mutex_;
  std::map<std::int64_t, std::string> masked_;  // of what is being sent; guarded by mutex_
};

}  // namespace fenliu::app
