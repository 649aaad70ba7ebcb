// `near`: one occurrence of each term, none overlapping, any order, in one sentence, each gap at most `within`.
#include <algorithm>
#include <tuple>

#include "rules/matching/evaluation.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

bool ends_sentence(const std::u32string& text, std::size_t i) {
  switch (text[i]) {
    case U'\u3002': case U'!': case U'?': case U';': case U'\n':
      return true;
    case U'.':
      return i + 1 == text.size() || text[i + 1] == U' ' || text[i + 1] == U'\n';
    default:
      return false;
  }
}

// Whether `later` may stand directly after `earlier` in a chain.
bool follows(const Placed& earlier, const Placed& later, int within) {
  return earlier.occurrence.place == later.occurrence.place && earlier.sentence == later.sentence &&
         earlier.occurrence.end <= later.occurrence.start &&
         later.occurrence.start - earlier.occurrence.end <= static_cast<std::uint32_t>(within);
}

}  // namespace

// Dynamic programming over occurrences in order of position and the set of children that the chain has used.
bool Evaluation::near_holds(const ConditionNode& node, std::vector<Found>& found) {
  const auto children = node.child_count;
  auto& placed = scratch_.placed;
  placed.clear();
  for (std::uint32_t child = 0; child < children; ++child) {
    const auto at = node.first_child + child;
    const auto& each = compiled_.nodes[at];
    const auto collect = [&](std::uint32_t term) {
      each_occurrence(compiled_.nodes[term], [&](const Occurrence& occurrence) {
        placed.push_back({occurrence, child, term, 0});
        return true;
      });
    };
    if (each.kind == ConditionKind::term) {
      collect(at);
    } else {
      for (std::uint32_t i = 0; i < each.child_count; ++i) collect(each.first_child + i);
    }
    if (placed.empty() || placed.back().child != child) return false;
  }
  std::sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.occurrence.place, a.occurrence.start, a.node) < std::tuple(b.occurrence.place, b.occurrence.start, b.node);
  });
  std::uint32_t sentence = 0, position = 0;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    const auto& text = text_of(placed[i].occurrence.place).text;
    const bool first_of_place = i == 0 || placed[i - 1].occurrence.place != placed[i].occurrence.place;
    if (first_of_place) ++sentence, position = placed[i].occurrence.start;
    for (; position < placed[i].occurrence.start; ++position) sentence += ends_sentence(text, position);
    placed[i].sentence = sentence;
  }
  const std::size_t sets = std::size_t{1} << children;
  constexpr int kFirst = -1, kUnreachable = -2;
  auto& from = scratch_.chains;  // the occurrence before, by occurrence and set of children used
  from.assign(placed.size() * sets, kUnreachable);
  for (std::size_t i = 0; i < placed.size(); ++i) {
    const auto& last = placed[i];
    const std::size_t own = std::size_t{1} << last.child;
    int* const of_last = from.data() + i * sets;
    of_last[own] = kFirst;
    for (std::size_t j = i; j-- > 0 && placed[j].sentence == last.sentence;) {
      if (!follows(placed[j], last, node.source->within)) continue;
      for (std::size_t set = 0; set < sets; ++set) {
        if (from[j * sets + set] != kUnreachable && (set & own) == 0 && of_last[set | own] == kUnreachable) {
          of_last[set | own] = static_cast<int>(j);
        }
      }
    }
    if (of_last[sets - 1] == kUnreachable) continue;
    const auto first = static_cast<std::ptrdiff_t>(found.size());
    std::size_t set = sets - 1;
    for (int at = static_cast<int>(i); at >= 0;) {
      const auto& each = placed[static_cast<std::size_t>(at)];
      found.push_back({&compiled_.nodes[each.node], each.occurrence});
      at = from[static_cast<std::size_t>(at) * sets + set];
      set &= ~(std::size_t{1} << each.child);
    }
    std::reverse(found.begin() + first, found.end());
    return true;
  }
  return false;
}

}  // namespace fenliu::rules
