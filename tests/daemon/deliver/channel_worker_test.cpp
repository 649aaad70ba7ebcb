// One channel's work, with a clock that the test moves and a receiver that fails as it is told.
#include "daemon/deliver/channel_worker.h"

#include "tests/daemon/deliver/waiting_deliveries.h"
#include "tests/support/catch.h"

using namespace fenliu;
using namespace fenliu::test;
using Kind = deliver::Outcome::Kind;
using Keys = std::vector<std::string>;

namespace {

struct Office {
  explicit Office(int rate_per_minute = 0) : settings(hook(rate_per_minute)) {}
  static rules::ChannelSettings hook(int rate_per_minute) {
    rules::ChannelSettings settings;
    settings.id = "hook";
    settings.rate_per_minute = rate_per_minute;
    return settings;
  }

  milliseconds step() { return worker.step([this] { return stopping; }); }
  // Until nothing is due, resting through; not longer than an hour.
  void run() {
    for (int i = 0; i < 2000; ++i) {
      const auto wait = step();
      if (wait == deliver::ChannelWorker::kIdle) return;
      receiver.now += wait;
    }
    FAIL("there is no end to it");
  }

  rules::ChannelSettings settings;
  WaitingDeliveries queue;
  Receiver receiver;
  bool stopping = false;
  bool opens = true;
  deliver::ChannelWorker worker{settings,
                                [this](const rules::ChannelSettings&) -> rules::Result<std::unique_ptr<deliver::Channel>> {
                                  if (!opens) return rules::Error{rules::ErrorKind::invalid, "Everybody may read the secret", "chmod 600"};
                                  return std::unique_ptr<deliver::Channel>(std::make_unique<TestChannel>(receiver));
                                },
                                queue,
                                {[this] { return receiver.now; }, [] { return 0.5; }}};
};

}  // namespace

TEST_CASE("what one recipient cannot get now holds back what comes after for that recipient, and for nobody else") {
  Office office;
  office.queue.add("a1", "a");
  office.queue.add("b1", "b");
  office.queue.add("a2", "a");
  office.queue.add("b2", "b");
  office.receiver.answers["a1"] = {Kind::retry};
  office.run();
  CHECK(office.receiver.received == Keys{"a1", "b1", "b2"});
  office.queue.let_time_pass();
  office.run();
  CHECK(office.receiver.received == Keys{"a1", "b1", "b2", "a1", "a2"});
  for (const auto& entry : office.queue.entries) CHECK(entry.state == "delivered");
  CHECK(office.queue.entries[2].envelope.attempt == 1);  // being held back is no attempt
}

TEST_CASE("what is critical waits for nothing but what was told before of the same item") {
  Office office;
  office.queue.add("drill", "a", rules::Urgency::routine, "hook", "drill");
  office.queue.add("fire-1", "a", rules::Urgency::critical, "hook", "fire");
  office.queue.add("fire-2", "a", rules::Urgency::critical, "hook", "fire");
  office.receiver.answers["drill"] = {Kind::retry};
  office.receiver.answers["fire-1"] = {Kind::retry};
  office.step();
  CHECK(office.receiver.received == Keys{"drill", "fire-1"});
}

TEST_CASE("what was refused is dead and holds nothing back") {
  Office office;
  office.queue.add("a1", "a");
  office.queue.add("a2", "a");
  office.receiver.answers["a1"] = {Kind::refused};
  office.run();
  CHECK(office.receiver.received == Keys{"a1", "a2"});
  CHECK(office.queue.state("a1") == "dead");
  CHECK(office.queue.state("a2") == "delivered");
}

TEST_CASE("a channel that fails for everybody rests, tries one delivery at a time, and goes on in full when one gets through") {
  Office office;
  for (int i = 0; i < 60; ++i) office.queue.add("k" + std::to_string(i), "unit-" + std::to_string(i));
  for (int i = 0; i < 60; ++i) office.receiver.answers["k" + std::to_string(i)] = {Kind::retry};
  CHECK(office.step() == milliseconds{0});
  CHECK(office.receiver.received.size() == deliver::kFailuresThatRest);  // the rest of the batch was not tried
  CHECK(office.step() == milliseconds{1500});
  CHECK(office.receiver.received.size() == deliver::kFailuresThatRest);
  office.receiver.now += milliseconds{1500};
  office.step();
  CHECK(office.receiver.received.size() == deliver::kFailuresThatRest + 1);
  REQUIRE_FALSE(office.queue.troubles.empty());
  CHECK(office.queue.troubles.front().find("failures in a row: fault") != std::string::npos);
  for (auto& [key, answers] : office.receiver.answers) answers.clear();
  office.receiver.now += milliseconds{60000};
  office.step();
  office.step();
  CHECK(office.receiver.received.size() == deliver::kFailuresThatRest + 2 + deliver::ChannelWorker::kBatch);
  CHECK(office.queue.troubles.back() == "hook: ");
  office.queue.let_time_pass();
  office.run();
  for (const auto& entry : office.queue.entries) CHECK(entry.state == "delivered");
}

TEST_CASE("a wrong password does not kill all that waits in one go") {
  Office office;
  for (int i = 0; i < 200; ++i) {
    const auto key = "k" + std::to_string(i);
    office.queue.add(key, "unit-" + std::to_string(i));
    office.receiver.answers[key] = {Kind::refused};
  }
  while (office.receiver.now < milliseconds{60000}) office.receiver.now += office.step();
  CHECK(office.receiver.received.size() < 12);
}

TEST_CASE("a rate is kept, and used") {
  Office office(20);
  for (int i = 0; i < 50; ++i) office.queue.add("k" + std::to_string(i), "unit");
  std::map<std::int64_t, int> by_minute;
  while (office.queue.state("k49") != "delivered") {
    const auto before = office.receiver.received.size();
    const auto minute = office.receiver.now.count() / 60000;
    const auto wait = office.step();
    by_minute[minute] += static_cast<int>(office.receiver.received.size() - before);
    office.receiver.now += wait;
  }
  CHECK(by_minute == std::map<std::int64_t, int>{{0, 20}, {1, 20}, {2, 10}});
}

TEST_CASE("while the store takes nothing, nothing is sent twice and nothing forgotten") {
  Office office;
  office.queue.add("a1", "a");
  office.queue.add("b1", "b");
  office.queue.fails = true;
  CHECK(office.step() > milliseconds{0});
  CHECK(office.receiver.received.empty());
  office.queue.fails = false;
  class FillsUp : public deliver::Channel {
   public:
    FillsUp(Office& office) : office_(office) {}
    deliver::Outcome send(const deliver::Envelope& envelope) override {
      std::lock_guard lock(office_.queue.mutex);
      office_.receiver.received.push_back(envelope.key);
      office_.queue.fails = true;  // the disk is full once the message is out
      return {};
    }
    Office& office_;
  };
  deliver::ChannelWorker worker(
      office.settings,
      [&](const rules::ChannelSettings&) { return rules::Result<std::unique_ptr<deliver::Channel>>(std::make_unique<FillsUp>(office)); },
      office.queue, {[&] { return office.receiver.now; }, [] { return 0.5; }});
  const auto never = [] { return false; };
  worker.step(never);
  CHECK(office.receiver.received == Keys{"a1", "b1"});
  worker.step(never);
  worker.step(never);
  CHECK(office.queue.state("a1") == "leased");
  office.queue.fails = false;
  worker.step(never);
  CHECK(office.receiver.received == Keys{"a1", "b1"});
  CHECK(office.queue.state("a1") == "delivered");
  CHECK(office.queue.state("b1") == "delivered");
}

TEST_CASE("a slow batch ends after two seconds: what was replaced meanwhile is not sent out of it") {
  Office office;
  for (int i = 0; i < 10; ++i) office.queue.add("k" + std::to_string(i), "unit-" + std::to_string(i));
  office.receiver.takes = milliseconds{900};
  office.step();
  CHECK(office.receiver.received.size() == 3);
  CHECK(office.queue.state("k9") == "waiting");
  CHECK(office.queue.entries[9].envelope.attempt == 0);
}

TEST_CASE("asked to stop, a worker ends after the delivery it is at and gives the others back") {
  Office office;
  for (int i = 0; i < 5; ++i) office.queue.add("k" + std::to_string(i), "unit-" + std::to_string(i));
  office.stopping = true;
  office.step();
  CHECK(office.receiver.received.empty());
  for (const auto& entry : office.queue.entries) CHECK(entry.state == "waiting");
}

TEST_CASE("a channel whose secret cannot be read says so once and works as soon as it can") {
  Office office;
  office.queue.add("a1", "a");
  office.opens = false;
  office.receiver.now += office.step();
  office.receiver.now += office.step();
  CHECK(office.queue.troubles == Keys{"hook: Everybody may read the secret: chmod 600"});
  CHECK(office.queue.state("a1") == "waiting");
  office.opens = true;
  office.run();
  CHECK(office.queue.state("a1") == "delivered");
  CHECK(office.queue.troubles.back() == "hook: ");
}
