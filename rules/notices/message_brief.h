// The subject, and the one sentence for SMS and chat groups. Internal to rules/notices.
#pragma once

#include <string>

#include "rules/notices/message_times.h"
#include "rules/notices/messages.h"

namespace fenliu::rules {

struct BriefInput {
  const MessageRequest& request;
  const ToldState& state;
  const MessageTimes& times;
  std::size_t column;
  std::string title;            // that may be told
  bool merely_informed = false;
};

// "【时间变动】19:05到会：全县工作调度会"
std::string brief_subject(const BriefInput& input);
// The same with the place, the last report and what is proposed; the title shortened so that it fits.
std::string brief_sentence(const BriefInput& input);

}  // namespace fenliu::rules
