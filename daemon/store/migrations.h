// The numbered steps of the schema. A step, once released, never changes; new ones are appended.
#pragma once

#include <string_view>
#include <vector>

namespace fenliu::store {

struct Migration {
  int number;            // = PRAGMA user_version after it
  std::string_view sql;  // portable SQL; runs in one transaction together with the version
};

const std::vector<Migration>& migrations();

}  // namespace fenliu::store
