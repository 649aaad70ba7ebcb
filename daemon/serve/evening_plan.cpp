// /api/v1/evening-plan: the evening on paper.
#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"

namespace fenliu::serve {

namespace {

Response evening_plan(const Call& call) {
  bool html = true;
  std::string language;
  for (const auto& [key, value] : call.request.query) {
    if (key == "format" && (value == "html" || value == "text")) {
      html = value == "html";
    } else if (key == "lang" && (value == "zh" || value == "vi" || value == "en")) {
      language = value;
    } else {
      return problem(400, "The query is format=html or text, and lang=zh, vi or en", key + "=" + value);
    }
  }
  auto response = respond(call.api.evening_plan(call.principal, html, language), call.request);
  // Its style stands in it, so that it can be kept and printed as one file; nothing else may run or load.
  if (html && response.status == 200) response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-modals");
  return response;
}

}  // namespace

void add_evening_plan(std::vector<Route>& routes) { routes.push_back({"GET", "/api/v1/evening-plan", evening_plan}); }

}  // namespace fenliu::serve
