// Instants, zones, working time and the arithmetic of deadlines.
#include <random>

#include "rules/time/calendar.h"
#include "rules/time/deadline.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu::rules;
using fenliu::support::test_zone;

namespace {

Instant at(const std::string& text) { return parse_rfc3339(text).value(); }
Date day(const std::string& text) { return parse_date(text).value(); }

WorkingTime county() {
  return fenliu::support::repository_configuration("county-cn")->working_time("edu", at("2022-01-01T00:00+08:00"));
}

std::string shown(Instant instant) { return format_rfc3339(instant, *test_zone("Asia/Shanghai")); }

}  // namespace

TEST_CASE("times that exist are read and printed, others are not") {
  CHECK(shown(at("2022-11-24T20:30+08:00")) == "2022-11-24T20:30+08:00");
  CHECK(at("2022-11-24T12:30:00Z") == at("2022-11-24T20:30+08:00"));
  CHECK(at("2022-11-24T24:00+08:00") == at("2022-11-25T00:00+08:00"));
  CHECK(shown(at("2022-11-24T20:30:15+08:00")) == "2022-11-24T20:30:15+08:00");
  const auto bad = GENERATE(as<std::string>{}, "2022-02-30T10:00+08:00", "2022-11-24T25:00Z", "2022-11-24T24:01Z", "2022-11-24T10:60Z",
                            "2022-11-24T10:00", "2022-11-24", "", "2022-11-24T10:00+8:00", "x2022-11-24T10:00Z", "2022-11-24T10:00Zx");
  CAPTURE(bad);
  CHECK_FALSE(parse_rfc3339(bad));
}

TEST_CASE("a local time that a zone skips or repeats has one instant") {
  const auto zone = *test_zone("America/Los_Angeles");
  const auto local = [&](const char* text) { return zone.to_instant(LocalTime{at(std::string(text) + "Z").time_since_epoch()}); };
  CHECK(local("2022-03-13T01:59") == at("2022-03-13T01:59-08:00"));
  CHECK(local("2022-03-13T02:30") == at("2022-03-13T03:00-07:00"));
  CHECK(local("2022-03-13T03:00") == at("2022-03-13T03:00-07:00"));
  CHECK(local("2022-11-06T01:30") == at("2022-11-06T01:30-07:00"));
  CHECK(local("2022-11-06T02:00") == at("2022-11-06T02:00-08:00"));
}

TEST_CASE("office hours are half-open, seasonal, and know holidays and make-up workdays") {
  const auto time = county();
  CHECK(time.between(at("2022-11-24T11:00+08:00"), at("2022-11-24T15:00+08:00")) == Minutes{90});
  CHECK(time.between(at("2022-11-24T12:00+08:00"), at("2022-11-24T14:30+08:00")) == Minutes{0});
  CHECK(time.between(at("2022-07-01T00:00+08:00"), at("2022-07-02T00:00+08:00")) == Minutes{420});
  CHECK(time.spans_on(day("2022-07-01")).back().end == Minutes{18 * 60});
  CHECK_FALSE(time.is_workday(day("2022-10-03")));  // National Day
  CHECK(time.is_workday(day("2022-10-08")));        // Saturday worked
  CHECK_FALSE(time.is_workday(day("2022-10-15")));  // Saturday
  CHECK(shown(time.opening(day("2022-10-01")).at) == "2022-10-08T08:00+08:00");
  CHECK(shown(time.closing(day("2022-10-07")).at) == "2022-09-30T18:00+08:00");
}

TEST_CASE("working minutes before an instant begin at the latest one") {
  const auto time = county();
  struct Row {
    const char* until;
    int minutes;
    const char* begin;
  };
  const Row rows[] = {
      {"2022-11-25T09:00+08:00", 120, "2022-11-24T16:30+08:00"},  // an hour of either day
      {"2022-11-25T10:00+08:00", 120, "2022-11-25T08:00+08:00"},  // from the opening, not from the closing before
      {"2022-11-25T15:30+08:00", 120, "2022-11-25T11:00+08:00"},  // over noon
      {"2022-11-25T22:00+08:00", 60, "2022-11-25T16:30+08:00"},   // at night, of the day
      {"2022-11-28T08:30+08:00", 90, "2022-11-25T16:30+08:00"},   // over the weekend
      {"2022-10-08T08:30+08:00", 90, "2022-09-30T17:00+08:00"},   // over National Day, with September's hours
  };
  for (const auto& row : rows) {
    CAPTURE(row.until, row.minutes);
    CHECK(shown(time.before(at(row.until), Minutes{row.minutes}).at) == row.begin);
  }
  CHECK_FALSE(time.before(at("2022-11-25T09:00+08:00"), Minutes{120}).calendar_unknown);
}

TEST_CASE("adding working minutes ends at the earliest instant") {
  const auto time = county();
  struct Row {
    const char* from;
    int minutes;
    const char* expected;
  };
  const auto row = GENERATE(Row{"2022-11-24T20:55+08:00", 180, "2022-11-25T11:00+08:00"}, Row{"2022-11-25T08:00+08:00", 240, "2022-11-25T12:00+08:00"},
                            Row{"2022-11-25T08:00+08:00", 241, "2022-11-25T14:31+08:00"}, Row{"2022-11-25T12:00+08:00", 0, "2022-11-25T14:30+08:00"},
                            Row{"2022-11-25T17:00+08:00", 60, "2022-11-28T08:30+08:00"}, Row{"2022-09-30T17:00+08:00", 90, "2022-10-08T08:30+08:00"});
  CAPTURE(row.from, row.minutes);
  CHECK(shown(time.add(at(row.from), Minutes{row.minutes}).at) == row.expected);
}

TEST_CASE("working days after a trigger leave its own day out") {
  const auto time = county();
  CHECK(shown(time.working_days_after(at("2022-11-24T09:00+08:00"), 3).at) == "2022-11-29T17:30+08:00");
  CHECK(shown(time.working_days_after(at("2022-09-30T09:00+08:00"), 1).at) == "2022-10-08T17:30+08:00");
}

TEST_CASE("adding and measuring agree, and more minutes never end earlier") {
  const auto time = county();
  std::mt19937 random(3);
  const auto base = at("2021-01-01T00:00+08:00");
  for (int i = 0; i < 400; ++i) {
    const auto from = base + Minutes{random() % (4 * 365 * 1440)};
    const Minutes first{random() % 5000}, second{random() % 5000};
    const auto a = time.add(from, first), b = time.add(from, first + second);
    REQUIRE(time.between(from, a.at) == first);
    REQUIRE(a.at <= b.at);
    if (second > Minutes{0}) REQUIRE(time.between(a.at, b.at) == second);
  }
}

TEST_CASE("days outside the calendar are flagged") {
  const auto time = county();
  CHECK_FALSE(time.add(at("2026-12-30T09:00+08:00"), Minutes{60}).calendar_unknown);
  CHECK(time.add(at("2026-12-31T17:00+08:00"), Minutes{120}).calendar_unknown);
  CHECK(time.working_days_after(at("2026-12-31T09:00+08:00"), 1).calendar_unknown);
}

TEST_CASE("a deadline is fair, tight, extended, hard or impossible") {
  const auto time = county();
  DeadlineInput input;
  input.handed_down = at("2022-11-24T20:55+08:00");
  input.guaranteed = Minutes{180};
  input.stated = at("2022-11-25T08:00+08:00");
  auto result = evaluate_deadline(input, time);
  CHECK(result.status == DeadlineStatus::tight);
  CHECK(shown(result.fair) == "2022-11-25T11:00+08:00");
  CHECK(result.proposed == result.fair);
  CHECK(result.effective == result.stated);
  CHECK(result.working_minutes_left == Minutes{0});

  input.outside = true;  // set above us: flagged, nothing to propose
  CHECK(evaluate_deadline(input, time).status == DeadlineStatus::tight);
  CHECK_FALSE(evaluate_deadline(input, time).proposed);
  input.outside = false;

  input.hard = true;
  CHECK(evaluate_deadline(input, time).status == DeadlineStatus::hard);
  input.hard = false;

  input.accepted = at("2022-11-25T11:00+08:00");
  input.decided_by = "clerk";
  result = evaluate_deadline(input, time);
  CHECK(result.status == DeadlineStatus::extended);
  CHECK(result.effective == *input.accepted);
  input.accepted.reset();

  input.stated = at("2022-11-25T11:00+08:00");
  CHECK(evaluate_deadline(input, time).status == DeadlineStatus::fair);
  input.stated = *input.handed_down;
  CHECK(evaluate_deadline(input, time).status == DeadlineStatus::impossible);
  input.handed_down.reset();
  input.handed_down_forecast = at("2022-11-24T20:00+08:00");
  CHECK(evaluate_deadline(input, time).provisional);
}

TEST_CASE("a limit set beforehand extends once handing down is known, up to itself") {
  const auto time = county();
  DeadlineInput input;
  input.handed_down_forecast = at("2022-11-24T20:55+08:00");
  input.guaranteed = Minutes{180};
  input.stated = at("2022-11-25T08:00+08:00");
  input.limit = at("2022-11-25T10:00+08:00");
  CHECK(evaluate_deadline(input, time).status == DeadlineStatus::tight);  // provisional: it might be told too late a time
  input.handed_down = input.handed_down_forecast;
  auto result = evaluate_deadline(input, time);
  CHECK(result.answer == AnswerKind::automatic);
  CHECK(shown(result.effective) == "2022-11-25T10:00+08:00");
  CHECK(result.proposed == result.fair);
  input.limit = at("2022-11-25T16:00+08:00");
  result = evaluate_deadline(input, time);
  CHECK(shown(result.effective) == "2022-11-25T11:00+08:00");
  CHECK_FALSE(result.proposed);
  input.outside = true;
  CHECK(evaluate_deadline(input, time).effective == input.stated);
}

TEST_CASE("a lower level is due earlier what an outside level set, never before fair while stated is not") {
  struct Row {
    const char* stated;
    InnerShare inner;
    const char* effective;
    DeadlineStatus status;
  };
  // Handed down at 8:00 with 60 working minutes guaranteed; 480 to 540 are worked a day at most.
  const auto row = GENERATE(Row{"2022-11-25T12:00+08:00", {25, Minutes{0}}, "2022-11-25T11:00+08:00", DeadlineStatus::fair},
                            Row{"2022-11-25T12:00+08:00", {0, Minutes{90}}, "2022-11-25T10:30+08:00", DeadlineStatus::fair},
                            Row{"2022-11-25T12:00+08:00", {0, Minutes{900}}, "2022-11-25T10:00+08:00", DeadlineStatus::fair},
                            Row{"2022-11-25T09:10+08:00", {50, Minutes{0}}, "2022-11-25T09:00+08:00", DeadlineStatus::fair},
                            Row{"2022-11-25T08:40+08:00", {50, Minutes{0}}, "2022-11-25T08:20+08:00", DeadlineStatus::tight},
                            Row{"2022-11-25T08:00+08:00", {50, Minutes{0}}, "2022-11-25T08:00+08:00", DeadlineStatus::impossible});
  DeadlineInput input;
  input.handed_down = at("2022-11-25T08:00+08:00");
  input.guaranteed = Minutes{60};
  input.stated = at(row.stated);
  input.inner = row.inner;
  CHECK(evaluate_deadline(input, county()).effective == input.stated);  // set here
  input.outside = true;
  const auto result = evaluate_deadline(input, county());
  CHECK(shown(result.effective) == row.effective);
  CHECK(result.status == row.status);
  CHECK(result.stated == input.stated);
}
