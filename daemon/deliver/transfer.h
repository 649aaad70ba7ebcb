// Transfers by libcurl: one handle a channel, so that connections are kept; a limit on the whole time and on what is read.
// Used from one thread at a time. HTTP goes this way too and not through cpp-httplib: that limits each read, not the whole, so
// that a server that sends a byte a second would hold a channel for hours.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/deliver/channel.h"

namespace fenliu::deliver {

struct HttpRequest {
  std::string url;                    // http or https
  std::string body;
  std::vector<std::string> headers;   // "Name: value"; REQUIRES no control characters
};

struct HttpResponse {
  int status = 0;                     // 0: there was none
  std::string body;                   // its first kLongestAnswer bytes
  std::string error;                  // when there was no answer: why, without the address
  std::optional<std::chrono::seconds> retry_after;
};

inline constexpr std::size_t kLongestAnswer = 64 * 1024;

struct Mail {
  std::string from, to;               // mailboxes
  std::string text;                   // headers and body, lines end in CR LF
};

struct SmtpAnswer {
  bool taken = false;
  int code = 0;                       // that the server refused with, 4xx or 5xx; 0: it did not
  std::string error;                  // what it said, or what libcurl says
};

class Transfer {
 public:
  // Timeout, certificates, user and require_tls from the settings.
  Transfer(const rules::ChannelSettings& settings, const std::string& secret);
  ~Transfer();
  Transfer(const Transfer&) = delete;

  // POST. Redirections are not followed.
  HttpResponse post(const HttpRequest& request);
  SmtpAnswer mail(const Mail& mail);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// 2xx delivered; 408, 425, 429 and 5xx retry, when the answer says so after that time; redirections and other 4xx refused;
// no answer: retry.
Outcome outcome_of(const HttpResponse& response);

// At most 200 bytes of one line, with nothing of the secret.
std::string short_detail(const std::string& text, const std::string& secret);

}  // namespace fenliu::deliver
