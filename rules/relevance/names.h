// How texts call units, groups and places, and which of the names found in a text count. Internal to relevance/.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "rules/relevance/landmarks.h"
#include "rules/matching/matcher.h"
#include "rules/source/configuration.h"

namespace fenliu::rules {

enum class NameKind { unit, group, place };

struct NameEntry {
  NameKind kind = NameKind::unit;
  std::uint32_t index = 0;  // into units or groups; for a place, of the unit that it lies in
  bool weak = false;        // a short common word (消防, 街道): a name only beside other names or in a clause
  bool pool = false;        // 有关, 相关 is part of the phrase: an unknown subset of the group
  std::string text;
  DateRange valid = {};     // an alias that holds on certain days only
  bool committee_itself = false;  // of a listed group: the body's name, not 成员单位 or thành viên, its members
};

// A mention of one or several names at one place: those that share the longest name there.
struct Mention {
  std::uint32_t start = 0, end = 0;  // in the normalised text
  TextRange range;                   // stored
  Field field = Field::text;
  boost::container::small_vector<std::uint32_t, 2> names;  // indexes into the registry
  bool pool = false;                 // 有关, 相关, liên quan, relevant beside it: an unknown subset
};

// Every name of an organisation, in the order in which the matcher knows them. Besides what the organisation writes:
// names without the leading 县, 市 or 区 (县教育局 → 教育局), and of groups the phrases that mean a subset of them
// (县政府各部门 → 县政府各相关部门, 县政府有关部门).
class NameRegistry {
 public:
  explicit NameRegistry(const Organisation& organisation);
  const std::vector<NameEntry>& entries() const { return entries_; }
  std::vector<std::string> texts() const;

  // Names of merged offices are compositional: in 农业农村和水务局 the name 水务局 also means the unit called 农业农村局. Adds
  // to each mention the names that its first half means, and lets it begin there.
  void add_merged(std::vector<Mention>& mentions, const NormalisedText& text) const;

  // In lists offices lose their kind: 医保、税务、民政局 are three, 公安、卫健等部门 two. Adds these to the mentions, in order.
  // `whole_is_list`: the text is a list of addressees or attendees, where a stem alone between marks is a name too.
  void add_clipped(std::vector<Mention>& mentions, Field field, const NormalisedText& text, const Landmarks& landmarks,
                   bool whole_is_list = false) const;

 private:
  struct Clipped {
    std::uint32_t start = 0, end = 0;  // in the normalised text
  };
  void add_stem(std::u32string_view name, std::uint32_t entry);
  std::size_t stem_before(std::u32string_view text, std::size_t end) const;
  void walk_clipped(std::u32string_view text, std::size_t end, bool beside_name, std::vector<Clipped>& found) const;
  void pieces_clipped(std::u32string_view text, std::vector<Clipped>& found) const;
  void add(NameEntry entry);
  void add_unit(std::uint32_t index, const Unit& unit);
  void add_group(std::uint32_t index, const Group& group);
  std::vector<NameEntry> entries_;
  std::set<std::tuple<NameKind, std::uint32_t, std::string>> known_;
  std::unordered_multimap<std::u32string, std::uint32_t> by_text_;  // normalised names of units
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::u32string_view text) const { return std::hash<std::u32string_view>()(text); }
  };
  std::unordered_multimap<std::u32string, std::uint32_t, TextHash, std::equal_to<>> by_stem_;  // the same without 县 before and 局 behind
};

// The first characters of the words before which a list of offices ends (部门, 单位, 负责人).
constexpr std::u32string_view kListEndsBegin = U"部单负主分";

// Longest first: a name inside a longer one, or overlapping an earlier one that is as long, is none. Names inside cited
// titles 《…》 are left out. `hits` are in order of position, longer first, as the matcher gives them.
std::vector<Mention> mentions_of(const std::vector<NameHit>& hits, Field field, const std::u32string& text);

}  // namespace fenliu::rules
