// Preparing texts.
#include "rules/reading/document.h"

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

char32_t plain(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  switch (c) {
    case 0x3000: case 0x00A0: case 0x2003: case 0x2002: case 0x2009:
      return U' ';
    case 0x25CB: case 0x25EF: case 0x3007: case 0x25CE:
      return U'\u3007';
    case 0x2014: case 0x2013: case 0x2015: case 0x2212: case 0x223C: case 0x301C:
      return U'-';
    case 0x2018: case 0x2019: case 0x2032:
      return U'\'';
    default:
      return c;
  }
}

}  // namespace

Document::Document(std::string_view input) : stored(to_utf32(input)), text(stored) {
  for (auto& c : text) c = plain(c);
  code_point.reserve(input.size() + 1);
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    const auto bytes = to_utf8(std::u32string_view(text).substr(i, 1));
    utf8 += bytes;
    code_point.insert(code_point.end(), bytes.size(), i);
  }
  code_point.push_back(static_cast<std::uint32_t>(text.size()));
}

std::vector<Line> lines_of(const Document& document) {
  std::vector<Line> lines;
  const std::u32string_view text = document.text;
  for (std::size_t start = 0; start <= text.size();) {
    auto end = text.find_first_of(U"\n\r\v\f\u0085\u2028\u2029", start);
    if (end == std::u32string_view::npos) end = text.size();
    auto from = start, until = end;
    while (from < until && is_space(text[from])) ++from;
    while (until > from && is_space(text[until - 1])) --until;
    if (until > from) {
      lines.push_back({{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(until)}, text.substr(from, until - from)});
    }
    start = end + 1;
  }
  return lines;
}

int small_number(std::string_view utf8) {
  if (utf8.empty()) return -1;
  if (utf8.find_first_not_of("0123456789") == std::string_view::npos) {
    if (utf8.size() > 2) return -1;
    int value = 0;
    for (const char c : utf8) value = value * 10 + (c - '0');
    return value;
  }
  static constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  int tens = 0, ones = 0;
  bool any = false;
  for (const char32_t c : to_utf32(utf8)) {
    const auto digit = kDigits.find(c);
    if (c == U'十') {
      tens = ones == 0 ? 1 : ones;
      ones = 0;
    } else if (c == U'廿') {
      tens = 2;
    } else if (c == U'卅') {
      tens = 3;
    } else if (c == U'两') {
      ones = 2;
    } else if (digit != std::u32string_view::npos) {
      ones = static_cast<int>(digit);
    } else {
      return -1;
    }
    any = true;
  }
  return any ? tens * 10 + ones : -1;
}

int year_number(std::string_view utf8) {
  static constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  int year = 0, count = 0;
  for (const char32_t c : to_utf32(utf8)) {
    const auto digit = kDigits.find(c);
    if (c >= U'0' && c <= U'9') {
      year = year * 10 + static_cast<int>(c - U'0');
    } else if (c == U'O' || c == U'o' || c == U'零') {
      year = year * 10;
    } else if (digit != std::u32string_view::npos) {
      year = year * 10 + static_cast<int>(digit);
    } else {
      return -1;
    }
    ++count;
  }
  return count == 4 && year >= 1900 && year <= 2199 ? year : -1;
}

std::vector<Line> columns_of(const std::vector<Line>& lines) {
  constexpr std::size_t kHead = 12, kApart = 3;
  std::vector<Line> columns;
  bool ending = false;
  for (std::size_t n = 0; n < lines.size(); ++n) {
    const auto& line = lines[n];
    ending = ending || line.text.starts_with(U"Nơi nhận") || line.text.starts_with(U"NƠI NHẬN");
    std::size_t start = 0;
    for (std::size_t i = 0; i + kApart < line.text.size() && (n < kHead || ending); ++i) {
      if (line.text.substr(i, kApart).find_first_not_of(U" \t") != std::u32string_view::npos) continue;
      const auto next = line.text.find_first_not_of(U" \t", i);
      const auto base = line.range.start;
      if (i > start) columns.push_back({{base + static_cast<std::uint32_t>(start), base + static_cast<std::uint32_t>(i)}, line.text.substr(start, i - start)});
      start = i = next;
    }
    columns.push_back({{line.range.start + static_cast<std::uint32_t>(start), line.range.end}, line.text.substr(start)});
  }
  return columns;
}

}  // namespace fenliu::rules
