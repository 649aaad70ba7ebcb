// The state of matching one part: where each pattern occurred, and which conditions that fulfils. Internal to matching/.
#pragma once

#include <array>
#include <map>

#include "rules/matching/compiled_rules.h"

namespace fenliu::rules {

// Texts that terms look in. The first two belong to the part, the others to the item.
enum class Place : std::uint8_t { part_title, part_text, title, number, addressees, signature, date, copies };
constexpr std::size_t kPlaces = 8;

struct Occurrence {
  Place place;
  std::uint32_t start = 0;  // in the place's normalised text
  std::uint32_t end = 0;
};

// What all parts of an item share.
class Matcher::Prepared {
 public:
  ItemFacts facts;
  std::array<NormalisedText, kPlaces> texts;                        // item's places only
  std::map<std::uint32_t, std::vector<Occurrence>> occurrences;     // by pattern, of the item's places
};

// Occurrences of one part, in vectors that are reused from part to part: a pattern's slot is valid when its stamp is the
// current one, so nothing is cleared and the cost does not depend on the number of rules. One per thread.
class Scratch {
 public:
  void begin(std::size_t patterns, std::size_t rules);
  void add(std::uint32_t pattern, const Occurrence& occurrence);
  bool mark_rule(std::uint32_t rule);  // false: marked already

  // Calls each(occurrence) in order of position.
  template <class Each>
  void each(std::uint32_t pattern, Each&& each) const {
    if (pattern >= stamps_.size() || stamps_[pattern] != stamp_) return;
    for (auto at = first_[pattern]; at != kNoPattern; at = next_[at]) each(occurrences_[at]);
  }
  bool occurs(std::uint32_t pattern) const { return pattern < stamps_.size() && stamps_[pattern] == stamp_; }

  std::vector<std::uint32_t> candidates;
  std::vector<std::uint32_t> found;  // patterns that occurred, each once

 private:
  std::uint32_t stamp_ = 0;
  std::vector<std::uint32_t> stamps_, first_, last_, rule_stamps_;
  std::vector<Occurrence> occurrences_;
  std::vector<std::uint32_t> next_;
};

// Evaluates conditions over a part's occurrences. Used by one thread, for one part.
class Evaluation {
 public:
  Evaluation(const CompiledRules& compiled, const Matcher::Prepared& item, const NormalisedText& title,
             const NormalisedText& text, const Scratch& scratch)
      : compiled_(compiled), item_(item), title_(title), text_(text), scratch_(scratch) {}

  // Appends evidence of what held; leaves `evidence` as it was when the condition does not hold.
  bool holds(std::uint32_t node, std::vector<Evidence>& evidence);

 private:
  std::vector<Occurrence> occurrences(const ConditionNode& node);
  bool at_boundary(const Literal& literal, const Occurrence& occurrence) const;
  bool excepted(const ConditionNode& node, const Occurrence& occurrence) const;
  bool any_holds(const ConditionNode& node, std::vector<Evidence>& evidence);
  bool near_holds(const ConditionNode& node, std::vector<Evidence>& evidence);
  bool value_holds(const ConditionNode& node) const;
  const std::vector<Occurrence>& regex_occurrences(std::uint32_t regex);
  const NormalisedText& text_of(Place place) const;
  Evidence evidence_of(const ConditionNode& node, const Occurrence& occurrence) const;

  const CompiledRules& compiled_;
  const Matcher::Prepared& item_;
  const NormalisedText& title_;
  const NormalisedText& text_;
  const Scratch& scratch_;
  std::map<std::uint32_t, std::vector<Occurrence>> regex_found_;
};

bool looks_in(Field field, Place place);
bool boundary_holds(const Literal& literal, const std::u32string& text, std::uint32_t start, std::uint32_t end);

}  // namespace fenliu::rules
