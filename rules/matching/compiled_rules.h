// Rules as the evaluator works on them: one pattern per distinct literal, flat conditions, anchors. Internal to matching/.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include "rules/matching/automaton.h"
#include "rules/matching/matcher.h"

namespace fenliu::rules {

constexpr std::uint32_t kNoPattern = 0xffffffff;

// A condition with its children as a range of `CompiledRules::nodes`.
struct ConditionNode {
  const Condition* source = nullptr;
  ConditionKind kind = ConditionKind::any;
  Field field = Field::part;
  bool bounded = false;                // term: a literal that needs a boundary
  std::uint32_t pattern = kNoPattern;  // term: literal
  std::uint32_t regex = kNoPattern;    // term: regular expression
  std::uint32_t first_child = 0;
  std::uint32_t child_count = 0;
  std::uint32_t first_except = 0;      // range of `CompiledRules::excepts`
  std::uint32_t except_count = 0;
};

// Literals that begin or end in a letter or digit other than Han need a boundary there.
struct Literal {
  std::u32string text;
  bool left_boundary = false;
  bool right_boundary = false;
};

// What must occur for a condition to hold: one of `first`, and one of `second` (empty: anything). Patterns; pseudo-pattern
// literals.size() + r stands for the regular expression r.
struct Anchors {
  std::vector<std::uint32_t> first, second;
};

// Where a pattern's rules and names begin; they end where the next pattern's begin. One record, because the processor
// fetches memory by lines and a pattern that was found needs all of it.
struct PatternRow {
  std::uint32_t waiting = 0;  // index of `CompiledRules::waiting`
  std::uint32_t names = 0;    // index of `CompiledRules::names_of`
  std::uint32_t length = 0;   // code points; 0 for a pseudo-pattern
};

// A rule that waits for a pattern, and the range of `CompiledRules::seconds` of which one must occur too.
struct WaitingRule {
  std::uint32_t rule = 0;
  std::uint32_t first_second = 0, second_count = 0;
};

// Immutable after construction.
struct CompiledRules {
  CompiledRules(const Configuration& configuration, const std::vector<std::string>& names);

  std::vector<ConditionNode> nodes;
  std::vector<std::uint32_t> excepts;         // patterns of longer phrases
  std::vector<std::uint32_t> roots;           // by rule: its node
  std::vector<Literal> literals;              // by pattern
  Automaton automaton;

  // By pattern and pseudo-pattern, in compressed rows: waiting[rows[p].waiting .. rows[p + 1].waiting) wait for p.
  std::vector<PatternRow> rows;
  std::vector<WaitingRule> waiting;
  std::vector<std::uint32_t> seconds;         // literals only
  std::vector<std::uint32_t> always;          // rules that wait for nothing
  std::vector<bool> dated;                    // by rule: whether it holds on certain days only

  std::vector<std::unique_ptr<RE2>> regexes;
  std::unique_ptr<re2::FilteredRE2> filter;   // which of them may match, given the literals found
  std::vector<std::uint32_t> atom_of;         // by pattern: the filter's atom, or kNoPattern
  std::vector<std::uint32_t> names_of;        // in compressed rows, by pattern
  std::vector<bool> field_used;               // by Field

  std::uint32_t pattern_of(const std::u32string& text);
  std::size_t memory_bytes() const;

 private:
  std::uint32_t add_node(const Condition& condition);
  void fill_node(std::uint32_t at, const Condition& condition);
  std::optional<Anchors> anchors(std::uint32_t node) const;
  double frequency(const std::vector<std::uint32_t>& patterns) const;
  std::vector<std::vector<WaitingRule>> waiting_by_pattern();
  void build_rows(const std::vector<std::uint32_t>& name_patterns);
  void build_filter();
  std::unordered_map<std::u32string, std::uint32_t> known_;
};

}  // namespace fenliu::rules
