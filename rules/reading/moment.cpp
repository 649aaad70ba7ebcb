// Dates and clocks from the fields of a moment.
#include "rules/reading/moment.h"

#include <algorithm>
#include <cmath>

#include "rules/reading/lunar.h"

namespace fenliu::rules {

namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr int kDoubtfulDays = 60;  // a weekday decides the year only when the date is farther than this

Date make(int year, int month, int day) {
  return Date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}, std::chrono::day{static_cast<unsigned>(day)}};
}

Date monday_of(Date date) { return plus_days(date, -static_cast<int>((weekday_of(date) + 6) % 7)); }
int last_day(int year, int month) {
  return static_cast<int>(static_cast<unsigned>(
      std::chrono::year_month_day_last{std::chrono::year{year}, std::chrono::month_day_last{std::chrono::month{static_cast<unsigned>(month)}}}.day()));
}

// Dates [from, to) and how exact they are.
struct Days {
  Date from, to;
  const char* grain = "day";
  bool is_share = false;
};

Days one_day(Date date) { return {date, plus_days(date, 1)}; }
Days month_days(int year, int month) { return {make(year, month, 1), plus_months(make(year, month, 1), 1), "month"}; }

class Dates {
 public:
  Dates(const Moment& moment, const Bearings& bearings, Meant& meant) : m_(moment), b_(bearings), meant_(meant) {}

  std::optional<Days> find() {
    auto found = find_any();
    if (!found) return {};
    if (m_.years_later) {
      found->from = plus_months(found->from, 12 * *m_.years_later);
      found->to = plus_days(found->from, 1);
    }
    const bool one = found->to == plus_days(found->from, 1);
    if (m_.weekday && one && weekday_of(found->from) != *m_.weekday) meant_.weekday_mismatch = true;
    return found;
  }

 private:
  int issued_year() const { return static_cast<int>(b_.issued.year()); }
  int issued_month() const { return static_cast<int>(static_cast<unsigned>(b_.issued.month())); }

  std::optional<int> stated_year() const {
    if (m_.year && *m_.year < 100) {
      const int century = issued_year() / 100 * 100;
      const int year = century + *m_.year;
      return year > issued_year() + 10 ? year - 100 : year;
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
    if (m_.lunar || m_.year_end) return lunar();
    if (m_.shift && m_.weekday) return shifted_weekday();
    if (m_.shift) return one_day(shifted());
    if (m_.day_offset) return one_day(day_after(b_.issued, *m_.day_offset));
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

  std::pair<int, int> year_and_month() {
    auto year = stated_year();
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
    }
    return found;
  }

  std::optional<Days> in_year(int year) const {
    const auto months = [&](int first, int last) { return Days{make(year, first, 1), plus_months(make(year, last, 1), 1), "month", true}; };
    switch (m_.share) {
      case Share::none: return Days{make(year, 1, 1), make(year + 1, 1, 1), "year"};
      case Share::beginning: return months(1, 2);
      case Share::middle: return months(5, 8);
      case Share::end: return months(11, 12);
      default: return {};
    }
  }

  // A day without a month: in the month of the date before it, or of issue; a deadline that has passed, the next.
  std::optional<Days> day_alone() {
    const Date anchor = b_.date.value_or(b_.issued);
    const int day = *m_.day;
    for (int ahead = 0; ahead <= 12; ++ahead) {
      const auto month = plus_months(make(static_cast<int>(anchor.year()), static_cast<int>(static_cast<unsigned>(anchor.month())), 1), ahead);
      const auto date = day > 0 ? Date{month.year(), month.month(), std::chrono::day{static_cast<unsigned>(day)}}
                                : plus_days(plus_months(month, 1), day);
      if (!date.ok()) continue;
      const bool passed = date < b_.issued && b_.deadline;
      const bool fits = !m_.weekday || weekday_of(date) == *m_.weekday;
      if (!passed && fits) return one_day(date);
      if (!b_.deadline && !m_.weekday) return one_day(date);
    }
    return {};
  }

  std::optional<Days> in_week() const {
    const auto monday = plus_days(monday_of(b_.issued), 7 * m_.week_offset.value_or(0));
    if (!m_.weekday) return Days{monday, plus_days(monday, 7), "week"};
    auto date = plus_days(monday, static_cast<int>((*m_.weekday + 6) % 7));
    if (!m_.week_offset && date < b_.issued) date = plus_days(date, 7);
    return one_day(date);
  }

  std::optional<Days> nth_weekday() {
    if (!m_.weekday) return {};
    auto [year, month] = year_and_month();
    if (*m_.nth < 0) {
      auto date = make(year, month, last_day(year, month));
      while (weekday_of(date) != *m_.weekday) date = plus_days(date, -1);
      return one_day(date);
    }
    auto date = make(year, month, 1);
    while (weekday_of(date) != *m_.weekday) date = plus_days(date, 1);
    date = plus_days(date, 7 * (*m_.nth - 1));
    if (static_cast<int>(static_cast<unsigned>(date.month())) != month) return {};
    return one_day(date);
  }

  std::optional<Days> week_of() {
    const bool of_month = m_.month || m_.month_offset;
    const auto [year, month] = of_month ? year_and_month() : std::pair{stated_year().value_or(issued_year()), 1};
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

// The spans of an ordinary working day about `date`, whether or not that day is one.
std::vector<DaySpan> usual_spans(const WorkingTime& working_time, Date date) {
  auto spans = working_time.office_hours_on(date);
  if (spans.empty()) spans = working_time.office_hours_on(working_time.next_workday(date));
  if (spans.empty()) spans = {{Minutes{480}, Minutes{1080}}};
  return spans;
}

bool resolve_edge(const Moment& moment, const Bearings& bearings, Meant& meant) {
  const auto& time = *bearings.working_time;
  const auto spans = usual_spans(time, meant.date);
  meant.grain = "minute";
  const bool inside = (moment.edge == Edge::closing && moment.band == Band::morning) ||
                      (moment.edge == Edge::opening && moment.band == Band::afternoon);
  if (inside) {
    const auto minute = moment.edge == Edge::closing ? spans.front().end : spans.back().start;
    meant.from = meant.to = bearings.zone->to_instant(at(meant.date, minute));
    meant.calendar_unknown = !time.covers(meant.date);
    return true;
  }
  const auto edge = moment.edge == Edge::opening ? time.opening(meant.date) : time.closing(meant.date);
  meant.from = meant.to = edge.at;
  meant.calendar_unknown = edge.calendar_unknown;
  return true;
}

bool resolve_clock(const Moment& moment, const Bearings& bearings, Meant& meant) {
  int hour = hour_of_day(moment);
  const int minute = moment.minute.value_or(0), second = moment.second.value_or(0);
  if (hour < 0 || hour > 24 || minute > 59 || second > 59 || (hour == 24 && minute > 0)) return false;
  const bool bare = moment.band == Band::none && !moment.afternoon && hour <= 11;
  if (bare && !moment.has_date() && bearings.after_hour && *bearings.after_hour >= 12 && hour < *bearings.after_hour && hour + 12 >= *bearings.after_hour) hour += 12;
  meant.grain = moment.second ? "second" : "minute";
  meant.from = bearings.zone->to_instant(at(meant.date, Minutes{hour * 60 + minute})) + std::chrono::seconds{second};
  if (moment.zone_minutes) {
    meant.from = Instant{local_days{meant.date}.time_since_epoch()} + Minutes{hour * 60 + minute - *moment.zone_minutes};
  }
  meant.to = meant.from + Minutes{1};
  return true;
}

}  // namespace

Date plus_days(Date date, int n) { return Date{local_days{date} + days{n}}; }
unsigned weekday_of(Date date) { return std::chrono::weekday{local_days{date}}.c_encoding(); }

Date plus_months(Date date, int n) {
  const auto moved = date + std::chrono::months{n};
  return moved.ok() ? moved : Date{moved.year() / moved.month() / std::chrono::last};
}

int hour_of_day(const Moment& moment) {
  const int hour = *moment.hour;
  if (moment.afternoon) return hour > 12 ? hour : hour % 12 + (*moment.afternoon ? 12 : 0);
  switch (moment.band) {
    case Band::afternoon: return hour >= 1 && hour <= 11 ? hour + 12 : hour;
    case Band::evening:
    case Band::night:
    case Band::midnight:
      if (hour == 12) return 24;
      return hour >= 5 && hour <= 11 ? hour + 12 : hour;
    case Band::noon: return hour >= 1 && hour <= 2 ? hour + 12 : hour;
    case Band::small_hours: return hour == 12 ? 0 : hour;
    default: return moment.office && hour >= 1 && hour <= 6 ? hour + 12 : hour;
  }
}

std::pair<Minutes, Minutes> hours_of(Band band, const WorkingTime& working_time, Date date) {
  const auto hours = [](int from, int to) { return std::pair{Minutes{from * 60}, Minutes{to * 60}}; };
  const auto spans = usual_spans(working_time, date);
  switch (band) {
    case Band::small_hours: return hours(0, 6);
    case Band::dawn: return hours(5, 7);
    case Band::early: return hours(6, 10);
    case Band::morning: return {spans.front().start, Minutes{12 * 60}};
    case Band::noon: return hours(12, 14);
    case Band::afternoon: return {Minutes{12 * 60}, std::max(spans.back().end, Minutes{13 * 60})};
    case Band::evening: return hours(18, 24);
    case Band::night: return hours(20, 24);
    case Band::midnight: return hours(24, 24);
    case Band::daytime: return hours(6, 18);
    default: return hours(0, 24);
  }
}

std::optional<Meant> resolve_moment(const Moment& moment, const Bearings& bearings) {
  Meant meant;
  if (moment.trigger_day) return {};
  if (moment.day && (*moment.day == 0 || *moment.day > 31)) return {};
  if (moment.month && (*moment.month < 1 || *moment.month > 12)) return {};
  const auto found = Dates(moment, bearings, meant).find();
  if (!found || !found->from.ok() || !found->to.ok()) return {};
  meant.date = found->from;
  meant.grain = found->grain;
  meant.is_share = found->is_share;
  const auto& zone = *bearings.zone;
  const bool one_day = found->to == plus_days(found->from, 1);
  const bool exact = moment.now || (moment.shift && (moment.shift->second == TimeUnit::minute || moment.shift->second == TimeUnit::hour));
  if (exact && !moment.has_clock()) {
    const auto shift = moment.shift.value_or(std::pair{0, TimeUnit::minute});
    meant.from = bearings.now + Minutes{shift.first * (shift.second == TimeUnit::hour ? 60 : 1)};
    meant.to = meant.from + Minutes{1};
    meant.date = date_of(zone.to_local(meant.from));
    meant.grain = moment.now ? "second" : "minute";
    return meant;
  }
  if (moment.edge != Edge::none) return one_day && resolve_edge(moment, bearings, meant) ? std::optional(meant) : std::nullopt;
  if (moment.has_clock()) return resolve_clock(moment, bearings, meant) ? std::optional(meant) : std::nullopt;
  if (moment.band != Band::none) {
    const auto [from, to] = hours_of(moment.band, *bearings.working_time, meant.date);
    meant.from = zone.to_instant(at(meant.date, from));
    meant.to = zone.to_instant(at(meant.date, to));
    meant.grain = moment.band == Band::midnight ? "minute" : "hour";
    meant.calendar_unknown = !bearings.working_time->covers(meant.date) && (moment.band == Band::morning || moment.band == Band::afternoon);
    return meant;
  }
  meant.from = zone.to_instant(at(found->from, Minutes{0}));
  meant.to = zone.to_instant(at(found->to, Minutes{0}));
  // "20 days later" keeps the clock of the reading when nothing else is known.
  if (moment.shift && bearings.issued == date_of(zone.to_local(bearings.now)) && one_day) {
    const auto clock = zone.to_local(bearings.now) - std::chrono::floor<days>(zone.to_local(bearings.now));
    meant.from = zone.to_instant(LocalTime{local_days{found->from}} + clock);
  }
  return meant;
}

}  // namespace fenliu::rules
