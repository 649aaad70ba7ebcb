// Times in texts: what was said (an Expression, by the grammar of a language) and what it means (a ReadTime, by the
// resolver). Internal to reading/.
//
//   text → pieces (piece.h: tables of patterns, one a language) → expressions (assembly.h: neighbours fused)
//        → moments on the calendar (moment.h) → kind, value, flags (resolver.cpp) and role (roles.h)
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "rules/reading/document.h"
#include "rules/reading/reading.h"

namespace fenliu::rules {

enum class TimeUnit { minute, hour, day, week, month, quarter, year };

// Parts of the day by name, as clerks use them; the hours of each are in moment.cpp.
enum class Band { none, small_hours, dawn, early, morning, noon, afternoon, evening, night, midnight, daytime, whole_day };
// Edges of working time: 上班, 下班; with a band the edges inside the day (上午下班, 下午上班).
enum class Edge { none, opening, closing };
// Pieces of a month or a year: 初, 上旬, 中旬, 下旬, 底; of a week: its Saturday and Sunday.
enum class Share { none, beginning, first_third, middle, last_third, end, weekend };
// Days that move from year to year by a rule of their own.
enum class Feast { none, easter, qingming };

// A point or a piece of the calendar as said: only the fields that the words fill. Offsets count from the day of
// issue (this week, month, year: 0).
struct Moment {
  std::optional<int> year, year_offset;
  std::optional<int> month, month_offset;      // 1…12
  std::optional<int> day, day_offset;          // 1…31; -1 the last of the month, -2 the one before it …
  std::optional<int> days_later;               // 次日, hôm sau: from the date named before, else from the day of issue
  std::optional<unsigned> weekday;             // 0 = Sunday; beside a date it is checked, alone it is looked for
  std::optional<int> week_offset;
  std::optional<int> week_of;                  // the n-th week of the month or year
  std::optional<int> nth;                      // the n-th `weekday` of the month, -1 the last
  std::optional<int> quarter, quarter_offset, half;
  Share share = Share::none;
  bool lunar = false;                          // `month` and `day` are those of the Chinese calendar
  bool year_end = false;                       // 除夕: the last day of the lunar year
  std::optional<std::pair<int, TimeUnit>> shift;  // from the moment of reading: 3 days ago (-3, day)
  bool now = false;
  std::optional<int> hour, minute, second;     // as written, 0…24
  std::optional<bool> afternoon;               // p.m. or a.m. beside the hour
  bool office = false;                         // an hour from 1 to 6 without either is one of the afternoon (English)
  bool either_half = false;                    // an hour that may be of the morning or of the evening (English "at 7")
  Band band = Band::none;
  Edge edge = Edge::none;
  std::optional<int> zone_minutes;             // GMT, PST …: east of Greenwich
  std::optional<int> years_later;              // a year after (a date)
  std::optional<int> days_away;                // two weeks from (Friday), the day before (Thanksgiving)
  std::optional<int> month_turn;               // next March 1, the one after it 2, last December -1
  std::optional<int> workday_nth;              // the n-th working day of the month, quarter or year; -1 the last
  Feast feast = Feast::none;
  bool festival = false;                       // a day known by its name: the next one, unless it was just now
  bool whole_week = false;                     // the week in which the day lies
  // A day told from an event that the text need not date: "the Thursday before the meeting" (with `weekday`), 会议当天 0,
  // the day before the election -1.
  std::optional<int> trigger_day;

  bool has_date() const;
  bool has_clock() const { return hour.has_value(); }
};

struct Expression {
  TextRange range;
  TimeKind kind = TimeKind::point;
  Moment start;
  std::optional<Moment> end;                  // spans; inherits what it leaves open from `start`, and the reverse
  // Before this, or by this: a deadline. `counts`: the named day itself counts (chậm nhất, no later than);
  // `excludes`: it does not (English "before"). Neither: nobody defined it (前, trước ngày).
  bool before = false, counts = false, excludes = false;
  bool since = false;                         // 起, kể từ, effective
  bool lookback = false;                      // 以来, 近, in the last
  bool stated_deadline = false;               // 截止, hạn nộp, deadline
  std::optional<TimeUnit> every;
  int interval = 1;
  std::vector<Moment> also;                   // further clocks or weekdays of a recurrence
  std::optional<std::pair<int, TimeUnit>> offset;  // relative; negative: before the trigger, or looking back
  std::optional<int> working_days;            // relative; negative: before the trigger
  bool vague = false, damaged = false;
};

std::vector<Expression> expressions_zh(const Document& document);
std::vector<Expression> expressions_vi(const Document& document);
std::vector<Expression> expressions_en(const Document& document);

// Resolves expressions against the day of issue, the calendar and the text around them, and names the deadlines.
void resolve_times(const Document& document, const std::vector<Expression>& expressions, const ReadingContext& context,
                   Reading& reading);

}  // namespace fenliu::rules
