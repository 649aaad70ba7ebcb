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

// An occurrence of a term below `near`.
struct Placed {
  Occurrence occurrence;
  std::uint32_t child = 0;       // index below `near`
  std::uint32_t node = 0;        // the term that it fulfils
  std::uint32_t sentence = 0;
};

// What all parts of an item share.
class Matcher::Prepared {
 public:
  ItemFacts facts;
  std::array<NormalisedText, kPlaces> texts;                        // item's places only
  std::map<std::uint32_t, std::vector<Occurrence>> occurrences;     // by pattern, of the item's places
};

// Occurrences of one part by pattern: a hash table with linear probing (Knuth, TAOCP 3, 6.4) over the few patterns that
// occurred, small enough to stay in the processor's nearest cache whatever the number of rules. A slot is valid when its
// stamp is the current one, so nothing is cleared from part to part. One per thread.
class Scratch {
 public:
  void begin();
  void add(std::uint32_t pattern, const Occurrence& occurrence);

  // Calls each(occurrence) in order of position.
  template <class Each>
  void each(std::uint32_t pattern, Each&& each) const {
    const auto& slot = slots_[place_of(pattern)];
    if (slot.stamp != stamp_) return;
    for (auto at = slot.first; at != kNoPattern; at = next_[at]) each(occurrences_[at]);
  }
  bool occurs(std::uint32_t pattern) const { return slots_[place_of(pattern)].stamp == stamp_; }

  std::vector<std::uint32_t> candidates;  // rules
  std::vector<std::uint32_t> found;  // patterns that occurred, each once

  // Room for intermediate results, kept only for its memory.
  struct Hit {
    std::uint32_t pattern = 0, end = 0;
  };
  std::vector<Hit> hits;
  std::vector<Found> held;
  mutable std::vector<Placed> placed;
  mutable std::vector<int> chains;

 private:
  struct Slot {
    std::uint32_t stamp = 0, pattern = 0;
    std::uint32_t first = 0, last = 0;  // of the pattern's occurrences
  };

  // Where the pattern's slot is, or the free one where it would be.
  std::size_t place_of(std::uint32_t pattern) const {
    auto place = (pattern * 0x9E3779B1U) >> shift_;  // Knuth's multiplicative hash
    while (slots_[place].stamp == stamp_ && slots_[place].pattern != pattern) place = (place + 1) & (slots_.size() - 1);
    return place;
  }
  void grow();

  std::uint32_t stamp_ = 1;
  std::vector<Slot> slots_ = std::vector<Slot>(256);  // a power of two; at most half of them in use
  int shift_ = 24;                                    // 32 less the bits of an index into it
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
