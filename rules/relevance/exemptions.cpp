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

// 征地拆迁、劳资、婚恋家庭等纠纷, 发生伤亡、垮塌、舆情等情况: what people quarrel about or what may happen, when a list closed by 等 at
// `at` says so.
void add_occasions(View text, const Lines& lines, std::size_t at, const NormalisedText& normalised, std::vector<TextRange>& ranges) {
  static constexpr View kQuarrels[] = {U"纠纷", U"矛盾"};
  static constexpr View kEvents[] = {U"情况", U"情形", U"事件", U"事故"};
  static constexpr View kHappens[] = {U"发生", U"出现", U"遇", U"如有", U"若有"};
  constexpr std::size_t kGap = 8;
  const auto after = text.substr(at + 1, kGap);
  const auto holds = [](View where) { return [where](View word) { return where.find(word) != View::npos; }; };
  const bool quarrel = std::any_of(std::begin(kQuarrels), std::end(kQuarrels), holds(after));
  const bool event = std::any_of(std::begin(kEvents), std::end(kEvents), holds(after));
  if (!quarrel && !event) return;
  const auto start = clause_start(text, lines, at);
  const auto list = text.substr(start, at - start);
  if (std::count(list.begin(), list.end(), U'、') < 2) return;
  if (quarrel || std::any_of(std::begin(kHappens), std::end(kHappens), holds(list))) ranges.push_back(normalised.stored(start, at));
}

// 上一篇:…, 相关阅读:… at `at`: to the end of its line.
void add_page_words(View text, const Lines& lines, std::size_t at, const NormalisedText& normalised, std::vector<TextRange>& ranges) {
  static constexpr View kWords[] = {U"上一篇", U"下一篇", U"相关链接", U"相关阅读", U"相关新闻", U"相关文章"};
  const auto word = std::find_if(std::begin(kWords), std::end(kWords), [&](View each) { return text.substr(at, each.size()) == each; });
  if (word == std::end(kWords)) return;
  auto end = at + word->size();
  while (end < text.size() && text[end] != U'\n' && !lines.breaks_at(end)) ++end;
  ranges.push_back(normalised.stored(at, end));
}

// 根据…要求, and căn cứ … , at `at`, where a clause begins: the basis, up to the comma before what is ordered.
void add_basis(View text, const Lines& lines, std::size_t at, const NormalisedText& normalised, std::vector<TextRange>& ranges) {
  static constexpr View kWords[] = {U"根据", U"依据", U"依照", U"按照", U"遵照", U"căn cứ "};
  if (at > 0 && !ends_clause(text[at - 1]) && text[at - 1] != U' ' && !lines.breaks_at(at)) return;
  if (std::none_of(std::begin(kWords), std::end(kWords), [&](View word) { return text.substr(at, word.size()) == word; })) return;
  for (auto end = at; end < text.size() && end < at + 2 * kLongest; ++end) {
    if (ends_sentence(text[end]) || (end > at && lines.breaks_at(end))) return;
    if (text[end] != U',') continue;
    ranges.push_back(normalised.stored(at, end));
    return;
  }
}

// Where the sentence around `at` begins.
std::size_t sentence_start(View text, const Lines& lines, std::size_t at) {
  const auto least = at > 4 * kLongest ? at - 4 * kLongest : 0;
  while (at > least && !lines.breaks_at(at) && !one_of(text[at - 1], U";\n") && !(at > 1 && text[at - 1] == U' ' && text[at - 2] == U'.')) --at;
  return at;
}

// (giấy mời riêng) at `at`: whoever has to come to that meeting gets a letter of his own.
void add_invited_apart(View text, const Lines& lines, std::size_t at, const NormalisedText& normalised, std::vector<TextRange>& ranges) {
  static constexpr View kWords[] = {U"(giấy mời riêng", U"(thư mời riêng", U"(có giấy mời riêng", U"(có thư mời riêng"};
  if (std::none_of(std::begin(kWords), std::end(kWords), [&](View word) { return text.substr(at, word.size()) == word; })) return;
  ranges.push_back(normalised.stored(sentence_start(text, lines, at), at));
}

// The ự of "dự" or the ở of "sở" at `at`: what a leader attends as a guest ("8 giờ, dự lễ khánh thành trường…,"), up to whom he
// takes along; a department of the province by its name.
void add_guest_or_province(View text, const Lines& lines, std::size_t at, const NormalisedText& normalised, std::vector<TextRange>& ranges) {
  static constexpr View kOthers[] = {U"báo", U"án", U"thảo", U"toán", U"kiến", U"phòng", U"trữ", U"trù", U"luật", U"nguồn", U"phần", U"thi"};
  static constexpr View kTakesAlong[] = {U", mời", U", cùng", U", có "};
  static constexpr View kNoDepartment[] = {U"trụ ", U"cơ ", U"xứ ", U"hội "};
  if (at < 3 || at + 2 >= text.size() || text[at + 1] != U' ') return;
  const auto after = text.substr(at + 2);
  const auto before = text.substr(0, at - 1);
  const auto starts = [](View where) { return [where](View word) { return where.starts_with(word); }; };
  const auto ends = [](View where) { return [where](View word) { return where.ends_with(word); }; };
  const bool guest = text[at] == U'ự' && text[at - 1] == U'd' && before.back() == U' ' && one_of(text[at - 3], U",:.-'") &&
                     std::none_of(std::begin(kOthers), std::end(kOthers), starts(after));
  const bool province = text[at] == U'ở' && text[at - 1] == U's' && before.back() == U' ' &&
                        std::none_of(std::begin(kNoDepartment), std::end(kNoDepartment), ends(before));
  if (!guest && !province) return;
  auto end = at;
  for (; end < text.size() && end < at + 2 * kLongest && !lines.breaks_at(end + 1) && !one_of(text[end], U".;()\n"); ++end) {
    if (std::any_of(std::begin(kTakesAlong), std::end(kTakesAlong), starts(text.substr(end)))) break;
    if (province && text[end] == U',' && !after.starts_with(U"văn hóa, ")) break;
  }
  ranges.push_back(normalised.stored(at - 1, end));
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

std::vector<TextRange> exempted(const NormalisedText& normalised, const Landmarks& landmarks) {
  std::vector<TextRange> ranges;
  const View text = normalised.text;
  const Lines lines(normalised);
  for (const auto at : landmarks.exempting) {
    switch (text[at]) {
      case U'除':
        add_exemption(text, lines, at, normalised, ranges);
        break;
      case U'等':
        add_occasions(text, lines, at, normalised, ranges);
        break;
      case U'根':
      case U'依':
      case U'按':
      case U'遵':
      case U'c':
        add_basis(text, lines, at, normalised, ranges);
        break;
      case U'上':
      case U'下':
      case U'相':
        add_page_words(text, lines, at, normalised, ranges);
        break;
      case U'(':
        add_invited_apart(text, lines, at, normalised, ranges);
        break;
      case U'ự':
      case U'ở':
        add_guest_or_province(text, lines, at, normalised, ranges);
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
