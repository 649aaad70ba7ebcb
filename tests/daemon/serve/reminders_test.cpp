// A reminder appears among a unit's notices by itself, and a killed daemon does not repeat it.
#include <thread>

#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

// Stages of what the unit was told, oldest first.
std::vector<std::string> stages(httplib::Client& client, const std::string& unit) {
  std::vector<std::string> found;
  const auto page = object_of(client.Get("/api/v1/units/" + unit + "/notices"));
  for (const auto& notice : page.at("notices").as_array()) found.emplace(found.begin(), notice.at("stage").as_string());
  return found;
}

// Simulated time over HTTP, as 15:04.
std::string clock_of(httplib::Client& client) {
  return std::string(object_of(client.Get("/api/v1/status")).at("now").as_string()).substr(11, 5);
}

}  // namespace

TEST_CASE("two working hours before its deadline a served task is reminded of, once, kill -9 or not") {
  using Stages = std::vector<std::string>;
  support::ServeOptions options;
  options.config = support::root() + "/config/county-us";
  options.clock = "2022-11-21T14:50-08:00x60";  // a Monday; a minute a second
  ServedOffice office(options, "clerk");
  auto client = office.client();
  const json::object task{{"title", "Update on immunization"}, {"text", "Please submit a report by 5 p.m. today."}};
  const auto posted = client.Post("/api/v1/items", json::serialize(task), "application/json");
  REQUIRE(posted);
  CAPTURE(posted->body);
  REQUIRE(posted->status == 201);
  CHECK(stages(client, "public-health") == Stages{"new"});
  // A busy machine ticks late.
  for (int i = 0; i < 600 && stages(client, "public-health").size() < 2; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(stages(client, "public-health") == Stages{"new", "reminder"});
  office.daemon.signal(SIGKILL);
  office.daemon.wait();

  options.clock = "2022-11-21T15:10-08:00x60";
  support::DaemonProcess again(office.with_folders(options));
  httplib::Client after("127.0.0.1", again.port());
  after.set_default_headers({{"Authorization", "Bearer " + office.all}});
  while (clock_of(after) < "15:12") std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(stages(after, "public-health") == Stages{"new", "reminder"});
}
