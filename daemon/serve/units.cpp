// /api/v1/units and /api/v1/notices: who there is, what each unit was told, what was filtered from it.
#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"

namespace fenliu::serve {

namespace {

Response list(const Call& call) { return respond(call.api.list_units(call.principal), call.request); }

Response notices(const Call& call) {
  const auto page = page_of(call.request);
  if (!page.ok()) return problem(page.error());
  return respond(call.api.list_notices(call.principal, call.parameters.at("unit"), *page), call.request);
}

Response filtered(const Call& call) {
  const auto page = page_of(call.request);
  if (!page.ok()) return problem(page.error());
  return respond(call.api.list_filtered(call.principal, call.parameters.at("unit"), *page), call.request);
}

Response acknowledge(const Call& call) {
  const auto key = idempotency_key(call.request);
  if (!key.ok()) return problem(key.error());
  return respond(call.api.acknowledge(call.principal, call.parameters.at("id"), call.request.body, *key), call.request);
}

}  // namespace

void add_units(std::vector<Route>& routes) {
  routes.push_back({"GET", "/api/v1/units", list});
  routes.push_back({"GET", "/api/v1/units/{unit}/notices", notices});
  routes.push_back({"GET", "/api/v1/units/{unit}/filtered", filtered});
  routes.push_back({"POST", "/api/v1/notices/{id}/ack", acknowledge});
}

}  // namespace fenliu::serve
