// Times in texts: what was said (an Expression, by the grammar of a language) and what it means (a ReadTime, by the
// resolver). Internal to reading/.
#pragma once

#include <optional>

#include "rules/reading/document.h"
#include "rules/reading/reading.h"

namespace fenliu::rules {

// The pieces of one phrase, before the year, the working day or the role are known.
struct Expression {
  TextRange range;
  TimeKind kind = TimeKind::point;
  std::optional<int> year, month, day;
  std::optional<int> day_offset;          // from the day of issue: 今日 0, 明日 1
  bool next_working_day = false;          // 明日上班前: the next working day, by the calendar
  std::optional<unsigned> weekday;        // 0 = Sunday; beside a date it is checked, alone it is looked for
  int week_offset = 0;                    // 下周 1
  std::optional<int> hour, minute;        // 24-hour clock; 24:00 is the end of the day
  std::optional<int> until_hour, until_minute;   // span of the day
  std::optional<int> until_month, until_day;     // span of days
  enum class Band { none, opening, closing, morning, afternoon, night } band = Band::none;
  bool before = false;                    // 前, trước, by
  bool inclusive = false;                 // chậm nhất, no later than: the day itself counts
  bool every_day = false;
  std::vector<int> hours_of_day, minutes_of_hour;  // recurrence
  std::optional<int> month_day;           // every month on this day
  std::optional<unsigned> every_weekday;
  std::optional<int> offset_minutes;      // relative, clock
  std::optional<int> working_days;        // relative, working days
  bool vague = false;
  bool damaged = false;
  bool effective = false;                 // 起, kể từ, effective
  bool lookback = false;
};

std::vector<Expression> expressions_zh(const Document& document);
std::vector<Expression> expressions_vi(const Document& document);
std::vector<Expression> expressions_en(const Document& document);

// Resolves expressions against the day of issue, the calendar and the text around them, and names the deadlines.
void resolve_times(const Document& document, const std::vector<Expression>& expressions, const ReadingContext& context,
                   Reading& reading);

}  // namespace fenliu::rules
