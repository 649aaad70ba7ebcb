// The search: terms and values are atoms, each true or false; what they say of one another is propagated, the rest is tried.
#include "rules/source/implication.h"

#include <algorithm>

#include "rules/text/normalise.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

bool is_word(char32_t c) { return is_letter_or_digit(c) && !is_han(c); }

bool stands_inside(const std::u32string& inner, const std::u32string& outer) {
  for (auto at = outer.find(inner); at != std::u32string::npos; at = outer.find(inner, at + 1)) {
    const auto end = at + inner.size();
    const bool left = !is_word(inner.front()) || at == 0 || !is_word(outer[at - 1]);
    const bool right = !is_word(inner.back()) || end == outer.size() || !is_word(outer[end]);
    if (left && right) return true;
  }
  return false;
}

// The values of a question that has no others.
std::vector<std::string> all_values(const std::string& asks) {
  if (asks == "kind") return {"directive", "meeting"};
  if (asks == "urgency") return {"routine", "urgent", "critical"};
  return {};
}

}  // namespace

TermKey key_of(const Condition& term) {
  TermKey key{term.field, term.term.regex, {}, {}};
  key.text = term.term.regex ? to_utf32(term.term.text) : normalise_term(term.term.text);
  for (const auto& each : term.term.except) key.except.push_back(normalise_term(each));
  std::sort(key.except.begin(), key.except.end());
  return key;
}

bool shows(const TermKey& term, const TermKey& other) {
  const bool field = term.field == other.field || (term.field == Field::text && other.field == Field::part);
  if (!field || term.regex != other.regex || term.text.empty() || other.text.empty()) return false;
  if (term.text == other.text) {
    return std::includes(term.except.begin(), term.except.end(), other.except.begin(), other.except.end());
  }
  return !term.regex && other.except.empty() && stands_inside(other.text, term.text);
}

std::string canonical(const Condition& condition) {
  std::string text = std::to_string(static_cast<int>(condition.kind)) + "/" + std::to_string(condition.count) + "/" +
                     std::to_string(condition.within);
  if (condition.kind == ConditionKind::term) {
    const auto key = key_of(condition);
    text += "/" + std::to_string(static_cast<int>(key.field)) + (key.regex ? "(/" : "(") + to_utf8(key.text);
    for (const auto& each : key.except) text += "!" + to_utf8(each);
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

void Prover::begin() {
  known_.clear();
  atoms_.clear();
}

std::uint32_t Prover::atom_of(const std::string& key, Atom atom) {
  const auto [found, fresh] = known_.try_emplace(key, static_cast<std::uint32_t>(atoms_.size()));
  if (fresh) atoms_.push_back(std::move(atom));
  return found->second;
}

Prover::Formula Prover::value_formula(const Condition& condition) {
  const std::string asks = condition.kind == ConditionKind::item_kind ? "kind"
                           : condition.kind == ConditionKind::level   ? "level"
                           : condition.kind == ConditionKind::issuer  ? "issuer"
                                                                      : "urgency";
  Formula any{Join::at_least, 1, 0, {}};
  for (const auto& value : condition.values) {
    Atom atom;
    atom.asks = asks;
    atom.value = value;
    any.children.push_back({Join::atom, 0, atom_of(asks + "=" + value, std::move(atom)), {}});
  }
  return any;
}

Prover::Formula Prover::formula_of(const Condition& condition) {
  const auto children = [&](Formula formula) {
    for (const auto& child : condition.children) formula.children.push_back(formula_of(child));
    return formula;
  };
  switch (condition.kind) {
    case ConditionKind::term: {
      Atom atom;
      atom.is_term = true;
      atom.term = key_of(condition);
      return {Join::atom, 0, atom_of(canonical(condition), std::move(atom)), {}};
    }
    case ConditionKind::any:
      return children({Join::at_least, 1, 0, {}});
    case ConditionKind::at_least:
      return children({Join::at_least, static_cast<std::size_t>(condition.count), 0, {}});
    case ConditionKind::none:
      return {Join::negation, 0, 0, {children({Join::at_least, 1, 0, {}})}};
    case ConditionKind::near: {
      // Its children hold besides: that they occur is what `near` and plain terms have in common.
      auto all = children({Join::all, 0, 0, {}});
      Atom atom;
      for (const auto& child : condition.children) atom.near += canonical(child) + ",";
      auto sorted = condition;
      sorted.within = 0;
      atom.near = canonical(sorted);
      atom.within = condition.within;
      all.children.push_back({Join::atom, 0, atom_of(canonical(condition), std::move(atom)), {}});
      return all;
    }
    case ConditionKind::all:
      return children({Join::all, 0, 0, {}});
    default:
      return value_formula(condition);
  }
}

// Which atoms follow from which, and which exclude each other.
void Prover::relate() {
  const auto count = atoms_.size();
  spend(count * count);
  if (steps_ == 0) return;
  makes_true_.assign(count, {});
  makes_false_.assign(count, {});
  shown_by_.assign(count, {});
  for (std::uint32_t i = 0; i < count; ++i) {
    for (std::uint32_t j = 0; j < count; ++j) {
      if (i == j) continue;
      const auto& one = atoms_[i];
      const auto& other = atoms_[j];
      const bool follows = (one.is_term && other.is_term && shows(one.term, other.term)) ||
                           (!one.near.empty() && one.near == other.near && one.within <= other.within);
      if (follows) {
        makes_true_[i].push_back(j);
        shown_by_[j].push_back(i);
      }
      if (!one.asks.empty() && one.asks == other.asks) makes_false_[i].push_back(j);
    }
  }
  assigned_.assign(count, Truth::unknown);
}

bool Prover::assign(std::uint32_t atom, bool value, std::vector<std::uint32_t>& trail) {
  const auto wanted = value ? Truth::yes : Truth::no;
  if (assigned_[atom] != Truth::unknown) return assigned_[atom] == wanted;
  assigned_[atom] = wanted;
  trail.push_back(atom);
  for (const auto each : value ? makes_true_[atom] : shown_by_[atom]) {
    if (!assign(each, value, trail)) return false;
  }
  if (!value) return true;
  for (const auto each : makes_false_[atom]) {
    if (!assign(each, false, trail)) return false;
  }
  return true;
}

// Every value of a question with a closed list of answers is assigned false.
bool Prover::enumeration_fails() const {
  for (const char* asks : {"kind", "urgency"}) {
    const auto values = all_values(asks);
    std::size_t refused = 0;
    for (const auto& value : values) {
      const auto found = known_.find(std::string(asks) + "=" + value);
      refused += found != known_.end() && assigned_[found->second] == Truth::no;
    }
    if (refused == values.size()) return true;
  }
  return false;
}

// `open` becomes an unassigned atom on which the truth depends.
Prover::Truth Prover::evaluate(const Formula& formula, std::uint32_t& open) const {
  if (formula.join == Join::atom) {
    if (assigned_[formula.atom] == Truth::unknown) open = formula.atom;
    return assigned_[formula.atom];
  }
  if (formula.join == Join::negation) {
    const auto truth = evaluate(formula.children.front(), open);
    return truth == Truth::unknown ? truth : truth == Truth::yes ? Truth::no : Truth::yes;
  }
  const auto needed = formula.join == Join::all ? formula.children.size() : formula.count;
  std::size_t held = 0, undecided = 0;
  std::uint32_t candidate = open;
  for (const auto& child : formula.children) {
    std::uint32_t inner = open;
    const auto truth = evaluate(child, inner);
    held += truth == Truth::yes;
    if (truth != Truth::unknown) continue;
    if (undecided == 0) candidate = inner;
    ++undecided;
  }
  if (held >= needed) return Truth::yes;
  if (held + undecided < needed) return Truth::no;
  open = candidate;
  return Truth::unknown;
}

bool Prover::satisfiable(const Formula& formula) {
  if (steps_ == 0) return true;
  spend(atoms_.size());
  std::uint32_t open = 0;
  const auto truth = evaluate(formula, open);
  if (truth != Truth::unknown) return truth == Truth::yes;
  for (const bool value : {true, false}) {
    std::vector<std::uint32_t> trail;
    const bool possible = assign(open, value, trail) && !enumeration_fails() && satisfiable(formula);
    for (const auto each : trail) assigned_[each] = Truth::unknown;
    if (possible) return true;
  }
  return false;
}

bool Prover::never_holds(const Condition& condition) {
  begin();
  const auto formula = formula_of(condition);
  relate();
  return !satisfiable(formula);
}

bool Prover::implies(const Condition& condition, const Condition& other) {
  begin();
  Formula both{Join::all, 0, 0, {}};
  both.children.push_back(formula_of(condition));
  both.children.push_back({Join::negation, 0, 0, {formula_of(other)}});
  relate();
  return !satisfiable(both);
}

}  // namespace fenliu::rules
