// What leaves the office: to whom, in which order, how often, and what no longer does.
#include "daemon/app/outbox.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include "tests/daemon/app/sending_fixture.h"

using namespace fenliu;
using namespace fenliu::test;
using Kind = deliver::Outcome::Kind;
using Lines = std::vector<std::string>;
using namespace std::chrono_literals;

namespace {

json::object order(const std::string& id, const std::string& text = "Please check all engines by 5 p.m. tomorrow.") {
  return {{"id", id}, {"title", "Notice on wildfire season"}, {"text", text}};
}

json::object meeting(const std::string& starts) {
  return {{"id", "board"}, {"kind", "meeting"}, {"title", "Board"}, {"starts", starts},
          {"parts", json::array{json::object{{"part_id", "1"}, {"title", "Wildfire season"}, {"minutes", 20}}}}};
}

std::size_t notices(SendingOffice& sending) { return static_cast<std::size_t>(sending.office().store.counts().notices); }

deliver::Outcome fails(const deliver::Envelope&) { return {Kind::retry, "503", {}}; }

}  // namespace

TEST_CASE("a notice goes once over each channel that carries it, with the same key however often it is tried") {
  SendingOffice sending(
      "channels:\n  - {id: hook, kind: command, command: [/bin/false]}\n"
      "  - {id: leaders, kind: command, command: [/bin/false], roles: [lead]}\n"
      "  - {id: others, kind: command, command: [/bin/false], units: [library]}\n");
  sending.post(order("a"));
  const auto told = notices(sending);
  REQUIRE(told > 1);
  sending.address();
  CHECK(sending.address() == 0);
  std::size_t leaders = 0, hooks = 0, others = 0;
  for (const auto& row : sending.deliveries()) {
    hooks += row.channel == "hook" ? 1 : 0;
    leaders += row.channel == "leaders" ? 1 : 0;
    others += row.channel == "others" ? 1 : 0;
    CHECK(row.key.starts_with(row.notice + "." + row.channel));
  }
  CHECK(hooks == told);
  CHECK(leaders >= 1);
  CHECK(leaders < told);
  CHECK(others == 0);
  auto& receiver = sending.receivers["hook"];
  receiver.answer = fails;
  sending.send();
  for (int i = 0; i < 4; ++i) {
    sending.pass(900s);
    sending.send();
  }
  CHECK(receiver.kept.empty());
  receiver.answer = nullptr;
  sending.pass(900s);
  sending.send();
  CHECK(receiver.kept.size() == told);
  CHECK(receiver.keys.size() == told);
  CHECK(receiver.attempts.size() > told);
  for (const auto& row : sending.deliveries("delivered")) CHECK(row.delivered_at == sending.now);
}

TEST_CASE("what is told later stops what still waits; what is on its way is not tried again") {
  SendingOffice sending;
  sending.post(meeting("2022-11-21T15:00-08:00"));
  sending.address();
  auto& receiver = sending.receivers["hook"];
  receiver.answer = fails;
  sending.send();
  sending.pass(60s);
  auto later = meeting("2022-11-21T16:00-08:00");
  const auto put = app::put_item(sending.office(), sending.fixture.principal, "board", json::serialize(later), "\"1\"", sending.now);
  REQUIRE(put.ok());
  sending.address();
  std::size_t cancelled = 0;
  for (const auto& row : sending.deliveries()) {
    if (row.sequence == 1) {
      CHECK(row.state == "cancelled");
      CHECK(row.detail == "superseded by what was told later");
      ++cancelled;
    }
  }
  CHECK(cancelled >= 1);
  receiver.answer = nullptr;
  sending.pass(900s);
  sending.send();
  for (const auto& envelope : receiver.kept) CHECK(envelope.message.sequence == 2);
  CHECK(receiver.kept.size() == cancelled);
}

TEST_CASE("a notice that was held back is not sent after the one that replaced it") {
  SendingOffice sending("channels:\n  - {id: hook, kind: command, command: [/bin/false]}\n", "2022-11-21T21:00-08:00");
  sending.post(order("a"));  // in quiet hours: due in the morning
  sending.address();
  REQUIRE(sending.deliveries().empty());
  auto urgent = order("a", "Please check all engines at once.");
  urgent["urgency"] = "critical";
  REQUIRE(app::put_item(sending.office(), sending.fixture.principal, "a", json::serialize(urgent), "\"1\"", sending.now).ok());
  sending.address();
  const auto at_night = sending.deliveries().size();
  REQUIRE(at_night >= 1);
  sending.pass(12h);
  sending.address();
  for (const auto& row : sending.deliveries()) CHECK(row.sequence > 1);
}

TEST_CASE("of a withdrawn item only the cancellation goes out, and that of what is on its way too") {
  SendingOffice sending;
  sending.post(order("a"));
  sending.address();
  sending.receivers["hook"].answer = fails;
  sending.send();
  sending.pass(60s);
  json::object off{{"id", "void"}, {"title", "The notice is void"}, {"text", "It is withdrawn."}, {"cancels", "a"}};
  sending.post(off);
  sending.address();
  std::size_t stopped = 0;
  for (const auto& row : sending.deliveries()) {
    if (row.item != "a") continue;
    const auto stage = sending.office().store.notice(row.notice)->stage;
    CHECK((row.state == "waiting") == (stage == "cancelled"));
    stopped += row.state == "cancelled" ? 1 : 0;
  }
  CHECK(stopped >= 1);
}

TEST_CASE("in shadow mode, on simulated time and without channels nothing is sent, and nothing of it later") {
  const std::string shadow = std::string(SendingOffice::kHook) + "mode: shadow\n";
  SendingOffice sending(shadow);
  sending.post(order("a"));
  CHECK(sending.address() == 0);
  SendingOffice simulated;
  simulated.office().sends_outside = false;
  simulated.post(order("a"));
  REQUIRE(notices(simulated) >= 1);
  CHECK(simulated.address() == 0);
  simulated.office().sends_outside = true;
  simulated.pass(60s);
  CHECK(simulated.address() == 0);
  SendingOffice without("");
  without.post(order("a"));
  CHECK(without.address() == 0);
  write_configuration("county-us", SendingOffice::kHook, without.configuration());
  without.restart();
  CHECK(without.address() == 0);
  without.post(order("b"));
  CHECK(without.address() >= 1);
}

TEST_CASE("a channel that the configuration loses leaves dead deliveries that somebody sees") {
  SendingOffice sending;
  sending.post(order("a"));
  const auto made = sending.address();
  write_configuration("county-us", "", sending.configuration());
  sending.restart();
  REQUIRE(app::bury_orphans(sending.office()).ok());
  CHECK(sending.deliveries("dead").size() == made);
  CHECK(sending.deliveries("dead").front().detail == "fenliu.yaml no longer has this channel");
}

TEST_CASE("what a person carries waits for that person") {
  SendingOffice sending("channels:\n  - {id: calls, kind: by_hand}\n");
  sending.post(order("a"));
  CHECK(sending.address() == notices(sending));
  CHECK(sending.deliveries("held").size() == notices(sending));
}

TEST_CASE("a dead delivery is mended and sent again, unless something was told later; and discarded") {
  SendingOffice sending;
  sending.post(order("a"));
  sending.address();
  auto& receiver = sending.receivers["hook"];
  receiver.answer = [](const deliver::Envelope& envelope) -> deliver::Outcome {
    if (envelope.recipient.address == "right") return {};
    return {Kind::refused, "no such mailbox", {}};
  };
  for (int i = 0; i < 40; ++i) {
    sending.send();
    sending.pass(60s);
  }
  const auto dead = sending.deliveries("dead");
  REQUIRE(dead.size() >= 2);
  CHECK(dead[0].detail == "no such mailbox");
  const auto first = std::to_string(dead[0].id), second = std::to_string(dead[1].id);
  const serve::Principal admin{"admin", "clerk", {serve::Permission::operate}};
  const auto resent = app::resend_delivery(sending.office(), admin, first, R"({"address":"right"})", sending.now);
  REQUIRE(resent.ok());
  CHECK(json::parse(resent->body).at("state").as_string() == "waiting");
  sending.send();
  CHECK(sending.office().store.delivery(dead[0].id)->state == "delivered");
  CHECK(receiver.kept.front().key == dead[0].key);
  const auto again = app::resend_delivery(sending.office(), admin, first, "", sending.now);
  REQUIRE_FALSE(again.ok());
  CHECK(again.error().kind == rules::ErrorKind::conflict);
  CHECK_FALSE(app::resend_delivery(sending.office(), admin, second, R"({"address":"a\r\nBcc: b"})", sending.now).ok());
  CHECK_FALSE(app::resend_delivery(sending.office(), admin, "999", "", sending.now).ok());
  REQUIRE(app::discard_delivery(sending.office(), admin, second, R"({"reason":"told by telephone"})", sending.now).ok());
  CHECK(sending.office().store.delivery(dead[1].id)->state == "cancelled");
  CHECK(sending.office().store.delivery(dead[1].id)->detail == "discarded by admin: told by telephone");
  const auto all = app::resend_deliveries(sending.office(), admin, R"({"channel":"hook"})", sending.now);
  REQUIRE(all.ok());
  CHECK(json::parse(all->body).at("resent").as_int64() == static_cast<std::int64_t>(dead.size()) - 2);
  REQUIRE(app::put_item(sending.office(), sending.fixture.principal, "a", json::serialize(order("a", "Please check all pumps, too, by noon.")), "\"1\"",
                        sending.now).ok());
  for (int i = 0; i < 40; ++i) {
    sending.send();
    sending.pass(60s);
  }
  for (const auto& row : sending.deliveries("dead")) {
    const bool obsolete = row.sequence < sending.office().store.last_notice(row.item, row.unit)->sequence;
    CHECK(app::resend_delivery(sending.office(), admin, std::to_string(row.id), "", sending.now).ok() != obsolete);
  }
}

TEST_CASE("a worker that crashed in the middle: what it had is sent again, with the same key") {
  SendingOffice sending;
  sending.post(order("a"));
  sending.address();
  app::Outbox outbox(sending.office(), [&] { return sending.now; });
  const auto taken = outbox.lease("hook", 1, 70s);
  REQUIRE(taken.ok());
  REQUIRE(taken->size() == 1);
  const auto key = taken->front().envelope.key;
  SECTION("its lease ends") {
    CHECK(outbox.lease("hook", 100, 70s)->size() == sending.deliveries().size() - 1);
    sending.pass(71s);
    const auto again = outbox.lease("hook", 1, 70s);
    REQUIRE(again->size() == 1);
    CHECK(again->front().envelope.key == key);
    CHECK(again->front().envelope.attempt == 2);
  }
  SECTION("the daemon is started again") {
    sending.restart();
    sending.send();
    CHECK(sending.receivers["hook"].keys.contains(key));
    CHECK(sending.deliveries("delivered").size() == sending.deliveries().size());
  }
  SECTION("it was told something later meanwhile") {
    REQUIRE(app::put_item(sending.office(), sending.fixture.principal, "a", json::serialize(order("a", "Please check all pumps by noon.")), "\"1\"",
                          sending.now).ok());
    sending.address();
    sending.restart();
    sending.send();
    for (const auto& envelope : sending.receivers["hook"].kept) CHECK((envelope.key != key || envelope.message.sequence > 1));
  }
}

TEST_CASE("a clock that jumps makes nothing wait for ever, and no storm") {
  SendingOffice sending;
  sending.post(order("a"));
  const auto made = sending.address();
  auto& receiver = sending.receivers["hook"];
  receiver.answer = fails;
  sending.send();
  SECTION("a day ahead: each is tried once more, not once for every wait that passed") {
    const auto before = receiver.attempts.size();
    sending.pass(24h);
    sending.send();
    CHECK(receiver.attempts.size() - before <= made);
  }
  SECTION("a year back: what was dated then is due now") {
    receiver.answer = nullptr;
    sending.now -= 24h * 365;
    sending.elapsed += 60s;
    sending.send();
    CHECK(receiver.kept.size() == made);
  }
}

TEST_CASE("time for deliveries goes on where the clock was set back") {
  app::SteadyTime time;
  const auto noon = at("2022-11-21T12:00Z");
  CHECK(time.now(noon, 0ms) == noon);
  CHECK(time.now(noon + 10s, 10s) == noon + 10s);
  CHECK(time.now(noon - 1h, 20s) == noon + 20s);   // set back
  CHECK(time.now(noon - 1h, 80s) == noon + 80s);   // and standing still
  CHECK(time.now(noon + 2h, 90s) == noon + 2h);    // set right
  CHECK(time.now(noon + 2h, 95s) == noon + 2h + 5s);
}

TEST_CASE("while another process holds the database nothing is lost, sent twice or reported wrongly") {
  SendingOffice sending;
  sending.post(order("a"));
  const auto made = sending.address();
  auto store = store::Store::open({sending.fixture.folder.file("fenliu.db"), "", 64, 20});
  REQUIRE(store.ok());
  app::Office office(**store);
  office.set_router(sending.office().router());
  office.sends_outside = true;
  app::Outbox outbox(office, [&] { return sending.now; });
  KeepingReceiver::Memory memory;
  std::unique_ptr<SQLite::Database> other;
  const auto hold = [&] {
    other = std::make_unique<SQLite::Database>(sending.fixture.folder.file("fenliu.db"), SQLite::OPEN_READWRITE);
    other->exec("BEGIN IMMEDIATE");
  };
  memory.answer = [&](const deliver::Envelope&) -> deliver::Outcome {
    if (!other) hold();  // in the middle of the first batch
    return {};
  };
  deliver::ChannelWorker worker(
      sending.office().router()->configuration().policy.channels.front(),
      [&](const auto&) { return rules::Result<std::unique_ptr<deliver::Channel>>(std::make_unique<KeepingReceiver>(memory)); }, outbox,
      {[&] { return sending.elapsed; }, [] { return 0.5; }});
  const auto never = [] { return false; };
  for (int i = 0; i < 3; ++i) worker.step(never);
  CHECK(memory.attempts.size() == made);
  CHECK(office.store.deliveries("leased", "", 0, 1000).deliveries.size() == made);
  CHECK(office.channel_healths.all()["hook"].trouble == "The database is held by another process");
  other.reset();
  memory.answer = nullptr;
  for (int i = 0; i < 3; ++i) worker.step(never);
  CHECK(memory.attempts.size() == made);
  CHECK(office.store.deliveries("delivered", "", 0, 1000).deliveries.size() == made);
  CHECK(office.channel_healths.all()["hook"].trouble.empty());
}

TEST_CASE("to one recipient what was told first goes first, over all items, however often it fails") {
  SendingOffice sending;
  for (int i = 0; i < 6; ++i) {
    sending.post(order("item-" + std::to_string(i)));
    sending.pass(1s);
  }
  sending.address();
  auto& receiver = sending.receivers["hook"];
  std::map<std::string, int> failed;
  receiver.answer = [&](const deliver::Envelope& envelope) -> deliver::Outcome {
    // Each fails as often as its number says.
    if (failed[envelope.key]++ < envelope.message.item.back() - '0') return {Kind::retry, "503", {}};
    return {};
  };
  for (int i = 0; i < 400 && sending.deliveries("delivered").size() < sending.deliveries().size(); ++i) {
    sending.send();
    sending.pass(30s);
  }
  std::map<std::string, std::string> last;
  for (const auto& envelope : receiver.kept) {
    CHECK(last[envelope.recipient.unit] < envelope.message.item);
    last[envelope.recipient.unit] = envelope.message.item;
  }
  CHECK(receiver.kept.size() == sending.deliveries().size());
}

TEST_CASE("what is internal leaves the inbox as a mere hint") {
  SendingOffice sending;
  auto item = order("a");
  item["secrecy"] = "internal";
  sending.post(item);
  sending.address();
  sending.send();
  REQUIRE_FALSE(sending.receivers["hook"].kept.empty());
  for (const auto& envelope : sending.receivers["hook"].kept) {
    CHECK(envelope.message.subject.find("wildfire") == std::string::npos);
    CHECK(envelope.message.text.find("engines") == std::string::npos);
    CHECK_FALSE(envelope.message.masked.empty());
  }
}

TEST_CASE("a notice in the inbox says how it went outside, and no address") {
  SendingOffice sending;
  sending.post(order("a"));
  sending.address();
  sending.send();
  const auto notices = sending.fixture.notices("fire", rules::format_rfc3339(sending.now, rules::Zone{}));
  REQUIRE_FALSE(notices.empty());
  const auto& delivery = notices[0].at("deliveries").as_array().at(0).as_object();
  CHECK(delivery.at("channel").as_string() == "hook");
  CHECK(delivery.at("state").as_string() == "delivered");
  CHECK(delivery.contains("delivered_at"));
  CHECK_FALSE(delivery.contains("address"));
  CHECK_FALSE(delivery.contains("key"));
}
