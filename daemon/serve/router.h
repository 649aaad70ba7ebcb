// From a request to its resource: route, principal, permission, handler.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "daemon/serve/api.h"
#include "daemon/serve/message.h"
#include "daemon/serve/permissions.h"

namespace fenliu::serve {

using Parameters = std::map<std::string, std::string>;  // {id} → decoded value

struct Call {
  Api& api;
  const Principal& principal;
  const Request& request;
  const Parameters& parameters;
};

struct Route {
  std::string_view method;
  std::string_view pattern;
  Response (*handler)(const Call&);
};

// Every endpoint of the API, each resource's in its own file.
std::vector<Route> routes();
void add_items(std::vector<Route>& routes);
void add_meetings(std::vector<Route>& routes);
void add_units(std::vector<Route>& routes);
void add_by_hand(std::vector<Route>& routes);
void add_calendars(std::vector<Route>& routes);
void add_drafts(std::vector<Route>& routes);
void add_revisions(std::vector<Route>& routes);
void add_triage(std::vector<Route>& routes);
void add_operations(std::vector<Route>& routes);

// Thread-safe.
class RequestRouter {
 public:
  // `demo`: who asks when nobody signed in, on simulated time only. `server_metrics` is added to /metrics.
  RequestRouter(Api& api, std::optional<Principal> demo, std::function<std::string()> server_metrics);
  Response handle(const Request& request) const;
  // The pattern that a request falls under, for metrics; "other" when none.
  std::string_view pattern_of(const Request& request) const;

 private:
  // Who asks, by header or, for a feed, by its address; nothing: nobody.
  std::optional<Principal> principal_of(const Rule& rule, const Request& request) const;
  Response dispatch(const Route& route, const Request& request, const Parameters& parameters) const;

  Api& api_;
  const std::optional<Principal> demo_;
  const std::function<std::string()> server_metrics_;
  const std::vector<Route> routes_;
};

// Shared by resources.
Response respond(const rules::Result<Answer>& answer, const Request& request);
rules::Result<Page> page_of(const Request& request);
// The query parameter `days`, 1 to 3660, else `otherwise`; no other parameter is allowed.
rules::Result<int> days_of(const Request& request, int otherwise);
rules::Result<std::string> idempotency_key(const Request& request);
std::string openapi_document();
Response asset(const Request& request);

}  // namespace fenliu::serve
