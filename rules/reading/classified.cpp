// Secrecy markings.
#include <algorithm>

#include <re2/re2.h>

#include "rules/reading/fields.h"
#include "rules/reading/reading.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

constexpr std::size_t kLongestLine = 40;  // code points; a marking shares its line with a copy number and an urgency at most

// Without spaces: 000123机密★1年特急, [绝密], 密级:秘密, with or without a term.
const RE2& marking_zh() {
  static const RE2 kMarking(
      R"((?:(?:№|No\.?)?\d{1,8}(?:号|號)?)?[\[(【<《]?(?:密级|密級)?:?(绝密|机密|秘密|絕密|機密)(?:[★☆*✱﹡].{0,12}|级|級|文件)?[\])】>》]?(?:特急|加急|特提|平急)?)");
  return kMarking;
}

// In words: ĐỘ MẬT: TỐI MẬT. Without the label only in capitals, as stamps are.
const RE2& marking_in_words() {
  static const RE2 kMarking(
      R"([\[(]? ?(?:(?i:độ mật) ?: ?(?i:(tuyệt mật|tối mật|mật))|(TUYỆT MẬT|TỐI MẬT|MẬT)|(TOP SECRET|SECRET|CONFIDENTIAL)) ?[\])]?)");
  return kMarking;
}

// Spares most lines the normalisation: a marking holds 密, begins like its words do, or is written in other forms.
bool may_be_marking(std::u32string_view line) {
  constexpr char32_t kOtherForms = 0xF900;
  if (std::any_of(line.begin(), line.end(), [](char32_t c) { return c == U'密' || c >= kOtherForms; })) return true;
  static constexpr std::u32string_view kFirst = U"[(đĐTtMmSC";
  return kFirst.find(line.front()) != std::u32string_view::npos || (line.front() > 0x7F && !is_han(line.front()));
}

std::string marking_of(std::u32string_view line) {
  // Spaces inside Han markings are typography (机 密); elsewhere they part words.
  std::u32string han, words;
  for (const char32_t c : compatible_form(line)) {
    if (!is_space(c)) han += c;
    const bool invisible = c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF;
    if (!is_space(c)) words += c;
    if (is_space(c) && !invisible && !words.empty() && words.back() != U' ') words += U' ';
  }
  std::string zh, labelled, vi, en;
  if (RE2::FullMatch(to_utf8(han), marking_zh(), &zh)) return zh;
  if (RE2::FullMatch(to_utf8(words), marking_in_words(), &labelled, &vi, &en)) return labelled + vi + en;
  return "";
}

}  // namespace

std::string marking_in(const Document& document) {
  for (const auto& line : lines_of(document)) {
    // Marks written apart double a line's length at most.
    if (line.text.size() > 2 * kLongestLine || !may_be_marking(line.text)) continue;
    if (auto marking = marking_of(line.text); !marking.empty()) return marking;
  }
  return "";
}

std::string classified_marking(std::string_view text) { return marking_in(Document(text)); }

bool is_classified(const Item& item) {
  const auto marked = [](const std::string& text) { return !text.empty() && !classified_marking(text).empty(); };
  // That there is a paper, and where it is collected, is all that may be said of it.
  return (item.secrecy == Secrecy::secret && !is_paper_only(item)) || marked(item.title) || marked(item.text) || marked(item.number) ||
         std::any_of(item.parts.begin(), item.parts.end(), [&](const Part& part) { return marked(part.title) || marked(part.text); });
}

}  // namespace fenliu::rules
