// Writing RRULEs.
#include "rules/reading/rrule.h"

#include <algorithm>
#include <map>

#include "rules/reading/moment.h"

namespace fenliu::rules {

namespace {

std::string joined(const std::vector<int>& values) {
  std::string text;
  for (const int value : values) text += (text.empty() ? "" : ",") + std::to_string(value);
  return text;
}

std::string day_code(unsigned weekday) {
  static constexpr const char* kDays[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  return kDays[weekday];
}

// "FREQ=…" with its days.
std::string frequency(const Expression& expression) {
  const auto& start = expression.start;
  std::string rule, days;
  std::vector<int> month_days, months;
  const auto add_day = [&](const Moment& moment) {
    if (moment.weekday) days += (days.empty() ? "" : ",") + (moment.nth ? std::to_string(*moment.nth) : "") + day_code(*moment.weekday);
    if (moment.day && std::find(month_days.begin(), month_days.end(), *moment.day) == month_days.end()) month_days.push_back(*moment.day);
    if (moment.month) months.push_back(*moment.month);
  };
  add_day(start);
  for (const auto& other : expression.also) add_day(other);
  // 每月1-5日: each of these days.
  if (*expression.every == TimeUnit::month && start.day && expression.end && expression.end->day) {
    for (int day = *start.day + 1; day <= *expression.end->day; ++day) month_days.push_back(day);
  }
  if (start.workday_nth) days = "MO,TU,WE,TH,FR";
  const bool end_of_period = start.share == Share::end && month_days.empty() && days.empty();
  switch (*expression.every) {
    case TimeUnit::minute: rule = "FREQ=MINUTELY"; break;
    case TimeUnit::hour: rule = "FREQ=HOURLY"; break;
    case TimeUnit::day: rule = days.empty() ? "FREQ=DAILY" : "FREQ=WEEKLY"; break;
    case TimeUnit::week: rule = "FREQ=WEEKLY"; break;
    case TimeUnit::month: rule = "FREQ=MONTHLY"; break;
    case TimeUnit::quarter: rule = "FREQ=MONTHLY"; break;
    case TimeUnit::year: rule = start.month ? "FREQ=YEARLY;BYMONTH=" + joined(months) : "FREQ=YEARLY"; break;
  }
  if (expression.interval > 1) rule += ";INTERVAL=" + std::to_string(expression.interval);
  if (*expression.every == TimeUnit::quarter) rule += start.share == Share::end ? ";BYMONTH=3,6,9,12" : ";BYMONTH=1,4,7,10";
  if (*expression.every == TimeUnit::year && end_of_period && !start.month) rule += ";BYMONTH=12";
  if (!days.empty()) rule += ";BYDAY=" + days;
  if (start.workday_nth) rule += ";BYSETPOS=" + std::to_string(*start.workday_nth);
  if (!month_days.empty()) rule += ";BYMONTHDAY=" + joined(month_days);
  if (end_of_period && *expression.every != TimeUnit::week) rule += ";BYMONTHDAY=-1";
  return rule;
}

}  // namespace

std::vector<std::string> rrules(const Expression& expression, const WorkingTime& working_time, Date around) {
  std::map<int, std::vector<int>> hours_by_minute;
  const auto spans = working_time.office_hours_on(working_time.next_workday(around));
  Band band = expression.start.band;
  const auto add_clock = [&](Moment moment) {
    if (moment.edge != Edge::none && !spans.empty()) {
      const bool inside = (moment.edge == Edge::closing) == (moment.band == Band::morning);
      const auto& span = moment.edge == Edge::closing ? (inside ? spans.front() : spans.back())
                         : moment.band == Band::afternoon ? spans.back() : spans.front();
      const auto minute = moment.edge == Edge::closing ? span.end : span.start;
      hours_by_minute[static_cast<int>(minute.count() % 60)].push_back(static_cast<int>(minute.count() / 60));
    }
    if (!moment.hour) return true;
    if (moment.band != Band::none) band = moment.band;
    const int hour = hour_of_day(moment) % 24, minute = moment.minute.value_or(0);
    if (*moment.hour > 24 || minute > 59) return false;
    hours_by_minute[minute].push_back(hour);
    return true;
  };
  auto first = expression.start;
  // "from 5:30 until 7 p.m.": both, where that is no span turned around.
  if (expression.end && expression.end->hour && expression.end->afternoon && first.hour && !first.afternoon && first.band == Band::none &&
      *first.hour % 12 * 60 + first.minute.value_or(0) < *expression.end->hour % 12 * 60 + expression.end->minute.value_or(0) && *first.hour <= 12) {
    first.afternoon = expression.end->afternoon;
  }
  bool sound = add_clock(first);
  for (const auto& other : expression.also) sound &= add_clock(other);
  if (!sound) return {};
  const auto rule = frequency(expression);
  if (hours_by_minute.empty()) return {rule};
  std::vector<std::string> rules;
  for (auto& [minute, hours] : hours_by_minute) {
    std::sort(hours.begin(), hours.end());
    rules.push_back(rule + ";BYHOUR=" + joined(hours) + ";BYMINUTE=" + std::to_string(minute));
  }
  return rules;
}

}  // namespace fenliu::rules
