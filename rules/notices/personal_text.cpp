// Folding a text for the searches, and the columns of its tables.
#include "rules/notices/personal_text.h"

#include <algorithm>
#include <array>
#include <map>

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

bool is_mark(char32_t c) { return c >= 0x300 && c <= 0x36F; }

char32_t folded(char32_t c) {
  if (c < 0x80) return c;
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  if (c == 0x2060 || c == 0xFEFF || c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E)) {
    return PersonalText::kJoiner;
  }
  if (c >= 0x0660 && c <= 0x0669) return U'0' + (c - 0x0660);
  if (c >= 0x1D7CE && c <= 0x1D7FF) return U'0' + (c - 0x1D7CE) % 10;
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63) return U'-';
  if (c == U'｜' || c == U'│' || c == U'┃') return U'|';
  return is_space(c) && c != 0x85 && c != 0x2028 && c != 0x2029 ? U' ' : c;
}

// The letter without its marks, in lower case.
char32_t base_of(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 32 : c;
  if (is_mark(c)) return 0;
  if (c >= 0x1EA0 && c <= 0x1EF9) {
    return c <= 0x1EB7 ? U'a' : c <= 0x1EC7 ? U'e' : c <= 0x1ECB ? U'i' : c <= 0x1EE3 ? U'o' : c <= 0x1EF1 ? U'u' : U'y';
  }
  static constexpr std::u32string_view kLetters = U"ÀÁÂÃàáâãĂăÈÉÊèéêÌÍìíĨĩÒÓÔÕòóôõƠơÙÚùúŨũƯưÝýĐđ";
  static constexpr std::u32string_view kBases = U"aaaaaaaaaaeeeeeeiiiiiioooooooooouuuuuuuuyydd";
  static_assert(kLetters.size() == kBases.size());
  const auto at = kLetters.find(c);
  return at == std::u32string_view::npos ? c : kBases[at];
}

bool ends_cell(char32_t c) { return c == U'\n' || c == U'\r' || c == U'\t' || c == U'|' || c == 0x2028 || c == 0x2029 || c == 0x85; }
bool ends_line(char32_t c) { return ends_cell(c) && c != U'\t' && c != U'|'; }

// Between a label and what it announces, and within a spaced label.
bool is_filler(char32_t c) {
  static constexpr std::u32string_view kFillers = U" :=#(（)）[]【】“”\"'*-为是";
  return c == PersonalText::kJoiner || c == 0 || kFillers.find(c) != std::u32string_view::npos;
}

}  // namespace

bool is_word(char32_t c) { return is_latin(c) || is_mark(c) || (c >= 0xC0 && c <= 0x24F) || (c >= 0x1E00 && c <= 0x1EFF); }

PersonalText::PersonalText(std::u32string_view original) {
  text.reserve(original.size());
  base.reserve(original.size());
  cell.reserve(original.size());
  clause.reserve(original.size());
  std::uint32_t cell_start = 0, clause_start = 0;
  for (std::size_t i = 0; i < original.size(); ++i) {
    const char32_t c = original[i] == U'\t' || original[i] == U'\n' || original[i] == U'\r' ? original[i] : folded(original[i]);
    text += c;
    base += base_of(c);
    cell.push_back(cell_start);
    clause.push_back(clause_start);
    chinese = chinese || is_han(c);
    const auto next = static_cast<std::uint32_t>(i + 1);
    if (ends_cell(c)) cell_start = next;
    if (ends_cell(c) || c == U'。' || c == U';') clause_start = next;
  }
  column.assign(text.size(), false);
  column_kind.assign(text.size(), PersonalKind::name);
  mark_columns(*this);
}

std::u32string PersonalText::before(std::size_t at, std::size_t most) const {
  std::u32string found;
  const std::size_t from = at < size() ? cell[at] : (at > 0 ? cell[at - 1] : 0);
  // Fillers count too, so that the look back is bounded.
  std::size_t steps = 0;
  for (std::size_t i = at; i > from && found.size() < most && steps < 3 * most; ++steps) {
    if (!is_filler(base[--i])) found += base[i];
  }
  std::reverse(found.begin(), found.end());
  return found;
}

bool PersonalText::labelled(std::size_t at, std::span<const std::u32string_view> words) const {
  static constexpr std::array<std::u32string_view, 9> kAfter{U"号码", U"号", U"码", U"number", U"so", U"no.", U"no", U"的", U"."};
  auto text_before = before(at);
  for (;;) {
    const auto ends = [&](std::u32string_view word) { return text_before.ends_with(word); };
    if (std::any_of(words.begin(), words.end(), ends)) return true;
    const auto* after = std::find_if(kAfter.begin(), kAfter.end(), ends);
    if (after == kAfter.end()) return false;
    text_before.resize(text_before.size() - after->size());
  }
}

namespace {

struct Cell {
  std::size_t start = 0, end = 0;  // without spaces around
};

// The cells of a line, by the separator that parts it into most; empty: it is no row.
std::vector<Cell> cells_of(const PersonalText& text, std::size_t start, std::size_t end, char32_t separator) {
  std::vector<Cell> cells;
  std::size_t from = start;
  const auto add = [&](std::size_t to) {
    Cell cell{from, to};
    while (cell.start < cell.end && text.text[cell.start] == U' ') ++cell.start;
    while (cell.end > cell.start && text.text[cell.end - 1] == U' ') --cell.end;
    cells.push_back(cell);
  };
  for (std::size_t i = start; i < end; ++i) {
    const bool spaces = separator == U' ' && text.text[i] == U' ' && i + 1 < end && text.text[i + 1] == U' ';
    if (text.text[i] != separator || (separator == U' ' && !spaces)) continue;
    add(i);
    if (spaces) {
      while (i + 1 < end && text.text[i + 1] == U' ') ++i;
    }
    from = i + 1;
  }
  add(end);
  if (cells.size() < 2) cells.clear();
  return cells;
}

const std::map<std::u32string, PersonalKind, std::less<>>& headings() {
  static const std::map<std::u32string, PersonalKind, std::less<>> kHeadings{
      {U"姓名", PersonalKind::name},          {U"名字", PersonalKind::name},          {U"户主", PersonalKind::name},
      {U"户主姓名", PersonalKind::name},      {U"患者姓名", PersonalKind::name},      {U"人员姓名", PersonalKind::name},
      {U"学生姓名", PersonalKind::name},      {U"hovaten", PersonalKind::name},       {U"hoten", PersonalKind::name},
      {U"hotenchuho", PersonalKind::name},    {U"chuho", PersonalKind::name},         {U"name", PersonalKind::name},
      {U"fullname", PersonalKind::name},      {U"住址", PersonalKind::address},       {U"地址", PersonalKind::address},
      {U"家庭住址", PersonalKind::address},   {U"家庭地址", PersonalKind::address},   {U"居住地", PersonalKind::address},
      {U"居住地址", PersonalKind::address},   {U"现住址", PersonalKind::address},     {U"户籍地址", PersonalKind::address},
      {U"详细地址", PersonalKind::address},   {U"diachi", PersonalKind::address},     {U"noio", PersonalKind::address},
      {U"thuongtru", PersonalKind::address},  {U"noicutru", PersonalKind::address},   {U"address", PersonalKind::address},
      {U"homeaddress", PersonalKind::address}, {U"电话", PersonalKind::phone},        {U"手机", PersonalKind::phone},
      {U"手机号", PersonalKind::phone},       {U"手机号码", PersonalKind::phone},     {U"联系电话", PersonalKind::phone},
      {U"联系方式", PersonalKind::phone},     {U"电话号码", PersonalKind::phone},     {U"dienthoai", PersonalKind::phone},
      {U"sdt", PersonalKind::phone},          {U"sodienthoai", PersonalKind::phone},  {U"phone", PersonalKind::phone},
      {U"mobile", PersonalKind::phone},       {U"身份证", PersonalKind::id_card},     {U"身份证号", PersonalKind::id_card},
      {U"身份证号码", PersonalKind::id_card}, {U"公民身份号码", PersonalKind::id_card}, {U"证件号", PersonalKind::id_card},
      {U"证件号码", PersonalKind::id_card},   {U"cccd", PersonalKind::id_card},       {U"socccd", PersonalKind::id_card},
      {U"cmnd", PersonalKind::id_card},       {U"socmnd", PersonalKind::id_card},     {U"cccd/cmnd", PersonalKind::id_card},
      {U"银行卡号", PersonalKind::bank_card}, {U"卡号", PersonalKind::bank_card},     {U"账号", PersonalKind::bank_card},
      {U"银行账号", PersonalKind::bank_card}, {U"sotaikhoan", PersonalKind::bank_card}, {U"stk", PersonalKind::bank_card}};
  return kHeadings;
}

struct Table {
  char32_t separator = 0;                              // 0: no table is open
  std::size_t width = 0;                               // cells in the heading
  std::map<std::size_t, PersonalKind> columns;
};

// The table that this line heads; without a separator: it heads none. Only one that names people is a list of persons.
Table heading_of(const PersonalText& text, std::size_t start, std::size_t end) {
  constexpr std::size_t kLongestHeading = 200;
  if (end - start > kLongestHeading) return {};
  for (const char32_t separator : {U'\t', U'|', U',', U' ', U'、'}) {
    Table table;
    const auto cells = cells_of(text, start, end, separator);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      std::u32string words;
      for (std::size_t k = cells[i].start; k < cells[i].end; ++k) {
        const char32_t c = text.base[k];
        if (c != U' ' && c != 0 && c != PersonalText::kJoiner && c != U'*') words += c;
      }
      if (const auto known = headings().find(words); known != headings().end()) table.columns.emplace(i, known->second);
    }
    const bool people = std::any_of(table.columns.begin(), table.columns.end(), [](const auto& column) {
      return column.second == PersonalKind::name || column.second == PersonalKind::id_card;
    });
    if (people) {
      table.separator = separator;
      table.width = cells.size();
      return table;
    }
  }
  return {};
}

}  // namespace

void mark_columns(PersonalText& text) {
  Table table;
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = start;
    while (end < text.size() && !ends_line(text.text[end])) ++end;
    if (auto heading = heading_of(text, start, end); heading.separator != 0) {
      table = std::move(heading);
    } else if (table.separator != 0) {
      const auto cells = cells_of(text, start, end, table.separator);
      // Prose has commas too.
      const bool prose = cells.empty() || ((table.separator == U',' || table.separator == U'、') && cells.size() != table.width);
      if (prose && end > start) table = {};
      for (const auto& [index, kind] : table.columns) {
        if (index >= cells.size()) continue;
        for (std::size_t k = cells[index].start; k < cells[index].end; ++k) {
          text.column[k] = true;
          text.column_kind[k] = kind;
        }
      }
    }
    start = end + 1;
  }
}

}  // namespace fenliu::rules
