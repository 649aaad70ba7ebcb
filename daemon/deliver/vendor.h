// What robots and gateways have in common: a short text into a chat, and an answer whose own code counts, for most say HTTP 200
// with an error inside.
#pragma once

#include <string>
#include <vector>

#include "daemon/deliver/transfer.h"

namespace fenliu::deliver {

struct VendorCodes {
  std::vector<const char*> code_keys;  // the first that the answer has; 0 is success
  const char* text_key = "";           // what the vendor says of it
  std::vector<long> later;             // codes that mean: not now
};

// By the code in the answer where there is one, else by HTTP's status. A success without a code is none: retry.
Outcome vendor_outcome(const HttpResponse& response, const VendorCodes& codes, const std::vector<std::string>& secrets);

// The brief and, where it fits, the link: whole characters of at most `longest_bytes`.
std::string chat_text(const rules::Message& message, std::size_t longest_bytes);

// "a b\n" → {"a", "b"}: what one secret file holds for robots that have two.
std::vector<std::string> words_of(const std::string& secret);

// settings.url, or the vendor's own where it is empty.
std::string url_of(const rules::ChannelSettings& settings, const char* otherwise);

}  // namespace fenliu::deliver
