// What a stored notice says to whom it goes outside.
#pragma once

#include "daemon/app/office.h"
#include "rules/notices/messages.h"

namespace fenliu::app {

// What the store knows beside the notice. Empty for one that is only previewed.
struct NoticeSetting {
  std::optional<rules::ToldState> before;       // what the unit was told last before
  rules::CalendarShare share;                   // why it is concerned, by the decision of then
  std::map<rules::MeetingId, std::string> titles;  // of the public meetings that moved it
  std::string poster;
};

NoticeSetting setting_of(Office& office, const store::NoticeRow& notice);

// Before the secrecy policy. `item` in the revision that the notice speaks of; `language` zh, vi or en; `said`: when it goes
// out. Error: the notice's state cannot be read.
Result<rules::Message> message_of_notice(const rules::Configuration& configuration, const Item& item, const store::NoticeRow& notice,
                                         const std::string& language, Instant said, NoticeSetting setting = {});

}  // namespace fenliu::app
