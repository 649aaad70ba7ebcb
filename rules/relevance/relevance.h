// Who is concerned by an item, by which parts, and why (DESIGN §4.3).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/container/flat_map.hpp>
#include <boost/container/small_vector.hpp>

#include "rules/item/item.h"
#include "rules/matching/matcher.h"
#include "rules/source/configuration.h"

namespace fenliu::rules {

enum class Via { clause, name, duty, route, addressee };
std::string_view to_string(Via via);

// What in a part led to units. Where in the part, as the JSON evidence {"term","start","end"} says it; `field` tells title
// from text.
struct Cause {
  std::string rule;      // rule id; empty for clause, name, addressee
  std::string topic;     // via duty: the topic
  std::string file;      // of the rule, else empty
  std::size_t line = 0;
  Via via = Via::name;
  PartId part;
  bool likely = false;
  SharedEvidence evidence;
};

// Why a unit is concerned: a cause, which it shares with all units that the same words reached, and the role it got by it.
struct Reason {
  std::shared_ptr<const Cause> cause;  // never null
  Role role = Role::none;
};

using PartIds = boost::container::small_vector<PartId, 1>;
using Reasons = boost::container::small_vector<Reason, 2>;

struct UnitRelevance {
  Role role = Role::none;
  PartIds parts;                 // those that concern it with `role` inform or more, in agenda order; {"0"}: the whole item
  boost::container::small_flat_map<PartId, Role, 1> part_roles;
  Reasons reasons;
};

struct TriageEntry {
  PartId part;
  std::string reason;  // unrouted, inform-only, no-action, unreadable
};

struct PartTag {
  std::string topic;
  PartId part;
};

// INVARIANT: every part other than "0" that says anything is in some unit's parts or in triage; part "0" is in
// triage only if no part reached anyone. Immutable for one configuration and item revision.
struct Relevance {
  std::vector<PartTag> tags;
  boost::container::flat_map<UnitId, UnitRelevance> units;  // never outside units; never Role::none
  std::vector<TriageEntry> triage;
  bool everyone = false;                  // attendance: everyone
  std::vector<UnitId> addressed;          // whom the document addressed, alone, in a group or in a pool
  UnitId issuer;                          // the unit that its issuer's words mean, home where there are none; empty: none here
};

// What kept the nearest rule from summoning a unit.
enum class Obstacle {
  no_rule,    // none leads to this unit: nothing in a text could, but its name
  condition,  // one of the rule's conditions failed
  validity,   // the rule is not in force on the item's date
  territory,  // the rule holds, but the unit lies outside the issuer's territory
  places,     // the rule holds, but the part names other places
  likely,     // the rule holds, but is likely only: it informs
  informs,    // the rule holds, and the unit's duty is to be informed
  named,      // the rule holds by words that are a part of a unit's name
  assigned,   // the rule holds by a sentence that says itself who does its work: others are informed
  invites,    // the rule holds in a part that says itself who attends: others are informed
  no_request, // the rule holds, but the item asks nothing of anybody, or says that it is for reading
  excepted    // the rule holds, and the text takes the unit out
};
std::string_view to_string(Obstacle obstacle);  // as written here, with - for _

struct WhyNot {
  UnitId unit;
  Role role = Role::none;       // what it did get
  Obstacle obstacle = Obstacle::no_rule;
  std::string nearest_rule;     // rule id, empty when no rule leads to this unit
  Span span;                    // the condition that failed, else the rule
  std::string failed;           // in English: what would have to be in the text
  std::shared_ptr<const Condition> condition;  // the first that failed, for Obstacle::condition; shares the configuration
  PartId part;                  // the part that came nearest; empty when no condition held in any
  SharedEvidence evidence;      // of the rule, where it holds
};

// A configuration ready to route. Immutable, thread-safe.
class Router {
 public:
  explicit Router(std::shared_ptr<const Configuration> configuration);
  ~Router();

  const Configuration& configuration() const;
  std::shared_ptr<const Configuration> shared_configuration() const;

  // REQUIRES a finished item (finish_item). `at` decides validity of rules, units and names.
  Relevance route(const Item& item, Instant at) const;

  // By replay: the nearest rule that would have reached the unit and the first condition that failed.
  WhyNot why_not(const Item& item, Instant at, const UnitId& unit) const;
  // The same for every unit that `relevance` lacks, or that was merely informed.
  std::vector<WhyNot> not_routed(const Item& item, Instant at, const Relevance& relevance) const;

  // Adds what becomes of every rule's conditions on the item's parts (coverage of cases).
  void observe(const Item& item, Instant at, ConditionCounts& counts) const;

  struct State;  // internal to relevance/

 private:
  std::unique_ptr<const State> state_;
};

}  // namespace fenliu::rules
