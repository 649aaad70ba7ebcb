// What a stored notice says to whom it goes outside.
#pragma once

#include "daemon/app/office.h"
#include "rules/notices/message.h"
#include "rules/notices/recipient.h"

namespace fenliu::app {

// `item` in the revision that the notice speaks of. Error: the notice's state cannot be read.
Result<rules::Message> message_of_notice(const rules::Configuration& configuration, const Item& item, const store::NoticeRow& notice,
                                         const rules::Recipient& recipient);

}  // namespace fenliu::app
