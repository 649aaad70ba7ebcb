// Lengths of time in two units or with a half: 1小时20分钟后, an hour and a half ago, nửa tiếng nữa.
#include <string>

#include "rules/reading/words_en.h"
#include "rules/reading/words_vi.h"
#include "rules/reading/words_zh.h"

namespace fenliu::rules {

namespace {

constexpr int kHour = 60, kDay = 24 * 60;

// A length from now (or before it), or one within which something is due.
enum class Way { within, ahead, back };

bool set(Piece& piece, int minutes, Way way) {
  if (minutes <= 0) return false;
  if (way == Way::within) {
    piece.kind = PieceKind::whole;
    piece.says.kind = TimeKind::relative;
    piece.says.offset = {minutes, TimeUnit::minute};
    return true;
  }
  const int sign = way == Way::back ? -1 : 1;
  // Whole days keep their name: "half a month" is 15 days.
  piece.says.start.shift = minutes % kDay == 0 ? std::pair{sign * minutes / kDay, TimeUnit::day} : std::pair{sign * minutes, TimeUnit::minute};
  return true;
}

int zh_minutes(std::string_view unit) { return unit == "天" || unit == "日" ? kDay : unit.ends_with("小时") || unit == "钟头" ? kHour : 1; }

Way zh_way(std::string_view word) { return word.ends_with("后") ? Way::ahead : word.ends_with("前") ? Way::back : Way::within; }

// 1小时20分钟后, 两天半内
bool zh_two_units(const Match& m, Piece& piece) {
  const int first = m.number(1), unit = zh_minutes(m.text(2));
  const int rest = m.has(5) ? unit / 2 : m.number(3) * zh_minutes(m.text(4));
  return first > 0 && rest > 0 && rest < unit && set(piece, first * unit + rest, zh_way(m.text(6)));
}

int en_minutes(const std::string& unit) { return unit.starts_with("w") ? 7 * kDay : unit.starts_with("d") ? kDay : unit.starts_with("h") ? kHour : 1; }

Way en_way(const Match& m, int before, int after) {
  if (m.has(before)) return m.lower(before) == "in" ? Way::ahead : Way::within;
  const auto word = m.lower(after);
  return word == "ago" || word == "earlier" ? Way::back : Way::ahead;
}

bool en_set(const Match& m, Piece& piece, int minutes, int before, int after) {
  if (!m.has(before) && !m.has(after)) return false;
  const auto way = en_way(m, before, after);
  if (way == Way::within) piece.says.before = true;
  return set(piece, minutes, way);
}

// In 1 hour and 20 minutes, two days and three hours ago
bool en_two_units(const Match& m, Piece& piece) {
  const int first = en_number(m.lower(2)), second = en_number(m.lower(4)), unit = en_minutes(m.lower(3)), smaller = en_minutes(m.lower(5));
  return first > 0 && second > 0 && smaller < unit && en_set(m, piece, first * unit + second * smaller, 1, 6);
}

bool en_and_a_half(const Match& m, Piece& piece) {
  const int first = en_number(m.lower(2)), unit = en_minutes(m.has(3) ? m.lower(3) : m.lower(4));
  return first > 0 && en_set(m, piece, first * unit + unit / 2, 1, 5);
}

bool en_half(const Match& m, Piece& piece) { return en_set(m, piece, en_minutes(m.lower(2)) / 2, 1, 3); }

int vi_minutes(const std::string& unit) { return unit == "tuần" ? 7 * kDay : unit == "ngày" ? kDay : unit == "giờ" || unit == "tiếng" ? kHour : unit == "tháng" ? 30 * kDay : 1; }

bool vi_set(const Match& m, Piece& piece, int minutes, int before, int after) {
  if (m.has(before)) {
    piece.says.before = true;
    return set(piece, minutes, Way::within);
  }
  // "2 giờ 30 phút trước" may be a time of day before something.
  if (!m.has(after)) return false;
  return set(piece, minutes, m.lower(after) == "trước" ? Way::back : Way::ahead);
}

// 1 giờ 30 phút nữa, trong vòng 2 ngày 12 giờ, một tiếng rưỡi trước
bool vi_two_units(const Match& m, Piece& piece) {
  const int first = vi_number(m.text(2)), unit = vi_minutes(m.lower(3));
  const int rest = m.has(6) ? unit / 2 : vi_number(m.text(4)) * vi_minutes(m.lower(5));
  return first > 0 && rest > 0 && rest < unit && vi_set(m, piece, first * unit + rest, 1, 7);
}

bool vi_half(const Match& m, Piece& piece) { return vi_set(m, piece, vi_minutes(m.lower(2)) / 2, 1, 3); }

}  // namespace

const std::vector<PieceRule>& lengths_zh() {
  static const std::vector<PieceRule> rules = {
      {"(" FENLIU_ZH_N ")年半(之内|以内|内|之后|以后|后|之前|以前|前)", [](const Match& m, Piece& p) {
         const int months = m.number(1) * 12 + 6;
         const auto way = zh_way(m.text(2));
         if (way != Way::within) return (p.says.start.shift = {way == Way::back ? -months : months, TimeUnit::month}).has_value();
         p.kind = PieceKind::whole;
         p.says.kind = TimeKind::relative;
         p.says.offset = {months, TimeUnit::month};
         return true;
       }},
      {"(" FENLIU_ZH_N ")个?(小时|钟头|天)(?:(?:零|又)?(" FENLIU_ZH_N ")(分钟|分|个?小时)|(半))(之内|以内|内|之后|以后|后|之前|以前|前)", zh_two_units},
  };
  return rules;
}

const std::vector<PieceRule>& lengths_en() {
  static const std::vector<PieceRule> rules = {
      {"(?:(in|within)\\s+)?" FENLIU_EN_COUNT "\\s+(hours?|hrs?|days?|weeks?)(?:,?\\s+and\\s+|,?\\s+)" FENLIU_EN_COUNT "\\s+(minutes?|mins?|hours?|days?)(?:\\s+(ago|earlier|from\\s+now|later))?", en_two_units},
      {"(?:(in|within)\\s+)?" FENLIU_EN_COUNT "\\s+(?:and\\s+an?\\s+half\\s+(hours?|days?|weeks?)|(hour|day|week)\\s+and\\s+an?\\s+half)(?:\\s+(ago|earlier|from\\s+now|later))?", en_and_a_half},
      {"(?:(in|within)\\s+)?(?:half\\s+an?\\s+|a\\s+half[- ])(hour|day)(?:\\s+(ago|earlier|from\\s+now|later))?", en_half},
  };
  return rules;
}

const std::vector<PieceRule>& lengths_vi() {
  static const std::vector<PieceRule> rules = {
      {"(?:(trong(?:\\s+vòng|\\s+thời\\s+hạn|\\s+thời\\s+gian|\\s+khoảng)?|không\\s+quá)\\s+)?" FENLIU_VI_N "\\s+(giờ|tiếng|ngày|tuần)\\s+(?:" FENLIU_VI_N "\\s+(phút|giờ|tiếng|ngày)|(rưỡi))(?:\\s+(nữa|sau|tới|trước))?", vi_two_units},
      {"(?:(trong(?:\\s+vòng|\\s+thời\\s+hạn|\\s+thời\\s+gian|\\s+khoảng)?|không\\s+quá)\\s+)?nửa\\s+(giờ|tiếng|ngày|tháng)(?:\\s+(nữa|sau|tới|trước))?", vi_half},
  };
  return rules;
}

}  // namespace fenliu::rules
