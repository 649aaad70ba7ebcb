// From a notice that nobody acknowledged to the deputy and to the call sheet: times worked out by hand, 08:00–12:00 and
// 14:30–17:30 on weekdays; the deputy after 120 minutes, the call sheet after 60 more.
#include "rules/notices/escalation.h"

#include <boost/json.hpp>

#include "rules/notices/call_sheet.h"
#include "rules/notices/told_state_json.h"
#include "tests/rules/people/office.h"
#include "tests/support/catch.h"

using namespace fenliu;
using rules::ToldState;

namespace {

// 23 November 2022 is a Wednesday.
rules::Instant at(const std::string& day_and_clock) { return *rules::parse_rfc3339("2022-11-" + day_and_clock + "+08:00"); }

ToldState task(const std::string& when, const std::string& due) {
  ToldState state;
  state.concerned = true;
  state.role = rules::Role::lead;
  state.told_at = at(when);
  rules::UnitDeadline deadline;
  deadline.part = "1";
  deadline.result.stated = deadline.result.effective = deadline.result.fair = at(due);
  state.deadlines = {deadline};
  return state;
}

ToldState summons(const std::string& when, const std::string& from, const std::string& to) {
  ToldState state = task(when, from);
  state.deadlines.clear();
  rules::Window window;
  window.from = at(from);
  window.to = at(to);
  state.windows = {window};
  return state;
}

struct Escalating {
  std::shared_ptr<rules::Configuration> configuration = [] {
    auto made = test::office("Asia/Shanghai", test::kOfficePeople, "duty: []\n");
    made->policy.escalate_deputy = rules::Minutes{120};
    made->policy.escalate_call_sheet = rules::Minutes{60};
    return made;
  }();
  rules::NoticePolicy policy{rules::Minutes{10}, rules::Minutes{15}, {{rules::Minutes{21 * 60}, rules::Minutes{24 * 60}}}, configuration->zone,
                             rules::Minutes{0}, rules::Minutes{0}, {}};
  rules::Item item;

  std::string verdict(const std::string& unit, const ToldState& state, const std::string& now, bool acknowledged = false) const {
    const auto found = rules::escalate(unit, state, acknowledged, item, *configuration, policy, at(now));
    auto text = found.send ? std::string(rules::to_string(found.send->stage)) : found.call ? "call" : found.silence;
    if (found.next) text += ", again " + rules::format_rfc3339(*found.next, configuration->zone).substr(8, 8);
    return text;
  }
};

}  // namespace

TEST_CASE("what nobody acknowledges goes to the deputy and then to the call sheet, in working time") {
  const Escalating clock;
  const auto told = task("23T11:00", "25T09:00");
  CHECK(clock.verdict("a1", told, "23T11:00") == "told-lately, again 23T15:30");
  CHECK(clock.verdict("a1", told, "23T15:29") == "told-lately, again 23T15:30");
  CHECK(clock.verdict("a1", told, "23T15:30") == "escalated, again 23T16:30");
  CHECK(clock.verdict("a1", told, "23T15:30", true) == "acknowledged");
  auto escalated = told;
  escalated.escalated_at = at("23T17:00");
  CHECK(clock.verdict("a1", escalated, "24T08:29") == "told-lately, again 24T08:30");
  CHECK(clock.verdict("a1", escalated, "24T08:30") == "call");
  CHECK(clock.verdict("a1", escalated, "25T09:00") == "long-past");
  // Nobody of this unit stands second in line.
  CHECK(clock.verdict("a3", told, "23T15:30") == "told-lately, again 23T16:30");
  CHECK(clock.verdict("a3", told, "23T16:30") == "call");
}

TEST_CASE("what is critical, and a summons for tonight, do not wait for working hours") {
  Escalating clock;
  const auto tonight = summons("23T17:00", "23T20:30", "23T21:30");
  CHECK(clock.verdict("a1", tonight, "23T17:00") == "told-lately, again 23T19:00");
  CHECK(clock.verdict("a1", tonight, "23T19:00") == "escalated, again 23T20:00");
  CHECK(clock.verdict("a1", tonight, "23T21:30") == "long-past");
  CHECK(clock.verdict("a1", summons("23T17:00", "25T09:00", "25T10:00"), "23T19:00") == "told-lately, again 24T09:30");
  clock.item.urgency = rules::Urgency::critical;
  CHECK(clock.verdict("a1", task("23T22:00", "25T09:00"), "24T00:00") == "escalated, again 24T01:00");
}

TEST_CASE("what needs no answer is not escalated") {
  Escalating clock;
  auto informed = task("23T11:00", "25T09:00"), cancelled = informed;
  informed.role = rules::Role::inform;
  cancelled.item_cancelled = true;
  CHECK(clock.verdict("a1", informed, "23T16:00") == "informed");
  CHECK(clock.verdict("a1", cancelled, "23T16:00") == "cancelled");
  clock.configuration->policy.escalate_deputy = rules::Minutes{0};
  CHECK(clock.verdict("a1", task("23T11:00", "25T09:00"), "23T16:00") == "off");
  CHECK_FALSE(rules::next_escalation("a1", task("23T11:00", "25T09:00"), clock.item, *clock.configuration, at("23T11:00")));
}

TEST_CASE("the clock looks again when the first step is due, and a told state keeps when it was escalated") {
  const Escalating clock;
  auto told = task("23T11:00", "25T09:00");
  CHECK(rules::next_escalation("a1", told, clock.item, *clock.configuration, at("23T11:00")) == at("23T15:30"));
  told.escalated_at = at("23T15:30");
  const auto back = rules::told_state_from_json(rules::told_state_to_json(told, clock.configuration->zone));
  REQUIRE(back);
  CHECK(back->escalated_at == told.escalated_at);
}

TEST_CASE("the call sheet says whom to ring, in order, in three languages; the superior is the unit above, else the home unit") {
  const Escalating clock;
  rules::CallEntry entry{"c-1", "order", "关于报送库存的通知", "", rules::ItemKind::directive, "a1", at("23T11:00"), at("23T16:30"), task("23T11:00", "25T09:00"), {}};
  entry.people = rules::people_to_call(*clock.configuration, "a1", rules::Role::lead, rules::ItemKind::directive, at("23T16:30"));
  CHECK(rules::calls_to_text({entry}, *clock.configuration, "zh") ==
        "c-1  县甲局: 关于报送库存的通知; 时限 11-25 09:00; 通知于 11-23 11:00\n"
        "    乙  无电话\n    甲  100\n    县甲局  101\n");
  CHECK(rules::calls_to_text({entry}, *clock.configuration, "vi").find("thời hạn 11-25 09:00") != std::string::npos);
  CHECK(rules::calls_to_text({}, *clock.configuration, "en") == "Nobody has to be called.\n");
  CHECK(rules::superior_of(*clock.configuration, "a2", at("23T11:00")) == "a1");
  CHECK(rules::superior_of(*clock.configuration, "a1", at("23T11:00")).empty());
}
