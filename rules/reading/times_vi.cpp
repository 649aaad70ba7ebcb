// Vietnamese time phrases (trước ngày 15/4/2020, chậm nhất 16 giờ hằng ngày, trong vòng 03 ngày làm việc, 13 giờ 30').
#include "rules/reading/times.h"

namespace fenliu::rules {

namespace {

using Piece = re2::StringPiece;

struct Patterns {
  RE2 any{
      "(?i)((trước|chậm nhất|muộn nhất|đến hết|kể từ)?\\s*(?:là\\s+)?(?:lúc\\s+|vào\\s+)?"
      "(?:(\\d{1,2})\\s*(?:giờ|h|g)\\s*(?:(\\d{2})\\s*(?:phút|')?)?)?\\s*"
      "(sáng|chiều|tối)?\\s*"
      "(?:(hằng ngày|hàng ngày|mỗi ngày)|(?:,\\s*)?(?:(?:ngày\\s+)?(mai|hôm nay)|"
      "(?:thứ\\s+(hai|ba|tư|năm|sáu|bảy)|(chủ nhật))?\\s*,?\\s*(?:\\(?(?:ngày\\s+)?(\\d{1,2})(?:/(\\d{1,2})(?:/(\\d{4}))?|\\s+tháng\\s+(\\d{1,2})(?:\\s+năm\\s+(\\d{4}))?)\\)?)?))?)"};
  RE2 working_days{"(?i)((?:trong(?:\\s+vòng)?|sau)\\s+(\\d{1,2})\\s+ngày\\s+làm\\s+việc)"};
  RE2 hours{"(?i)((?:trong(?:\\s+vòng)?)\\s+(\\d{1,3})\\s+(giờ|phút|ngày)\\b)"};
  RE2 opening{"(?i)(trước\\s+giờ\\s+làm\\s+việc\\s+(?:ngày\\s+mai|sáng\\s+mai|ngày\\s+hôm\\s+sau))"};
  RE2 closing{"(?i)(trước\\s+(?:khi\\s+)?hết\\s+giờ\\s+làm\\s+việc(?:\\s+(ngày\\s+mai|hôm\\s+nay))?)"};
};

const Patterns& patterns() {
  static const Patterns compiled;
  return compiled;
}

int number(const Piece& piece) { return piece.empty() ? -1 : std::stoi(std::string(piece.data(), piece.size())); }
std::string text_of(const Piece& piece) { return {piece.data(), piece.size()}; }

std::optional<unsigned> weekday_of(const Piece& word, const Piece& sunday) {
  static const std::vector<std::string> kDays = {"hai", "ba", "tư", "năm", "sáu", "bảy"};
  if (!sunday.empty()) return 0;
  auto text = text_of(word);
  for (auto& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  for (unsigned i = 0; i < kDays.size(); ++i) {
    if (kDays[i] == text) return i + 1;
  }
  return {};
}

std::size_t general(const Piece* g, Expression& out) {
  const int hour = number(g[3]), minute = number(g[4]);
  const bool has_hour = hour >= 0 && hour <= 24 && minute < 60;
  const auto part = text_of(g[5]);
  const int day = number(g[11]);
  const int month = number(g[12]) > 0 ? number(g[12]) : number(g[14]);
  const int year = number(g[13]) > 0 ? number(g[13]) : number(g[15]);
  const auto weekday = weekday_of(g[9], g[10]);
  const auto lead = text_of(g[2]);
  if (has_hour) {
    const bool later = (part == "chiều" || part == "tối" || part == "Chiều") && hour < 12;
    out.hour = later ? hour + 12 : hour;
    out.minute = minute < 0 ? 0 : minute;
  } else if (!part.empty()) {
    out.band = part == "sáng" || part == "Sáng" ? Expression::Band::morning : Expression::Band::afternoon;
  }
  out.before = lead == "trước" || lead == "Trước" || lead == "chậm nhất" || lead == "Chậm nhất" || lead == "muộn nhất" || lead == "đến hết";
  out.inclusive = out.before && lead != "trước" && lead != "Trước";
  out.effective = lead == "kể từ" || lead == "Kể từ";
  if (!g[6].empty()) {
    if (!has_hour) return 0;
    out.kind = TimeKind::recurrence;
    out.every_day = true;
    out.hours_of_day = {*out.hour};
    out.minutes_of_hour = {*out.minute};
    return g[1].size();
  }
  if (day > 0 && month >= 1 && month <= 12 && day <= 31) {
    out.day = day;
    out.month = month;
    if (year > 0) out.year = year;
    out.weekday = weekday;
    return g[1].size();
  }
  if (!g[8].empty()) {
    out.day_offset = text_of(g[8]) == "mai" ? 1 : 0;
    return g[1].size();
  }
  if (weekday) {
    out.weekday = weekday;
    return g[1].size();
  }
  if (!has_hour) return 0;
  out.day_offset = 0;
  return g[1].size();
}

std::size_t parse(const Document& document, std::size_t at, Expression& out) {
  const auto& p = patterns();
  const auto& text = document.utf8;
  Piece g[16];
  const auto match = [&](const RE2& pattern, int count) {
    return pattern.Match(text, at, text.size(), RE2::ANCHOR_START, g, count);
  };
  if (match(p.working_days, 3)) {
    out.kind = TimeKind::relative;
    out.working_days = number(g[2]);
    out.before = true;
    return number(g[2]) > 0 ? g[1].size() : 0;
  }
  if (match(p.opening, 2)) {
    out.day_offset = 1;
    out.next_working_day = true;
    out.band = Expression::Band::opening;
    out.before = true;
    return g[1].size();
  }
  if (match(p.closing, 3)) {
    out.day_offset = text_of(g[2]).find("mai") != std::string::npos ? 1 : 0;
    out.next_working_day = *out.day_offset == 1;
    out.band = Expression::Band::closing;
    out.before = true;
    return g[1].size();
  }
  if (match(p.hours, 4)) {
    const auto unit = text_of(g[3]);
    out.kind = TimeKind::relative;
    out.offset_minutes = number(g[2]) * (unit == "giờ" ? 60 : unit == "ngày" ? 1440 : 1);
    out.before = true;
    return g[1].size();
  }
  if (match(p.any, 16) && !g[1].empty()) return general(g, out);
  return 0;
}

}  // namespace

std::vector<Expression> expressions_vi(const Document& document) {
  std::vector<Expression> found;
  const auto& text = document.utf8;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<unsigned char>(text[at]);
    const auto before = at > 0 ? static_cast<unsigned char>(text[at - 1]) : ' ';
    // Phrases begin at the beginning of a word.
    const bool word_begins = (c & 0xC0) != 0x80 && c != ' ' && !std::isalnum(before) && before < 0x80 && before != '/' && before != '.';
    Expression expression;
    const auto length = word_begins ? parse(document, at, expression) : 0;
    if (length == 0) {
      ++at;
      continue;
    }
    std::size_t end = at + length;
    while (end > at && text[end - 1] == ' ') --end;
    expression.range = {document.code_point[at], document.code_point[end]};
    found.push_back(std::move(expression));
    at += length;
  }
  return found;
}

}  // namespace fenliu::rules
