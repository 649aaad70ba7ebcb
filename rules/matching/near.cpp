// `near`: one occurrence of each term, none overlapping, any order, in one sentence, each gap at most `within`.
#include <algorithm>

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

struct Placed {
  Occurrence occurrence;
  std::uint32_t child = 0;       // index below `near`
  std::uint32_t node = 0;        // the term that it fulfils
  std::uint32_t sentence = 0;
  std::vector<int> from;         // by set of children: the occurrence before, -1 none needed, -2 not reachable
};

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
  std::vector<Placed> placed;
  for (std::uint32_t child = 0; child < children; ++child) {
    const auto at = node.first_child + child;
    const auto& each = compiled_.nodes[at];
    const auto collect = [&](std::uint32_t term) {
      each_occurrence(compiled_.nodes[term], [&](const Occurrence& occurrence) {
        placed.push_back({occurrence, child, term, 0, {}});
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
  std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) {
    return std::pair(a.occurrence.place, a.occurrence.start) < std::pair(b.occurrence.place, b.occurrence.start);
  });
  std::uint32_t sentence = 0, position = 0;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    const auto& text = text_of(placed[i].occurrence.place).text;
    if (i > 0 && placed[i - 1].occurrence.place != placed[i].occurrence.place) ++sentence, position = 0;
    for (; position < placed[i].occurrence.start; ++position) sentence += ends_sentence(text, position);
    placed[i].sentence = sentence;
  }
  const std::size_t sets = std::size_t{1} << children;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    auto& last = placed[i];
    const std::size_t own = std::size_t{1} << last.child;
    last.from.assign(sets, -2);
    last.from[own] = -1;
    for (std::size_t j = i; j-- > 0 && placed[j].sentence == last.sentence;) {
      if (!follows(placed[j], last, node.source->within)) continue;
      for (std::size_t set = 0; set < sets; ++set) {
        if (placed[j].from[set] != -2 && (set & own) == 0 && last.from[set | own] == -2) {
          last.from[set | own] = static_cast<int>(j);
        }
      }
    }
    if (last.from[sets - 1] == -2) continue;
    std::vector<Found> chain;
    std::size_t set = sets - 1;
    for (int at = static_cast<int>(i); at >= 0;) {
      const auto& each = placed[static_cast<std::size_t>(at)];
      chain.push_back({&compiled_.nodes[each.node], each.occurrence});
      at = each.from[set];
      set &= ~(std::size_t{1} << each.child);
    }
    found.insert(found.end(), chain.rbegin(), chain.rend());
    return true;
  }
  return false;
}

}  // namespace fenliu::rules
