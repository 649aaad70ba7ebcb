// /api/v1/items: posting, revising, previewing, reading; their decisions.
#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"

namespace fenliu::serve {

namespace {

Response post(const Call& call) {
  const auto key = idempotency_key(call.request);
  if (!key.ok()) return problem(key.error());
  return respond(call.api.post_item(call.principal, call.request.body, *key), call.request);
}

Response preview(const Call& call) {
  bool lints = false;
  std::string unit;
  for (const auto& [key, value] : call.request.query) {
    if (key == "unit") {
      unit = value;
    } else if (key == "lints") {
      lints = value != "false" && value != "0";
    } else {
      return problem(400, "There is no query parameter '" + key + "' here", "lints, unit");
    }
  }
  return respond(call.api.preview_item(call.principal, call.request.body, lints, unit), call.request);
}

Response list(const Call& call) {
  const auto page = page_of(call.request);
  if (!page.ok()) return problem(page.error());
  return respond(call.api.list_items(call.principal, *page), call.request);
}

Response get(const Call& call) {
  return respond(call.api.get_item(call.principal, call.parameters.at("id")), call.request);
}

Response put(const Call& call) {
  const auto if_match = call.request.header("if-match");
  if (if_match.empty()) return problem(428, "PUT needs If-Match", "send the ETag of the revision that you changed");
  const auto answer = call.api.put_item(call.principal, call.parameters.at("id"), call.request.body, if_match);
  auto response = respond(answer, call.request);
  // The precondition failed (RFC 9110), rather than a conflict in the store.
  if (!answer.ok() && answer.error().kind == rules::ErrorKind::conflict) {
    return problem(412, answer.error().message, answer.error().detail);
  }
  return response;
}

Response decision(const Call& call) {
  bool explain = false;
  std::string why;
  for (const auto& [key, value] : call.request.query) {
    if (key == "explain") {
      explain = value != "false" && value != "0";
    } else if (key == "why") {
      why = value;
    } else {
      return problem(400, "There is no query parameter '" + key + "' here", "explain, why");
    }
  }
  return respond(call.api.get_decision(call.principal, call.parameters.at("id"), explain, why), call.request);
}

Response deadlines(const Call& call) {
  return respond(call.api.list_deadlines(call.principal, call.parameters.at("id")), call.request);
}

Response answer_deadlines(const Call& call) {
  const auto key = idempotency_key(call.request);
  if (!key.ok()) return problem(key.error());
  return respond(call.api.answer_deadlines(call.principal, call.parameters.at("id"), call.request.body, *key), call.request);
}

}  // namespace

void add_items(std::vector<Route>& routes) {
  routes.push_back({"POST", "/api/v1/items", post});
  routes.push_back({"GET", "/api/v1/items", list});
  routes.push_back({"POST", "/api/v1/items/preview", preview});
  routes.push_back({"GET", "/api/v1/items/{id}", get});
  routes.push_back({"PUT", "/api/v1/items/{id}", put});
  routes.push_back({"GET", "/api/v1/items/{id}/decision", decision});
  routes.push_back({"GET", "/api/v1/items/{id}/deadlines", deadlines});
  routes.push_back({"POST", "/api/v1/items/{id}/deadlines/answers", answer_deadlines});
}

}  // namespace fenliu::serve
