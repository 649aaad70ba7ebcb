// Compiling rules.
#include "rules/matching/compiled_rules.h"

#include <algorithm>

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

bool needs_boundary(char32_t c) { return is_letter_or_digit(c) && !is_han(c); }

template <class Row>
void compress(std::vector<std::vector<Row>>& rows, std::vector<std::uint32_t>& from, std::vector<Row>& flat) {
  from.assign(rows.size() + 1, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    from[i] = static_cast<std::uint32_t>(flat.size());
    flat.insert(flat.end(), rows[i].begin(), rows[i].end());
  }
  from[rows.size()] = static_cast<std::uint32_t>(flat.size());
}

}  // namespace

CompiledRules::CompiledRules(const Configuration& configuration, const std::vector<std::string>& names)
    : field_used(8, false) {
  for (const auto& rule : configuration.rules) roots.push_back(add_node(rule.when));
  std::vector<std::uint32_t> name_patterns;
  for (const auto& name : names) {
    const auto text = normalise_term(name);
    name_patterns.push_back(text.empty() ? kNoPattern : pattern_of(text));
  }
  build_filter();
  build_waiting();
  std::vector<std::vector<std::uint32_t>> rows(literals.size());
  for (std::uint32_t i = 0; i < name_patterns.size(); ++i) {
    if (name_patterns[i] != kNoPattern) rows[name_patterns[i]].push_back(i);
  }
  compress(rows, names_of_from, names_of);
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

// A set of patterns of which at least one must occur for the condition to hold; `found` is false when there is none.
// The smallest set is chosen, and among equals the one with the longest literals: rare terms make few candidates.
std::vector<std::uint32_t> CompiledRules::anchors(std::uint32_t at, bool& found) const {
  const auto& node = nodes[at];
  found = true;
  if (node.kind == ConditionKind::term) {
    return {node.regex != kNoPattern ? static_cast<std::uint32_t>(literals.size()) + node.regex : node.pattern};
  }
  std::vector<std::uint32_t> best;
  if (node.kind == ConditionKind::any || node.kind == ConditionKind::at_least) {
    for (std::uint32_t i = 0; i < node.child_count && found; ++i) {
      const auto child = anchors(node.first_child + i, found);
      best.insert(best.end(), child.begin(), child.end());
    }
    found = found && node.child_count > 0;
    return best;
  }
  found = false;
  if (node.kind != ConditionKind::all && node.kind != ConditionKind::near) return best;
  const auto shortest = [&](const std::vector<std::uint32_t>& set) {
    std::size_t length = 1000;
    for (const auto pattern : set) length = std::min(length, pattern < literals.size() ? literals[pattern].text.size() : 1);
    return length;
  };
  for (std::uint32_t i = 0; i < node.child_count; ++i) {
    bool usable = false;
    auto child = anchors(node.first_child + i, usable);
    if (!usable) continue;
    const bool better = !found || shortest(child) > shortest(best) ||
                        (shortest(child) == shortest(best) && child.size() < best.size());
    if (better) best = std::move(child);
    found = true;
  }
  return best;
}

void CompiledRules::build_waiting() {
  std::vector<std::vector<std::uint32_t>> rows(literals.size() + regexes.size());
  for (std::uint32_t rule = 0; rule < roots.size(); ++rule) {
    bool found = false;
    auto patterns = anchors(roots[rule], found);
    if (!found) {
      always.push_back(rule);
      continue;
    }
    std::sort(patterns.begin(), patterns.end());
    patterns.erase(std::unique(patterns.begin(), patterns.end()), patterns.end());
    for (const auto pattern : patterns) rows[pattern].push_back(rule);
  }
  compress(rows, waiting_from, waiting);
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
  std::size_t bytes = automaton.memory_bytes() + nodes.capacity() * sizeof(ConditionNode) + waiting.capacity() * 4 +
                      waiting_from.capacity() * 4 + names_of.capacity() * 4 + names_of_from.capacity() * 4;
  for (const auto& literal : literals) bytes += sizeof(Literal) + literal.text.capacity() * sizeof(char32_t);
  return bytes;
}

}  // namespace fenliu::rules
