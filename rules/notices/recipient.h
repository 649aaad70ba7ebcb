// Who takes a notice out of one channel's hand.
#pragma once

#include <string>
#include <vector>

#include "rules/notices/notices.h"
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

// What of a notice decides who within the unit hears it. Nothing: whoever hears of anything.
struct Occasion {
  std::optional<Receives> receives;
  bool escalated = false;     // to the next in line: whoever stands first did not answer
};
Occasion occasion_of(Stage stage, Role role, ItemKind kind);

// To whom a notice of `unit` goes over `channel` at `at`: whoever holds the post or the duty then (a notice waits in the
// outbox under its unit, not under a name). Empty: nobody there has an address of that kind. A group robot has one
// recipient, the group. While the office is open those are the posts that receive such notices, else who is on duty, if
// anybody is; the unit's shared account hears when a post is vacant, everybody of it away, or nobody has an address. By hand
// everybody can be reached: there the address, a telephone number, may be empty.
std::vector<Recipient> recipients_of(const Configuration& configuration, const UnitId& unit, const ChannelSettings& channel,
                                     Instant at, const Occasion& occasion = {});

}  // namespace fenliu::rules
