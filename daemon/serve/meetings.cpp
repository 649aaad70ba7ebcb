// /api/v1/meetings and /api/v1/cascades: what happens in meetings, and what follows from it.
#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"

namespace fenliu::serve {

namespace {

Response post_event(const Call& call) {
  const auto key = idempotency_key(call.request);
  if (!key.ok()) return problem(key.error());
  return respond(call.api.post_event(call.principal, call.parameters.at("id"), call.request.body, *key), call.request);
}

Response list_events(const Call& call) {
  return respond(call.api.list_events(call.principal, call.parameters.at("id")), call.request);
}

Response cascade(const Call& call) {
  return respond(call.api.get_cascade(call.principal, call.parameters.at("id")), call.request);
}

Response what_if(const Call& call) {
  return respond(call.api.get_what_if(call.principal, call.parameters.at("id")), call.request);
}

}  // namespace

void add_meetings(std::vector<Route>& routes) {
  routes.push_back({"POST", "/api/v1/meetings/{id}/events", post_event});
  routes.push_back({"GET", "/api/v1/meetings/{id}/events", list_events});
  routes.push_back({"GET", "/api/v1/cascades/{id}", cascade});
  routes.push_back({"GET", "/api/v1/cascades/{id}/what-if", what_if});
}

}  // namespace fenliu::serve
