// Headers, encoded words and the parts of a mail.
#include "daemon/deliver/mail_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "daemon/deliver/signing.h"
#include "rules/notices/icalendar_text.h"
#include "rules/text/utf8.h"

namespace fenliu::deliver {

namespace {

constexpr std::size_t kWordBytes = 39;    // 52 characters of base64: with "=?UTF-8?B?" and "?=" 64 of the 75 allowed
constexpr std::size_t kBase64Line = 76;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }
bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string without_controls(const std::string& text) {
  std::string line;
  for (const char c : text) line += is_control(c) ? ' ' : c;
  return line;
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '"')) text.pop_back();
  while (!text.empty() && (text.front() == ' ' || text.front() == '"')) text.erase(0, 1);
  return text;
}

// Always encoded where it is not plain words: no quoting rules, no injection.
std::string phrase(const std::string& name) {
  const auto plain = [](char c) { return c == ' ' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  if (std::all_of(name.begin(), name.end(), plain)) return name;
  std::string encoded, piece;
  const auto flush = [&] {
    if (piece.empty()) return;
    encoded += (encoded.empty() ? "" : "\r\n ") + std::string("=?UTF-8?B?") + to_base64(piece) + "?=";
    piece.clear();
  };
  const auto text = without_controls(name);
  for (std::size_t i = 0; i < text.size();) {
    const auto start = i;
    rules::decode_code_point(text, i);
    if (piece.size() + (i - start) > kWordBytes) flush();
    piece.append(text, start, i - start);
  }
  flush();
  return encoded;
}

std::string shown(const Mailbox& mailbox) { return mailbox.name.empty() ? mailbox.address : phrase(mailbox.name) + " <" + mailbox.address + ">"; }

// "Thu, 24 Nov 2022 10:12:00 +0000" (RFC 5322, 3.3).
std::string date(rules::Instant at) {
  constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day ymd{day};
  const std::chrono::hh_mm_ss time{at - day};
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000", kDays[std::chrono::weekday{day}.c_encoding()],
                static_cast<unsigned>(ymd.day()), kMonths[static_cast<unsigned>(ymd.month()) - 1], static_cast<int>(ymd.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return buffer.data();
}

// Text has CR LF line ends before it is encoded (RFC 2045, 6.8).
std::string body(const std::string& text) {
  std::string canonical;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) canonical += '\r';
    canonical += text[i];
  }
  const auto encoded = to_base64(canonical);
  std::string lines;
  for (std::size_t at = 0; at < encoded.size(); at += kBase64Line) lines += encoded.substr(at, kBase64Line) + "\r\n";
  return lines;
}

std::string part(const std::string& type, const std::string& text) {
  return "Content-Type: " + type + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + body(text);
}

std::string html_page(const rules::Message& message, const char* language) {
  std::string title;
  for (const char c : message.subject) title += c == '<' ? std::string("&lt;") : c == '&' ? "&amp;" : std::string(1, c);
  return std::string("<!DOCTYPE html>\n<html lang=\"") + language + "\"><head><meta charset=\"utf-8\">" +
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + title +
         "</title></head>\n<body style=\"margin:0;padding:8px\">\n" + message.html + "</body></html>\n";
}

}  // namespace

std::optional<Mailbox> parse_mailbox(const std::string& text) {
  if (std::any_of(text.begin(), text.end(), is_control)) return {};
  Mailbox mailbox;
  const auto open = text.rfind('<');
  if (open != std::string::npos) {
    const auto close = text.find('>', open);
    if (close == std::string::npos || !trimmed(text.substr(close + 1)).empty()) return {};
    mailbox = {trimmed(text.substr(0, open)), text.substr(open + 1, close - open - 1)};
  } else {
    mailbox.address = trimmed(text);
  }
  const auto& address = mailbox.address;
  const auto sign = address.find('@');
  const bool shaped = sign != std::string::npos && sign > 0 && sign + 1 < address.size() && address.find('@', sign + 1) == std::string::npos;
  const bool clean = is_ascii(address) && address.find_first_of(" <>(),;:\"\\[]") == std::string::npos;
  if (!shaped || !clean || address.size() > 254) return {};
  return mailbox;
}

std::string encoded_words(const std::string& text) {
  // What looks like an encoded word would be read as one.
  const bool plain = is_ascii(text) && std::none_of(text.begin(), text.end(), is_control) && text.find("=?") == std::string::npos && text.size() < 60;
  return plain ? text : phrase(text);
}

std::string mail_text(const Envelope& envelope, const Mailbox& from, const Mailbox& to) {
  const auto& message = envelope.message;
  const auto domain = from.address.substr(from.address.find('@') + 1);
  const auto thread = "<" + short_hash("thread\n" + message.item + "\n" + to.address) + "@" + domain + ">";
  const auto boundary = "=_fenliu_" + short_hash("boundary\n" + envelope.key);  // '_' never stands in base64
  const char* language = message.language == "zh" ? "zh-CN" : message.language == "vi" ? "vi" : "en";
  std::string text = "Date: " + date(message.at) + "\r\nFrom: " + shown(from) + "\r\nTo: " + shown(to) + "\r\nSubject: " +
                     encoded_words(message.subject) + "\r\nMessage-ID: <" + short_hash("mail\n" + envelope.key) + "@" + domain + ">\r\n";
  if (!message.item.empty()) text += "In-Reply-To: " + thread + "\r\nReferences: " + thread + "\r\n";
  // RFC 3834, 5: nobody's holiday answers this.
  text += "Auto-Submitted: auto-generated\r\nContent-Language: " + std::string(language) + "\r\n";
  if (message.urgency == rules::Urgency::critical) text += "Importance: high\r\n";
  text += "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n";
  const auto add = [&](const std::string& type, const std::string& content) { text += "--" + boundary + "\r\n" + part(type, content); };
  add("text/plain; charset=utf-8", message.text);
  if (!message.html.empty()) add("text/html; charset=utf-8", html_page(message, language));
  if (!message.calendar.empty()) {
    const bool cancel = message.calendar.find("\r\nMETHOD:CANCEL\r\n") != std::string::npos;
    add(std::string("text/calendar; charset=utf-8; method=") + (cancel ? "CANCEL" : "REQUEST"),
        rules::addressed_calendar(message.calendar, {from.name, from.address}, {to.name, to.address}));
  }
  return text + "--" + boundary + "--\r\n";
}

}  // namespace fenliu::deliver
