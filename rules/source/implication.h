// Proofs about conditions: that one can never hold, or that one holds whenever another does. Internal to source/.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "rules/source/configuration.h"

namespace fenliu::rules {

// A term as the matcher sees it; `text` is normalised (a regular expression's pattern as written).
struct TermKey {
  Field field = Field::part;
  bool regex = false;
  std::u32string text;
  std::vector<std::u32string> except;  // normalised, sorted
};
TermKey key_of(const Condition& term);

// Whether every occurrence of `term` shows that `other` occurs: in the same field or one that holds it, `other` stands
// inside `term` with its boundaries, and no exception of `other` could take that occurrence away.
bool shows(const TermKey& term, const TermKey& other);

// Searches for a situation: which terms occur, and what the item's kind, level, issuer and urgency are. Finding none
// proves the claim; so every answer `true` is right whatever the text (tests/rules/matching holds it against the matcher),
// `false` means only that no proof was found: the conditions say otherwise, or the budget of steps is used up.
// A step is a look at one node of a condition, or at one pair of terms: some nanoseconds. Not thread-safe.
class Prover {
 public:
  explicit Prover(std::size_t steps) : steps_(steps) {}

  bool never_holds(const Condition& condition);
  bool implies(const Condition& condition, const Condition& other);
  std::size_t steps_left() const { return steps_; }

 private:
  enum class Truth : std::uint8_t { unknown, no, yes };
  enum class Join : std::uint8_t { atom, all, at_least, negation };

  struct Formula {
    Join join = Join::all;
    std::size_t count = 0;   // at_least
    std::uint32_t atom = 0;  // atom
    std::vector<Formula> children;
  };
  struct Atom {
    TermKey term;              // when it is a term
    bool is_term = false;
    std::string near;          // when it is a `near`: its children in comparable form …
    int within = 0;            // … and its distance
    std::string asks, value;   // when it is a value: "kind", "directive"
  };

  void begin();
  Formula formula_of(const Condition& condition);
  Formula value_formula(const Condition& condition);
  std::uint32_t atom_of(const std::string& key, Atom atom);
  void relate();
  bool satisfiable(const Formula& formula);
  Truth evaluate(const Formula& formula, std::uint32_t& open) const;
  bool assign(std::uint32_t atom, bool value, std::vector<std::uint32_t>& trail);
  bool enumeration_fails() const;

  void spend(std::size_t steps) { steps_ -= steps < steps_ ? steps : steps_; }

  std::size_t steps_;
  std::map<std::string, std::uint32_t> known_;
  std::vector<Atom> atoms_;
  std::vector<std::vector<std::uint32_t>> makes_true_, makes_false_, shown_by_;  // by atom
  std::vector<Truth> assigned_;
};

// A condition as comparable text; the order of siblings is left out.
std::string canonical(const Condition& condition);

}  // namespace fenliu::rules
