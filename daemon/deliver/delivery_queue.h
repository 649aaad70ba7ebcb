// What sending needs of whoever keeps the deliveries: to take some, and to say what became of them. `app` implements it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/deliver/retry.h"
#include "rules/text/result.h"

namespace fenliu::deliver {

struct Leased {
  std::int64_t id = 0;
  Envelope envelope;
  seconds age{0};           // since the delivery was made
};

struct Report {
  std::int64_t id = 0;
  bool sent = true;         // false: it was not tried after all, and this was no attempt
  Outcome outcome;
  Next next;
};

// Thread-safe: every channel's worker calls it.
class DeliveryQueue {
 public:
  virtual ~DeliveryQueue() = default;
  // Up to `limit` deliveries of the channel that are due, in order; they are the worker's for `longest`. A worker takes none
  // before it has reported on all that it took. Error: the store does not answer; nothing was taken.
  virtual rules::Result<std::vector<Leased>> lease(const std::string& channel, int limit, seconds longest) = 0;
  // Durable when it answers ok; else the worker says it again.
  virtual rules::Result<rules::Done> report(const std::string& channel, const std::vector<Report>& reports) = 0;
  // What keeps the channel from working, once when it begins; an empty text when it is over.
  virtual void trouble(const std::string& channel, const std::string& what) = 0;
};

}  // namespace fenliu::deliver
