// Rosters: what they must keep, how even they are, what cannot be filled and why.
#include "rules/people/duty_roster.h"

#include <algorithm>

#include "tests/rules/people/office.h"
#include "tests/support/catch.h"

using namespace fenliu;

namespace {

// `clerks` clerks c1, c2, … who must be on site, and as many heads h1, … of unit a1; `plan` goes on after `unit: a1`.
std::string people(int clerks, int heads, const std::string& plan, const std::string& from = "") {
  std::string posts = "posts:\n", persons = "persons:\n", holdings = "holdings:\n";
  const auto add = [&](const std::string& id, const std::string& function, bool on_site) {
    posts += "  - {id: p-" + id + ", unit: a1, function: " + function + ", on_site: " + (on_site ? "true" : "false") + "}\n";
    persons += "  - {id: " + id + ", unit: a1, name: " + id + "}\n";
    holdings += "  - {post: p-" + id + ", person: " + id + from + "}\n";
  };
  for (int i = 1; i <= clerks; ++i) add("c" + std::to_string(i), "clerk", true);
  for (int i = 1; i <= heads; ++i) add("h" + std::to_string(i), "head", false);
  return posts + persons + holdings + "duty_plans:\n  - {unit: a1" + plan + "}\n";
}

rules::Date day(const char* text) { return *rules::parse_date(text); }

struct Made {
  std::shared_ptr<rules::Configuration> configuration;
  rules::DutyRoster roster;
};

Made made(const std::string& people_file, const char* from, const char* until, const std::string& overlays = "duty: []\n", unsigned seed = 1) {
  Made result{test::office("Asia/Shanghai", people_file, overlays), {}};
  result.roster = rules::make_duty_roster(*result.configuration, "a1", day(from), day(until), seed);
  return result;
}

// What every roster must keep, looked at slot by slot.
void check_sound(const Made& made, std::chrono::hours rest) {
  const auto& slots = made.roster.slots;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    for (std::size_t j = i + 1; j < slots.size(); ++j) {
      if (slots[i].person != slots[j].person) continue;
      CAPTURE(slots[i].person, rules::format_rfc3339(slots[i].from, {}), rules::format_rfc3339(slots[j].from, {}));
      CHECK((slots[i].until + rest <= slots[j].from || slots[j].until + rest <= slots[i].from));
    }
  }
}

}  // namespace

TEST_CASE("every night, weekend and holiday has a seat for each function, of the kind that the calendar says") {
  const auto office = test::office("Asia/Shanghai", people(3, 3, ", functions: [clerk, head]"), "duty: []\n");
  // 30 September 2022 is a Friday; 1 to 7 October are holidays, 8 October a make-up Saturday.
  const auto seats = rules::duty_seats(*office, "a1", day("2022-09-30"), day("2022-10-08"));
  CHECK(seats.size() == 2 * (1 + 7 * 2 + 1));
  CHECK(seats.front().kind == rules::DutyKind::night);
  CHECK(std::count_if(seats.begin(), seats.end(), [](const auto& each) { return each.kind == rules::DutyKind::holiday; }) == 28);
  CHECK(seats.back().kind == rules::DutyKind::night);
  CHECK(rules::format_rfc3339(seats.front().from, office->zone) == "2022-09-30T18:00+08:00");
  CHECK(rules::format_rfc3339(seats.front().until, office->zone) == "2022-10-01T08:00+08:00");
}

TEST_CASE("a month is shared out as evenly as can be, proven, whatever the seed, and the same for the same seed") {
  const auto first = made(people(7, 0, ""), "2022-12-01", "2022-12-31");
  CHECK(first.roster.unfilled.empty());
  // 22 nights of weight 1, 9 weekend days and nights of weight 2: 58 over seven.
  REQUIRE(first.roster.fairness.size() == 1);
  CHECK(first.roster.fairness[0].spread == 1);
  CHECK(first.roster.fairness[0].bound == 1);
  check_sound(first, std::chrono::hours{24});
  const auto again = made(people(7, 0, ""), "2022-12-01", "2022-12-31");
  REQUIRE(again.roster.slots.size() == first.roster.slots.size());
  bool same = true;
  for (std::size_t i = 0; i < first.roster.slots.size(); ++i) same &= first.roster.slots[i].person == again.roster.slots[i].person;
  CHECK(same);
  const auto other = made(people(7, 0, ""), "2022-12-01", "2022-12-31", "duty: []\n", 2);
  CHECK(other.roster.fairness[0].spread == 1);
}

TEST_CASE("who did more before does less now; who is new starts from the mean") {
  const std::string before =
      "duty:\n"
      "  - {unit: a1, function: clerk, person: c1, from: 2022-11-05T08:00+08:00, until: 2022-11-05T18:00+08:00, kind: weekend}\n"
      "  - {unit: a1, function: clerk, person: c1, from: 2022-11-12T08:00+08:00, until: 2022-11-12T18:00+08:00, kind: weekend}\n";
  const auto even = made(people(4, 0, ", rest_hours: 12"), "2022-12-05", "2022-12-08", before);
  // Four nights: c1 has 4 from before, and the others cannot come up to that.
  REQUIRE(even.roster.fairness.size() == 1);
  for (const auto& load : even.roster.fairness[0].loads) CHECK((load.person == "c1" ? load.weight == 0 : load.weight > 0));
  CHECK(even.roster.fairness[0].spread == even.roster.fairness[0].bound);
  auto newcomer = people(2, 0, ", rest_hours: 12");
  newcomer.insert(newcomer.find("holdings:\n") + 10, "  - {post: p-c3, person: c3, from: 2022-12-01}\n");
  newcomer.insert(newcomer.find("persons:\n") + 9, "  - {id: c3, unit: a1, name: c3}\n");
  newcomer.insert(newcomer.find("posts:\n") + 7, "  - {id: p-c3, unit: a1, function: clerk, on_site: true}\n");
  const auto fresh = made(newcomer, "2022-12-05", "2022-12-07", before);
  for (const auto& load : fresh.roster.fairness[0].loads) {
    if (load.person == "c3") CHECK(load.before == 2);   // (4 + 0) / 2
  }
}

TEST_CASE("absences, exclusions, quotas, work at home and duties elsewhere are kept") {
  const std::string overlays =
      "absences:\n  - {persons: [c1], from: 2022-12-05, until: 2022-12-11}\n"
      "rotations:\n  - {unit: a1, from: 2022-12-05, until: 2022-12-11, days: [{at_home: [c2], on_site: [c3, c4, c5]}]}\n"
      "duty:\n  - {unit: a2, person: c3, from: 2022-12-07T18:00+08:00, until: 2022-12-08T08:00+08:00}\n";
  const auto result = made(people(6, 0, ", rest_hours: 12, quotas: {c6: 1}, excluded: [{person: c4, from: 2022-12-05, until: 2022-12-07}]"),
                           "2022-12-05", "2022-12-09", overlays);
  CHECK(result.roster.unfilled.empty());
  check_sound(result, std::chrono::hours{12});
  int of_c6 = 0;
  for (const auto& slot : result.roster.slots) {
    const auto date = rules::format_date(rules::date_of(result.configuration->zone.to_local(slot.from)));
    CAPTURE(slot.person, date);
    CHECK(slot.person != "c1");
    CHECK(slot.person != "c2");
    CHECK_FALSE((slot.person == "c4" && date <= "2022-12-07"));
    CHECK_FALSE((slot.person == "c3" && (date == "2022-12-07")));
    of_c6 += slot.person == "c6" ? 1 : 0;
  }
  CHECK(of_c6 <= 1);
}

TEST_CASE("what cannot be filled is named, with what keeps each") {
  const auto result = made(people(2, 0, ", quotas: {c2: 1}"), "2022-12-05", "2022-12-07", "absences:\n  - {persons: [c1], from: 2022-12-06}\n");
  // On the 6th c1 is away, and so would be on the morning after the 5th: c2 alone can take either, once.
  REQUIRE(result.roster.unfilled.size() == 1);
  const auto& missing = result.roster.unfilled.front();
  REQUIRE(missing.why.size() == 2);
  CHECK(missing.why[0].first == "c1");
  CHECK(missing.why[0].second == "away");
  CHECK(missing.why[1].second == "has the quota of 1");
  const auto nobody = made(people(1, 0, "", ", from: 2022-12-07"), "2022-12-06", "2022-12-07");
  REQUIRE(nobody.roster.unfilled.size() == 1);
  CHECK(nobody.roster.unfilled.front().why.empty());
  CHECK(nobody.roster.unfilled.front().proven);
}

TEST_CASE("where one roster alone is possible it is found") {
  // Nobody takes two nights running, c1 not the second and c2 not the third.
  const auto result = made(people(2, 0, ", rest_hours: 12, excluded: [{person: c1, from: 2022-12-06, until: 2022-12-06}, {person: c2, from: 2022-12-07, until: 2022-12-07}]"),
                           "2022-12-05", "2022-12-08");
  CHECK(result.roster.unfilled.empty());
  REQUIRE(result.roster.slots.size() == 4);
  CHECK(result.roster.slots[1].person == "c2");
  CHECK(result.roster.slots[2].person == "c1");
}

TEST_CASE("the bound is below what exhaustive search finds, and the roster reaches that") {
  // Six nights and a weekend, three persons, one with a quota: all 3^n rosters are looked at.
  const auto result = made(people(3, 0, ", rest_hours: 0, quotas: {c3: 2}"), "2022-12-05", "2022-12-10");
  const auto seats = rules::duty_seats(*result.configuration, "a1", day("2022-12-05"), day("2022-12-10"));
  int best = 1000;
  int all = 1;
  for (std::size_t i = 0; i < seats.size(); ++i) all *= 3;
  for (int code = 0; code < all; ++code) {
    int load[3] = {0, 0, 0}, duties[3] = {0, 0, 0};
    for (int rest = code; const auto& seat : seats) {
      load[rest % 3] += seat.weight;
      ++duties[rest % 3];
      rest /= 3;
    }
    if (duties[2] <= 2) best = std::min(best, *std::max_element(load, load + 3) - *std::min_element(load, load + 3));
  }
  REQUIRE(result.roster.fairness.size() == 1);
  CHECK(result.roster.fairness[0].bound <= best);
  CHECK(result.roster.fairness[0].spread == best);
}
