// The public face of routing, and "why not" by replay.
#include <algorithm>

#include "rules/relevance/routing.h"

namespace fenliu::rules {

std::string_view to_string(Via via) {
  switch (via) {
    case Via::clause:
      return "clause";
    case Via::name:
      return "name";
    case Via::duty:
      return "duty";
    case Via::route:
      return "route";
    case Via::addressee:
      break;
  }
  return "addressee";
}

Router::Router(std::shared_ptr<const Configuration> configuration)
    : state_(std::make_unique<const State>(std::move(configuration))) {}
Router::~Router() = default;

const Configuration& Router::configuration() const { return *state_->configuration; }
std::shared_ptr<const Configuration> Router::shared_configuration() const { return state_->configuration; }

Relevance Router::route(const Item& item, Instant at) const { return Routing(*state_, item, at).run(); }

namespace {

bool leads_to(const Rule& rule, const Unit& unit, const Organisation& organisation) {
  for (const auto& tag : rule.tags) {
    if (unit.duties.contains(tag)) return true;
  }
  for (const auto& [target, role] : rule.route) {
    if (target == unit.id) return true;
    const auto* group = organisation.group(target);
    if (group == nullptr) continue;
    const auto members = organisation.members(*group, {});
    if (std::find(members.begin(), members.end(), unit.id) != members.end()) return true;
  }
  return false;
}

WhyNot explain(const Router::State& state, const Routing& routing, const Unit& unit, Role role) {
  WhyNot why;
  why.unit = unit.id;
  why.role = role;
  int nearest_fulfilled = -1;
  for (std::uint32_t rule = 0; rule < state.configuration->rules.size(); ++rule) {
    const auto& source = state.configuration->rules[rule];
    if (!leads_to(source, unit, state.configuration->organisation)) continue;
    for (const auto& part : routing.parts()) {
      const auto failed = state.matcher.why_not(rule, routing.prepared(), part.part->title, part.part->text);
      const int fulfilled = failed ? failed->fulfilled : 1000;
      if (fulfilled <= nearest_fulfilled) continue;
      nearest_fulfilled = fulfilled;
      why.nearest_rule = source.id;
      why.part = part.part->part_id;
      why.span = failed ? failed->span : source.span;
      why.failed = failed ? failed->words : "";
      if (!failed && !routing.in_jurisdiction(unit)) why.failed = "outside the issuer's territory";
      if (!failed && routing.in_jurisdiction(unit) && !unit.places.empty()) why.failed = "the part names other places";
      if (!failed && why.failed.empty() && source.certainty == Certainty::likely) {
        why.failed = "a second likely rule, or a sure one";
      }
    }
  }
  return why;
}

}  // namespace

WhyNot Router::why_not(const Item& item, Instant at, const UnitId& id) const {
  const auto* unit = configuration().organisation.unit(id);
  if (unit == nullptr) return {id, Role::none, "", {}, "", ""};
  const Routing routing(*state_, item, at);
  const auto relevance = Routing(*state_, item, at).run();
  const auto found = relevance.units.find(id);
  return explain(*state_, routing, *unit, found == relevance.units.end() ? Role::none : found->second.role);
}

std::vector<WhyNot> Router::not_routed(const Item& item, Instant at, const Relevance& relevance) const {
  const Routing routing(*state_, item, at);
  std::vector<WhyNot> all;
  for (const auto& unit : configuration().organisation.units) {
    if (unit.outside) continue;
    const auto found = relevance.units.find(unit.id);
    const auto role = found == relevance.units.end() ? Role::none : found->second.role;
    if (role < Role::support) all.push_back(explain(*state_, routing, unit, role));
  }
  return all;
}

}  // namespace fenliu::rules
