// All-day events to days off and make-up workdays, through libical.
#include "daemon/ingest/holiday_calendar.h"

#include <libical/ical.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "daemon/ingest/icalendar_lines.h"
#include "rules/text/utf8.h"

namespace fenliu::ingest {

namespace {

using rules::Date;
using std::chrono::local_days;

constexpr int kLongestHoliday = 31;      // days
constexpr int kMostOccurrences = 2000;

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};

std::string text_of(const char* text) { return text == nullptr ? "" : text; }

// Every property of a kind as text, a line each.
std::string all_of(icalcomponent* event, icalproperty_kind kind, const std::string& x_name = "") {
  std::string all;
  for (auto* each = icalcomponent_get_first_property(event, kind); each != nullptr; each = icalcomponent_get_next_property(event, kind)) {
    if (!x_name.empty() && text_of(icalproperty_get_x_name(each)) != x_name) continue;
    auto* value = icalproperty_get_value(each);
    std::unique_ptr<char, decltype(&free)> written(icalproperty_get_value_as_string_r(each), &free);
    const bool is_text = value != nullptr && icalvalue_isa(value) == ICAL_TEXT_VALUE;
    all += (all.empty() ? "" : "\n") + (is_text ? text_of(icalvalue_get_text(value)) : text_of(written.get()));
  }
  return all;
}

bool has_any(const std::string& text, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return text.find(word) != std::string::npos; });
}

bool says_work(const std::string& text) {
  return has_any(text, {"补班", "上班", "調休上班", "補班", "(班)", "（班）", "工作日", "make-up", "makeup", "alternate-workday", "working day", "workday", "làm bù",
                        "làm việc bù"});
}

bool says_off(const std::string& text) {
  return has_any(text, {"放假", "休假", "假期", "假日", "公休", "(休)", "（休）", "work-holiday", "holiday", "day off", "nghỉ"}) && !has_any(text, {"not a public holiday"});
}

enum class Says { neither, off, work, both };

Says meaning_of(icalcomponent* event) {
  const auto marks = rules::fold_case(all_of(event, ICAL_X_PROPERTY, "X-APPLE-SPECIAL-DAY") + "\n" + all_of(event, ICAL_CATEGORIES_PROPERTY) + "\n" +
                                      all_of(event, ICAL_SUMMARY_PROPERTY));
  const bool work = says_work(marks), off = says_off(marks);
  if (work || off) return work && off ? Says::both : work ? Says::work : Says::off;
  const auto description = rules::fold_case(all_of(event, ICAL_DESCRIPTION_PROPERTY));
  if (has_any(description, {"observance"})) return Says::neither;
  const bool described_work = says_work(description), described_off = says_off(description);
  return described_work && described_off ? Says::both : described_work ? Says::work : described_off ? Says::off : Says::neither;
}

// What a summary says of the day beside its name: 国庆节（休） · 春节 假期 第1天/共8天 · 补班.
std::string name_in(std::string summary) {
  for (const char* cut : {" 第", "第1天", "\n"}) {
    if (const auto at = summary.find(cut); at != std::string::npos) summary.resize(at);
  }
  bool again = true;
  while (again) {
    again = false;
    for (const std::string tail : {" ", "(休)", "（休）", "(班)", "（班）", "放假", "假期", "补班", "調休", "调休", "上班", "-", "·"}) {
      if (!summary.ends_with(tail)) continue;
      summary.resize(summary.size() - tail.size());
      again = true;
    }
  }
  return summary;
}

std::optional<Date> date_of(const icaltimetype& time) {
  const Date date{std::chrono::year{time.year}, std::chrono::month{static_cast<unsigned>(time.month)}, std::chrono::day{static_cast<unsigned>(time.day)}};
  if (icaltime_is_null_time(time) || time.month < 1 || time.day < 1 || !date.ok() || time.year < 1900 || time.year > 2200) return {};
  return date;
}

bool at_midnight(const icaltimetype& time) { return time.is_date || (time.hour == 0 && time.minute == 0 && time.second == 0); }

Date plus(Date date, int days) { return Date{local_days{date} + std::chrono::days{days}}; }
int days_between(Date from, Date until) { return static_cast<int>((local_days{until} - local_days{from}).count()); }

class Import {
 public:
  explicit Import(const HolidayReading& reading) : reading_(reading) {}

  HolidayCalendar of(const std::string& text) {
    auto lines = prepare_lines(text);
    if (!lines.faults.empty()) return {{}, std::move(lines.faults)};
    icalerror_set_errors_are_fatal(0);
    const std::unique_ptr<icalcomponent, FreeComponent> root(icalparser_parse_string(lines.text.c_str()));
    if (!root) return {{}, {{0, "The file is no iCalendar file", "export it as .ics"}}};
    events_below(root.get());
    put_days();
    return {std::move(notice_), {}};
  }

 private:
  void events_below(icalcomponent* component) {
    for (auto* each = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); each != nullptr;
         each = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) {
      const auto kind = icalcomponent_isa(each);
      if (kind == ICAL_VEVENT_COMPONENT) event(each);
      if (kind == ICAL_VCALENDAR_COMPONENT) events_below(each);
    }
  }

  void doubt(const std::string& why) { notice_.doubts.push_back({why, source_}); }

  void event(icalcomponent* each) {
    if (icalcomponent_get_status(each) == ICAL_STATUS_CANCELLED) return;
    const auto summary = all_of(each, ICAL_SUMMARY_PROPERTY);
    const auto start = icalcomponent_get_dtstart(each);
    const auto from = date_of(start);
    const auto line = all_of(each, ICAL_X_PROPERTY, kLineProperty);
    source_ = {line.empty() ? 0 : static_cast<std::size_t>(std::atoi(line.c_str())), summary + (from ? " · " + rules::format_date(*from) : "")};
    if (!from) return doubt("it has no date that exists");
    const auto length = length_of(each, start, *from);
    if (!length) return;
    if (icalcomponent_get_first_property(each, ICAL_RDATE_PROPERTY) != nullptr) return doubt("it repeats on dates of its own (RDATE)");
    const auto says = meaning_of(each);
    if (says == Says::both) return doubt("it speaks of a day off and of a make-up workday");
    if (says == Says::neither && !reading_.unmarked_off) return doubt("nothing says whether it is a day off or a make-up workday");
    for (const auto date : occurrences(each, start, *from)) {
      for (int i = 0; i < *length; ++i) take(plus(date, i), says == Says::work, name_in(summary));
    }
  }

  // In days; nothing, and a doubt, when they are not whole ones.
  std::optional<int> length_of(icalcomponent* each, const icaltimetype& start, Date from) {
    const auto end = icalcomponent_get_dtend(each);
    const auto until = date_of(end);
    if (start.is_date && (!until || icaltime_compare(start, end) == 0)) return 1;
    const int length = until ? days_between(from, *until) : 0;
    if (!at_midnight(start) || !at_midnight(end) || length < 1) {
      doubt("it has times of the day: no whole days");
      return {};
    }
    if (length > kLongestHoliday) {
      doubt("it lasts longer than a month");
      return {};
    }
    return length;
  }

  std::vector<Date> occurrences(icalcomponent* each, const icaltimetype& start, Date from) {
    auto* rule = icalcomponent_get_first_property(each, ICAL_RRULE_PROPERTY);
    if (rule == nullptr) return {from};
    auto recurrence = icalproperty_get_rrule(rule);
    const bool ends = recurrence.count > 0 || !icaltime_is_null_time(recurrence.until);
    if (!ends && !reading_.within.until) {
      doubt("it repeats for ever: give --until");
      return {};
    }
    std::set<Date> except;
    for (auto* p = icalcomponent_get_first_property(each, ICAL_EXDATE_PROPERTY); p != nullptr; p = icalcomponent_get_next_property(each, ICAL_EXDATE_PROPERTY)) {
      if (const auto date = date_of(icalproperty_get_exdate(p))) except.insert(*date);
    }
    std::vector<Date> dates;
    const std::unique_ptr<icalrecur_iterator, decltype(&icalrecur_iterator_free)> next(icalrecur_iterator_new(recurrence, start), &icalrecur_iterator_free);
    for (int i = 0; next && i < kMostOccurrences; ++i) {
      const auto date = date_of(icalrecur_iterator_next(next.get()));
      if (!date || (reading_.within.until && *date > *reading_.within.until)) break;
      if (!except.contains(*date)) dates.push_back(*date);
    }
    return dates;
  }

  void take(Date date, bool work, const std::string& name) {
    if (!reading_.within.contains(date)) return;
    const auto weekday = std::chrono::weekday{local_days{date}};
    if (work && weekday != std::chrono::Saturday && weekday != std::chrono::Sunday) {
      return doubt(rules::format_date(date) + " is no Saturday or Sunday: no make-up workday");
    }
    const auto [known, fresh] = days_.try_emplace(date, Day{work, name, source_});
    if (!fresh && known->second.work != work) doubt(rules::format_date(date) + " is a day off and a make-up workday in one file: the first stands");
  }

  // Days off of one name that follow one another are one entry.
  void put_days() {
    for (const auto& [date, day] : days_) {
      auto& list = day.work ? notice_.workdays : notice_.days_off;
      const bool goes_on = !day.work && !list.empty() && list.back().name == day.name && plus(list.back().until, 1) == date;
      if (goes_on) {
        list.back().until = date;
      } else {
        list.push_back({date, date, day.name, day.source});
      }
    }
  }

  struct Day {
    bool work = false;
    std::string name;
    rules::NoticeSentence source;
  };

  const HolidayReading& reading_;
  rules::HolidayNotice notice_;
  rules::NoticeSentence source_;
  std::map<Date, Day> days_;
};

}  // namespace

HolidayCalendar read_holiday_calendar(const std::string& text, const HolidayReading& reading) { return Import(reading).of(text); }

}  // namespace fenliu::ingest
