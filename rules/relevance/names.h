// How texts call units, groups and places, and which of the names found in a text count. Internal to relevance/.
#pragma once

#include <string>
#include <vector>

#include "rules/matching/matcher.h"
#include "rules/source/configuration.h"

namespace fenliu::rules {

enum class NameKind { unit, group, place };

struct NameEntry {
  NameKind kind = NameKind::unit;
  std::uint32_t index = 0;   // into units or groups; for a place, of the unit that it lies in
  bool weak = false;         // a short common word (消防, 通信): a name only in lists and clauses
  DateRange valid;           // of a former name: still found, said to be former
  std::string text;
};

// Every name of an organisation, in the order in which the matcher knows them.
class NameRegistry {
 public:
  explicit NameRegistry(const Organisation& organisation);
  const std::vector<NameEntry>& entries() const { return entries_; }
  std::vector<std::string> texts() const;

 private:
  void add(NameKind kind, std::uint32_t index, const std::string& text);
  std::vector<NameEntry> entries_;
};

// A mention of one or several names at one place: those that share the longest name there.
struct Mention {
  std::uint32_t start = 0, end = 0;      // in the normalised text
  TextRange range;                       // stored
  Field field = Field::text;
  std::vector<std::uint32_t> names;      // indexes into the registry
  bool pool = false;                     // 有关, 相关, liên quan, relevant beside it: an unknown subset
};

// Longest first: a name inside a longer one, or overlapping an earlier longer one, is none. Names inside cited titles
// 《…》 are left out. `hits` are in order of position, as the matcher gives them, of one field.
std::vector<Mention> mentions_of(const std::vector<NameHit>& hits, Field field, const std::u32string& text);

}  // namespace fenliu::rules
