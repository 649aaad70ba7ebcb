// Chinese dates: 2022年, 11月, 25日, 明天, 下周三, 三季度.
#include <map>
#include <string>

#include "rules/reading/words_zh.h"

namespace fenliu::rules {

namespace {

bool one_of(char32_t c, std::u32string_view characters) { return c != 0 && characters.find(c) != std::u32string_view::npos; }
bool is_numeral(char32_t c) { return one_of(c, U"0123456789〇零一二两三四五六七八九十廿卅百千万"); }

// Only digits stand for dates without 年月日.
bool numeric_date(const Match& match, Piece& piece, int year, int month, int day) {
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  if (match.previous() == U'-' || match.previous() == U'/' || match.next() == U'/' || match.next() == U'%') return false;
  if (year > 0) piece.says.start.year = year;
  piece.says.start.month = month;
  piece.says.start.day = day;
  return true;
}

bool full_date(const Match& m, Piece& piece) {
  if (m.next() == U'-' && m.text(1).size() == 4) return false;  // 2022-11-01-08: a number of something
  if (m.preceded_by({"编号", "编号:", "编号为", "文号", "文号:", "证号", "证号:", "批号", "批号:", "序号", "序号:", "号码", "号码:", "单号", "单号:"})) return false;
  return numeric_date(m, piece, m.number(1), m.number(2), m.number(3));
}

bool full_year(const Match& m, Piece& piece) {
  const int year = year_number(m.text(1));
  if (year < 0) return false;
  piece.says.start.year = year;
  return true;
}

// 22年, 零七年: of this century or the last. A bare number of years is a length.
bool short_year(const Match& m, Piece& piece) {
  const auto text = m.text(1);
  if (m.previous() == U'第' || is_numeral(m.previous())) return false;
  std::string four = text.size() == 2 ? "20" + std::string(text) : "二〇" + std::string(text);
  const int year = year_number(four);
  if (year < 0) return false;
  piece.says.start.year = year % 100;
  piece.needs_date = !m.is_whole_text() && !is_numeral(m.next()) && !one_of(m.next(), U"底初末第");
  return true;
}

bool month(const Match& m, Piece& piece) {
  const int value = m.number(1);
  if (value < 0 || is_numeral(m.previous()) || m.previous() == U'个') return false;
  if (one_of(m.next(), U"均息龄嫂饼供薪租") || (value == 0 && !is_numeral(m.next()))) return false;
  piece.says.start.month = value;
  piece.says.damaged = value < 1 || value > 12;
  return true;
}

// 25日, 25号; 67日 is damaged; 3号楼 is no day.
bool day(const Match& m, Piece& piece) {
  const int value = m.number(1);
  const bool number = m.text(2) == "号" || m.text(2) == "號";
  if (value < 1 || m.previous() == U'第' || one_of(m.previous(), U"共期满隔〕])")) return false;
  if (is_numeral(m.previous()) || (number && one_of(m.next(), U"楼令文线門门馆地机院厅车店桥井坝仓公函件会病码卡船岸台区房室票检"))) return false;
  if (one_of(m.next(), U"均游夜") && !number) return one_of(m.next(), U"夜") && (piece.says.start.day = value, true);
  const bool numerals = m.text(1).find_first_of("0123456789") == std::string_view::npos;
  piece.says.start.day = value;
  piece.says.damaged = value > 31;
  if (number && value > 31 && m.previous() != U'月') return false;  // seats, houses
  piece.needs_date = (numerals || number) && !m.is_whole_text();
  return true;
}

// 7-9日, 13至15日: both days of one month.
bool days(const Match& m, Piece& piece) {
  Moment last;
  piece.says.start.day = m.number(1);
  last.day = m.number(2);
  piece.says.end = last;
  piece.needs_date = m.previous() != U'月' && m.previous() != U' ';
  return *piece.says.start.day >= 1 && *last.day > *piece.says.start.day && *last.day <= 31;
}

// 4月前4天, 上月最后五天
bool days_of_month(const Match& m, Piece& piece) {
  Moment last;
  const int count = m.number(2);
  const bool at_end = m.text(1) == "最后";
  piece.says.start.day = at_end ? -count : 1;
  last.day = at_end ? -1 : count;
  piece.says.end = last;
  return count > 1 && count <= 31 && (m.previous() == U'月' || m.previous() == U'份');
}

const std::map<std::string, int, std::less<>>& day_words() {
  static const std::map<std::string, int, std::less<>> words = {
      {"今天", 0}, {"今日", 0}, {"本日", 0}, {"今儿", 0}, {"明天", 1}, {"明日", 1}, {"后天", 2}, {"后日", 2},
      {"大后天", 3}, {"大大后天", 4}, {"昨天", -1}, {"昨日", -1}, {"前天", -2}, {"前日", -2}, {"大前天", -3}};
  return words;
}

bool day_word(const Match& m, Piece& piece) {
  piece.says.start.day_offset = day_words().at(std::string(m.text(1)));
  return true;
}

// 1至8月, 1-9月份: months of one year.
bool months(const Match& m, Piece& piece) {
  Moment last;
  piece.says.start.month = m.number(1);
  last.month = m.number(2);
  piece.says.end = last;
  return *piece.says.start.month >= 1 && *last.month > *piece.says.start.month && *last.month <= 12 && !is_numeral(m.previous());
}

// 前三季度, 前8个月, 后两个月
bool first_months(const Match& m, Piece& piece) {
  const int count = m.number(2) * (m.text(3) == "季度" ? 3 : 1);
  const bool first = m.text(1) == "前" || m.text(1) == "头";
  Moment last;
  piece.says.start.month = first ? 1 : 13 - count;
  last.month = first ? count : 12;
  piece.says.end = last;
  // Without a year it is this one; "近前两个月" and lengths have another rule.
  return count >= 2 && count <= 11 && (m.previous() == U'年' || m.previous() == U'度' || m.text(3) == "季度");
}

// 本周末, 下周末, 周末
bool weekend(const Match& m, Piece& piece) {
  static const std::map<std::string_view, int> kWeeks = {{"上", -1}, {"本", 0}, {"这", 0}, {"下", 1}, {"这个", 0}, {"上个", -1}, {"下个", 1}};
  piece.says.start.share = Share::weekend;
  piece.says.start.week_offset = m.has(1) ? kWeeks.at(m.text(1)) : 0;
  return m.has(1) || m.is_whole_text();
}

// 本月最后一个工作日, 11月第一个工作日
bool nth_workday(const Match& m, Piece& piece) {
  piece.says.start.workday_nth = m.has(2) ? m.number(2) : m.text(1) == "首个" ? 1 : -1;
  return (piece.needs_date = true) && *piece.says.start.workday_nth != 0;
}

// 2025年第一天, 3月的第十天
bool nth_day(const Match& m, Piece& piece) {
  const int day = m.number(1);
  if (day < 1 || day > 31) return false;
  piece.says.start.day = day;
  if (m.previous() == U'年') piece.says.start.month = 1;
  return m.previous() == U'年' || m.previous() == U'月';
}

// 3月最后一天, 倒数第二天; of the year too.
bool last_day(const Match& m, Piece& piece) {
  const bool of = m.preceded_by({"月", "月的", "月份", "月份的"}), of_year = m.preceded_by({"年", "年的"});
  piece.says.start.day = m.has(1) ? -m.number(1) : -1;
  if (of_year) piece.says.start.month = 12;
  piece.needs_date = true;
  return (of || of_year) && *piece.says.start.day < 0;
}

// 下周初, 本周中
bool share_of_week(const Match& m, Piece& piece) {
  static const std::map<std::string_view, int> kWeeks = {{"上", -1}, {"本", 0}, {"这", 0}, {"下", 1}};
  piece.says.start.week_offset = kWeeks.at(m.text(1));
  piece.says.start.share = m.text(2) == "初" ? Share::beginning : Share::middle;
  return true;
}

// 4.15上午10点: a day, where a part of the day or a weekday follows.
bool dotted_day(const Match& m, Piece& piece) {
  return !m.followed_by({"晚会"}) && m.followed_by({"上午", "下午", "晚上", "早上", "中午", "凌晨", "晚", "早", "(周", "(星期"}) && numeric_date(m, piece, 0, m.number(1), m.number(2));
}

// 今晚, 明早, 昨夜
bool day_and_band(const Match& m, Piece& piece) {
  static const std::map<std::string_view, int> kDays = {{"今", 0}, {"当", 0}, {"明", 1}, {"昨", -1}, {"后", 2}, {"次", 1}};
  static const std::map<std::string_view, Band> kBands = {{"晚", Band::evening}, {"夜", Band::night}, {"早", Band::early}, {"晨", Band::early}};
  if (m.text(1) == "次" || m.text(1) == "当") piece.says.start.days_later = m.text(1) == "次" ? 1 : 0;
  else piece.says.start.day_offset = kDays.at(m.text(1));
  piece.says.start.band = kBands.at(m.text(2));
  return true;
}

bool day_by_event(const Match& m, Piece& piece) {
  const auto day = m.text(1);
  piece.says.start.trigger_day = day.starts_with("当") ? 0 : day.starts_with("前") ? -1 : 1;
  return piece.needs_date = true;
}

bool next_day(const Match& m, Piece& piece) {
  const auto text = m.text(1);
  piece.says.start.days_later = text == "第三天" ? 2 : 1;
  return true;
}

bool month_word(const Match& m, Piece& piece) {
  static const std::map<std::string_view, int> kWords = {{"本", 0}, {"这", 0}, {"当", 0}, {"同", 0}, {"上", -1}, {"下", 1}, {"次", 1}, {"上上", -2}, {"下下", 2}};
  piece.says.start.month_offset = kWords.at(m.text(1));
  return !one_of(m.next(), U"内") || (piece.says.before = piece.says.counts = true, true);
}

bool year_word(const Match& m, Piece& piece) {
  static const std::map<std::string_view, int> kWords = {{"今", 0}, {"本", 0}, {"这一", 0}, {"当", 0}, {"明", 1}, {"次", 1}, {"来", 1}, {"去", -1}, {"上一", -1}, {"前", -2}, {"后", 2}, {"下一", 1}};
  piece.says.start.year_offset = kWords.at(m.text(1));
  return m.previous() != U'多' && m.previous() != U'数';
}

std::optional<unsigned> weekday_named(std::string_view name) {
  static const std::map<std::string_view, unsigned> kDays = {{"日", 0}, {"天", 0}, {"一", 1}, {"二", 2}, {"三", 3}, {"四", 4}, {"五", 5}, {"六", 6}};
  const auto found = kDays.find(name);
  return found == kDays.end() ? std::nullopt : std::optional(found->second);
}

// 周五, 星期五, 下周五, 本周; but not 一周一通报.
bool week_word(const Match& m, Piece& piece) {
  static const std::map<std::string_view, int> kWeeks = {{"上上", -2}, {"上", -1}, {"本", 0}, {"这", 0}, {"下", 1}, {"下下", 2}, {"当", 0}};
  auto& start = piece.says.start;
  if (m.has(1)) start.week_offset = kWeeks.at(m.text(1));
  if (m.has(3)) start.weekday = weekday_named(m.text(3));
  if (!m.has(1) && !m.has(3)) return false;
  if (!m.has(1) && (is_numeral(m.previous()) || one_of(m.previous(), U"每半")) ) return false;
  if (!m.has(1) && m.text(2) == "周" && one_of(m.next(), U"通次报调研轮天")) return false;
  return true;
}

bool bracketed_weekday(const Match& m, Piece& piece) {
  piece.says.start.weekday = weekday_named(m.text(1));
  piece.needs_date = true;
  return true;
}

bool week_number(const Match& m, Piece& piece) {
  piece.says.start.week_of = m.number(1);
  piece.needs_date = true;
  return *piece.says.start.week_of > 0;
}

bool nth_weekday(const Match& m, Piece& piece) {
  piece.says.start.nth = m.text(1) == "最后" ? -1 : m.number(2);
  piece.says.start.weekday = weekday_named(m.text(3));
  piece.needs_date = true;
  return true;
}

bool quarter(const Match& m, Piece& piece) {
  static const std::map<std::string_view, int> kWords = {{"上", -1}, {"本", 0}, {"下", 1}, {"这", 0}};
  if (kWords.contains(m.text(1))) piece.says.start.quarter_offset = kWords.at(m.text(1));
  else piece.says.start.quarter = m.text(1) == "首" ? 1 : m.number(1);
  return !piece.says.start.quarter || (*piece.says.start.quarter >= 1 && *piece.says.start.quarter <= 4);
}

bool half(const Match& m, Piece& piece) {
  piece.says.start.half = m.text(1) == "上" ? 1 : 2;
  return true;
}

// 月底, 年初 by themselves; 底, 上旬 after a month or a year.
bool share(const Match& m, Piece& piece) {
  static const std::map<std::string_view, Share> kShares = {{"初", Share::beginning}, {"中", Share::middle}, {"底", Share::end}, {"末", Share::end},
                                                            {"伊始", Share::beginning}, {"上旬", Share::first_third}, {"中旬", Share::middle}, {"下旬", Share::last_third}};
  piece.says.start.share = kShares.at(m.text(2));
  if (!m.has(1)) {
    if (!one_of(m.previous(), U"月年度份度")) return false;
    piece.needs_date = true;
    return true;
  }
  // 十二月月底, 明年年初: the month or the year stands before.
  const bool after = m.previous() == U'月' || m.previous() == U'年';
  if (after) {
    piece.needs_date = true;
    return true;
  }
  if (m.text(1) == "月") piece.says.start.month_offset = 0;
  if (m.text(1) == "年") piece.says.start.year_offset = 0;
  return true;
}

// 本周内, 月内: by the end of the period.
bool within_period(const Match& m, Piece& piece) {
  piece.says.before = piece.says.counts = true;
  const auto word = m.text(1);
  if (word.find("周") != std::string_view::npos) piece.says.start.week_offset = 0;
  if (word.find("月") != std::string_view::npos) piece.says.start.month_offset = word.starts_with("下") ? 1 : 0;
  if (word.find("年") != std::string_view::npos) piece.says.start.year_offset = 0;
  if (word.find("季") != std::string_view::npos) piece.says.start.quarter_offset = 0;
  return true;
}

bool within_day(const Match&, Piece& piece) {
  piece.says.before = piece.says.counts = true;
  piece.says.start.days_later = 0;
  return true;
}

}  // namespace

const std::vector<PieceRule>& dates_zh() {
  static const std::vector<PieceRule> rules = {
      {"(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})", full_date},
      {"(\\d{4}) (\\d{1,2}) (\\d{1,2})", [](const Match& m, Piece& p) { return m.is_whole_text() && full_date(m, p); }},
      {"(\\d{4})(\\d{2})(\\d{2})", [](const Match& m, Piece& p) { return m.is_whole_text() && full_date(m, p); }},
      {"(\\d{4})-(\\d{2})-(\\d{2})(\\d{2}):(\\d{2})",
       [](const Match& m, Piece& p) {
         p.says.start.hour = m.number(4);
         p.says.start.minute = m.number(5);
         return full_date(m, p);
       }},
      {"(\\d{4})\\.(\\d{2})", [](const Match& m, Piece& p) { return numeric_date(m, p, m.number(1), m.number(2), 1) && (p.says.start.day.reset(), p.needs_date = true, true); }},
      {"(\\d{1,2})[-/·](\\d{1,2})[日号]?",
       [](const Match& m, Piece& p) {
         const auto last = m.text(0);
         if (last.find('-') != std::string_view::npos && (last.ends_with("日") || last.ends_with("号"))) return false;
         p.needs_date = !m.is_whole_text() && !last.ends_with("日") && !last.ends_with("号");
         return numeric_date(m, p, 0, m.number(1), m.number(2));
       }},
      {"([12一二][0-9〇零OoＯ一二三四五六七八九]{3})年度?(?:的)?", full_year},
      {"([0-9]{2}|[〇零一二三四五六七八九]{2})年", short_year},
      {"(" FENLIU_ZH_N ")月(?:份)?的?", month},
      {"([0-9]{1,4}|[一二三四五六七八九十廿卅]{1,3})(日|号|號)", day},
      {"([一二三四五六七八九十]{1,2}|[0-9]{1,2})月([0-9]{1,2})", [](const Match& m, Piece& p) { return !one_of(m.next(), U"日号号 ") && (m.is_whole_text() || m.next() == U'至' || m.next() == U'到' || m.previous() == U'至') && numeric_date(m, p, 0, m.number(1), m.number(2)); }},
      {"([0-9]{1,2}|[一二三四五六七八九十廿]{1,3})[-~至到]{1,2}([0-9]{1,2}|[一二三四五六七八九十廿]{1,3})[日号]", days},
      {"(前|最后|头)(" FENLIU_ZH_N ")(?:天|日)", days_of_month},
      {"(\\d{4})-(\\d{1,2})-(\\d{1,2})-(\\d{1,2}):(\\d{2})",
       [](const Match& m, Piece& p) {
         p.says.start.hour = m.number(4);
         p.says.start.minute = m.number(5);
         return full_date(m, p);
       }},
      {"(?:当日|当天|同日)", [](const Match& m, Piece& p) { p.needs_date = !m.is_whole_text(); p.says.start.days_later = 0; return true; }},
      {"(?:会议|考试|活动|开标|报到|投票|比赛|培训|演练|节日)(?:召开)?(当天|当日|前一天|前一日|次日|第二天)", day_by_event},
      {"(" FENLIU_ZH_N ")[-~至到]{1,2}(" FENLIU_ZH_N ")月(?:份)?", months},
      {"(前|头|后)(" FENLIU_ZH_N ")个?(季度|月)", first_months},
      {"(上个?|本|这个?|下个?)?(?:周|星期|礼拜)末", weekend},
      {"(上|本|这|下)周(初|中)", share_of_week},
      {"(?:最后(?:一|1)天|倒数第(" FENLIU_ZH_N ")天)", last_day},
      {"(\\d{1,2})\\.(\\d{1,2})", dotted_day},
      {"(第(" FENLIU_ZH_N ")个|最后一个|首个)工作日", nth_workday},
      {"第(" FENLIU_ZH_N ")天", nth_day},
      {"(大大后天|大后天|大前天|今天|今日|本日|明天|明日|后天|后日|昨天|昨日|前天|前日)的?", day_word},
      {"([今明昨当后次])(晚|夜|早|晨)(?:上|间|里)?", day_and_band},
      {"(次日|翌日|第二天|第二日|第三天)", next_day},
      {"(上上|下下|[本这当同上下次])(?:一)?个?月(?:份)?的?", month_word},
      {"(今|本|这一|当|明|次|来|去|上一|下一|前|后)年度?的?", year_word},
      {"(上上|下下|[上本这下当])?(?:一)?个?(周|星期|礼拜)([一二三四五六日天])?", week_word},
      {"\\((?:星期|周|週|礼拜)([一二三四五六日天])\\)", bracketed_weekday},
      {"第(" FENLIU_ZH_N ")个?(?:周|星期|礼拜)", week_number},
      {"(第(" FENLIU_ZH_N ")个|最后一个)(?:周|星期)([一二三四五六日天])", nth_weekday},
      {"第?([一二三四1-4首上本下这])个?季度", quarter},
      {"Q([1-4])(?:季度)?", quarter},
      {"(上|下)半年", half},
      {"(月|年)?(上旬|中旬|下旬|伊始|初|中|底|末)", share},
      {"(本周内|这周内|本月内|本季度内|本年内|今年内|今年之内|年内|月内|本年度内)", within_period},
      {"(当日内|当天内|今日内|今天内)", within_day},
  };
  return rules;
}

}  // namespace fenliu::rules
