// "Why not me?": the nearest rule that leads to a unit, and what kept it from summoning the unit. By replay.
#include <algorithm>

#include "rules/relevance/routing.h"

namespace fenliu::rules {

namespace {

// Nearness beside the number of conditions that held: a rule that holds is nearest, one not in force farthest.
constexpr int kHolds = 1000;
constexpr int kNotInForce = -1;

// The strongest role that a rule gives a unit on a day, by a duty or directly.
Role role_by(const Rule& rule, const Unit& unit, Date date, const Organisation& organisation) {
  Role role = Role::none;
  for (const auto& tag : rule.tags) {
    role = std::max(role, unit.duty(tag, date));
  }
  for (const auto& [target, given] : rule.route) {
    if (target == unit.id) {
      role = std::max(role, given);
    } else if (const auto* group = organisation.group(target); group != nullptr) {
      const auto members = organisation.members(*group, date);
      if (std::find(members.begin(), members.end(), unit.id) != members.end()) role = std::max(role, given);
    }
  }
  return role;
}

// What stands between a rule that holds and a summons.
void explain_held(WhyNot& why, const Rule& rule, Role given, const Routing& routing, const Unit& unit) {
  why.span = rule.span;
  why.condition.reset();
  if (!routing.in_jurisdiction(unit)) {
    why.obstacle = Obstacle::territory;
    why.failed = "outside the issuer's territory";
  } else if (rule.certainty == Certainty::likely) {
    why.obstacle = Obstacle::likely;
    why.failed = "a second likely rule, or a sure one";
  } else if (given == Role::inform) {
    why.obstacle = Obstacle::informs;
    why.failed = "a duty to lead or support; this one is to be informed";
  } else if (!unit.places.empty()) {
    why.obstacle = Obstacle::places;
    why.failed = "the part names other places";
  } else {
    why.obstacle = Obstacle::excepted;
    why.failed = "the text takes this unit out";
  }
}

WhyNot explain(const Router::State& state, const Routing& routing, const Unit& unit, Role role) {
  const auto& configuration = *state.configuration;
  WhyNot why;
  why.unit = unit.id;
  why.role = role;
  int nearest = kNotInForce - 1;
  for (std::uint32_t rule = 0; rule < configuration.rules.size(); ++rule) {
    const auto& source = configuration.rules[rule];
    const auto given = role_by(source, unit, routing.date(), configuration.organisation);
    if (given == Role::none) continue;
    for (const auto& part : routing.parts()) {
      auto failed = state.matcher.why_not(rule, routing.prepared(), part.part->title, part.part->text);
      const int fulfilled = !failed ? kHolds : failed->condition ? failed->fulfilled : kNotInForce;
      if (fulfilled <= nearest) continue;
      nearest = fulfilled;
      why.nearest_rule = source.id;
      why.part = fulfilled > 0 ? part.part->part_id : PartId{};
      if (!failed) {
        explain_held(why, source, given, routing, unit);
        continue;
      }
      why.span = failed->span;
      why.failed = failed->words;
      why.obstacle = failed->condition ? Obstacle::condition : Obstacle::validity;
      why.condition = failed->condition;
    }
  }
  return why;
}

}  // namespace

std::string_view to_string(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::no_rule:
      return "no-rule";
    case Obstacle::condition:
      return "condition";
    case Obstacle::validity:
      return "validity";
    case Obstacle::territory:
      return "territory";
    case Obstacle::places:
      return "places";
    case Obstacle::likely:
      return "likely";
    case Obstacle::informs:
      return "informs";
    case Obstacle::excepted:
      break;
  }
  return "excepted";
}

WhyNot Router::why_not(const Item& item, Instant at, const UnitId& id) const {
  WhyNot unknown;
  unknown.unit = id;
  const auto* unit = configuration().organisation.unit(id);
  if (unit == nullptr) return unknown;
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
