// Instants as a message says them: the time alone today, with the day otherwise. Internal to rules/notices.
#pragma once

#include <string>

#include "rules/cascade/windows.h"
#include "rules/time/instant.h"

namespace fenliu::rules {

class MessageTimes {
 public:
  // `said`: what "tomorrow" counts from; the date stands beside it, for mail is read later too.
  MessageTimes(const Zone& zone, Instant said, const std::string& language);

  // "19:40", "明天（11月25日）08:00", "08:00 tomorrow (25 November)", "08:00 thứ Bảy 26/11"; the year where it is another.
  std::string moment(Instant at) const;
  // The same without weekdays and "tomorrow": "11月25日08:00", "25 Nov 08:00", "08:00 25/11".
  std::string brief(Instant at) const;
  // Always with the date.
  std::string full(Instant at) const;
  bool is_past(Instant at) const { return at <= said_; }

 private:
  std::string day(Date date) const;

  const Zone& zone_;
  const Instant said_;
  const Date today_;
  const std::size_t column_;
};

}  // namespace fenliu::rules
