// The steady client's connection: plain HTTP/1.1, one request at a time.
#include "tests/bench/steady_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <ctime>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace fenliu::bench {

namespace {

double seconds(const timespec& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9; }

// The clock of the kernel's stamps.
double now() {
  timespec time{};
  clock_gettime(CLOCK_REALTIME, &time);
  return seconds(time);
}

struct Answer {
  std::string text;
  double sent = 0, arrived = 0;
};

class Connection {
 public:
  explicit Connection(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(socket_, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    const timeval patience{60, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      close(socket_);
      throw std::runtime_error("cannot connect to the daemon");
    }
  }
  ~Connection() { close(socket_); }
  Connection(const Connection&) = delete;

  Answer ask(const std::string& request) {
    Answer answer;
    answer.sent = now();
    for (std::size_t done = 0; done < request.size();) {
      const auto sent = send(socket_, request.data() + done, request.size() - done, MSG_NOSIGNAL);
      if (sent <= 0) throw std::runtime_error("the daemon took no request");
      done += static_cast<std::size_t>(sent);
    }
    while (!is_whole(answer.text)) receive(answer);
    return answer;
  }

 private:
  static bool is_whole(const std::string& text) {
    static constexpr std::string_view kLength = "Content-Length: ";
    const auto head = text.find("\r\n\r\n");
    if (head == std::string::npos) return false;
    const auto length = text.find(kLength);
    if (length > head) throw std::runtime_error("an answer without its length: " + text);
    return text.size() >= head + 4 + std::stoul(text.substr(length + kLength.size()));
  }

  void receive(Answer& answer) {
    char bytes[65536];
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(timespec))];
    iovec part{bytes, sizeof bytes};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    const auto received = recvmsg(socket_, &message, 0);
    if (received <= 0) throw std::runtime_error("the daemon gave no answer");
    answer.text.append(bytes, static_cast<std::size_t>(received));
    const auto* stamp = CMSG_FIRSTHDR(&message);
    if (stamp == nullptr || stamp->cmsg_type != SCM_TIMESTAMPNS) throw std::runtime_error("the kernel stamps no arrivals");
    timespec time{};
    std::memcpy(&time, CMSG_DATA(stamp), sizeof time);
    answer.arrived = seconds(time);
  }

  const int socket_;
};

std::vector<std::string> requests(const std::string& token, const std::string& target, const std::vector<std::string>& bodies) {
  std::vector<std::string> all;
  for (const auto& body : bodies) {
    all.push_back(fmt::format("POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n"
                              "Content-Length: {}\r\n\r\n{}",
                              target, token, body.size(), body));
  }
  return all;
}

std::string revision_in(const std::string& answer) {
  static constexpr std::string_view kKey = "\"config\":\"";
  const auto at = answer.find(kKey);
  if (!answer.starts_with("HTTP/1.1 200") || at == std::string::npos) throw std::runtime_error("no decision: " + answer);
  const auto start = at + kKey.size();
  return answer.substr(start, answer.find('"', start) - start);
}

}  // namespace

SteadyClient::SteadyClient(std::uint16_t port, const std::string& token, const std::string& target,
                           const std::vector<std::string>& bodies, std::chrono::microseconds period)
    : requests_(requests(token, target, bodies)), thread_([this, port, period] {
        try {
          run(port, period);
        } catch (const std::exception& exception) {
          std::lock_guard lock(mutex_);
          failure_ = exception.what();
          answered_.notify_all();
        }
      }) {}

SteadyClient::~SteadyClient() {
  stop_ = true;
  thread_.join();
}

void SteadyClient::run(std::uint16_t port, std::chrono::microseconds period) {
  Connection connection(port);
  const double step = std::chrono::duration<double>(period).count();
  double due = now(), free_since = due;
  for (std::size_t i = 0; !stop_; ++i, due += step) {
    const auto wait = due - now();
    if (wait > 0) std::this_thread::sleep_for(std::chrono::duration<double>(wait));
    const auto answer = connection.ask(requests_[i % requests_.size()]);
    note(answer.arrived - answer.sent + std::max(0.0, free_since - due), revision_in(answer.text));
    free_since = answer.arrived;
  }
}

void SteadyClient::note(double seconds, std::string revision) {
  std::lock_guard lock(mutex_);
  seconds_.push_back(seconds);
  if (revision == revision_) return;
  revision_ = std::move(revision);
  answered_.notify_all();
}

bool SteadyClient::wait_for(const std::string& revision, std::chrono::seconds limit) {
  std::unique_lock lock(mutex_);
  return answered_.wait_for(lock, limit, [&] { return revision_ == revision || !failure_.empty(); }) && failure_.empty();
}

std::vector<double> SteadyClient::take_seconds() {
  std::lock_guard lock(mutex_);
  return std::exchange(seconds_, {});
}

std::string SteadyClient::failure() const {
  std::lock_guard lock(mutex_);
  return failure_;
}

}  // namespace fenliu::bench
