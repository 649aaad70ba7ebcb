// /api/v1/deliveries and /api/v1/channels: what left the office, what did not, and mending that.
#include <algorithm>

#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"

namespace fenliu::serve {

namespace {

Response list(const Call& call) {
  Request rest = call.request;
  DeliveryFilter filter;
  for (auto [key, field] : {std::pair{"state", &filter.state}, std::pair{"channel", &filter.channel}}) {
    const auto given = rest.query.find(key);
    if (given == rest.query.end()) continue;
    *field = given->second;
    rest.query.erase(given);
  }
  const auto page = page_of(rest);
  if (!page.ok()) return problem(page.error());
  return respond(call.api.list_deliveries(call.principal, filter, *page), call.request);
}

Response resend(const Call& call) {
  return respond(call.api.resend_delivery(call.principal, call.parameters.at("id"), call.request.body), call.request);
}

Response resend_all(const Call& call) { return respond(call.api.resend_deliveries(call.principal, call.request.body), call.request); }

Response discard(const Call& call) {
  return respond(call.api.discard_delivery(call.principal, call.parameters.at("id"), call.request.body), call.request);
}

Response channels(const Call& call) { return respond(call.api.list_channels(call.principal), call.request); }

}  // namespace

void add_deliveries(std::vector<Route>& routes) {
  routes.push_back({"GET", "/api/v1/deliveries", list});
  routes.push_back({"POST", "/api/v1/deliveries/resend", resend_all});
  routes.push_back({"POST", "/api/v1/deliveries/{id}/resend", resend});
  routes.push_back({"POST", "/api/v1/deliveries/{id}/discard", discard});
  routes.push_back({"GET", "/api/v1/channels", channels});
}

}  // namespace fenliu::serve
