// Two rulebooks held against each other over the same items: who gains or loses what by changing from one to the other.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "rules/relevance/relevance.h"

namespace fenliu::rules {

// A pair is one item and one unit that is summoned to it: by lead or support. Whoever is merely informed is not summoned.
bool summons(Role role);

// One unit whose role in one item differs. `reasons` are those of the rulebook that gives it more, with the sentence of the
// item that holds the evidence, the words marked.
struct RoleChange {
  std::string item;
  std::string title;          // the item's, or the beginning of its text
  UnitId unit;
  Role before = Role::none;
  Role after = Role::none;
  Reasons reasons;
  std::string sentence;       // of the first reason
};

struct UnitTotals {
  std::int64_t before = 0;    // pairs under the first rulebook
  std::int64_t after = 0;     // pairs under the second
  std::int64_t gained = 0;    // pairs of the second only
  std::int64_t lost = 0;      // pairs of the first only
  std::int64_t other = 0;     // lead ↔ support, or informed ↔ untouched
};

// What one rule, or one way of reaching units without a rule, brought about.
struct RuleTotals {
  std::string file;
  std::size_t line = 0;
  std::int64_t gained = 0;    // pairs gained that it is a reason for
  std::int64_t lost = 0;      // pairs lost that it was a reason for
};

// Totals are exact; examples are the first of each unit in the order in which items were added. Two comparisons over
// consecutive stretches of items, merged in order, equal one over all: the result does not depend on how work was divided.
class Comparison {
 public:
  static constexpr std::size_t kExamples = 3;  // a unit, gains and losses each

  // Counts one item that both rulebooks routed.
  void add(const Item& item, const Relevance& before, const Relevance& after);
  // Appends what `later` found in the items that follow.
  void merge(Comparison&& later);

  std::int64_t items = 0;
  std::int64_t changed_items = 0;             // at least one unit's role differs
  std::map<UnitId, UnitTotals> units;         // that either rulebook reached in any role
  std::map<std::string, RuleTotals> rules;    // by rule id, or "via clause", "via name", "via addressee"
  std::map<UnitId, std::vector<RoleChange>> gains, losses, others;  // examples

  std::int64_t pairs_before() const;
  std::int64_t pairs_after() const;
  std::int64_t pairs_gained() const;
  std::int64_t pairs_lost() const;
  // Units with pairs before and none after.
  std::vector<UnitId> muted() const;

 private:
  void add_change(const Item& item, const UnitId& unit, const UnitRelevance* before, const UnitRelevance* after);
};

// {"items","changed_items","pairs":{"before","after","gained","lost"},"muted":[…],"units":{"<id>":{"before","after","gained",
// "lost","other"}},"rules":{"<id>":{"file","line","gained","lost"}},"examples":[{"item","title","unit","before","after",
// "sentence","reasons":[…]}]}; units and rules without a difference are left out.
boost::json::object comparison_to_json(const Comparison& comparison);

// The same as a page for an administrator, in English; `names` says what units are called.
std::string comparison_to_text(const Comparison& comparison, const Organisation& names, const std::string& language);

}  // namespace fenliu::rules
