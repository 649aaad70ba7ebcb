// What burdens the units without need: checks of an item for the clerk who posts it. They never stop a post.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "rules/decision/decision.h"

namespace fenliu::rules {

// One finding. Which kinds exist and on which levels they are looked for: Policy::lints (source/configuration.h).
struct Lint {
  LintKind kind = LintKind::due_too_soon;
  PartId part = "0";        // "0": the whole item
  std::vector<UnitId> units;  // due_too_soon, contact_in_quiet_hours: whose deadline, in order
  std::string words;        // of the item that show it; empty: none does
  int found = 0, rule = 0;  // minutes or, for invited_late in working days, days; 0: the kind counts nothing
  std::string other;        // asked_twice, held_again: the other item's id
  friend bool operator==(const Lint&, const Lint&) = default;
};

// What is known besides the item.
struct LintContext {
  const Configuration& configuration;
  const Relevance& relevance;
  const Schedule& schedule;
  std::vector<const Item*> others;  // stored or given beside it, any order; not owned
  Instant now;                      // of posting
  bool emergency = false;           // besides Policy::lints.emergency and an item of urgency critical
};

// The findings, in order of kind and part.
//   due_too_soon            less working time is left than the urgency guarantees; not what runs by the clock ("in half an hour")
//   contact_in_quiet_hours  the part sets people to call or visit others, and less than an hour outside the quiet hours is left
//   name_list_missing       the part sends units to look for people whom a system of the issuer has named; no list is attached
//   asked_twice             another item of the last 30 days asks for the same return
//   meeting_too_long        over 90 minutes by video, over half a day (240 minutes) otherwise; the whole agenda
//   held_again              a meeting that only relays one that its own units attended by video
//   invited_late            less than the rule between posting and start
// A kind without a source for the configuration's country (Policy::lints.sources) is not looked for. An emergency silences
// due_too_soon, contact_in_quiet_hours and invited_late. REQUIRES a finished item.
std::vector<Lint> lints(const Item& item, const LintContext& context);

// The document that a kind rests on, as people cite it; empty: none in that country ("cn", "vn", "us").
std::string_view source_of(LintKind kind, std::string_view country);

// One sentence for the clerk, in zh, en or vi.
std::string lint_sentence(const Lint& lint, const Item& item, const Configuration& configuration, const std::string& language);

// [{"lint","part","units"?,"words"?,"found"?,"rule"?,"other"?,"source","sentence":{"zh","en","vi"}}]
boost::json::array lints_to_json(const std::vector<Lint>& lints, const Item& item, const Configuration& configuration);

// A line each: "第2项：… （依据：…）"; empty for none.
std::string lints_to_text(const std::vector<Lint>& lints, const Item& item, const Configuration& configuration,
                          const std::string& language);

}  // namespace fenliu::rules
