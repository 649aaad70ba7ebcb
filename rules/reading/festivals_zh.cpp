// Chinese days of the lunar calendar and holidays: 农历正月十五, 除夕, 国庆节期间, 清明节.
#include <map>
#include <string>
#include <tuple>

#include "rules/reading/words_zh.h"

namespace fenliu::rules {

namespace {

bool one_of(char32_t c, std::u32string_view characters) { return c != 0 && characters.find(c) != std::u32string_view::npos; }

int lunar_day(std::string_view word) {
  if (word.starts_with("初")) return small_number(word.substr(3));
  return small_number(word);
}

bool lunar_date_words(const Match& m, Piece& piece) {
  static const std::map<std::string_view, int> kMonths = {{"正", 1}, {"冬", 11}, {"腊", 12}};
  auto& start = piece.says.start;
  start.lunar = true;
  const auto month = m.text(2);
  start.month = kMonths.contains(month) ? kMonths.at(month) : small_number(month);
  if (m.has(3)) {
    start.day = m.text(3).find_first_of("0123456789") == std::string_view::npos ? lunar_day(m.text(3)) : m.number(3);
    if (*start.day < 1) return false;
  } else if (!m.has(1) && !kMonths.contains(month)) {
    return false;
  }
  // 十一月三十 without 日 is a lunar day only where 初, 正 or 农历 say so, or nothing follows.
  const bool sure = m.has(1) || kMonths.contains(month) || m.text(3).starts_with("初") || m.text(3).starts_with("廿") || m.text(3).starts_with("十");
  return sure && !one_of(m.next(), U"日号个人项条次家户") && *start.month >= 1 && *start.month <= 12;
}

bool lunar_year_end(const Match&, Piece& piece) {
  piece.says.start.lunar = piece.says.start.year_end = true;
  return true;
}

// 初六 after a lunar day: 除夕至初六.
bool lunar_first_days(const Match& m, Piece& piece) {
  piece.says.start.lunar = true;
  piece.says.start.month = 1;
  piece.says.start.day = lunar_day(m.has(2) ? m.text(2) : m.text(1));
  piece.needs_date = !m.has(2);
  return *piece.says.start.day > 0;
}

bool lunar_prefix(const Match&, Piece& piece) {
  piece.says.start.lunar = true;
  piece.needs_date = true;
  return true;
}

// Days by name that are the n-th weekday of a month.
const std::map<std::string_view, std::tuple<int, int, int>>& nth_weekdays() {
  static const std::map<std::string_view, std::tuple<int, int, int>> days = {{"母亲节", {5, 2, 0}}, {"父亲节", {6, 3, 0}}, {"感恩节", {11, 4, 4}}};
  return days;
}

bool holiday(const Match& m, Piece& piece) {
  static const std::map<std::string_view, std::pair<int, int>> kLunar = {{"春节", {1, 1}}, {"元宵节", {1, 15}}, {"端午节", {5, 5}}, {"端午", {5, 5}}, {"中秋节", {8, 15}}, {"中秋", {8, 15}}, {"重阳节", {9, 9}}, {"七夕节", {7, 7}}, {"七夕", {7, 7}}, {"中元节", {7, 15}}, {"腊八节", {12, 8}}, {"腊八", {12, 8}}, {"小年", {12, 23}}, {"龙抬头", {2, 2}}};
  static const std::map<std::string_view, std::pair<int, int>> kSolar = {
      {"元旦", {1, 1}}, {"情人节", {2, 14}}, {"妇女节", {3, 8}}, {"植树节", {3, 12}}, {"愚人节", {4, 1}}, {"劳动节", {5, 1}}, {"青年节", {5, 4}}, {"儿童节", {6, 1}}, {"建党节", {7, 1}},
      {"建军节", {8, 1}}, {"教师节", {9, 10}}, {"国庆节", {10, 1}}, {"国庆", {10, 1}}, {"记者节", {11, 8}}, {"光棍节", {11, 11}}, {"护士节", {5, 12}}, {"五一", {5, 1}}, {"平安夜", {12, 24}}, {"圣诞节", {12, 25}}};
  auto& start = piece.says.start;
  const auto word = m.text(1);
  if (nth_weekdays().contains(word)) {
    const auto [month, nth, weekday] = nth_weekdays().at(word);
    start.month = month;
    start.nth = nth;
    start.weekday = static_cast<unsigned>(weekday);
    return start.festival = true;
  }
  if (word.starts_with("清明")) {
    start.feast = Feast::qingming;
    return start.festival = true;
  }
  const bool lunar = start.lunar = kLunar.contains(word);
  const auto [month, day] = lunar ? kLunar.at(word) : kSolar.at(word);
  start.month = month;
  start.day = day;
  return true;
}

}  // namespace

const std::vector<PieceRule>& festivals_zh() {
  static const std::vector<PieceRule> rules = {
      {"(农历|阴历|旧历)?(正|冬|腊|[一二三四五六七八九十]{1,2}|[0-9]{1,2})月((?:初[一二三四五六七八九十])|[一二三廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]|[0-9]{1,2})?(?:日|号)?", [](const Match& m, Piece& p) {
         // Digits are lunar only where 农历 or the month's name says so.
         const bool named = m.has(1) || m.text(2) == "正" || m.text(2) == "冬" || m.text(2) == "腊";
         if (!named && (!m.has(3) || m.text(3).find_first_of("0123456789") != std::string_view::npos || m.text(0).ends_with("日") || m.text(0).ends_with("号"))) return false;
         return lunar_date_words(m, p);
       }},
      {"(农历|阴历|旧历)", lunar_prefix},
      {"(除夕|大年三十|年三十)", lunar_year_end},
      {"(大年|年)(初[一二三四五六七八九十])", lunar_first_days},
      {"(初[一二三四五六七八九十])", lunar_first_days},
      {"(元旦|春节|元宵节|端午节|中秋节|重阳节|国庆节|国庆|劳动节|清明节|清明|中秋|端午|妇女节|植树节|儿童节|建军节|教师节|建党节|圣诞节|情人节|青年节|记者节|光棍节|平安夜|愚人节)(?:节)?(?:当天|当日|期间|前后|那天)", holiday},
      {"(元旦|元宵节|端午节|中秋节|重阳节|国庆节|劳动节|清明节|妇女节|植树节|儿童节|建军节|教师节|建党节|圣诞节|情人节|青年节|愚人节|光棍节|平安夜|母亲节|父亲节|感恩节|护士节|春节|中秋|端午|国庆|清明|五一|七夕节|七夕|中元节|腊八节|腊八|小年|龙抬头)", [](const Match& m, Piece& p) {
         return (m.is_whole_text() || m.previous() == U'年') && !m.followed_by({"前", "之前", "以前", "后", "期间", "假期", "小长假", "黄金周"}) && holiday(m, p);
       }},
      {"(元旦)", [](const Match& m, Piece& p) { return !one_of(m.next(), U"假前、和春") && holiday(m, p); }},
  };
  return rules;
}

}  // namespace fenliu::rules
