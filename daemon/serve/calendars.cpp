// Calendars: a unit's feed, a cascade's meetings, and the secret addresses under which calendar programs ask for a feed.
#include "daemon/serve/problem.h"
#include "daemon/serve/router.h"

namespace fenliu::serve {

namespace {

// zh, en, vi, or empty for the configuration's; `token` was looked at before.
rules::Result<std::string> language_of(const Request& request) {
  std::string language;
  for (const auto& [key, value] : request.query) {
    if (key == "token") continue;
    if (key != "lang") return rules::Error{rules::ErrorKind::invalid, "There is no query parameter '" + key + "' here", "lang, token"};
    if (value != "zh" && value != "en" && value != "vi") {
      return rules::Error{rules::ErrorKind::invalid, "'lang' is zh, en or vi", ""};
    }
    language = value;
  }
  return language;
}

Response unit(const Call& call) {
  const auto language = language_of(call.request);
  if (!language.ok()) return problem(language.error());
  return respond(call.api.unit_calendar(call.principal, call.parameters.at("unit"), *language), call.request);
}

Response cascade(const Call& call) {
  const auto language = language_of(call.request);
  if (!language.ok()) return problem(language.error());
  return respond(call.api.cascade_calendar(call.principal, call.parameters.at("id"), *language), call.request);
}

Response create(const Call& call) {
  return respond(call.api.create_feed(call.principal, call.parameters.at("unit"), call.request.body), call.request);
}

Response list(const Call& call) {
  return respond(call.api.list_feeds(call.principal, call.parameters.at("unit")), call.request);
}

Response revoke(const Call& call) {
  return respond(call.api.revoke_feed(call.principal, call.parameters.at("unit"), call.parameters.at("feed")), call.request);
}

}  // namespace

void add_calendars(std::vector<Route>& routes) {
  routes.push_back({"GET", "/api/v1/units/{unit}/calendar.ics", unit});
  routes.push_back({"POST", "/api/v1/units/{unit}/feeds", create});
  routes.push_back({"GET", "/api/v1/units/{unit}/feeds", list});
  routes.push_back({"POST", "/api/v1/units/{unit}/feeds/{feed}/revoke", revoke});
  routes.push_back({"GET", "/api/v1/cascades/{id}/calendar.ics", cascade});
}

}  // namespace fenliu::serve
