// Names of units, groups and places.
#include "rules/relevance/names.h"

#include <algorithm>

#include "rules/text/normalise.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

// Two Han characters that do not end like an office's name.
bool is_weak(const std::string& name) {
  const auto text = normalise_term(name);
  if (text.size() > 2 || text.empty() || !is_han(text.back())) return false;
  return std::u32string_view(U"局办委部院处科").find(text.back()) == std::u32string_view::npos;
}

// Ranges of 《…》 in a text.
std::vector<std::pair<std::size_t, std::size_t>> cited(const std::u32string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> ranges;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != U'《') continue;
    const auto close = text.find(U'》', i);
    if (close == std::u32string::npos) break;
    ranges.emplace_back(i, close);
    i = close;
  }
  return ranges;
}

}  // namespace

NameRegistry::NameRegistry(const Organisation& organisation) {
  for (std::uint32_t i = 0; i < organisation.units.size(); ++i) {
    const auto& unit = organisation.units[i];
    for (const auto& [language, name] : unit.name) add(NameKind::unit, i, name);
    for (const auto& alias : unit.aliases) add(NameKind::unit, i, alias);
    for (const auto& former : unit.former) add(NameKind::unit, i, former.name);
    for (const auto& place : unit.places) add(NameKind::place, i, place);
  }
  for (std::uint32_t i = 0; i < organisation.groups.size(); ++i) {
    for (const auto& match : organisation.groups[i].match) add(NameKind::group, i, match);
    for (const auto& [language, name] : organisation.groups[i].name) add(NameKind::group, i, name);
  }
}

void NameRegistry::add(NameKind kind, std::uint32_t index, const std::string& text) {
  const bool known = std::any_of(entries_.begin(), entries_.end(), [&](const auto& each) {
    return each.kind == kind && each.index == index && each.text == text;
  });
  if (!known) entries_.push_back({kind, index, kind == NameKind::unit && is_weak(text), {}, text});
}

std::vector<std::string> NameRegistry::texts() const {
  std::vector<std::string> texts;
  for (const auto& entry : entries_) texts.push_back(entry.text);
  return texts;
}

std::vector<Mention> mentions_of(const std::vector<NameHit>& hits, Field field, const std::u32string& text) {
  // By position and length: of names that begin together the longest comes first.
  std::vector<Mention> mentions;
  const auto citations = cited(text);
  for (const auto& hit : hits) {
    if (hit.field != field) continue;
    const bool quoted = std::any_of(citations.begin(), citations.end(), [&](const auto& range) {
      return range.first < hit.start && hit.end <= range.second;
    });
    if (quoted) continue;
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
    mentions.push_back({hit.start, hit.end, hit.range, field, {hit.name}});
  }
  return mentions;
}

}  // namespace fenliu::rules
