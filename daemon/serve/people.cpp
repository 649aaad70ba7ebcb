// /api/v1/call-sheet, and what a unit hands over.
#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"

namespace fenliu::serve {

namespace {

// zh, en, vi, or empty for the configuration's.
rules::Result<std::string> language_of(const Request& request) {
  std::string language;
  for (const auto& [key, value] : request.query) {
    if (key != "lang") return rules::Error{rules::ErrorKind::invalid, "There is no query parameter '" + key + "' here", "lang"};
    if (value != "zh" && value != "en" && value != "vi") {
      return rules::Error{rules::ErrorKind::invalid, "'lang' is zh, en or vi", ""};
    }
    language = value;
  }
  return language;
}

Response calls(const Call& call) {
  const auto language = language_of(call.request);
  if (!language.ok()) return problem(language.error());
  return respond(call.api.list_calls(call.principal, *language), call.request);
}

Response settle(const Call& call) {
  const auto key = idempotency_key(call.request);
  if (!key.ok()) return problem(key.error());
  return respond(call.api.settle_call(call.principal, call.parameters.at("id"), call.request.body, *key), call.request);
}

Response hand_over(const Call& call) {
  const auto language = language_of(call.request);
  if (!language.ok()) return problem(language.error());
  return respond(call.api.hand_over(call.principal, call.parameters.at("unit"), *language), call.request);
}

}  // namespace

void add_people(std::vector<Route>& routes) {
  routes.push_back({"GET", "/api/v1/call-sheet", calls});
  routes.push_back({"POST", "/api/v1/call-sheet/{id}", settle});
  routes.push_back({"GET", "/api/v1/units/{unit}/hand-over", hand_over});
}

}  // namespace fenliu::serve
