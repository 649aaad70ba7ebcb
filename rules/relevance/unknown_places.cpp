// Names that go on beyond what the organisation knows.
#include "rules/relevance/unknown_places.h"

#include <algorithm>
#include <string_view>

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using View = std::u32string_view;

constexpr View kCommunes[] = {U"xã", U"thị trấn"};
constexpr View kCommittee = U"ban chỉ đạo";
// What may follow a committee's name, capital or not, without making it another.
constexpr View kSameCommittee[] = {U"huyện", U"phòng,", U"covid"};

bool is_capital(char32_t c) {
  const auto written = to_utf8(std::u32string(1, c));
  return fold_case(written) != written;
}

// Whether a capital letter follows `end` and one blank.
bool goes_on_capital(const NormalisedText& text, std::size_t end, const std::u32string& stored) {
  if (end + 1 >= text.text.size() || text.text[end] != U' ') return false;
  const auto at = text.origin(end + 1).start;
  return at < stored.size() && is_capital(stored[at]);
}

bool ends_like(View name, View word) {
  return name.ends_with(word) && (name.size() == word.size() || name[name.size() - word.size() - 1] == U' ');
}

bool is_another(const Mention& mention, const NormalisedText& text, const std::u32string& stored) {
  const View all = text.text;
  const auto name = all.substr(mention.start, mention.end - mention.start);
  if (std::any_of(std::begin(kCommunes), std::end(kCommunes), [&](View word) { return ends_like(name, word); })) {
    return !name.starts_with(U"các ") && name.find(U',') == View::npos && goes_on_capital(text, mention.end, stored);
  }
  if (!ends_like(name, kCommittee) || !goes_on_capital(text, mention.end, stored)) return false;
  const auto after = all.substr(mention.end + 1);
  return std::none_of(std::begin(kSameCommittee), std::end(kSameCommittee), [&](View word) { return after.starts_with(word); });
}

}  // namespace

void drop_continued_names(std::vector<Mention>& mentions, const NormalisedText& text, const std::string& stored,
                          const std::vector<NameEntry>& entries) {
  const auto may_go_on = [&](const Mention& mention) {
    return entries[mention.names.front()].kind == NameKind::group && !is_han(text.text[mention.end - 1]);
  };
  if (std::none_of(mentions.begin(), mentions.end(), may_go_on)) return;
  const auto written = to_utf32(stored);
  std::erase_if(mentions, [&](const Mention& mention) { return may_go_on(mention) && is_another(mention, text, written); });
}

bool names_unknown_commune(const std::vector<NamedList>& lists, const NormalisedText& text, const std::string& stored) {
  static constexpr View kKinds[] = {U"xã ", U"ấp ", U"thôn "};
  const View all = text.text;
  // One letter of each kind: a text without them is done at once.
  if (count_characters(all, [](char32_t c) { return (c == U'ã') | (c == U'ấ') | (c == U'ô'); }) == 0) return false;
  std::u32string written;
  const auto is_known = [&](std::size_t name) {
    return std::any_of(lists.begin(), lists.end(), [&](const NamedList& list) {
      return std::any_of(list.mentions.begin(), list.mentions.end(),
                         [&](const Mention& mention) { return mention.start <= name && name < mention.end; });
    });
  };
  for (const auto kind : kKinds) {
    for (auto at = all.find(kind); at != View::npos; at = all.find(kind, at + 1)) {
      if ((at > 0 && is_letter_or_digit(all[at - 1])) || is_known(at + kind.size())) continue;
      if (written.empty()) written = to_utf32(stored);
      if (goes_on_capital(text, at + kind.size() - 1, written)) return true;
    }
  }
  return false;
}

}  // namespace fenliu::rules
