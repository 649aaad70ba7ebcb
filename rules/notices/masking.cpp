// What was found, in order and without overlaps, and what stands instead.
#include "rules/notices/masking.h"

#include <algorithm>
#include <array>

#include "rules/notices/personal_text.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

std::string_view to_string(PersonalKind kind) {
  constexpr std::array<std::string_view, 6> kWords{"id-card", "phone", "bank-card", "plate", "address", "name"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string open_number(std::string_view written) {
  std::string digits;
  for (const char32_t c : PersonalText(to_utf32(written)).text) {
    if (is_digit(c)) digits += static_cast<char>(c);
  }
  return digits;
}

std::vector<PersonalData> personal_data(std::u32string_view original, const OpenNumbers& open) {
  const PersonalText text(original);
  std::vector<PersonalData> found;
  find_numbers(text, open, found);
  find_plates(text, found);
  find_addresses(text, found);
  find_names(text, found);
  // Of overlapping ones the longest stays.
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair(a.range.start, b.range.end) < std::pair(b.range.start, a.range.end);
  });
  std::vector<PersonalData> apart;
  for (const auto& each : found) {
    if (!apart.empty() && each.range.start < apart.back().range.end) {
      if (each.range.end > apart.back().range.end) apart.back().range.end = each.range.end;
      continue;
    }
    apart.push_back(each);
  }
  return apart;
}

std::vector<PersonalData> personal_data(std::string_view text, const OpenNumbers& open) { return personal_data(to_utf32(text), open); }

namespace {

// Digits and letters between the first `head` and the last `tail` become '*'; what parts them stays.
std::u32string stars_between(std::u32string_view original, std::size_t head, std::size_t tail) {
  const PersonalText folded(original);
  const auto counts = [&](std::size_t i) { return is_digit(folded.text[i]) || is_word(folded.text[i]) || is_han(folded.text[i]); };
  std::size_t all = 0, seen = 0;
  for (std::size_t i = 0; i < original.size(); ++i) all += counts(i) ? 1 : 0;
  std::u32string result;
  for (std::size_t i = 0; i < original.size(); ++i) {
    if (!counts(i)) {
      if (folded.text[i] != PersonalText::kJoiner) result += original[i];
      continue;
    }
    const bool shown = seen < head || seen + tail >= all;
    result += shown ? original[i] : U'*';
    ++seen;
  }
  return result;
}

std::u32string hidden_name(std::u32string_view original) {
  std::u32string result(original.substr(0, 1));
  if (is_han(original[0])) return result + std::u32string(std::min<std::size_t>(original.size() - 1, 3), U'*');
  // The surname comes first in Vietnamese; an English name keeps its first letter.
  const auto space = original.find(U' ');
  const auto first = original.substr(0, space);
  const bool vietnamese = std::any_of(original.begin(), original.end(), [](char32_t c) { return c > 0x7F; });
  return (vietnamese ? std::u32string(first) : result) + U" ***";
}

}  // namespace

std::u32string hidden(PersonalKind kind, std::u32string_view original) {
  if (original.empty()) return {};
  switch (kind) {
    case PersonalKind::id_card: return stars_between(original, 3, 2);
    case PersonalKind::bank_card: return stars_between(original, 4, 4);
    case PersonalKind::plate: return stars_between(original, 2, 2);
    case PersonalKind::name: return hidden_name(original);
    case PersonalKind::address: return U"***";
    case PersonalKind::phone: break;
  }
  const auto digits = static_cast<std::size_t>(std::count_if(original.begin(), original.end(), [](char32_t c) { return is_digit(c) || (c >= 0xFF10 && c <= 0xFF19); }));
  const std::size_t tail = digits >= 11 ? 4 : 3;
  return stars_between(original, digits >= tail + 4 ? digits - tail - 4 : 0, tail);
}

MaskedText masked(std::string_view text, const OpenNumbers& open) {
  const auto original = to_utf32(text);
  MaskedText result{"", personal_data(original, open)};
  std::u32string rest;
  std::size_t at = 0;
  for (const auto& each : result.found) {
    rest.append(original, at, each.range.start - at);
    rest += hidden(each.kind, std::u32string_view(original).substr(each.range.start, each.range.end - each.range.start));
    at = each.range.end;
  }
  rest.append(original, at);
  result.text = to_utf8(rest);
  return result;
}

void count_masked(std::vector<Masked>& counts, std::string_view kind, int more) {
  const auto known = std::find_if(counts.begin(), counts.end(), [&](const Masked& each) { return each.kind == kind; });
  if (known != counts.end()) {
    known->count += more;
  } else {
    counts.push_back({std::string(kind), more});
  }
}

}  // namespace fenliu::rules
