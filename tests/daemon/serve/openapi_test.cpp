// The OpenAPI document is what is served: each endpoint in it, in the routes and in the permission table; strangers get in
// nowhere.
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

TEST_CASE("strangers, and tokens without the permission, get in nowhere") {
  ServedOffice office;
  const auto document = json::parse(serve::openapi_document()).as_object();
  const auto powerless = office.token("powerless", "edu", {"operate"});
  const auto poster = office.token("poster", "edu", {"post"});
  const auto expired = office.token("gone", "edu", {"post", "read-all"});
  support::run_fenliu({"token", "revoke", "--data", office.folder.file("data"), "--name", "gone"});
  for (const auto& [method, pattern] : documented(document)) {
    CAPTURE(method, pattern);
    const auto* rule = serve::permission_for(method, pattern);
    REQUIRE(rule != nullptr);
    const auto path = filled(pattern);
    if (is_open(*rule)) {
      CHECK(call(office, "", method, path)->status == 200);
      continue;
    }
    CHECK(call(office, "", method, path)->status == 401);
    CHECK(call(office, "fl_wrong", method, path)->status == 401);
    CHECK(call(office, expired, method, path)->status == 401);
    CHECK(call(office, powerless, method, path)->status == 403);
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
