// What was refused as classified is nowhere afterwards, and the process leaves no core file.
#include <csignal>
#include <filesystem>
#include <sstream>

#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

constexpr const char* kSecret = "蓝鲸行动七号仓库";

bool found_below(const std::string& folder) {
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    if (file.is_regular_file() && support::read_text(file.path().string()).find(kSecret) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a refused post leaves no byte in the data folder, the log, the metrics or an export") {
  ServedOffice office;
  auto client = office.client();
  const auto refused = [&](const httplib::Result& answer) {
    REQUIRE(answer);
    CHECK(answer->status == 422);
    CHECK(answer->body.find(kSecret) == std::string::npos);
  };
  const auto marked = json::serialize(json::object{{"title", "机密★一年"}, {"text", kSecret}});
  const auto field = json::serialize(json::object{{"title", kSecret}, {"secrecy", "secret"}});
  const auto paper = json::serialize(json::object{{"secrecy", "secret"}, {"text", kSecret}, {"paper", {{"number", "5"}, {"collect_at", "x"}}}});
  for (const auto& body : {marked, field, paper}) {
    refused(client.Post("/api/v1/items", {{"Idempotency-Key", "k"}}, body, "application/json"));
    refused(client.Post("/api/v1/items/preview?unit=edu", body, "application/json"));
  }
  CHECK(client.Post("/api/v1/items", simple_item("plain"), "application/json")->status == 201);
  refused(client.Put("/api/v1/items/plain", {{"If-Match", "\"1\""}}, marked, "application/json"));
  const auto metrics = client.Get("/metrics");
  REQUIRE(metrics);
  CHECK(metrics->body.find(kSecret) == std::string::npos);
  CHECK_FALSE(found_below(office.folder.file("data")));
  office.daemon.signal(SIGTERM);
  CHECK(office.daemon.wait() == 0);
  CHECK(office.daemon.log().find(kSecret) == std::string::npos);
  CHECK_FALSE(found_below(office.folder.file("data")));
  const auto exported = support::run_fenliu({"export", office.folder.file("out"), "--data", office.folder.file("data")});
  CHECK(exported.exit == 0);
  CHECK_FALSE(found_below(office.folder.file("out")));
}

TEST_CASE("the daemon writes no core file") {
  ServedOffice office;
  std::istringstream limits(support::read_text("/proc/" + std::to_string(office.daemon.pid()) + "/limits"));
  std::string core;
  for (std::string line; std::getline(limits, line);) {
    if (line.starts_with("Max core file size")) core = line;
  }
  CAPTURE(core);
  REQUIRE(!core.empty());
  std::istringstream words(core.substr(18));
  std::string soft, hard;
  words >> soft >> hard;
  CHECK(soft == "0");
  CHECK(hard == "0");
}
