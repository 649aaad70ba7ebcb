// Signals, and disks that fill up: requests are finished, answered posts stay, a bad configuration replaces nothing.
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

std::set<std::string> stored_items(ServedOffice& office) {
  auto client = office.client();
  std::set<std::string> ids;
  std::string cursor;
  do {
    const auto page = client.Get("/api/v1/items?limit=200" + (cursor.empty() ? "" : "&cursor=" + cursor));
    if (!page || page->status != 200) throw std::runtime_error("no list");
    const auto listed_page = object_of(page);
    for (const auto& item : listed_page.at("items").as_array()) ids.emplace(item.at("id").as_string());
    cursor = page->get_header_value("Fenliu-Next-Cursor");
  } while (!cursor.empty());
  return ids;
}

std::string config_of(ServedOffice& office) {
  return std::string(object_of(office.client().Get("/api/v1/status")).at("config").as_string());
}

// Waits for what a signal brings about.
template <class Condition>
bool soon(Condition&& condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < until) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

}  // namespace

TEST_CASE("SIGTERM in the middle of posting: requests are finished, and every answered post is there afterwards") {
  ServedOffice office;
  std::mutex mutex;
  std::set<std::string> answered;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      auto client = office.client();
      for (int i = 0; i < 10000; ++i) {
        const auto id = "item-" + std::to_string(thread) + "-" + std::to_string(i);
        const auto answer = client.Post("/api/v1/items", simple_item(id), "application/json");
        if (!answer || answer->status != 201) return;
        std::lock_guard lock(mutex);
        answered.insert(id);
      }
    });
  }
  soon([&] {
    std::lock_guard lock(mutex);
    return answered.size() > 100;
  });
  office.daemon.signal(SIGTERM);
  CHECK(office.daemon.wait() == 0);
  for (auto& thread : threads) thread.join();
  REQUIRE(answered.size() > 100);

  support::DaemonProcess again(office.with_folders({}));
  httplib::Client client("127.0.0.1", again.port());
  client.set_default_headers({{"Authorization", "Bearer " + office.all}});
  for (const auto& id : answered) {
    CAPTURE(id);
    REQUIRE(client.Get("/api/v1/items/" + id)->status == 200);
    REQUIRE(client.Get("/api/v1/items/" + id + "/decision")->status == 200);
  }
}

TEST_CASE("a request that is on its way when SIGTERM comes is answered") {
  ServedOffice office;
  Connection slow(office.daemon.port());
  const auto body = simple_item("late");
  slow.send("POST /api/v1/items HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + office.all +
            "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body.substr(0, 10));
  Connection idle(office.daemon.port());
  idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(idle.status_line().starts_with("HTTP/1.1 200"));
  // Once new connections are refused, the signal has been heard.
  office.daemon.signal(SIGTERM);
  CHECK(soon([&] {
    try {
      Connection probe(office.daemon.port());
      return false;
    } catch (const std::exception&) {
      return true;
    }
  }));
  slow.send(body.substr(10));
  CHECK(slow.status_line().starts_with("HTTP/1.1 201"));
  CHECK(office.daemon.wait() == 0);
}

TEST_CASE("SIGHUP takes a good configuration and leaves the old one in place of a bad one") {
  support::TemporaryFolder folder;
  const auto config = folder.file("config");
  std::filesystem::copy(support::root() + "/config/county-cn", config, std::filesystem::copy_options::recursive);
  ServedOffice office({config, "", "", 0});
  const auto first = config_of(office);

  std::ofstream(config + "/fenliu.yaml", std::ios::app) << "\n# a remark\n";
  office.daemon.signal(SIGHUP);
  CHECK(soon([&] { return config_of(office) != first; }));
  const auto second = config_of(office);

  std::ofstream(config + "/fenliu.yaml", std::ios::app) << "\nhmoe: gov-office\n";
  office.daemon.signal(SIGHUP);
  CHECK(soon([&] { return object_of(office.client().Get("/api/v1/status")).contains("reload_error"); }));
  CHECK(config_of(office) == second);
  CHECK(office.client().Get("/readyz")->status == 200);
  CHECK(office.client().Get("/metrics")->body.find("fenliu_config_last_reload_successful 0") != std::string::npos);
  CHECK(soon([&] { return office.daemon.log().find("hmoe") != std::string::npos; }));
  CHECK(office.client().Post("/api/v1/items", simple_item("still"), "application/json")->status == 201);

  // After a restart with the bad folder the last good configuration serves.
  office.daemon.signal(SIGTERM);
  CHECK(office.daemon.wait() == 0);
  support::DaemonProcess again({config, office.folder.file("data"), "", 0});
  httplib::Client client("127.0.0.1", again.port());
  client.set_default_headers({{"Authorization", "Bearer " + office.all}});
  CHECK(object_of(client.Get("/api/v1/status")).at("config").as_string() == second);
}

TEST_CASE("on a full disk posts are refused with the reason, and what was answered stays readable") {
  support::ServeOptions options;
  options.file_size_kib = 1500;
  ServedOffice office(options);
  auto client = office.client();
  std::set<std::string> answered;
  httplib::Result refused(nullptr, httplib::Error::Unknown);
  for (int i = 0; i < 2000; ++i) {
    const auto id = "item-" + std::to_string(i);
    auto answer = client.Post("/api/v1/items", simple_item(id), "application/json");
    REQUIRE(answer);
    if (answer->status != 201) {
      refused = std::move(answer);
      break;
    }
    answered.insert(id);
  }
  REQUIRE(refused);
  CAPTURE(refused->body);
  CHECK(refused->status == 503);
  CHECK(refused->get_header_value("Content-Type") == "application/problem+json");
  REQUIRE(answered.size() > 5);
  CHECK(stored_items(office) == answered);
  CHECK(client.Get("/healthz")->status == 200);
  CHECK(client.Get("/readyz")->status == 503);
  office.daemon.signal(SIGTERM);
  CHECK(office.daemon.wait() == 0);

  // With room again it goes on.
  support::DaemonProcess again(office.with_folders({}));
  httplib::Client after("127.0.0.1", again.port());
  after.set_default_headers({{"Authorization", "Bearer " + office.all}});
  for (const auto& id : answered) CHECK(after.Get("/api/v1/items/" + id)->status == 200);
  CHECK(after.Post("/api/v1/items", simple_item("after"), "application/json")->status == 201);
}
