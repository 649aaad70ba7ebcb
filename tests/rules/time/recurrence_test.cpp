// Recurrences, each row worked out on a calendar by hand.
#include "rules/time/recurrence.h"

#include "tests/support/catch.h"

using namespace fenliu::rules;

namespace {

Zone china() {
  Zone zone;
  zone.name = "Asia/Shanghai";
  zone.transitions = {{Instant{}, std::chrono::hours{8}}};
  return zone;
}

struct Row {
  const char* rrule;
  const char* from;
  std::vector<std::string> expected;
};

}  // namespace

TEST_CASE("recurrences fall on the days and clocks that RFC 5545 gives them") {
  const auto row = GENERATE(values<Row>({
      {"FREQ=DAILY;BYHOUR=8,17;BYMINUTE=0", "2022-11-24T10:00+08:00", {"2022-11-24T17:00", "2022-11-25T08:00", "2022-11-25T17:00"}},
      {"FREQ=DAILY;INTERVAL=15", "2022-11-24T10:00+08:00", {"2022-12-09T00:00", "2022-12-24T00:00", "2023-01-08T00:00"}},
      {"FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=9;BYMINUTE=0", "2022-11-24T10:00+08:00", {"2022-11-28T09:00", "2022-12-01T09:00", "2022-12-05T09:00"}},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=12", "2022-11-24T10:00+08:00", {"2022-11-25T12:00", "2022-12-09T12:00", "2022-12-23T12:00"}},
      {"FREQ=WEEKLY;INTERVAL=2", "2022-11-24T10:00+08:00", {"2022-12-08T00:00", "2022-12-22T00:00", "2023-01-05T00:00"}},
      {"FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=17;BYMINUTE=30", "2023-01-31T18:00+08:00", {"2023-02-28T17:30", "2023-03-31T17:30", "2023-04-30T17:30"}},
      {"FREQ=MONTHLY;BYMONTHDAY=31", "2023-01-31T18:00+08:00", {"2023-03-31T00:00", "2023-05-31T00:00", "2023-07-31T00:00"}},
      {"FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", "2022-11-24T10:00+08:00", {"2022-12-20T00:00", "2023-03-20T00:00", "2023-06-20T00:00"}},
      {"FREQ=MONTHLY;BYDAY=2TU,4TU;BYHOUR=19;BYMINUTE=0", "2022-11-24T10:00+08:00", {"2022-12-13T19:00", "2022-12-27T19:00", "2023-01-10T19:00"}},
      {"FREQ=MONTHLY;BYDAY=-1FR", "2022-11-24T10:00+08:00", {"2022-11-25T00:00", "2022-12-30T00:00", "2023-01-27T00:00"}},
      {"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2022-11-24T10:00+08:00", {"2022-11-30T00:00", "2022-12-30T00:00", "2023-01-31T00:00"}},
      {"FREQ=MONTHLY;INTERVAL=3", "2022-11-24T10:00+08:00", {"2023-02-24T00:00", "2023-05-24T00:00", "2023-08-24T00:00"}},
      {"FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", "2022-11-24T10:00+08:00", {"2023-03-01T00:00", "2024-03-01T00:00", "2025-03-01T00:00"}},
      {"FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1", "2022-11-24T10:00+08:00", {"2023-06-30T00:00", "2024-06-30T00:00", "2025-06-30T00:00"}},
      {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2022-11-24T10:00+08:00", {"2024-02-29T00:00", "2028-02-29T00:00", "2032-02-29T00:00"}},
      {"FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2022-11-25T10:00+08:00", {"2023-11-23T00:00", "2024-11-28T00:00", "2025-11-27T00:00"}},
      {"FREQ=HOURLY;INTERVAL=2", "2022-11-24T22:30+08:00", {"2022-11-25T00:30", "2022-11-25T02:30", "2022-11-25T04:30"}},
      {"FREQ=MINUTELY;INTERVAL=45", "2022-11-24T23:30+08:00", {"2022-11-25T00:15", "2022-11-25T01:00", "2022-11-25T01:45"}},
      {"FREQ=DAILY;BYHOUR=16;UNTIL=20221125", "2022-11-24T10:00+08:00", {"2022-11-24T16:00", "2022-11-25T16:00"}},
  }));
  CAPTURE(row.rrule);
  REQUIRE(is_recurrence(row.rrule));
  std::vector<std::string> found;
  for (const auto instant : occurrences(row.rrule, *parse_rfc3339(row.from), china(), 3)) found.push_back(format_rfc3339(instant, china()).substr(0, 16));
  CHECK(found == row.expected);
}

TEST_CASE("a recurrence with anything that is not understood gives no occurrence") {
  const auto* rrule = GENERATE("", "FREQ=SECONDLY", "FREQ=DAILY;COUNT=3", "FREQ=WEEKLY;BYDAY=2MO", "FREQ=DAILY;BYHOUR=25", "FREQ=DAILY;INTERVAL=0", "BYHOUR=8",
                               "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=DAILY;BYDAY=XX", "FREQ=DAILY;BYHOUR=", "FREQ=YEARLY;BYWEEKNO=20");
  CAPTURE(rrule);
  CHECK_FALSE(is_recurrence(rrule));
  CHECK(occurrences(rrule, Instant{}, china(), 3).empty());
}
