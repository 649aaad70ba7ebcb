// Chinese time phrases of official documents (tables of GB/T 9704 practice: 于11月25日17:00前, 明日上班前, 三个工作日内 …).
#include <algorithm>

#include "rules/reading/times.h"

namespace fenliu::rules {

namespace {

#define FENLIU_N "(?:[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})"
#define FENLIU_DAYPART "(上午|下午|中午|晚上|晚|凌晨|早上|早晨|傍晚|夜间)?"
#define FENLIU_CLOCK "(?:(" FENLIU_N ")\\s*(?::\\s*([0-9]{2})|[时時点點](?:(" FENLIU_N ")分|(半)|整)?))"
#define FENLIU_WEEKDAY "(?:\\((?:星期|周|週)([一二三四五六日天])\\))?"

struct Patterns {
  // Alternatives in order; each begins with something that only it begins with.
  RE2 damaged{"([0-9]{1,4}日\\((?:星期|周)[^一二三四五六日天)][^)]{0,8}\\)?)"};
  RE2 working_days{"((" FENLIU_N ")个?工作日(?:之?内|以内))"};
  RE2 clock_relative{"((?:限|须)?在?(" FENLIU_N "|[0-9]{1,3})个?(小时|分钟)(?:之?内|以内|之前))"};
  RE2 days_relative{"((" FENLIU_N ")[日天](?:之?内|以内))"};
  RE2 daily{"((?:每日|每天|每晚|逐日)" FENLIU_DAYPART "\\s*" FENLIU_CLOCK "(前|之前|以前)?(?:[、和,]" FENLIU_DAYPART "\\s*" FENLIU_CLOCK "(?:前|之前)?)?)"};
  RE2 monthly{"(每月(" FENLIU_N ")[日号](前|之前)?)"};
  RE2 weekly{"(每(?:周|星期)([一二三四五六日天])(?:(上班|下班))?(前|之前)?)"};
  RE2 vague{"(即日起|立即|立刻|马上|尽快|第一时间|限时|春节前夕|节前)"};
  RE2 dated{"((?:([12][0-9]{3}|[二一][0-9〇零O一二三四五六七八九]{3})年)?(" FENLIU_N ")月(" FENLIU_N ")[日号](?:\\s*(?:至|-|~|到)\\s*(?:(" FENLIU_N ")月)?(" FENLIU_N ")[日号])?" FENLIU_WEEKDAY
            "\\s*" FENLIU_DAYPART "\\s*" FENLIU_CLOCK "?(上班|下班)?(?:时)?(起|前|之前|以前)?)"};
  RE2 day_word{"((今日|今天|当日|当天|明日|明天|次日|翌日|第二天|后天|昨日|昨天|本周|这周|下周|周|星期|礼拜)([一二三四五六日天])?(?:\\([0-9]{1,2}日\\))?"
               "\\s*" FENLIU_DAYPART "\\s*" FENLIU_CLOCK "?(上班|下班)?(?:时)?(前|之前|以前)?)"};
  RE2 clock{"(" FENLIU_DAYPART "\\s*" FENLIU_CLOCK "(?:\\s*(?:-{1,2}|~|至|到)\\s*(?:次日)?" FENLIU_DAYPART "\\s*" FENLIU_CLOCK ")?(前|之前|以前)?)"};
  RE2 band{"((?:(上班|下班)前|(上午|下午|凌晨)前))"};
};

const Patterns& patterns() {
  static const Patterns compiled;
  return compiled;
}

using Piece = re2::StringPiece;

std::string text_of(const Piece& piece) { return {piece.data(), piece.size()}; }

std::optional<unsigned> weekday_of(const Piece& piece) {
  static const std::vector<std::string> kDays = {"日", "一", "二", "三", "四", "五", "六"};
  const auto text = text_of(piece);
  if (text == "天") return 0;
  const auto found = std::find(kDays.begin(), kDays.end(), text);
  return found == kDays.end() ? std::nullopt : std::optional(static_cast<unsigned>(found - kDays.begin()));
}

// The hour of the day from an hour as written and a part of the day; nothing for what no clock shows.
std::optional<int> hour_of(const std::string& part, int hour) {
  if (hour < 0 || hour > 24) return {};
  const bool later = part == "下午" || part == "晚上" || part == "晚" || part == "傍晚" || part == "夜间";
  if (later && hour >= 1 && hour <= 11) return hour + 12;
  if (part == "中午" && hour >= 1 && hour <= 2) return hour + 12;
  return hour;
}

struct Clock {
  std::optional<int> hour, minute;
};

Clock clock_of(const Piece& part, const Piece& hour, const Piece& colon, const Piece& minutes, const Piece& half) {
  Clock clock;
  if (hour.empty()) return clock;
  clock.hour = hour_of(text_of(part), small_number({hour.data(), hour.size()}));
  if (!colon.empty()) {
    clock.minute = small_number({colon.data(), colon.size()});
  } else if (!minutes.empty()) {
    clock.minute = small_number({minutes.data(), minutes.size()});
  } else {
    clock.minute = half.empty() ? 0 : 30;
  }
  if (*clock.minute > 59 || !clock.hour) return {};
  return clock;
}

Expression::Band band_of(const std::string& work, const std::string& part) {
  if (work == "上班") return Expression::Band::opening;
  if (work == "下班") return Expression::Band::closing;
  if (part == "上午" || part == "早上" || part == "早晨") return Expression::Band::morning;
  if (part == "下午") return Expression::Band::afternoon;
  if (part == "凌晨") return Expression::Band::night;
  return Expression::Band::none;
}

// Finds one phrase at exactly `at`; tries the patterns in order.
class Parser {
 public:
  explicit Parser(const Document& document) : document_(document) {}

  std::vector<Expression> run() {
    std::size_t at = 0;
    const auto& text = document_.utf8;
    while (at < text.size()) {
      if (!may_begin(at)) {
        at = next(at);
        continue;
      }
      Expression expression;
      const auto length = parse(at, expression);
      if (length == 0) {
        at = next(at);
        continue;
      }
      expression.range = {document_.code_point[at], document_.code_point[at + length]};
      found_.push_back(std::move(expression));
      at += length;
    }
    return std::move(found_);
  }

 private:
  std::size_t next(std::size_t at) const {
    const auto& text = document_.utf8;
    for (++at; at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;) ++at;
    return at;
  }

  // Phrases begin with a digit, a numeral or one of few characters; a digit in the middle of a number begins nothing.
  bool may_begin(std::size_t at) const {
    const char32_t c = document_.text[document_.code_point[at]];
    if (c >= U'0' && c <= U'9') {
      const char before = at > 0 ? document_.utf8[at - 1] : ' ';
      return !(before >= '0' && before <= '9') && before != '.' && before != '/';
    }
    return std::u32string_view(U"一二三四五六七八九十廿卅每逐限须在即立马尽第春节今当明次翌后昨本这下周星礼上中晚凌早傍夜").find(c) !=
           std::u32string_view::npos;
  }

  bool match(const RE2& pattern, std::size_t at, Piece* groups, int count) const {
    return pattern.Match(document_.utf8, at, document_.utf8.size(), RE2::ANCHOR_START, groups, count);
  }

  std::size_t parse(std::size_t at, Expression& out) const {
    const auto& p = patterns();
    Piece g[20];
    if (match(p.damaged, at, g, 2)) {
      out.damaged = true;
      return g[1].size();
    }
    if (match(p.working_days, at, g, 3)) {
      out.kind = TimeKind::relative;
      out.working_days = small_number({g[2].data(), g[2].size()});
      out.before = true;
      return *out.working_days > 0 ? g[1].size() : 0;
    }
    if (match(p.clock_relative, at, g, 4)) return relative(g, out);
    if (match(p.days_relative, at, g, 3)) {
      out.kind = TimeKind::relative;
      out.offset_minutes = small_number({g[2].data(), g[2].size()}) * 1440;
      return g[1].size();
    }
    if (match(p.daily, at, g, 13)) return daily(g, out);
    if (match(p.monthly, at, g, 4)) {
      out.kind = TimeKind::recurrence;
      out.month_day = small_number({g[2].data(), g[2].size()});
      out.before = !g[3].empty();
      return *out.month_day >= 1 && *out.month_day <= 31 ? g[1].size() : 0;
    }
    if (match(p.weekly, at, g, 5)) {
      out.kind = TimeKind::recurrence;
      out.every_weekday = weekday_of(g[2]);
      out.band = band_of(text_of(g[3]), "");
      out.before = !g[4].empty();
      return g[1].size();
    }
    if (match(p.vague, at, g, 2)) {
      out.kind = TimeKind::vague;
      out.effective = text_of(g[1]) == "即日起";
      return g[1].size();
    }
    if (match(p.dated, at, g, 15)) return dated(g, out);
    if (match(p.day_word, at, g, 11)) return day_word(g, out);
    if (match(p.band, at, g, 4)) {
      out.day_offset = 0;
      out.band = band_of(text_of(g[2]), text_of(g[3]));
      out.before = true;
      return g[1].size();
    }
    if (match(p.clock, at, g, 13)) return clock(g, out);
    return 0;
  }

  std::size_t relative(const Piece* g, Expression& out) const {
    const auto number = text_of(g[2]);
    int value = small_number(number);
    if (value < 0 && number.size() == 3) value = std::stoi(number);
    out.kind = TimeKind::relative;
    out.offset_minutes = value * (text_of(g[3]) == "小时" ? 60 : 1);
    out.before = true;
    return value > 0 ? g[1].size() : 0;
  }

  std::size_t daily(const Piece* g, Expression& out) const {
    const auto first = clock_of(g[2], g[3], g[4], g[5], g[6]);
    if (!first.hour) return 0;
    out.kind = TimeKind::recurrence;
    out.every_day = true;
    out.hours_of_day = {*first.hour};
    out.minutes_of_hour = {*first.minute};
    out.before = !g[7].empty();
    const auto second = clock_of(g[8], g[9], g[10], g[11], g[12]);
    if (second.hour) {
      out.hours_of_day.push_back(*second.hour);
      if (*second.minute != *first.minute) out.minutes_of_hour.push_back(*second.minute);
    }
    return g[1].size();
  }

  std::size_t dated(const Piece* g, Expression& out) const {
    if (!g[2].empty()) {
      out.year = year_number({g[2].data(), g[2].size()});
      if (*out.year < 0) return 0;
    }
    out.month = small_number({g[3].data(), g[3].size()});
    out.day = small_number({g[4].data(), g[4].size()});
    if (*out.month < 1 || *out.month > 12 || *out.day < 1 || *out.day > 31) return 0;
    if (!g[6].empty()) {
      out.kind = TimeKind::span;
      out.until_month = g[5].empty() ? *out.month : small_number({g[5].data(), g[5].size()});
      out.until_day = small_number({g[6].data(), g[6].size()});
    }
    out.weekday = weekday_of(g[7]);
    const auto clock = clock_of(g[8], g[9], g[10], g[11], g[12]);
    out.hour = clock.hour;
    out.minute = clock.minute;
    if (!out.hour) out.band = band_of(text_of(g[13]), text_of(g[8]));
    const auto last = text_of(g[14]);
    out.effective = last == "起";
    out.before = !last.empty() && !out.effective;
    return g[1].size();
  }

  std::size_t day_word(const Piece* g, Expression& out) const {
    const auto word = text_of(g[2]);
    out.weekday = weekday_of(g[3]);
    const bool week = word == "本周" || word == "这周" || word == "下周" || word == "周" || word == "星期" || word == "礼拜";
    if (week && !out.weekday) return 0;
    if (!week && out.weekday) return 0;
    const auto clock = clock_of(g[4], g[5], g[6], g[7], g[8]);
    out.hour = clock.hour;
    out.minute = clock.minute;
    if (!out.hour) out.band = band_of(text_of(g[9]), text_of(g[4]));
    out.before = !g[10].empty();
    if (week) {
      out.week_offset = word == "下周" ? 1 : 0;
    } else if (word == "昨日" || word == "昨天") {
      out.day_offset = -1;
      out.lookback = true;
    } else {
      out.day_offset = word == "后天" ? 2 : word.starts_with("今") || word.starts_with("当") ? 0 : 1;
      out.next_working_day = *out.day_offset == 1 && (out.band == Expression::Band::opening || out.band == Expression::Band::closing);
    }
    // "当日" alone says nothing to schedule.
    return out.hour || out.band != Expression::Band::none || out.before || week ? g[1].size() : 0;
  }

  std::size_t clock(const Piece* g, Expression& out) const {
    const auto clock = clock_of(g[2], g[3], g[4], g[5], g[6]);
    if (!clock.hour) return 0;
    out.day_offset = 0;
    out.hour = clock.hour;
    out.minute = clock.minute;
    const auto until = clock_of(g[7].empty() ? g[2] : g[7], g[8], g[9], g[10], g[11]);
    if (until.hour) {
      out.kind = TimeKind::span;
      out.until_hour = until.hour;
      out.until_minute = until.minute;
    }
    out.before = !g[12].empty();
    return g[1].size();
  }

  const Document& document_;
  std::vector<Expression> found_;
};

}  // namespace

std::vector<Expression> expressions_zh(const Document& document) { return Parser(document).run(); }

}  // namespace fenliu::rules
