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

// Whether the places that the part names keep a rule from the unit: as routing narrows it.
bool other_places(const Rule& rule, const Unit& unit, const Routing& routing, const RoutedPart& part, const Organisation& organisation) {
  const auto& narrowed = routing.narrowed_to(part);
  const auto index = static_cast<std::uint32_t>(&unit - organisation.units.data());
  if (unit.places.empty() || narrowed.empty() || narrowed.contains(index)) return false;
  return rule.territorial || !rule.route.contains(unit.id);
}

// What stands between a rule that holds and a summons, in the order in which routing looks.
Obstacle obstacle_of(const Rule& rule, Role given, const SharedEvidence& evidence, const Routing& routing, const RoutedPart& part,
                     const Unit& unit, const Organisation& organisation) {
  if (lies_in(evidence, part.named)) return Obstacle::named;
  if (!routing.in_jurisdiction(unit)) return Obstacle::territory;
  if (other_places(rule, unit, routing, part, organisation)) return Obstacle::places;
  if (routing.takes_out(unit, part.part->part_id) || lies_in(evidence, part.exempted)) return Obstacle::excepted;
  if (!routing.asks()) return Obstacle::no_request;
  if (part.invites) return Obstacle::invites;
  if (lies_in(evidence, part.assigned)) return Obstacle::assigned;
  if (rule.certainty == Certainty::likely) return Obstacle::likely;
  return given == Role::inform ? Obstacle::informs : Obstacle::excepted;
}

const char* words_of(Obstacle obstacle) {
  switch (obstacle) {
    case Obstacle::named:
      return "other words for the task: these are a part of a unit's name";
    case Obstacle::territory:
      return "outside the issuer's territory";
    case Obstacle::places:
      return "the part names other places";
    case Obstacle::no_request:
      return "the text asks nothing of anybody";
    case Obstacle::invites:
      return "the part says itself who attends";
    case Obstacle::assigned:
      return "the sentence says itself who does it";
    case Obstacle::likely:
      return "a second likely rule, or a sure one";
    case Obstacle::informs:
      return "a duty to lead or support; this one is to be informed";
    default:
      return "the text takes this unit out";
  }
}

// A rule with every part: which came nearest to summoning the unit, and what kept it away.
class Search {
 public:
  Search(const Router::State& state, const Routing& routing, const Unit& unit, Role role)
      : state_(state), routing_(routing), unit_(unit), organisation_(state.configuration->organisation) {
    why_.unit = unit.id;
    why_.role = role;
  }

  WhyNot run() {
    const auto& rules = state_.configuration->rules;
    for (std::uint32_t rule = 0; rule < rules.size(); ++rule) {
      const auto given = role_by(rules[rule], unit_, routing_.date(), organisation_);
      if (given == Role::none) continue;
      for (const auto& part : routing_.parts()) consider(rule, given, part);
    }
    return std::move(why_);
  }

 private:
  void consider(std::uint32_t rule, Role given, const RoutedPart& part) {
    const auto& hits = part.matches.rules;
    const auto hit = std::find_if(hits.begin(), hits.end(), [&](const RuleHit& each) { return each.rule == rule; });
    if (hit != hits.end()) return held(rule, given, part, hit->evidence);
    const auto failed = state_.matcher.why_not(rule, routing_.prepared(), part.part->title, part.part->text);
    if (!failed) return;
    if (!nearer(failed->condition ? failed->fulfilled : kNotInForce, rule, failed->span)) return;
    why_.part = failed->condition && failed->fulfilled > 0 ? part.part->part_id : PartId{};
    why_.failed = failed->words;
    why_.obstacle = failed->condition ? Obstacle::condition : Obstacle::validity;
    why_.condition = failed->condition;
  }

  void held(std::uint32_t rule, Role given, const RoutedPart& part, const SharedEvidence& evidence) {
    const auto& source = state_.configuration->rules[rule];
    if (!nearer(kHolds + static_cast<int>(given), rule, source.span)) return;
    why_.part = part.part->part_id;
    why_.obstacle = obstacle_of(source, given, evidence, routing_, part, unit_, organisation_);
    why_.failed = words_of(why_.obstacle);
    why_.condition.reset();
    why_.evidence = evidence;
  }

  bool nearer(int nearness, std::uint32_t rule, const Span& span) {
    if (nearness <= nearest_) return false;
    nearest_ = nearness;
    why_.nearest_rule = state_.configuration->rules[rule].id;
    why_.span = span;
    return true;
  }

  const Router::State& state_;
  const Routing& routing_;
  const Unit& unit_;
  const Organisation& organisation_;
  WhyNot why_;
  int nearest_ = kNotInForce - 1;
};

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
    case Obstacle::named:
      return "named";
    case Obstacle::assigned:
      return "assigned";
    case Obstacle::invites:
      return "invites";
    case Obstacle::no_request:
      return "no-request";
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
  Routing routing(*state_, item, at);
  const auto relevance = routing.run();
  const auto found = relevance.units.find(id);
  return Search(*state_, routing, *unit, found == relevance.units.end() ? Role::none : found->second.role).run();
}

std::vector<WhyNot> Router::not_routed(const Item& item, Instant at, const Relevance& relevance) const {
  Routing routing(*state_, item, at);
  routing.run();
  std::vector<WhyNot> all;
  for (const auto& unit : configuration().organisation.units) {
    if (unit.outside) continue;
    const auto found = relevance.units.find(unit.id);
    const auto role = found == relevance.units.end() ? Role::none : found->second.role;
    if (role < Role::support) all.push_back(Search(*state_, routing, unit, role).run());
  }
  return all;
}

}  // namespace fenliu::rules
