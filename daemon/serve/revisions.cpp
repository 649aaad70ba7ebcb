// /api/v1/revisions, /redecide and /shadow: what was active when, going back, and setting right what went wrong meanwhile.
#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"

namespace fenliu::serve {

namespace {

constexpr int kReportDays = 30;

Response list(const Call& call) {
  const auto page = page_of(call.request);
  if (!page.ok()) return problem(page.error());
  return respond(call.api.list_revisions(call.principal, *page), call.request);
}

Response get(const Call& call) {
  return respond(call.api.get_revision(call.principal, call.parameters.at("revision")), call.request);
}

Response roll_back(const Call& call) {
  const auto key = idempotency_key(call.request);
  if (!key.ok()) return problem(key.error());
  return respond(call.api.roll_back(call.principal, call.parameters.at("revision"), call.request.body, *key), call.request);
}

Response redecide(const Call& call) { return respond(call.api.redecide(call.principal, call.request.body), call.request); }

Response shadow(const Call& call) {
  const auto days = days_of(call.request, kReportDays);
  if (!days.ok()) return problem(days.error());
  return respond(call.api.shadow_report(call.principal, *days), call.request);
}

}  // namespace

void add_revisions(std::vector<Route>& routes) {
  routes.push_back({"GET", "/api/v1/revisions", list});
  routes.push_back({"GET", "/api/v1/revisions/{revision}", get});
  routes.push_back({"POST", "/api/v1/revisions/{revision}/roll-back", roll_back});
  routes.push_back({"POST", "/api/v1/redecide", redecide});
  routes.push_back({"GET", "/api/v1/shadow", shadow});
}

}  // namespace fenliu::serve
