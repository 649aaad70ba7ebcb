// What is named must exist: units, groups, levels, topics, calendars; and parents must not go in circles.
#include <algorithm>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

class ReferenceChecker {
 public:
  ReferenceChecker(const Configuration& configuration, Reporter& reporter)
      : configuration_(configuration), organisation_(configuration.organisation), reporter_(reporter) {
    for (const auto& unit : organisation_.units) unit_ids_.push_back(unit.id);
    targets_ = unit_ids_;
    for (const auto& group : organisation_.groups) targets_.push_back(group.id);
    for (const auto& level : organisation_.levels) level_ids_.push_back(level.id);
    for (const auto& [id, topic] : configuration.topics) topic_ids_.push_back(id);
  }

  void run() {
    policy();
    for (const auto& unit : organisation_.units) this->unit(unit);
    for (const auto& group : organisation_.groups) this->group(group);
    for (const auto& rule : configuration_.rules) this->rule(rule);
    for (const auto& each : configuration_.cases) {
      for (const auto& [unit, role] : each.expect) known_unit(unit, each.span);
    }
    cycles();
    duplicates();
  }

 private:
  void known_unit(const std::string& id, const Span& span) {
    if (!id.empty() && organisation_.unit(id) == nullptr) reporter_.unknown(span, "unit", id, unit_ids_);
  }

  void policy() {
    const Span file{"fenliu.yaml", 0, 0, 0};
    known_unit(configuration_.policy.home, file);
    known_unit(configuration_.policy.duty_officer, file);
    calendar(configuration_.policy.calendar, file);
  }

  void calendar(const std::string& id, const Span& span) {
    if (id.empty() || configuration_.calendars.contains(id)) return;
    std::vector<std::string> ids;
    for (const auto& [each, ignored] : configuration_.calendars) ids.push_back(each);
    reporter_.unknown(span, "calendar", id, ids);
  }

  void unit(const Unit& unit) {
    if (!unit.level.empty() && organisation_.rank(unit.level) < 0) {
      reporter_.unknown(unit.span, "level", unit.level, level_ids_);
    }
    known_unit(unit.parent, unit.span);
    calendar(unit.calendar, unit.span);
    const auto id = unit.calendar.empty() ? configuration_.policy.calendar : unit.calendar;
    const auto found = configuration_.calendars.find(id);
    if (found != configuration_.calendars.end() && !found->second.hours.contains(unit.hours)) {
      reporter_.error(unit.span, "unknown-hours", "the calendar '" + id + "' has no hours '" + unit.hours + "'");
    }
    for (const auto& [topic, role] : unit.duties) {
      if (!configuration_.topics.contains(topic)) reporter_.unknown(unit.span, "topic", topic, topic_ids_);
    }
  }

  void group(const Group& group) {
    if (!group.level.empty() && organisation_.rank(group.level) < 0) {
      reporter_.unknown(group.span, "level", group.level, level_ids_);
    }
    for (const auto& member : group.members) known_unit(member, group.span);
    if (organisation_.members(group, {}).empty()) {
      reporter_.warning(group.span, "empty-group", "the group '" + group.id + "' has no members");
    }
  }

  void condition(const Condition& condition) {
    for (const auto& child : condition.children) this->condition(child);
    for (const auto& value : condition.values) {
      if (condition.kind == ConditionKind::level && organisation_.rank(value) < 0) {
        reporter_.unknown(condition.span, "level", value, level_ids_);
      }
      if (condition.kind == ConditionKind::issuer) known_unit(value, condition.span);
    }
  }

  void rule(const Rule& rule) {
    for (const auto& tag : rule.tags) {
      if (!configuration_.topics.contains(tag)) reporter_.unknown(rule.span, "topic", tag, topic_ids_);
    }
    for (const auto& [target, role] : rule.route) {
      if (organisation_.unit(target) == nullptr && organisation_.group(target) == nullptr) {
        reporter_.unknown(rule.span, "unit or group", target, targets_);
      }
    }
    condition(rule.when);
  }

  void cycles() {
    for (const auto& unit : organisation_.units) {
      std::string path = unit.id;
      const Unit* at = &unit;
      for (std::size_t steps = 0; !at->parent.empty() && steps <= organisation_.units.size(); ++steps) {
        path += " → " + at->parent;
        const Unit* parent = organisation_.unit(at->parent);
        if (parent == nullptr) break;
        if (parent->id == unit.id) {
          reporter_.error(unit.span, "cycle", "the units are each other's parents: " + path, "mend one `parent`");
          break;
        }
        at = parent;
      }
    }
  }

  void duplicates() {
    std::map<std::string, const Rule*> seen;
    for (const auto& rule : configuration_.rules) {
      if (rule.id.empty()) continue;
      const auto [earlier, fresh] = seen.try_emplace(rule.id, &rule);
      if (!fresh) {
        reporter_.error(rule.span, "duplicate-id",
                        "the rule id '" + rule.id + "' is taken in " + earlier->second->span.file + ":" +
                            std::to_string(earlier->second->span.line));
      }
    }
  }

  const Configuration& configuration_;
  const Organisation& organisation_;
  Reporter& reporter_;
  std::vector<std::string> unit_ids_, targets_, level_ids_, topic_ids_;
};

}  // namespace

void check_references(const Configuration& configuration, Reporter& reporter) {
  ReferenceChecker(configuration, reporter).run();
}

}  // namespace fenliu::rules
