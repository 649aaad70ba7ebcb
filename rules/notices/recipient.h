// Who takes a notice out of one channel's hand.
#pragma once

#include <string>
#include <vector>

#include "rules/source/channel_settings.h"
#include "rules/source/configuration.h"

namespace fenliu::rules {

// Why this one: the unit's shared account, the holder of a post, a deputy, who is on duty, or a group that the channel is.
enum class RecipientCause { unit, post, deputy, duty, group };
std::string_view to_string(RecipientCause cause);

struct Recipient {
  UnitId unit;
  std::string person;     // id; empty: the unit's shared account or a group
  std::string name;       // shown to people
  std::string address;    // in the channel's own form: mailbox, telephone number, user id; empty for a group
  std::string language;   // empty: the office's
  RecipientCause cause = RecipientCause::unit;
};

// To whom a notice of `unit` goes over `channel` at `at`: whoever holds the post or the duty then (a notice waits in the
// outbox under its unit, not under a name). Empty: nobody there has an address of that kind. A group robot has one
// recipient, the group.
std::vector<Recipient> recipients_of(const Configuration& configuration, const UnitId& unit, const ChannelSettings& channel,
                                     Instant at);

}  // namespace fenliu::rules
