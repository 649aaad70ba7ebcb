// The evening on paper, over HTTP, in the data folder, and from the data of a server that was killed.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;
namespace fs = std::filesystem;

namespace {

support::ServeOptions evening() {
  support::ServeOptions options;
  options.clock = "2022-11-24T19:10+08:00x1";
  return options;
}

bool holds(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

// A daemon writes its first sheet right after it has begun to serve.
bool appears(const std::string& file) {
  for (int i = 0; i < 400; ++i) {
    if (fs::exists(file)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  return false;
}

}  // namespace

TEST_CASE("the evening plan is served to who reads all, lies in the data folder, and comes out of a dead server's database") {
  ServedOffice office(evening());
  const auto data = office.folder.file("data");
  REQUIRE(appears(data + "/evening/evening-plan.txt"));  // the evening has been played up to now
  auto client = office.client();
  const auto page = client.Get("/api/v1/evening-plan");
  REQUIRE(page);
  CHECK(page->status == 200);
  CHECK(page->get_header_value("Content-Type") == "text/html; charset=utf-8");
  CHECK(holds(page->get_header_value("Content-Security-Policy"), "default-src 'none'"));
  CHECK(holds(page->body, "今晚安排"));
  const auto text = client.Get("/api/v1/evening-plan?format=text&lang=en");
  REQUIRE(text);
  INFO(text->body);
  for (const auto* words : {"made 2022-11-24 19:1", "== To telephone (not confirmed)", "be ready 19:", "Demonstration: simulated time"}) {
    CAPTURE(words);
    CHECK(holds(text->body, words));
  }
  CHECK(client.Get("/api/v1/evening-plan?format=pdf")->status == 400);
  const auto unit = office.token("unit", "edu", {"read-unit"});
  httplib::Client stranger("127.0.0.1", office.daemon.port());
  stranger.set_default_headers({{"Authorization", "Bearer " + unit}});
  CHECK(stranger.Get("/api/v1/evening-plan")->status == 403);

  CHECK(holds(support::read_text(data + "/evening/evening-plan.html"), "<!doctype html>"));
  office.daemon.signal(SIGKILL);
  office.daemon.wait();
  const auto dead = support::run_fenliu({"evening-plan", "--data", data, "--format", "text", "--lang", "en", "--now", "2022-11-24T19:12+08:00"});
  INFO(dead.err);
  REQUIRE(dead.exit == 0);
  // Who is wanted when is what the living daemon said.
  const auto units = [](const std::string& sheet) { return sheet.substr(sheet.find("== Unit by unit")); };
  CHECK(units(dead.out) == units(text->body));
  CHECK(holds(dead.out, "made 2022-11-24 19:12"));
  CHECK(support::run_fenliu({"evening-plan", "--data", office.folder.file("nothing")}).exit == 1);
}

TEST_CASE("the evening plan goes into a folder of the configuration too, and one that is gone stops nothing") {
  support::TemporaryFolder folder;
  fs::copy(support::root() + "/config/county-us", folder.file("config"), fs::copy_options::recursive);
  std::ofstream(folder.file("config") + "/fenliu.yaml", std::ios::app) << "\nevening_plan: {folder: " << folder.file("stick") << ", minutes: 30}\n";
  {
    support::DaemonProcess daemon({folder.file("config"), folder.file("one"), "", 0});
    REQUIRE(appears(folder.file("one") + "/evening/evening-plan.txt"));
    httplib::Client client("127.0.0.1", daemon.port());
    CHECK(client.Get("/readyz")->status == 200);
    daemon.signal(SIGTERM);
    daemon.wait();
    CHECK(holds(daemon.log(), "Cannot write the evening plan to " + folder.file("stick")));
  }
  fs::create_directory(folder.file("stick"));
  support::DaemonProcess daemon({folder.file("config"), folder.file("two"), "", 0});
  CHECK(appears(folder.file("stick") + "/evening-plan.txt"));
}
