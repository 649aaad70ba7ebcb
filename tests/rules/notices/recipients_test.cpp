// To whom a notice goes over which channel, at which instant.
#include "rules/notices/recipient.h"

#include "tests/rules/people/office.h"
#include "tests/support/catch.h"

using namespace fenliu;
using rules::ChannelKind;

namespace {

rules::ChannelSettings channel(ChannelKind kind, const std::string& id = "way") {
  rules::ChannelSettings settings;
  settings.id = id;
  settings.kind = kind;
  return settings;
}

std::string recipients(const rules::Configuration& configuration, const std::string& unit, ChannelKind kind, const std::string& when,
                       const rules::Occasion& occasion = {}) {
  std::string all;
  for (const auto& each : rules::recipients_of(configuration, unit, channel(kind), *rules::parse_rfc3339("2022-11-" + when + "+08:00"), occasion)) {
    all += (all.empty() ? "" : ", ") + std::string(rules::to_string(each.cause)) + ":" + (each.person.empty() ? each.name : each.person) + "=" + each.address;
  }
  return all;
}

}  // namespace

TEST_CASE("a notice goes to whoever holds the post, stands in or is on duty when it is sent") {
  const auto office = test::office();
  struct Row {
    const char* unit;
    ChannelKind kind;
    const char* when;
    const char* whom;
  };
  const Row rows[] = {
      {"a1", ChannelKind::email, "23T09:00", "post:jia=jia@example.org, post:yi=yi@example.org"},
      {"a1", ChannelKind::email, "23T13:00", "post:jia=jia@example.org, post:yi=yi@example.org"},   // over lunch
      {"a1", ChannelKind::email, "24T15:00", "post:yi=yi@example.org"},                             // bing stands in, without a mailbox
      {"a1", ChannelKind::email, "24T09:00", "unit:县甲局=a1@example.org"},                         // nobody there
      {"a1", ChannelKind::email, "24T20:00", "duty:yi=yi@example.org"},
      {"a1", ChannelKind::email, "25T07:59", "duty:yi=yi@example.org"},
      {"a1", ChannelKind::email, "23T20:00", "post:jia=jia@example.org, post:yi=yi@example.org"},   // no duty that night
      {"a1", ChannelKind::sms, "24T15:00", "deputy:bing=300"},
      {"a1", ChannelKind::by_hand, "23T09:00", "post:jia=100, post:yi="},                           // yi can be found in the office
      {"a1", ChannelKind::feishu, "23T09:00", "group:县甲局="},
      {"a1", ChannelKind::webhook, "23T09:00", "group:县甲局="},
      {"a1", ChannelKind::zalo, "23T09:00", ""},
      {"a2", ChannelKind::email, "23T09:00", ""},                                                   // vacant, without an account
      {"town1", ChannelKind::by_hand, "23T09:00", "unit:东山镇="},                                  // no posts at all
      {"nobody", ChannelKind::email, "23T09:00", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.unit, row.when, static_cast<int>(row.kind));
    CHECK(recipients(*office, row.unit, row.kind, row.when) == row.whom);
  }
}

TEST_CASE("posts hear what they receive, and the next in line what was escalated") {
  const auto office = test::office();
  const auto task = rules::occasion_of(rules::Stage::new_, rules::Role::lead, rules::ItemKind::directive);
  const auto summons = rules::occasion_of(rules::Stage::new_, rules::Role::support, rules::ItemKind::meeting);
  const auto escalated = rules::occasion_of(rules::Stage::escalated, rules::Role::lead, rules::ItemKind::meeting);
  CHECK(recipients(*office, "a1", ChannelKind::email, "23T09:00", task) == "post:yi=yi@example.org");
  CHECK(recipients(*office, "a1", ChannelKind::email, "23T09:00", summons) == "post:jia=jia@example.org, post:yi=yi@example.org");
  CHECK(recipients(*office, "a1", ChannelKind::sms, "23T09:00", escalated) == "deputy:bing=300, deputy:jia=100");
}

TEST_CASE("an address under a channel's own id goes before one of its kind, and the person's language goes with it") {
  const auto people = std::string(test::kOfficePeople);
  auto office = test::office();
  office->people.persons[1].addresses["way"] = "yi@inside.example";
  const auto found = rules::recipients_of(*office, "a1", channel(ChannelKind::email), *rules::parse_rfc3339("2022-11-24T20:00+08:00"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].address == "yi@inside.example");
  CHECK(found[0].language == "vi");
}
