// The sentence of an item that made a reason, with its words marked.
#include <algorithm>

#include "rules/decision/decision.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

bool ends_sentence(std::u32string_view text, std::size_t i) {
  if (std::u32string_view(U"\u3002\uFF01\uFF1F\uFF1B!?;\n").find(text[i]) != std::u32string_view::npos) return true;
  // "by 5 p.m. on Monday" goes on.
  return text[i] == U'.' && i + 2 < text.size() && text[i + 1] == U' ' && !(text[i + 2] >= U'a' && text[i + 2] <= U'z');
}

bool holds(std::u32string_view text, const Evidence& evidence) {
  const auto& range = evidence.range;
  return range.end <= text.size() && text.substr(range.start, range.end - range.start) == to_utf32(evidence.term);
}

// A condition `in: title` reads the item's title, whatever the part's own title is.
std::u32string text_of(const Item& item, const Part& part, const Evidence& evidence) {
  if (evidence.field != Field::title) return to_utf32(part.text);
  auto own = to_utf32(part.title);
  auto whole = to_utf32(item.title);
  const bool of_item = !holds(own, evidence) && (holds(whole, evidence) || evidence.range.end > own.size());
  return of_item ? whole : own;
}

}  // namespace

std::string marked_sentence(const Item& item, const Cause& cause) {
  if (cause.evidence.empty()) return "";
  const auto& first = cause.evidence.front();
  const auto part = std::find_if(item.parts.begin(), item.parts.end(),
                                 [&](const auto& each) { return each.part_id == cause.part; });
  if (part == item.parts.end() || (first.field != Field::text && first.field != Field::title) ||
      first.range.end == first.range.start) {
    return "【" + first.term + "】";
  }
  const auto text = text_of(item, *part, first);
  std::size_t start = std::min<std::size_t>(first.range.start, text.size());
  std::size_t end = std::min<std::size_t>(first.range.end, text.size());
  while (start > 0 && !ends_sentence(text, start - 1)) --start;
  while (end < text.size() && !ends_sentence(text, end)) ++end;
  while (start < end && is_space(text[start])) ++start;
  // Words that overlap or touch are marked as one: 【应急物资储备】.
  std::vector<bool> marked(text.size() + 1, false);
  for (const auto& each : cause.evidence) {
    if (each.field != first.field) continue;
    for (auto i = each.range.start; i < each.range.end && i < text.size(); ++i) marked[i] = true;
  }
  std::u32string sentence;
  for (std::size_t i = start; i < end; ++i) {
    if (marked[i] && (i == start || !marked[i - 1])) sentence += U'【';
    sentence += text[i];
    if (marked[i] && (i + 1 == end || !marked[i + 1])) sentence += U'】';
  }
  return to_utf8(sentence);
}

}  // namespace fenliu::rules
