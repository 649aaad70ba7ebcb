// Chinese: words around dates and clocks, lengths of time, vague and damaged phrases; and how pieces hang together.
#include <map>
#include <string>

#include "rules/reading/assembly.h"
#include "rules/reading/words_zh.h"

namespace fenliu::rules {

namespace {

#define FENLIU_ZH_LENGTH "(" FENLIU_ZH_N "|[0-9]{1,4}|半|一个半|两个半)(?:\\(" FENLIU_ZH_N "\\))?个?(工作日|自然日|小时|钟头|分钟|刻钟|天|日|周|星期|月|年|季度)"

bool one_of(char32_t c, std::u32string_view characters) { return c != 0 && characters.find(c) != std::u32string_view::npos; }

bool nothing(const Match&, Piece& piece) {
  piece.kind = PieceKind::lead;
  return true;
}

bool before(const Match& m, Piece& piece) {
  piece.kind = PieceKind::tail;
  piece.says.before = true;
  piece.says.counts = m.has(1) || m.has(2);
  return !one_of(m.next(), U"往来期去述后夕置移进景线头者天");
}

bool since(const Match& m, Piece& piece) {
  piece.kind = PieceKind::tail;
  piece.says.since = true;
  return !one_of(m.next(), U"草伏见来诉床点码");
}

bool since_issued(const Match& m, Piece& piece) {
  // "自印发之日起15日内" is the beginning of a length of time.
  if (one_of(m.next(), U"0123456789一二三四五六七八九十")) return false;
  piece.says.since = true;
  piece.says.start.day_offset = 0;
  return true;
}

bool trigger(const Match& m, Piece& piece) {
  piece.kind = PieceKind::lead;
  piece.says.kind = TimeKind::relative;
  return one_of(m.next(), U"0123456789一二三四五六七八九十两半的");
}

bool every(const Match& m, Piece& piece) {
  static const std::map<std::string_view, TimeUnit> kUnits = {{"日", TimeUnit::day}, {"天", TimeUnit::day}, {"晚", TimeUnit::day}, {"早", TimeUnit::day},
                                                              {"月", TimeUnit::month}, {"个月", TimeUnit::month}, {"季度", TimeUnit::quarter}, {"季", TimeUnit::quarter}, {"年", TimeUnit::year}};
  piece.kind = PieceKind::every;
  piece.says.every = kUnits.at(m.text(1));
  if (m.text(1) == "晚") piece.says.start.band = Band::evening;
  if (m.text(1) == "早") piece.says.start.band = Band::early;
  if (m.has(2) && m.text(2) != "首月" && m.text(2) != "第一个月") piece.says.start.share = Share::end;
  return true;
}

bool every_week(const Match& m, Piece& piece) {
  static constexpr std::string_view kDays[] = {"日", "一", "二", "三", "四", "五", "六"};
  piece.kind = PieceKind::every;
  piece.says.every = TimeUnit::week;
  const auto days = m.text(1);
  for (std::size_t at = 0; at + 3 <= days.size();) {
    const auto character = days.substr(at, 3);
    if (character == "、" || character == "和" || character == "周") {
      at += 3;
      continue;
    }
    if (days[at] == ',') {
      ++at;
      continue;
    }
    Moment moment;
    for (unsigned i = 0; i < 7; ++i) {
      if (kDays[i] == character || (i == 0 && character == "天")) moment.weekday = i;
    }
    if (!piece.says.start.weekday) piece.says.start.weekday = moment.weekday;
    else piece.says.also.push_back(moment);
    at += 3;
  }
  return true;
}

// 每周一次, 每季度报送一次
bool once_every(const Match& m, Piece& piece) {
  static const std::map<std::string_view, TimeUnit> kUnits = {{"周", TimeUnit::week}, {"月", TimeUnit::month}, {"季度", TimeUnit::month}, {"年", TimeUnit::year}};
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::recurrence;
  piece.says.every = kUnits.at(m.text(1));
  if (m.text(1) == "季度") piece.says.interval = 3;
  return true;
}

// 每周一至周五
bool every_week_span(const Match& m, Piece& piece) {
  static constexpr std::string_view kDays = "一二三四五六日";
  piece.kind = PieceKind::every;
  piece.says.every = TimeUnit::week;
  const auto first = kDays.find(m.text(1)) / 3 + 1, last = m.text(2) == "天" ? 7 : kDays.find(m.text(2)) / 3 + 1;
  piece.says.start.weekday = static_cast<unsigned>(first);
  for (auto day = first + 1; day <= last; ++day) {
    Moment other;
    other.weekday = static_cast<unsigned>(day % 7);
    piece.says.also.push_back(other);
  }
  return last > first;
}

// 隔周二, 每隔一周
bool every_other_week(const Match& m, Piece& piece) {
  piece.kind = PieceKind::every;
  piece.says.every = TimeUnit::week;
  piece.says.interval = 2;
  static constexpr std::string_view kDays = "日一二三四五六";
  if (m.has(1)) piece.says.start.weekday = m.text(1) == "天" ? 0U : static_cast<unsigned>(kDays.find(m.text(1)) / 3);
  return m.has(1);
}

// 每日报送: how often, and nothing else.
bool every_by_itself(const Match& m, Piece& piece) {
  static const std::map<std::string_view, TimeUnit> kUnits = {{"每日", TimeUnit::day}, {"每天", TimeUnit::day}, {"每周", TimeUnit::week}, {"每月", TimeUnit::month}, {"每季度", TimeUnit::month}, {"每年", TimeUnit::year}};
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::recurrence;
  piece.says.every = kUnits.at(m.text(1));
  if (m.text(1) == "每季度") piece.says.interval = 3;
  return m.followed_by({"报送", "上报", "报告", "汇总上报", "更新", "定时报", "定时上报", "按时报", "向"});
}

bool every_length(const Match& m, Piece& piece) {
  static const std::map<std::string_view, TimeUnit> kUnits = {{"小时", TimeUnit::hour}, {"分钟", TimeUnit::minute}, {"天", TimeUnit::day}, {"日", TimeUnit::day}, {"周", TimeUnit::week}, {"月", TimeUnit::month}};
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::recurrence;
  piece.says.every = kUnits.at(m.text(2));
  piece.says.interval = m.number(1);
  // 每隔一天 leaves one out.
  if (piece.says.interval == 1 && m.text(0).find("隔") != std::string_view::npos) piece.says.interval = 2;
  return piece.says.interval > 0;
}

// Clocks in a list that all recur: 上午8点、下午17点各一次.
bool each_time(const Match&, Piece& piece) {
  piece.kind = PieceKind::tail;
  piece.says.every = TimeUnit::day;
  return true;
}

// A length into the expression; `sign` -1 looks back, or before a trigger.
bool set_length(const Match& m, int number, int unit, int sign, Piece& piece) {
  static const std::map<std::string_view, TimeUnit> kUnits = {{"小时", TimeUnit::hour}, {"钟头", TimeUnit::hour}, {"分钟", TimeUnit::minute}, {"天", TimeUnit::day}, {"日", TimeUnit::day}, {"自然日", TimeUnit::day},
                                                              {"周", TimeUnit::week}, {"星期", TimeUnit::week}, {"月", TimeUnit::month}, {"年", TimeUnit::year}, {"季度", TimeUnit::quarter}};
  const auto text = m.text(number), word = m.text(unit);
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::relative;
  const bool half = text == "半", and_half = text == "一个半" || text == "两个半";
  const int value = half ? 0 : and_half ? (text == "一个半" ? 1 : 2) : m.number(number);
  if (value < 0 || (value == 0 && !half)) return false;
  if (word == "工作日") {
    piece.says.working_days = sign * value;
    return value > 0;
  }
  if (word == "刻钟") {
    piece.says.offset = {sign * value * 15, TimeUnit::minute};
    return true;
  }
  const auto of = kUnits.at(word);
  if (half || and_half) {
    if (of == TimeUnit::hour) piece.says.offset = {sign * (value * 60 + 30), TimeUnit::minute};
    else if (of == TimeUnit::month) piece.says.offset = {sign * (value * 30 + 15), TimeUnit::day};
    else if (of == TimeUnit::year) piece.says.offset = {sign * (value * 12 + 6), TimeUnit::month};
    else if (of == TimeUnit::day) piece.says.offset = {sign * (value * 24 + 12), TimeUnit::hour};
    else return false;
    return true;
  }
  piece.says.offset = {sign * value, of};
  return true;
}

bool within(const Match& m, Piece& piece) { return set_length(m, 1, 2, 1, piece); }

bool looking_back(const Match& m, Piece& piece) {
  if (m.text(1) == "前" && (m.previous() == U'月' || m.previous() == U'年' || m.previous() == U'日' || m.previous() == U'提')) return false;
  piece.says.lookback = true;
  return set_length(m, 2, 3, -1, piece);
}

bool ahead_of(const Match& m, Piece& piece) {
  piece.says.before = true;
  return set_length(m, 1, 2, -1, piece);
}

// 3天后, 两小时前: counted from the moment of reading.
bool shifted(const Match& m, Piece& piece, int sign) {
  if (m.previous() == U'第' || !set_length(m, 1, 2, sign, piece)) return false;
  if (piece.says.working_days) return true;
  piece.kind = PieceKind::moment;
  piece.says.kind = TimeKind::point;
  piece.says.start.shift = piece.says.offset;
  piece.says.offset.reset();
  return true;
}

bool vague(const Match& m, Piece& piece) {
  if (m.text(0).ends_with("前") && m.next() == U'后') return false;  // 国庆节前后
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::vague;
  piece.says.vague = true;
  return true;
}

bool damaged_weekday(const Match& m, Piece& piece) {
  piece.says.damaged = piece.needs_date = true;
  return !one_of(m.next(), U"一二三四五六日天");
}

// "  月  日", "11月X日", "2022年xx月xx日": where digits should be, none are.
bool blank_date(const Match& m, Piece& piece) {
  const auto number = [&](int group) { return m.has(group) && m.number(group) > 0; };
  if (number(1) && number(2)) return false;
  piece.says.damaged = true;
  return m.previous() != U'个' && (m.has(1) || m.has(2));
}

bool glue(std::string_view gap, const Piece& left, const Piece& right) {
  const bool after_bracket = gap == "(" || gap == ")" || gap == "的";
  if (after_bracket) return true;
  // "6点起，至16日6点"
  if (gap == ",") {
    if (right.kind == PieceKind::joint) return left.says.since;
  }
  const auto& l = left.says.start;
  const auto& r = right.says.start;
  return gap == "," && l.has_date() && !l.has_clock() && !r.has_date() && (r.has_clock() || r.band != Band::none);
}

}  // namespace

const std::vector<PieceRule>& frames_zh() {
  static const std::vector<PieceRule> rules = {
      {"(?:自|从|由)", nothing},
      {"(\\(含\\)|\\(含当日\\))?(?:之前|以前|前)(\\((?:含|包括|包含)[^)\n]{0,8}\\))?", before},
      {"(?:\\(含\\))?(?:起|起始)", since},
      {"(?:开始|为止|止)", [](const Match&, Piece& p) { p.kind = PieceKind::tail; return true; }},
      {"(?:放学|散会|天黑|收工|收班|午饭|晚饭)(?:之)?前", [](const Match&, Piece& p) { p.kind = PieceKind::tail; p.says.vague = true; return true; }},
      {"(?:\\(含\\))?(?:以来|至今)", [](const Match&, Piece& p) { p.kind = PieceKind::tail; p.says.lookback = true; return true; }},
      {"(?:至|到|[-~]{1,2})", [](const Match& m, Piece& p) { p.kind = PieceKind::joint; return m.next() != U'少' && (m.next() != U'今' || m.followed_by({"今年", "今天", "今日", "今晚"})); }},
      {"(?:、|和|及|与)", [](const Match&, Piece& p) { p.kind = PieceKind::list; return true; }},
      {"(?:每|逐)个?(日|天|晚|早|月|个月|季度|季|年)(末月|首月|的?第一个月|的?最后一个月|末|底)?", [](const Match& m, Piece& p) { return every(m, p) && !(m.text(1) == "年" && m.has(2) && (p.says.start.month = 12, false)); }},
      {"每逢?(?:周|星期)((?:周?[一二三四五六日天])(?:[、和,]?周?[一二三四五六日天])*)?", every_week},
      {"每逢?(?:周|星期)([一二三四五六])[-~至到]{1,2}(?:周|星期)?([二三四五六日天])", every_week_span},
      {"(每日|每天|每周|每月|每季度|每年)", every_by_itself},
      {"(?:每个?)?工作日(?:的)?(?:每天|每日)", [](const Match&, Piece& p) { return every_workday(p); }},
      {"每个?工作日", [](const Match&, Piece& p) { return every_workday(p); }},
      {"每(周|月|季度|年)(?:报送|上报|报告|召开|更新|报)?一次", once_every},
      {"每半年", [](const Match&, Piece& p) {
         p.kind = PieceKind::whole;
         p.says.kind = TimeKind::recurrence;
         p.says.every = TimeUnit::month;
         p.says.interval = 6;
         return true;
       }},
      {"[每逐]个?(?:小时|钟头)", [](const Match&, Piece& p) {
         p.kind = PieceKind::whole;
         p.says.kind = TimeKind::recurrence;
         p.says.every = TimeUnit::hour;
         return true;
       }},
      {"(?:隔周|每双周|每隔一周)(?:的?(?:周|星期))?([一二三四五六日天])?", every_other_week},
      {"每半个?月", [](const Match&, Piece& p) {
         p.kind = PieceKind::whole;
         p.says.kind = TimeKind::recurrence;
         p.says.every = TimeUnit::day;
         p.says.interval = 15;
         return true;
       }},
      {"(" FENLIU_ZH_N ")个?(小时|天|日|周)(?:一报告?|报告?一次)", every_length},
      {"每隔?(" FENLIU_ZH_N ")个?(小时|分钟|天|日|周|月)", every_length},
      {"各(?:续报|报送|上报|报|一次)(?:[一1]次)?", each_time},
      {"自?(?:即日起|今日起|今天起)", since_issued},
      {"自?(?:本|该)?(?:通知|公告|通告|办法|规定|决定|意见)?(?:发布|印发|公布|下发|发文)之日起", since_issued},
      {"(?:期满|届满|结束|完成|验收合格|签订|到期|终结|竣工|完工|开工|中标|印发|备案|审批)(?:之日起|之日|后)的?", trigger},
      {"自?(?:接到|收到|接|受理|发现|发生|公示|公布|发布|印发|签收|送达|会议?结束|会议?|事发|任务下达|通知下发|检查结束|验收)[^,。;:、 \\n0-9内]{0,10}?(?:之日起|之日|日起|起|后)的?", trigger},
  };
  return rules;
}

const std::vector<PieceRule>& wholes_zh() {
  static const std::vector<PieceRule> rules = {
      {FENLIU_ZH_LENGTH "(?:之内|以内|内|里)", within},
      {"(?:" FENLIU_ZH_N ")[-~至到]{1,2}" FENLIU_ZH_LENGTH "(?:之内|以内|内)", within},
      {"(近|最近|过去|此前|前)的?" FENLIU_ZH_LENGTH "(?:之内|以内|以来|内|里)?", looking_back},
      {"(?:提前|会前|放假前|节前|节假日前|会议召开前|会议开始前|开会前|开标前|考前|培训前)(?:至少|不少于)?" FENLIU_ZH_LENGTH "(?:以上)?", ahead_of},
      {FENLIU_ZH_LENGTH "(?:之后|以后|后)", [](const Match& m, Piece& p) { return shifted(m, p, 1); }},
      {FENLIU_ZH_LENGTH "(?:之前|以前|前)", [](const Match& m, Piece& p) { return m.text(2) != "日" && m.text(2) != "月" && shifted(m, p, -1); }},
      {"(?:未来|今后)" FENLIU_ZH_LENGTH "内?", within},
      {"今明两(?:天|日)", [](const Match&, Piece& p) {
         Moment tomorrow;
         tomorrow.day_offset = 1;
         p.says.start.day_offset = 0;
         p.says.end = tomorrow;
         return true;
       }},
      {"(?:最迟|最晚)(?:不超过|不得超过|在|于)?" FENLIU_ZH_LENGTH "(?:之内|以内|内)?", [](const Match& m, Piece& p) { return m.text(2) != "日" && m.text(2) != "月" && m.text(2) != "年" && (p.says.before = set_length(m, 1, 2, 1, p)); }},
      {"(?:[0-9]{4}年|今年|明年)?(?:立即|立刻|马上|即刻|迅即|从速|尽速|尽快|尽早|第一时间|限时|限期|抓紧|及时|择期|择日|适时|近期|近日|节前|(?:春节|元旦|清明|清明节|五一|劳动节|端午|端午节|中秋|中秋节|国庆|国庆节|元宵节)(?:前夕|之前|前))", vague},
      {"\\((?:星期|周|週)", damaged_weekday},
      {"(?:[0-9xX×*_ ]{1,4}年)?([ xX×*_?□■▢●]{1,6}|[0-9lIOo]{1,2})?月([ xX×*_?□■▢●]{1,6}|[0-9lIOo]{1,3})?(?:日|号)", blank_date},
  };
  return rules;
}

std::vector<Expression> expressions_zh(const Document& document) {
  static const PieceTable table({&dates_zh(), &festivals_zh(), &clocks_zh(), &frames_zh(), &wholes_zh(), &lengths_zh(), &written_alike()}, false);
  return assemble(document, table.find(document), {glue, false});
}

}  // namespace fenliu::rules
