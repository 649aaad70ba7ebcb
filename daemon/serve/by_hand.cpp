// By hand: what a clerk copies, prints and marks as told; and what each channel carries of a notice.
#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"

namespace fenliu::serve {

namespace {

Response form(const Call& call) {
  HandFormRequest request;
  for (const auto& [key, value] : call.request.query) {
    if (key == "form") {
      request.form = value;
    } else if (key == "language") {
      request.language = value;
    } else if (key == "format" && (value == "text" || value == "html")) {
      request.html = value == "html";
    } else if (key == "format") {
      return problem(400, "There is no format '" + value + "'", "text or html");
    } else {
      return problem(400, "There is no query parameter '" + key + "' here", "form, language, format");
    }
  }
  if (request.form.empty()) return problem(400, "Which form?", "form=group-text, call-sheet, slips or signature-list");
  return respond(call.api.by_hand_form(call.principal, call.parameters.at("id"), request), call.request);
}

Response mark(const Call& call) {
  const auto key = idempotency_key(call.request);
  if (!key.ok()) return problem(key.error());
  return respond(call.api.mark_by_hand(call.principal, call.parameters.at("id"), call.request.body, *key), call.request);
}

Response preview(const Call& call) {
  std::string channel;
  for (const auto& [key, value] : call.request.query) {
    if (key != "channel") return problem(400, "There is no query parameter '" + key + "' here", "channel");
    channel = value;
  }
  return respond(call.api.preview_notice(call.principal, call.parameters.at("id"), channel), call.request);
}

}  // namespace

void add_by_hand(std::vector<Route>& routes) {
  routes.push_back({"GET", "/api/v1/items/{id}/by-hand", form});
  routes.push_back({"POST", "/api/v1/items/{id}/by-hand", mark});
  routes.push_back({"GET", "/api/v1/notices/{id}/preview", preview});
}

}  // namespace fenliu::serve
