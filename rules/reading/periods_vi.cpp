// Vietnamese: weeks of a month, last days, and days of the lunar calendar in figures: tuần thứ hai của tháng 4, 30 Tết, 10/3 âm lịch.
#include <string>

#include "rules/reading/words_vi.h"

namespace fenliu::rules {

namespace {

// Tuần đầu tháng 4, tuần thứ 2 của tháng 4/2025, tuần cuối tháng 4
bool week_of_month(const Match& m, Piece& piece) {
  const auto which = m.lower(1);
  auto& start = piece.says.start;
  if (which.starts_with("đ")) start.week_of = 1;
  else if (which.starts_with("c")) start.week_of = -1;
  else start.week_of = m.lower(2) == "nhất" ? 1 : vi_number(m.text(2));
  start.month = m.number(3);
  if (m.has(4)) start.year = m.number(4);
  return *start.month >= 1 && *start.month <= 12 && *start.week_of <= 5 && *start.week_of != 0;
}

// Ngày cuối cùng của tháng: of this one, or the next.
bool last_of_this_month(const Match& m, Piece& piece) {
  piece.says.start.day = m.lower(1).starts_with("đ") ? 1 : -1;
  piece.says.start.month_offset = !m.has(2) || m.lower(2) == "này" ? 0 : m.lower(2) == "trước" ? -1 : 1;
  return true;
}

bool lunar_in_figures(const Match& m, Piece& piece) {
  auto& start = piece.says.start;
  start.lunar = true;
  start.day = m.number(1);
  start.month = m.number(2);
  if (m.has(3)) start.year = m.number(3);
  return *start.day >= 1 && *start.day <= 30 && *start.month >= 1 && *start.month <= 12;
}

}  // namespace

const std::vector<PieceRule>& periods_vi() {
  static const std::vector<PieceRule> rules = {
      {"tuần\\s+(đầu(?:\\s+tiên)?|cuối(?:\\s+cùng)?|thứ\\s+(\\d|nhất|hai|ba|tư))\\s+(?:của\\s+|trong\\s+)?tháng\\s+(\\d{1,2})(?:(?:/|\\s+năm\\s+)(\\d{4}))?", week_of_month},
      {"ngày\\s+(đầu\\s+tiên|cuối(?:\\s+cùng)?)\\s+(?:của\\s+|trong\\s+)?tháng(?:\\s+(này|sau|tới|trước))?", last_of_this_month},
      {"(?:ngày\\s+|mùng\\s+|mồng\\s+)?(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}))?\\s+\\(?(?:âm\\s+lịch|ÂL)\\)?", lunar_in_figures},
      {"(?:ngày\\s+|đêm\\s+)?(?:30|ba\\s+mươi)\\s+tết", [](const Match&, Piece& p) { return p.says.start.lunar = p.says.start.year_end = true; }},
      {"cách\\s+đây\\s+" FENLIU_VI_N "\\s+(phút|giờ|tiếng|ngày|hôm|tuần|tháng|năm)", [](const Match& m, Piece& p) {
         const auto unit = m.lower(2);
         const auto of = unit == "phút" ? TimeUnit::minute : unit == "giờ" || unit == "tiếng" ? TimeUnit::hour : unit == "tuần" ? TimeUnit::week : unit == "tháng" ? TimeUnit::month : unit == "năm" ? TimeUnit::year : TimeUnit::day;
         p.says.start.shift = {-vi_number(m.text(1)), of};
         return p.says.start.shift->first < 0;
       }},
  };
  return rules;
}

}  // namespace fenliu::rules
