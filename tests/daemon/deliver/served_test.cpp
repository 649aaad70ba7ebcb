// The daemon as it is started, with programs as channels: killed, on a full disk, reloaded; and what people mend with the
// command line.
#include <csignal>
#include <fstream>
#include <set>
#include <thread>

#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

// A receiver that keeps keys, as a program: a file for each, and a line in a log for each attempt.
constexpr const char* kKeeps = "#!/bin/sh\ncat > /dev/null\necho \"$FENLIU_KEY\" >> \"$1/attempts\"\n: > \"$1/keys/$FENLIU_KEY\"\n";

struct Served {
  explicit Served(const std::string& program = kKeeps, long file_size_kib = 0) {
    std::filesystem::create_directory(folder.file("keys"));
    write_program(program);
    configure("channels:\n  - {id: own, kind: command, command: [" + folder.file("send") + ", " + folder.path() + "], attempts: 1}\n");
    support::ServeOptions options;
    options.config = folder.file("config");
    options.file_size_kib = file_size_kib;
    office = std::make_unique<ServedOffice>(options, "clerk");
  }
  void write_program(const std::string& program) {
    std::ofstream(folder.file("new")) << program;
    std::filesystem::permissions(folder.file("new"), std::filesystem::perms::owner_all);
    std::filesystem::rename(folder.file("new"), folder.file("send"));
  }
  void configure(const std::string& lines) {
    std::filesystem::remove_all(folder.file("config"));
    std::filesystem::copy(support::root() + "/config/county-us", folder.file("config"), std::filesystem::copy_options::recursive);
    std::ofstream(folder.file("config") + "/fenliu.yaml", std::ios::app) << lines;
  }
  std::set<std::string> keys() const {
    std::set<std::string> found;
    for (const auto& each : std::filesystem::directory_iterator(folder.file("keys"))) found.insert(each.path().filename().string());
    return found;
  }
  httplib::Client client(std::uint16_t port) const {
    httplib::Client client("127.0.0.1", port);
    client.set_default_headers({{"Authorization", "Bearer " + office->all}});
    client.set_read_timeout(20);
    return client;
  }
  // All deliveries in that state, once there are none in another open one; asks until then.
  json::array settled(httplib::Client& client, const std::string& state) {
    for (int i = 0; i < 400; ++i) {
      const auto channel = object_of(client.Get("/api/v1/channels")).at("channels").as_array().at(0).as_object();
      const auto outbox = client.Get("/metrics")->body;
      if (channel.at("waiting").as_int64() == 0 && outbox.find("fenliu_outbox_open 0.0") != std::string::npos && i > 20) break;
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    return object_of(client.Get("/api/v1/deliveries?limit=200&state=" + state)).at("deliveries").as_array();
  }

  support::TemporaryFolder folder;
  std::unique_ptr<ServedOffice> office;
};

std::string critical(const std::string& id) {
  return json::serialize(json::object{{"id", id}, {"title", "Notice on immunization"}, {"text", "Please report at once."}, {"urgency", "critical"}});
}

}  // namespace

TEST_CASE("killed in the middle of sending and started again, the daemon delivers everything that was answered, once for each key") {
  Served served("#!/bin/sh\nsleep 0.02\ncat > /dev/null\necho \"$FENLIU_KEY\" >> \"$1/attempts\"\n: > \"$1/keys/$FENLIU_KEY\"\n");
  auto client = served.office->client();
  for (int i = 0; i < 20; ++i) REQUIRE(client.Post("/api/v1/items", critical("item-" + std::to_string(i)), "application/json")->status == 201);
  while (served.keys().size() < 4) std::this_thread::sleep_for(std::chrono::milliseconds{5});
  served.office->daemon.signal(SIGKILL);
  served.office->daemon.wait();
  const auto before = served.keys().size();
  support::DaemonProcess again(served.office->with_folders({served.folder.file("config"), "", "", 0}));
  auto after = served.client(again.port());
  const auto delivered = served.settled(after, "delivered");
  std::set<std::string> keys, units_items;
  for (const auto& each : delivered) {
    keys.insert(std::string(each.at("key").as_string()));
    CHECK(units_items.insert(std::string(each.at("unit").as_string()) + " " + std::string(each.at("item").as_string())).second);
  }
  CHECK(delivered.size() >= 20);
  CHECK(before < delivered.size());
  CHECK(served.keys() == keys);
  CHECK(object_of(after.Get("/api/v1/deliveries?state=dead")).at("deliveries").as_array().empty());
}

TEST_CASE("on a full disk nothing is sent that the store cannot keep, and with room again everything arrives") {
  Served served(kKeeps, 1500);
  auto client = served.office->client();
  std::set<std::string> answered;
  for (int i = 0; i < 3000; ++i) {
    const auto id = "item-" + std::to_string(i);
    const auto answer = client.Post("/api/v1/items", critical(id), "application/json");
    REQUIRE(answer);
    if (answer->status != 201) break;
    answered.insert(id);
  }
  CHECK(client.Get("/readyz")->status == 503);
  served.office->daemon.signal(SIGTERM);
  CHECK(served.office->daemon.wait() == 0);
  support::DaemonProcess again(served.office->with_folders({served.folder.file("config"), "", "", 0}));
  auto after = served.client(again.port());
  std::set<std::string> arrived;
  for (int i = 0; i < 400 && arrived.size() < answered.size(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    arrived.clear();
    std::string cursor = "0";
    while (!cursor.empty()) {
      const auto page = after.Get("/api/v1/deliveries?limit=200&state=delivered&cursor=" + cursor);
      const auto listed = object_of(page);
      for (const auto& each : listed.at("deliveries").as_array()) {
        arrived.insert(std::string(each.at("item").as_string()));
        CHECK(std::filesystem::exists(served.folder.file("keys") + "/" + std::string(each.at("key").as_string())));
      }
      cursor = page->get_header_value("Fenliu-Next-Cursor");
    }
  }
  CHECK(arrived == answered);
}

TEST_CASE("what could not be delivered is listed, mended and sent again from the command line, and counted") {
  Served served("#!/bin/sh\nexit 1\n");
  auto client = served.office->client();
  REQUIRE(client.Post("/api/v1/items", critical("a"), "application/json")->status == 201);
  const auto dead = served.settled(client, "dead");
  REQUIRE_FALSE(dead.empty());
  const auto server = "http://127.0.0.1:" + std::to_string(served.office->daemon.port());
  std::ofstream(served.folder.file("token")) << served.office->all;
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "delivery");
    for (const auto& each : {std::string("--server"), server, std::string("--token-file"), served.folder.file("token")}) arguments.push_back(each);
    return support::run_fenliu(arguments);
  };
  const auto listed = run({"list"});
  CHECK(listed.exit == 0);
  CHECK(listed.out.find("dead\town\t") != std::string::npos);
  CHECK(listed.out.find("exit 1") != std::string::npos);
  CHECK(client.Get("/readyz")->body.find(dead.size() == 1 ? "1 delivery is dead" : "deliveries are dead") != std::string::npos);
  const auto metrics = client.Get("/metrics")->body;
  CHECK(metrics.find("fenliu_deliveries_total{channel=\"own\",outcome=\"refused\"} " + std::to_string(dead.size())) != std::string::npos);
  CHECK(metrics.find("fenliu_deliveries_dead{channel=\"own\"} " + std::to_string(dead.size())) != std::string::npos);
  served.write_program(kKeeps);
  const auto id = std::to_string(dead[0].at("id").as_int64());
  CHECK(run({"resend", id}).exit == 0);
  CHECK(served.settled(client, "delivered").size() == 1);
  CHECK(run({"resend", id}).exit == 1);
  CHECK(run({"resend", "--channel", "own"}).out.find(std::to_string(dead.size() - 1) + " sent again") == 0);
  CHECK(served.settled(client, "delivered").size() == dead.size());
  CHECK(run({"channels"}).out.find("own\tcommand\t0 waiting, 0 dead") == 0);
  CHECK(run({"discard", id}).exit == 1);
  CHECK(run({"mend", id}).exit == 2);
  CHECK(client.Get("/metrics")->body.find("fenliu_delivery_seconds_count{channel=\"own\"} " + std::to_string(dead.size())) != std::string::npos);
}

TEST_CASE("a reload gives the daemon its channels, and a secret that everybody may read is no secret") {
  Served served;
  const auto secret = served.folder.file("secret");
  std::ofstream(secret) << "swordfish\n";
  std::filesystem::permissions(secret, std::filesystem::perms::owner_read | std::filesystem::perms::others_read);
  served.write_program("#!/bin/sh\ncat > /dev/null\n: > \"$1/keys/$FENLIU_SECRET\"\n");
  served.configure("channels:\n  - {id: sealed, kind: command, command: [" + served.folder.file("send") + ", " + served.folder.path() + "], secret_file: " +
                   secret + "}\n");
  served.office->daemon.signal(SIGHUP);
  auto client = served.office->client();
  const auto trouble = [&]() -> std::string {
    const auto channel = object_of(client.Get("/api/v1/channels")).at("channels").as_array().at(0).as_object();
    if (channel.at("id").as_string() != "sealed") return "old";
    return channel.contains("trouble") ? std::string(channel.at("trouble").as_string()) : "";
  };
  for (int i = 0; i < 200 && trouble().find("Everybody") == std::string::npos; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{50});
  CHECK(trouble().find("Everybody on this machine may read the secret file") == 0);
  CHECK(client.Get("/readyz")->body.find("channel 'sealed' does not work") != std::string::npos);
  CHECK(served.office->daemon.log().find("swordfish") == std::string::npos);
  REQUIRE(client.Post("/api/v1/items", critical("a"), "application/json")->status == 201);
  std::filesystem::permissions(secret, std::filesystem::perms::owner_read, std::filesystem::perm_options::replace);
  served.office->daemon.signal(SIGHUP);
  for (int i = 0; i < 400 && !served.keys().contains("swordfish"); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{50});
  CHECK(served.keys().contains("swordfish"));
}
