// What becomes of a notice outside: one row for each channel and recipient, leased while it is on its way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rules/time/instant.h"

namespace fenliu::store {

using rules::Instant;

// `state`:
//   waiting    to be sent from `next_at` on
//   leased     a worker has it; after a crash it is waiting again, with the same key
//   delivered  the other side took it
//   dead       refused, or tried too often: somebody mends and resends it, or discards it
//   cancelled  nobody wants it any more: told something later, withdrawn, discarded; `detail` says which
//   held       waits for a person (a channel that works by hand)
struct DeliveryRow {
  std::int64_t id = 0;            // set by the store, ascending: the order per recipient, and the cursor
  std::string key;                // the same for every attempt: notice, channel and recipient
  std::string notice;
  std::string item;
  std::string unit;
  int sequence = 1;               // of told states
  std::string channel;
  std::string person;             // empty: the unit's account, or a group
  std::string name;
  std::string address;            // empty: a group
  std::string language;
  std::string cause;              // of rules::RecipientCause
  bool critical = false;          // waits for nothing but what was told before of the same item
  std::string state = "waiting";
  int attempts = 0;               // made or under way
  Instant next_at;
  std::optional<Instant> leased_until;
  std::string stopped;            // why it is not to be tried again, when that came while it was leased
  std::string detail;             // of the last attempt
  std::optional<Instant> delivered_at;
  Instant created_at;
};

struct DeliveryPage {
  std::vector<DeliveryRow> deliveries;
  std::int64_t next = 0;
};

// How many of a channel stand in a state; delivered and cancelled ones are not counted.
struct DeliveryCount {
  std::string channel;
  std::string state;
  std::int64_t count = 0;
};

// Which deliveries a worker takes. Time is the caller's.
struct LeaseRequest {
  std::string channel;
  Instant now;
  Instant until;                  // when a crashed worker's lease ends
  Instant farthest;               // whatever is due only after it was dated by a clock since set back, and is due now
  int limit = 1;
};

}  // namespace fenliu::store
