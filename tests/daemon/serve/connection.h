// Bytes on a socket, for requests that no HTTP client would send.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace fenliu::test {

class Connection {
 public:
  explicit Connection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      ::close(socket_);
      throw std::runtime_error("cannot connect");
    }
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;

  // false: the server closed, or takes nothing more for `patience_ms`.
  bool send(std::string_view bytes, int patience_ms = 2000) {
    while (!bytes.empty()) {
      pollfd ready{socket_, POLLOUT, 0};
      if (poll(&ready, 1, patience_ms) <= 0) return false;
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // Until the server closes or is silent for `patience_ms`.
  std::string read(int patience_ms = 2000) {
    std::string answer;
    char buffer[65536];
    pollfd ready{socket_, POLLIN, 0};
    while (poll(&ready, 1, patience_ms) > 0) {
      const auto got = recv(socket_, buffer, sizeof buffer, 0);
      if (got <= 0) break;
      answer.append(buffer, static_cast<std::size_t>(got));
    }
    return answer;
  }

  // The first line of the answer, without its end; empty when the server closed without one.
  std::string status_line(int patience_ms = 5000) {
    std::string line;
    pollfd ready{socket_, POLLIN, 0};
    char c = 0;
    while (poll(&ready, 1, patience_ms) > 0 && recv(socket_, &c, 1, 0) == 1 && c != '\r') line += c;
    return line;
  }

 private:
  int socket_;
};

}  // namespace fenliu::test
