// A notice in a person's words: what to do, when and where first, then what is theirs, by when, why, and who decided.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/notices/calendar_events.h"
#include "rules/notices/message.h"
#include "rules/notices/notices.h"

namespace fenliu::rules {

// A link by which the recipient answers. `kind`: acknowledge, assign, done, object or infeasible; of another kind the word
// itself is shown.
struct AnswerLink {
  std::string kind, url;
};

// Everything that a message is made of; whoever asks has it from the notice, its decision and the store.
struct MessageRequest {
  const Configuration& configuration;
  const Item& item;                  // REQUIRES finished; masked already, where a policy masks
  std::string notice{};               // id
  UnitId unit{};
  int sequence = 1;
  Stage stage = Stage::new_;
  std::string reason{};               // machine word of the notice
  std::optional<ToldState> before{}; // what the unit was told last; nothing: this is the first
  ToldState state{};                   // what it is told now
  Instant at{};                       // decided
  Instant said{};                      // when it goes out: what "tomorrow" counts from
  std::string language{};              // zh, vi, en; empty: the office's
  std::string poster{};              // name on the notice; empty: not known
  CalendarShare share{};             // reasons of the unit, and the chain behind its window
  std::map<MeetingId, std::string> titles{};  // of public meetings, for the chain
  bool with_body = true;             // false: neither title nor text nor words of it; what of an internal item leaves is the secrecy policy's
  std::string link{};                // to the notice on the page
  std::vector<AnswerLink> answers{};
};

// Pure. Times stand in the configuration's zone, 24 hours, with the day where it is not the day of `said`. A stated deadline
// stands first, then what is proposed or holds instead. `brief` has at most 70 characters (160 where all are ASCII; one SMS
// after 3GPP TS 23.038) unless when and where alone need more.
Message message_of(const MessageRequest& request);

// Notices of one unit in one language that need no action, as one message. REQUIRES at least one.
Message digest_of(const std::vector<Message>& messages);

}  // namespace fenliu::rules
