// Receivers for the tests of channels.
#include "tests/daemon/deliver/receivers.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>
#include <stdexcept>

#include "tests/support/golden.h"

extern char** environ;

namespace fenliu::support {

namespace {

// Debian's packages are those of Debian's Python, whatever stands before it in PATH.
constexpr const char* kPython = "/usr/bin/python3";

std::string output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string text;
  std::array<char, 4096> buffer{};
  for (std::size_t length = 0; (length = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) text.append(buffer.data(), length);
  if (pclose(pipe) != 0) throw std::runtime_error(command + " failed");
  return text;
}

void make_certificate(const std::string& certificate, const std::string& key) {
  output_of("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost "
            "-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout '" + key + "' -out '" + certificate + "' 2>/dev/null");
}

std::string script(const char* name) { return root() + "/tests/daemon/deliver/" + name; }

}  // namespace

MailServer::MailServer() {
  make_certificate(certificate(), folder_.file("key.pem"));
  make_certificate(other_certificate(), folder_.file("other-key.pem"));
  std::array<int, 2> out{};
  if (pipe(out.data()) != 0) throw std::runtime_error("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  posix_spawn_file_actions_addclose(&actions, out[0]);
  posix_spawn_file_actions_addopen(&actions, 2, folder_.file("log").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  std::vector<std::string> words{kPython, script("smtp_server.py"), folder_.path(), certificate(), folder_.file("key.pem")};
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const int failed = posix_spawn(&pid_, kPython, &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(out[1]);
  std::string line;
  char c = 0;
  while (failed == 0 && ::read(out[0], &c, 1) == 1 && c != '\n') line += c;
  close(out[0]);
  std::istringstream stream(line);
  for (std::string port; stream >> port;) ports_.push_back(port);
  if (ports_.size() != 3) throw std::runtime_error("the SMTP server does not start: python3-aiosmtpd is needed");
}

MailServer::~MailServer() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

std::size_t MailServer::mails() const {
  std::size_t count = 0;
  while (std::filesystem::exists(folder_.file(std::to_string(count + 1) + ".json"))) ++count;
  return count;
}

std::vector<boost::json::object> MailServer::read_from(std::size_t first) const {
  auto command = std::string(kPython) + " '" + script("read_mail.py") + "'";
  for (auto number = first; number <= mails(); ++number) command += " '" + folder_.file(std::to_string(number) + ".eml") + "'";
  std::vector<boost::json::object> read;
  const auto all = boost::json::parse(output_of(command));
  for (const auto& mail : all.as_array()) read.push_back(mail.as_object());
  return read;
}

boost::json::object MailServer::about(std::size_t number) const {
  return boost::json::parse(read_text(folder_.file(std::to_string(number) + ".json"))).as_object();
}

std::size_t MailServer::connections() const {
  std::istringstream stream(read_text(folder_.file("connections")));
  std::set<std::string> peers;
  for (std::string peer; stream >> peer;) peers.insert(peer);
  return peers.size();
}

const MailServer& shared_mail_server() {
  static const MailServer one;
  return one;
}

HttpReceiver::HttpReceiver(std::vector<HttpAnswer> answers) : answers_(std::move(answers)) {
  setenv("NO_PROXY", "127.0.0.1", 1);
  listening_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (bind(listening_, reinterpret_cast<sockaddr*>(&address), length) != 0 || listen(listening_, 8) != 0 ||
      getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
    throw std::runtime_error("cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

HttpReceiver::~HttpReceiver() {
  stopping_ = true;
  shutdown(listening_, SHUT_RDWR);
  thread_.join();
  close(listening_);
}

std::vector<HttpSaid> HttpReceiver::said() const {
  const std::lock_guard lock(mutex_);
  return said_;
}

void HttpReceiver::run() {
  while (!stopping_) {
    pollfd waiting{listening_, POLLIN, 0};
    if (poll(&waiting, 1, 50) <= 0) continue;
    const int client = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    serve(client);
    close(client);
  }
}

// One request a connection.
void HttpReceiver::serve(int client) {
  std::string text;
  std::array<char, 4096> buffer{};
  std::size_t body = std::string::npos, length = 0;
  const auto answer = answers_[std::min(said().size(), answers_.size() - 1)];
  while (!stopping_ && (body == std::string::npos || text.size() < body + length)) {
    pollfd waiting{client, POLLIN, 0};
    if (poll(&waiting, 1, 50) <= 0) continue;
    const auto got = recv(client, buffer.data(), buffer.size(), 0);
    if (got <= 0) return;
    text.append(buffer.data(), static_cast<std::size_t>(got));
    if (body == std::string::npos && text.find("\r\n\r\n") != std::string::npos) {
      body = text.find("\r\n\r\n") + 4;
      std::string head = text.substr(0, body);
      std::transform(head.begin(), head.end(), head.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      const auto at = head.find("content-length: ");
      length = at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
    }
  }
  if (body == std::string::npos) return;
  auto head = text.substr(0, body);
  const auto path = head.substr(head.find(' ') + 1, head.find(' ', head.find(' ') + 1) - head.find(' ') - 1);
  std::transform(head.begin(), head.end(), head.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  {
    const std::lock_guard lock(mutex_);
    said_.push_back({head, path, text.substr(body)});
  }
  if (answer.reset) {
    // A part of an answer, then RST.
    send(client, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", 43, MSG_NOSIGNAL);
    const linger hard{1, 0};
    setsockopt(client, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    return;
  }
  if (!answer.text.empty() && !answer.drip) {
    send(client, answer.text.data(), answer.text.size(), MSG_NOSIGNAL);
    return;
  }
  // Silence, or a byte a while, until the other side has had enough.
  for (std::size_t i = 0; !stopping_; ++i) {
    pollfd waiting{client, POLLIN, 0};
    if (poll(&waiting, 1, 100) > 0 && recv(client, buffer.data(), 1, 0) <= 0) return;
    if (answer.drip && send(client, answer.text.data() + i % answer.text.size(), 1, MSG_NOSIGNAL) <= 0) return;
  }
}

std::string http_answer(const std::string& status, const std::string& headers, const std::string& body) {
  return "HTTP/1.1 " + status + "\r\n" + headers + "Connection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

deliver::Envelope envelope(const std::string& address, const std::string& key) {
  deliver::Envelope made;
  made.key = key;
  auto& message = made.message;
  message.notice = "n-1";
  message.item = "county-meeting";
  message.unit = "edu";
  message.sequence = 2;
  message.stage = rules::Stage::moved;
  message.role = rules::Role::lead;
  message.language = "zh";
  message.subject = "【时间变动】19:05到会：关于进一步做好今冬明春全县中小学校校园安全隐患排查整治工作的全县工作调度会";
  message.text = "到会时间有变动。\n.\n请于19:05到会。\nFrom 头几个字\n" + std::string(2000, 'x') + "\n";
  message.html = "<p>到会时间有变动。</p>\n";
  message.brief = "【时间变动】19:05到会，三楼会议室：全县工作调度会";
  message.link = "https://fenliu.example/n/n-1";
  message.at = *rules::parse_rfc3339("2022-11-24T18:12+08:00");
  message.calendar =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Fenliu//Fenliu//ZH\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:county-meeting.edu@gov-office.fenliu\r\n"
      "DTSTAMP:20221124T101200Z\r\nSEQUENCE:2\r\nDTSTART:20221124T110500Z\r\nDTEND:20221124T112000Z\r\nSUMMARY:会议\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  message.masked = {{"phone", 2}};
  made.recipient.unit = "edu";
  made.recipient.name = "县教育局";
  made.recipient.address = address;
  return made;
}

}  // namespace fenliu::support
