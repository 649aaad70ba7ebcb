// Overlays on working time, how terms of days are counted, and properties that hold with any overlays.
#include <random>

#include "rules/time/calendar.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu::rules;
using fenliu::support::test_zone;

namespace {

Instant at(const std::string& text) { return parse_rfc3339(text).value(); }
Date day(const std::string& text) { return parse_date(text).value(); }
DaySpan span(int from, int to) { return {Minutes{from * 60}, Minutes{to * 60}}; }

// 25 November 2022 is a Friday; 1 to 7 October are holidays, 8 and 9 October are worked.
Calendar calendar() {
  Calendar calendar;
  calendar.id = "test";
  calendar.covers = {day("2022-01-01"), day("2022-12-31")};
  calendar.weekend = {std::chrono::Saturday, std::chrono::Sunday};
  calendar.holidays = {{day("2022-10-01"), day("2022-10-07"), {}}};
  calendar.workdays = {day("2022-10-08"), day("2022-10-09")};
  calendar.hours["default"] = {{{}, {}, {}, {span(8, 12), span(14, 18)}}};
  return calendar;
}

Overlay overlay(OverlayKind kind, const char* from, const char* until, std::vector<DaySpan> spans = {}, int staff = 0) {
  Overlay overlay;
  overlay.kind = kind;
  overlay.units = {"a"};
  overlay.dates = {day(from), day(until)};
  overlay.spans = std::move(spans);
  overlay.staff = staff;
  return overlay;
}

WorkingTime unit(Overlays overlays, int staff = 0, const char* zone = "Asia/Shanghai") {
  return {calendar(), "default", *test_zone(zone), std::move(overlays), staff};
}

std::string spans(const WorkingTime& time, const char* date) {
  std::string text;
  for (const auto& each : time.spans_on(day(date))) text += (text.empty() ? "" : " ") + format_day_span(each);
  return text;
}

std::string shown(CalendarInstant instant) { return format_rfc3339(instant.at, *test_zone("Asia/Shanghai")); }

}  // namespace

TEST_CASE("a duty shift adds working time on any day, past midnight too") {
  auto weekends = overlay(OverlayKind::duty_shift, "2022-11-24", "2022-11-27", {span(9, 12)});
  weekends.weekdays = {std::chrono::Saturday, std::chrono::Sunday};
  const auto time = unit({weekends, overlay(OverlayKind::duty_shift, "2022-11-25", "2022-11-25", {span(17, 32)})});
  CHECK(spans(time, "2022-11-24") == "08:00-12:00 14:00-18:00");
  CHECK(spans(time, "2022-11-25") == "08:00-12:00 14:00-24:00");
  CHECK(spans(time, "2022-11-26") == "00:00-08:00 09:00-12:00");
  CHECK(spans(time, "2022-11-27") == "09:00-12:00");
  CHECK(spans(time, "2022-12-03") == "");
  // Who works is not which days count.
  CHECK_FALSE(time.is_workday(day("2022-11-26")));
  CHECK(shown(time.add(at("2022-11-25T23:00+08:00"), Minutes{120})) == "2022-11-26T01:00+08:00");
  CHECK(shown(time.working_days_after(at("2022-11-25T09:00+08:00"), 1)) == "2022-11-28T18:00+08:00");
}

TEST_CASE("an absence takes working time away and a duty shift on the same day stays") {
  const auto time = unit({overlay(OverlayKind::absence, "2022-11-24", "2022-11-24", {span(8, 12)}),
                          overlay(OverlayKind::absence, "2022-11-25", "2022-11-28"),
                          overlay(OverlayKind::duty_shift, "2022-11-28", "2022-11-28", {span(10, 11)})});
  CHECK(spans(time, "2022-11-24") == "14:00-18:00");
  CHECK(spans(time, "2022-11-25") == "");
  CHECK(spans(time, "2022-11-28") == "10:00-11:00");
  CHECK(shown(time.add(at("2022-11-24T17:00+08:00"), Minutes{180})) == "2022-11-29T09:00+08:00");
  // The issuer's three workdays are the calendar's, and end at office hours.
  CHECK(shown(time.working_days_after(at("2022-11-24T09:00+08:00"), 1)) == "2022-11-25T18:00+08:00");
}

TEST_CASE("days off and make-up workdays come before the calendar, and the one announced last before the other") {
  auto off = overlay(OverlayKind::day_off, "2022-11-25", "2022-11-25"), worked = overlay(OverlayKind::workday, "2022-11-26", "2022-11-26");
  CHECK_FALSE(unit({off, worked}).is_workday(day("2022-11-25")));
  CHECK(unit({off, worked}).is_workday(day("2022-11-26")));
  CHECK(spans(unit({off, worked}), "2022-11-26") == "08:00-12:00 14:00-18:00");
  CHECK_FALSE(unit({overlay(OverlayKind::day_off, "2022-10-08", "2022-10-08")}).is_workday(day("2022-10-08")));
  auto again = overlay(OverlayKind::workday, "2022-11-25", "2022-11-25");
  CHECK(unit({off, again}).is_workday(day("2022-11-25")));
  off.announced = at("2022-11-20T00:00+08:00");
  CHECK_FALSE(unit({again, off}).is_workday(day("2022-11-25")));
  again.announced = at("2022-11-21T00:00+08:00");
  CHECK(unit({again, off}).is_workday(day("2022-11-25")));
}

TEST_CASE("work takes as much longer as people are away") {
  struct Row {
    int lent, minutes;
    const char* expected;
  };
  // From Thursday 8:00, with 480 minutes a day and 12 people.
  const auto row = GENERATE(Row{0, 480, "2022-11-24T18:00+08:00"}, Row{4, 320, "2022-11-24T18:00+08:00"}, Row{4, 480, "2022-11-25T12:00+08:00"},
                            Row{6, 60, "2022-11-24T10:00+08:00"}, Row{7, 60, "2022-11-24T10:24+08:00"}, Row{5, 61, "2022-11-24T09:45+08:00"},
                            Row{12, 60, "2022-11-28T09:00+08:00"}, Row{15, 60, "2022-11-28T09:00+08:00"});
  CAPTURE(row.lent, row.minutes);
  const auto time = unit({overlay(OverlayKind::secondment, "2022-11-24", "2022-11-25", {}, row.lent)}, 12);
  CHECK(shown(time.add_work(at("2022-11-24T08:00+08:00"), Minutes{row.minutes})) == row.expected);
  CHECK(time.present_on(day("2022-11-24")) == std::max(0, 12 - row.lent));
  CHECK(time.present_on(day("2022-11-26")) == 12);
  // Nobody said how many: full capacity.
  const auto unknown = unit({overlay(OverlayKind::secondment, "2022-11-24", "2022-11-25", {}, row.lent)});
  CHECK(unknown.add_work(at("2022-11-24T08:00+08:00"), Minutes{row.minutes}).at == unknown.add(at("2022-11-24T08:00+08:00"), Minutes{row.minutes}).at);
}

TEST_CASE("terms of days are counted as the calendar says") {
  struct Row {
    bool first_day;
    Counting::LastDayOff last;
    bool working, midnight;
    const char* from;
    int days;
    const char* expected;
  };
  using enum Counting::LastDayOff;
  const auto row = GENERATE(
      Row{false, moves_on, false, false, "2022-11-21T09:00+08:00", 3, "2022-11-24T18:00+08:00"},   // a plain term
      Row{true, moves_on, false, false, "2022-11-21T09:00+08:00", 3, "2022-11-23T18:00+08:00"},    // the first day counts
      Row{false, moves_on, false, false, "2022-11-24T20:30+08:00", 2, "2022-11-28T18:00+08:00"},   // Saturday gives way to Monday
      Row{false, moves_back, false, false, "2022-11-24T20:30+08:00", 2, "2022-11-25T18:00+08:00"},
      Row{false, stays, false, false, "2022-11-24T20:30+08:00", 2, "2022-11-26T18:00+08:00"},
      Row{false, moves_on, false, true, "2022-11-24T20:30+08:00", 2, "2022-11-29T00:00+08:00"},    // 24:00 of Monday
      Row{false, moves_on, false, false, "2022-09-28T09:00+08:00", 5, "2022-10-08T18:00+08:00"},   // a holiday gives way to the make-up day
      Row{false, moves_on, true, false, "2022-09-28T09:00+08:00", 5, "2022-10-10T18:00+08:00"},    // 29, 30 September, 8, 9, 10 October
      Row{true, moves_on, true, false, "2022-09-28T09:00+08:00", 5, "2022-10-09T18:00+08:00"});
  CAPTURE(row.from, row.days, row.expected);
  auto counted = calendar();
  counted.counting = {row.first_day, row.last, row.working, row.midnight, ""};
  const WorkingTime time(counted, "default", *test_zone("Asia/Shanghai"));
  CHECK(shown(time.days_after(at(row.from), row.days)) == row.expected);
  CHECK_FALSE(time.days_after(at(row.from), row.days).calendar_unknown);
  CHECK(time.days_after(at("2022-12-29T09:00+08:00"), 5).calendar_unknown);
}

TEST_CASE("with any overlays what is added can be measured back, and more work never ends earlier") {
  std::mt19937 random(29);
  const auto some_day = [&] { return Date{std::chrono::local_days{day("2022-01-01")} + std::chrono::days{random() % 900}}; };
  for (int round = 0; round < 60; ++round) {
    Overlays overlays;
    for (int i = 0; i < 12; ++i) {
      Overlay each = overlay(static_cast<OverlayKind>(random() % 5), "2022-01-01", "2022-01-01");
      const auto from = some_day();
      each.dates = {from, Date{std::chrono::local_days{from} + std::chrono::days{random() % 40}}};
      const int start = static_cast<int>(random() % 20);
      if (each.kind == OverlayKind::duty_shift || random() % 2 == 0) each.spans = {span(start, start + 1 + static_cast<int>(random() % 4))};
      if (each.kind == OverlayKind::duty_shift && random() % 2 == 0) each.spans = {span(20, 20 + 1 + static_cast<int>(random() % 20))};
      if (each.kind == OverlayKind::secondment) each.staff = 1 + static_cast<int>(random() % 8);
      if (random() % 3 == 0) each.weekdays = {std::chrono::weekday{static_cast<unsigned>(random() % 7)}};
      overlays.push_back(each);
    }
    const auto time = unit(overlays, 10, "America/Los_Angeles");
    for (int i = 0; i < 40; ++i) {
      const auto from = at("2022-01-01T00:00-08:00") + Minutes{random() % (900 * 1440)};
      const Minutes first{random() % 3000}, second{1 + random() % 3000};
      const auto once = time.add(from, first).at, both = time.add(from, first + second).at;
      CAPTURE(round, format_rfc3339(from, time.zone()), first.count(), second.count());
      REQUIRE(time.between(from, once) == first);
      REQUIRE(time.between(from, both) == first + second);
      REQUIRE(time.add(once, second).at == both);
      REQUIRE(once <= both);
      const auto latest = time.before(both, second).at;
      REQUIRE(latest >= once);
      REQUIRE(time.between(latest, both) == second);
      REQUIRE(time.between(latest + Minutes{1}, both) < second);
      REQUIRE(time.add_work(from, first).at >= once);
      REQUIRE(time.add_work(from, first + second).at >= time.add_work(from, first).at);
      REQUIRE(time.add_work(from + Minutes{1}, first).at >= time.add_work(from, first).at);
      REQUIRE(time.days_after(from, 1 + i).at > from);
      REQUIRE(time.days_after(from, 2 + i).at >= time.days_after(from, 1 + i).at);
    }
  }
}

TEST_CASE("spans are united and taken apart") {
  CHECK(united({span(14, 18), span(8, 12), span(12, 13)}) == std::vector<DaySpan>{span(8, 13), span(14, 18)});
  CHECK(without({span(8, 12), span(14, 18)}, {span(9, 10), span(11, 15)}) == std::vector<DaySpan>{span(8, 9), span(10, 11), span(15, 18)});
  CHECK(without({span(8, 12)}, {span(0, 24)}).empty());
  CHECK(without({span(8, 12)}, {}) == std::vector<DaySpan>{span(8, 12)});
}
