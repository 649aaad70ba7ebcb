// Who acts for a post, who is on duty and how many are there: rows of instants.
#include "rules/people/holders.h"

#include "tests/rules/people/office.h"
#include "tests/support/catch.h"

using namespace fenliu;

namespace {

rules::Instant at(const std::string& text, const std::string& offset = "+08:00") { return *rules::parse_rfc3339(text + offset); }

std::string acting(const rules::Configuration& configuration, const std::string& post, rules::Instant when) {
  const auto found = rules::acting_for(configuration, *configuration.people.post(post), when);
  if (!found) return "-";
  return found->person->id + (found->deputy ? " deputy" : "");
}

std::string duty(const rules::Configuration& configuration, rules::Instant when) {
  std::string all;
  for (const auto& each : rules::on_duty(configuration, "a1", when)) all += (all.empty() ? "" : " ") + each.person->id;
  return all;
}

}  // namespace

TEST_CASE("a post is held from midnight to midnight; who is away gives way to the first deputy who is there") {
  const auto office = test::office();
  struct Row {
    const char* post;
    const char* when;
    const char* who;
  };
  const Row rows[] = {
      {"a1-head", "2022-10-31T23:59", "-"},               // nobody yet
      {"a1-head", "2022-11-01T00:00", "jia"},
      {"a1-head", "2022-11-24T06:59", "jia"},             // the absence is not announced yet
      {"a1-head", "2022-11-24T09:00", "bing deputy"},
      {"a1-head", "2022-11-25T09:00", "yi deputy"},       // the first deputy is lent out
      {"a1-head", "2022-11-25T23:59", "yi deputy"},
      {"a1-head", "2022-11-26T00:00", "jia"},             // back at midnight
      {"a1-head", "2022-11-30T23:59", "jia"},
      {"a1-head", "2022-12-01T00:00", "bing"},            // the next holder, acting
      {"a1-clerk", "2022-11-24T08:00", "-"},              // away for a morning, as is the deputy
      {"a1-clerk", "2022-11-24T12:00", "yi"},
      {"a2-clerk", "2022-11-24T12:00", "-"},              // vacant
  };
  for (const auto& row : rows) {
    CAPTURE(row.post, row.when);
    CHECK(acting(*office, row.post, at(row.when)) == row.who);
  }
}

TEST_CASE("duty goes over midnight and ends to the minute; a post on duty means who acts for it then") {
  const auto office = test::office();
  const std::pair<const char*, const char*> rows[] = {
      {"2022-11-24T17:59", ""},    {"2022-11-24T18:00", "yi"},  {"2022-11-25T00:00", "yi"}, {"2022-11-25T07:59", "yi"},
      {"2022-11-25T08:00", ""},    {"2022-11-26T08:00", "jia"}, {"2022-11-26T23:59", "jia"}, {"2022-11-27T00:00", ""},
  };
  for (const auto& [when, who] : rows) {
    CAPTURE(when);
    CHECK(duty(*office, at(when)) == who);
  }
}

TEST_CASE("days are the office's own where clocks change") {
  // On 6 November 2022 Los Angeles has 25 hours; jia is away on that day only.
  const auto office = test::office("America/Los_Angeles", test::kOfficePeople, "absences:\n  - {persons: [jia], from: 2022-11-06}\n");
  CHECK(acting(*office, "a1-head", at("2022-11-05T23:59", "-07:00")) == "jia");
  CHECK(acting(*office, "a1-head", at("2022-11-06T00:00", "-07:00")) == "bing deputy");
  CHECK(acting(*office, "a1-head", at("2022-11-06T23:59", "-08:00")) == "bing deputy");
  CHECK(acting(*office, "a1-head", at("2022-11-07T00:00", "-08:00")) == "jia");
}

TEST_CASE("absences and secondments by name take from the home unit's staff and help the host") {
  const auto office = test::office();
  const auto on = [&](const char* unit, const char* day) { return rules::capacity_on(*office, unit, *rules::parse_date(day)); };
  CHECK(on("a1", "2022-11-23").present == 10);
  CHECK(on("a1", "2022-11-24").present == 9);   // jia; yi is away for a morning only
  CHECK(on("a1", "2022-11-25").present == 8);   // jia, and bing lent out
  CHECK(on("a2", "2022-11-25").lent_here == 1);
  auto where = on("a1", "2022-11-28").where;
  CHECK(where[rules::Presence::at_home] == 1);
  CHECK(where[rules::Presence::on_site] == 9);
  where = on("a1", "2022-11-29").where;
  CHECK(where[rules::Presence::in_field] == 1);
  CHECK(rules::presence_of(*office, "jia", *rules::parse_date("2022-11-30")) == rules::Presence::on_site);
  CHECK_FALSE(rules::presence_of(*office, "bing", *rules::parse_date("2022-11-30")));
  CHECK(on("a1", "2022-12-05").where.empty());
}

TEST_CASE("shares of a rotation are of those present") {
  const auto office = test::office("Asia/Shanghai", test::kOfficePeople,
                                   "rotations:\n  - {unit: a1, from: 2022-11-28, until: 2022-12-02, days: [{on_site: 45, at_home: 35, in_field: 20}]}\n");
  auto capacity = rules::capacity_on(*office, "a1", *rules::parse_date("2022-11-29"));
  CHECK(capacity.where[rules::Presence::at_home] == 3);
  CHECK(capacity.where[rules::Presence::in_field] == 2);
  CHECK(capacity.where[rules::Presence::on_site] == 5);
}
