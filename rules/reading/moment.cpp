// Clocks and parts of the day, on the days that a moment names.
#include "rules/reading/moment.h"

#include <algorithm>

#include "rules/reading/days.h"

namespace fenliu::rules {

namespace {

using std::chrono::days;
using std::chrono::local_days;

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

WorkingTime usual_hours(const std::string& language, const Zone& zone) {
  const auto span = [](int from, int to) { return DaySpan{Minutes{from}, Minutes{to}}; };
  OfficeHours hours;
  if (language == "zh") hours.spans = {span(480, 720), span(870, 1050)};
  if (language == "vi") hours.spans = {span(450, 690), span(810, 1020)};
  if (language == "en") hours.spans = {span(480, 720), span(780, 1020)};
  Calendar calendar;
  calendar.covers = DateRange{Date{std::chrono::year{1}, std::chrono::January, std::chrono::day{1}}, Date{std::chrono::year{1}, std::chrono::January, std::chrono::day{1}}};
  calendar.weekend = {std::chrono::Saturday, std::chrono::Sunday};
  calendar.hours["default"] = {hours};
  return WorkingTime(calendar, "default", zone);
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
    default: return moment.office && moment.band == Band::none && hour >= 1 && hour <= 6 ? hour + 12 : hour;
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
  const auto found = find_days(moment, bearings, meant);
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
  if (moment.shift && !moment.weekday && bearings.issued == date_of(zone.to_local(bearings.now)) && one_day) {
    const auto clock = zone.to_local(bearings.now) - std::chrono::floor<days>(zone.to_local(bearings.now));
    meant.from = zone.to_instant(LocalTime{local_days{found->from}} + clock);
  }
  return meant;
}

}  // namespace fenliu::rules
