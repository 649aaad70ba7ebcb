// Compiling rules.
#include "rules/matching/compiled_rules.h"

#include <algorithm>
#include <cmath>

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

bool needs_boundary(char32_t c) { return is_letter_or_digit(c) && !is_han(c); }

}  // namespace

CompiledRules::CompiledRules(const Configuration& configuration, const std::vector<std::string>& names)
    : field_used(8, false) {
  for (const auto& rule : configuration.rules) {
    roots.push_back(add_node(rule.when));
    dated.push_back(rule.valid.from.has_value() || rule.valid.until.has_value());
  }
  std::vector<std::uint32_t> name_patterns;
  for (const auto& name : names) {
    const auto text = normalise_term(name);
    name_patterns.push_back(text.empty() ? kNoPattern : pattern_of(text));
  }
  build_filter();
  build_rows(name_patterns);
  std::vector<std::u32string> patterns;
  for (const auto& literal : literals) patterns.push_back(literal.text);
  automaton = Automaton::build(patterns);
  known_.clear();
}

std::uint32_t CompiledRules::pattern_of(const std::u32string& text) {
  const auto [found, fresh] = known_.try_emplace(text, static_cast<std::uint32_t>(literals.size()));
  if (fresh) literals.push_back({text, needs_boundary(text.front()), needs_boundary(text.back())});
  return found->second;
}

std::uint32_t CompiledRules::add_node(const Condition& condition) {
  const auto at = static_cast<std::uint32_t>(nodes.size());
  nodes.emplace_back();
  fill_node(at, condition);
  return at;
}

void CompiledRules::fill_node(std::uint32_t at, const Condition& condition) {
  ConditionNode node;
  node.source = &condition;
  node.kind = condition.kind;
  node.field = condition.field;
  if (condition.kind == ConditionKind::term) {
    field_used[static_cast<std::size_t>(condition.field)] = true;
    if (condition.term.regex) {
      node.regex = static_cast<std::uint32_t>(regexes.size());
      RE2::Options options(RE2::Quiet);
      options.set_case_sensitive(false);  // the text is folded, the pattern is not
      regexes.push_back(std::make_unique<RE2>(condition.term.text, options));
    } else {
      node.pattern = pattern_of(normalise_term(condition.term.text));
      node.bounded = literals[node.pattern].left_boundary || literals[node.pattern].right_boundary;
      node.first_except = static_cast<std::uint32_t>(excepts.size());
      for (const auto& phrase : condition.term.except) excepts.push_back(pattern_of(normalise_term(phrase)));
      node.except_count = static_cast<std::uint32_t>(condition.term.except.size());
    }
  }
  node.first_child = static_cast<std::uint32_t>(nodes.size());
  node.child_count = static_cast<std::uint32_t>(condition.children.size());
  nodes.resize(nodes.size() + condition.children.size());
  nodes[at] = node;
  for (std::uint32_t i = 0; i < node.child_count; ++i) fill_node(node.first_child + i, condition.children[i]);
}

// How often one of the patterns is likely to occur: each character more makes a literal several times rarer, and a regular
// expression counts as a literal of one character.
double CompiledRules::frequency(const std::vector<std::uint32_t>& patterns) const {
  constexpr double kPerCharacter = 0.2;
  double sum = 0;
  for (const auto pattern : patterns) {
    sum += std::pow(kPerCharacter, pattern < literals.size() ? static_cast<double>(literals[pattern].text.size()) : 1);
  }
  return sum;
}

// The rarest sets are chosen, so that few rules become candidates. Nothing where the condition may hold without any.
std::optional<Anchors> CompiledRules::anchors(std::uint32_t at) const {
  const auto& node = nodes[at];
  if (node.kind == ConditionKind::term) {
    const auto pattern = node.regex != kNoPattern ? static_cast<std::uint32_t>(literals.size()) + node.regex : node.pattern;
    return Anchors{{pattern}, {}};
  }
  Anchors best;
  if (node.kind == ConditionKind::any || node.kind == ConditionKind::at_least) {
    for (std::uint32_t i = 0; i < node.child_count; ++i) {
      const auto child = anchors(node.first_child + i);
      if (!child) return {};
      best.first.insert(best.first.end(), child->first.begin(), child->first.end());
    }
    if (best.first.empty()) return {};
    return best;
  }
  if (node.kind != ConditionKind::all && node.kind != ConditionKind::near) return {};
  std::vector<std::pair<double, std::vector<std::uint32_t>>> sets;
  for (std::uint32_t i = 0; i < node.child_count; ++i) {
    const auto child = anchors(node.first_child + i);
    if (!child) continue;
    sets.emplace_back(frequency(child->first), child->first);
    if (!child->second.empty()) sets.emplace_back(frequency(child->second), child->second);
  }
  if (sets.empty()) return {};
  std::stable_sort(sets.begin(), sets.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  best.first = std::move(sets.front().second);
  if (sets.size() > 1) best.second = std::move(sets[1].second);
  return best;
}

std::vector<std::vector<WaitingRule>> CompiledRules::waiting_by_pattern() {
  const auto is_literal = [&](std::uint32_t pattern) { return pattern < literals.size(); };
  std::vector<std::vector<WaitingRule>> by_pattern(literals.size() + regexes.size());
  for (std::uint32_t rule = 0; rule < roots.size(); ++rule) {
    auto needed = anchors(roots[rule]);
    if (!needed) {
      always.push_back(rule);
      continue;
    }
    WaitingRule waiting_rule{rule, static_cast<std::uint32_t>(seconds.size()), 0};
    if (std::all_of(needed->second.begin(), needed->second.end(), is_literal)) {
      seconds.insert(seconds.end(), needed->second.begin(), needed->second.end());
      waiting_rule.second_count = static_cast<std::uint32_t>(needed->second.size());
    }
    auto& first = needed->first;
    std::sort(first.begin(), first.end());
    first.erase(std::unique(first.begin(), first.end()), first.end());
    for (const auto pattern : first) by_pattern[pattern].push_back(waiting_rule);
  }
  return by_pattern;
}

void CompiledRules::build_rows(const std::vector<std::uint32_t>& name_patterns) {
  const auto waiting_of = waiting_by_pattern();
  std::vector<std::vector<std::uint32_t>> names(waiting_of.size());
  for (std::uint32_t i = 0; i < name_patterns.size(); ++i) {
    if (name_patterns[i] != kNoPattern) names[name_patterns[i]].push_back(i);
  }
  const auto begin_row = [&](std::size_t length) {
    rows.push_back({static_cast<std::uint32_t>(waiting.size()), static_cast<std::uint32_t>(names_of.size()),
                    static_cast<std::uint32_t>(length)});
  };
  rows.reserve(waiting_of.size() + 1);
  for (std::size_t pattern = 0; pattern < waiting_of.size(); ++pattern) {
    begin_row(pattern < literals.size() ? literals[pattern].text.size() : 0);
    waiting.insert(waiting.end(), waiting_of[pattern].begin(), waiting_of[pattern].end());
    names_of.insert(names_of.end(), names[pattern].begin(), names[pattern].end());
  }
  begin_row(0);
}

void CompiledRules::build_filter() {
  if (regexes.empty()) return;
  filter = std::make_unique<re2::FilteredRE2>(2);
  for (const auto& regex : regexes) {
    int id = 0;
    filter->Add(regex->pattern(), regex->options(), &id);
  }
  std::vector<std::string> atoms;
  filter->Compile(&atoms);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t i = 0; i < atoms.size(); ++i) pairs.emplace_back(pattern_of(to_utf32(atoms[i])), i);
  atom_of.assign(literals.size(), kNoPattern);
  for (const auto& [pattern, atom] : pairs) atom_of[pattern] = atom;
}

std::size_t CompiledRules::memory_bytes() const {
  std::size_t bytes = automaton.memory_bytes() + nodes.capacity() * sizeof(ConditionNode) + waiting.capacity() * sizeof(WaitingRule) +
                      seconds.capacity() * 4 +
                      rows.capacity() * sizeof(PatternRow) + names_of.capacity() * 4;
  for (const auto& literal : literals) bytes += sizeof(Literal) + literal.text.capacity() * sizeof(char32_t);
  return bytes;
}

}  // namespace fenliu::rules
