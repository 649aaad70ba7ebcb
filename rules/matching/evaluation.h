// The state of matching one part: where each pattern occurred, and which conditions that fulfils. Internal to matching/.
#pragma once

#include <algorithm>
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

// A term that held, and where: evidence before its words are copied, which most candidates never need.
struct Found {
  const ConditionNode* node = nullptr;
  Occurrence occurrence;
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
    if (!occurs(pattern)) return;
    for (auto at = slots_[pattern].first; at != kNoPattern; at = next_[at]) each(occurrences_[at]);
  }
  bool occurs(std::uint32_t pattern) const { return pattern < slots_.size() && slots_[pattern].stamp == stamp_; }

  std::vector<std::uint32_t> candidates;
  std::vector<std::uint32_t> found;  // patterns that occurred, each once

 private:
  struct Slot {
    std::uint32_t stamp = 0, first = 0, last = 0;  // of the pattern's occurrences
  };
  std::uint32_t stamp_ = 0;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> rule_stamps_;
  std::vector<Occurrence> occurrences_;
  std::vector<std::uint32_t> next_;
};

// Evaluates conditions over a part's occurrences. Used by one thread, for one part.
class Evaluation {
 public:
  Evaluation(const CompiledRules& compiled, const Matcher::Prepared& item, const NormalisedText& title,
             const NormalisedText& text, const Scratch& scratch)
      : compiled_(compiled), item_(item), title_(title), text_(text), scratch_(scratch) {}

  // Appends what held; leaves `found` as it was when the condition does not hold.
  bool holds(std::uint32_t node, std::vector<Found>& found);
  Evidence evidence_of(const Found& found) const;

 private:
  // Calls each(occurrence) for those that count, in order of position, until it returns false.
  template <class Each>
  void each_occurrence(const ConditionNode& node, Each&& each);
  bool counts(const ConditionNode& node, const Occurrence& occurrence) const;
  bool excepted(const ConditionNode& node, const Occurrence& occurrence) const;
  bool term_holds(const ConditionNode& node, std::vector<Found>& found);
  bool any_holds(const ConditionNode& node, std::vector<Found>& found);
  bool near_holds(const ConditionNode& node, std::vector<Found>& found);
  bool value_holds(const ConditionNode& node) const;
  const std::vector<Occurrence>& regex_occurrences(std::uint32_t regex);
  const NormalisedText& text_of(Place place) const;

  const CompiledRules& compiled_;
  const Matcher::Prepared& item_;
  const NormalisedText& title_;
  const NormalisedText& text_;
  const Scratch& scratch_;
  std::map<std::uint32_t, std::vector<Occurrence>> regex_found_;
};

template <class Each>
void Evaluation::each_occurrence(const ConditionNode& node, Each&& each) {
  bool more = true;
  const auto consider = [&](const Occurrence& occurrence) { more = more && (!counts(node, occurrence) || each(occurrence)); };
  if (node.regex != kNoPattern) {
    const auto& occurrences = regex_occurrences(node.regex);
    std::for_each(occurrences.begin(), occurrences.end(), consider);
  } else if (node.field == Field::part || node.field == Field::text) {
    scratch_.each(node.pattern, consider);
  } else if (const auto known = item_.occurrences.find(node.pattern); known != item_.occurrences.end()) {
    std::for_each(known->second.begin(), known->second.end(), consider);
  }
}

bool looks_in(Field field, Place place);
bool boundary_holds(const Literal& literal, const std::u32string& text, std::uint32_t start, std::uint32_t end);

}  // namespace fenliu::rules
