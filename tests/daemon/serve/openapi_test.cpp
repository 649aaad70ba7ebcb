// The OpenAPI document is what is served: each endpoint in it, in the routes and in the permission table; strangers get in
// nowhere.
#include <regex>

#include "daemon/app/tokens.h"
#include "daemon/serve/http_server.h"
#include "daemon/serve/permissions.h"
#include "daemon/serve/router.h"
#include "tests/daemon/serve/fixture.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

using Endpoints = std::set<std::pair<std::string, std::string>>;  // method, pattern

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

Endpoints documented(const json::object& document) {
  Endpoints endpoints;
  for (const auto& [path, methods] : document.at("paths").as_object()) {
    for (const auto& [method, operation] : methods.as_object()) {
      if (method != "parameters") endpoints.emplace(upper(std::string(method)), std::string(path));
    }
  }
  return endpoints;
}

// "/api/v1/items/{id}" → "/api/v1/items/edu"
std::string filled(std::string pattern) {
  for (auto at = pattern.find('{'); at != std::string::npos; at = pattern.find('{')) {
    pattern.replace(at, pattern.find('}') - at + 1, "edu");
  }
  return pattern;
}

httplib::Result call(ServedOffice& office, const std::string& token, const std::string& method, const std::string& path) {
  httplib::Client client("127.0.0.1", office.daemon.port());
  httplib::Request request;
  request.method = method;
  request.path = path;
  if (!token.empty()) request.set_header("Authorization", "Bearer " + token);
  if (method != "GET") {
    request.body = "{}";
    request.set_header("Content-Type", "application/json");
  }
  return client.send(request);
}

// As docs/http.md says it.
std::string who(const serve::Rule& rule) {
  const auto word = "`" + std::string(app::to_string(rule.permission)) + "`";
  switch (rule.access) {
    case serve::Access::open:
      return "anybody";
    case serve::Access::signed_link:
      return "whoever has the link";
    case serve::Access::loopback:
      return "this machine, or " + word;
    case serve::Access::own_unit:
      return word + " of that unit, or `read-all`";
    case serve::Access::own_feed:
      return word + " of that unit, or `read-all`; or a feed token in `?token=`";
    case serve::Access::token:
      break;
  }
  return rule.permission == serve::Permission::read_unit ? word + " or `read-all`" : word;
}

bool is_open(const serve::Rule& rule) { return rule.access == serve::Access::open || rule.access == serve::Access::loopback; }

}  // namespace

TEST_CASE("routes, permissions and the OpenAPI document name the same endpoints") {
  Endpoints routed, permitted;
  for (const auto& route : serve::routes()) routed.emplace(route.method, route.pattern);
  for (const auto& rule : serve::permission_table()) permitted.emplace(rule.method, rule.pattern);
  const auto document = json::parse(serve::openapi_document()).as_object();
  CHECK(document.at("openapi").as_string().starts_with("3.1"));
  CHECK(documented(document) == routed);
  CHECK(permitted == routed);
}

TEST_CASE("docs/http.md names every endpoint with who may call it, and the server's limits") {
  const auto page = support::read_text(support::root() + "/docs/http.md");
  REQUIRE_FALSE(page.empty());
  Endpoints named;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    std::smatch row;
    if (!std::regex_match(line, row, std::regex(R"(\| `([A-Z]+) (/[^`]*)` \| ([^|]*) \| .* \|)"))) continue;
    CAPTURE(line);
    const auto* rule = serve::permission_for(row[1].str(), row[2].str());
    REQUIRE(rule != nullptr);
    CHECK(row[3].str() == who(*rule));
    CHECK(named.emplace(row[1].str(), row[2].str()).second);
  }
  CHECK(named == documented(json::parse(serve::openapi_document()).as_object()));

  const serve::ServerOptions limits;
  const auto mebibytes = [](std::size_t bytes) { return std::to_string(bytes >> 20) + " MiB"; };
  const auto seconds = [](std::chrono::milliseconds time) { return std::to_string(time.count() / 1000) + " s"; };
  const std::string rows[] = {
      "| header | " + std::to_string(limits.header_bytes >> 10) + " KiB, " + seconds(limits.header_time) + " to arrive |",
      "| " + mebibytes(limits.body_bytes) + ", " + seconds(limits.body_time) + " to arrive;",
      "| bodies being received, together | " + mebibytes(limits.body_memory) + " |",
      "| answers being sent, together | " + mebibytes(limits.answer_memory) + ", " + seconds(limits.write_time) + " each |",
      "| connections | " + std::to_string(limits.connections) + "; idle ones are closed after " + seconds(limits.idle_time) + " |",
      "| requests worked on | " + std::to_string(limits.workers) + ", and " + std::to_string(limits.waiting) + " waiting |"};
  for (const auto& row : rows) {
    CAPTURE(row);
    CHECK(page.find(row) != std::string::npos);
  }
}

TEST_CASE("strangers, and tokens without the permission, get in nowhere") {
  ServedOffice office;
  const auto document = json::parse(serve::openapi_document()).as_object();
  const auto powerless = office.token("powerless", "edu", {"operate"});
  const auto poster = office.token("poster", "edu", {"post"});
  const auto feed = office.token("feed", "edu", {"feed"});
  const auto expired = office.token("gone", "edu", {"post", "read-all"});
  support::run_fenliu({"token", "revoke", "--data", office.folder.file("data"), "--name", "gone"});
  for (const auto& [method, pattern] : documented(document)) {
    CAPTURE(method, pattern);
    const auto* rule = serve::permission_for(method, pattern);
    REQUIRE(rule != nullptr);
    const auto path = filled(pattern);
    if (rule->access == serve::Access::signed_link) {
      // A link that nobody signed opens nothing, whoever comes with it.
      for (const auto& token : {std::string(), std::string("fl_wrong"), expired, powerless, office.all}) CHECK(call(office, token, method, path)->status == 404);
      continue;
    }
    if (is_open(*rule)) {
      CHECK(call(office, "", method, path)->status == 200);
      continue;
    }
    CHECK(call(office, "", method, path)->status == 401);
    CHECK(call(office, "fl_wrong", method, path)->status == 401);
    CHECK(call(office, expired, method, path)->status == 401);
    if (rule->permission != serve::Permission::operate) CHECK(call(office, powerless, method, path)->status == 403);
    const bool own_feed = rule->access == serve::Access::own_feed;
    CHECK(call(office, feed, method, path)->status == (own_feed ? 200 : 403));
    CHECK(call(office, "", method, path + "?token=" + feed)->status == (own_feed ? 200 : 401));
    CHECK(call(office, "", method, path + "?token=" + office.all)->status == 401);
    if (rule->permission != serve::Permission::post) CHECK(call(office, poster, method, path)->status == 403);
    // With everything, the answer is one that the document knows.
    const auto answer = call(office, office.all, method, path);
    std::string lower = method;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto& responses = document.at("paths").at(pattern).at(lower).at("responses").as_object();
    CHECK(responses.contains(std::to_string(answer->status)));
  }
}

TEST_CASE("a unit's token reads its own notices and nobody else's") {
  ServedOffice office;
  const auto own = office.token("edu", "edu", {"read-unit"});
  CHECK(call(office, own, "GET", "/api/v1/units/edu/notices")->status == 200);
  CHECK(call(office, own, "GET", "/api/v1/units/health/notices")->status == 403);
  CHECK(call(office, own, "GET", "/api/v1/units/health/filtered")->status == 403);
  CHECK(call(office, own, "GET", "/api/v1/items")->status == 403);
}
