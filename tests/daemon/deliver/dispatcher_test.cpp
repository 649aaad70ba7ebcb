// A thread for each channel: one that hangs holds no other up.
#include "daemon/deliver/dispatcher.h"

#include "tests/daemon/deliver/waiting_deliveries.h"
#include "tests/support/catch.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

// What channels and test tell one another.
struct Signals {
  std::mutex mutex;
  std::condition_variable changed;
  bool hung = false;       // the slow channel has a message
  bool let_go = false;     // it may go on
  std::vector<std::string> received;

  bool wait_for(const std::function<bool()>& what) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds{20}, what);
  }
};

class Hanging : public deliver::Channel {
 public:
  explicit Hanging(Signals& signals) : signals_(signals) {}
  deliver::Outcome send(const deliver::Envelope& envelope) override {
    std::unique_lock lock(signals_.mutex);
    signals_.hung = true;
    signals_.changed.notify_all();
    signals_.changed.wait(lock, [&] { return signals_.let_go; });
    signals_.received.push_back(envelope.key);
    signals_.changed.notify_all();
    return {};
  }

 private:
  Signals& signals_;
};

class Quick : public deliver::Channel {
 public:
  explicit Quick(Signals& signals) : signals_(signals) {}
  deliver::Outcome send(const deliver::Envelope& envelope) override {
    std::lock_guard lock(signals_.mutex);
    signals_.received.push_back(envelope.key);
    signals_.changed.notify_all();
    return {};
  }

 private:
  Signals& signals_;
};

rules::ChannelSettings channel(const std::string& id) {
  rules::ChannelSettings settings;
  settings.id = id;
  settings.kind = rules::ChannelKind::webhook;
  return settings;
}

deliver::Pace real_time() {
  return {[] { return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch()); }, [] { return 0.5; }};
}

}  // namespace

TEST_CASE("a channel that hangs in the middle of a message delays no other") {
  WaitingDeliveries queue;
  Signals signals;
  deliver::Dispatcher dispatcher(
      queue,
      [&](const rules::ChannelSettings& settings) -> rules::Result<std::unique_ptr<deliver::Channel>> {
        if (settings.id == "slow") return std::unique_ptr<deliver::Channel>(std::make_unique<Hanging>(signals));
        return std::unique_ptr<deliver::Channel>(std::make_unique<Quick>(signals));
      },
      real_time());
  queue.add("slow-1", "a", rules::Urgency::routine, "slow");
  dispatcher.configure({channel("slow"), channel("quick")});
  REQUIRE(signals.wait_for([&] { return signals.hung; }));
  for (int i = 0; i < 100; ++i) queue.add("quick-" + std::to_string(i), "a", rules::Urgency::routine, "quick");
  dispatcher.wake();
  CHECK(signals.wait_for([&] { return signals.received.size() == 100; }));
  CHECK(queue.state("slow-1") == "leased");
  {
    std::lock_guard lock(signals.mutex);
    CHECK(signals.received.front() == "quick-0");
    signals.let_go = true;
    signals.changed.notify_all();
  }
  CHECK(signals.wait_for([&] { return signals.received.size() == 101; }));
}

TEST_CASE("a channel that the configuration loses sends nothing more, one that it gains begins, one that it keeps goes on") {
  WaitingDeliveries queue;
  Signals signals;
  deliver::Dispatcher dispatcher(
      queue, [&](const rules::ChannelSettings&) { return rules::Result<std::unique_ptr<deliver::Channel>>(std::make_unique<Quick>(signals)); },
      real_time());
  dispatcher.configure({channel("kept"), channel("lost")});
  dispatcher.configure({channel("kept"), channel("gained")});
  queue.add("kept-1", "a", rules::Urgency::routine, "kept");
  queue.add("lost-1", "a", rules::Urgency::routine, "lost");
  queue.add("gained-1", "a", rules::Urgency::routine, "gained");
  dispatcher.wake();
  CHECK(signals.wait_for([&] { return signals.received.size() == 2; }));
  dispatcher.configure({});
  CHECK(queue.state("lost-1") == "waiting");
}

TEST_CASE("nobody is sent anything by hand") {
  WaitingDeliveries queue;
  Signals signals;
  {
    deliver::Dispatcher dispatcher(
        queue, [&](const rules::ChannelSettings&) { return rules::Result<std::unique_ptr<deliver::Channel>>(std::make_unique<Quick>(signals)); },
        real_time());
    auto calls = channel("calls");
    calls.kind = rules::ChannelKind::by_hand;
    queue.add("calls-1", "a", rules::Urgency::routine, "calls");
    queue.add("hook-1", "a");
    dispatcher.configure({calls, channel("hook")});
    CHECK(signals.wait_for([&] { return signals.received.size() == 1; }));
  }
  CHECK(queue.state("calls-1") == "waiting");
}
