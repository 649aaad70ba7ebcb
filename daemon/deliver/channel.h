// The one small interface behind which every channel stands, a file each.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "rules/notices/message.h"
#include "rules/notices/recipient.h"

namespace fenliu::deliver {

// One message for one recipient. `key` is the same for every attempt at it: a receiver that keeps it gets nothing twice.
struct Envelope {
  std::string key;
  rules::Message message;
  rules::Recipient recipient;
  int attempt = 1;
};

struct Outcome {
  enum class Kind {
    delivered,  // the other side took it
    retry,      // not now: refused connection, time-out, 4xx of SMTP, 429, 5xx of HTTP
    refused,    // never like this: a wrong address, a rejected secret, 5xx of SMTP, other 4xx of HTTP
  };
  Kind kind = Kind::delivered;
  std::string detail;                               // for the administrator; holds neither secret nor the message
  std::optional<std::chrono::seconds> retry_after;  // what the other side asked for
};

// `send` blocks, at most the channel's timeout_seconds; it is called by one thread at a time and throws nothing. It reads
// no clock but for its time-outs: what stands in the message was decided before.
class Channel {
 public:
  virtual ~Channel() = default;
  virtual Outcome send(const Envelope& envelope) = 0;
};

// The channel of that kind; its secret was read by whoever makes it (an empty one: there is none). Never nullptr.
std::unique_ptr<Channel> make_channel(const rules::ChannelSettings& settings, const std::string& secret);

}  // namespace fenliu::deliver
