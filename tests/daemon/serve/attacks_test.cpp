// Hostile clients: the server stays small, and answers others at once.
#include <chrono>

#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

constexpr long kMoreKib = 64 << 10;  // what an attack may cost while it goes on

std::string authorization(const ServedOffice& office) { return "Authorization: Bearer " + office.all + "\r\n"; }

// Sends the attack from several connections that stay open; the statuses that were answered (empty: closed).
template <class Attack>
void check_bounded(ServedOffice& office, int connections, Attack&& attack, const std::string& expected) {
  office.client().Get("/healthz");
  const auto before = office.daemon.resident_kib();
  std::vector<std::unique_ptr<Connection>> open;
  for (int i = 0; i < connections; ++i) {
    open.push_back(std::make_unique<Connection>(office.daemon.port()));
    attack(*open.back());
    const auto status = open.back()->status_line();
    // A server that stops reading an attack may reset the connection before its answer is read.
    if (!status.empty()) CHECK(status.substr(0, expected.size()) == expected);
  }
  const auto during = office.daemon.resident_kib();
  INFO(before << " KiB before, " << during << " KiB during");
  if (!support::sanitized()) CHECK(during - before < kMoreKib);
  CHECK(office.client().Get("/healthz")->status == 200);
}

}  // namespace

TEST_CASE("a header without an end is refused before it fills the memory") {
  ServedOffice office;
  check_bounded(
      office, 4,
      [](Connection& connection) {
        const std::string megabyte(1 << 20, 'a');
        connection.send("GET / HTTP/1.1\r\nHost: ");
        for (int i = 0; i < 256 && connection.send(megabyte); ++i) {
        }
      },
      "HTTP/1.1 431");
}

TEST_CASE("chunks beyond the limit are refused, announced or not") {
  ServedOffice office;
  check_bounded(
      office, 4,
      [&](Connection& connection) {
        connection.send("POST /api/v1/items HTTP/1.1\r\nHost: a\r\n" + authorization(office) + "Transfer-Encoding: chunked\r\n\r\n");
        const std::string chunk = "100000\r\n" + std::string(1 << 20, ' ') + "\r\n";
        for (int i = 0; i < 64 && connection.send(chunk); ++i) {
        }
      },
      "HTTP/1.1 413");
}

TEST_CASE("a body of 20 MB is refused at its announcement") {
  ServedOffice office;
  Connection connection(office.daemon.port());
  connection.send("POST /api/v1/items HTTP/1.1\r\nHost: a\r\n" + authorization(office) + "Content-Length: 20971520\r\n\r\n");
  CHECK(connection.status_line().starts_with("HTTP/1.1 413"));
}

TEST_CASE("compressed bodies are refused instead of being blown up") {
  ServedOffice office;
  check_bounded(
      office, 4,
      [&](Connection& connection) {
        connection.send("POST /api/v1/items HTTP/1.1\r\nHost: a\r\n" + authorization(office) +
                        "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x08");
      },
      "HTTP/1.1 415");
}

TEST_CASE("two thousand overlapping ranges are answered like none") {
  ServedOffice office;
  std::string ranges = "bytes=0-";
  for (int i = 0; i < 2000; ++i) ranges += ",0-";
  check_bounded(
      office, 20,
      [&](Connection& connection) { connection.send("GET /openapi.json HTTP/1.1\r\nHost: a\r\nRange: " + ranges + "\r\n\r\n"); },
      "HTTP/1.1 200");
}

TEST_CASE("two hundred thousand headers are refused") {
  ServedOffice office;
  std::string headers;
  for (int i = 0; i < 200000; ++i) headers += "a: b\r\n";
  check_bounded(
      office, 4, [&](Connection& connection) { connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n"); },
      "HTTP/1.1 431");
}

TEST_CASE("an encoded line break starts no header of the answer") {
  ServedOffice office;
  auto client = office.client();
  for (const auto* id : {"a%0D%0AX-Injected:%20y", "a%0AX-Injected:%20y", "a%00b"}) {
    const auto answer = client.Get(std::string("/api/v1/items/") + id);
    REQUIRE(answer);
    CHECK(answer->status == 400);
    CHECK(!answer->has_header("X-Injected"));
  }
  // An id reaches the Location header.
  const auto posted = client.Post("/api/v1/items", R"({"id": "a\r\nX-Injected: y", "title": "t"})", "application/json");
  CHECK(posted->status == 400);
  CHECK(!posted->has_header("X-Injected"));
}

TEST_CASE("headers that claim who or where the client is are not believed") {
  ServedOffice office;
  httplib::Client client("127.0.0.1", office.daemon.port());
  for (const auto* header : {"REMOTE_ADDR", "REMOTE_USER", "X-Forwarded-For", "X-Forwarded-User", "Forwarded", "X-Real-IP"}) {
    CHECK(client.Get("/api/v1/items", {{header, "127.0.0.1"}})->status == 401);
  }
}

TEST_CASE("a length and chunks together are refused, and so are two lengths") {
  ServedOffice office;
  const char* headers[] = {"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n",
                           "Content-Length: 2\r\nContent-Length: 3\r\n", "Content-Length: 2, 3\r\n", "Content-Length: -1\r\n",
                           "Content-Length: 99999999999999999999\r\n", "Transfer-Encoding: chunked, identity\r\n"};
  for (const auto* each : headers) {
    CAPTURE(each);
    Connection connection(office.daemon.port());
    connection.send("POST /api/v1/items HTTP/1.1\r\nHost: a\r\n" + authorization(office) + each + "\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto answer = connection.read();
    CHECK(answer.starts_with("HTTP/1.1 4"));
    CHECK(answer.find("HTTP/1.1 200") == std::string::npos);  // nothing smuggled behind it
  }
}

TEST_CASE("errors say nothing of the inside") {
  ServedOffice office;
  auto client = office.client();
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "{\"parts\":[";
  for (const auto& body : {deep, std::string("{\"title\": 1e999}"), std::string("{\"parts\": [{\"minutes\": -99999999999}]}")}) {
    const auto answer = client.Post("/api/v1/items", body, "application/json");
    REQUIRE(answer);
    CHECK(answer->status == 400);
    for (const auto* inside : {"std::", "boost", "exception", "sqlite", "SQL", "/home", "/work", ".cpp"}) {
      CHECK(answer->body.find(inside) == std::string::npos);
    }
  }
}

TEST_CASE("with 500 stalled connections others are answered within 100 ms and memory stays bounded") {
  ServedOffice office;
  for (int i = 0; i < 200; ++i) office.client().Post("/api/v1/items", simple_item("item-" + std::to_string(i)), "application/json");
  const auto before = office.daemon.resident_kib();
  const std::string stalls[] = {
      "",                                                                                       // says nothing
      "GET /api/v1/items HTTP/1.1\r\nHost: a\r\nX-Slow: ",                                      // half a header
      "POST /api/v1/items HTTP/1.1\r\nHost: a\r\n" + authorization(office) + "Content-Length: 400000\r\n\r\n{",  // half a body
      "POST /api/v1/items HTTP/1.1\r\nHost: a\r\n" + authorization(office) + "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
      "GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\nGET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n",  // reads no answer
  };
  // A post waits for the disk, whoever else is connected.
  double idle_ms = 0;
  for (int i = 0; i < 50; ++i) {
    const auto began = std::chrono::steady_clock::now();
    REQUIRE(office.client().Post("/api/v1/items", simple_item("before-" + std::to_string(i)), "application/json")->status < 300);
    idle_ms = std::max(idle_ms, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
  }
  std::vector<std::unique_ptr<Connection>> stalled;
  for (int i = 0; i < 500; ++i) {
    stalled.push_back(std::make_unique<Connection>(office.daemon.port()));
    stalled.back()->send(stalls[static_cast<std::size_t>(i) % std::size(stalls)]);
  }
  double slowest_ms = 0;
  auto client = office.client();
  for (int i = 0; i < 100; ++i) {
    const auto began = std::chrono::steady_clock::now();
    const auto answer = i % 2 == 0 ? client.Get("/api/v1/units/edu/notices")
                                   : client.Post("/api/v1/items", simple_item("more-" + std::to_string(i)), "application/json");
    const std::chrono::duration<double, std::milli> passed = std::chrono::steady_clock::now() - began;
    REQUIRE(answer);
    REQUIRE(answer->status < 300);
    slowest_ms = std::max(slowest_ms, passed.count());
  }
  const auto during = office.daemon.resident_kib();
  INFO("slowest answer " << slowest_ms << " ms, a post before " << idle_ms << " ms; " << before << " KiB before, " << during << " KiB during");
  if (!support::sanitized()) {
    CHECK(slowest_ms < 100 + idle_ms);
    CHECK(during - before < kMoreKib);
  }
}

TEST_CASE("clients that read no large answer do not fill the memory") {
  ServedOffice office;
  auto client = office.client();
  const std::string text(60000, 'x');
  for (int i = 0; i < 100; ++i) {
    client.Post("/api/v1/items", json::serialize(json::object{{"title", "t" + std::to_string(i)}, {"text", text}}), "application/json");
  }
  const auto before = office.daemon.resident_kib();
  std::vector<std::unique_ptr<Connection>> stalled;
  for (int i = 0; i < 400; ++i) {
    stalled.push_back(std::make_unique<Connection>(office.daemon.port()));
    stalled.back()->send("GET /api/v1/items?limit=200 HTTP/1.1\r\nHost: a\r\n" + authorization(office) + "\r\n");
  }
  CHECK(client.Get("/healthz")->status == 200);
  const auto during = office.daemon.resident_kib();
  INFO(before << " KiB before, " << during << " KiB during");
  if (!support::sanitized()) CHECK(during - before < 2 * kMoreKib);
}
