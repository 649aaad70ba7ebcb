// The other side of channels: a real SMTP server as a child process, and an HTTP receiver that also misbehaves.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <boost/json.hpp>

#include "daemon/deliver/channel.h"
#include "tests/support/process.h"

namespace fenliu::support {

// Starts once it listens; throws when it does not.
class MailServer {
 public:
  MailServer();
  ~MailServer();
  MailServer(const MailServer&) = delete;

  std::string starttls_url() const { return "smtp://127.0.0.1:" + ports_[0]; }
  std::string tls_url() const { return "smtps://127.0.0.1:" + ports_[1]; }
  std::string plain_url() const { return "smtp://127.0.0.1:" + ports_[2]; }
  std::string https_url() const { return "https://127.0.0.1:" + ports_[1] + "/"; }  // TLS, and then no HTTP
  std::string certificate() const { return folder_.file("certificate.pem"); }
  std::string other_certificate() const { return folder_.file("other.pem"); }

  std::size_t mails() const;
  boost::json::object read(std::size_t number) const { return read_from(number).at(0); }  // as Python read it; from 1
  std::vector<boost::json::object> read_from(std::size_t first) const;                     // and all after it
  boost::json::object about(std::size_t number) const;  // from, to, tls, user
  std::size_t connections() const;

 private:
  TemporaryFolder folder_;
  pid_t pid_ = -1;
  std::vector<std::string> ports_;
};

// One for all tests that it need not be fresh for.
const MailServer& shared_mail_server();

struct HttpSaid {
  std::string head;  // request line and header lines, lower-case
  std::string path;  // as sent
  std::string body;
};

// What the receiver answers to the first, second … request; the last again and again.
struct HttpAnswer {
  std::string text;             // status line, headers, body; empty: silence
  bool reset = false;           // half of an answer, then the connection is reset
  bool drip = false;            // a byte of the text a while, for ever
};

class HttpReceiver {
 public:
  explicit HttpReceiver(std::vector<HttpAnswer> answers);
  ~HttpReceiver();
  HttpReceiver(const HttpReceiver&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::vector<HttpSaid> said() const;

 private:
  void run();
  void serve(int client);

  const std::vector<HttpAnswer> answers_;
  int listening_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;
  std::vector<HttpSaid> said_;
  std::thread thread_;
};

std::string http_answer(const std::string& status, const std::string& headers = "", const std::string& body = "");

// A message in Chinese with everything in it.
deliver::Envelope envelope(const std::string& address, const std::string& key = "n-1:email:office");

}  // namespace fenliu::support
