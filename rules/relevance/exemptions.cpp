// Exempt lists and lists of quarrels.
#include "rules/relevance/exemptions.h"

#include <algorithm>
#include <string_view>

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using View = std::u32string_view;

constexpr std::size_t kLongest = 72;

bool one_of(char32_t c, View characters) { return characters.find(c) != View::npos; }
bool ends_clause(char32_t c) { return one_of(c, U",。;:!?\n"); }
bool ends_sentence(char32_t c) { return one_of(c, U"。;!?\n"); }

// No line may end inside a range: between Han it leaves no character of its own.
class Lines {
 public:
  explicit Lines(const NormalisedText& text) : text_(text) {}
  bool breaks_at(std::size_t i) const { return std::binary_search(text_.breaks.begin(), text_.breaks.end(), i); }

 private:
  const NormalisedText& text_;
};

std::size_t clause_start(View text, const Lines& lines, std::size_t at) {
  const auto least = at > kLongest ? at - kLongest : 0;
  while (at > least && !ends_clause(text[at - 1]) && !lines.breaks_at(at)) --at;
  return at;
}

// 清除, 解除 take nothing out, 除雪 and 除夕 neither.
bool is_exempting(View text, std::size_t at) {
  if (at > 0 && one_of(text[at - 1], U"清解消拆排废扣免去控根铲驱删开切祛破撤剔")) return false;
  return at + 1 >= text.size() || !one_of(text[at + 1], U"雪冰夕险尘湿四草害霜锈");
}

// The 外 that ends a list begun at `from`, if it exempts.
std::size_t end_of_exemption(View text, const Lines& lines, std::size_t from) {
  for (auto at = from; at < text.size() && at < from + kLongest; ++at) {
    if (ends_sentence(text[at]) || lines.breaks_at(at)) return View::npos;
    if (text[at] != U'外' || one_of(text[at - 1], U"户室境国对校野意例海")) continue;
    auto after = text.substr(at + 1, 4);
    const bool closes = after.empty() || one_of(after.front(), U",;。:)其一均都全不严禁停") || one_of(text[at - 1], U"以之");
    if (!closes) continue;
    if (!after.empty() && after.front() == U',') after.remove_prefix(1);
    const bool adds = !after.empty() && (one_of(after.front(), U"还也仍另并更再") || after.starts_with(U"同时"));
    return adds ? View::npos : at;
  }
  return View::npos;
}

// 除 at `at`.
void add_exemption(View text, const Lines& lines, std::size_t at, const NormalisedText& normalised, std::vector<TextRange>& ranges) {
  if (!is_exempting(text, at)) return;
  if (at + 1 < text.size() && text[at + 1] == U'外') {
    const auto start = clause_start(text, lines, at);
    if (start < at) ranges.push_back(normalised.stored(start, at));
  } else if (const auto end = end_of_exemption(text, lines, at + 1); end != View::npos) {
    ranges.push_back(normalised.stored(at, end));
  }
}

// 征地拆迁、劳资、婚恋家庭等纠纷: what people quarrel about, when a list says so. 纠纷 or 矛盾 at `at`.
void add_quarrel(View text, const Lines& lines, std::size_t at, const NormalisedText& normalised, std::vector<TextRange>& ranges) {
  constexpr std::size_t kGap = 8;
  if (text.substr(at, 2) != U"纠纷" && text.substr(at, 2) != U"矛盾") return;
  const auto start = clause_start(text, lines, at);
  const auto list = text.substr(start, at - start);
  const auto closed = list.rfind(U'等');
  if (closed == View::npos || list.size() - closed > kGap || std::count(list.begin(), list.end(), U'、') < 2) return;
  ranges.push_back(normalised.stored(start, at));
}

// trừ or except at `at`. At a sentence's beginning only up to the comma before the main clause.
void add_spaced(View text, std::size_t at, const NormalisedText& normalised, std::vector<TextRange>& ranges) {
  static constexpr View kWords[] = {U"trừ ", U"except "};
  static constexpr View kOthers[] = {U"loại ", U"diệt ", U"phòng ", U"khấu ", U"bài ", U"giảm "};
  const auto before = text.substr(0, at);
  if (at > 0 && !one_of(text[at - 1], U" (,;\n")) return;
  if (std::none_of(std::begin(kWords), std::end(kWords), [&](View word) { return text.substr(at, word.size()) == word; })) return;
  if (std::any_of(std::begin(kOthers), std::end(kOthers), [&](View other) { return before.ends_with(other); })) return;
  const bool leads = at == 0 || before.ends_with(U". ") || before.back() == U'\n';
  auto end = at;
  while (end < text.size() && end < at + 2 * kLongest && !one_of(text[end], U".;)\n") && !(leads && text[end] == U',')) ++end;
  ranges.push_back(normalised.stored(at, end));
}

}  // namespace

std::vector<TextRange> exempted(const NormalisedText& normalised) {
  std::vector<TextRange> ranges;
  const View text = normalised.text;
  const Lines lines(normalised);
  for (std::size_t at = 0; at < text.size(); ++at) {
    switch (text[at]) {
      case U'除':
        add_exemption(text, lines, at, normalised, ranges);
        break;
      case U'纠':
      case U'矛':
        add_quarrel(text, lines, at, normalised, ranges);
        break;
      case U't':
      case U'e':
        add_spaced(text, at, normalised, ranges);
        break;
      default:
        break;
    }
  }
  std::sort(ranges.begin(), ranges.end(), [](const TextRange& a, const TextRange& b) { return a.start < b.start; });
  return ranges;
}

}  // namespace fenliu::rules
