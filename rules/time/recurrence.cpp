// The part of RFC 5545 that directives use: periods one after another, the days and clocks of each.
#include "rules/time/recurrence.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <sstream>

namespace fenliu::rules {

namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr int kHorizonYears = 12;

enum class Frequency { minutely, hourly, daily, weekly, monthly, yearly };

struct WeekdayNumber {
  int nth = 0;  // 0: every one
  unsigned weekday = 0;
};

struct Rule {
  Frequency frequency = Frequency::daily;
  int interval = 1;
  std::vector<int> months, month_days, hours, minutes, positions;
  std::vector<WeekdayNumber> weekdays;
  std::optional<Date> until;
};

std::optional<int> number_in(std::string_view word) {
  if (word.starts_with('+')) word.remove_prefix(1);
  int value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool whole = error == std::errc{} && end == word.data() + word.size();
  return whole ? std::optional(value) : std::nullopt;
}

// Whether the list holds numbers between the two and nothing else, 0 aside where `least` is negative.
bool take_numbers(const std::string& list, int least, int most, std::vector<int>& into) {
  std::istringstream in(list);
  for (std::string word; std::getline(in, word, ',');) {
    const auto value = number_in(word);
    if (!value || *value < least || *value > most || (*value == 0 && least < 0)) return false;
    into.push_back(*value);
  }
  std::sort(into.begin(), into.end());
  into.erase(std::unique(into.begin(), into.end()), into.end());
  return !into.empty();
}

// MO, 2TU, -1FR
bool take_weekdays(const std::string& list, std::vector<WeekdayNumber>& into) {
  static const std::map<std::string, unsigned> kDays = {{"SU", 0}, {"MO", 1}, {"TU", 2}, {"WE", 3}, {"TH", 4}, {"FR", 5}, {"SA", 6}};
  std::istringstream in(list);
  for (std::string word; std::getline(in, word, ',');) {
    if (word.size() < 2) return false;
    const auto day = kDays.find(word.substr(word.size() - 2));
    WeekdayNumber each;
    if (day == kDays.end()) return false;
    each.weekday = day->second;
    if (word.size() > 2) {
      const auto nth = number_in(std::string_view(word).substr(0, word.size() - 2));
      if (!nth || *nth == 0 || *nth < -53 || *nth > 53) return false;
      each.nth = *nth;
    }
    into.push_back(each);
  }
  return !into.empty();
}

bool take_frequency(const std::string& word, Frequency& into) {
  static const std::map<std::string, Frequency> kWords = {{"MINUTELY", Frequency::minutely}, {"HOURLY", Frequency::hourly}, {"DAILY", Frequency::daily},
                                                          {"WEEKLY", Frequency::weekly}, {"MONTHLY", Frequency::monthly}, {"YEARLY", Frequency::yearly}};
  const auto found = kWords.find(word);
  if (found == kWords.end()) return false;
  into = found->second;
  return true;
}

bool take_until(const std::string& text, std::optional<Date>& into) {
  if (text.size() < 8) return false;
  into = parse_date(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2));
  return into.has_value();
}

bool take(const std::string& key, const std::string& value, Rule& rule) {
  constexpr int kMostInterval = 1000;
  if (key == "FREQ") return take_frequency(value, rule.frequency);
  if (key == "BYMONTH") return take_numbers(value, 1, 12, rule.months);
  if (key == "BYMONTHDAY") return take_numbers(value, -31, 31, rule.month_days);
  if (key == "BYDAY") return take_weekdays(value, rule.weekdays);
  if (key == "BYHOUR") return take_numbers(value, 0, 24, rule.hours);
  if (key == "BYMINUTE") return take_numbers(value, 0, 59, rule.minutes);
  if (key == "BYSETPOS") return take_numbers(value, -366, 366, rule.positions);
  if (key == "UNTIL") return take_until(value, rule.until);
  if (key != "INTERVAL") return false;
  rule.interval = number_in(value).value_or(0);
  return rule.interval >= 1 && rule.interval <= kMostInterval;
}

std::optional<Rule> parse(const std::string& text) {
  Rule rule;
  bool has_frequency = false;
  std::istringstream in(text);
  for (std::string pair; std::getline(in, pair, ';');) {
    const auto equals = pair.find('=');
    if (equals == std::string::npos || !take(pair.substr(0, equals), pair.substr(equals + 1), rule)) return {};
    has_frequency |= pair.starts_with("FREQ=");
  }
  const bool by_period = rule.frequency == Frequency::monthly || rule.frequency == Frequency::yearly;
  const bool numbered = std::any_of(rule.weekdays.begin(), rule.weekdays.end(), [](const WeekdayNumber& each) { return each.nth != 0; });
  if (!has_frequency || (numbered && !by_period)) return {};
  if (rule.frequency == Frequency::weekly && !rule.month_days.empty()) return {};
  if (rule.frequency <= Frequency::hourly && !rule.positions.empty()) return {};
  return rule;
}

unsigned weekday_of(Date date) { return std::chrono::weekday{local_days{date}}.c_encoding(); }
int day_of(Date date) { return static_cast<int>(static_cast<unsigned>(date.day())); }
Date last_of_month(Date date) { return Date{date.year() / date.month() / std::chrono::last}; }
Date first_of_month(Date date) { return Date{date.year() / date.month() / std::chrono::day{1}}; }

template <class T>
bool holds(const std::vector<T>& list, T value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

bool in_month(const Rule& rule, Date date) { return holds(rule.months, static_cast<int>(static_cast<unsigned>(date.month()))); }

bool on_month_day(const Rule& rule, Date date) {
  const int length = day_of(last_of_month(date));
  return rule.month_days.empty() || holds(rule.month_days, day_of(date)) || holds(rule.month_days, day_of(date) - length - 1);
}

// `first` and `last` bound the month or the year in which numbered weekdays are counted.
bool on_weekday(const Rule& rule, Date date, Date first, Date last) {
  if (rule.weekdays.empty()) return true;
  const int nth = static_cast<int>((local_days{date} - local_days{first}).count()) / 7 + 1;
  const int from_end = -1 - static_cast<int>((local_days{last} - local_days{date}).count()) / 7;
  return std::any_of(rule.weekdays.begin(), rule.weekdays.end(), [&](const WeekdayNumber& each) {
    return each.weekday == weekday_of(date) && (each.nth == 0 || each.nth == nth || each.nth == from_end);
  });
}

struct Period {
  Date first, last;  // both included
};

Period period_at(const Rule& rule, Date anchor, int index) {
  const int n = index * rule.interval;
  switch (rule.frequency) {
    case Frequency::weekly: {
      const auto monday = local_days{anchor} - days{(weekday_of(anchor) + 6) % 7} + days{7 * n};
      return {Date{monday}, Date{monday + days{6}}};
    }
    case Frequency::monthly: {
      const auto first = first_of_month(anchor) + std::chrono::months{n};
      return {first, last_of_month(first)};
    }
    case Frequency::yearly: {
      const auto year = anchor.year() + std::chrono::years{n};
      return {Date{year / std::chrono::January / 1}, Date{year / std::chrono::December / 31}};
    }
    default: return {Date{local_days{anchor} + days{n}}, Date{local_days{anchor} + days{n}}};
  }
}

bool falls_on(const Rule& rule, Date date, Date anchor, const Period& period) {
  if (!in_month(rule, date) || !on_month_day(rule, date)) return false;
  // Numbered weekdays count within the month, but within the year where a yearly rule names no month.
  const bool in_year = rule.frequency == Frequency::yearly && rule.months.empty();
  if (!on_weekday(rule, date, in_year ? period.first : first_of_month(date), in_year ? period.last : last_of_month(date))) return false;
  if (!rule.weekdays.empty() || !rule.month_days.empty() || rule.frequency <= Frequency::daily) return true;
  if (rule.frequency == Frequency::weekly) return weekday_of(date) == weekday_of(anchor);
  const bool same_month = rule.frequency == Frequency::monthly || !rule.months.empty() || date.month() == anchor.month();
  return same_month && date.day() == anchor.day();
}

std::vector<Instant> instants_of(const Rule& rule, Date anchor, const Period& period, const Zone& zone) {
  static const std::vector<int> kMidnight{0};
  std::vector<Instant> found;
  for (auto day = local_days{period.first}; day <= local_days{period.last}; day += days{1}) {
    const Date date{day};
    if (!falls_on(rule, date, anchor, period)) continue;
    for (const int hour : rule.hours.empty() ? kMidnight : rule.hours) {
      for (const int minute : rule.minutes.empty() ? kMidnight : rule.minutes) found.push_back(zone.to_instant(rules::at(date, Minutes{hour * 60 + minute})));
    }
  }
  if (rule.positions.empty()) return found;
  std::vector<Instant> chosen;
  const auto size = static_cast<int>(found.size());
  for (int i = 0; i < size; ++i) {
    const auto at = [&](int position) { return position == i + 1 || position == i - size; };
    if (std::any_of(rule.positions.begin(), rule.positions.end(), at)) chosen.push_back(found[static_cast<std::size_t>(i)]);
  }
  return chosen;
}

// Every so many hours or minutes from the start on.
std::vector<Instant> by_clock(const Rule& rule, Instant from, const Zone& zone, int count) {
  constexpr int kMostSteps = 100000;
  const auto step = std::chrono::minutes{rule.interval * (rule.frequency == Frequency::hourly ? 60 : 1)};
  std::vector<Instant> found;
  auto at = from + step;
  for (int i = 0; i < kMostSteps && static_cast<int>(found.size()) < count; ++i, at += step) {
    const auto local = zone.to_local(at);
    const Date date = date_of(local);
    if (rule.until && date > *rule.until) break;
    const auto minute = std::chrono::duration_cast<Minutes>(local - std::chrono::floor<days>(local)).count();
    const bool on_clock = holds(rule.hours, static_cast<int>(minute / 60)) && holds(rule.minutes, static_cast<int>(minute % 60));
    if (on_clock && in_month(rule, date) && on_month_day(rule, date) && on_weekday(rule, date, first_of_month(date), last_of_month(date))) found.push_back(at);
  }
  return found;
}

}  // namespace

bool is_recurrence(const std::string& rrule) { return parse(rrule).has_value(); }

std::vector<Instant> occurrences(const std::string& rrule, Instant from, const Zone& zone, int count) {
  const auto rule = parse(rrule);
  if (!rule) return {};
  if (rule->frequency <= Frequency::hourly) return by_clock(*rule, from, zone, count);
  std::vector<Instant> found;
  const Date anchor = date_of(zone.to_local(from));
  const Date horizon = Date{local_days{anchor} + days{366 * kHorizonYears}};
  for (int index = 0; static_cast<int>(found.size()) < count; ++index) {
    const auto period = period_at(*rule, anchor, index);
    if (period.first > horizon || (rule->until && period.first > *rule->until)) break;
    for (const auto instant : instants_of(*rule, anchor, period, zone)) {
      // 24:00 is 0:00 of the next day, and a skipped hour the end of the skip: each instant counts once.
      const bool later = instant > (found.empty() ? from : found.back());
      const bool over = rule->until && zone.to_instant(rules::at(*rule->until, Minutes{1440})) < instant;
      if (later && !over && static_cast<int>(found.size()) < count) found.push_back(instant);
    }
  }
  return found;
}

}  // namespace fenliu::rules
