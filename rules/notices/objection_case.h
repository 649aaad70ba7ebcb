// An accepted objection as a case of the rules, in YAML to paste into rules/*.yaml.
#pragma once

#include "rules/notices/objections.h"

namespace fenliu::rules {

struct ObjectionCase {
  std::string name;        // of the case
  UnitId unit;
  Role expected = Role::none;  // what the person said the unit is
  Role by_rules = Role::none;  // what the active rulebook says it is
  Instant at;              // when the item was routed
};

// A document with `cases:` that `fenliu test` takes. While the rules say otherwise than the person it is marked `todo`, so
// that it stops no activation before they are mended. Of the item it keeps what rules and readers look at: no id, no links to
// other items, no contact.
std::string objection_case_yaml(const ObjectionCase& objection, const Item& item, const Zone& zone);

}  // namespace fenliu::rules
