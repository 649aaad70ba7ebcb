// The first day of a new rulebook: items that it gives under half the summonses of the one before.
#pragma once

#include "daemon/app/office.h"

namespace fenliu::app {

inline constexpr const char* kFewerSummoned = "fewer-summoned";   // the reason in triage
inline constexpr const char* kHeld = "held";                      // who routed: told before, kept until a person decides

struct FewerSummoned {
  std::size_t before = 0;                  // units that the previous rulebook summons
  std::size_t now = 0;
  std::map<UnitId, rules::Role> lost;      // summoned by the previous one only, with the role it gave
};

// Nothing when no rulebook is watched, or when the active one summons at least half as many.
std::optional<FewerSummoned> fewer_summoned(const Office& office, const Item& item, const Relevance& relevance, Instant now);

// Of the lost, those who were told of the item already: they are not released before somebody in the office has seen it.
HandRouting held(const FewerSummoned& fewer, const std::map<UnitId, rules::ToldState>& told_before);

// Where the item waits for a person.
store::TriageRow alert_row(const Item& item, const rules::Policy& policy, Instant now);

}  // namespace fenliu::app
