// Who may do what.
#include "daemon/serve/permissions.h"

#include <algorithm>

namespace fenliu::serve {

namespace {

constexpr Rule kTable[] = {
    {"POST", "/api/v1/items", Access::token, Permission::post},
    {"GET", "/api/v1/items", Access::token, Permission::read_all},
    {"POST", "/api/v1/items/preview", Access::token, Permission::post},
    {"GET", "/api/v1/items/{id}", Access::token, Permission::read_all},
    {"PUT", "/api/v1/items/{id}", Access::token, Permission::post},
    {"GET", "/api/v1/items/{id}/decision", Access::token, Permission::read_all},
    {"GET", "/api/v1/items/{id}/deadlines", Access::token, Permission::post},
    {"POST", "/api/v1/items/{id}/deadlines/answers", Access::token, Permission::post},
    {"POST", "/api/v1/meetings/{id}/events", Access::token, Permission::report},
    {"GET", "/api/v1/meetings/{id}/events", Access::token, Permission::read_unit},
    {"GET", "/api/v1/cascades/{id}", Access::token, Permission::read_unit},
    {"GET", "/api/v1/cascades/{id}/what-if", Access::token, Permission::read_all},
    {"GET", "/api/v1/units", Access::token, Permission::read_unit},
    {"GET", "/api/v1/units/{unit}/notices", Access::own_unit, Permission::read_unit},
    {"GET", "/api/v1/units/{unit}/filtered", Access::own_unit, Permission::read_unit},
    {"GET", "/api/v1/units/{unit}/calendar.ics", Access::own_feed, Permission::read_unit},
    {"POST", "/api/v1/units/{unit}/feeds", Access::own_unit, Permission::read_unit},
    {"GET", "/api/v1/units/{unit}/feeds", Access::own_unit, Permission::read_unit},
    {"POST", "/api/v1/units/{unit}/feeds/{feed}/revoke", Access::own_unit, Permission::read_unit},
    {"GET", "/api/v1/cascades/{id}/calendar.ics", Access::token, Permission::read_unit},
    {"POST", "/api/v1/notices/{id}/ack", Access::token, Permission::read_unit},
    {"GET", "/api/v1/notices/{id}/preview", Access::token, Permission::read_unit},
    {"GET", "/api/v1/items/{id}/by-hand", Access::token, Permission::post},
    {"POST", "/api/v1/items/{id}/by-hand", Access::token, Permission::post},
    {"GET", "/api/v1/triage", Access::token, Permission::triage},
    {"POST", "/api/v1/triage/{item}/{revision}/{part}", Access::token, Permission::triage},
    {"POST", "/api/v1/drafts", Access::token, Permission::configure},
    {"GET", "/api/v1/drafts", Access::token, Permission::configure},
    {"GET", "/api/v1/drafts/{id}", Access::token, Permission::configure},
    {"GET", "/api/v1/drafts/{id}/file", Access::token, Permission::configure},
    {"PUT", "/api/v1/drafts/{id}/file", Access::token, Permission::configure},
    {"POST", "/api/v1/drafts/{id}/check", Access::token, Permission::configure},
    {"POST", "/api/v1/drafts/{id}/test", Access::token, Permission::configure},
    {"POST", "/api/v1/drafts/{id}/diff", Access::token, Permission::configure},
    {"POST", "/api/v1/drafts/{id}/activate", Access::token, Permission::configure},
    {"POST", "/api/v1/drafts/{id}/discard", Access::token, Permission::configure},
    {"GET", "/api/v1/revisions", Access::token, Permission::configure},
    {"GET", "/api/v1/revisions/{revision}", Access::token, Permission::configure},
    {"POST", "/api/v1/revisions/{revision}/roll-back", Access::token, Permission::configure},
    {"POST", "/api/v1/redecide", Access::token, Permission::configure},
    {"GET", "/api/v1/shadow", Access::token, Permission::read_all},
    {"GET", "/api/v1/status", Access::token, Permission::read_unit},
    {"GET", "/metrics", Access::loopback, Permission::operate},
    {"GET", "/healthz", Access::open, Permission::operate},
    {"GET", "/readyz", Access::open, Permission::operate},
    {"GET", "/openapi.json", Access::open, Permission::operate},
};

}  // namespace

bool Principal::may(Permission permission) const {
  return std::find(permissions.begin(), permissions.end(), permission) != permissions.end();
}

std::span<const Rule> permission_table() { return kTable; }

const Rule* permission_for(std::string_view method, std::string_view pattern) {
  const auto* found = std::find_if(std::begin(kTable), std::end(kTable), [&](const Rule& rule) {
    return rule.method == method && rule.pattern == pattern;
  });
  return found == std::end(kTable) ? nullptr : found;
}

}  // namespace fenliu::serve
