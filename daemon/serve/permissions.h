// The one permission table. An endpoint that is not in it is denied to everybody.
#pragma once

#include <span>
#include <string_view>

#include "daemon/serve/api.h"

namespace fenliu::serve {

enum class Access {
  open,         // anybody
  loopback,     // anybody on this machine, others need the permission
  token,        // a principal with the permission
  own_unit,     // a principal with the permission whose unit is the {unit} of the path, or with read_all
  signed_link,  // whoever has the link: what stands in the path is signed, single-purpose and expires
  own_feed      // as own_unit; or a feed token of that unit in the query parameter `token`
};

struct Rule {
  std::string_view method;
  std::string_view pattern;   // as in the OpenAPI file
  Access access;
  Permission permission;      // ignored for open
};

std::span<const Rule> permission_table();
const Rule* permission_for(std::string_view method, std::string_view pattern);  // nullptr: denied

}  // namespace fenliu::serve
