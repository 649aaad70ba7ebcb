// Which notices a channel carries.
#include "rules/notices/channel_choice.h"

#include "tests/support/catch.h"

using namespace fenliu::rules;

TEST_CASE("a channel carries what its stages, roles, urgencies and units say, and everything where they say nothing") {
  Organisation organisation;
  Unit town, office, later;
  town.id = "shiqiao";
  town.kind = "town";
  office.id = "gov-office";
  office.kind = "gov";
  later.id = "xincheng";
  later.kind = "town";
  later.valid.from = Date{std::chrono::year{2023} / 1 / 1};
  organisation.units = {town, office, later};
  Group towns;
  towns.id = "all_towns";
  towns.kind = "town";
  organisation.groups = {towns};
  organisation.index();
  const Date day{std::chrono::year{2022} / 11 / 24};
  struct Row {
    const char* what;
    ChannelSettings channel;
    Stage stage;
    Role role;
    Urgency urgency;
    UnitId unit;
    bool carried;
  };
  const auto with = [](auto change) {
    ChannelSettings channel;
    change(channel);
    return channel;
  };
  const auto stages = with([](auto& channel) { channel.stages = {"new", "moved"}; });
  const auto roles = with([](auto& channel) { channel.roles = {"lead"}; });
  const auto urgencies = with([](auto& channel) { channel.urgencies = {"critical"}; });
  const auto units = with([](auto& channel) { channel.units = {"all_towns", "gov-office"}; });
  const auto towns_only = with([](auto& channel) { channel.units = {"all_towns"}; });
  const Row rows[] = {
      {"nothing said", {}, Stage::overdue, Role::inform, Urgency::routine, "shiqiao", true},
      {"its stage", stages, Stage::moved, Role::lead, Urgency::routine, "shiqiao", true},
      {"another stage", stages, Stage::reminder, Role::lead, Urgency::routine, "shiqiao", false},
      {"its role", roles, Stage::new_, Role::lead, Urgency::routine, "shiqiao", true},
      {"another role", roles, Stage::new_, Role::support, Urgency::routine, "shiqiao", false},
      {"its urgency", urgencies, Stage::new_, Role::lead, Urgency::critical, "shiqiao", true},
      {"another urgency", urgencies, Stage::new_, Role::lead, Urgency::urgent, "shiqiao", false},
      {"a unit by name", units, Stage::new_, Role::lead, Urgency::routine, "gov-office", true},
      {"a unit of a group", units, Stage::new_, Role::lead, Urgency::routine, "shiqiao", true},
      {"not of the group", towns_only, Stage::new_, Role::lead, Urgency::routine, "gov-office", false},
      {"of the group only later", towns_only, Stage::new_, Role::lead, Urgency::routine, "xincheng", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    CHECK(carries(row.channel, organisation, row.stage, row.role, row.urgency, row.unit, day) == row.carried);
  }
}

TEST_CASE("what says anew how things stand replaces what was told before; what only reminds does not") {
  for (const auto stage : {Stage::new_, Stage::changed, Stage::corrected, Stage::moved, Stage::released, Stage::cancelled}) CHECK(replaces_earlier(stage));
  for (const auto stage : {Stage::reminder, Stage::overdue, Stage::escalated}) CHECK_FALSE(replaces_earlier(stage));
}
