// Lists of names and what the clause around each says.
#include "rules/relevance/clauses.h"

#include <algorithm>
#include <string_view>

#include "rules/relevance/clause_phrases.h"
#include "rules/relevance/unknown_places.h"

namespace fenliu::rules {

namespace {

using View = std::u32string_view;

// 除…外 needs its end; "除" alone may mean "apart from doing".
bool closes_exclusion(View after) {
  constexpr std::size_t kFar = 12;
  return after.substr(0, kFar).find(U'外') != View::npos || after.starts_with(U")");
}

ClauseRole combined(ClauseRole first, ClauseRole last) {
  if (last == ClauseRole::excluded || last == ClauseRole::venue) return last;
  if (first == ClauseRole::venue) return first;
  // 会同县公安局负责: who is called in supports whatever the verb.
  if (first == ClauseRole::support) return first;
  // 根据县气象局要求 asks nothing of it; 报县应急局负责… does.
  if (first == ClauseRole::inform) return last == ClauseRole::lead ? last : first;
  if (last == ClauseRole::lead || last == ClauseRole::support) return last;
  if (first == ClauseRole::lead || first == ClauseRole::named) return first;
  return last;
}

void judge(NamedList& list, View text) {
  constexpr std::size_t kContext = 32;
  const auto start = list.mentions.front().start, end = list.mentions.back().end;
  const auto from = start > kContext ? start - kContext : 0;
  const auto before = text.substr(from, start - from);
  const auto after = text.substr(end, kContext);
  auto first = role_before(before);
  list.invites = invites(before);
  const auto last = goes_on_to_a_room(after) ? ClauseRole::venue : role_after(after);
  const bool chinese = !before.empty() && before.back() > 0x2E7F;
  if (first == ClauseRole::excluded && chinese && before.back() == U'除' && !closes_exclusion(after)) first = ClauseRole::none;
  list.in_clause = first != ClauseRole::none || last != ClauseRole::none;
  if (first == ClauseRole::excluded) {
    list.role = first;
  } else if (list.in_clause) {
    list.role = combined(first, last);
  }
}

}  // namespace

std::vector<NamedList> named_lists(std::vector<Mention> mentions, const std::u32string& stored) {
  const View text = stored;
  std::vector<NamedList> lists;
  lists.reserve(mentions.size());
  for (auto& mention : mentions) {
    const auto until = lists.empty() ? 0 : lists.back().mentions.back().end;
    const bool continues = !lists.empty() && separates(text.substr(until, mention.start - until));
    if (!continues) lists.emplace_back();
    const auto from = mention.start > 12 ? mention.start - 12 : 0;
    mention.pool = is_subset(text.substr(from, mention.start - from), text.substr(mention.end, 16));
    lists.back().mentions.push_back(std::move(mention));
  }
  for (auto& list : lists) judge(list, text);
  return lists;
}

std::vector<NamedList> lists_in(const NameRegistry& registry, const std::vector<NameHit>& hits, Field field, const NormalisedText& text,
                                const Landmarks& landmarks, const std::string& stored) {
  auto mentions = mentions_of(hits, field, text.text);
  registry.add_merged(mentions, text);
  registry.add_clipped(mentions, field, text, landmarks);
  drop_continued_names(mentions, text, stored, registry.entries());
  return named_lists(std::move(mentions), text.text);
}

}  // namespace fenliu::rules
