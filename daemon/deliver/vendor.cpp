// Answers of vendors.
#include "daemon/deliver/vendor.h"

#include <algorithm>
#include <sstream>

#include <boost/json.hpp>

namespace fenliu::deliver {

namespace json = boost::json;

namespace {

std::optional<long> code_in(const json::object& answer, const std::vector<const char*>& keys) {
  for (const auto* key : keys) {
    const auto* value = answer.if_contains(key);
    if (value == nullptr) continue;
    if (value->is_int64()) return static_cast<long>(value->get_int64());
    // Some gateways write numbers as text.
    if (value->is_string()) {
      const std::string text(value->get_string());
      const bool number = !text.empty() && text.size() < 10 && std::all_of(text.begin() + (text[0] == '-' && text.size() > 1), text.end(), [](char c) { return c >= '0' && c <= '9'; });
      if (number) return std::stol(text);
    }
  }
  return {};
}

}  // namespace

Outcome vendor_outcome(const HttpResponse& response, const VendorCodes& codes, const std::vector<std::string>& secrets) {
  auto outcome = outcome_of(response);
  if (response.status == 0 || response.status >= 500) return outcome;
  boost::system::error_code failed;
  const auto answer = json::parse(response.body, failed);
  const auto code = failed || !answer.is_object() ? std::nullopt : code_in(answer.get_object(), codes.code_keys);
  if (!code) {
    if (outcome.kind == Outcome::Kind::delivered) return {Outcome::Kind::retry, "HTTP " + std::to_string(response.status) + ", but the answer holds no code", {}};
    return outcome;
  }
  if (*code == 0) return outcome;
  auto detail = "code " + std::to_string(*code);
  if (const auto* text = answer.get_object().if_contains(codes.text_key); text != nullptr && text->is_string()) detail += ": " + std::string(text->get_string());
  for (const auto& secret : secrets) detail = short_detail(detail, secret);
  const bool later = response.status == 429 || std::find(codes.later.begin(), codes.later.end(), *code) != codes.later.end();
  return {later ? Outcome::Kind::retry : Outcome::Kind::refused, short_detail(detail, ""), later ? response.retry_after : std::nullopt};
}

std::string chat_text(const rules::Message& message, std::size_t longest_bytes) {
  auto text = message.brief.empty() ? message.subject : message.brief;
  if (!message.link.empty() && text.size() + 1 + message.link.size() <= longest_bytes) text += "\n" + message.link;
  if (text.size() <= longest_bytes) return text;
  auto end = longest_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::vector<std::string> words_of(const std::string& secret) {
  std::istringstream stream(secret);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::string url_of(const rules::ChannelSettings& settings, const char* otherwise) { return settings.url.empty() ? otherwise : settings.url; }

}  // namespace fenliu::deliver
