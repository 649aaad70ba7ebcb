// Who is in two meetings at once, and which of the two prevails.
#include "tests/rules/cascade/plans.h"
#include "tests/support/catch.h"

using namespace fenliu::rules;
using namespace fenliu::test;

namespace {

struct Row {
  const char* name;
  std::vector<std::string> precedence;  // empty: all of them
  PlannedMeeting a, b;
  const char* prevails;                 // "a", "b"
  const char* by;
};

PlannedMeeting planned(const char* id, const char* start, const char* ordered_by, std::optional<int> level, Urgency urgency) {
  auto drawn = meeting(id, start, {60});
  drawn.room = "hall";
  drawn.ordered_by = ordered_by;
  drawn.level = level;
  drawn.urgency = urgency;
  return drawn;
}

Plan plan_of(const std::vector<PlannedMeeting>& meetings, std::vector<std::string> precedence = {}) {
  PlanPolicy policy;
  policy.precedence = std::move(precedence);
  Plan plan(policy);
  for (const auto& each : meetings) REQUIRE(plan.put(each, {}, at("08:00")).ok());
  return plan;
}

std::vector<std::string> said_of(const Plan& plan) {
  std::vector<std::string> lines;
  for (const auto& each : plan.conflicts()) lines.push_back(each.kind + " " + each.who + ": " + each.first + " before " + each.second);
  return lines;
}

}  // namespace

TEST_CASE("of two meetings at once the first configured precedence that tells them apart decides") {
  const auto routine = Urgency::routine, urgent = Urgency::urgent, critical = Urgency::critical;
  const std::vector<Row> rows = {
      {"one was ordered", {}, planned("a", "18:00", "", 0, critical), planned("b", "18:30", "the mayor", 2, routine), "b", "ordered_by"},
      {"both were ordered", {}, planned("a", "18:00", "x", 2, routine), planned("b", "18:30", "y", 1, routine), "b", "level"},
      {"the higher level", {}, planned("a", "18:00", "", 2, critical), planned("b", "18:30", "", 1, routine), "b", "level"},
      {"a level that is not known tells nothing", {}, planned("a", "18:00", "", {}, routine), planned("b", "18:30", "", 1, urgent), "b", "urgency"},
      {"the more urgent", {}, planned("a", "18:00", "", 1, urgent), planned("b", "18:30", "", 1, critical), "b", "urgency"},
      {"the earlier", {}, planned("a", "18:30", "", 1, urgent), planned("b", "18:00", "", 1, urgent), "b", "starts"},
      {"nothing tells them apart", {}, planned("b", "18:00", "", 1, urgent), planned("a", "18:00", "", 1, urgent), "a", ""},
      {"the office puts urgency first", {"urgency", "level"}, planned("a", "18:00", "", 1, routine), planned("b", "18:30", "", 2, urgent), "b", "urgency"},
      {"the office looks at the start only", {"starts"}, planned("a", "18:00", "", 4, routine), planned("b", "18:30", "the mayor", 0, critical), "a", "starts"},
      {"what the office leaves out decides nothing", {"ordered_by"}, planned("a", "18:30", "", 4, routine), planned("b", "18:00", "", 0, critical), "a", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    for (const auto& order : {std::vector{row.a, row.b}, std::vector{row.b, row.a}}) {
      const auto conflicts = plan_of(order, row.precedence).conflicts();
      REQUIRE(conflicts.size() == 1);
      CHECK(conflicts[0].first == row.prevails);
      CHECK(conflicts[0].precedence == row.by);
    }
  }
}

TEST_CASE("a unit that sits in parts only is there from its first part to its last") {
  auto a = meeting("a", "18:00", {20, 20, 20}), b = meeting("b", "18:20", {30});
  a.parts[0].units = {"health"};
  a.parts[1].units = {"education"};
  b.units = {"health", "education"};
  CHECK(said_of(plan_of({a, b})) == std::vector<std::string>{"unit education: a before b"});
  a.parts[2].units = {"health"};  // stays from 18:00 to 19:00
  CHECK(said_of(plan_of({a, b})) == std::vector<std::string>{"unit education: a before b", "unit health: a before b"});
  a.parts[1].units.clear();
  a.units = {"education"};
  b.units = {"education"};
  CHECK(said_of(plan_of({a, b})) == std::vector<std::string>{"unit education: a before b"});
}

TEST_CASE("a delay brings a conflict and takes one away; a part that is over keeps nobody") {
  auto a = meeting("a", "18:00", {20, 20}), b = meeting("b", "18:30", {30});
  a.parts[0].units = {"health"};
  a.persons = {"chair"};
  b.units = {"health"};
  b.persons = {"chair"};
  auto plan = plan_of({a, b});
  CHECK(said_of(plan) == std::vector<std::string>{"person chair: a before b"});
  REQUIRE(plan.apply(event("1", "a", EventKind::started, at("18:15")), at("18:15")).ok());
  CHECK(said_of(plan) == std::vector<std::string>{"person chair: a before b", "unit health: a before b"});
  auto over = event("2", "a", EventKind::part_ended, at("18:25"));
  over.part = "1";
  REQUIRE(plan.apply(over, at("18:25")).ok());
  CHECK(said_of(plan) == std::vector<std::string>{"person chair: a before b"});
  REQUIRE(plan.apply(event("3", "a", EventKind::ended, at("18:29")), at("18:29")).ok());
  CHECK(said_of(plan).empty());
}

TEST_CASE("who sits in a meeting may be told later, and its forecast stays") {
  auto a = meeting("a", "18:00", {20, 20}), b = meeting("b", "18:10", {30});
  b.units = {"health"};
  auto plan = plan_of({a, b});
  const auto before = said(plan);
  a.parts[0].units = {"health"};
  a.level = 1;
  plan.seat(a);
  CHECK(said_of(plan) == std::vector<std::string>{"unit health: a before b"});
  plan.seat(meeting("nowhere", "18:00", {10}));
  a.parts[0].units.clear();
  plan.seat(a);
  CHECK(difference(before, said(plan)).empty());
}
