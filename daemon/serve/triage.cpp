// /api/v1/triage: parts that wait for a person.
#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"

namespace fenliu::serve {

namespace {

Response list(const Call& call) {
  const auto page = page_of(call.request);
  if (!page.ok()) return problem(page.error());
  return respond(call.api.list_triage(call.principal, *page), call.request);
}

Response resolve(const Call& call) {
  const auto key = idempotency_key(call.request);
  if (!key.ok()) return problem(key.error());
  const auto id = call.parameters.at("item") + "/" + call.parameters.at("revision") + "/" + call.parameters.at("part");
  return respond(call.api.resolve_triage(call.principal, id, call.request.body, *key), call.request);
}

}  // namespace

void add_triage(std::vector<Route>& routes) {
  routes.push_back({"GET", "/api/v1/triage", list});
  routes.push_back({"POST", "/api/v1/triage/{item}/{revision}/{part}", resolve});
}

}  // namespace fenliu::serve
