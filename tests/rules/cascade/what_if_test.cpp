// An evening held otherwise, with the numbers worked out by hand; and what is heard a second time.
#include "rules/cascade/what_if.h"

#include <boost/json.hpp>

#include "tests/rules/cascade/plans.h"
#include "tests/support/catch.h"

using namespace fenliu::rules;
using namespace fenliu::test;

namespace {

// Province 16:30–17:30 with one unit, city 17:40–18:40 with two, county 18:50–20:20 with three.
Plan evening(const std::vector<int>& county_parts = {90}) {
  auto province = meeting("province", "16:30", {60}), city = meeting("city", "17:40", {60}), county = meeting("county", "18:50", county_parts);
  province.units = {"p1"};
  city.units = {"y1", "y2"};
  county.units = {"c1", "c2", "c3"};
  Plan plan;
  REQUIRE(plan.put(province, {}, at("16:00")).ok());
  REQUIRE(plan.put(city, {{"province", "city", Minutes{10}, false}}, at("16:00")).ok());
  REQUIRE(plan.put(county, {{"city", "county", Minutes{10}, false}}, at("16:00")).ok());
  return plan;
}

const Instant kMorning = at("08:00") + std::chrono::hours{24};

std::vector<Alternative> ways(const Plan& plan, const std::string& now, std::optional<MeetingId> from = {}, int persons = 1) {
  return what_if(plan, from, {persons, Minutes{10}, kMorning}, at(now));
}

// "name minutes latest-end: released", for instance "on-paper 110 17:30: c1 20:20 → 17:30".
std::string line(const Alternative& way) {
  if (!way.obstacle.empty()) return way.name + ": " + way.obstacle;
  std::string text = way.name + " " + std::to_string(way.person_minutes) + " " + clock(*way.latest_end) + ":";
  for (const auto& each : way.released) text += " " + each.unit + " " + clock(each.until) + "→" + (each.instead ? clock(*each.instead) : "");
  return text;
}

std::vector<std::string> lines(const std::vector<Alternative>& ways) {
  std::vector<std::string> all;
  for (const auto& each : ways) all.push_back(line(each));
  return all;
}

}  // namespace

TEST_CASE("an evening is compared with joining the province, the next morning and paper") {
  const auto plan = evening();
  const auto before = said(plan);
  const auto all = ways(plan, "16:00");
  CHECK(lines(all) == std::vector<std::string>{
                          // 60 + 2 × 60 + 3 × 90
                          "as-planned 450 20:20:",
                          // six units for an hour
                          "join-directly 360 17:30: c1 20:20→17:30 c2 20:20→17:30 c3 20:20→17:30 y1 18:40→17:30 y2 18:40→17:30",
                          // the same meetings: city 8:00–9:00, county 9:10–10:40
                          "next-morning 450 10:40: c1 20:20→ c2 20:20→ c3 20:20→ y1 18:40→ y2 18:40→",
                          // the province's hour, and five who read for ten minutes
                          "on-paper 110 17:30: c1 20:20→ c2 20:20→ c3 20:20→ y1 18:40→ y2 18:40→"});
  CHECK(all[1].meetings == std::vector<MeetingId>{"city", "county"});
  CHECK(difference(before, said(plan)).empty());
  CHECK(ways(plan, "16:00", {}, 3)[0].person_minutes == 3 * 450);
}

TEST_CASE("from a meeting on, only it and what follows from it is held otherwise") {
  const auto plan = evening();
  const auto all = lines(ways(plan, "16:00", "county"));
  REQUIRE(all.size() == 4);
  CHECK(all[1] == "join-directly 360 18:40: c1 20:20→17:30 c2 20:20→17:30 c3 20:20→17:30");
  CHECK(all[2] == "next-morning 450 09:30: c1 20:20→ c2 20:20→ c3 20:20→");
  CHECK(all[3] == "on-paper 210 18:40: c1 20:20→ c2 20:20→ c3 20:20→");
  // Of a meeting that nothing precedes, all that follows.
  CHECK(lines(ways(plan, "16:00", "province")) == lines(ways(plan, "16:00")));
  CHECK(ways(plan, "16:00", "nowhere").empty());
}

TEST_CASE("a meeting that has begun is joined by nobody, and only what is left of it counts") {
  auto plan = evening();
  REQUIRE(plan.apply(event("1", "province", EventKind::started, at("16:30")), at("16:40")).ok());
  auto all = lines(ways(plan, "16:40"));
  CHECK(all[0] == "as-planned 440 20:20:");
  // The county joins the city: 50 + 5 × 60.
  CHECK(all[1] == "join-directly 350 18:40: c1 20:20→18:40 c2 20:20→18:40 c3 20:20→18:40");
  REQUIRE(plan.apply(event("2", "province", EventKind::ended, at("17:30")), at("17:45")).ok());
  REQUIRE(plan.apply(event("3", "city", EventKind::started, at("17:40")), at("17:45")).ok());
  all = lines(ways(plan, "17:45"));
  CHECK(all[0] == "as-planned 380 20:20:");  // 2 × 55 + 3 × 90
  CHECK(all[1] == "join-directly: every meeting above has begun");
  REQUIRE(plan.apply(event("4", "county", EventKind::started, at("18:50")), at("18:50")).ok());
  CHECK(ways(plan, "18:50").empty());
}

TEST_CASE("what a meeting does not merely pass on is still said in it") {
  auto plan = evening({60, 30});
  auto county = *plan.meeting("county");
  county.parts[0].relays = "province/1";
  plan.seat(county);
  // Six for an hour, the county's three for the half hour that is its own, from 18:50.
  CHECK(lines(ways(plan, "16:00"))[1] ==
        "join-directly 450 19:20: c1 20:20→19:20 c2 20:20→19:20 c3 20:20→19:20 y1 18:40→17:30 y2 18:40→17:30");
}

TEST_CASE("a part that relays one above, or has its text, is heard twice by who sits in both") {
  struct Row {
    const char* name;
    const char* relays;
    const char* text;
    const char* by;  // empty: it is not heard twice
  };
  const std::string said_above = "各单位要立即排查应急物资库存，今晚报送。";
  const std::vector<Row> rows = {
      {"relays", "province/1", "", "relays"},
      {"the same text", "", "各单位要立即排查应急物资库存，今晚报送。", "same-text"},
      {"in other spaces", "", "各单位要立即排查 应急物资库存，今晚报送。", "same-text"},
      {"another text", "", "各单位要立即排查应急物资库存，明早报送。", ""},
      {"nothing", "", "", ""},
      {"relays a part that is not there", "province/7", "", ""},
      {"relays a meeting that does not precede", "elsewhere/1", "", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    auto plan = evening();
    auto province = *plan.meeting("province"), county = *plan.meeting("county");
    province.parts[0].content = content_of(said_above);
    province.parts[0].units = {"c2", "c3", "y1"};
    county.parts[0].relays = row.relays;
    county.parts[0].content = content_of(row.text);
    plan.seat(province);
    plan.seat(county);
    const auto found = reheard(plan, plan.ids());
    if (std::string(row.by).empty()) {
      CHECK(found.empty());
    } else {
      CHECK(found == std::vector<Reheard>{{"county", "1", "province", "1", row.by, {"c2", "c3"}}});
    }
  }
  CHECK(content_of("其他事项").empty());  // too short to tell
}

TEST_CASE("a meeting that names no unit counts as one") {
  Plan plan;
  auto top = meeting("top", "16:30", {60}), low = meeting("low", "17:40", {30});
  low.organiser = "office";
  REQUIRE(plan.put(top, {}, at("16:00")).ok());
  REQUIRE(plan.put(low, {{"top", "low", Minutes{10}, false}}, at("16:00")).ok());
  CHECK(lines(ways(plan, "16:00"))[0] == "as-planned 90 18:10:");
}

TEST_CASE("alternatives as JSON") {
  const auto plan = evening();
  const auto json = what_if_to_json(ways(plan, "16:00", "county"), {{"county", "1", "province", "1", "relays", {"c1"}}}, Zone{});
  const auto& all = json.at("alternatives").as_array();
  CHECK(all[3].at("person_hours") == boost::json::value(3.5));
  CHECK(all[3].at("released").as_array()[0] == boost::json::value({{"unit", "c1"}, {"until", "2022-11-24T20:20+00:00"}}));
  CHECK(json.at("reheard").as_array().size() == 1);
}
