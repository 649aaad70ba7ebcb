// Days from the fields of a moment.
#include "rules/reading/days.h"

#include <algorithm>
#include <cmath>

#include "rules/reading/lunar.h"

namespace fenliu::rules {

namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr int kJustNowDays = 14;   // a festival that lies so far back is the one that is meant
constexpr int kDoubtfulDays = 60;   // a weekday decides the year only when the date is farther than this

Date make(int year, int month, int day) {
  return Date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}, std::chrono::day{static_cast<unsigned>(day)}};
}

Date monday_of(Date date) { return plus_days(date, -static_cast<int>((weekday_of(date) + 6) % 7)); }
int last_day(int year, int month) {
  return static_cast<int>(static_cast<unsigned>(
      std::chrono::year_month_day_last{std::chrono::year{year}, std::chrono::month_day_last{std::chrono::month{static_cast<unsigned>(month)}}}.day()));
}

Days one_day(Date date) { return {date, plus_days(date, 1)}; }
Days month_days(int year, int month) { return {make(year, month, 1), plus_months(make(year, month, 1), 1), "month"}; }

// Gauss's Easter as Meeus and Jones have it.
Date easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
  return make(year, n / 31, n % 31 + 1);
}

class Dates {
 public:
  Dates(const Moment& moment, const Bearings& bearings, Meant& meant) : m_(moment), b_(bearings), meant_(meant) {}

  std::optional<Days> find() {
    auto found = find_any();
    if (!found) return {};
    if (m_.workday_nth && !(found = nth_workday(*found))) return {};
    if (m_.years_later) *found = one_day(plus_months(found->from, 12 * *m_.years_later));
    if (m_.days_away) *found = one_day(plus_days(found->from, *m_.days_away));
    if (m_.whole_week) *found = {monday_of(found->from), plus_days(monday_of(found->from), 7), "week"};
    if (m_.day_offset && m_.day && found->from != day_after(b_.issued, *m_.day_offset)) meant_.weekday_mismatch = true;
    const bool one = found->to == plus_days(found->from, 1);
    if (m_.weekday && one && !m_.days_away && weekday_of(found->from) != *m_.weekday) meant_.weekday_mismatch = true;
    return found;
  }

 private:
  int issued_year() const { return static_cast<int>(b_.issued.year()); }
  int issued_month() const { return static_cast<int>(static_cast<unsigned>(b_.issued.month())); }

  std::optional<int> stated_year() const {
    if (m_.year && *m_.year < 100) {
      const int century = issued_year() / 100 * 100;
      const int year = century + *m_.year;
      return year > issued_year() + 20 ? year - 100 : year;
    }
    if (m_.year) return m_.year;
    if (m_.year_offset) return issued_year() + *m_.year_offset;
    return {};
  }

  // Among three years the one that lies near; another than this year only when it is much nearer. Past dates count for
  // more than they are, those of deadlines much more.
  template <class Make>
  std::optional<Date> nearest(int this_year, Make make_date) {
    std::optional<Date> best;
    double best_cost = 0;
    for (const int year : {this_year, this_year + 1, this_year - 1}) {
      const std::optional<Date> date = make_date(year);
      if (!date || !date->ok()) continue;
      const auto distance = static_cast<double>((local_days{*date} - local_days{b_.issued}).count());
      double cost = distance >= 0 ? distance : -distance * (b_.deadline ? 3 : 1.3);
      if (year == this_year) cost /= 2;
      const bool contradicts = m_.weekday && weekday_of(*date) != *m_.weekday;
      if (contradicts && std::abs(distance) > kDoubtfulDays) cost += 10000;
      if (!best || cost < best_cost) best = date, best_cost = cost;
    }
    meant_.year_inferred = best.has_value();
    return best;
  }

  std::optional<Days> find_any() {
    if (m_.now) return one_day(b_.issued);
    if (m_.festival || m_.feast != Feast::none) return festival();
    if (m_.lunar || m_.year_end) return lunar();
    if (m_.shift && m_.weekday) return shifted_weekday();
    if (m_.shift) return one_day(shifted());
    if (m_.day_offset && !m_.day) {
      // 去年的今天
      const auto date = day_after(b_.issued, *m_.day_offset);
      return one_day(m_.year_offset ? plus_months(date, 12 * *m_.year_offset) : date);
    }
    if (m_.days_later) return one_day(day_after(b_.date.value_or(b_.issued), *m_.days_later));
    if (m_.nth) return nth_weekday();
    if (m_.week_of) return week_of();
    if (m_.quarter || m_.quarter_offset) return quarter();
    if (m_.half) return half();
    if (m_.month || m_.month_offset) return in_month();
    if (m_.day) return day_alone();
    if (m_.weekday || m_.week_offset) return in_week();
    if (const auto year = stated_year()) return in_year(*year);
    if (m_.share != Share::none) return {};
    return one_day(b_.date.value_or(b_.issued));
  }

  Date shifted() const {
    const auto [n, unit] = *m_.shift;
    switch (unit) {
      case TimeUnit::day: return plus_days(b_.issued, n);
      case TimeUnit::week: return plus_days(b_.issued, 7 * n);
      case TimeUnit::month: return plus_months(b_.issued, n);
      case TimeUnit::quarter: return plus_months(b_.issued, 3 * n);
      case TimeUnit::year: return plus_months(b_.issued, 12 * n);
      default: return b_.issued;
    }
  }

  // The n-th such weekday after the day of issue, or before it.
  Days shifted_weekday() const {
    const int n = m_.shift->first;
    int away = static_cast<int>((*m_.weekday + 7 - weekday_of(b_.issued)) % 7);
    if (n > 0 && away == 0) away = 7;
    return one_day(plus_days(b_.issued, n > 0 ? away + 7 * (n - 1) : away == 0 ? 7 * n : away - 7 + 7 * (n + 1)));
  }

  Date day_after(Date date, int n) const {
    // 明日上班前 means the next day on which there is work.
    return n == 1 && m_.edge != Edge::none ? b_.working_time->next_workday(date) : plus_days(date, n);
  }

  // Next March: the first after this month; last December: the last before it.
  int year_of_turn() const {
    const int turn = *m_.month_turn;
    const int next = issued_year() + (*m_.month > issued_month() ? 0 : 1);
    const int last = issued_year() - (*m_.month < issued_month() ? 0 : 1);
    return turn > 0 ? next + turn - 1 : turn < 0 ? last : issued_year();
  }

  std::pair<int, int> year_and_month() {
    auto year = stated_year();
    if (!year && m_.month && m_.month_turn) return {year_of_turn(), *m_.month};
    if (m_.month_offset) {
      const auto shifted = plus_months(make(year.value_or(issued_year()), issued_month(), 1), *m_.month_offset);
      return {static_cast<int>(shifted.year()), static_cast<int>(static_cast<unsigned>(shifted.month()))};
    }
    const int month = m_.month.value_or(issued_month());
    if (!year) {
      year = issued_year();
      if (b_.deadline && month < issued_month()) ++*year;
      meant_.year_inferred = true;
    }
    return {*year, month};
  }

  std::optional<Days> in_month() {
    if (m_.month && !m_.day && m_.share == Share::none && m_.weekday && !m_.nth) return {};
    if (m_.day && m_.month && !stated_year() && *m_.day > 0) {
      const auto date = nearest(issued_year(), [&](int year) { return std::optional(make(year, *m_.month, *m_.day)); });
      return date ? std::optional(one_day(*date)) : std::nullopt;
    }
    const auto [year, month] = year_and_month();
    if (m_.day) {
      const int day = *m_.day > 0 ? *m_.day : last_day(year, month) + 1 + *m_.day;
      const auto date = make(year, month, day);
      return date.ok() ? std::optional(one_day(date)) : std::nullopt;
    }
    auto found = month_days(year, month);
    const auto part = [&](int first, int last) { return Days{make(year, month, first), plus_days(make(year, month, last), 1), "day", true}; };
    switch (m_.share) {
      case Share::none: return found;
      case Share::beginning: return part(1, 5);
      case Share::first_third: return part(1, 10);
      case Share::middle: return part(11, 20);
      case Share::last_third: return part(21, last_day(year, month));
      case Share::end: return part(std::min(25, last_day(year, month)), last_day(year, month));
      case Share::weekend: return {};
    }
    return found;
  }

  std::optional<Days> in_year(int year) const {
    const auto months = [&](int first, int last) { return Days{make(year, first, 1), plus_months(make(year, last, 1), 1), "month", true}; };
    switch (m_.share) {
      case Share::none: return Days{make(year, 1, 1), make(year + 1, 1, 1), "year"};
      case Share::beginning: return months(1, 2);
      case Share::middle: return months(5, 8);
      case Share::last_third:
      case Share::end: return months(11, 12);
      default: return {};
    }
  }

  // A day without a month: in the month of the date before it, or of issue; a deadline that has passed, the next.
  std::optional<Days> day_alone() {
    const Date anchor = b_.date.value_or(b_.issued);
    const int day = *m_.day;
    std::optional<Date> contradicted;  // its weekday is another
    for (int ahead = 0; ahead <= 12; ++ahead) {
      const auto month = plus_months(make(static_cast<int>(anchor.year()), static_cast<int>(static_cast<unsigned>(anchor.month())), 1), ahead);
      const auto date = day > 0 ? Date{month.year(), month.month(), std::chrono::day{static_cast<unsigned>(day)}}
                                : plus_days(plus_months(month, 1), day);
      if (!date.ok()) continue;
      const bool passed = date < b_.issued && b_.deadline;
      const bool fits = !m_.weekday || weekday_of(date) == *m_.weekday;
      if (!passed && fits) return one_day(date);
      if (!b_.deadline && !m_.weekday) return one_day(date);
      if (!passed && !contradicted) contradicted = date;
      if (contradicted && ahead > 0 && b_.deadline) break;
    }
    return contradicted ? std::optional(one_day(*contradicted)) : std::nullopt;
  }

  std::optional<Days> in_week() const {
    const auto monday = plus_days(monday_of(b_.issued), 7 * m_.week_offset.value_or(0));
    const auto part = [&](int first, int last) { return Days{plus_days(monday, first), plus_days(monday, last), "day", true}; };
    switch (m_.share) {
      case Share::weekend: return part(5, 7);
      case Share::beginning: return part(0, 2);
      case Share::middle: return part(2, 3);
      case Share::last_third: return part(3, 5);
      default: break;
    }
    if (!m_.weekday) return Days{monday, plus_days(monday, 7), "week"};
    auto date = plus_days(monday, static_cast<int>((*m_.weekday + 6) % 7));
    if (!m_.week_offset && date < b_.issued) date = plus_days(date, 7);
    return one_day(date);
  }

  std::optional<Days> nth_weekday() {
    if (!m_.weekday) return {};
    const auto [year, month] = year_and_month();
    const auto date = nth_weekday_in(year, month);
    return date ? std::optional(one_day(*date)) : std::nullopt;
  }

  std::optional<Date> nth_weekday_in(int year, int month) const {
    if (*m_.nth < 0) {
      auto date = make(year, month, last_day(year, month));
      while (weekday_of(date) != *m_.weekday) date = plus_days(date, -1);
      return date;
    }
    auto date = make(year, month, 1);
    while (weekday_of(date) != *m_.weekday) date = plus_days(date, 1);
    date = plus_days(date, 7 * (*m_.nth - 1));
    if (static_cast<int>(static_cast<unsigned>(date.month())) != month) return {};
    return date;
  }

  std::optional<Days> nth_workday(const Days& period) const {
    const int n = *m_.workday_nth;
    const auto& time = *b_.working_time;
    auto date = n > 0 ? period.from : plus_days(period.to, -1);
    for (int left = std::abs(n); date >= period.from && date < period.to; date = plus_days(date, n > 0 ? 1 : -1)) {
      if (!time.is_workday(date) || --left > 0) continue;
      meant_.calendar_unknown |= !time.covers(date);
      return one_day(date);
    }
    return {};
  }

  // A festival in a year by its own rule.
  std::optional<Date> festival_in(int year) const {
    switch (m_.feast) {
      case Feast::easter: return easter(year);
      case Feast::qingming: return make(year, 4, static_cast<int>(std::floor(year % 100 * 0.2422 + 4.81)) - year % 100 / 4);
      case Feast::none: break;
    }
    if (m_.nth) return nth_weekday_in(year, *m_.month);
    if (m_.lunar) return lunar_date(year, *m_.month, *m_.day);
    return make(year, *m_.month, *m_.day);
  }

  std::optional<Days> festival() {
    const auto one = [](std::optional<Date> date) { return date && date->ok() ? std::optional(one_day(*date)) : std::nullopt; };
    if (const auto year = stated_year()) return one(festival_in(*year));
    meant_.year_inferred = !m_.lunar;
    // "A year after Christmas" counts from the one that was.
    if (m_.years_later) return one(festival_in(issued_year() - (festival_in(issued_year()) > b_.issued ? 1 : 0)));
    for (const int year : {issued_year() - 1, issued_year(), issued_year() + 1}) {
      const auto date = festival_in(year);
      if (date && *date >= plus_days(b_.issued, -kJustNowDays)) return one_day(*date);
    }
    return {};
  }

  std::optional<Days> week_of() {
    const bool of_month = m_.month || m_.month_offset;
    const auto [year, month] = of_month ? year_and_month() : std::pair{stated_year().value_or(issued_year()), 1};
    if (*m_.week_of < 0) {
      // The last week that ends in the month.
      const auto sunday = plus_days(make(year, month, last_day(year, month)), -static_cast<int>(weekday_of(make(year, month, last_day(year, month)))));
      return Days{plus_days(sunday, -6), plus_days(sunday, 1), "week"};
    }
    auto monday = make(year, month, 1);
    while (weekday_of(monday) != 1) monday = plus_days(monday, 1);
    monday = plus_days(monday, 7 * (*m_.week_of - 1));
    if (m_.weekday) return one_day(plus_days(monday, static_cast<int>((*m_.weekday + 6) % 7)));
    return Days{monday, plus_days(monday, 7), "week"};
  }

  std::optional<Days> quarter() const {
    int year = stated_year().value_or(issued_year());
    int first = m_.quarter ? *m_.quarter * 3 - 2 : (issued_month() - 1) / 3 * 3 + 1;
    auto start = plus_months(make(year, first, 1), 3 * m_.quarter_offset.value_or(0));
    if (m_.share == Share::end) return Days{plus_months(start, 2), plus_months(start, 3), "month", true};
    if (m_.share == Share::beginning) return Days{start, plus_months(start, 1), "month", true};
    return Days{start, plus_months(start, 3), "quarter"};
  }

  std::optional<Days> half() const {
    const int year = stated_year().value_or(issued_year());
    const auto start = make(year, *m_.half == 1 ? 1 : 7, 1);
    return Days{start, plus_months(start, 6), "month", true};
  }

  std::optional<Days> lunar() {
    const auto in = [&](int year) { return m_.year_end ? lunar_new_years_eve(year) : lunar_date(year, m_.month.value_or(1), m_.day.value_or(1)); };
    std::optional<Date> date;
    if (const auto year = stated_year()) {
      date = in(*year);
    } else {
      date = nearest(lunar_year_of(b_.issued), in);
      meant_.year_inferred = false;  // a festival is the next or the last one, whatever the year
    }
    if (!date) return {};
    if (m_.day || m_.year_end) return one_day(*date);
    auto end = *date;
    while (end != plus_days(*date, 30) && lunar_year_of(end) == lunar_year_of(*date) && end != plus_days(*date, 29)) end = plus_days(end, 1);
    return Days{*date, end, "month"};
  }

  const Moment& m_;
  const Bearings& b_;
  Meant& meant_;
};

}  // namespace

std::optional<Days> find_days(const Moment& moment, const Bearings& bearings, Meant& meant) { return Dates(moment, bearings, meant).find(); }

Date plus_days(Date date, int n) { return Date{local_days{date} + days{n}}; }
unsigned weekday_of(Date date) { return std::chrono::weekday{local_days{date}}.c_encoding(); }

Date plus_months(Date date, int n) {
  const auto moved = date + std::chrono::months{n};
  return moved.ok() ? moved : Date{moved.year() / moved.month() / std::chrono::last};
}

}  // namespace fenliu::rules
