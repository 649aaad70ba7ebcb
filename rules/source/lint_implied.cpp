// Rules that add nothing to another one.
#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>

#include "rules/source/implication.h"
#include "rules/source/sections.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

constexpr std::size_t kStepsAPair = 50000;
constexpr std::size_t kStepsInAll = 10000000;  // some tens of milliseconds; what remains is left unsaid

constexpr std::size_t kStepsALook = 10;

using Literals = std::vector<std::u32string>;

bool is_word(char32_t c) { return is_letter_or_digit(c) && !is_han(c); }

std::u32string literal_of(const Condition& term) {
  const auto key = key_of(term);
  return (key.regex ? U"/" : U"") + key.text;
}

// Literals one of which occurs whenever the condition holds; false: there is no such set.
bool anchors(const Condition& condition, Literals& literals) {
  switch (condition.kind) {
    case ConditionKind::term:
      literals = {literal_of(condition)};
      return true;
    case ConditionKind::any:
    case ConditionKind::at_least:
      for (const auto& child : condition.children) {
        Literals own;
        if (!anchors(child, own)) return false;
        literals.insert(literals.end(), own.begin(), own.end());
      }
      return !condition.children.empty();
    case ConditionKind::all:
    case ConditionKind::near: {
      bool found = false;
      for (const auto& child : condition.children) {
        Literals own;
        if (!anchors(child, own) || (found && own.size() >= literals.size())) continue;
        literals = std::move(own);
        found = true;
      }
      return found;
    }
    default:
      return false;
  }
}

void all_literals(const Condition& condition, std::set<std::u32string>& literals) {
  if (condition.kind == ConditionKind::term) literals.insert(literal_of(condition));
  for (const auto& child : condition.children) all_literals(child, literals);
}

// What `rule` reaches, `other` reaches as strongly, on every day on which `rule` holds. Two rules that are only likely
// count as sure together, so a likely one hides none.
bool reaches_no_more(const Rule& rule, const Rule& other) {
  const auto tagged = [&](const std::string& tag) {
    return std::find(other.tags.begin(), other.tags.end(), tag) != other.tags.end();
  };
  const auto routed = [&](const auto& pair) {
    const auto found = other.route.find(pair.first);
    return found != other.route.end() && found->second >= pair.second;
  };
  const bool days = (!other.valid.from || (rule.valid.from && *other.valid.from <= *rule.valid.from)) &&
                    (!other.valid.until || (rule.valid.until && *rule.valid.until <= *other.valid.until));
  return other.certainty == Certainty::sure && (rule.territorial || !other.territorial) && days &&
         std::all_of(rule.tags.begin(), rule.tags.end(), tagged) &&
         std::all_of(rule.route.begin(), rule.route.end(), routed);
}

// Which rules a literal's occurrence may make hold.
class AnchorIndex {
 public:
  explicit AnchorIndex(const std::vector<Rule>& rules) : anchors_(rules.size()) {
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
      if (!anchors(rules[i].when, anchors_[i])) {
        always_.push_back(i);
        continue;
      }
      for (const auto& literal : anchors_[i]) {
        auto& waiting = waiting_[literal];
        if (waiting.empty() || waiting.back() != i) waiting.push_back(i);
        longest_ = std::max(longest_, literal.size());
      }
    }
  }

  std::set<std::uint32_t> candidates(const Rule& rule) const {
    std::set<std::uint32_t> found(always_.begin(), always_.end());
    std::set<std::u32string> literals;
    all_literals(rule.when, literals);
    for (const auto& literal : literals) add(literal, found);
    return found;
  }

 private:
  void add(std::u32string_view literal, std::set<std::uint32_t>& found) const {
    for (std::size_t start = 0; start < literal.size(); ++start) {
      if (start > 0 && is_word(literal[start - 1]) && is_word(literal[start])) continue;
      for (std::size_t end = start + 1; end <= literal.size() && end - start <= longest_; ++end) {
        if (end < literal.size() && is_word(literal[end - 1]) && is_word(literal[end])) continue;
        const auto at = waiting_.find(literal.substr(start, end - start));
        if (at != waiting_.end()) found.insert(at->second.begin(), at->second.end());
      }
    }
  }

  std::vector<Literals> anchors_;  // owns what the index looks at
  std::unordered_map<std::u32string_view, std::vector<std::uint32_t>> waiting_;
  std::vector<std::uint32_t> always_;
  std::size_t longest_ = 0;
};

}  // namespace

void lint_implied(const std::vector<Rule>& rules, Reporter& reporter) {
  const AnchorIndex index(rules);
  std::size_t left = kStepsInAll;
  const auto proven = [&](const Condition& condition, const Condition& other) {
    Prover prover(std::min(left, kStepsAPair));
    const auto before = prover.steps_left();
    const bool found = prover.implies(condition, other);
    left -= before - prover.steps_left();
    return found;
  };
  for (std::uint32_t i = 0; i < rules.size(); ++i) {
    for (const auto j : index.candidates(rules[i])) {
      const auto& rule = rules[i];
      const auto& other = rules[j];
      if (left < kStepsALook) return;
      left -= kStepsALook;
      if (i == j || !reaches_no_more(rule, other) || !proven(rule.when, other.when)) continue;
      // Of two that say the same, the later one is superfluous.
      if (i < j && reaches_no_more(other, rule) && proven(other.when, rule.when)) continue;
      reporter.warning(rule.span, "implied-rule",
                       "the rule '" + rule.id + "' adds nothing: whenever it holds, '" + other.id + "' (" + other.span.file + ":" +
                           std::to_string(other.span.line) + ") holds too and reaches the same units",
                       "remove it, or exclude its terms from the other rule");
      break;
    }
  }
}

}  // namespace fenliu::rules
