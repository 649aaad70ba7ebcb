// libcurl's easy interface.
#include "daemon/deliver/transfer.h"

#include <algorithm>
#include <cstring>

#include <curl/curl.h>
#include <sys/socket.h>

namespace fenliu::deliver {

namespace {

constexpr std::size_t kLongestDetail = 200;

// REQUIRED once before any handle; the first channel is made before there are threads that could race for it, and a static is
// initialised once in any case.
void start_curl() {
  static const auto started = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)started;
}

class List {
 public:
  ~List() { curl_slist_free_all(list_); }
  void add(const std::string& line) { list_ = curl_slist_append(list_, line.c_str()); }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

struct Reading {
  const std::string* text;
  std::size_t at = 0;
};

std::size_t read_some(char* to, std::size_t size, std::size_t count, void* from) {
  auto& reading = *static_cast<Reading*>(from);
  const auto length = std::min(size * count, reading.text->size() - reading.at);
  std::memcpy(to, reading.text->data() + reading.at, length);
  reading.at += length;
  return length;
}

// Ends the transfer where more comes than anybody needs.
std::size_t keep_some(char* data, std::size_t size, std::size_t count, void* to) {
  auto& text = *static_cast<std::string*>(to);
  const auto length = size * count;
  const auto kept = std::min(length, kLongestAnswer - text.size());
  text.append(data, kept);
  return kept == length ? length : 0;
}

// Of a server's lines, the last that refuses: "451 4.7.1 Greylisted".
std::size_t keep_refusal(char* data, std::size_t size, std::size_t count, void* to) {
  if (size * count > 3 && (data[0] == '4' || data[0] == '5')) static_cast<std::string*>(to)->assign(data, size * count);
  return size * count;
}

using Steady = std::chrono::steady_clock;

// A refused mail's QUIT is not under libcurl's time-out; this ends it.
int is_late(void* deadline, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return Steady::now() >= *static_cast<const Steady::time_point*>(deadline) ? 1 : 0; }

}  // namespace

struct Transfer::State {
  rules::ChannelSettings settings;
  std::string secret;
  CURL* curl = nullptr;
  Steady::time_point deadline;

  // Options of every transfer; connections are kept over the reset.
  void prepare(const char* protocols) {
    curl_easy_reset(curl);
    deadline = Steady::now() + std::chrono::seconds{settings.timeout_seconds};
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, is_late);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &deadline);
    const auto timeout_ms = static_cast<long>(settings.timeout_seconds) * 1000L;
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout_ms);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, timeout_ms);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
    if (!settings.certificates.empty()) {
      curl_easy_setopt(curl, CURLOPT_CAINFO, settings.certificates.c_str());
      curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
    }
  }

  // Of a connection in its care libcurl takes leave with QUIT, and waits two minutes for the answer, whatever the time-outs: on
  // one whose other side is silent it must not be able to. Who closes a channel would wait as well.
  void drop() const {
    curl_socket_t socket = CURL_SOCKET_BAD;
    if (curl != nullptr && curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK && socket != CURL_SOCKET_BAD) {
      ::shutdown(socket, SHUT_RDWR);
    }
  }

  std::string said(CURLcode code) const {
    return short_detail(curl_easy_strerror(code == CURLE_ABORTED_BY_CALLBACK ? CURLE_OPERATION_TIMEDOUT : code), secret);
  }
};

Transfer::Transfer(const rules::ChannelSettings& settings, const std::string& secret) : state_(std::make_unique<State>()) {
  start_curl();
  state_->settings = settings;
  state_->secret = secret;
  state_->curl = curl_easy_init();
}

Transfer::~Transfer() {
  state_->drop();
  curl_easy_cleanup(state_->curl);
}

HttpResponse Transfer::post(const HttpRequest& request) {
  HttpResponse response;
  auto* curl = state_->curl;
  if (curl == nullptr) return {0, "", "libcurl could not start", {}};
  state_->prepare("http,https");
  List headers;
  headers.add("Expect:");  // no waiting for 100 Continue
  headers.add("User-Agent: Fenliu/" FENLIU_VERSION);
  for (const auto& each : request.headers) headers.add(each);
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep_some);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &response.body);
  const auto code = curl_easy_perform(curl);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  // A long answer was cut, not lost.
  if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && status != 0)) {
    response.status = static_cast<int>(status);
    curl_off_t seconds = 0;  // libcurl reads both forms of RFC 9110, 10.2.3
    if (curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK && seconds > 0) response.retry_after = std::chrono::seconds{seconds};
  } else {
    response.error = state_->said(code);
  }
  return response;
}

SmtpAnswer Transfer::mail(const Mail& mail) {
  auto* curl = state_->curl;
  if (curl == nullptr) return {false, 0, "libcurl could not start"};
  state_->prepare("smtp,smtps");
  const auto& settings = state_->settings;
  List recipients;
  recipients.add("<" + mail.to + ">");
  Reading reading{&mail.text};
  std::string refusal;
  curl_easy_setopt(curl, CURLOPT_URL, settings.url.c_str());
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(settings.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (!settings.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, state_->secret.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + mail.from + ">").c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, read_some);
  curl_easy_setopt(curl, CURLOPT_READDATA, &reading);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mail.text.size()));
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, keep_refusal);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &refusal);
  const auto code = curl_easy_perform(curl);
  if (code == CURLE_OK) return {true, 0, ""};
  const bool refused = refusal.size() > 3 && std::all_of(refusal.begin(), refusal.begin() + 3, [](char c) { return c >= '0' && c <= '9'; });
  if (!refused) state_->drop();
  // A refused STARTTLS is no answer to the mail: whoever must have TLS waits for it.
  if (code == CURLE_USE_SSL_FAILED || !refused) return {false, 0, state_->said(code)};
  return {false, std::stoi(refusal.substr(0, 3)), short_detail(refusal, state_->secret)};
}

Outcome outcome_of(const HttpResponse& response) {
  const auto status = response.status;
  if (status == 0) return {Outcome::Kind::retry, response.error, {}};
  const auto detail = "HTTP " + std::to_string(status);
  if (status >= 200 && status < 300) return {Outcome::Kind::delivered, detail, {}};
  if (status >= 300 && status < 400) {
    return {Outcome::Kind::refused, detail + ": a redirection, which is not followed; put the final address into url", {}};
  }
  if (status == 408 || status == 425 || status == 429 || status >= 500) return {Outcome::Kind::retry, detail, response.retry_after};
  return {Outcome::Kind::refused, detail, {}};
}

std::string short_detail(const std::string& text, const std::string& secret) {
  std::string line;
  for (const char c : text) line += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  if (!secret.empty()) {
    for (auto at = line.find(secret); at != std::string::npos; at = line.find(secret, at + 3)) line.replace(at, secret.size(), "…");
  }
  if (line.size() > kLongestDetail) {
    auto end = kLongestDetail;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
    line.resize(end);
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

}  // namespace fenliu::deliver
