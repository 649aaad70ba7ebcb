// What a phrase means on the day of issue, and what it is for.
#include <algorithm>
#include <cstdlib>

#include "rules/reading/times.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using std::chrono::days;
using std::chrono::local_days;
using Band = Expression::Band;

Date plus_days(Date date, int n) { return Date{local_days{date} + days{n}}; }
unsigned weekday_of(Date date) { return std::chrono::weekday{local_days{date}}.c_encoding(); }

class Resolver {
 public:
  Resolver(const Document& document, const ReadingContext& context, Reading& reading)
      : document_(document),
        context_(context),
        reading_(reading),
        base_(reading.issued_date.value_or(date_of(context.zone.to_local(context.now)))),
        working_time_(context.working_time != nullptr ? *context.working_time : WorkingTime({}, "default", context.zone)) {}

  void add(const Expression& expression) {
    ReadTime time;
    time.range = expression.range;
    time.text = to_utf8(std::u32string_view(document_.text).substr(expression.range.start, expression.range.end - expression.range.start));
    time.kind = expression.kind;
    time.part = part_at(expression.range);
    if (expression.damaged) {
      time.flags.emplace_back("damaged");
    } else if (expression.kind == TimeKind::recurrence) {
      recurrence(expression, time);
    } else if (expression.kind == TimeKind::relative) {
      time.working_days = expression.working_days;
      time.offset_minutes = expression.offset_minutes;
      time.grain = expression.working_days ? "day" : "minute";
    } else if (expression.kind != TimeKind::vague) {
      if (!point(expression, time)) return;
    }
    time.role = role_of(expression, time);
    if (time.role == TimeRole::deadline && !expression.damaged) {
      reading_.deadlines.push_back({reading_.times.size(), time.part});
    }
    last_date_ = date_of_last_.value_or(last_date_.value_or(base_));
    reading_.times.push_back(std::move(time));
  }

 private:
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

  void recurrence(const Expression& expression, ReadTime& time) const {
    time.grain = "minute";
    const auto list = [](const std::vector<int>& values) {
      std::string text;
      for (const int value : values) text += (text.empty() ? "" : ",") + std::to_string(value);
      return text;
    };
    if (expression.every_day) {
      time.rrule = "FREQ=DAILY;BYHOUR=" + list(expression.hours_of_day) + ";BYMINUTE=" + list(expression.minutes_of_hour);
      return;
    }
    time.grain = "day";
    const auto closing = date_of(context_.zone.to_local(working_time_.closing(base_).at));
    (void)closing;
    if (expression.month_day) {
      time.rrule = "FREQ=MONTHLY;BYMONTHDAY=" + std::to_string(*expression.month_day);
    } else if (expression.every_weekday) {
      static constexpr const char* kDays[] = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
      time.rrule = std::string("FREQ=WEEKLY;BYDAY=") + kDays[*expression.every_weekday];
      const auto spans = working_time_.spans_on(working_time_.next_workday(base_));
      const Minutes at = spans.empty() ? Minutes{24 * 60}
                         : expression.band == Band::opening ? spans.front().start : spans.back().end;
      time.rrule += ";BYHOUR=" + std::to_string(at.count() / 60) + ";BYMINUTE=" + std::to_string(at.count() % 60);
    }
  }

  // The date meant, with flags for what was inferred.
  std::optional<Date> date_for(const Expression& expression, ReadTime& time) {
    if (expression.month && expression.day) {
      const auto make = [&](int year) {
        return Date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(*expression.month)},
                    std::chrono::day{static_cast<unsigned>(*expression.day)}};
      };
      if (expression.year) return checked(make(*expression.year), expression, time);
      time.flags.emplace_back("year-inferred");
      const int base_year = static_cast<int>(base_.year());
      Date best = make(base_year);
      long best_distance = -1;
      for (const int year : {base_year - 1, base_year, base_year + 1}) {
        const auto date = make(year);
        if (!date.ok()) continue;
        const auto distance = std::labs((local_days{date} - local_days{base_}).count());
        const bool fits = !expression.weekday || weekday_of(date) == *expression.weekday;
        const bool best_fits = best_distance >= 0 && (!expression.weekday || weekday_of(best) == *expression.weekday);
        if (best_distance < 0 || (fits && !best_fits) || (fits == best_fits && distance < best_distance)) {
          best = date;
          best_distance = distance;
        }
      }
      if (best_distance < 0) return {};
      return checked(best, expression, time);
    }
    if (expression.day_offset) {
      if (*expression.day_offset == 0 && last_date_ && !has_day_word(time)) return last_date_;
      if (expression.next_working_day) return working_time_.next_workday(base_);
      return plus_days(base_, *expression.day_offset);
    }
    if (expression.weekday) {
      // The weekday of the week of issue, Monday first; a bare one that has passed is next week's.
      const int from_monday = static_cast<int>((weekday_of(base_) + 6) % 7);
      const int wanted = static_cast<int>((*expression.weekday + 6) % 7);
      auto date = plus_days(base_, wanted - from_monday + 7 * expression.week_offset);
      if (expression.week_offset == 0 && date < base_) date = plus_days(date, 7);
      return date;
    }
    return base_;
  }

  static bool has_day_word(const ReadTime& time) {
    for (const char* word : {"今", "当", "today", "hôm nay"}) {
      if (time.text.find(word) != std::string::npos) return true;
    }
    return false;
  }

  static std::optional<Date> checked(Date date, const Expression& expression, ReadTime& time) {
    if (!date.ok()) return {};
    if (expression.weekday && weekday_of(date) != *expression.weekday) time.flags.emplace_back("weekday-mismatch");
    return date;
  }

  Instant instant(Date date, int hour, int minute) const {
    return context_.zone.to_instant(rules::at(date, Minutes{hour * 60 + minute}));
  }

  void note_calendar(bool unknown, ReadTime& time) const {
    if ((unknown || context_.working_time == nullptr) &&
        std::find(time.flags.begin(), time.flags.end(), "calendar-unknown") == time.flags.end()) {
      time.flags.emplace_back("calendar-unknown");
    }
  }

  bool point(const Expression& expression, ReadTime& time) {
    const auto date = date_for(expression, time);
    if (!date) return false;
    if (expression.month || expression.weekday) date_of_last_ = date;
    if (expression.kind == TimeKind::span) return span(expression, *date, time);
    if (expression.hour) {
      time.grain = "minute";
      time.at = instant(*date, *expression.hour, expression.minute.value_or(0));
      return true;
    }
    if (expression.band == Band::opening || expression.band == Band::closing) {
      time.grain = "minute";
      const auto at = expression.band == Band::opening ? working_time_.opening(*date) : working_time_.closing(*date);
      time.at = at.at;
      note_calendar(at.calendar_unknown, time);
      return true;
    }
    if (expression.band != Band::none) return band(expression, *date, time);
    time.grain = "day";
    if (!expression.before) {
      time.at = instant(*date, 0, 0);
      return true;
    }
    if (expression.inclusive) {
      const auto closing = working_time_.closing(*date);
      time.at = closing.at;
      note_calendar(closing.calendar_unknown, time);
      return true;
    }
    // "前" of a bare date: whether the day itself counts is defined nowhere, so both readings stand.
    const auto before = working_time_.closing(plus_days(*date, -1)), same = working_time_.closing(*date);
    ambiguous(time, {before.at, same.at});
    note_calendar(before.calendar_unknown || same.calendar_unknown, time);
    return true;
  }

  static void ambiguous(ReadTime& time, std::vector<Instant> readings) {
    std::sort(readings.begin(), readings.end());
    time.flags.emplace_back("ambiguous");
    time.readings = std::move(readings);
  }

  bool span(const Expression& expression, Date date, ReadTime& time) {
    if (expression.until_day) {
      const Date until{date.year(), std::chrono::month{static_cast<unsigned>(*expression.until_month)},
                       std::chrono::day{static_cast<unsigned>(*expression.until_day)}};
      if (!until.ok()) return false;
      time.grain = "day";
      time.from = instant(date, 0, 0);
      time.to = instant(plus_days(until < date ? Date{until.year() + std::chrono::years{1}, until.month(), until.day()} : until, 1), 0, 0);
      return true;
    }
    time.grain = "minute";
    time.from = instant(date, *expression.hour, *expression.minute);
    time.to = instant(date, *expression.until_hour, *expression.until_minute);
    if (*time.to <= *time.from) time.to = *time.to + days{1};
    return true;
  }

  // A part of the day: before it, two edges are meant by different people; otherwise it is a span.
  bool band(const Expression& expression, Date date, ReadTime& time) {
    const auto opening = working_time_.opening(date), closing = working_time_.closing(date);
    const auto noon = instant(date, 12, 0);
    Instant from = opening.at, to = noon;
    if (expression.band == Band::afternoon) from = noon, to = closing.at;
    if (expression.band == Band::night) from = instant(date, 0, 0), to = instant(date, 6, 0);
    time.grain = "hour";
    if (expression.before) {
      ambiguous(time, {from, to});
    } else {
      time.kind = TimeKind::span;
      time.from = from;
      time.to = to;
    }
    note_calendar(opening.calendar_unknown || closing.calendar_unknown, time);
    return true;
  }

  // The words around the phrase, in its sentence.
  std::string context(TextRange range, std::uint32_t before, std::uint32_t after) const {
    const auto ends = [&](std::uint32_t i) { return std::u32string_view(U"\u3002;\n").find(document_.text[i]) != std::u32string_view::npos; };
    auto start = range.start, end = range.end;
    while (start > 0 && range.start - start < before && !ends(start - 1)) --start;
    while (end < document_.text.size() && end - range.end < after && !ends(end)) ++end;
    return to_utf8(std::u32string_view(document_.text).substr(start, end - start));
  }

  static bool has_any(const std::string& text, std::initializer_list<const char*> words) {
    return std::any_of(words.begin(), words.end(), [&](const char* word) { return text.find(word) != std::string::npos; });
  }

  TimeRole role_of(const Expression& expression, const ReadTime& time) const {
    if (reading_.issued && reading_.issued->range.start <= time.range.start && time.range.end <= reading_.issued->range.end) {
      return TimeRole::date;
    }
    if (expression.effective) return TimeRole::effective;
    const auto after = context({time.range.end, time.range.end}, 0, 14);
    const auto before = context({time.range.start, time.range.start}, 24, 0);
    const auto around = context(time.range, 40, 40);
    if (expression.lookback || has_any(after, {"返回", "来自", "到过", "旅居", "以来", "来返"}) || has_any(before, {"近"})) {
      if (expression.kind == TimeKind::relative || expression.lookback) return TimeRole::lookback;
    }
    if (has_any(around, {"施行", "执行夏季", "执行冬季", "có hiệu lực", "takes effect"})) return TimeRole::effective;
    if (expression.kind == TimeKind::span) {
      if (has_any(around, {"召开", "会议时间", "会期", "họp", "meeting"})) return TimeRole::meeting;
      return TimeRole::window;
    }
    if (expression.kind == TimeKind::vague) return TimeRole::other;
    if (expression.before) return TimeRole::deadline;
    if (expression.kind == TimeKind::recurrence || expression.kind == TimeKind::relative) {
      return has_any(around, {"报", "完成", "提交", "反馈", "续报", "báo cáo", "gửi", "submit", "report"}) ? TimeRole::deadline : TimeRole::other;
    }
    if (has_any(around, {"会议时间", "召开", "开会", "参加会议", "报到", "会议室", "Thời gian", "họp", "dự", "làm việc với", "meeting", "Meeting", "hearing"})) {
      return TimeRole::meeting;
    }
    return time.grain == "day" ? TimeRole::date : TimeRole::other;
  }

  const Document& document_;
  const ReadingContext& context_;
  Reading& reading_;
  const Date base_;
  const WorkingTime working_time_;
  std::optional<Date> last_date_, date_of_last_;
};

}  // namespace

void resolve_times(const Document& document, const std::vector<Expression>& expressions, const ReadingContext& context,
                   Reading& reading) {
  Resolver resolver(document, context, reading);
  for (const auto& expression : expressions) resolver.add(expression);
}

}  // namespace fenliu::rules
