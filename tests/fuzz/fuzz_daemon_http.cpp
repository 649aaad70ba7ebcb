// Bytes on a socket: the server answers with well-formed HTTP and valid text, or closes, whatever is sent.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "daemon/serve/http_server.h"
#include "rules/text/utf8.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace fenliu;
using rules::Result;
using serve::Answer;
using serve::Page;
using serve::Principal;

// Answers every call with what it was given, so that foreign text finds its way back out.
class EchoApi : public serve::Api {
 public:
  std::optional<Principal> authenticate(const std::string& token) override {
    if (token != "t") return {};
    using serve::Permission;
    return Principal{"fuzz", "a1", {Permission::post, Permission::report, Permission::read_unit, Permission::triage, Permission::configure}};
  }
  Result<Answer> post_item(const Principal&, const std::string& body, const std::string& key) override { return echo(body, key); }
  Result<Answer> preview_item(const Principal&, const std::string& body, bool, const std::string&) override { return echo(body); }
  Result<Answer> preview_notice(const Principal&, const std::string& notice, const std::string&) override { return echo(notice); }
  Result<Answer> by_hand_form(const Principal&, const std::string& item, const serve::HandFormRequest&) override { return echo(item); }
  Result<Answer> mark_by_hand(const Principal&, const std::string&, const std::string& body, const std::string&) override { return echo(body); }
  Result<Answer> put_item(const Principal&, const std::string& id, const std::string&, const std::string& match) override {
    return match.empty() ? echo(id) : Result<Answer>(missing(id));
  }
  Result<Answer> get_item(const Principal&, const std::string& id) override { return missing(id); }
  Result<Answer> list_items(const Principal&, const Page& page) override { return echo("[]", page.cursor); }
  Result<Answer> get_decision(const Principal&, const std::string& id, bool, const std::string& unit) override {
    return missing(id + " " + unit);
  }
  Result<Answer> list_deadlines(const Principal&, const std::string& id) override { return missing(id); }
  Result<Answer> answer_deadlines(const Principal&, const std::string& id, const std::string& body, const std::string&) override {
    return echo(body, id);
  }
  Result<Answer> post_event(const Principal&, const std::string& id, const std::string&, const std::string& key) override {
    return echo(id, key);
  }
  Result<Answer> list_events(const Principal&, const std::string& id) override { return missing(id); }
  Result<Answer> get_cascade(const Principal&, const std::string& id) override { return missing(id); }
  Result<Answer> get_what_if(const Principal&, const std::string& id) override { return missing(id); }
  Result<Answer> list_units(const Principal&) override { return echo("[]"); }
  Result<Answer> list_notices(const Principal&, const std::string& unit, const Page&) override { return missing(unit); }
  Result<Answer> list_filtered(const Principal&, const std::string& unit, const Page&) override { return missing(unit); }
  Result<Answer> unit_calendar(const Principal&, const std::string& unit, const std::string& language) override {
    return echo(unit, language);
  }
  Result<Answer> cascade_calendar(const Principal&, const std::string& id, const std::string&) override { return missing(id); }
  Result<Answer> create_feed(const Principal&, const std::string& unit, const std::string& body) override { return echo(body, unit); }
  Result<Answer> list_feeds(const Principal&, const std::string& unit) override { return missing(unit); }
  Result<Answer> revoke_feed(const Principal&, const std::string& unit, const std::string& feed) override {
    return missing(unit + " " + feed);
  }
  Result<Answer> acknowledge(const Principal&, const std::string& id, const std::string&, const std::string&) override {
    return missing(id);
  }
  Result<Answer> list_calls(const Principal&, const std::string& language) override { return echo("[]", language); }
  Result<Answer> settle_call(const Principal&, const std::string& id, const std::string& body, const std::string&) override {
    return echo(body, id);
  }
  Result<Answer> hand_over(const Principal&, const std::string& unit, const std::string&) override { return missing(unit); }
  Result<Answer> object_to_notice(const Principal&, const std::string& id, const std::string& body, const std::string&) override {
    return echo(body, id);
  }
  Result<Answer> object_to_item(const Principal&, const std::string& id, const std::string& body, const std::string&) override {
    return echo(body, id);
  }
  Result<Answer> list_objections(const Principal&, const std::string& state, const Page& page) override { return echo(state, page.cursor); }
  Result<Answer> get_objection(const Principal&, const std::string& id) override { return missing(id); }
  Result<Answer> withdraw_objection(const Principal&, const std::string& id) override { return missing(id); }
  Result<Answer> answer_objection(const Principal&, const std::string& id, const std::string& body, const std::string&) override {
    return echo(body, id);
  }
  Result<Answer> objection_case(const Principal&, const std::string& id) override { return missing(id); }
  Result<Answer> assign_task(const Principal&, const std::string& id, const std::string& body, const std::string&) override {
    return echo(body, id);
  }
  Result<Answer> finish_task(const Principal&, const std::string& id, const std::string& body, const std::string&) override {
    return echo(body, id);
  }
  Result<Answer> undo_task(const Principal&, const std::string& id, const std::string& body, const std::string&) override {
    return echo(body, id);
  }
  Result<Answer> withdraw_item(const Principal&, const std::string& id, const std::string& body, const std::string&) override {
    return echo(body, id);
  }
  Result<Answer> evening_plan(const Principal&, bool, const std::string& language) override { return echo(language); }
  Result<Answer> answer_page(const std::string& token) override { return echo(token); }
  Result<Answer> record_answer(const std::string& token) override { return missing(token); }
  Result<Answer> list_triage(const Principal&, const Page&) override { return echo("[]"); }
  Result<Answer> resolve_triage(const Principal&, const std::string& id, const std::string&, const std::string&) override {
    return missing(id);
  }
  Result<Answer> list_deliveries(const Principal&, const serve::DeliveryFilter& filter, const Page&) override {
    return missing(filter.state + " " + filter.channel);
  }
  Result<Answer> resend_delivery(const Principal&, const std::string& id, const std::string& body) override { return echo(body, id); }
  Result<Answer> resend_deliveries(const Principal&, const std::string& body) override { return echo(body); }
  Result<Answer> discard_delivery(const Principal&, const std::string& id, const std::string& body) override { return echo(body, id); }
  Result<Answer> list_channels(const Principal&) override { return echo("[]"); }
  Result<Answer> create_draft(const Principal&, const std::string& body, const std::string&) override { return echo(body); }
  Result<Answer> list_drafts(const Principal&) override { return echo("[]"); }
  Result<Answer> get_draft(const Principal&, const std::string& id) override { return missing(id); }
  Result<Answer> get_draft_file(const Principal&, const std::string& id, const std::string& path) override {
    return missing(id + " " + path);
  }
  Result<Answer> put_draft_file(const Principal&, const std::string&, const std::string& path, const std::string& body,
                                const std::string& match) override {
    return match == "*" ? echo(body, path) : Result<Answer>(missing(match));
  }
  Result<Answer> check_draft(const Principal&, const std::string& id) override { return missing(id); }
  Result<Answer> test_draft(const Principal&, const std::string& id) override { return missing(id); }
  Result<Answer> diff_draft(const Principal&, const std::string& id, int days) override {
    return missing(id + " " + std::to_string(days));
  }
  Result<Answer> activate_draft(const Principal&, const std::string& id, const std::string& body, const std::string&) override {
    return echo(body, id);
  }
  Result<Answer> discard_draft(const Principal&, const std::string& id) override { return missing(id); }
  Result<Answer> list_revisions(const Principal&, const Page& page) override { return echo("[]", page.cursor); }
  Result<Answer> get_revision(const Principal&, const std::string& revision) override { return missing(revision); }
  Result<Answer> roll_back(const Principal&, const std::string& revision, const std::string& body, const std::string&) override {
    return echo(body, revision);
  }
  Result<Answer> redecide(const Principal&, const std::string& body) override { return echo(body); }
  Result<Answer> shadow_report(const Principal&, int days) override { return echo(std::to_string(days)); }
  Result<Answer> status(const Principal&) override { return echo("{}"); }
  Readiness ready() override { return {true, ""}; }
  std::string metrics() override { return ""; }

 private:
  static Answer echo(const std::string& body, const std::string& location = "") {
    Answer answer;
    answer.body = body;
    answer.location = location;
    return answer;
  }
  static rules::Error missing(const std::string& what) {
    return {rules::ErrorKind::not_found, "There is no " + what, what};
  }
};

std::uint16_t serving() {
  static EchoApi api;
  static serve::HttpServer server(api, [] {
    serve::ServerOptions options;
    options.workers = 2;
    options.body_bytes = 64u << 10;
    options.demo_principal = api.authenticate("t");
    return options;
  }());
  static const std::uint16_t port = [] {
    const auto started = server.start();
    fuzz::require(started.ok(), "the server starts");
    return *started;
  }();
  return port;
}

// Sends everything, says that no more will come, and reads to the end.
std::string exchange(std::uint16_t port, std::string_view bytes) {
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  fuzz::require(connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "the server accepts");
  std::string answer;
  while (!bytes.empty()) {
    const auto sent = send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  shutdown(connection, SHUT_WR);
  char buffer[4096];
  for (ssize_t got = 0; (got = recv(connection, buffer, sizeof buffer, 0)) > 0;) answer.append(buffer, static_cast<std::size_t>(got));
  // Thousands of closed connections must not use up the ports.
  const linger now{1, 0};
  setsockopt(connection, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  close(connection);
  return answer;
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  return {"GET /api/v1/items?limit=5&cursor=%20a HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer t\r\n\r\n",
          "POST /api/v1/items HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\nContent-Length: "
          "13\r\n\r\n{\"title\":\"t\"}GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
          "POST /api/v1/items/preview HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nabcde\r\n0\r\nT: v\r\n\r\n",
          "PUT /api/v1/items/%E4%B8%AD HTTP/1.1\r\nHost: a\r\nIf-Match: \"1\"\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
          "GET /api/v1/units/%FF%0D%0AX:%20y/notices HTTP/1.0\r\n\r\n", "HEAD /openapi.json HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1,2-3\r\n\r\n",
          "POST /api/v1/items HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n0\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto answer = exchange(serving(), fuzz::view(data, size));
  if (answer.empty()) return 0;
  fuzz::require(answer.starts_with("HTTP/1."), "an answer is HTTP");
  fuzz::require(answer.find("\r\n\r\n") != std::string::npos, "an answer's header ends");
  fuzz::require(answer.find("\r\nX: y") == std::string::npos, "nothing sent becomes a header of the answer");
  fuzz::require(!rules::first_invalid_utf8(answer), "an answer is valid text");
  return 0;
}
