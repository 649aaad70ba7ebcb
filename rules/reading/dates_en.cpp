// English dates: November 25, 2022; 25 Nov; 11/25/22; next Friday; the first Monday of May; the end of the month.
#include <algorithm>
#include <array>
#include <map>

#include "rules/reading/words_en.h"

namespace fenliu::rules {

namespace {

#define FENLIU_EN_YEAR "(?:,?\\s+(\\d{4}))?"

bool one_of(char32_t c, std::u32string_view characters) { return c != 0 && characters.find(c) != std::u32string_view::npos; }

// "may" and "march" are verbs, "sun" and "sat" words, unless they are written as names or stand alone.
bool is_name(const Match& m, int group) {
  const char first = m.text(group).front();
  return (first >= 'A' && first <= 'Z') || m.is_whole_text();
}

bool set_day(Piece& piece, int month, int day) {
  piece.says.start.month = month;
  piece.says.start.day = day;
  piece.says.damaged = day < 1 || day > 31 || month < 1 || month > 12;
  return day >= 0;
}

bool month_day(const Match& m, Piece& piece) {
  // "They may second the motion": only a name is a month before an ordinal in words.
  if (m.has(3) && m.text(1).size() < 6 && !is_name(m, 1)) return false;
  const int day = m.has(2) ? m.number(2) : en_number(m.lower(3));
  if (one_of(m.next(), U":") || (day > 31 && day < 100)) return false;
  if (m.has(4)) piece.says.start.year = m.number(4);
  return set_day(piece, en_month(m.lower(1)), day);
}

bool month_days(const Match& m, Piece& piece) {
  Moment end;
  end.day = m.number(3);
  end.month = en_month(m.lower(1));
  if (m.has(4)) end.year = piece.says.start.year = m.number(4);
  piece.says.end = end;
  // "March 24th and 25th" are two days in a row; others in a list are not a span.
  if (m.text(0).find("and") != std::string_view::npos && *end.day != m.number(2) + 1) return false;
  return *end.day <= 31 && *end.day > m.number(2) && one_of(m.next(), U"0123456789:") == false && set_day(piece, *end.month, m.number(2));
}

bool day_month(const Match& m, Piece& piece) {
  if (m.has(3)) piece.says.start.year = m.number(3);
  const int day = en_number(m.lower(1));
  return day > 0 && set_day(piece, en_month(m.lower(2)), day);
}

bool month_year(const Match& m, Piece& piece) {
  piece.says.start.month = en_month(m.lower(1));
  piece.says.start.year = m.number(2);
  return true;
}

bool month_alone(const Match& m, Piece& piece) {
  piece.says.start.month = en_month(m.lower(1));
  return is_name(m, 1) && m.text(1).size() > 3 && m.lower(1) != "may";
}

// US order: month first.
bool numeric(const Match& m, Piece& piece) {
  if (one_of(m.next(), U"/%-(") || one_of(m.previous(), U"/-.") || m.preceded_by({"section", "sections", "code", "chapter", "rule", "case", "case no.", "no.", "bill", "form", "lot"})) return false;
  if (m.has(3)) piece.says.start.year = m.number(3);
  else piece.needs_date = !m.is_whole_text() && !m.preceded_by({"due", "by", "before", "until", "through", "dated", "since", "after", "starting", "effective"});
  if (!m.has(3) && (m.number(1) > 12 || m.number(1) < 1 || m.number(2) > 31 || m.number(2) < 1)) return false;
  return set_day(piece, m.number(1), m.number(2));
}

bool iso(const Match& m, Piece& piece) {
  piece.says.start.year = m.number(1);
  return set_day(piece, m.number(2), m.number(3));
}

bool day_month_year_short(const Match& m, Piece& piece) {
  piece.says.start.year = m.number(3);
  return set_day(piece, en_month(m.lower(2)), m.number(1));
}

bool weekday(const Match& m, Piece& piece) {
  auto& start = piece.says.start;
  const auto which = m.lower(1);
  if (which == "last" && m.followed_by({"of", "in"})) return false;  // the last Friday of each month
  if (m.text(2).size() <= 4 && !is_name(m, 2) && which.empty()) return false;
  start.weekday = en_weekday(m.lower(2));
  if (which == "next") start.week_offset = 1;
  if (which == "this" || which == "this coming") start.week_offset = {};
  if (which == "last" || which == "past" || which == "this past") start.week_offset = -1;
  return true;
}

bool weekday_of_week(const Match& m, Piece& piece) {
  piece.says.start.weekday = en_weekday(m.lower(1));
  const auto which = m.lower(2);
  piece.says.start.week_offset = which == "next" ? 1 : which == "last" ? -1 : 0;
  return true;
}

bool weekdays_from_now(const Match& m, Piece& piece) {
  piece.says.start.weekday = en_weekday(m.lower(2));
  piece.says.start.shift = {en_number(m.lower(1)), TimeUnit::week};
  return true;
}

// Two Sundays ago
bool weekdays_ago(const Match& m, Piece& piece) {
  piece.says.start.weekday = en_weekday(m.lower(2));
  piece.says.start.shift = {-en_number(m.lower(1)), TimeUnit::week};
  return true;
}

bool weekday_before(const Match& m, Piece& piece) {
  piece.says.start.weekday = en_weekday(m.lower(1));
  piece.says.start.trigger_day = -1;
  return true;
}

bool day_by_event(const Match& m, Piece& piece) {
  const auto side = m.has(1) ? m.lower(1) : "of";
  piece.says.start.trigger_day = side == "before" ? -1 : side == "after" ? 1 : 0;
  return piece.needs_date = true;
}

bool day_word(const Match& m, Piece& piece) {
  static const std::map<std::string, int> kDays = {{"today", 0}, {"tomorrow", 1}, {"yesterday", -1}, {"the day after tomorrow", 2}, {"day after tomorrow", 2}, {"the day before yesterday", -2}, {"day before yesterday", -2}};
  piece.says.start.day_offset = kDays.at(m.lower(1));
  return true;
}

// The 20th of next month.
bool day_of_month_word(const Match& m, Piece& piece) {
  static const std::map<std::string, int> kWhich = {{"this", 0}, {"the current", 0}, {"next", 1}, {"the next", 1}, {"last", -1}, {"the previous", -1}, {"the", 0}};
  piece.says.start.day = en_number(m.lower(1));
  piece.says.start.month_offset = kWhich.at(m.lower(3));
  return *piece.says.start.day >= 1 && *piece.says.start.day <= 31;
}

bool lone_day(const Match& m, Piece& piece) {
  piece.says.start.day = m.number(2);
  piece.needs_date = !(m.is_whole_text() || m.has(1));
  return *piece.says.start.day >= 1 && *piece.says.start.day <= 31;
}

bool nth_weekday(const Match& m, Piece& piece) {
  auto& start = piece.says.start;
  start.nth = en_number(m.lower(1));
  start.weekday = en_weekday(m.lower(2));
  if (m.has(3)) start.month = en_month(m.lower(3));
  if (m.has(4)) start.year = m.number(4);
  piece.needs_date = !m.has(3);
  return true;
}

bool two_nth_weekdays(const Match& m, Piece& piece) {
  Moment other;
  piece.says.start.nth = en_number(m.lower(1));
  piece.says.start.weekday = other.weekday = en_weekday(m.lower(3));
  other.nth = en_number(m.lower(2));
  piece.says.also.push_back(other);
  return piece.needs_date = true;
}

bool nth_day(const Match& m, Piece& piece) {
  const int day = en_number(m.lower(1));
  if (m.has(4)) piece.says.start.year = m.number(4);
  piece.says.start.month = en_month(m.lower(3));
  piece.says.start.day = m.has(2) ? -day : day;
  return true;
}

}  // namespace

int en_number(std::string word) {
  static const std::map<std::string, int, std::less<>> kWords = {
      {"a", 1}, {"an", 1}, {"one", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8}, {"nine", 9}, {"ten", 10},
      {"eleven", 11}, {"twelve", 12}, {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
      {"twenty", 20}, {"thirty", 30}, {"forty", 40}, {"fifty", 50}, {"sixty", 60}, {"seventy", 70}, {"eighty", 80}, {"ninety", 90}, {"last", -1},
      {"first", 1}, {"second", 2}, {"third", 3}, {"fourth", 4}, {"fifth", 5}, {"sixth", 6}, {"seventh", 7}, {"eighth", 8}, {"ninth", 9}, {"tenth", 10},
      {"eleventh", 11}, {"twelfth", 12}, {"thirteenth", 13}, {"fourteenth", 14}, {"fifteenth", 15}, {"sixteenth", 16}, {"seventeenth", 17}, {"eighteenth", 18},
      {"nineteenth", 19}, {"twentieth", 20}, {"thirtieth", 30}, {"a few", 3}, {"few", 3}, {"several", 3}, {"a couple of", 2}, {"a couple", 2}, {"couple", 2}, {"a pair of", 2}};
  const auto found = kWords.find(word);
  if (found != kWords.end()) return found->second;
  // Twenty-first, forty five.
  const auto split = word.find_first_of("- ");
  if (split != std::string::npos) {
    const auto tens = kWords.find(std::string_view(word).substr(0, split)), ones = kWords.find(std::string_view(word).substr(split + 1));
    const bool sound = tens != kWords.end() && ones != kWords.end() && tens->second >= 20 && ones->second >= 1 && ones->second <= 9;
    return sound ? tens->second + ones->second : -1;
  }
  const auto digits = word.find_first_not_of("0123456789");
  if (digits == 0 || word.empty() || (digits == std::string::npos ? word.size() : digits) > 4) return -1;
  return std::stoi(word);
}

int en_month(const std::string& word) {
  static const std::array<const char*, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto found = std::find(kMonths.begin(), kMonths.end(), word.substr(0, 3));
  return static_cast<int>(found - kMonths.begin()) + 1;
}

unsigned en_weekday(const std::string& word) {
  static const std::array<const char*, 7> kDays = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  const auto found = std::find(kDays.begin(), kDays.end(), word.substr(0, 3));
  return static_cast<unsigned>(found - kDays.begin());
}

const std::vector<PieceRule>& dates_en() {
  static const std::vector<PieceRule> rules = {
      {FENLIU_EN_MONTH "\\.?\\s*(?:(\\d{1,2})(?:st|nd|rd|th)?|" FENLIU_EN_ORDINAL ")" FENLIU_EN_YEAR, month_day},
      {FENLIU_EN_MONTH "\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s*(?:-|to|through|and)\\s*(\\d{1,2})(?:st|nd|rd|th)?" FENLIU_EN_YEAR, month_days},
      {"(?:(?:on\\s+)?the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?(?:\\s+day)?(?:\\s+of)?\\s*" FENLIU_EN_MONTH FENLIU_EN_YEAR, day_month},
      {"(\\d{1,2})(?:st|nd|rd|th)\\s+" FENLIU_EN_MONTH "\\s+(\\d{2})", day_month},
      {"(?:(?:on\\s+)?the\\s+)?" FENLIU_EN_ORDINAL "(?:\\s+day)?\\s+of\\s+" FENLIU_EN_MONTH FENLIU_EN_YEAR, day_month},
      {"(\\d{1,2})[-/]" FENLIU_EN_MONTH "[-/](\\d{2,4})", day_month_year_short},
      {FENLIU_EN_MONTH "\\.?,?\\s+(\\d{4})", month_year},
      {FENLIU_EN_MONTH, month_alone},
      {"(\\d{1,2})[/](\\d{1,2})[/](\\d{4}|\\d{2})", numeric},
      {"(\\d{1,2})[-](\\d{1,2})[-](\\d{4}|\\d{2})", numeric},
      {"(\\d{1,2})[.](\\d{1,2})[.](\\d{4})", numeric},
      {"(\\d{1,2})\\s?[/]\\s?(\\d{1,2})", numeric},
      {"on\\s+(\\d{1,2})/(\\d{1,2})", [](const Match& m, Piece& p) { return numeric(m, p) && (p.needs_date = false, true); }},
      {"(\\d{1,2})\\s?-\\s?(\\d{1,2})", [](const Match& m, Piece& p) { return m.is_whole_text() && numeric(m, p); }},
      {"(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})", iso},
      {"(?:(?:the\\s+)?(next|this past|this coming|this|last|past|coming)\\s+)?" FENLIU_EN_WEEKDAY, weekday},
      {"()(mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat|sun)\\.", weekday},
      {"(?:on\\s+)?(?:the\\s+)?(?:day\\s+(before|after|of)\\s+(?:the\\s+)?(?:election|meeting|event|hearing|session|vote|opening)|election\\s+day|day\\s+of)", day_by_event},
      {"(?:the\\s+)?" FENLIU_EN_WEEKDAY "\\s+of\\s+(this|next|last)\\s+week", weekday_of_week},
      {"()" FENLIU_EN_WEEKDAY "\\s+after\\s+next", [](const Match& m, Piece& p) { p.says.start.weekday = en_weekday(m.lower(2)); p.says.start.shift = {2, TimeUnit::week}; return true; }},
      {FENLIU_EN_N "\\s+" FENLIU_EN_WEEKDAY "s?\\s+from\\s+now", weekdays_from_now},
      {FENLIU_EN_N "\\s+" FENLIU_EN_WEEKDAY "s?\\s+ago", weekdays_ago},
      // "Monday week", British for the Monday after the next.
      {FENLIU_EN_WEEKDAY "\\s+week", [](const Match& m, Piece& p) { p.says.start.weekday = en_weekday(m.lower(1)); p.says.start.shift = {2, TimeUnit::week}; return m.next() == 0 || one_of(m.next(), U".,;\n"); }},
      {"(?:the\\s+)?" FENLIU_EN_WEEKDAY "\\s+(?:before|preceding|prior\\s+to)\\s+(?:the|each|any)\\s+(?:\\w+\\s+)?(?:meeting|hearing|session)", weekday_before},
      {"(the day after tomorrow|day after tomorrow|the day before yesterday|day before yesterday|today|tomorrow|yesterday)", day_word},
      {"(?:on\\s+)?(?:the\\s+)?(\\d{1,2}(?:st|nd|rd|th)?|" FENLIU_EN_ORDINAL ")(?:\\s+day)?\\s+of\\s+(this|the current|next|the next|last|the previous|the)\\s+month", day_of_month_word},
      {"(?:(on\\s+the|on)\\s+|the\\s+)?(\\d{1,2})(?:st|nd|rd|th)", lone_day},
      {"(?:on\\s+)?the\\s+" FENLIU_EN_ORDINAL, [](const Match& m, Piece& p) { p.says.start.day = en_number(m.lower(1)); p.needs_date = true; return m.followed_by({"of each", "of every", "day of each", "day of every"}); }},
      {"the\\s+(\\d{1,2})", [](const Match& m, Piece& p) { p.says.start.day = m.number(1); return m.is_whole_text() && m.number(1) <= 31; }},
      {"(?:the\\s+)?" FENLIU_EN_NTH "\\s+" FENLIU_EN_WEEKDAY "(?:\\s+(?:of|in)\\s+" FENLIU_EN_MONTH FENLIU_EN_YEAR ")?", nth_weekday},
      {"(?:the\\s+)?" FENLIU_EN_NTH "\\s+(?:and|&)\\s+" FENLIU_EN_NTH "\\s+" FENLIU_EN_WEEKDAY, two_nth_weekdays},
      {"(?:(?:on\\s+)?the\\s+)?(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[0-9]{1,2}(?:st|nd|rd|th))(\\s+last)?\\s+day\\s+of\\s+" FENLIU_EN_MONTH FENLIU_EN_YEAR, nth_day},
  };
  return rules;
}

}  // namespace fenliu::rules
