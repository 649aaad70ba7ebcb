// The HTTP server: asynchronous, bounded in memory, in front of a pool of workers.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "daemon/serve/api.h"

namespace fenliu::serve {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                          // 0: any free one
  std::size_t header_bytes = 8u << 10;
  std::size_t body_bytes = 8u << 20;               // chunked bodies too; compressed ones are refused
  std::size_t connections = 4000;                  // further ones are closed at once
  std::size_t workers = 32;                        // calls into the Api at once
  std::size_t waiting = 256;                       // requests waiting for a worker; further ones get 503
  std::size_t body_memory = 256u << 20;            // all bodies being received at once; further ones get 503
  std::size_t answer_memory = 256u << 20;          // all answers being sent at once; further ones become a 503
  std::chrono::milliseconds header_time{10000};
  std::chrono::milliseconds body_time{30000};
  std::chrono::milliseconds idle_time{60000};      // between requests of one connection
  std::chrono::milliseconds write_time{30000};
  std::chrono::milliseconds stop_time{10000};      // for requests in progress when stopping
  std::optional<Principal> demo_principal;         // simulated time on loopback only
};

// start() and stop() are called by one thread, once each.
class HttpServer {
 public:
  HttpServer(Api& api, ServerOptions options);
  ~HttpServer();  // stops

  // Binds, listens and serves from threads of its own. The port, or why it could not bind.
  Result<std::uint16_t> start();
  // Accepts nothing more, finishes requests in progress, closes idle connections; blocks until done or stop_time.
  void stop();
  std::string metrics() const;  // Prometheus text

  struct State;  // internal to serve/

 private:
  std::unique_ptr<State> state_;
};

}  // namespace fenliu::serve
