// /api/v1/drafts: sets of rules being edited, checked, compared and activated.
#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"

namespace fenliu::serve {

namespace {

constexpr int kReplayDays = 30;

Response create(const Call& call) {
  const auto key = idempotency_key(call.request);
  if (!key.ok()) return problem(key.error());
  return respond(call.api.create_draft(call.principal, call.request.body, *key), call.request);
}

Response list(const Call& call) { return respond(call.api.list_drafts(call.principal), call.request); }

Response get(const Call& call) {
  return respond(call.api.get_draft(call.principal, call.parameters.at("id")), call.request);
}

// The file's path has slashes, so it comes as ?path=rules/health.yaml.
rules::Result<std::string> path_of(const Request& request) {
  const auto path = request.query.find("path");
  if (path == request.query.end() || request.query.size() != 1) {
    return rules::Error{rules::ErrorKind::invalid, "Name the file: ?path=rules/health.yaml", ""};
  }
  return path->second;
}

Response get_file(const Call& call) {
  const auto path = path_of(call.request);
  if (!path.ok()) return problem(path.error());
  return respond(call.api.get_draft_file(call.principal, call.parameters.at("id"), *path), call.request);
}

Response put_file(const Call& call) {
  const auto path = path_of(call.request);
  if (!path.ok()) return problem(path.error());
  const auto if_match = call.request.header("if-match");
  if (if_match.empty()) {
    return problem(428, "PUT needs If-Match", "send the ETag of the file that you changed, \"none\" for a new one");
  }
  const auto answer =
      call.api.put_draft_file(call.principal, call.parameters.at("id"), *path, call.request.body, if_match);
  // The precondition failed (RFC 9110), rather than a conflict in the store.
  if (!answer.ok() && answer.error().kind == rules::ErrorKind::conflict) {
    return problem(412, answer.error().message, answer.error().detail);
  }
  return respond(answer, call.request);
}

Response check(const Call& call) {
  return respond(call.api.check_draft(call.principal, call.parameters.at("id")), call.request);
}

Response test(const Call& call) {
  return respond(call.api.test_draft(call.principal, call.parameters.at("id")), call.request);
}

Response diff(const Call& call) {
  const auto days = days_of(call.request, kReplayDays);
  if (!days.ok()) return problem(days.error());
  return respond(call.api.diff_draft(call.principal, call.parameters.at("id"), *days), call.request);
}

Response activate(const Call& call) {
  const auto key = idempotency_key(call.request);
  if (!key.ok()) return problem(key.error());
  return respond(call.api.activate_draft(call.principal, call.parameters.at("id"), call.request.body, *key), call.request);
}

Response discard(const Call& call) {
  return respond(call.api.discard_draft(call.principal, call.parameters.at("id")), call.request);
}

}  // namespace

void add_drafts(std::vector<Route>& routes) {
  routes.push_back({"POST", "/api/v1/drafts", create});
  routes.push_back({"GET", "/api/v1/drafts", list});
  routes.push_back({"GET", "/api/v1/drafts/{id}", get});
  routes.push_back({"GET", "/api/v1/drafts/{id}/file", get_file});
  routes.push_back({"PUT", "/api/v1/drafts/{id}/file", put_file});
  routes.push_back({"POST", "/api/v1/drafts/{id}/check", check});
  routes.push_back({"POST", "/api/v1/drafts/{id}/test", test});
  routes.push_back({"POST", "/api/v1/drafts/{id}/diff", diff});
  routes.push_back({"POST", "/api/v1/drafts/{id}/activate", activate});
  routes.push_back({"POST", "/api/v1/drafts/{id}/discard", discard});
}

}  // namespace fenliu::serve
