// Calendars of holidays: every year's days of the example calendar written as events and read back; repetition, words of three
// languages, and what becomes a doubt.
#include "daemon/ingest/holiday_calendar.h"

#include <algorithm>

#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu;
using rules::Date;
using std::chrono::days;
using std::chrono::local_days;

namespace {

Date day(const std::string& text) { return rules::parse_date(text).value(); }

std::string compact(Date date) {
  auto text = rules::format_date(date);
  text.erase(std::remove(text.begin(), text.end(), '-'), text.end());
  return text;
}

// "|" ends a line.
std::string calendar(std::string lines) {
  lines = "BEGIN:VCALENDAR|VERSION:2.0|PRODID:x|" + lines + "END:VCALENDAR|";
  for (auto at = lines.find('|'); at != std::string::npos; at = lines.find('|')) lines.replace(at, 1, "\r\n");
  return lines;
}

std::string event(const std::string& lines) { return "BEGIN:VEVENT|UID:a|" + lines + "END:VEVENT|"; }

std::string shown(const rules::HolidayNotice& notice) {
  std::string text;
  for (const auto& each : notice.days_off) {
    text += "off " + rules::format_date(each.from) + (each.from == each.until ? "" : "/" + rules::format_date(each.until)) + (each.name.empty() ? "" : " " + each.name) + "; ";
  }
  for (const auto& each : notice.workdays) text += "work " + rules::format_date(each.from) + "; ";
  for (const auto& each : notice.doubts) text += "doubt: " + each.why + "; ";
  return text;
}

std::string read(const std::string& lines, const ingest::HolidayReading& reading = {}) {
  const auto found = ingest::read_holiday_calendar(calendar(event(lines)), reading);
  CHECK(found.faults.empty());
  return shown(found.notice);
}

}  // namespace

TEST_CASE("the days of every year from 2010 to 2026 are read back from events, one a day or one a holiday") {
  const auto configuration = support::repository_configuration("county-cn");
  const auto& county = configuration->calendars.at("cn");
  for (const bool one_a_day : {false, true}) {
    std::string lines;
    for (const auto& holiday : county.holidays) {
      const auto length = (local_days{holiday.until} - local_days{holiday.from}).count() + 1;
      for (int i = 0; i < (one_a_day ? length : 1); ++i) {
        const auto first = local_days{holiday.from} + days{i};
        const auto end = one_a_day ? first + days{1} : local_days{holiday.until} + days{1};
        const auto name = holiday.name.at("zh") + (one_a_day ? " 假期 第" + std::to_string(i + 1) + "天/共" + std::to_string(length) + "天" : "（休）");
        lines += event("SUMMARY:" + name + "|DTSTART;VALUE=DATE:" + compact(Date{first}) + "|DTEND;VALUE=DATE:" + compact(Date{end}) + "|");
      }
    }
    for (const auto date : county.workdays) {
      lines += event("SUMMARY:" + std::string(one_a_day ? "补班 第1天/共1天" : "春节（班）") + "|DTSTART;VALUE=DATE:" + compact(date) + "|");
    }
    const auto found = ingest::read_holiday_calendar(calendar(lines), {});
    REQUIRE(found.faults.empty());
    CHECK(shown({"", {}, {}, {}, found.notice.doubts}) == "");
    rules::Calendar again;
    again.weekend = county.weekend;
    for (const auto& each : found.notice.days_off) again.holidays.push_back({each.from, each.until, {{"zh", each.name}}});
    for (const auto& each : found.notice.workdays) again.workdays.push_back(each.from);
    CHECK(again.workdays == county.workdays);
    CHECK(again.holidays.front().name.at("zh") == "元旦");
    const rules::WorkingTime expected(county, "default", rules::Zone{}), actual(again, "default", rules::Zone{});
    for (local_days each{*county.covers.from}; each <= local_days{*county.covers.until}; each += days{1}) {
      CAPTURE(rules::format_date(Date{each}));
      REQUIRE(actual.is_workday(Date{each}) == expected.is_workday(Date{each}));
    }
  }
}

TEST_CASE("an event is a day off, a make-up workday, or a doubt") {
  struct Row {
    const char* lines;
    const char* expected;
  };
  const auto row = GENERATE(
      Row{"SUMMARY:劳动节（休）|DTSTART;VALUE=DATE:20250501|DTEND;VALUE=DATE:20250506|", "off 2025-05-01/2025-05-05 劳动节; "},
      Row{"SUMMARY:Independence Day|CATEGORIES:Public holiday|DTSTART;VALUE=DATE:20250704|", "off 2025-07-04 Independence Day; "},
      Row{"SUMMARY:Juneteenth|DESCRIPTION:Public holiday|DTSTART;VALUE=DATE:20250619|", "off 2025-06-19 Juneteenth; "},
      Row{"SUMMARY:Quốc khánh (nghỉ lễ)|DTSTART:20250901T000000|DTEND:20250903T000000|", "off 2025-09-01/2025-09-02 Quốc khánh (nghỉ lễ); "},
      Row{"SUMMARY:Làm bù|DTSTART;VALUE=DATE:20250426|", "work 2025-04-26; "},
      Row{"SUMMARY:国庆节|X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY|DTSTART;VALUE=DATE:20250928|", "work 2025-09-28; "},
      Row{"SUMMARY:国庆节|X-APPLE-SPECIAL-DAY:WORK-HOLIDAY|DTSTART;VALUE=DATE:20251001|", "off 2025-10-01 国庆节; "},
      Row{"SUMMARY:国庆节 调休上班|DTSTART;VALUE=DATE:20250929|", "doubt: 2025-09-29 is no Saturday or Sunday: no make-up workday; "},
      Row{"SUMMARY:Mother's Day|DESCRIPTION:Observance|DTSTART;VALUE=DATE:20250511|", "doubt: nothing says whether it is a day off or a make-up workday; "},
      Row{"SUMMARY:放假调休上班安排|DTSTART;VALUE=DATE:20250511|", "doubt: it speaks of a day off and of a make-up workday; "},
      Row{"SUMMARY:半天放假|DTSTART:20250308T120000|DTEND:20250308T180000|", "doubt: it has times of the day: no whole days; "},
      Row{"SUMMARY:寒假放假|DTSTART;VALUE=DATE:20250110|DTEND;VALUE=DATE:20250220|", "doubt: it lasts longer than a month; "},
      Row{"SUMMARY:放假|DTSTART;VALUE=DATE:20250101|RDATE;VALUE=DATE:20250401|", "doubt: it repeats on dates of its own (RDATE); "},
      Row{"SUMMARY:放假|DTSTART;VALUE=DATE:20250101|RRULE:FREQ=YEARLY|", "doubt: it repeats for ever: give --until; "},
      Row{"SUMMARY:元旦放假|DTSTART;VALUE=DATE:20250101|RRULE:FREQ=YEARLY;COUNT=3|EXDATE;VALUE=DATE:20260101|", "off 2025-01-01 元旦; off 2027-01-01 元旦; "},
      Row{"SUMMARY:放假|STATUS:CANCELLED|DTSTART;VALUE=DATE:20250101|", ""});
  CAPTURE(row.lines);
  CHECK(read(row.lines) == row.expected);
}

TEST_CASE("what repeats for ever is followed as far as was asked, and what was not asked for passes") {
  const ingest::HolidayReading years{{day("2025-01-01"), day("2027-12-31")}, false};
  CHECK(read("SUMMARY:Thanksgiving holiday|DTSTART;VALUE=DATE:20221124|RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH|", years) ==
        "off 2025-11-27 Thanksgiving holiday; off 2026-11-26 Thanksgiving holiday; off 2027-11-25 Thanksgiving holiday; ");
  CHECK(read("SUMMARY:Quốc khánh|DTSTART;VALUE=DATE:20250902|", {{}, true}) == "off 2025-09-02 Quốc khánh; ");
  CHECK(read("SUMMARY:nghỉ|DTSTART;VALUE=DATE:20240902|", years) == "");
}

TEST_CASE("a day that is both stands as it was read first, and a broken file gives faults with lines") {
  const auto both = ingest::read_holiday_calendar(
      calendar(event("SUMMARY:放假|DTSTART;VALUE=DATE:20250426|") + event("SUMMARY:补班|DTSTART;VALUE=DATE:20250426|")), {});
  CHECK(shown(both.notice) == "off 2025-04-26; doubt: 2025-04-26 is a day off and a make-up workday in one file: the first stands; ");
  CHECK(both.notice.doubts.front().source.line == 9);
  const auto broken = ingest::read_holiday_calendar("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", {});
  CHECK_FALSE(broken.faults.empty());
  CHECK(shown(broken.notice) == "");
}
