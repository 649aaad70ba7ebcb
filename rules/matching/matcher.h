// Rules over one part: which hold, and by what evidence.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "rules/source/configuration.h"
#include "rules/text/normalise.h"

namespace fenliu::rules {

// Where a condition stands in its rule's file; line and column count from 1, 0: no rule.
struct RulePosition {
  std::uint32_t line = 0, column = 0;

  friend bool operator==(const RulePosition&, const RulePosition&) = default;
};

// A term found, in code points of the stored text of the part (title and text are searched apart).
struct Evidence {
  std::string term;       // as the rule writes it
  Field field = Field::text;
  TextRange range;        // in that field's stored text
  RulePosition position;  // of the condition that it fulfilled

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

// What made a rule hold or a name count: made once, shared by all units that it reached. Immutable.
class SharedEvidence {
 public:
  using Each = boost::container::small_vector<Evidence, 2>;

  SharedEvidence() = default;
  explicit SharedEvidence(Each each) : each_(std::make_shared<const Each>(std::move(each))) {}
  static SharedEvidence of(Evidence one) {
    Each each;
    each.push_back(std::move(one));
    return SharedEvidence(std::move(each));
  }

  const Evidence* begin() const { return each_ ? each_->data() : nullptr; }
  const Evidence* end() const { return each_ ? each_->data() + each_->size() : nullptr; }
  std::size_t size() const { return each_ ? each_->size() : 0; }
  bool empty() const { return size() == 0; }
  const Evidence& front() const { return each_->front(); }                     // REQUIRES !empty()
  const Evidence& operator[](std::size_t i) const { return (*each_)[i]; }  // REQUIRES i < size()

 private:
  std::shared_ptr<const Each> each_;
};

// What rules read of one item: its fields once, then each part. All texts UTF-8 as stored.
struct ItemFacts {
  ItemKind kind = ItemKind::directive;
  std::string level;       // of the issuer
  std::string issuer;      // unit id when known, else words
  Urgency urgency = Urgency::routine;
  Date date;               // for validity of rules
  std::string title, number, addressees, signature, date_text, copies;
};

// A name (or other literal) that the caller wanted found in the same pass, with the index it was registered under.
struct NameHit {
  std::uint32_t name = 0;
  Field field = Field::text;  // title or text of the part
  TextRange range;            // stored
  std::uint32_t start = 0, end = 0;  // in the normalised text
};

struct RuleHit {
  std::uint32_t rule = 0;  // index into Configuration::rules
  SharedEvidence evidence;  // at least one where the rule has positive terms; in order of position
};

struct PartMatches {
  std::vector<RuleHit> rules;      // in order of rule index, each once
  std::vector<NameHit> names;      // in order of position, longer first; overlapping ones included
  NormalisedText title;
  NormalisedText text;
};

// Why a rule did not hold: the first condition that failed, in the rule's own order.
struct FailedCondition {
  Span span;
  std::string words;    // the condition in English, e.g. `any of 物资储备, 应急物资`
  std::shared_ptr<const Condition> condition;  // shares the configuration; null: the rule is not in force on that date
  int fulfilled = 0;    // how many conditions of the rule held before it: nearness
};

// How often a condition was evaluated and held while texts were observed. Within `none`, what is excluded is counted.
struct ConditionCount {
  std::uint32_t evaluated = 0;
  std::uint32_t held = 0;
};
using ConditionCounts = std::unordered_map<const Condition*, ConditionCount>;  // by condition of the configuration's rules

// All literals of all rules and all names in one automaton, all regular expressions behind required literals where they
// have one; conditions are evaluated anchored: a rule is looked at only when its rarest positive term occurred.
// Immutable after construction; match() is thread-safe.
class Matcher {
 public:
  // `names`: literals found besides the rules' (unit names, groups, places); they obey the same boundary rule.
  Matcher(std::shared_ptr<const Configuration> configuration, const std::vector<std::string>& names);
  ~Matcher();
  Matcher(Matcher&&) noexcept;

  // What all parts of an item share, prepared once.
  class Prepared;
  std::shared_ptr<const Prepared> prepare(ItemFacts facts) const;
  PartMatches match(const Prepared& item, std::string_view title, std::string_view text) const;

  // The names alone, in any text (an addressee, a list of attendees); `field` of the hits is `text`.
  std::vector<NameHit> names_in(const NormalisedText& text) const;

  // By replay, for explanations. Nothing when the rule holds.
  std::optional<FailedCondition> why_not(std::uint32_t rule, const Prepared& item, std::string_view title,
                                         std::string_view text) const;
  // Evaluates every rule in force on one part, anchored or not, and adds to `counts`. Costs a step per condition.
  void observe(const Prepared& item, std::string_view title, std::string_view text, ConditionCounts& counts) const;
  std::size_t memory_bytes() const;

  struct State;  // internal to matching/

 private:
  std::unique_ptr<const State> state_;
};

}  // namespace fenliu::rules
