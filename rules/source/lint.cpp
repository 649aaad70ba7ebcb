// Warnings about rules and units that cannot do what their author meant. Sound: no false alarm; not complete.
#include <algorithm>
#include <map>
#include <set>

#include <re2/filtered_re2.h>

#include "rules/source/implication.h"
#include "rules/source/sections.h"
#include "rules/text/normalise.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

constexpr std::size_t kStepsARule = 200000;

std::string place(const Span& span) { return span.file + ":" + std::to_string(span.line); }

// Conditions without a `none`, and with one question about the item at most, hold for some text.
void count_doubts(const Condition& condition, std::size_t& nones, std::size_t& questions) {
  nones += condition.kind == ConditionKind::none;
  questions += !condition.values.empty();
  for (const auto& child : condition.children) count_doubts(child, nones, questions);
}

// The innermost conditions that can never hold; what stands below a `none` may well never hold.
void report_dead(const Condition& condition, const Rule& rule, bool whole, Reporter& reporter) {
  std::size_t nones = 0, questions = 0;
  count_doubts(condition, nones, questions);
  if (condition.kind == ConditionKind::none || (nones == 0 && questions < 2)) return;
  if (Prover(kStepsARule).never_holds(condition)) {
    const bool inner = std::any_of(condition.children.begin(), condition.children.end(), [](const auto& child) {
      return child.kind != ConditionKind::none && !child.children.empty() && Prover(kStepsARule).never_holds(child);
    });
    if (!inner || condition.kind == ConditionKind::near) {
      reporter.warning(condition.span, "never-holds",
                       whole ? "the rule '" + rule.id + "' can never hold: what it needs, it also excludes"
                             : "this condition of the rule '" + rule.id + "' can never hold: what it needs, it also excludes",
                       "remove the contradiction; a term that holds an excluded one inside is excluded too");
      return;
    }
  }
  const bool only = condition.kind == ConditionKind::all || condition.children.size() == 1;
  for (const auto& child : condition.children) report_dead(child, rule, whole && only, reporter);
}

// Whether RE2 can tell words without which the pattern matches nothing.
bool has_literal(const std::string& pattern) {
  re2::FilteredRE2 filter(2);
  RE2::Options options(RE2::Quiet);
  options.set_case_sensitive(false);
  int id = 0;
  if (filter.Add(pattern, options, &id) != RE2::NoError) return true;
  std::vector<std::string> atoms;
  filter.Compile(&atoms);
  return !atoms.empty();
}

// Whether some literal must occur; without one the rule is tried on every part. `pattern`: a regular expression that is
// then run on every text.
bool needs_literal(const Condition& condition, bool& pattern) {
  const auto needs = [&](const Condition& child) { return needs_literal(child, pattern); };
  switch (condition.kind) {
    case ConditionKind::term: {
      if (!condition.term.regex || has_literal(condition.term.text)) return true;
      pattern = true;
      return false;
    }
    case ConditionKind::any:
    case ConditionKind::at_least: {
      bool all = !condition.children.empty();
      for (const auto& child : condition.children) all = needs(child) && all;
      return all;
    }
    case ConditionKind::all:
    case ConditionKind::near:
      return std::any_of(condition.children.begin(), condition.children.end(), needs);
    default:
      return false;
  }
}

void check_literals(const Rule& rule, Reporter& reporter) {
  bool pattern = false;
  if (needs_literal(rule.when, pattern)) return;
  // Measured with 1,000 such rules over 300 texts of 1 KB.
  reporter.warning(rule.when.span, "no-literal",
                   "the rule '" + rule.id + "' needs no literal term, so it is tried on every part" +
                       (pattern ? ", and its pattern read over every text: about 6 µs for each KB" : ": about 0.1 µs each"),
                   pattern ? "let the pattern hold two letters or one Han character that must occur, or add such a term"
                           : "add a term that must occur; thousands of such rules would be slow");
}

void check_topics(const Configuration& configuration, Reporter& reporter) {
  std::set<std::string> held, tagged;
  for (const auto& unit : configuration.organisation.units) {
    for (const auto& topic : unit.topics()) held.insert(topic);
  }
  for (const auto& rule : configuration.rules) tagged.insert(rule.tags.begin(), rule.tags.end());
  for (const auto& [id, topic] : configuration.topics) {
    if (!held.contains(id)) {
      reporter.warning(topic.span, "topic-without-duty", "no unit has a duty for the topic '" + id + "'",
                       "add it to the `duties` of a unit");
    } else if (!tagged.contains(id)) {
      reporter.warning(topic.span, "topic-without-rule", "no rule tags the topic '" + id + "'",
                       "add it to the `tags` of a rule, or remove it here and from the `duties`");
    }
  }
}

void check_reach(const Configuration& configuration, Reporter& reporter) {
  const auto& organisation = configuration.organisation;
  std::set<std::string> tagged;
  std::set<UnitId> reached;
  for (const auto& rule : configuration.rules) {
    tagged.insert(rule.tags.begin(), rule.tags.end());
    for (const auto& [target, role] : rule.route) {
      const auto* unit = organisation.unit(target);
      if (unit != nullptr && unit->outside) {
        reporter.warning(rule.span, "route-outside",
                         "the rule '" + rule.id + "' routes to '" + target + "', which runs no Fenliu and receives nothing",
                         "name a unit inside, or remove `outside` from " + place(unit->span));
      }
      reached.insert(target);
      if (const auto* group = organisation.group(target)) {
        for (const auto& member : organisation.members(*group, {})) reached.insert(member);
      }
    }
  }
  for (const auto& unit : organisation.units) {
    const auto topics = unit.topics();
    const bool dutiful = std::any_of(topics.begin(), topics.end(), [&](const auto& topic) { return tagged.contains(topic); });
    if (unit.outside || dutiful || reached.contains(unit.id)) continue;
    reporter.warning(unit.span, "unreached-unit",
                     "no rule reaches the unit '" + unit.id + "': a text concerns it only by its name or a group's",
                     "give it a duty for a topic that rules tag, or route a rule to it");
  }
}

bool meet(const DateRange& a, const DateRange& b) {
  return !(a.until && b.from && *a.until < *b.from) && !(b.until && a.from && *b.until < *a.from);
}

// Units of one level that texts cannot tell apart. Two towns may well have an office of one name each.
void check_names(const Organisation& organisation, Reporter& reporter) {
  std::map<std::u32string, std::vector<const Unit*>> owners;
  for (const auto& unit : organisation.units) {
    std::set<std::u32string> names;
    for (const auto& [language, name] : unit.name) names.insert(normalise_term(name));
    for (const auto& alias : unit.aliases) {
      if (!unit.alias_valid.contains(alias)) names.insert(normalise_term(alias));
    }
    for (const auto& name : names) {
      auto& others = owners[name];
      for (const auto* other : others) {
        const bool siblings = unit.parent.empty() || other->parent.empty() || unit.parent == other->parent;
        if (!siblings || other->level != unit.level || !meet(other->valid, unit.valid)) continue;
        reporter.warning(unit.span, "shared-name",
                         "the units '" + other->id + "' and '" + unit.id + "' are both called '" + to_utf8(name) + "'",
                         "a text that says so concerns both; give each a name of its own, or dates (`valid`) that do not meet");
        break;
      }
      others.push_back(&unit);
    }
  }
}

}  // namespace

void lint_rules(const Configuration& configuration, Reporter& reporter) {
  for (const auto& rule : configuration.rules) {
    report_dead(rule.when, rule, true, reporter);
    check_literals(rule, reporter);
  }
  lint_implied(configuration.rules, reporter);
  check_topics(configuration, reporter);
  check_reach(configuration, reporter);
  check_names(configuration.organisation, reporter);
}

}  // namespace fenliu::rules
