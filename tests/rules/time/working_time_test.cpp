// Properties of working time that hold on every calendar: adding and taking away, clock changes, the turn of a year.
#include <random>

#include "rules/time/calendar.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu::rules;
using fenliu::support::test_zone;

namespace {

Instant at(const std::string& text) { return parse_rfc3339(text).value(); }

Calendar calendar(std::vector<DaySpan> spans) {
  Calendar calendar;
  calendar.id = "test";
  calendar.weekend = {std::chrono::Saturday, std::chrono::Sunday};
  calendar.hours["default"] = {{{}, {}, {}, std::move(spans)}};
  return calendar;
}

WorkingTime offices() {
  return {calendar({{Minutes{480}, Minutes{720}}, {Minutes{780}, Minutes{1020}}}), "default", *test_zone("America/Los_Angeles")};
}

// Somebody on duty around the clock, weekends too.
WorkingTime duty() {
  auto all_days = calendar({{Minutes{0}, Minutes{1440}}});
  all_days.weekend.clear();
  return {all_days, "default", *test_zone("America/Los_Angeles")};
}

}  // namespace

TEST_CASE("what is added can be measured back, over clock changes and years") {
  std::mt19937 random(11);
  for (const auto& time : {offices(), duty()}) {
    for (int i = 0; i < 1500; ++i) {
      const auto from = at("2022-01-01T00:00-08:00") + Minutes{random() % (4 * 365 * 1440)};
      const Minutes first{random() % 3000}, second{random() % 3000};
      const auto once = time.add(from, first).at, twice = time.add(once, second).at, both = time.add(from, first + second).at;
      CAPTURE(format_rfc3339(from, time.zone()), first.count(), second.count());
      REQUIRE(time.between(from, once) == first);
      REQUIRE(time.between(from, both) == first + second);
      REQUIRE(once <= both);
      // From the end of a span on, nothing is added twice.
      if (second > Minutes{0}) REQUIRE(twice == both);
      REQUIRE(time.add(from + Minutes{1}, first).at >= once);
    }
  }
}

TEST_CASE("office hours have the same length on days of a clock change, a duty around the clock has not") {
  const auto day = [](const WorkingTime& time, const char* from, const char* until) { return time.between(at(from), at(until)).count(); };
  // 13 March 2022 loses the hour from two, 6 November 2022 has the hour from one twice; both are Sundays.
  CHECK(day(duty(), "2022-03-13T00:00-08:00", "2022-03-14T00:00-07:00") == 23 * 60);
  CHECK(day(duty(), "2022-11-06T00:00-07:00", "2022-11-07T00:00-08:00") == 25 * 60);
  CHECK(day(offices(), "2022-03-14T00:00-07:00", "2022-03-15T00:00-07:00") == 8 * 60);
  CHECK(day(offices(), "2022-03-11T12:30-08:00", "2022-03-14T09:00-07:00") == 5 * 60);
  CHECK(format_rfc3339(offices().add(at("2022-03-11T16:30-08:00"), Minutes{60}).at, offices().zone()) == "2022-03-14T08:30-07:00");
  CHECK(format_rfc3339(offices().add(at("2022-11-04T16:30-07:00"), Minutes{60}).at, offices().zone()) == "2022-11-07T08:30-08:00");
  CHECK(format_rfc3339(duty().add(at("2022-03-13T01:30-08:00"), Minutes{60}).at, duty().zone()) == "2022-03-13T03:30-07:00");
}

TEST_CASE("spans hold their first instant and not their last") {
  const auto time = offices();
  CHECK(time.between(at("2022-06-01T11:59-07:00"), at("2022-06-01T12:00-07:00")) == Minutes{1});
  CHECK(time.between(at("2022-06-01T12:00-07:00"), at("2022-06-01T13:00-07:00")) == Minutes{0});
  CHECK(time.between(at("2022-06-01T13:00-07:00"), at("2022-06-01T13:01-07:00")) == Minutes{1});
  CHECK(time.add(at("2022-06-01T12:00-07:00"), Minutes{0}).at == at("2022-06-01T13:00-07:00"));
  CHECK(time.add(at("2022-06-01T11:00-07:00"), Minutes{60}).at == at("2022-06-01T12:00-07:00"));
}

TEST_CASE("the turn of a year is a day like others unless it is a holiday") {
  const auto time = fenliu::support::repository_configuration("county-cn")->working_time("edu", at("2022-01-01T00:00+08:00"));
  const auto shown = [&](Instant instant) { return format_rfc3339(instant, time.zone()); };
  // 31 December 2022 is a Saturday; 1 to 2 January are holidays.
  CHECK(shown(time.add(at("2022-12-30T17:00+08:00"), Minutes{60}).at) == "2023-01-03T08:30+08:00");
  CHECK(shown(time.working_days_after(at("2022-12-29T09:00+08:00"), 2).at) == "2023-01-03T17:30+08:00");
  CHECK(time.between(at("2022-12-30T17:00+08:00"), at("2023-01-03T09:00+08:00")) == Minutes{90});
}
