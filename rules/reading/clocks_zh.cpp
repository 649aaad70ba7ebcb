// Chinese clocks: 17:00, 下午3点半, 二十时, 9-11点; parts of the day; 上班, 下班.
#include <map>
#include <string>

#include "rules/reading/words_zh.h"

namespace fenliu::rules {

namespace {

bool one_of(char32_t c, std::u32string_view characters) { return c != 0 && characters.find(c) != std::u32string_view::npos; }
bool is_numeral(char32_t c) { return one_of(c, U"0123456789〇零一二两三四五六七八九十"); }

const std::map<std::string_view, Band>& bands() {
  static const std::map<std::string_view, Band> words = {
      {"上午", Band::morning}, {"午前", Band::morning}, {"下午", Band::afternoon}, {"中午", Band::noon}, {"正午", Band::noon}, {"午后", Band::afternoon},
      {"晚上", Band::evening}, {"晚间", Band::evening}, {"傍晚", Band::evening}, {"晚", Band::evening}, {"夜间", Band::night}, {"夜里", Band::night},
      {"深夜", Band::night}, {"夜晚", Band::night}, {"凌晨", Band::small_hours}, {"后半夜", Band::small_hours}, {"早上", Band::early}, {"早晨", Band::early},
      {"清晨", Band::early}, {"早", Band::early}, {"一早", Band::early}, {"一大早", Band::early}, {"黎明", Band::dawn}, {"午夜", Band::midnight}, {"半夜", Band::midnight}, {"白天", Band::daytime}, {"全天", Band::whole_day}};
  return words;
}

bool band(const Match& m, Piece& piece) {
  const auto word = m.text(1);
  piece.says.start.band = bands().at(word);
  piece.needs_clock = word == "晚" || word == "早";
  if (piece.needs_clock) return true;
  // "上午好", "下午茶" aside, a part of the day alone says no day.
  piece.needs_date = !m.is_whole_text();
  return true;
}

bool set_clock(Moment& moment, int hour, int minute) {
  moment.hour = hour;
  moment.minute = minute;
  return hour >= 0;
}

void check(Piece& piece) {
  const auto& start = piece.says.start;
  piece.says.damaged = *start.hour > 24 || start.minute.value_or(0) > 59 || start.second.value_or(0) > 59;
}

// 17:00, 9:36:46; 3:2 is a ratio.
bool colon_clock(const Match& m, Piece& piece) {
  // "时间：8:30" begins after a label.
  if (one_of(m.previous(), U"/+") || m.follows_number() || one_of(m.next(), U"%")) return false;
  if (m.preceded_by({"比分", "比分为", "比例", "比例为", "比", "以", "票数", "比率为"})) return false;
  if (!set_clock(piece.says.start, m.number(1), m.number(2))) return false;
  if (m.has(3)) piece.says.start.second = m.number(3);
  check(piece);
  // Scales (1:500) and plates: what no clock shows and nothing calls a time is left alone.
  piece.needs_date = piece.says.damaged;
  return true;
}

// 8时, 下午3点半, 20点15分, 四点一刻
bool spoken_clock(const Match& m, Piece& piece) {
  const auto hour = m.text(1), unit = m.text(2);
  const int value = m.number(1);
  if (value < 0) return false;
  const bool point = unit == "点" || unit == "點";
  const bool digits = hour.find_first_of("0123456789") != std::string_view::npos;
  int minute = 0;
  if (m.has(4)) minute = m.number(4);
  if (m.has(5)) piece.says.start.second = m.number(5);
  if (m.has(6)) minute = 30;
  if (m.has(7)) minute = 15 * m.number(7);
  if (m.has(8)) minute = m.number(8);
  if (minute < 0) return false;
  const bool detailed = m.has(4) || m.has(6) || m.has(7) || m.has(3);
  if (m.previous() == U'第' || m.previous() == U'.' || one_of(m.next(), point ? U"建要意希措经启思策方说问共工" : U"候期段常间刻")) return false;
  if (point && !detailed && m.next() == U'一' ) return false;
  set_clock(piece.says.start, value, minute);
  check(piece);
  const bool zero = hour == "零" || hour == "〇";
  if (!digits && !detailed && value <= 10 && !zero) piece.needs_date = true;
  if (zero && is_numeral(m.next())) return false;  // 零点五
  if (piece.says.damaged) piece.needs_date = true;
  return !(unit == "时" && !digits && value < 2 && hour != "零" && hour != "一");
}

// 9-11点, 9~12点半: one unit for both.
bool clock_span(const Match& m, Piece& piece) {
  Moment end;
  if (!set_clock(piece.says.start, m.number(1), 0) || !set_clock(end, m.number(2), m.has(3) ? 30 : 0)) return false;
  piece.says.end = end;
  return *piece.says.start.hour <= 24 && *end.hour <= 24;
}

// 差五分八点, 八点差一刻
bool minutes_to(const Match& m, Piece& piece, int hour, int minutes, int quarters) {
  const int value = m.number(hour), left = m.has(quarters) ? 15 * m.number(quarters) : m.number(minutes);
  return value >= 1 && value <= 24 && left > 0 && left < 60 && set_clock(piece.says.start, value - 1, 60 - left);
}

// 2S时前, 1O点前: letters that a scan put for digits, where a clock stands.
bool spoilt_clock(const Match& m, Piece& piece) {
  const auto text = m.text(1);
  const bool mixed = text.find_first_of("0123456789") != std::string_view::npos && text.find_first_not_of("0123456789") != std::string_view::npos;
  piece.says.start.hour = 0;
  piece.says.damaged = true;
  return mixed && (one_of(m.next(), U"前之以整") || one_of(m.previous(), U"日号午晚晨"));
}

bool edge(const Match& m, Piece& piece) {
  piece.says.start.edge = m.text(1) == "上班" ? Edge::opening : Edge::closing;
  piece.needs_date = true;
  // "13:30下班" tells hours, not a time before which something is due.
  return one_of(m.next(), U"前之以时");
}

}  // namespace

const std::vector<PieceRule>& clocks_zh() {
  static const std::vector<PieceRule> rules = {
      {"(上午|午前|下午|中午|正午|午后|晚上|晚间|傍晚|晚|夜间|夜里|深夜|夜晚|凌晨|后半夜|早上|早晨|清晨|一大早|一早|早|黎明|午夜|半夜|白天|全天)", band},
      {"(\\d{1,2})\\s?:\\s?(\\d{2})(?::(\\d{2}))?(?:时|分|许|整)?", colon_clock},
      {"(" FENLIU_ZH_N ")(点|时|點|時)(钟|整|许|多钟|左右)?(?:(" FENLIU_ZH_N ")分(?:(" FENLIU_ZH_N ")秒)?|(半)|([一二三123])刻|(\\d{2}|零[一二三四五六七八九]|[二三四五]十))?(?:许|左右|整)?", spoken_clock},
      {"(" FENLIU_ZH_N ")[-~至到]{1,2}(" FENLIU_ZH_N ")[点时](半)?", clock_span},
      {"差(?:(" FENLIU_ZH_N ")分钟?|([一1])刻钟?)(?:到)?(" FENLIU_ZH_N ")[点时]", [](const Match& m, Piece& p) { return minutes_to(m, p, 3, 1, 2); }},
      {"(" FENLIU_ZH_N ")[点时]差(?:(" FENLIU_ZH_N ")分钟?|([一1])刻钟?)", [](const Match& m, Piece& p) { return minutes_to(m, p, 1, 2, 3); }},
      {"([0-9lIOoSs]{2})[点时]", spoilt_clock},
      {"(上班|下班)", edge},
      {"(现在|此刻|目前)", [](const Match& m, Piece& p) { return m.is_whole_text() && (p.says.start.now = true); }},
  };
  return rules;
}

}  // namespace fenliu::rules
