// Vietnamese dates and clocks: ngày 25/11/2022, 25 tháng 11, thứ Hai, 13 giờ 30', sáng mai, quý III.
#include <map>
#include <string>

#include "rules/reading/words_vi.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

bool one_of(char32_t c, std::u32string_view characters) { return c != 0 && characters.find(c) != std::u32string_view::npos; }

// Months and days that exist somewhere; the others are damaged where a word says that a date was meant, else no date.
bool day_month(Piece& piece, int day, int month, bool said) {
  const bool sound = day >= 1 && day <= 31 && month >= 1 && month <= 12;
  piece.says.start.day = day;
  piece.says.start.month = month;
  piece.says.damaged = !sound;
  return sound || (said && (day > 0 || month > 0));
}

bool full_date(const Match& m, Piece& piece) {
  if (one_of(m.next(), U"/-") && m.next() != U'-') return false;
  if (!day_month(piece, m.number(2), m.number(3), m.has(1))) return false;
  piece.says.start.year = m.number(4);
  return true;
}

bool short_date(const Match& m, Piece& piece) {
  if (one_of(m.next(), U"/%") || one_of(m.previous(), U"/")) return false;
  // 3/4 alone is a fraction: a word, a weekday or a clock makes it a date.
  piece.needs_date = !m.has(1) && !m.is_whole_text();
  return day_month(piece, m.number(2), m.number(3), m.has(1));
}

bool worded_date(const Match& m, Piece& piece) {
  if (!day_month(piece, m.number(1), m.number(2), true)) return false;
  if (m.has(3)) piece.says.start.year = m.number(3);
  return true;
}

// "ngày 12 và 13/8", "trong 02 ngày 12 và 13/8": two days in a row are a span.
bool two_days(const Match& m, Piece& piece) {
  Moment last;
  last.day = m.number(2);
  piece.says.start.day = m.number(1);
  piece.says.start.month = last.month = m.number(3);
  if (m.has(4)) piece.says.start.year = last.year = m.number(4);
  piece.says.end = last;
  return *last.day == *piece.says.start.day + 1 && *last.day <= 31 && *last.month >= 1 && *last.month <= 12;
}

// "ngày 05 đến ngày 07/12": a day whose month stands elsewhere; "ngày 15 hằng tháng".
bool lone_day(const Match& m, Piece& piece) {
  const int day = m.number(1);
  if (day < 1 || day > 31 || one_of(m.next(), U"/")) return false;
  piece.says.start.day = day;
  return true;
}

bool month(const Match& m, Piece& piece) {
  const int month = m.number(1);
  if (month < 1 || month > 12 || m.next() == U'/') return false;
  piece.says.start.month = month;
  if (m.has(2)) piece.says.start.year = m.number(2);
  return true;
}

bool named_month(const Match& m, Piece& piece) {
  piece.says.start.lunar = true;
  piece.says.start.month = m.lower(2) == "chạp" ? 12 : 1;
  if (m.has(1)) piece.says.start.day = m.number(1);
  return true;
}

bool tet_day(const Match& m, Piece& piece) {
  piece.says.start.lunar = true;
  piece.says.start.month = 1;
  piece.says.start.day = m.number(1);
  return *piece.says.start.day >= 1 && *piece.says.start.day <= 10;
}

bool year(const Match& m, Piece& piece) {
  piece.says.start.year = m.number(1);
  return *piece.says.start.year >= 100 && m.next() != U'/';
}

std::optional<unsigned> weekday_named(const std::string& name) {
  static const std::map<std::string, unsigned, std::less<>> kDays = {{"hai", 1}, {"2", 1}, {"ba", 2}, {"3", 2}, {"tư", 3}, {"4", 3}, {"năm", 4}, {"5", 4}, {"sáu", 5}, {"6", 5}, {"bảy", 6}, {"bẩy", 6}, {"7", 6}};
  const auto found = kDays.find(name);
  return found == kDays.end() ? std::nullopt : std::optional(found->second);
}

// thứ Hai, chủ nhật, T2; then tới, sau, qua or a week.
bool weekday(const Match& m, Piece& piece) {
  auto& start = piece.says.start;
  start.weekday = m.has(1) ? weekday_named(m.lower(1)) : std::optional(0U);
  if (!start.weekday) return false;
  const auto which = m.lower(2);
  if (which == "tuần này") start.week_offset = 0;
  if (which == "tuần sau" || which == "tuần tới") start.week_offset = 1;
  if (which == "tuần trước" || which == "tuần qua") start.week_offset = -1;
  if (which == "tới" || which == "sau") start.shift = {1, TimeUnit::week};
  if (which == "qua" || which == "trước" || which == "vừa qua") start.shift = {-1, TimeUnit::week};
  return true;
}

// "các ngày thứ Ba, thứ Năm hằng tuần"
bool weekdays(const Match& m, Piece& piece) {
  piece.says.start.weekday = weekday_named(m.lower(1));
  for (int group = 2; group <= 3; ++group) {
    Moment other;
    if (m.has(group)) other.weekday = weekday_named(m.lower(group));
    if (other.weekday) piece.says.also.push_back(other);
  }
  return piece.needs_date = true;
}

bool short_weekday(const Match& m, Piece& piece) {
  const auto text = m.lower(1);
  piece.says.start.weekday = text == "cn" ? std::optional(0U) : weekday_named(text.substr(1));
  return piece.says.start.weekday.has_value();
}

bool day_word(const Match& m, Piece& piece) {
  static const std::map<std::string, int, std::less<>> kDays = {{"hôm nay", 0}, {"nay", 0}, {"mai", 1}, {"ngày mai", 1}, {"ngày kia", 2}, {"ngày mốt", 2}, {"hôm qua", -1}, {"hôm kia", -2}, {"qua", -1}};
  static const std::map<std::string, Band, std::less<>> kBands = {{"sáng", Band::morning}, {"trưa", Band::noon}, {"chiều", Band::afternoon}, {"tối", Band::evening}, {"đêm", Band::night}};
  const auto found = kDays.find(m.lower(2));
  if (found == kDays.end()) return false;
  piece.says.start.day_offset = found->second;
  if (m.has(1)) piece.says.start.band = kBands.at(m.lower(1));
  return true;
}

bool next_day(const Match&, Piece& piece) {
  piece.says.start.days_later = 1;
  return true;
}

bool period_word(const Match& m, Piece& piece) {
  static const std::map<std::string, int, std::less<>> kWhich = {{"này", 0}, {"nay", 0}, {"trước", -1}, {"ngoái", -1}, {"qua", -1}, {"vừa qua", -1}, {"rồi", -1}, {"sau", 1}, {"tới", 1}};
  const auto found = kWhich.find(m.lower(2));
  if (found == kWhich.end()) return false;
  const auto unit = m.lower(1);
  auto& start = piece.says.start;
  (unit == "tuần" ? start.week_offset : unit == "tháng" ? start.month_offset : unit == "quý" ? start.quarter_offset : start.year_offset) = found->second;
  return true;
}

bool quarter(const Match& m, Piece& piece) {
  static const std::map<std::string, int, std::less<>> kNumbers = {{"i", 1}, {"ii", 2}, {"iii", 3}, {"iv", 4}, {"1", 1}, {"2", 2}, {"3", 3}, {"4", 4}};
  const auto found = kNumbers.find(m.lower(1));
  if (found == kNumbers.end()) return false;
  piece.says.start.quarter = found->second;
  if (m.has(2)) piece.says.start.year = m.number(2);
  return true;
}

// 6 tháng đầu năm 2022, 9 tháng đầu năm
bool months_of_year(const Match& m, Piece& piece) {
  const int count = vi_number(m.text(1));
  if (count < 2 || count > 11) return false;
  const bool first = m.lower(2) == "đầu";
  Moment last;
  piece.says.start.month = first ? 1 : 13 - count;
  last.month = first ? count : 12;
  if (m.has(3)) piece.says.start.year = last.year = m.number(3);
  else piece.says.start.year_offset = last.year_offset = 0;
  piece.says.end = last;
  return true;
}

bool share(const Match& m, Piece& piece) {
  static const std::map<std::string, Share, std::less<>> kShares = {{"cuối", Share::end}, {"đầu", Share::beginning}, {"giữa", Share::middle}};
  auto& start = piece.says.start;
  start.share = kShares.at(m.lower(1));
  const auto unit = m.lower(2);
  if (m.has(3)) start.month = m.number(3);
  else if (unit == "tháng") start.month_offset = 0;
  else start.year_offset = 0;
  return true;
}

bool clock(const Match& m, Piece& piece) {
  auto& start = piece.says.start;
  start.hour = m.number(1);
  start.minute = m.has(2) ? m.number(2) : m.has(3) ? 30 : 0;
  piece.says.damaged = *start.hour > 24 || *start.minute > 59;
  return true;
}

bool colon_clock(const Match& m, Piece& piece) {
  if (one_of(m.previous(), U"/:+") || one_of(m.next(), U":/%")) return false;
  return clock(m, piece) && !piece.says.damaged;
}

bool clock_minutes(const Match& m, Piece& piece) {
  auto& start = piece.says.start;
  start.hour = m.number(1) - 1;
  start.minute = 60 - m.number(2);
  return *start.hour >= 0 && *start.hour <= 23 && *start.minute > 0;
}

bool band(const Match& m, Piece& piece) {
  static const std::map<std::string, Band, std::less<>> kBands = {
      {"sáng", Band::morning}, {"trưa", Band::noon}, {"chiều", Band::afternoon}, {"tối", Band::evening}, {"đêm", Band::night}, {"sáng sớm", Band::early},
      {"bình minh", Band::early}, {"nửa đêm", Band::midnight}, {"khuya", Band::night}, {"rạng sáng", Band::small_hours}};
  const auto word = m.lower(2);
  piece.says.start.band = kBands.at(word);
  piece.needs_date = !m.is_whole_text() && !m.has(1);
  return true;
}

bool edge(Edge edge, Band band, const Match& m, Piece& piece) {
  piece.says.start.edge = edge;
  piece.says.start.band = band;
  // "cuối giờ" is a time by which, "đầu giờ" one at which.
  piece.says.before = edge == Edge::closing;
  piece.says.counts = true;
  return m.has(0);
}

}  // namespace

int vi_number(std::string_view word) {
  static const std::map<std::string, int, std::less<>> kWords = {{"một", 1}, {"hai", 2}, {"ba", 3}, {"bốn", 4}, {"tư", 4}, {"năm", 5}, {"sáu", 6}, {"bảy", 7}, {"tám", 8}, {"chín", 9}, {"mười", 10}};
  if (word.find_first_not_of("0123456789") == std::string_view::npos && !word.empty() && word.size() < 5) return std::stoi(std::string(word));
  const auto found = kWords.find(fold_case(word));
  return found == kWords.end() ? -1 : found->second;
}

const std::vector<PieceRule>& dates_vi() {
  static const std::vector<PieceRule> rules = {
      {"(ngày\\s+)?(\\d{1,2})\\s?[/.-]\\s?(\\d{1,2})\\s?[/.-]\\s?(\\d{4})", full_date},
      {"(?:ngày\\s+)?(\\d{4})-(\\d{1,2})-(\\d{1,2})", [](const Match& m, Piece& p) { p.says.start.year = m.number(1); return day_month(p, m.number(3), m.number(2), true); }},
      {"(ngày\\s+)?(\\d{1,2})/(\\d{1,2})", short_date},
      {"(ngày\\s+)(\\d{1,2})[.-](\\d{1,2})", short_date},
      {"(?:ngày\\s+)?(\\d{1,2})\\s+tháng\\s+(\\d{1,2})(?:(?:\\s+năm\\s+|/|,\\s+)(\\d{4}))?", worded_date},
      {"(?:ngày|mùng|mồng)\\s+(\\d{1,2})", lone_day},
      {"(?:trong\\s+(?:\\d{1,2}|hai)\\s+)?ngày\\s+(\\d{1,2})\\s*(?:và|,|-)\\s*(?:ngày\\s+)?(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}))?", two_days},
      {"tháng\\s+(\\d{1,2})(?:(?:\\s+năm\\s+|/|-)(\\d{4}))?", month},
      {"(?:ngày\\s+|mùng\\s+|mồng\\s+)?(\\d{1,2})?\\s*tháng\\s+(giêng|chạp)(?:\\s+âm lịch)?", named_month},
      {"(?:mùng|mồng)\\s+(\\d{1,2})\\s+tết", tet_day},
      {"năm\\s+(\\d{3,4})", year},
      {"thứ\\s+(hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])(?:\\s+(tuần này|tuần sau|tuần tới|tuần trước|tuần qua|tới|sau|vừa qua|qua|trước))?", weekday},
      {"(?:các\\s+ngày\\s+)?thứ\\s+(hai|ba|tư|năm|sáu|bảy|[2-7])\\s*(?:,|và)\\s*(?:thứ\\s+)?(hai|ba|tư|năm|sáu|bảy|[2-7])(?:\\s*(?:,|và)\\s*(?:thứ\\s+)?(hai|ba|tư|năm|sáu|bảy|[2-7]))?", weekdays},
      {"()chủ\\s+nhật(?:\\s+(tuần này|tuần sau|tuần tới|tuần trước|tuần qua|tới|sau|vừa qua|qua|trước))?", weekday},
      {"(t[2-7]|cn)", [](const Match& m, Piece& p) { p.needs_date = m.next() != 0; return short_weekday(m, p); }},
      {"(?:buổi\\s+)?(?:(sáng|trưa|chiều|tối|đêm)\\s+)?(?:ngày\\s+)?(hôm nay|hôm qua|hôm kia|ngày mai|ngày kia|ngày mốt)", day_word},
      {"(?:buổi\\s+)?(sáng|trưa|chiều|tối|đêm)\\s+(nay|mai|qua)", day_word},
      {"()(mai)", [](const Match& m, Piece& p) { return m.is_whole_text() && day_word(m, p); }},
      {"(?:sáng\\s+)?(?:ngày\\s+)?hôm\\s+sau", next_day},
      {"(tuần|tháng|quý|năm)\\s+(này|nay|trước|ngoái|qua|vừa qua|rồi|sau|tới)", period_word},
      {"quý\\s+(iv|iii|ii|i|[1-4])(?:(?:\\s+năm\\s+|/)(\\d{4}))?", quarter},
      {FENLIU_VI_N "\\s+tháng\\s+(đầu|cuối)\\s+năm(?:\\s+(\\d{4})|\\s+nay)?", months_of_year},
      {"(cuối|đầu|giữa)\\s+(tháng|năm)(?:\\s+(\\d{1,2}))?(?:\\s+này|\\s+nay)?", [](const Match& m, Piece& p) { return share(m, p) && !(m.has(3) && m.lower(2) == "năm"); }},
      {"(?:lúc\\s+|vào\\s+|hồi\\s+)?(\\d{1,2})[ ]?(?:giờ|h|g)(?:[ ]{0,2}(\\d{2})(?:[ ]?(?:phút|'))?|[ ](rưỡi))?", clock},
      {"(?:lúc\\s+|vào\\s+)?(\\d{1,2}):(\\d{2})", colon_clock},
      {"(?:lúc\\s+)?(\\d{1,2})\\s+giờ\\s+kém\\s+(\\d{1,2})(?:\\s+phút)?", clock_minutes},
      {"(?:lúc\\s+)?12[ ]?(?:giờ|h)(?:[ ]?00)?[ ]sáng", [](const Match&, Piece& p) { p.says.start.hour = 0; return true; }},
      {"năm\\s+\\d{1,4}\\s+(?:TCN|trước Công nguyên)", [](const Match&, Piece& p) { return p.needs_date = true; }},
      {"(buổi\\s+)?(sáng sớm|rạng sáng|sáng|trưa|chiều|tối|nửa đêm|đêm|khuya|bình minh)", band},
      {"(?:cuối|hết)\\s+giờ\\s+làm\\s+việc", [](const Match& m, Piece& p) { return edge(Edge::closing, Band::none, m, p); }},
      {"cuối\\s+giờ\\s+chiều", [](const Match& m, Piece& p) { return edge(Edge::closing, Band::none, m, p); }},
      {"cuối\\s+giờ\\s+sáng", [](const Match& m, Piece& p) { return edge(Edge::closing, Band::morning, m, p); }},
      {"đầu\\s+giờ(?:\\s+làm\\s+việc)?(?:\\s+buổi)?\\s+chiều", [](const Match& m, Piece& p) { return edge(Edge::opening, Band::afternoon, m, p); }},
      {"đầu\\s+giờ(?:\\s+làm\\s+việc)?", [](const Match& m, Piece& p) { return edge(Edge::opening, Band::none, m, p); }},
      {"(?:bây giờ|lúc này|hiện nay)", [](const Match& m, Piece& p) { return m.is_whole_text() && (p.says.start.now = true); }},
  };
  return rules;
}

}  // namespace fenliu::rules
