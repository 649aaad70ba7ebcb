// What of a message may leave over a channel: the office's policy applied to all its forms at once.
#pragma once

#include "rules/item/item.h"
#include "rules/notices/masking.h"
#include "rules/notices/message.h"
#include "rules/source/secrecy_policy.h"

namespace fenliu::rules {

OpenNumbers open_numbers(const SecrecyPolicy& policy);

// Reduces subject, text, html, brief and calendar alike, by carried() for the channel and the item's secrecy, and says in
// `masked` what was taken out: kinds of personal data, `name-list`, `body`, `title`. Lists of persons never leave but with
// `full`. Of an item that may carry nothing, every text is empty: carries_nothing(); it must not be sent.
// REQUIRES that the message is in its recipient's language and tells of `item`. Pure.
Message apply_policy(Message message, const Item& item, const ChannelSettings& channel, const SecrecyPolicy& policy);

bool carries_nothing(const Message& message);

}  // namespace fenliu::rules
