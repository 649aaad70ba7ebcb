// From the rules that held to the units with a duty for their topics, and along direct routes.
#include <algorithm>

#include "rules/relevance/routing.h"

namespace fenliu::rules {

// Rules, topics and duties as rows of a few tables: a rule that held touches two places of memory, not a dozen.
void Router::State::index_rules() {
  const auto& organisation = configuration->organisation;
  std::map<std::string, std::uint32_t> topic_index, file_index;
  const auto index_of = [](auto& known, auto& list, const std::string& name) {
    const auto [found, fresh] = known.emplace(name, static_cast<std::uint32_t>(list.size()));
    if (fresh) list.push_back({name});
    return found->second;
  };
  for (std::uint32_t i = 0; i < organisation.units.size(); ++i) {
    const auto& unit = organisation.units[i];
    for (const auto& topic : unit.topics()) {
      const auto found = unit.duties.find(topic);
      const auto role = found == unit.duties.end() ? Role::none : found->second;
      topics[index_of(topic_index, topics, topic)].duties.push_back({i, role, !unit.dated_duties.empty()});
    }
  }
  for (const auto& rule : configuration->rules) {
    rule_rows.push_back({index_of(file_index, files, rule.span.file), static_cast<std::uint32_t>(rule.span.line),
                         static_cast<std::uint32_t>(tags.size()), static_cast<std::uint32_t>(routes.size()),
                         rule.certainty == Certainty::likely, rule.territorial});
    for (const auto& tag : rule.tags) tags.push_back(index_of(topic_index, topics, tag));
    for (const auto& [target, role] : rule.route) {
      if (const auto* unit = organisation.unit(target)) {
        routes.push_back({static_cast<std::uint32_t>(unit - organisation.units.data()), false, role});
      } else if (const auto* group = organisation.group(target)) {
        routes.push_back({static_cast<std::uint32_t>(group - organisation.groups.data()), true, role});
      }
    }
  }
  rule_rows.push_back({0, 0, static_cast<std::uint32_t>(tags.size()), static_cast<std::uint32_t>(routes.size()), false, false});
}

// All causes of a part live together, as long as any of them does.
std::shared_ptr<Cause> Routing::cause_of(const Reach& by, Via via) {
  if (causes_ == nullptr || causes_->size() == causes_->capacity()) {
    causes_ = std::make_shared<std::vector<Cause>>();
    causes_->reserve(std::max<std::size_t>(1, by.part.matches.rules.size()));
  }
  const std::shared_ptr<Cause> cause(causes_, &causes_->emplace_back());
  const auto& row = state_.rule_rows[by.hit.rule];
  cause->rule = state_.configuration->rules[by.hit.rule].id;
  cause->file = state_.files[row.file];
  cause->line = row.line;
  cause->via = via;
  cause->part = by.part.part->part_id;
  cause->likely = row.likely;
  cause->evidence = by.hit.evidence;
  return cause;
}

void Routing::route_rule(const RoutedPart& part, const RuleHit& hit) {
  // 财政 in 县财政局 is part of a name, not what the text is about.
  if (lies_in(hit.evidence, part.named)) return;
  const auto& row = state_.rule_rows[hit.rule];
  const auto& next = state_.rule_rows[hit.rule + 1];
  // What a sentence touches beyond whom it sets to work, or a text that asks for nothing, is news at most.
  Reach by{part, hit, row,
           part.invites || !asks_ || replies_ || lies_in(hit.evidence, part.assigned) || lies_in(hit.evidence, part.exempted), nullptr};
  for (auto i = row.tags; i < next.tags; ++i) {
    const auto& topic = state_.topics[state_.tags[i]];
    relevance_.tags.push_back({topic.id, part.part->part_id});
    if (topic.duties.empty()) continue;
    const auto cause = cause_of(by, Via::duty);
    cause->topic = topic.id;
    by.cause = cause;
    for (const auto& [unit, undated, dated] : topic.duties) {
      const auto role = dated ? organisation_.units[unit].duty(topic.id, date_) : undated;
      if (role != Role::none) give(by, unit, role, true);
    }
  }
  if (row.routes == next.routes) return;
  by.cause = cause_of(by, Via::route);
  for (auto i = row.routes; i < next.routes; ++i) {
    const auto& [index, is_group, role] = state_.routes[i];
    if (!is_group) {
      give(by, index, role, row.territorial);
      continue;
    }
    for (const auto member : members(organisation_.groups[index])) give(by, member, role, true);
  }
}

// The unit gets the rule's role, unless the territory forbids it.
void Routing::give(const Reach& by, std::uint32_t unit, Role role, bool territorial) {
  if (!covers_all_ && !in_jurisdiction(organisation_.units[unit])) return;
  if (territorial && state_.unit_facts[unit].placed) {
    const auto& narrowed = narrowed_to(by.part);
    if (!narrowed.empty() && !narrowed.contains(unit)) return;
  }
  if (by.row.likely && !by.news) {
    auto& of_unit = likely_[unit];
    const bool first = of_unit.rules.empty();
    if (first) of_unit.first = by.hit.evidence;
    const bool fresh = of_unit.rules.insert(by.hit.rule).second && !first;
    of_unit.confirmed = of_unit.confirmed || (fresh && tells_more(of_unit.first, by.hit.evidence));
    of_unit.role = std::max(of_unit.role, role);
  }
  reach(unit, by.cause, by.row.likely || by.news ? Role::inform : role);
}

// Two different likely rules on one part are as good as a sure one, if they do not hold by the same words.
void Routing::settle_likely(const RoutedPart& part) {
  for (const auto& [unit, likely] : likely_) {
    auto* found = reached(unit);
    if (!likely.confirmed || found == nullptr) continue;
    auto& role = found->part_roles[part.part->part_id];
    role = std::max(role, likely.role);
    found->role = std::max(found->role, likely.role);
    for (auto& reason : found->reasons) {
      if (reason.cause->likely && reason.cause->part == part.part->part_id) reason.role = std::max(reason.role, likely.role);
    }
  }
  likely_.clear();
}

void Routing::route_rules(const RoutedPart& part) {
  // The rules that held lie scattered among all: asking for them together lets the waits for memory overlap.
  for (const auto& hit : part.matches.rules) {
    __builtin_prefetch(&state_.rule_rows[hit.rule]);
    __builtin_prefetch(&state_.configuration->rules[hit.rule].id);
  }
  relevance_.tags.reserve(relevance_.tags.size() + part.matches.rules.size());
  for (const auto& hit : part.matches.rules) route_rule(part, hit);
  settle_likely(part);
}

}  // namespace fenliu::rules
