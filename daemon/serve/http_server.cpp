// The one file that sees Beast. One thread does all input and output; connections are state machines on it, so a stalled
// one costs its buffer and nothing else.
#include "daemon/serve/http_server.h"

#include <atomic>
#include <map>
#include <set>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/url/parse.hpp>

#include "daemon/serve/message.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"
#include "daemon/serve/worker_pool.h"
#include "rules/text/utf8.h"

namespace fenliu::serve {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Stream = beast::basic_stream<tcp, Executor>;
using beast::error_code;

namespace {

// Counts per pattern and status; guarded by its mutex.
class RequestCounts {
 public:
  void count(std::string_view pattern, std::string_view method, int status, double seconds) {
    std::lock_guard lock(mutex_);
    ++counts_[{std::string(pattern), std::string(method), status}];
    seconds_ += seconds;
    ++total_;
    for (std::size_t i = 0; i < kBounds.size(); ++i) buckets_[i] += seconds <= kBounds[i];
  }

  std::string text() const {
    std::lock_guard lock(mutex_);
    std::string out = "# HELP fenliu_http_requests_total Requests answered.\n# TYPE fenliu_http_requests_total counter\n";
    for (const auto& [key, count] : counts_) {
      out += "fenliu_http_requests_total{route=\"" + std::get<0>(key) + "\",method=\"" + std::get<1>(key) + "\",status=\"" +
             std::to_string(std::get<2>(key)) + "\"} " + std::to_string(count) + "\n";
    }
    out += "# HELP fenliu_http_request_seconds Time to answer.\n# TYPE fenliu_http_request_seconds histogram\n";
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
      out += "fenliu_http_request_seconds_bucket{le=\"" + std::to_string(kBounds[i]) + "\"} " + std::to_string(buckets_[i]) + "\n";
    }
    out += "fenliu_http_request_seconds_bucket{le=\"+Inf\"} " + std::to_string(total_) + "\n";
    out += "fenliu_http_request_seconds_sum " + std::to_string(seconds_) + "\n";
    return out + "fenliu_http_request_seconds_count " + std::to_string(total_) + "\n";
  }

 private:
  static constexpr std::array<double, 8> kBounds = {0.001, 0.005, 0.02, 0.1, 0.5, 1.0, 5.0, 30.0};
  mutable std::mutex mutex_;
  std::map<std::tuple<std::string, std::string, int>, std::uint64_t> counts_;
  std::array<std::uint64_t, 8> buckets_{};
  double seconds_ = 0;
  std::uint64_t total_ = 0;
};

class Session;

}  // namespace

struct HttpServer::State {
  State(Api& api, ServerOptions given)
      : options(std::move(given)), acceptor(io), timer(io), router(api, options.demo_principal, [this] { return metrics(); }) {}

  std::string metrics() const {
    return "# HELP fenliu_http_connections Open connections.\n# TYPE fenliu_http_connections gauge\nfenliu_http_connections " +
           std::to_string(open_connections.load()) + "\n" + counts.text();
  }
  void accept();
  void drain();

  const ServerOptions options;
  std::atomic<std::size_t> open_connections{0};
  // Used on the input/output thread only:
  std::set<Session*> sessions;
  std::size_t body_memory = 0;
  std::size_t answer_memory = 0;
  bool draining = false;
  // Behind what sessions count in: those still waiting are destroyed with it.
  asio::io_context io{1};
  // While a worker has a request nothing else may be waiting, and the answer still has to be sent.
  asio::executor_work_guard<Executor> work{io.get_executor()};
  asio::basic_socket_acceptor<tcp, Executor> acceptor;
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor> timer;
  RequestRouter router;
  RequestCounts counts;
  std::unique_ptr<WorkerPool> workers;
  std::thread thread;
};

namespace {

using Parser = http::request_parser<http::string_body>;

bool has_bad_framing(const http::request_header<>& header) {
  const bool length = header.count(http::field::content_length) > 0;
  const bool chunked = header.count(http::field::transfer_encoding) > 0;
  return (length && chunked) || header.count(http::field::content_length) > 1 ||
         header.count(http::field::transfer_encoding) > 1;
}

bool is_encoded(const http::request_header<>& header) {
  const auto encoding = header[http::field::content_encoding];
  return !encoding.empty() && !beast::iequals(encoding, "identity");
}

// Neither control characters (percent-encoded ones too) nor bytes that are not UTF-8 get to resources and answers.
bool is_clean(const std::string& text) {
  return !rules::first_invalid_utf8(text) &&
         std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20; });
}

// Decoded path and query; false when the target is malformed.
bool read_target(std::string_view target, Request& request) {
  const auto parsed = boost::urls::parse_origin_form(target);
  if (!parsed) return false;
  request.path = parsed->path();
  for (const auto& parameter : parsed->params()) request.query[parameter.key] = parameter.value;
  return is_clean(request.path) && std::all_of(request.query.begin(), request.query.end(), [](const auto& parameter) {
    return is_clean(parameter.first) && is_clean(parameter.second);
  });
}

// One connection: reads a request, has a worker answer it, writes, begins again.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Stream::socket_type socket, HttpServer::State& server) : stream_(std::move(socket)), server_(server) {
    server_.sessions.insert(this);
    ++server_.open_connections;
    error_code ignored;
    const auto peer = stream_.socket().remote_endpoint(ignored);
    loopback_ = !ignored && peer.address().is_loopback();
    stream_.socket().set_option(tcp::no_delay(true), ignored);
  }

  ~Session() {
    release_memory();
    server_.sessions.erase(this);
    --server_.open_connections;
  }

  void begin() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(server_.options.header_bytes));
    parser_->body_limit(server_.options.body_bytes);
    idle_ = true;
    const bool fresh = answered_ == 0;
    stream_.expires_after(fresh ? server_.options.header_time : server_.options.idle_time);
    // Waiting for the first byte is idling; the header's own time begins with it.
    if (buffer_.size() > 0 || fresh) return read_header();
    stream_.async_read_some(buffer_.prepare(1024), [self = shared_from_this()](error_code error, std::size_t bytes) {
      if (error) return;
      self->buffer_.commit(bytes);
      self->stream_.expires_after(self->server_.options.header_time);
      self->read_header();
    });
  }

  // Closes a connection that is between requests.
  void close_if_idle() {
    if (idle_) close();
  }

 private:
  void read_header() {
    http::async_read_header(stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
      self->on_header(error);
    });
  }

  void on_header(error_code error) {
    if (error == http::error::header_limit) return refuse(431, "The header is too large");
    if (error == http::error::body_limit) return refuse(413, "The body is too large");
    if (error == http::error::end_of_stream || error == beast::error::timeout || error == asio::error::operation_aborted ||
        error == asio::error::connection_reset || error == asio::error::eof || error == http::error::partial_message) {
      return close();
    }
    if (error) return refuse(400, "This is no HTTP request");
    idle_ = false;
    const auto& header = parser_->get();
    if (has_bad_framing(header)) return refuse(400, "Content-Length and Transfer-Encoding contradict each other");
    if (is_encoded(header)) return refuse(415, "Compressed bodies are not taken");
    reserved_ = parser_->content_length() ? static_cast<std::size_t>(*parser_->content_length())
                                          : (parser_->chunked() ? server_.options.body_bytes : 0);
    if (server_.body_memory + reserved_ > server_.options.body_memory) {
      reserved_ = 0;
      return refuse(503, "Too many large bodies at once");
    }
    server_.body_memory += reserved_;
    stream_.expires_after(server_.options.body_time);
    if (beast::iequals(header[http::field::expect], "100-continue")) {
      continue_.emplace(http::status::continue_, header.version());
      http::async_write(stream_, *continue_, [self = shared_from_this()](error_code failed, std::size_t) {
        if (failed) return self->close();
        self->read_body();
      });
      return;
    }
    read_body();
  }

  void read_body() {
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
      if (error == http::error::body_limit) return self->refuse(413, "The body is too large");
      if (error == beast::error::timeout) return self->close();
      if (error) return self->refuse(400, "The body does not come as announced");
      self->answer();
    });
  }

  void answer() {
    stream_.expires_never();
    auto message = parser_->release();
    keep_alive_ = message.keep_alive() && !server_.draining;
    version_ = message.version();
    auto request = std::make_shared<Request>();
    request->method = std::string(message.method_string());
    request->target = std::string(message.target());
    request->from_loopback = loopback_;
    head_ = request->method == "HEAD";
    for (const auto& field : message.base()) {
      std::string name(field.name_string());
      std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
      request->headers[name] = std::string(field.value());
    }
    request->body = std::move(message.body());
    if (!read_target(request->target, *request)) return write(problem(400, "The address is malformed"));
    const auto began = std::chrono::steady_clock::now();
    const bool taken = server_.workers->submit([self = shared_from_this(), request, began]() mutable {
      Response response;
      try {
        response = self->server_.router.handle(*request);
      } catch (const std::exception&) {
        response = problem(500, "The request failed");  // what() stays inside
      }
      const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - began;
      self->server_.counts.count(self->server_.router.pattern_of(*request), request->method, response.status, passed.count());
      // The session goes back to the loop's thread, where it may end: what it gives back there is guarded by nothing else.
      auto& io = self->server_.io;
      asio::post(io, [self = std::move(self), response = std::move(response)]() mutable { self->write(std::move(response)); });
    });
    if (!taken) write(problem(503, "Too many requests at once"));
  }

  // Answers without a worker and ends the connection.
  void refuse(int status, const std::string& title) {
    keep_alive_ = false;
    idle_ = false;
    server_.counts.count("other", "other", status, 0);
    write(problem(status, title));
  }

  void write(Response response) {
    release_memory();
    if (server_.answer_memory + response.body.size() > server_.options.answer_memory) {
      keep_alive_ = false;
      response = problem(503, "Too many large answers at once");
    }
    answered_bytes_ = response.body.size();
    server_.answer_memory += answered_bytes_;
    response_.emplace(static_cast<http::status>(response.status), version_);
    auto& message = *response_;
    message.set(http::field::content_type, response.content_type);
    message.set("X-Content-Type-Options", "nosniff");
    message.set("Referrer-Policy", "no-referrer");
    message.set("Content-Security-Policy",
                "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'");
    for (const auto& [name, value] : response.headers) {
      if (value.find_first_of("\r\n") == std::string::npos) message.set(name, value);
    }
    const auto size = response.body.size();
    if (!head_ && response.status != 304) message.body() = std::move(response.body);
    message.keep_alive(keep_alive_ && !server_.draining);
    message.prepare_payload();
    if (head_) message.content_length(size);
    stream_.expires_after(server_.options.write_time);
    http::async_write(stream_, message, [self = shared_from_this()](error_code error, std::size_t) {
      ++self->answered_;
      self->release_memory();
      if (error || self->response_->need_eof() || self->server_.draining) return self->close();
      self->response_.reset();
      self->parser_.reset();
      self->begin();
    });
  }

  void release_memory() {
    server_.body_memory -= reserved_;
    server_.answer_memory -= answered_bytes_;
    reserved_ = answered_bytes_ = 0;
  }

  void close() {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
    stream_.close();
  }

  Stream stream_;
  HttpServer::State& server_;
  beast::flat_buffer buffer_{64u << 10};
  std::optional<Parser> parser_;
  std::optional<http::response<http::string_body>> response_;
  std::optional<http::response<http::empty_body>> continue_;
  std::size_t reserved_ = 0;
  std::size_t answered_bytes_ = 0;
  std::size_t answered_ = 0;
  unsigned version_ = 11;
  bool keep_alive_ = true;
  bool head_ = false;
  bool idle_ = true;
  bool loopback_ = false;
};

}  // namespace

void HttpServer::State::accept() {
  acceptor.async_accept([this](error_code error, Stream::socket_type socket) {
    if (error == asio::error::operation_aborted || draining) return;
    if (!error && open_connections < options.connections) {
      std::make_shared<Session>(std::move(socket), *this)->begin();
    }
    if (error) {
      // Out of descriptors: wait for some to come free instead of spinning.
      timer.expires_after(std::chrono::milliseconds(50));
      timer.async_wait([this](error_code failed) {
        if (!failed) accept();
      });
      return;
    }
    accept();
  });
}

void HttpServer::State::drain() {
  draining = true;
  error_code ignored;
  acceptor.close(ignored);
  timer.cancel();
  const auto open = sessions;
  for (auto* session : open) session->close_if_idle();
}

HttpServer::HttpServer(Api& api, ServerOptions options) : state_(std::make_unique<State>(api, std::move(options))) {}
HttpServer::~HttpServer() { stop(); }

Result<std::uint16_t> HttpServer::start() {
  auto& state = *state_;
  error_code error;
  const auto text = state.options.address == "localhost" ? std::string("127.0.0.1") : state.options.address;
  const auto address = asio::ip::make_address(text, error);
  if (error) return rules::Error{rules::ErrorKind::invalid, "'" + text + "' is no address to listen on", "as 127.0.0.1:8642"};
  const tcp::endpoint endpoint(address, state.options.port);
  state.acceptor.open(endpoint.protocol(), error);
  if (!error) state.acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) state.acceptor.bind(endpoint, error);
  if (!error) state.acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return rules::Error{rules::ErrorKind::internal,
                        "Cannot listen on " + text + ":" + std::to_string(state.options.port) + ": " + error.message(),
                        "another program may use the port; try --listen 127.0.0.1:0"};
  }
  state.workers = std::make_unique<WorkerPool>(state.options.workers, state.options.waiting);
  state.accept();
  state.thread = std::thread([&state] { state.io.run(); });
  return state.acceptor.local_endpoint().port();
}

void HttpServer::stop() {
  auto& state = *state_;
  if (!state.thread.joinable()) return;
  asio::post(state.io, [&state] { state.drain(); });
  const auto until = std::chrono::steady_clock::now() + state.options.stop_time;
  while (state.open_connections > 0 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  state.io.stop();
  state.thread.join();
  state.workers.reset();
}

std::string HttpServer::metrics() const { return state_->metrics(); }

}  // namespace fenliu::serve
