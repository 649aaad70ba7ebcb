// Health, readiness, metrics, status, the OpenAPI document, and the page's files.
#include <algorithm>

#include "daemon/serve/embedded_files.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"

namespace fenliu::serve {

namespace {

Response plain(int status, std::string text, std::string type = "text/plain; charset=utf-8") {
  Response response;
  response.status = status;
  response.content_type = std::move(type);
  response.body = std::move(text);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Response health(const Call&) { return plain(200, "ok\n"); }

Response ready(const Call& call) {
  const auto readiness = call.api.ready();
  if (!readiness.ready) return problem(503, "Not ready");
  return plain(200, "ready\n" + (readiness.remark.empty() ? "" : readiness.remark + "\n"));
}

Response metrics(const Call& call) { return plain(200, call.api.metrics(), "text/plain; version=0.0.4; charset=utf-8"); }

Response status(const Call& call) { return respond(call.api.status(call.principal), call.request); }

Response openapi(const Call&) { return plain(200, openapi_document(), "application/json"); }

}  // namespace

void add_operations(std::vector<Route>& routes) {
  routes.push_back({"GET", "/api/v1/status", status});
  routes.push_back({"GET", "/metrics", metrics});
  routes.push_back({"GET", "/healthz", health});
  routes.push_back({"GET", "/readyz", ready});
  routes.push_back({"GET", "/openapi.json", openapi});
}

// Hashed files may be kept for ever; the page itself is asked for anew each time.
Response asset(const Request& request) {
  const auto files = embedded_files();
  const std::string path = request.path == "/" ? "/index.html" : request.path;
  const auto file = std::find_if(files.begin(), files.end(), [&](const auto& each) { return each.path == path; });
  if (file == files.end()) {
    if (path != "/index.html") return problem(404, "There is nothing at this address");
    return plain(200, "Fenliu runs. It was built without its page; the API is described at /openapi.json.\n");
  }
  Response response;
  response.content_type = std::string(file->content_type);
  response.headers.emplace_back("ETag", std::string(file->etag));
  response.headers.emplace_back("Cache-Control", path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.header("if-none-match") == file->etag) {
    response.status = 304;
  } else {
    response.body = std::string(file->bytes);
  }
  return response;
}

}  // namespace fenliu::serve
