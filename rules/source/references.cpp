// What names alone do not show: parents in a circle or upside down, groups without members, routes that end outside.
#include <algorithm>
#include <set>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

void check_cycles(const Organisation& organisation, Reporter& reporter) {
  std::set<UnitId> told;
  for (const auto& unit : organisation.units) {
    std::vector<const Unit*> path{&unit};
    for (const Unit* at = organisation.unit(unit.parent); at != nullptr && !told.contains(at->id);
         at = organisation.unit(at->parent)) {
      if (at == &unit) {
        std::string circle;
        for (const auto* each : path) {
          circle += each->id + " → ";
          told.insert(each->id);
        }
        reporter.error(unit.span, "cycle", "the units are each other's parents: " + circle + unit.id, "mend one `parent`");
        break;
      }
      if (std::find(path.begin(), path.end(), at) != path.end()) break;  // a circle that this unit only leads into
      path.push_back(at);
    }
  }
}

void check_parents(const Organisation& organisation, Reporter& reporter) {
  for (const auto& unit : organisation.units) {
    const auto* parent = organisation.unit(unit.parent);
    if (parent == nullptr || organisation.rank(unit.level) < 0) continue;
    if (organisation.rank(parent->level) > organisation.rank(unit.level)) {
      reporter.warning(unit.span, "upside-down",
                       "the unit '" + unit.id + "' is of level " + unit.level + ", its parent '" + parent->id +
                           "' of the lower level " + parent->level,
                       "a parent covers its descendants; check both `level` and `parent`");
    }
  }
}

void check_groups(const Organisation& organisation, Reporter& reporter) {
  std::set<std::string> kinds;
  for (const auto& unit : organisation.units) kinds.insert(unit.kind);
  for (const auto& group : organisation.groups) {
    if (!organisation.members(group, {}).empty()) continue;
    const auto near = kinds.contains(group.kind) ? "" : nearest(group.kind, {kinds.begin(), kinds.end()});
    reporter.warning(group.span, "empty-group", "the group '" + group.id + "' has no members",
                     near.empty() ? "units that run no Fenliu (`outside`) never belong to a group"
                                  : "did you mean the kind '" + near + "'?");
  }
}

void check_places(const Overlays& overlays, const Organisation& organisation, Reporter& reporter) {
  std::vector<std::string> known;
  for (const auto& unit : organisation.units) known.insert(known.end(), unit.places.begin(), unit.places.end());
  for (const auto& overlay : overlays) {
    for (const auto& place : overlay.places) {
      if (std::find(known.begin(), known.end(), place) == known.end()) reporter.unknown(overlay.span, "place of a unit", place, known);
    }
  }
}

}  // namespace

void check_references(const Configuration& configuration, Reporter& reporter) {
  reporter.check_names();
  check_cycles(configuration.organisation, reporter);
  check_parents(configuration.organisation, reporter);
  check_groups(configuration.organisation, reporter);
  check_places(configuration.overlays, configuration.organisation, reporter);
  for (const auto& each : configuration.cases) check_places(each.overlays, configuration.organisation, reporter);
}

}  // namespace fenliu::rules
