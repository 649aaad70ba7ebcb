// Days and times in three languages.
#include "rules/notices/message_times.h"

#include "rules/notices/message_words.h"

namespace fenliu::rules {

namespace {

using std::chrono::sys_days;

unsigned number(std::chrono::month month) { return static_cast<unsigned>(month); }
std::string text(std::chrono::day day) { return std::to_string(static_cast<unsigned>(day)); }
std::string text(std::chrono::year year) { return std::to_string(static_cast<int>(year)); }

}  // namespace

MessageTimes::MessageTimes(const Zone& zone, Instant said, const std::string& language)
    : zone_(zone), said_(said), today_(date_of(zone.to_local(said))), column_(column_of(language)) {}

// "11月25日", "25 November", "25/11".
std::string MessageTimes::day(Date date) const {
  const bool other_year = date.year() != today_.year();
  const auto month = std::to_string(number(date.month()));
  if (column_ == 0) return (other_year ? text(date.year()) + "年" : "") + month + "月" + text(date.day()) + "日";
  if (column_ == 1) return text(date.day()) + " " + message_words::kMonths[number(date.month()) - 1] + (other_year ? " " + text(date.year()) : "");
  return text(date.day()) + "/" + month + (other_year ? "/" + text(date.year()) : "");
}

std::string MessageTimes::moment(Instant at) const {
  const auto local = zone_.to_local(at);
  const auto date = date_of(local);
  const auto time = format_time_of_day(local);
  if (date == today_) return time;
  if (sys_days{date} == sys_days{today_} + std::chrono::days{1}) {
    const auto named = std::string(message_words::kTomorrow[column_]) + words::kOpen[column_] + day(date) + words::kClose[column_];
    return column_ == 0 ? named + time : time + " " + named;
  }
  const auto weekday = std::string(message_words::kWeekdays[std::chrono::weekday{sys_days{date}}.c_encoding()][column_]);
  if (column_ == 0) return day(date) + "（" + weekday + "）" + time;
  return time + (column_ == 1 ? " on " : " ") + weekday + " " + day(date);
}

std::string MessageTimes::brief(Instant at) const {
  const auto local = zone_.to_local(at);
  const auto date = date_of(local);
  const auto time = format_time_of_day(local);
  if (date == today_) return time;
  if (column_ == 0) return day(date) + time;
  if (column_ == 2) return time + " " + day(date);
  return text(date.day()) + " " + std::string(message_words::kMonths[number(date.month()) - 1]).substr(0, 3) + " " + time;
}

std::string MessageTimes::full(Instant at) const {
  const auto local = zone_.to_local(at);
  return format_date(date_of(local)) + " " + format_time_of_day(local);
}

}  // namespace fenliu::rules
