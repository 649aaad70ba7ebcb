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

// A month in digits or words: 3, ba, mười một.
int month_number(const Match& m, int group) {
  const int digits = m.number(group);
  return digits >= 0 ? digits : vi_number(m.lower(group));
}

// Streets, schools and markets are called after days: đường 30 tháng 4.
bool names_a_place(const Match& m) { return m.preceded_by({"đường", "phố", "quận", "phường", "cầu", "công viên", "trường", "bệnh viện", "chợ", "quảng trường"}); }

bool short_date(const Match& m, Piece& piece) {
  if (one_of(m.next(), U"/%") || one_of(m.previous(), U"/")) return false;
  // "trong 1/2 ngày": half of one.
  if (!m.has(1) && m.followed_by({"ngày", "buổi", "số", "tổng", "diện tích"})) return false;
  // 3/4 alone is a fraction: a word, a weekday or a clock makes it a date.
  piece.needs_date = !m.has(1) && !m.is_whole_text() && !m.preceded_by({"nghỉ", "nghỉ:", "lễ", "dịp", "kỷ niệm", "hôm", "hạn", "hạn:"});
  if (!m.has(1) && names_a_place(m)) return true;
  return day_month(piece, m.number(2), m.number(3), m.has(1));
}

bool worded_date(const Match& m, Piece& piece) {
  if (names_a_place(m)) return piece.needs_date = true;
  if (!day_month(piece, m.number(1), month_number(m, 2), true)) return false;
  if (m.has(4)) {
    piece.says.start.lunar = true;
    piece.says.damaged = false;
  }
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

// Ngày cuối cùng của tháng 9/2026
bool last_of_month(const Match& m, Piece& piece) {
  piece.says.start.day = -1;
  piece.says.start.month = m.number(1);
  if (m.has(2)) piece.says.start.year = m.number(2);
  return *piece.says.start.month >= 1 && *piece.says.start.month <= 12;
}

// Ngày khai giảng 05/9
bool day_of_event(const Match& m, Piece& piece) {
  if (m.has(3)) piece.says.start.year = m.number(3);
  return day_month(piece, m.number(1), m.number(2), true);
}

bool month(const Match& m, Piece& piece) {
  const int month = month_number(m, 1);
  // "3 tháng hai bên" counts months.
  if (m.number(1) < 0 && !m.is_whole_text() && m.preceded_by({"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "một", "hai", "ba", "bốn", "sáu", "hằng", "hàng", "mỗi"})) return false;
  if (month < 1 || month > 12 || m.next() == U'/') return false;
  piece.says.start.month = month;
  if (m.has(2)) piece.says.start.year = m.number(2);
  else if (m.has(3)) piece.says.start.month_turn = m.lower(3) == "này" ? 0 : -1;
  return true;
}

bool named_month(const Match& m, Piece& piece) {
  piece.says.start.lunar = true;
  piece.says.start.month = m.lower(2) == "chạp" ? 12 : 1;
  if (m.has(1)) piece.says.start.day = m.lower(1) == "rằm" ? 15 : vi_number(m.lower(1));
  return !m.has(1) || (*piece.says.start.day >= 1 && *piece.says.start.day <= 30);
}

// Rằm tháng Bảy: the fifteenth of a lunar month.
bool full_moon(const Match& m, Piece& piece) {
  piece.says.start.lunar = true;
  piece.says.start.day = 15;
  piece.says.start.month = month_number(m, 1);
  return *piece.says.start.month >= 1 && *piece.says.start.month <= 12;
}

bool lunar_holiday(const Match& m, Piece& piece) {
  static const std::map<std::string, std::pair<int, int>, std::less<>> kDays = {{"tết nguyên đán", {1, 1}}, {"tết trung thu", {8, 15}}, {"trung thu", {8, 15}}, {"tết đoan ngọ", {5, 5}}, {"giỗ tổ hùng vương", {3, 10}}};
  const auto [month, day] = kDays.at(m.lower(1));
  auto& start = piece.says.start;
  start.lunar = start.festival = true;
  start.month = month;
  start.day = day;
  if (m.has(2)) start.year = m.number(2);
  return !m.preceded_by({"dịp", "trước", "sau", "nghỉ", "nghỉ lễ"}) || m.has(2);
}

bool holiday(const Match& m, Piece& piece) {
  static const std::map<std::string, std::pair<int, int>, std::less<>> kDays = {
      {"quốc khánh", {9, 2}}, {"quốc tế lao động", {5, 1}}, {"quốc tế phụ nữ", {3, 8}}, {"phụ nữ việt nam", {10, 20}}, {"nhà giáo việt nam", {11, 20}}, {"quốc tế thiếu nhi", {6, 1}},
      {"thương binh - liệt sĩ", {7, 27}}, {"thương binh liệt sĩ", {7, 27}}, {"giáng sinh", {12, 25}}, {"noel", {12, 25}}, {"valentine", {2, 14}}, {"tết dương lịch", {1, 1}}};
  const auto [month, day] = kDays.at(m.lower(1));
  auto& start = piece.says.start;
  start.festival = true;
  start.month = month;
  start.day = day;
  if (m.has(2)) start.year = m.number(2);
  // "Ngày Quốc khánh 02/9" says the date too.
  if (m.has(3)) {
    start.day = m.number(3), start.month = m.number(4);
    return *start.month >= 1 && *start.month <= 12 && *start.day >= 1 && *start.day <= 31;
  }
  return !m.preceded_by({"dịp", "trước", "sau", "kỷ niệm"});
}

bool tet_day(const Match& m, Piece& piece) {
  piece.says.start.lunar = true;
  piece.says.start.month = 1;
  piece.says.start.day = vi_number(m.lower(1));
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
  // Kỳ họp thứ 5 is the fifth session.
  const bool digit = m.has(1) && m.text(1).size() == 1;
  if (digit && m.preceded_by({"kỳ họp", "lần", "phiên họp", "phiên", "khóa", "đợt", "hội nghị", "tuần", "lớp", "người", "buổi", "kỳ", "tập", "cấp", "hạng"})) return false;
  // "Ngày Chủ nhật xanh" is a campaign.
  if (!m.has(1) && m.followed_by({"xanh", "đỏ", "hồng", "tình nguyện"})) return false;
  // "Hằng ngày, kể cả thứ Bảy, Chủ nhật": days that a recurrence names besides.
  if (m.preceded_by({"kể cả", "kể cả thứ bảy,", "kể cả thứ bảy và", "kể cả ngày", "trừ", "trừ thứ bảy,", "trừ thứ bảy và", "trừ ngày"})) return false;
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

// Cuối tuần này, cuối tuần sau
bool weekend(const Match& m, Piece& piece) {
  const auto which = m.lower(1);
  piece.says.start.share = Share::weekend;
  piece.says.start.week_offset = which == "này" || which.empty() ? 0 : which == "trước" || which == "qua" || which == "rồi" ? -1 : 1;
  return !which.empty() || m.is_whole_text();
}

bool same_day(const Match&, Piece& piece) {
  piece.says.start.days_later = 0;
  return piece.needs_date = true;
}

bool next_day(const Match&, Piece& piece) {
  piece.says.start.days_later = 1;
  return true;
}

bool period_word(const Match& m, Piece& piece) {
  static const std::map<std::string, int, std::less<>> kWhich = {{"này", 0}, {"nay", 0}, {"trước", -1}, {"ngoái", -1}, {"qua", -1}, {"vừa qua", -1}, {"rồi", -1}, {"sau", 1}, {"tới", 1}, {"kia", -2}};
  const auto found = kWhich.find(m.lower(2));
  const auto unit = m.lower(1);
  if (found == kWhich.end() || (found->second == -2 && unit != "năm")) return false;
  auto& start = piece.says.start;
  (unit == "tuần" ? start.week_offset : unit == "tháng" ? start.month_offset : unit == "quý" ? start.quarter_offset : start.year_offset) = found->second;
  return true;
}

// Quarters are numbered I to IV, or 1 to 4; 0 when it is none.
int roman(const std::string& word) {
  static const std::map<std::string, int, std::less<>> kNumbers = {{"i", 1}, {"ii", 2}, {"iii", 3}, {"iv", 4}, {"1", 1}, {"2", 2}, {"3", 3}, {"4", 4}};
  const auto found = kNumbers.find(word);
  return found == kNumbers.end() ? 0 : found->second;
}

bool quarter(const Match& m, Piece& piece) {
  const int number = roman(m.lower(1));
  if (number == 0) return false;
  piece.says.start.quarter = number;
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

// Cuối tháng 9/2026, đầu năm 2026, giữa tháng sau, đầu tuần tới, cuối quý II; this month or year where nothing more is said.
bool share(const Match& m, Piece& piece) {
  static const std::map<std::string, Share, std::less<>> kShares = {{"cuối", Share::end}, {"đầu", Share::beginning}, {"giữa", Share::middle}};
  static const std::map<std::string, int, std::less<>> kWhich = {{"này", 0}, {"nay", 0}, {"sau", 1}, {"tới", 1}, {"trước", -1}, {"rồi", -1}, {"qua", -1}, {"ngoái", -1}};
  auto& start = piece.says.start;
  start.share = kShares.at(m.lower(1));
  const auto unit = m.lower(2);
  const bool number = m.has(3);
  const int value = number ? (unit == "quý" ? roman(m.lower(3)) : month_number(m, 3)) : 0;
  if (m.has(4)) start.year = m.number(4);
  if (number && unit == "năm") return m.number(3) > 999 && !m.has(4) && (start.year = m.number(3), true);
  if (number && (value < 1 || value > (unit == "quý" ? 4 : 12))) return false;
  const int which = m.has(5) ? kWhich.at(m.lower(5)) : 0;
  if (unit == "tuần") return !number && m.has(5) && start.share != Share::end && (start.week_offset = which, true);
  if (unit == "tháng") (number ? start.month : start.month_offset) = number ? value : which;
  else if (unit == "quý") (number ? start.quarter : start.quarter_offset) = number ? value : which;
  else start.year_offset = which;
  return !number || !m.has(5) || which == 0;
}

bool clock(const Match& m, Piece& piece) {
  auto& start = piece.says.start;
  start.hour = m.number(1);
  start.minute = m.has(2) ? m.number(2) : m.has(3) ? 30 : 0;
  piece.says.damaged = *start.hour > 24 || *start.minute > 59;
  return true;
}

bool colon_clock(const Match& m, Piece& piece) {
  if (one_of(m.previous(), U"/+") || m.follows_number() || one_of(m.next(), U":/%")) return false;
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
  if (m.text(2).ends_with("Minh")) return false;  // Bình Minh is a town
  piece.says.start.band = kBands.at(word);
  piece.needs_date = !m.is_whole_text() && !m.has(1);
  return true;
}

// "từ đêm 12 đến ngày 14/3": a day whose month stands after it.
bool band_and_day(const Match& m, Piece& piece) {
  static const std::map<std::string, Band, std::less<>> kBands = {{"sáng", Band::morning}, {"trưa", Band::noon}, {"chiều", Band::afternoon}, {"tối", Band::evening}, {"đêm", Band::night}};
  piece.says.start.band = kBands.at(m.lower(1));
  piece.says.start.day = m.number(2);
  return *piece.says.start.day >= 1 && *piece.says.start.day <= 31 && m.followed_by({"đến", "tới", "và", "- ", "– "});
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
  static const std::map<std::string, int, std::less<>> kWords = {{"một", 1}, {"hai", 2}, {"ba", 3}, {"bốn", 4}, {"tư", 4}, {"năm", 5}, {"sáu", 6}, {"bảy", 7}, {"tám", 8}, {"chín", 9}, {"mười", 10}, {"mười một", 11}, {"mười hai", 12}};
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
      {"(?:ngày\\s+|mùng\\s+|mồng\\s+)?(\\d{1,2})\\s+tháng\\s+(\\d{1,2}|" FENLIU_VI_MONTH ")(?:(?:\\s+năm\\s+|/|,\\s+)(\\d{4}))?(\\s+\\(?âm\\s+lịch\\)?|\\s+ÂL)?", worded_date},
      {"rằm\\s+tháng\\s+(\\d{1,2}|" FENLIU_VI_MONTH ")(?:\\s+âm\\s+lịch)?", full_moon},
      {"(?:ngày\\s+)?(tết\\s+nguyên\\s+đán|tết\\s+trung\\s+thu|trung\\s+thu|tết\\s+đoan\\s+ngọ|giỗ\\s+tổ\\s+hùng\\s+vương)(?:\\s+(?:năm\\s+)?(\\d{4}))?", lunar_holiday},
      {"(?:ngày\\s+|lễ\\s+)?(quốc\\s+khánh|quốc\\s+tế\\s+lao\\s+động|quốc\\s+tế\\s+phụ\\s+nữ|phụ\\s+nữ\\s+việt\\s+nam|nhà\\s+giáo\\s+việt\\s+nam|quốc\\s+tế\\s+thiếu\\s+nhi|thương\\s+binh\\s+(?:-\\s+)?liệt\\s+sĩ|giáng\\s+sinh|noel|valentine|tết\\s+dương\\s+lịch)(?:\\s+(?:năm\\s+)?(\\d{4})|\\s+\\(?(\\d{1,2})/(\\d{1,2})\\)?)?", holiday},
      {"cuối\\s+tuần(?:\\s+(này|sau|tới|trước|qua|rồi))?", weekend},
      {"(?:trong\\s+)?cùng\\s+ngày", same_day},
      {"(?:ngày|mùng|mồng)\\s+(\\d{1,2})", lone_day},
      {"(?:trong\\s+(?:\\d{1,2}|hai)\\s+)?ngày,?\\s+(\\d{1,2})\\s*(?:và|,|-)\\s*(?:ngày\\s+)?(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}))?", two_days},
      {"tháng\\s+(\\d{1,2}|" FENLIU_VI_MONTH ")(?:(?:\\s+năm\\s+|/|-)(\\d{4}))?(?:\\s+(vừa\\s+qua|vừa\\s+rồi|này))?", month},
      {"(?:ngày\\s+|mùng\\s+|mồng\\s+)?(?:(\\d{1,2}|rằm|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\\s+)?tháng\\s+(giêng|chạp)(?:\\s+âm\\s+lịch)?", named_month},
      {"(?:mùng|mồng)\\s+(\\d{1,2}|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)\\s+tết", tet_day},
      {"ngày\\s+cuối(?:\\s+cùng)?\\s+(?:của\\s+|trong\\s+)?tháng\\s+(\\d{1,2})(?:(?:\\s+năm\\s+|/)(\\d{4}))?", last_of_month},
      {"ngày\\s+(?:khai\\s+giảng|khai\\s+mạc|bế\\s+mạc|bầu\\s+cử|truyền\\s+thống|tổng\\s+kết)\\s+\\(?(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}))?\\)?", day_of_event},
      {"năm\\s+(\\d{3,4})", year},
      {"thứ\\s+(hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])(?:\\s+(tuần này|tuần sau|tuần tới|tuần trước|tuần qua|tới|sau|vừa qua|qua|trước))?", weekday},
      {"(?:các\\s+ngày\\s+)?thứ\\s+(hai|ba|tư|năm|sáu|bảy|[2-7])\\s*(?:,|và)\\s*(?:thứ\\s+)?(hai|ba|tư|năm|sáu|bảy|[2-7])(?:\\s*(?:,|và)\\s*(?:thứ\\s+)?(hai|ba|tư|năm|sáu|bảy|[2-7]))?", weekdays},
      {"()chủ\\s+nhật(?:\\s+(tuần này|tuần sau|tuần tới|tuần trước|tuần qua|tới|sau|vừa qua|qua|trước))?", weekday},
      {"(t[2-7]|cn)", [](const Match& m, Piece& p) { p.needs_date = m.next() != 0; return short_weekday(m, p); }},
      {"(?:buổi\\s+)?(?:(sáng|trưa|chiều|tối|đêm)\\s+)?(?:ngày\\s+)?(hôm nay|hôm qua|hôm kia|ngày mai|ngày kia|ngày mốt)", day_word},
      {"(?:lúc\\s+)?nửa\\s+đêm\\s+(nay|mai|qua)", [](const Match& m, Piece& p) { p.says.start.day_offset = m.lower(1) == "mai" ? 1 : m.lower(1) == "qua" ? -1 : 0; p.says.start.band = Band::midnight; return true; }},
      {"(?:buổi\\s+)?(sáng|trưa|chiều|tối|đêm)\\s+(nay|mai|qua)", day_word},
      {"()(mai)", [](const Match& m, Piece& p) { return m.is_whole_text() && day_word(m, p); }},
      {"(?:sáng\\s+)?(?:ngày\\s+)?hôm\\s+sau", next_day},
      {"(tuần|tháng|quý|năm)\\s+(này|nay|trước|ngoái|qua|vừa qua|rồi|sau|tới|kia)", period_word},
      {"quý\\s+(iv|iii|ii|i|[1-4])(?:(?:\\s+năm\\s+|/)(\\d{4}))?", quarter},
      {FENLIU_VI_N "\\s+tháng\\s+(đầu|cuối)\\s+năm(?:\\s+(\\d{4})|\\s+nay)?", months_of_year},
      {"(cuối|đầu|giữa)\\s+(tuần|tháng|quý|năm)(?:\\s+(\\d{4}|\\d{1,2}|iv|iii|ii|i|" FENLIU_VI_MONTH ")(?:(?:/|\\s+năm\\s+)(\\d{4}))?)?(?:\\s+(này|nay|sau|tới|trước|rồi|qua|ngoái))?", share},
      {"(?:đêm\\s+)?giao\\s+thừa", [](const Match&, Piece& p) { return p.says.start.lunar = p.says.start.year_end = true; }},
      {"(?:buổi\\s+)?(sáng|trưa|chiều|tối|đêm)\\s+(?:ngày\\s+)?(\\d{1,2})", band_and_day},
      {"(?:lúc\\s+|vào\\s+|hồi\\s+)?(\\d{1,2})[ ]?(?:giờ|h|g)(?:[ ]{0,2}(\\d{2})(?:[ ]?(?:phút|'))?|[ ](rưỡi))?(?:\\s*\\((?:theo\\s+)?giờ\\s+(?:Việt\\s+Nam|Hà\\s+Nội|địa\\s+phương)\\))?", clock},
      {"(?:lúc\\s+|vào\\s+)?(\\d{1,2}):(\\d{2})", colon_clock},
      {"(?:lúc\\s+)?(\\d{1,2})\\s+giờ\\s+kém\\s+(\\d{1,2})(?:\\s+phút)?", clock_minutes},
      {"(?:lúc\\s+)?12[ ]?(?:giờ|h)(?:[ ]?00)?[ ]sáng", [](const Match&, Piece& p) { p.says.start.hour = 0; return true; }},
      {"năm\\s+\\d{1,4}\\s+(?:TCN|trước Công nguyên)", [](const Match&, Piece& p) { return p.needs_date = true; }},
      {"(buổi\\s+)?(sáng sớm|rạng sáng|sáng|trưa|chiều|tối|nửa đêm|đêm|khuya|bình minh)", band},
      {"(?:cuối|hết)\\s+giờ\\s+làm\\s+việc", [](const Match& m, Piece& p) { return edge(Edge::closing, Band::none, m, p); }},
      {"cuối\\s+giờ\\s+chiều", [](const Match& m, Piece& p) { return edge(Edge::closing, Band::none, m, p); }},
      {"giờ\\s+nghỉ\\s+trưa", [](const Match& m, Piece& p) { return edge(Edge::closing, Band::morning, m, p); }},
      {"cuối\\s+giờ\\s+sáng", [](const Match& m, Piece& p) { return edge(Edge::closing, Band::morning, m, p); }},
      {"đầu\\s+giờ(?:\\s+làm\\s+việc)?(?:\\s+buổi)?\\s+chiều", [](const Match& m, Piece& p) { return edge(Edge::opening, Band::afternoon, m, p); }},
      {"đầu\\s+giờ(?:\\s+làm\\s+việc)?", [](const Match& m, Piece& p) { return edge(Edge::opening, Band::none, m, p); }},
      {"(?:bây giờ|lúc này|hiện nay)", [](const Match& m, Piece& p) { return m.is_whole_text() && (p.says.start.now = true); }},
  };
  return rules;
}

}  // namespace fenliu::rules
