// What an expression means on the day of issue: kind, value and flags; and which times are deadlines.
#include <algorithm>

#include "rules/reading/moment.h"
#include "rules/reading/piece.h"
#include "rules/reading/roles.h"
#include "rules/reading/rrule.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using std::chrono::days;

constexpr std::uint32_t kHoursApart = 8;  // characters between the hours of the morning and those of the afternoon

void flag(ReadTime& time, const char* word) {
  if (std::find(time.flags.begin(), time.flags.end(), word) == time.flags.end()) time.flags.emplace_back(word);
}

class Resolver {
 public:
  Resolver(const Document& document, const ReadingContext& context, Reading& reading)
      : document_(document),
        context_(context),
        reading_(reading),
        working_time_(context.working_time != nullptr ? *context.working_time : usual_hours(reading.language, context.zone)) {
    bearings_.now = context.now;
    bearings_.issued = reading.issued_date.value_or(date_of(context.zone.to_local(context.now)));
    bearings_.working_time = &working_time_;
    bearings_.zone = &context_.zone;
  }

  void add(const Expression& expression) {
    ReadTime time;
    time.range = expression.range;
    time.text = to_utf8(std::u32string_view(document_.stored).substr(expression.range.start, expression.range.end - expression.range.start));
    time.kind = expression.kind;
    time.part = part_at(expression.range);
    take_bearings(expression);
    if (expression.damaged || !value(expression, time)) {
      time = ReadTime{time.text, time.range, time.kind, "", {}, {}, {}, "", {}, {}, TimeRole::other, time.part, {"damaged"}, {}};
      auto damaged = expression;
      damaged.damaged = true;
      time.role = role_of(document_, reading_, damaged, time);
    }
    if (time.at && is_extension_limit(document_, reading_.language, time.range)) limit(time);
    const bool open = std::find(time.flags.begin(), time.flags.end(), "damaged") != time.flags.end();
    if (time.role == TimeRole::deadline && !open) reading_.deadlines.push_back({reading_.times.size(), time.part});
    reading_.times.push_back(std::move(time));
  }

 private:
  // Of the deadline last read, when that is earlier.
  void limit(ReadTime& time) {
    flag(time, "extension-limit");
    time.role = TimeRole::other;
    if (reading_.deadlines.empty()) return;
    auto& last = reading_.deadlines.back();
    const auto& due = reading_.times[last.time];
    if (!due.at || *due.at < *time.at) last.limit = reading_.times.size();
  }

  PartId part_at(TextRange range) const {
    for (const auto& part : reading_.parts) {
      if (part.part_id != "0" && part.range.start <= range.start && range.end <= part.range.end) return part.part_id;
    }
    // The mark and the title of a part stand before its text.
    for (auto part = reading_.parts.rbegin(); part != reading_.parts.rend(); ++part) {
      if (part->part_id != "0" && part->range.start <= range.start + 40 && part->range.start >= range.start) return part->part_id;
    }
    return "0";
  }

  // A bare clock or day belongs to the date before it in its line, or to a date that heads the lines above.
  void take_bearings(const Expression& expression) {
    bearings_.deadline = expression.before || expression.stated_deadline;
    const auto& text = document_.text;
    bool same_line = true;
    for (auto i = last_end_; same_line && i < expression.range.start; ++i) same_line = text[i] != U'\n';
    if (!same_line) {
      last_date_ = heading_;
      last_hour_.reset();
    }
    bearings_.date = last_date_;
    if (bearings_.deadline && last_date_ && *last_date_ < bearings_.issued) bearings_.date.reset();
    bearings_.after_hour = last_hour_;
  }

  void remember(const Expression& expression, const Meant& meant) {
    last_end_ = expression.range.end;
    const bool long_period = meant.grain == "week" || meant.grain == "month" || meant.grain == "quarter" || meant.grain == "year" || meant.is_share;
    if (long_period) return;
    if (expression.start.has_date()) {
      if (!expression.before && heads_lines(expression.range)) heading_ = meant.date;
      last_date_ = meant.date;
      last_hour_.reset();
    }
    if (!expression.start.has_clock()) return;
    const auto local = context_.zone.to_local(meant.from);
    last_hour_ = static_cast<int>(std::chrono::duration_cast<std::chrono::hours>(local - std::chrono::floor<days>(local)).count());
  }

  // Nothing but a colon or a bracket between the date and the end of its line.
  bool heads_lines(TextRange range) const {
    const auto i = document_.text.find_first_not_of(U" :.)-", range.end);
    return i == std::u32string::npos || document_.text[i] == U'\n';
  }

  bool value(const Expression& expression, ReadTime& time) {
    switch (expression.kind) {
      case TimeKind::vague: break;
      case TimeKind::relative: relative(expression, time); return true;
      case TimeKind::recurrence: return recurrence(expression, time);
      case TimeKind::span: return span(expression, time);
      case TimeKind::point: return point(expression, time);
    }
    time.role = role_of(document_, reading_, expression, time);
    return true;
  }

  void relative(const Expression& said, ReadTime& time) const {
    time.role = role_of(document_, reading_, said, time);
    Expression expression = said;
    // "14日内由…返回" looks back although its words do not say so.
    if (time.role == TimeRole::lookback && expression.offset && expression.offset->first > 0) expression.offset->first *= -1;
    time.working_days = expression.working_days;
    time.grain = expression.working_days ? "day" : "minute";
    if (!expression.offset) return;
    const auto [n, unit] = *expression.offset;
    const auto of_months = [&](int months) {
      const auto there = std::chrono::local_days{plus_months(bearings_.issued, months)};
      return static_cast<int>((there - std::chrono::local_days{bearings_.issued}).count()) * 1440;
    };
    switch (unit) {
      case TimeUnit::minute: time.offset_minutes = n; break;
      case TimeUnit::hour: time.offset_minutes = n * 60; break;
      case TimeUnit::day: time.offset_minutes = n * 1440; break;
      case TimeUnit::week: time.offset_minutes = n * 7 * 1440; break;
      case TimeUnit::month: time.offset_minutes = of_months(n); break;
      case TimeUnit::quarter: time.offset_minutes = of_months(3 * n); break;
      case TimeUnit::year: time.offset_minutes = of_months(12 * n); break;
    }
    if (unit != TimeUnit::minute && unit != TimeUnit::hour) time.grain = "day";
  }

  bool recurrence(const Expression& expression, ReadTime& time) {
    const bool clock = expression.start.has_clock() || expression.start.edge != Edge::none;
    time.grain = clock ? "minute" : "day";
    time.role = role_of(document_, reading_, expression, time);
    if (time.role == TimeRole::window && expression.end && expression.end->has_clock()) hours_ = expression;
    const auto rules = rrules(expression, working_time_, bearings_.issued);
    if (rules.empty()) return false;
    time.rrule = rules.front();
    // 8:00 and 17:30 are two rules in RFC 5545: hours and minutes multiply.
    for (std::size_t i = 0; i + 1 < rules.size(); ++i) {
      if (time.role == TimeRole::deadline) reading_.deadlines.push_back({reading_.times.size(), time.part});
      reading_.times.push_back(time);
      time.rrule = rules[i + 1];
    }
    return true;
  }

  void take_flags(const Meant& meant, ReadTime& time) const {
    if (meant.year_inferred) flag(time, "year-inferred");
    if (meant.weekday_mismatch) flag(time, "weekday-mismatch");
    if (meant.calendar_unknown) flag(time, "calendar-unknown");
  }

  bool point(const Expression& expression, ReadTime& time) {
    if (expression.start.trigger_day) return before_meeting(expression, time);
    const auto meant = resolve_moment(expression.start, bearings_);
    if (!meant) return false;
    time.grain = meant->grain;
    const bool long_one = meant->is_share || meant->grain == "hour";
    if (long_one && !expression.before && !expression.since && !expression.lookback) time.kind = TimeKind::span;
    time.role = role_of(document_, reading_, expression, time);
    // "截至10月8日24时，已完成…" tells how far things are.
    if (time.role == TimeRole::deadline && meant->from < context_.now && says_state(expression.range)) time.role = TimeRole::other;
    // What was on a part of a day past holds for nothing any more.
    if (time.role == TimeRole::window && meant->grain == "hour" && meant->to <= context_.now) time.role = TimeRole::other;
    remember(expression, *meant);
    take_flags(*meant, time);
    const bool exact = meant->grain == "minute" || meant->grain == "second";
    if (expression.start.either_half && !expression.start.afternoon && expression.start.band == Band::none) {
      ambiguous(time, {meant->from, meant->from + std::chrono::hours{12}});
    } else if (time.role == TimeRole::deadline && !exact) {
      due(expression, *meant, time);
    } else if (time.kind == TimeKind::span) {
      time.from = meant->from;
      time.to = meant->to;
    } else {
      time.at = meant->from;
    }
    return true;
  }

  // The close of business on a date, also of a day off.
  Instant closing_on(Date date, ReadTime& time) const {
    if (!working_time_.covers(date)) flag(time, "calendar-unknown");
    if (working_time_.is_workday(date)) return working_time_.closing(date).at;
    const auto spans = working_time_.office_hours_on(working_time_.next_workday(date));
    return context_.zone.to_instant(at(date, spans.empty() ? Minutes{1440} : spans.back().end));
  }

  // Before, or by, a part of the day, a day, a month …
  void due(const Expression& expression, const Meant& meant, ReadTime& time) const {
    time.kind = TimeKind::point;
    if (meant.grain == "hour") {
      if (expression.start.band == Band::noon || expression.excludes) {
        time.at = meant.from;
      } else if (expression.counts && reading_.language == "vi") {
        time.at = meant.to;  // trong sáng mai: within it
      } else {
        ambiguous(time, {meant.from, meant.to});
      }
      return;
    }
    const auto last = plus_days(date_of(context_.zone.to_local(meant.to)), -1);
    const bool long_period = meant.grain != "day" || meant.is_share;
    if (expression.excludes && expression.start.share != Share::end) {
      time.at = working_time_.closing(plus_days(meant.date, -1)).at;
      if (!working_time_.covers(meant.date)) flag(time, "calendar-unknown");
    } else if (long_period && (expression.counts || meant.is_share)) {
      const auto closing = working_time_.closing(last);
      time.at = closing.at;
      if (closing.calendar_unknown) flag(time, "calendar-unknown");
    } else if (expression.counts || !expression.before) {
      time.at = closing_on(last, time);
    } else {
      // "前" of a bare date: whether the day itself counts is defined nowhere, so both readings stand.
      ambiguous(time, {working_time_.closing(plus_days(meant.date, -1)).at, closing_on(last, time)});
    }
  }

  // 截至 before a time that has passed, or "Đến 15 giờ ngày 12/3, có …" at the head of a sentence.
  bool says_state(TextRange range) const {
    if (document_.text.substr(range.start, 4) == U"Đến ") return true;
    return range.start >= 2 && std::u32string_view(document_.text).substr(range.start - 2, 2) == U"截至";
  }

  // "办公时间：上午8:30-12:00": hours of every day, or of the working days that are named, not of the day of reading.
  bool hours(const Expression& expression, ReadTime& time) {
    const bool clocks = expression.start.has_clock() && expression.end->has_clock() && !expression.start.has_date() && !expression.end->has_date();
    const bool goes_on = hours_ && expression.range.start - hours_->range.end < kHoursApart;
    if (!clocks || (!goes_on && !tells_hours(document_, reading_.language, expression.range))) return false;
    auto every_day = expression;
    every_day.every = TimeUnit::day;
    if (goes_on) {
      every_day.every = hours_->every;
      every_day.start.weekday = hours_->start.weekday;
      std::copy_if(hours_->also.begin(), hours_->also.end(), std::back_inserter(every_day.also), [](const Moment& each) { return each.weekday.has_value(); });
    } else if (tells_workdays(document_, reading_.language, expression.range)) {
      Piece workdays;
      every_workday(workdays);
      every_day.every = TimeUnit::week;
      every_day.start.weekday = workdays.says.start.weekday;
      every_day.also = workdays.says.also;
    }
    const auto rules = rrules(every_day, working_time_, bearings_.issued);
    if (rules.size() != 1) return false;
    hours_ = every_day;
    time.kind = TimeKind::recurrence;
    time.grain = "minute";
    time.role = TimeRole::window;
    time.rrule = rules.front();
    return true;
  }

  static void ambiguous(ReadTime& time, std::vector<Instant> readings) {
    std::sort(readings.begin(), readings.end());
    flag(time, "ambiguous");
    time.readings = std::move(readings);
  }

  // "The Thursday before the meeting", 会议当天: the meeting that the text has named, else no value.
  bool before_meeting(const Expression& expression, ReadTime& time) {
    time.role = expression.before || expression.start.weekday ? TimeRole::deadline : TimeRole::other;
    const auto meeting = std::find_if(reading_.times.begin(), reading_.times.end(), [](const ReadTime& each) { return each.role == TimeRole::meeting && each.at; });
    if (meeting == reading_.times.end()) {
      time.kind = TimeKind::relative;
      return true;
    }
    auto date = plus_days(date_of(context_.zone.to_local(*meeting->at)), *expression.start.trigger_day);
    while (expression.start.weekday && weekday_of(date) != *expression.start.weekday) date = plus_days(date, -1);
    auto there = bearings_;
    there.date = date;
    Moment clock = expression.start;
    clock.weekday.reset();
    clock.trigger_day.reset();
    const auto meant = resolve_moment(clock, there);
    if (!meant) return false;
    time.grain = expression.start.has_clock() ? "minute" : "day";
    time.at = expression.start.has_clock() ? meant->from : closing_on(date, time);
    return true;
  }

  bool span(const Expression& expression, ReadTime& time) {
    if (expression.start.trigger_day || expression.end->trigger_day) {
      time.role = role_of(document_, reading_, expression, time);
      return true;
    }
    if (hours(expression, time)) return true;
    Moment start = expression.start, end = *expression.end;
    share_fields(start, end);
    const bool year_said = start.year || start.year_offset || end.year || end.year_offset;
    auto from = resolve_moment(start, bearings_);
    if (!from) return false;
    auto there = bearings_;
    there.date = from->date;
    there.deadline = false;
    if (end.weekday && !end.week_offset && !end.month && !end.day) there.issued = from->date;
    there.after_hour = start.has_clock() ? std::optional(hour_of_day(start)) : std::nullopt;
    if (end.month && !year_said && !end.lunar) end.year = static_cast<int>(from->date.year());
    auto to = resolve_moment(end, there);
    if (!to) return false;
    const bool clock = end.has_clock() || end.edge != Edge::none;
    time.from = from->from;
    time.to = clock ? to->from : to->to;
    if (*time.to <= *time.from && end.year && !year_said) {
      ++*end.year;
      if (!(to = resolve_moment(end, there))) return false;
      time.to = clock ? to->from : to->to;
    }
    if (*time.to <= *time.from && clock && !end.has_date()) time.to = *time.to + days{1};
    if (*time.to <= *time.from) return false;
    time.grain = clock || start.has_clock() ? "minute" : from->grain == "hour" || to->grain == "hour" ? "hour" : from->grain;
    take_flags(*from, time);
    take_flags(*to, time);
    if (from->year_inferred || to->year_inferred || (!year_said && end.month && !end.lunar)) flag(time, "year-inferred");
    if (year_said) std::erase(time.flags, "year-inferred");
    time.role = role_of(document_, reading_, expression, time);
    remember(expression, *from);
    return true;
  }

  // Each end of a span says what the other leaves open.
  static void share_fields(Moment& start, Moment& end) {
    if (!start.has_date() && end.has_date() && !end.days_later) {
      Moment date = end;
      date.hour = date.minute = date.second = {};
      date.afternoon = {};
      date.band = Band::none;
      date.edge = Edge::none;
      date.zone_minutes = {};
      const auto clock = start;
      start = date;
      start.hour = clock.hour, start.minute = clock.minute, start.second = clock.second;
      start.afternoon = clock.afternoon, start.band = clock.band, start.edge = clock.edge;
    }
    if (start.day && !start.month && !start.month_offset) start.month = end.month, start.month_offset = end.month_offset;
    if (end.day && !end.month && !end.month_offset) end.month = start.month, end.month_offset = start.month_offset, end.lunar |= start.lunar;
    if (start.month && !start.year && !start.year_offset) {
      start.year = end.year, start.year_offset = end.year_offset;
      if (start.year && end.month && *start.month > *end.month) --*start.year;
    }
    if (end.month && !end.year && !end.year_offset && start.month) {
      end.year = start.year, end.year_offset = start.year_offset;
      if (end.year && *end.month < *start.month) ++*end.year;
    }
    // "5:30–7:00 p.m.": both, unless that turns the span around.
    if (start.hour && end.hour && end.afternoon && !start.afternoon && start.band == Band::none && *start.hour <= 12) {
      Moment later = start;
      later.afternoon = end.afternoon;
      if (hour_of_day(later) * 60 + later.minute.value_or(0) < hour_of_day(end) * 60 + end.minute.value_or(0)) start = later;
    }
    if (end.hour && start.band != Band::none && end.band == Band::none && !end.has_date() && *end.hour == 12 && start.band == Band::morning) end.band = Band::noon;
  }

  const Document& document_;
  const ReadingContext& context_;
  Reading& reading_;
  const WorkingTime working_time_;
  Bearings bearings_;
  std::optional<Date> last_date_;
  std::optional<int> last_hour_;
  std::uint32_t last_end_ = 0;
  std::optional<Expression> hours_;  // of an office, as last read: those of the afternoon follow those of the morning
  std::optional<Date> heading_;  // a date alone at the end of its line: of the lines below it
};

}  // namespace

void resolve_times(const Document& document, const std::vector<Expression>& expressions, const ReadingContext& context,
                   Reading& reading) {
  Resolver resolver(document, context, reading);
  for (const auto& expression : expressions) resolver.add(expression);
}

}  // namespace fenliu::rules
