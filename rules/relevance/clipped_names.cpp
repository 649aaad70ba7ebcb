// Names of offices clipped in lists: 医保、税务、民政、教育局负责人; 公安、卫健、住建等部门.
#include <algorithm>
#include <string_view>

#include "rules/relevance/names.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using View = std::u32string_view;

constexpr std::size_t kShortestStem = 2, kLongestStem = 8;
constexpr View kOffices[] = {U"委员会", U"大队", U"公司", U"局", U"委", U"办", U"部"};
// What is left of a name, but could be anybody.
constexpr View kNobody[] = {U"政府", U"人民政府", U"党委", U"机关", U"总工会", U"直属", U"工作", U"安全监督"};
// A list of offices ends before these.
constexpr View kEnds[] = {U"部门", U"单位", U"负责人", U"负责同志", U"主要负责", U"分管负责", U"分管领导", U"主要领导"};
constexpr View kBetween[] = {U"等有关", U"等相关", U"等职能", U"等主管", U"等责任", U"等成员", U"等", U"主要", U"分管", U"有关", U"相关",
                             U"职能", U"主管", U"行政", U"的"};

bool is_level(char32_t c) { return View(U"县市区省").find(c) != View::npos; }

// Whether a list's leftmost name may begin after this character.
bool may_precede(char32_t c) { return !is_han(c) || View(U"由请和与及同合向给令派各").find(c) != View::npos; }

// Begins at one of kListEndsBegin.
bool ends_list(View text, std::size_t at) {
  switch (text[at]) {
    case U'部':
    case U'单':
    case U'负':
    case U'主':
    case U'分':
      return std::any_of(std::begin(kEnds), std::end(kEnds), [&](View word) { return text.substr(at, word.size()) == word; });
    default:
      return false;
  }
}

// The end of a list that goes before `at`: without 等有关 and the like.
std::size_t end_of_list(View text, std::size_t at) {
  for (bool again = true; again;) {
    again = false;
    for (const auto word : kBetween) {
      if (at < word.size() || text.substr(at - word.size(), word.size()) != word) continue;
      at -= word.size();
      again = true;
      break;
    }
  }
  return at;
}

}  // namespace

void NameRegistry::add_stem(View name, std::uint32_t entry) {
  if (!name.empty() && is_level(name.front())) name.remove_prefix(1);
  const auto office = std::find_if(std::begin(kOffices), std::end(kOffices), [&](View word) { return name.ends_with(word); });
  if (office == std::end(kOffices)) {
    if (!entries_[entry].weak) return;
  } else {
    name.remove_suffix(office->size());
  }
  if (name.size() < kShortestStem || name.size() > kLongestStem || !is_han(name.front())) return;
  if (std::find(std::begin(kNobody), std::end(kNobody), name) == std::end(kNobody)) {
    by_stem_.emplace(std::u32string(name), entry);
  }
}

std::size_t NameRegistry::stem_before(View text, std::size_t end) const {
  for (auto length = std::min(kLongestStem, end); length >= kShortestStem; --length) {
    if (by_stem_.contains(text.substr(end - length, length))) return end - length;
  }
  return end;
}

// Walks left from the end of a list, stem by stem, while a mark joins them. One stem alone needs a name to its right
// (`beside_name`) and a clean beginning: 加强教育、水务局 lists a topic.
void NameRegistry::walk_clipped(View text, std::size_t end, bool beside_name, std::vector<Clipped>& found) const {
  std::vector<Clipped> list;
  bool clean = true;
  while (end >= kShortestStem) {
    const auto start = stem_before(text, end);
    if (start == end) break;
    list.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)});
    auto at = start;
    if (at > 0 && is_level(text[at - 1])) --at;
    clean = at == 0 || may_precede(text[at - 1]);
    if (at == 0 || View(U"、和与及").find(text[at - 1]) == View::npos) break;
    end = at - 1;
  }
  if (list.size() > 1 || (beside_name && clean)) found.insert(found.end(), list.begin(), list.end());
}

// Every piece of a list that is nothing but a stem.
void NameRegistry::pieces_clipped(View text, std::vector<Clipped>& found) const {
  for (std::size_t at = 0; at < text.size();) {
    auto end = at;
    while (end < text.size() && View(U"、,;:\n").find(text[end]) == View::npos) ++end;
    auto start = at;
    if (start < end && is_level(text[start])) ++start;
    auto until = end;
    for (const auto word : kEnds) {
      if (const auto ends = text.substr(start, end - start).find(word); ends != View::npos) until = std::min(until, start + ends);
    }
    until = end_of_list(text, until);
    if (until > start && by_stem_.contains(text.substr(start, until - start))) {
      found.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(until)});
    }
    at = end + 1;
  }
}

void NameRegistry::add_clipped(std::vector<Mention>& mentions, Field field, const NormalisedText& normalised,
                               const Landmarks& landmarks, bool whole_is_list) const {
  const View text = normalised.text;
  std::vector<Clipped> found;
  for (const auto& mention : mentions) {
    const auto& entry = entries_[mention.names.front()];
    if (entry.kind != NameKind::unit || entry.weak || View(U"局委办部").find(text[mention.end - 1]) == View::npos) continue;
    auto at = mention.start;
    if (at > 0 && is_level(text[at - 1])) --at;
    if (at > kShortestStem && text[at - 1] == U'、') walk_clipped(text, at - 1, true, found);
  }
  for (const auto at : landmarks.list_ends) {
    if (at >= kShortestStem && ends_list(text, at)) walk_clipped(text, end_of_list(text, at), false, found);
  }
  if (whole_is_list) pieces_clipped(text, found);
  const auto known = mentions.size();
  for (const auto& clipped : found) {
    const bool taken = std::any_of(mentions.begin(), mentions.end(), [&](const Mention& mention) {
      return clipped.start < mention.end && mention.start < clipped.end;
    });
    if (taken) continue;
    Mention mention{clipped.start, clipped.end, normalised.stored(clipped.start, clipped.end), field, {}, false};
    const auto [first, last] = by_stem_.equal_range(text.substr(clipped.start, clipped.end - clipped.start));
    for (auto stem = first; stem != last; ++stem) mention.names.push_back(stem->second);
    mentions.push_back(std::move(mention));
  }
  if (mentions.size() > known) {
    std::sort(mentions.begin(), mentions.end(), [](const Mention& a, const Mention& b) { return a.start < b.start; });
  }
}

}  // namespace fenliu::rules
