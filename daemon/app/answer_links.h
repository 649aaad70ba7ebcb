// Answering out of a message: a signed, expiring link for one purpose, one notice and one recipient.
#pragma once

#include "daemon/app/use_cases.h"

namespace fenliu::app {

enum class AnswerPurpose { acknowledge, done };

inline constexpr std::chrono::hours kAnswerLinkValid{14 * 24};

// Whom the message goes to: what stands in the link, signed. No name of the item, no text.
struct AnswerReader {
  std::string person;    // id, recorded beside the unit; empty: the unit's shared account
  std::string language;  // zh, vi, en; empty: the office's
};

// "/answer/TOKEN", to be put behind the office's address; empty: the office has no key, so there are no links. Nothing is
// stored: the token holds purpose, notice, reader and expiry under an HMAC (libsodium crypto_auth, HMAC-SHA-512-256).
std::string answer_link(const Office& office, const store::NoticeRow& notice, AnswerPurpose purpose, const AnswerReader& reader, Instant now);

// The key in `folder`, made when it is missing: 32 bytes in a file that only its owner may read. Error: others may read it.
Result<std::string> answer_key_of(const std::string& folder);

// GET: says what is asked, with one button that POSTs; changes nothing, for programs that look at links before people do.
Result<Answer> answer_page(Office&, const std::string& token, Instant now);
// POST: records it. Used again it says so and when. Unknown 404; expired, withdrawn or no longer of concern 410.
Result<Answer> record_answer(Office&, const std::string& token, Instant now);

}  // namespace fenliu::app
