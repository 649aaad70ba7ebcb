// Names of units, groups and places.
#include "rules/relevance/names.h"

#include <algorithm>
#include <string_view>

#include "rules/text/normalise.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using View = std::u32string_view;

// Two Han characters that do not end like an office's name.
bool is_weak(View name) {
  if (name.size() > 2 || name.empty() || !is_han(name.back())) return false;
  return View(U"局办委部院处科").find(name.back()) == View::npos;
}

// 县教育局 → 教育局, 县委组织部 → 组织部. Empty where too little would be left to tell the unit by.
std::u32string without_level(View name) {
  constexpr std::size_t kShortest = 3;
  View rest = name;
  if (rest.starts_with(U"县委") || rest.starts_with(U"市委") || rest.starts_with(U"区委")) {
    rest.remove_prefix(2);
  } else if (!rest.empty() && View(U"县市区省旗州").find(rest.front()) != View::npos) {
    rest.remove_prefix(1);
  } else {
    return {};
  }
  static constexpr View kTooGeneral[] = {U"办公室", U"政府办", U"人民政府", U"总值班室", U"督查室", U"指挥部", U"政府办公室"};
  const bool general = std::find(std::begin(kTooGeneral), std::end(kTooGeneral), rest) != std::end(kTooGeneral);
  return rest.size() < kShortest || general || rest.front() == U'委' ? std::u32string{} : std::u32string(rest);
}

// Phrases that mean a subset of the group: 各部门 → 各有关部门, 有关部门; 县直各单位 → 县直有关单位.
std::vector<std::u32string> subsets_of(View phrase) {
  std::vector<std::u32string> subsets;
  const auto at = phrase.find(U'各');
  if (at == View::npos || phrase.find(U"有关") != View::npos || phrase.find(U"相关") != View::npos) return subsets;
  const std::u32string before(phrase.substr(0, at)), after(phrase.substr(at + 1));
  for (const View word : {View(U"各有关"), View(U"各相关"), View(U"有关"), View(U"相关")}) {
    subsets.push_back(before + std::u32string(word) + after);
  }
  return subsets;
}

// Ranges of 《…》 in a text.
std::vector<std::pair<std::size_t, std::size_t>> cited(const std::u32string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> ranges;
  if (count_characters(text, [](char32_t c) { return c == U'《'; }) == 0) return ranges;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != U'《') continue;
    const auto close = text.find(U'》', i);
    if (close == std::u32string::npos) break;
    ranges.emplace_back(i, close);
    i = close;
  }
  return ranges;
}

// 民政 inside 人民政府 is no name.
bool is_inside_a_word(const std::u32string& text, std::uint32_t start, std::uint32_t end) {
  static constexpr View kWords[] = {U"人民政府", U"人民政治", U"trạm y tế", U"cơ sở y tế", U"nhân viên y tế", U"trung tâm y tế",
                                     U"bảo hiểm y tế", U"khai báo y tế", U"cách ly y tế"};
  for (const View word : kWords) {
    if (end - start >= word.size() || is_han(word.front()) != is_han(text[start])) continue;
    // Every place at which the word would hold the name.
    for (auto from = end > word.size() ? end - word.size() : 0; from <= start; ++from) {
      if (text.compare(from, word.size(), word) == 0) return true;
    }
  }
  return false;
}

}  // namespace

NameRegistry::NameRegistry(const Organisation& organisation) {
  for (std::uint32_t i = 0; i < organisation.units.size(); ++i) add_unit(i, organisation.units[i]);
  for (std::uint32_t i = 0; i < organisation.groups.size(); ++i) add_group(i, organisation.groups[i]);
}

void NameRegistry::add_unit(std::uint32_t index, const Unit& unit) {
  std::vector<std::string> names = unit.aliases;
  for (const auto& [language, name] : unit.name) names.push_back(name);
  for (const auto& former : unit.former) names.push_back(former.name);
  for (const auto& name : names) {
    const auto text = normalise_term(name);
    const auto dated = unit.alias_valid.find(name);
    const auto valid = dated == unit.alias_valid.end() ? DateRange{} : dated->second;
    add({NameKind::unit, index, is_weak(text), false, name, valid});
    if (unit.outside) continue;
    if (const auto shorter = without_level(text); !shorter.empty()) {
      add({NameKind::unit, index, false, false, to_utf8(shorter), valid});
    }
  }
  for (const auto& place : unit.places) add({NameKind::place, index, false, false, place});
}

namespace {

bool names_members(View phrase) {
  static constexpr View kMembers[] = {U"成员", U"thành viên", U"member"};
  return std::any_of(std::begin(kMembers), std::end(kMembers), [&](View word) { return phrase.find(word) != View::npos; });
}

}  // namespace

void NameRegistry::add_group(std::uint32_t index, const Group& group) {
  std::vector<std::string> phrases = group.match;
  for (const auto& [language, name] : group.name) phrases.push_back(name);
  for (const auto& phrase : phrases) {
    const auto text = normalise_term(phrase);
    const bool subset = text.find(U"有关") != std::u32string::npos || text.find(U"相关") != std::u32string::npos;
    NameEntry entry{NameKind::group, index, is_weak(text), subset, phrase, {}, false};
    entry.committee_itself = !group.members.empty() && !names_members(text);
    add(std::move(entry));
    for (const auto& each : subsets_of(text)) add({NameKind::group, index, false, true, to_utf8(each)});
  }
}

void NameRegistry::add(NameEntry entry) {
  if (!known_.emplace(entry.kind, entry.index, entry.text).second) return;
  const bool unit = entry.kind == NameKind::unit;
  const auto text = normalise_term(entry.text);
  const auto index = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back(std::move(entry));
  if (!unit) return;
  by_text_.emplace(text, index);
  add_stem(text, index);
}

void NameRegistry::add_merged(std::vector<Mention>& mentions, const NormalisedText& normalised) const {
  const auto& text = normalised.text;
  constexpr std::uint32_t kLongestStem = 8, kShortestStem = 2;
  for (auto& mention : mentions) {
    if (mention.start < kShortestStem + 1 || entries_[mention.names.front()].kind != NameKind::unit) continue;
    const auto office = text[mention.end - 1];
    if (View(U"局委办").find(office) == View::npos || View(U"和与").find(text[mention.start - 1]) == View::npos) continue;
    for (auto length = std::min(kLongestStem, mention.start - 1); length >= kShortestStem; --length) {
      const auto from = mention.start - 1 - length;
      // The stem begins where a name may: 加强教育和公安局 names no office of education.
      const bool begins = from == 0 || View(U"县市区由请").find(text[from - 1]) != View::npos || !is_han(text[from - 1]);
      const auto [first, last] = by_text_.equal_range(text.substr(from, length) + office);
      if (!begins || first == last) continue;
      for (auto found = first; found != last; ++found) mention.names.push_back(found->second);
      mention.start = from;
      mention.range = normalised.stored(from, mention.end);
      break;
    }
  }
}

std::vector<std::string> NameRegistry::texts() const {
  std::vector<std::string> texts;
  for (const auto& entry : entries_) texts.push_back(entry.text);
  return texts;
}

std::vector<Mention> mentions_of(const std::vector<NameHit>& hits, Field field, const std::u32string& text) {
  std::vector<Mention> mentions;
  if (std::none_of(hits.begin(), hits.end(), [&](const NameHit& hit) { return hit.field == field; })) return mentions;
  mentions.reserve(hits.size());
  const auto citations = cited(text);
  for (const auto& hit : hits) {
    if (hit.field != field) continue;
    const bool quoted = std::any_of(citations.begin(), citations.end(), [&](const auto& range) {
      return range.first < hit.start && hit.end <= range.second;
    });
    if (quoted || is_inside_a_word(text, hit.start, hit.end)) continue;
    if (!mentions.empty()) {
      auto& last = mentions.back();
      if (hit.start == last.start && hit.end == last.end) {
        last.names.push_back(hit.name);
        continue;
      }
      if (hit.start < last.end) {
        // A longer name that begins inside a shorter one wins over it.
        if (hit.end - hit.start <= last.end - last.start) continue;
        mentions.pop_back();
      }
    }
    mentions.push_back({hit.start, hit.end, hit.range, field, {hit.name}, false});
  }
  return mentions;
}

}  // namespace fenliu::rules
