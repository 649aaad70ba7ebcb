// An office whose notices leave it: the county of config/ with channels, and receivers in the test's own memory that keep keys.
#pragma once

#include <fstream>

#include "daemon/app/outbox.h"
#include "daemon/deliver/channel_worker.h"
#include "tests/daemon/app/fixture.h"

namespace fenliu::test {

// A copy of config/NAME with more lines at the end of its fenliu.yaml.
inline void write_configuration(const std::string& name, const std::string& lines, const std::string& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::copy(support::root() + "/config/" + name, folder, std::filesystem::copy_options::recursive);
  std::ofstream(folder + "/fenliu.yaml", std::ios::app) << lines;
}

// Gets what a channel sends. Keeps keys: what it has already changes nothing.
class KeepingReceiver : public deliver::Channel {
 public:
  struct Memory {
    std::vector<std::string> attempts;            // keys, every one
    std::vector<deliver::Envelope> kept;          // the first with each key
    std::set<std::string> keys;
    std::function<deliver::Outcome(const deliver::Envelope&)> answer;  // empty: takes everything
  };
  explicit KeepingReceiver(Memory& memory) : memory_(memory) {}
  deliver::Outcome send(const deliver::Envelope& envelope) override {
    memory_.attempts.push_back(envelope.key);
    if (memory_.answer) {
      const auto outcome = memory_.answer(envelope);
      if (outcome.kind != deliver::Outcome::Kind::delivered) return outcome;
    }
    if (memory_.keys.insert(envelope.key).second) memory_.kept.push_back(envelope);
    return {deliver::Outcome::Kind::delivered, "200", {}};
  }

 private:
  Memory& memory_;
};

struct SendingOffice {
  static constexpr const char* kHook = "channels:\n  - {id: hook, kind: command, command: [/bin/false]}\n";

  explicit SendingOffice(const std::string& channels = kHook, const std::string& start = "2022-11-21T09:00-08:00") : now(at(start)) {
    write_configuration("county-us", channels, configuration());
    fixture.config_folder = configuration();
    fixture.principal = {"clerk", "clerk", {serve::Permission::post, serve::Permission::report}};
    fixture.reopen(start);
    fixture.office->sends_outside = true;
  }
  std::string configuration() const { return folder.file("config"); }
  app::Office& office() { return *fixture.office; }
  void restart() {
    workers.clear();
    fixture.reopen(rules::format_rfc3339(now, rules::Zone{}));
    fixture.office->sends_outside = true;
    outbox.reset();
    const auto released = fixture.store->write([](store::Transaction& transaction) -> rules::Result<rules::Done> {
      transaction.release_leases();
      return rules::Done{};
    });
    REQUIRE(released.ok());
  }
  void post(const json::value& item) { fixture.post(item, rules::format_rfc3339(now, rules::Zone{})); }

  std::size_t address() {
    const auto made = app::address_due(office(), now);
    REQUIRE(made.ok());
    return *made;
  }
  // As the channel's thread does, until nothing is due.
  void send(const std::string& channel = "hook") {
    if (!outbox) outbox = std::make_unique<app::Outbox>(office(), [this] { return now; });
    auto& worker = workers[channel];
    if (!worker) {
      rules::ChannelSettings settings;
      for (const auto& each : office().router()->configuration().policy.channels) {
        if (each.id == channel) settings = each;
      }
      worker = std::make_unique<deliver::ChannelWorker>(
          settings, [this, channel](const auto&) { return rules::Result<std::unique_ptr<deliver::Channel>>(std::make_unique<KeepingReceiver>(receivers[channel])); },
          *outbox, deliver::Pace{[this] { return elapsed; }, [] { return 0.5; }});
    }
    for (int i = 0; i < 500; ++i) {
      const auto wait = worker->step([] { return false; });
      if (wait == deliver::ChannelWorker::kIdle) return;
      elapsed += wait;
    }
    FAIL("there is no end to it");
  }
  void pass(std::chrono::seconds time) {
    now += time;
    elapsed += time;
  }
  std::vector<store::DeliveryRow> deliveries(const std::string& state = "") { return office().store.deliveries(state, "", 0, 1000).deliveries; }
  // "unit stage state" of each, in order.
  std::vector<std::string> states() {
    std::vector<std::string> lines;
    for (const auto& row : deliveries()) {
      lines.push_back(row.channel + " " + row.unit + " " + office().store.notice(row.notice)->stage + " " + row.state);
    }
    return lines;
  }

  support::TemporaryFolder folder;
  rules::Instant now;
  std::chrono::milliseconds elapsed{1000};
  OfficeFixture fixture{"county-us"};
  std::map<std::string, KeepingReceiver::Memory> receivers;
  std::unique_ptr<app::Outbox> outbox;
  std::map<std::string, std::unique_ptr<deliver::ChannelWorker>> workers;
};

}  // namespace fenliu::test
