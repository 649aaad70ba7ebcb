// Routing requests.
#include "daemon/serve/router.h"

#include <string.h>

#include <algorithm>
#include <charconv>

#include "daemon/serve/permissions.h"
#include "daemon/serve/problem.h"
#include "rules/text/utf8.h"

namespace fenliu::serve {

namespace {

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto slash = std::min(path.find('/'), path.size());
    parts.push_back(path.substr(0, slash));
    path.remove_prefix(slash);
  }
  return parts;
}

bool matches(std::string_view pattern, std::string_view path, Parameters& parameters) {
  const auto wanted = segments(pattern), given = segments(path);
  if (wanted.size() != given.size()) return false;
  parameters.clear();
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      if (given[i].empty()) return false;
      parameters[std::string(wanted[i].substr(1, wanted[i].size() - 2))] = std::string(given[i]);
    } else if (wanted[i] != given[i]) {
      return false;
    }
  }
  return true;
}

}  // namespace

Request::~Request() { explicit_bzero(body.data(), body.size()); }

std::string Request::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

std::vector<Route> routes() {
  std::vector<Route> all;
  add_items(all);
  add_meetings(all);
  add_units(all);
  add_by_hand(all);
  add_calendars(all);
  add_drafts(all);
  add_revisions(all);
  add_triage(all);
  add_operations(all);
  return all;
}

RequestRouter::RequestRouter(Api& api, std::optional<Principal> demo, std::function<std::string()> server_metrics)
    : api_(api), demo_(std::move(demo)), server_metrics_(std::move(server_metrics)), routes_(routes()) {}

std::string_view RequestRouter::pattern_of(const Request& request) const {
  Parameters ignored;
  for (const auto& route : routes_) {
    if (route.method == request.method && matches(route.pattern, request.path, ignored)) return route.pattern;
  }
  return "other";
}

namespace {

constexpr const char* kFeedToken = "token";

bool is_feed(const Principal& principal) { return principal.permissions == std::vector{Permission::feed}; }

bool is_allowed(const Rule& rule, const Principal& principal, const Parameters& parameters) {
  bool allowed = principal.may(rule.permission) || (rule.permission == Permission::read_unit && principal.may(Permission::read_all));
  if (rule.access == Access::own_feed) allowed = allowed || is_feed(principal);
  if (rule.access != Access::own_unit && rule.access != Access::own_feed) return allowed;
  const auto unit = parameters.find("unit");
  return allowed && (principal.may(Permission::read_all) || (unit != parameters.end() && unit->second == principal.unit));
}

}  // namespace

std::optional<Principal> RequestRouter::principal_of(const Rule& rule, const Request& request) const {
  const auto authorization = request.header("authorization");
  if (authorization.starts_with("Bearer ")) return api_.authenticate(authorization.substr(7));
  const auto in_address = request.query.find(kFeedToken);
  if (rule.access == Access::own_feed && in_address != request.query.end()) {
    // Other tokens have no business in an address, and get no answer there that would make it work.
    const auto principal = api_.authenticate(in_address->second);
    return principal && is_feed(*principal) ? principal : std::nullopt;
  }
  return authorization.empty() ? demo_ : std::nullopt;
}

Response RequestRouter::dispatch(const Route& route, const Request& request, const Parameters& parameters) const {
  const auto* rule = permission_for(route.method, route.pattern);
  if (rule == nullptr) return problem(403, "Nobody may do this");
  const auto principal = principal_of(*rule, request);
  const bool open = rule->access == Access::open || (rule->access == Access::loopback && request.from_loopback);
  if (!open) {
    if (!principal) return problem(401, "Sign in first", "send the header 'Authorization: Bearer TOKEN'");
    if (!is_allowed(*rule, *principal, parameters)) return problem(403, "This is not yours to do", "ask an administrator for a token with the permission");
  }
  static const Principal kNobody{"nobody", "", {}};
  auto response = route.handler({api_, principal ? *principal : kNobody, request, parameters});
  if (route.pattern == "/metrics" && response.status == 200) response.body += server_metrics_();
  return response;
}

Response RequestRouter::handle(const Request& request) const {
  if (const auto bad = rules::first_invalid_utf8(request.body)) {
    return problem(400, "The body is not valid UTF-8", "at byte " + std::to_string(*bad));
  }
  Parameters parameters;
  std::string allowed;
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  for (const auto& route : routes_) {
    if (!matches(route.pattern, request.path, parameters)) continue;
    // A literal segment wins over a parameter: /items/preview is no item.
    if (route.method == method) return dispatch(route, request, parameters);
    allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
  }
  if (!allowed.empty()) {
    auto response = problem(405, "This address does not know " + method);
    response.headers.emplace_back("Allow", allowed);
    return response;
  }
  if (request.path.starts_with("/api/")) return problem(404, "There is nothing at this address");
  if (method != "GET") return problem(405, "This address does not know " + method);
  return asset(request);
}

namespace {

// Whether If-None-Match names the tag: it may hold a list, and a proxy that compressed the answer marks the tag as weak.
bool names(const std::string& if_none_match, const std::string& etag) {
  if (if_none_match == "*") return true;
  for (auto at = if_none_match.find(etag); at != std::string::npos; at = if_none_match.find(etag, at + 1)) {
    const auto before = at == 0 ? ',' : if_none_match[at - 1];
    const auto after = at + etag.size();
    if ((before == ',' || before == ' ' || before == '/') && (after == if_none_match.size() || if_none_match[after] == ',')) return true;
  }
  return false;
}

}  // namespace

Response respond(const rules::Result<Answer>& answer, const Request& request) {
  if (!answer.ok()) return problem(answer.error());
  Response response;
  response.status = answer->status;
  response.content_type = answer->content_type;
  response.body = answer->body;
  response.headers.emplace_back("Cache-Control", "no-store");
  if (!answer->etag.empty()) {
    response.headers.emplace_back("ETag", answer->etag);
    if ((request.method == "GET" || request.method == "HEAD") && names(request.header("if-none-match"), answer->etag)) {
      response.status = 304;
      response.body.clear();
    }
  }
  if (!answer->location.empty()) response.headers.emplace_back("Location", answer->location);
  if (!answer->next.empty()) response.headers.emplace_back("Fenliu-Next-Cursor", answer->next);
  return response;
}

rules::Result<Page> page_of(const Request& request) {
  Page page;
  for (const auto& [key, value] : request.query) {
    if (key == "cursor") {
      if (value.size() > 256) return rules::Error{rules::ErrorKind::invalid, "The cursor is not one that a list gave", ""};
      page.cursor = value;
    } else if (key == "limit") {
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), page.limit);
      if (error != std::errc{} || end != value.data() + value.size() || page.limit < 1 || page.limit > 200) {
        return rules::Error{rules::ErrorKind::invalid, "'limit' is a whole number from 1 to 200", ""};
      }
    } else {
      return rules::Error{rules::ErrorKind::invalid, "There is no query parameter '" + key + "' here", "cursor, limit"};
    }
  }
  return page;
}

rules::Result<int> days_of(const Request& request, int otherwise) {
  int days = otherwise;
  for (const auto& [key, value] : request.query) {
    if (key != "days") return rules::Error{rules::ErrorKind::invalid, "There is no query parameter '" + key + "' here", "days"};
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), days);
    if (error != std::errc{} || end != value.data() + value.size() || days < 1 || days > 3660) {
      return rules::Error{rules::ErrorKind::invalid, "'days' is a whole number from 1 to 3660", ""};
    }
  }
  return days;
}

rules::Result<std::string> idempotency_key(const Request& request) {
  const auto key = request.header("idempotency-key");
  const bool fits = key.size() <= 255 && std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7F; });
  if (!fits) {
    return rules::Error{rules::ErrorKind::invalid, "Idempotency-Key is 1 to 255 visible ASCII characters", ""};
  }
  return key;
}

}  // namespace fenliu::serve
