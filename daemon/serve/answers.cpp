// What units answer: objections and the office's answers to them, and what becomes of a task within its unit.
#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"

namespace fenliu::serve {

namespace {

// The hash of the one style of those pages (CSP level 3, hash-source); a test compares it with the page.
constexpr const char* kAnswerPageStyle = "sha256-qbKpWnihSg4DnCOoSA2BQBAais+xwzfNlrt4e1fl5sI=";

// A POST about the {id} of its path, under an Idempotency-Key.
using Written = rules::Result<Answer> (Api::*)(const Principal&, const std::string&, const std::string&, const std::string&);

template <Written method>
Response written(const Call& call) {
  const auto key = idempotency_key(call.request);
  if (!key.ok()) return problem(key.error());
  return respond((call.api.*method)(call.principal, call.parameters.at("id"), call.request.body, *key), call.request);
}

Response list(const Call& call) {
  auto request = call.request;
  std::string state;
  if (const auto given = request.query.find("state"); given != request.query.end()) {
    state = given->second;
    request.query.erase(given);
  }
  const auto page = page_of(request);
  if (!page.ok()) return problem(page.error());
  return respond(call.api.list_objections(call.principal, state, *page), call.request);
}

Response get(const Call& call) { return respond(call.api.get_objection(call.principal, call.parameters.at("id")), call.request); }

Response withdraw(const Call& call) {
  return respond(call.api.withdraw_objection(call.principal, call.parameters.at("id")), call.request);
}

Response as_case(const Call& call) { return respond(call.api.objection_case(call.principal, call.parameters.at("id")), call.request); }

// The pages behind signed links: nothing loads, nothing is kept, and the address goes nowhere.
Response page(rules::Result<Answer> answer, const Request& request) {
  auto response = respond(answer, request);
  response.headers.emplace_back("Content-Security-Policy",
                                std::string("default-src 'none'; style-src '") + kAnswerPageStyle + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
  response.headers.emplace_back("X-Robots-Tag", "noindex, nofollow");
  return response;
}

Response show_page(const Call& call) { return page(call.api.answer_page(call.parameters.at("token")), call.request); }

Response record_page(const Call& call) { return page(call.api.record_answer(call.parameters.at("token")), call.request); }

}  // namespace

void add_answers(std::vector<Route>& routes) {
  routes.push_back({"POST", "/api/v1/notices/{id}/objections", written<&Api::object_to_notice>});
  routes.push_back({"POST", "/api/v1/notices/{id}/assign", written<&Api::assign_task>});
  routes.push_back({"POST", "/api/v1/notices/{id}/done", written<&Api::finish_task>});
  routes.push_back({"POST", "/api/v1/notices/{id}/done/undo", written<&Api::undo_task>});
  routes.push_back({"POST", "/api/v1/items/{id}/objections", written<&Api::object_to_item>});
  routes.push_back({"GET", "/api/v1/objections", list});
  routes.push_back({"GET", "/api/v1/objections/{id}", get});
  routes.push_back({"POST", "/api/v1/objections/{id}/answer", written<&Api::answer_objection>});
  routes.push_back({"POST", "/api/v1/objections/{id}/withdraw", withdraw});
  routes.push_back({"GET", "/api/v1/objections/{id}/case", as_case});
  routes.push_back({"POST", "/api/v1/items/{id}/withdraw", written<&Api::withdraw_item>});
  routes.push_back({"GET", "/answer/{token}", show_page});
  routes.push_back({"POST", "/answer/{token}", record_page});
}

}  // namespace fenliu::serve
