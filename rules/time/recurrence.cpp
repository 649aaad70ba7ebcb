// The part of RFC 5545 that directives use.
#include "rules/time/recurrence.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <sstream>

namespace fenliu::rules {

namespace {

constexpr int kHorizonDays = 400;

// Empty when the list holds anything but numbers between the two, 0 aside where `least` is negative.
std::vector<int> numbers(const std::string& list, int least, int most) {
  std::vector<int> values;
  std::istringstream in(list);
  for (std::string word; std::getline(in, word, ',');) {
    int value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    const bool whole = error == std::errc{} && end == word.data() + word.size();
    if (!whole || value < least || value > most || (value == 0 && least < 0)) return {};
    values.push_back(value);
  }
  std::sort(values.begin(), values.end());
  return values;
}

struct Rule {
  std::string frequency;
  std::vector<int> hours{0}, minutes{0}, month_days;
  std::vector<unsigned> weekdays;
  std::optional<Date> until;
};

std::optional<Date> date_in(const std::string& text) {
  if (text.size() < 8) return {};
  return parse_date(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2));
}

std::optional<Rule> parse(const std::string& text) {
  static const std::map<std::string, unsigned> kDays = {{"SU", 0}, {"MO", 1}, {"TU", 2}, {"WE", 3}, {"TH", 4}, {"FR", 5}, {"SA", 6}};
  Rule rule;
  std::istringstream in(text);
  for (std::string pair; std::getline(in, pair, ';');) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos) return {};
    const auto key = pair.substr(0, equals), value = pair.substr(equals + 1);
    if (key == "FREQ") {
      rule.frequency = value;
    } else if (key == "BYHOUR") {
      rule.hours = numbers(value, 0, 24);
      if (rule.hours.empty()) return {};
    } else if (key == "BYMINUTE") {
      rule.minutes = numbers(value, 0, 59);
      if (rule.minutes.empty()) return {};
    } else if (key == "BYMONTHDAY") {
      rule.month_days = numbers(value, -31, 31);
      if (rule.month_days.empty()) return {};
    } else if (key == "UNTIL") {
      rule.until = date_in(value);
      if (!rule.until) return {};
    } else if (key == "BYDAY") {
      std::istringstream days(value);
      for (std::string day; std::getline(days, day, ',');) {
        if (!kDays.contains(day)) return {};
        rule.weekdays.push_back(kDays.at(day));
      }
    } else if (key != "INTERVAL" || value != "1") {
      return {};
    }
  }
  const bool known = rule.frequency == "DAILY" || rule.frequency == "WEEKLY" || rule.frequency == "MONTHLY";
  if (!known) return {};
  if (rule.frequency == "WEEKLY" && rule.weekdays.empty()) return {};
  if (rule.frequency == "MONTHLY" && rule.month_days.empty()) return {};
  return rule;
}

bool falls_on(const Rule& rule, Date date) {
  const unsigned weekday = std::chrono::weekday{std::chrono::local_days{date}}.c_encoding();
  const int day = static_cast<int>(static_cast<unsigned>(date.day()));
  const bool by_weekday = rule.weekdays.empty() ||
                          std::find(rule.weekdays.begin(), rule.weekdays.end(), weekday) != rule.weekdays.end();
  const int length = static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day_last{date.year() / date.month() / std::chrono::last}.day()));
  const bool by_day = rule.month_days.empty() || std::any_of(rule.month_days.begin(), rule.month_days.end(), [&](int each) {
                        return each == day || each == day - length - 1;
                      });
  return by_weekday && by_day && (!rule.until || date <= *rule.until);
}

}  // namespace

bool is_recurrence(const std::string& rrule) { return parse(rrule).has_value(); }

std::vector<Instant> occurrences(const std::string& rrule, Instant from, const Zone& zone, int count) {
  std::vector<Instant> found;
  const auto rule = parse(rrule);
  if (!rule) return found;
  auto day = std::chrono::local_days{date_of(zone.to_local(from))};
  for (int i = 0; i < kHorizonDays && static_cast<int>(found.size()) < count; ++i, day += std::chrono::days{1}) {
    const Date date{day};
    if (!falls_on(*rule, date)) continue;
    for (const int hour : rule->hours) {
      for (const int minute : rule->minutes) {
        const auto instant = zone.to_instant(rules::at(date, Minutes{hour * 60 + minute}));
        // 24:00 is 0:00 of the next day, and a skipped hour the end of the skip: each instant counts once.
        if (instant > (found.empty() ? from : found.back()) && static_cast<int>(found.size()) < count) found.push_back(instant);
      }
    }
  }
  return found;
}

}  // namespace fenliu::rules
