// What is told, and what is not: the last told state against the truth.
#include "rules/notices/notices.h"

#include <boost/json.hpp>

#include "rules/notices/told_state_json.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu;
using rules::Role;
using rules::Stage;
using rules::ToldState;

namespace {

rules::Instant at(const std::string& clock) { return *rules::parse_rfc3339("2022-11-24T" + clock + "+08:00"); }

rules::Window window(const std::string& from, const std::string& to) {
  return {at(from), to.empty() ? std::nullopt : std::optional(at(to)), {"1"}, {}};
}

rules::UnitDeadline deadline(const std::string& effective, rules::DeadlineStatus status = rules::DeadlineStatus::fair) {
  rules::UnitDeadline made;
  made.part = "1";
  made.result.stated = made.result.effective = made.result.fair = at(effective);
  made.result.handed_down = at("09:00");
  made.result.status = status;
  return made;
}

struct State {
  Role role = Role::support;
  std::vector<std::string> parts{"1"};
  std::vector<rules::Window> windows;
  std::vector<rules::UnitDeadline> deadlines;
  int revision = 1;
  bool cancelled = false;

  ToldState told() const {
    ToldState state;
    state.concerned = !cancelled;
    state.item_cancelled = cancelled;
    state.role = role;
    state.parts = parts;
    state.windows = windows;
    state.deadlines = deadlines;
    state.item_revision = revision;
    return state;
  }
};

struct Teller {
  std::shared_ptr<const rules::Configuration> configuration = support::small_configuration("rules:\n  - {id: r, when: [甲], tags: [t]}\n");
  rules::NoticePolicy policy{rules::Minutes{10}, rules::Minutes{15}, {}, configuration->zone};
  rules::Item item;

  rules::NoticePlan plan(const std::map<rules::UnitId, ToldState>& told, const std::map<rules::UnitId, ToldState>& truth, const std::string& now) const {
    return rules::plan_notices(told, truth, item, *configuration, policy, at(now));
  }

  // "moved window-moved", or "- unchanged" for silence, of one unit.
  std::string verdict(const std::optional<State>& told, const std::optional<State>& truth, const std::string& now = "10:00") const {
    std::map<rules::UnitId, ToldState> before, after;
    if (told) before["a1"] = told->told();
    if (truth) after["a1"] = truth->told();
    const auto planned = plan(before, after, now);
    if (planned.sends.empty() && planned.silences.empty()) return "nobody";
    REQUIRE(planned.sends.size() + planned.silences.size() == 1);
    if (!planned.sends.empty()) return std::string(rules::to_string(planned.sends[0].stage)) + " " + planned.sends[0].reason;
    return "- " + planned.silences[0].reason;
  }
};

State with_window(const std::string& from, const std::string& to) {
  State state;
  state.windows = {window(from, to)};
  return state;
}

State with_deadline(const rules::UnitDeadline& due) {
  State state;
  state.deadlines = {due};
  return state;
}

}  // namespace

TEST_CASE("a unit hears of what is new to it and matters, and of nothing else") {
  State plain, leading, other_parts, revised, cancelled, two_windows;
  leading.role = Role::lead;
  other_parts.parts = {"1", "2"};
  revised.revision = 2;
  cancelled.cancelled = true;
  two_windows.windows = {window("15:00", "15:20"), window("16:00", "16:10")};
  auto proposed = deadline("17:00", rules::DeadlineStatus::tight), proposed_later = proposed, proposed_much_later = proposed;
  proposed.result.proposed = at("18:00");
  proposed_later.result.proposed = at("18:10");
  proposed_much_later.result.proposed = at("18:15");
  auto weekly = deadline("17:00"), next_week = deadline("18:00");
  weekly.occurrence = "2022-11-24";
  next_week.occurrence = "2022-12-01";
  struct Row {
    const char* what;
    std::optional<State> told, truth;
    const char* verdict;
  };
  const Row rows[] = {
      {"never told, not concerned", {}, {}, "nobody"},
      {"newly concerned", {}, plain, "new first"},
      {"never told of what is cancelled", {}, cancelled, "- never-told"},
      {"as told", plain, plain, "- unchanged"},
      {"another role", plain, leading, "changed role"},
      {"other parts", plain, other_parts, "changed parts"},
      {"another revision", plain, revised, "changed revision"},
      {"no longer concerned", plain, {}, "cancelled no-longer-concerned"},
      {"cancelled", plain, cancelled, "cancelled item-cancelled"},
      {"cancelled, as told", cancelled, cancelled, "- unchanged"},
      {"cancelled, and gone", cancelled, {}, "- unchanged"},
      {"concerned again", cancelled, plain, "new first"},
      {"nine minutes later", with_window("15:00", "15:20"), with_window("15:09", "15:29"), "- below-threshold"},
      {"ten minutes later", with_window("15:00", "15:20"), with_window("15:10", "15:20"), "moved window-moved"},
      {"ten minutes earlier", with_window("15:00", "15:20"), with_window("14:50", "15:20"), "moved window-moved"},
      {"only the end", with_window("15:00", "15:20"), with_window("15:00", "15:30"), "moved window-moved"},
      {"the end is open now", with_window("15:00", "15:20"), with_window("15:00", ""), "moved window-moved"},
      {"two windows now", with_window("15:00", "15:20"), two_windows, "moved window-moved"},
      {"begun, whenever it began", with_window("09:30", "10:30"), with_window("09:50", "10:30"), "- unchanged"},
      {"told that it had begun, and it has not", with_window("09:30", "10:30"), with_window("10:05", "10:30"), "moved window-moved"},
      {"released", with_window("15:00", "15:20"), plain, "released released"},
      {"ended as told", with_window("09:30", "10:00"), plain, "- below-threshold"},
      {"ended a little early", with_window("09:30", "10:10"), plain, "- below-threshold"},
      {"ended much earlier", with_window("09:30", "10:11"), plain, "released released"},
      {"recalled", plain, with_window("15:00", "15:20"), "changed recalled"},
      {"due a little later", with_deadline(deadline("17:00")), with_deadline(deadline("17:14")), "- below-threshold"},
      {"due later", with_deadline(deadline("17:00")), with_deadline(deadline("17:15")), "changed deadline-moved"},
      {"a told deadline never moves earlier", with_deadline(deadline("17:00")), with_deadline(deadline("12:00")), "- below-threshold"},
      {"another status", with_deadline(deadline("17:00")), with_deadline(deadline("17:00", rules::DeadlineStatus::tight)), "changed deadline-moved"},
      {"a deadline more", plain, with_deadline(deadline("17:00")), "changed deadline-moved"},
      {"the proposal a little later", with_deadline(proposed), with_deadline(proposed_later), "- below-threshold"},
      {"the proposal later", with_deadline(proposed), with_deadline(proposed_much_later), "changed deadline-moved"},
      {"the next occurrence comes by itself", with_deadline(weekly), with_deadline(next_week), "- unchanged"},
  };
  const Teller teller;
  for (const auto& row : rows) {
    CAPTURE(row.what);
    CHECK(teller.verdict(row.told, row.truth) == row.verdict);
  }
}

TEST_CASE("small shifts add up against what was told, and a delay that is restored cancels out") {
  const Teller teller;
  auto told = with_window("15:00", "15:20");
  const std::pair<State, const char*> course[] = {{with_window("15:06", "15:26"), "- below-threshold"}, {with_window("15:00", "15:20"), "- unchanged"},
                                                  {with_window("15:06", "15:26"), "- below-threshold"}, {with_window("15:12", "15:32"), "moved window-moved"},
                                                  {with_window("15:06", "15:26"), "- below-threshold"}, {with_window("15:00", "15:20"), "moved window-moved"}};
  for (const auto& [truth, verdict] : course) {
    const auto said = teller.verdict(told, truth);
    CHECK(said == verdict);
    if (said.front() != '-') told = truth;
  }
}

TEST_CASE("follow-ups go only to those who were told, and those who are new get new") {
  const Teller teller;
  const auto before = with_window("15:00", "15:20").told(), after = with_window("16:00", "16:20").told();
  const auto planned = teller.plan({{"a1", before}, {"town1", before}}, {{"a1", after}, {"a2", after}}, "10:00");
  REQUIRE(planned.sends.size() == 3);
  CHECK(planned.sends[0].unit == "a1");
  CHECK(planned.sends[0].stage == Stage::moved);
  CHECK(planned.sends[1].unit == "a2");
  CHECK(planned.sends[1].stage == Stage::new_);
  CHECK(planned.sends[2].unit == "town1");
  CHECK(planned.sends[2].stage == Stage::cancelled);
  CHECK(planned.silences.empty());
}

TEST_CASE("who is merely informed hears in the digest, who is summoned and who is let off at once") {
  const Teller teller;
  State informed, summoned;
  informed.role = Role::inform;
  const auto planned = teller.plan({{"a3", informed.told()}}, {{"a1", informed.told()}, {"a2", summoned.told()}}, "10:00");
  REQUIRE(planned.sends.size() == 3);
  CHECK(planned.sends[0].digest);
  CHECK_FALSE(planned.sends[1].digest);
  CHECK_FALSE(planned.sends[2].digest);
}

TEST_CASE("quiet hours hold what can wait, and never what is pressing") {
  Teller teller;
  teller.policy.quiet_hours = {{rules::Minutes{22 * 60}, rules::Minutes{24 * 60}}, {rules::Minutes{0}, rules::Minutes{7 * 60}}};
  const auto next = [](const std::string& clock) { return *rules::parse_rfc3339("2022-11-25T" + clock + "+08:00"); };
  State tomorrow, late, soon, started;
  auto by_noon = deadline("12:00"), after_noon = deadline("12:00");
  by_noon.result.effective = next("12:00");
  after_noon.result.effective = next("12:01");
  tomorrow.windows = {{next("09:00"), next("10:00"), {"1"}, {}}};
  soon.windows = {{next("00:30"), next("01:00"), {"1"}, {}}};
  started.windows = {{at("21:00"), std::nullopt, {"1"}, {}}};
  State informed = soon;
  informed.role = Role::inform;
  informed.windows.clear();
  informed.deadlines = {by_noon};
  struct Row {
    const char* what;
    State truth;
    std::string now;
    bool critical;
    rules::Instant due;
  };
  const Row rows[] = {
      {"outside quiet hours", tomorrow, "21:59", false, at("21:59")},
      {"held over midnight", tomorrow, "22:30", false, next("07:00")},
      {"critical", tomorrow, "22:30", true, at("22:30")},
      {"within two hours", soon, "22:30", false, at("22:30")},
      {"not within two hours", soon, "22:29", false, next("07:00")},
      {"in progress", started, "22:30", false, at("22:30")},
      {"due before the next working noon", with_deadline(by_noon), "22:30", false, at("22:30")},
      {"due after it", with_deadline(after_noon), "22:30", false, next("07:00")},
      {"who is merely informed has no task", informed, "22:30", false, next("07:00")},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    teller.item.urgency = row.critical ? rules::Urgency::critical : rules::Urgency::routine;
    const auto planned = teller.plan({}, {{"a1", row.truth.told()}}, row.now);
    REQUIRE(planned.sends.size() == 1);
    CHECK(planned.sends[0].due == row.due);
  }
}

TEST_CASE("a cancelled meeting within two hours is told in quiet hours") {
  Teller teller;
  teller.policy.quiet_hours = {{rules::Minutes{9 * 60}, rules::Minutes{14 * 60}}};
  State cancelled;
  cancelled.cancelled = true;
  const auto due = [&](const State& told) { return teller.plan({{"a1", told.told()}}, {{"a1", cancelled.told()}}, "10:00").sends.at(0).due; };
  CHECK(due(with_window("11:30", "12:00")) == at("10:00"));
  CHECK(due(with_window("15:00", "16:00")) == at("14:00"));
}

TEST_CASE("a told state survives the way to JSON and back") {
  const auto zone = *support::test_zone("Asia/Shanghai");
  State state = with_window("15:00", "15:20");
  state.windows.push_back(window("16:00", ""));
  state.windows.back().last_report = at("15:59");
  auto due = deadline("17:00", rules::DeadlineStatus::extended);
  due.flags = {"year-inferred"};
  due.text = "今日下午五点前";
  due.occurrence = "2022-11-24";
  due.result.decided_by = "王";
  due.result.proposed = at("18:00");
  due.result.provisional = true;
  due.result.working_minutes_left = rules::Minutes{90};
  state.deadlines = {due};
  state.revision = 4;
  for (const bool cancelled : {false, true}) {
    state.cancelled = cancelled;
    const auto once = rules::told_state_to_json(state.told(), zone);
    const auto back = rules::told_state_from_json(once);
    REQUIRE(back);
    CHECK(rules::told_state_to_json(*back, zone) == once);
    CHECK(Teller().verdict(state, state) == "- unchanged");
  }
  for (const char* wrong : {"null", "{}", R"({"concerned":1,"role":"lead","item_revision":1,"parts":[],"windows":[],"deadlines":[]})"}) {
    CHECK_FALSE(rules::told_state_from_json(boost::json::parse(wrong)));
  }
}

TEST_CASE("each stage has its word") {
  for (int i = 0; i <= static_cast<int>(Stage::cancelled); ++i) {
    const auto stage = static_cast<Stage>(i);
    CHECK(rules::parse_stage(rules::to_string(stage)) == stage);
  }
  CHECK_FALSE(rules::parse_stage("told"));
}
