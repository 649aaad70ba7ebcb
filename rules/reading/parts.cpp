// Splitting the body into parts: the outermost numbering that the text uses makes them.
#include <algorithm>

#include "rules/reading/fields.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

enum class Numbering { none, chinese, bracketed, decimal, roman, dash };

struct Opening {
  Numbering numbering = Numbering::none;
  std::size_t length = 0;  // of the mark, in code points
};

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

Opening opening_of(std::u32string_view text) {
  constexpr std::u32string_view kChinese = U"一二三四五六七八九十";
  std::size_t i = 0;
  while (i < text.size() && is_one_of(text[i], kChinese)) ++i;
  if (i > 0 && i <= 3 && i < text.size() && is_one_of(text[i], U"、.")) return {Numbering::chinese, i + 1};
  if (text.size() > 3 && text[0] == U'(') {
    i = 1;
    while (i < text.size() && (is_one_of(text[i], kChinese) || is_one_of(text[i], U"0123456789"))) ++i;
    if (i > 1 && i < text.size() && text[i] == U')') return {Numbering::bracketed, i + 1};
  }
  i = 0;
  while (i < text.size() && is_one_of(text[i], U"0123456789")) ++i;
  if (i > 0 && i <= 2 && i < text.size() && is_one_of(text[i], U".、)")) {
    const bool decimal_fraction = text[i] == U'.' && i + 1 < text.size() && is_one_of(text[i + 1], U"0123456789");
    if (!decimal_fraction) return {Numbering::decimal, i + 1};
  }
  i = 0;
  while (i < text.size() && is_one_of(text[i], U"IVX")) ++i;
  if (i > 0 && i <= 4 && i + 1 < text.size() && text[i] == U'.' && text[i + 1] == U' ') return {Numbering::roman, i + 1};
  if (text.size() > 2 && text[0] == U'-' && text[1] == U' ') return {Numbering::dash, 1};
  return {};
}

std::optional<int> minutes_in(const std::string& text) {
  static const RE2 kMinutes("[(\\[]?\\s*(?:约|大约|khoảng|about)?\\s*(\\d{1,3})\\s*(?:分钟|分鐘|phút|minutes?|mins?)\\b?\\s*[)\\]]?");
  static const RE2 kBracketed("[(\\[]\\s*(?:约|大约|khoảng|about|预计)?\\s*(\\d{1,3})\\s*(?:分钟|分鐘|phút|minutes?|mins?\\.?)\\s*[)\\]]");
  int minutes = 0;
  if (RE2::PartialMatch(text, kBracketed, &minutes) && minutes > 0) return minutes;
  // Without brackets only in a short line, as an agenda writes it.
  if (count_code_points(text) <= 40 && RE2::PartialMatch(text, kMinutes, &minutes) && minutes > 0 &&
      text.find("分钟内") == std::string::npos) {
    return minutes;
  }
  return {};
}

std::string slice(const Document& document, std::size_t start, std::size_t end) {
  return to_utf8(std::u32string_view(document.stored).substr(start, end - start));
}

class PartReader {
 public:
  PartReader(const Document& document, Reading& reading) : document_(document), reading_(reading) {}

  void run(const std::vector<Line>& body) {
    const auto pieces = split_inline(body);
    const auto outermost = outermost_of(pieces);
    ReadPart zero;
    zero.part_id = "0";
    if (reading_.title) zero.title = reading_.title->text;
    reading_.parts.push_back(std::move(zero));
    const std::size_t count = pieces.size();
    for (std::size_t i = 0; i < count; ++i) {
      const auto opening = opening_of(pieces[i].text);
      const bool begins = outermost == Numbering::none ? true : opening.numbering == outermost;
      if (outermost == Numbering::dash && is_day_heading(pieces[i])) {
        heading_ = slice(document_, pieces[i].range.start, pieces[i].range.end);
        continue;
      }
      if (outermost != Numbering::none && !begins) {
        extend(pieces[i]);
      } else if (outermost == Numbering::none) {
        add_plain(pieces[i], i == 0 && count > 1);
      } else {
        add(pieces[i], opening.length);
      }
    }
    for (auto& part : reading_.parts) {
      if (part.part_id != "0") part.minutes = minutes_in(Document(part.title.empty() ? part.text : part.title + "\n" + part.text).utf8);
    }
  }

 private:
  // A whole document in one paragraph: " 二、" after a sentence begins a new piece.
  std::vector<Line> split_inline(const std::vector<Line>& body) const {
    std::vector<Line> pieces;
    for (const auto& line : body) {
      std::size_t start = 0;
      for (std::size_t i = 1; i + 2 < line.text.size(); ++i) {
        const bool after_break = is_one_of(line.text[i - 1], U" 。;") && line.text[i] != U' ';
        if (!after_break || opening_of(line.text.substr(i)).numbering != Numbering::chinese) continue;
        pieces.push_back(piece(line, start, i));
        start = i;
      }
      pieces.push_back(piece(line, start, line.text.size()));
    }
    std::erase_if(pieces, [](const auto& each) { return each.text.empty(); });
    return pieces;
  }

  static Line piece(const Line& line, std::size_t start, std::size_t end) {
    while (end > start && is_space(line.text[end - 1])) --end;
    const auto base = line.range.start;
    return {{base + static_cast<std::uint32_t>(start), base + static_cast<std::uint32_t>(end)}, line.text.substr(start, end - start)};
  }

  static Numbering outermost_of(const std::vector<Line>& pieces) {
    for (const auto& each : pieces) {
      const auto opening = opening_of(each.text);
      if (opening.numbering != Numbering::none) return opening.numbering;
    }
    return Numbering::none;
  }

  // A calendar of a week: "Thứ Ba, 15/9" stands above the entries of that day.
  static bool is_day_heading(const Line& line) {
    static const RE2 kDay("^(?:(?:Thứ|THỨ)\\s+(?:\\S+)|(?:Chủ|CHỦ)\\s+(?:nhật|NHẬT)|(?:星期|周)[一二三四五六日天])[,:]?(?:\\s*[(]?\\s*(?:ngày|NGÀY)?\\s*[\\d/.月日-]{1,12}[)]?)?:?$");
    return RE2::FullMatch(to_utf8(line.text), kDay);
  }

  void extend(const Line& line) {
    auto& part = reading_.parts.back();
    if (part.text.empty()) {
      part.range = line.range;
    } else {
      part.text += '\n';
    }
    part.text += slice(document_, line.range.start, line.range.end);
    part.range.end = line.range.end;
  }

  // "紧急通知:" alone on its line is the heading of what follows.
  void add_plain(const Line& line, bool preamble) {
    auto& before = reading_.parts.back();
    const bool headed = before.part_id != "0" && before.text.size() <= 60 && before.text.ends_with(":");
    if (preamble || headed) return extend(line);
    ReadPart part;
    part.part_id = std::to_string(reading_.parts.size());
    part.text = slice(document_, line.range.start, line.range.end);
    part.range = line.range;
    reading_.parts.push_back(std::move(part));
  }

  // The mark is left out; a short first sentence is the part's title.
  void add(const Line& line, std::size_t mark) {
    ReadPart part;
    part.part_id = std::to_string(reading_.parts.size());
    std::size_t start = line.range.start + mark;
    while (start < line.range.end && is_space(document_.text[start])) ++start;
    const std::u32string_view rest = std::u32string_view(document_.text).substr(start, line.range.end - start);
    constexpr std::size_t kLongestTitle = 30;
    const auto stop = rest.find(U'。');
    const bool whole_line_short = rest.size() <= kLongestTitle && stop == std::u32string_view::npos &&
                                  !rest.empty() && !is_one_of(rest.back(), U";。,");
    if (stop != std::u32string_view::npos && stop > 0 && stop <= kLongestTitle && stop + 1 < rest.size()) {
      part.title = slice(document_, start, start + stop);
      start += stop + 1;
    } else if (whole_line_short) {
      part.title = slice(document_, start, line.range.end);
      start = line.range.end;
    }
    while (start < line.range.end && is_space(document_.text[start])) ++start;
    part.text = slice(document_, start, line.range.end);
    part.range = {static_cast<std::uint32_t>(start), line.range.end};
    if (!heading_.empty()) part.title = heading_ + (part.title.empty() ? "" : ": " + part.title);
    reading_.parts.push_back(std::move(part));
  }

  const Document& document_;
  Reading& reading_;
  std::string heading_;  // the day that the following parts belong to
};

}  // namespace

void read_parts(const Document& document, const std::vector<Line>& body, Reading& reading) {
  PartReader(document, reading).run(body);
}

}  // namespace fenliu::rules
