// Warnings about rules that cannot do what their author meant. Sound: no false alarm; not complete.
#include <algorithm>
#include <map>
#include <set>

#include "rules/source/sections.h"
#include "rules/text/normalise.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

std::string key_of(const Term& term) { return term.regex ? "/" + term.text : to_utf8(normalise_term(term.text)); }

// Terms without exceptions that must occur for the condition to hold.
void required_terms(const Condition& condition, std::set<std::pair<Field, std::string>>& terms) {
  if (condition.kind == ConditionKind::term && condition.term.except.empty()) {
    terms.emplace(condition.field, key_of(condition.term));
  }
  const bool single = condition.kind == ConditionKind::any && condition.children.size() == 1;
  if (condition.kind == ConditionKind::all || condition.kind == ConditionKind::near || single) {
    for (const auto& child : condition.children) required_terms(child, terms);
  }
}

// Terms whose occurrence makes a `none` at the top level fail.
void forbidden_terms(const Condition& condition, std::vector<const Condition*>& terms) {
  if (condition.kind == ConditionKind::all) {
    for (const auto& child : condition.children) forbidden_terms(child, terms);
  }
  if (condition.kind != ConditionKind::none) return;
  for (const auto& child : condition.children) {
    if (child.kind == ConditionKind::term && child.term.except.empty()) terms.push_back(&child);
  }
}

void check_contradiction(const Rule& rule, Reporter& reporter) {
  std::set<std::pair<Field, std::string>> required;
  std::vector<const Condition*> forbidden;
  required_terms(rule.when, required);
  forbidden_terms(rule.when, forbidden);
  for (const auto* term : forbidden) {
    if (required.contains({term->field, key_of(term->term)})) {
      reporter.warning(term->span, "never-holds",
                       "the rule '" + rule.id + "' can never hold: it needs '" + term->term.text + "' and excludes it",
                       "remove the term from one of the two");
    }
  }
}

// Whether a positive literal must occur; without one the rule is evaluated on every part.
bool needs_literal(const Condition& condition) {
  switch (condition.kind) {
    case ConditionKind::term:
      return !condition.term.regex;
    case ConditionKind::any:
    case ConditionKind::at_least:
      return !condition.children.empty() && std::all_of(condition.children.begin(), condition.children.end(), needs_literal);
    case ConditionKind::all:
    case ConditionKind::near:
      return std::any_of(condition.children.begin(), condition.children.end(), needs_literal);
    default:
      return false;
  }
}

// A condition as comparable text, order of siblings left out.
std::string canonical(const Condition& condition) {
  std::string text = std::to_string(static_cast<int>(condition.kind)) + "/" +
                     std::to_string(static_cast<int>(condition.field)) + "/" + std::to_string(condition.count) + "/" +
                     std::to_string(condition.within);
  if (condition.kind == ConditionKind::term) {
    text += "(" + key_of(condition.term);
    auto except = condition.term.except;
    std::sort(except.begin(), except.end());
    for (const auto& each : except) text += "!" + each;
    return text + ")";
  }
  std::vector<std::string> parts;
  for (const auto& child : condition.children) parts.push_back(canonical(child));
  for (const auto& value : condition.values) parts.push_back("=" + value);
  std::sort(parts.begin(), parts.end());
  text += "[";
  for (const auto& part : parts) text += part + ",";
  return text + "]";
}

bool reaches_no_more(const Rule& rule, const Rule& other) {
  const auto tagged = [&](const std::string& tag) {
    return std::find(other.tags.begin(), other.tags.end(), tag) != other.tags.end();
  };
  const auto routed = [&](const auto& pair) {
    const auto found = other.route.find(pair.first);
    return found != other.route.end() && found->second >= pair.second;
  };
  return rule.certainty == other.certainty && rule.valid.from == other.valid.from && rule.valid.until == other.valid.until &&
         std::all_of(rule.tags.begin(), rule.tags.end(), tagged) &&
         std::all_of(rule.route.begin(), rule.route.end(), routed);
}

void check_implied(const std::vector<Rule>& rules, Reporter& reporter) {
  std::map<std::string, const Rule*> seen;
  for (const auto& rule : rules) {
    const auto [earlier, fresh] = seen.try_emplace(canonical(rule.when), &rule);
    if (!fresh && reaches_no_more(rule, *earlier->second)) {
      reporter.warning(rule.span, "implied-rule",
                       "the rule '" + rule.id + "' adds nothing to '" + earlier->second->id + "' (" +
                           earlier->second->span.file + ":" + std::to_string(earlier->second->span.line) + ")",
                       "remove it, or change its condition");
    }
  }
}

void check_topics(const Configuration& configuration, Reporter& reporter) {
  std::set<std::string> held, tagged;
  for (const auto& unit : configuration.organisation.units) {
    for (const auto& [topic, role] : unit.duties) held.insert(topic);
  }
  for (const auto& rule : configuration.rules) tagged.insert(rule.tags.begin(), rule.tags.end());
  for (const auto& [id, topic] : configuration.topics) {
    if (!held.contains(id)) {
      reporter.warning(topic.span, "topic-without-duty", "no unit has a duty for the topic '" + id + "'",
                       "add it to the `duties` of a unit");
    } else if (!tagged.contains(id)) {
      reporter.warning(topic.span, "topic-without-rule", "no rule tags the topic '" + id + "'");
    }
  }
}

}  // namespace

void lint_rules(const Configuration& configuration, Reporter& reporter) {
  for (const auto& rule : configuration.rules) {
    check_contradiction(rule, reporter);
    if (!needs_literal(rule.when)) {
      reporter.warning(rule.when.span, "no-literal",
                       "the rule '" + rule.id + "' needs no literal term, so it is tried on every part",
                       "add a term that must occur; thousands of such rules would be slow");
    }
  }
  check_implied(configuration.rules, reporter);
  check_topics(configuration, reporter);
}

}  // namespace fenliu::rules
