// A queue in memory and a channel that does as it is told: what the tests of one worker and of the threads stand on.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "daemon/deliver/channel_worker.h"

namespace fenliu::test {

using deliver::milliseconds;
using deliver::seconds;

// Holds deliveries in order; those of a recipient that waits for a retry hold back what comes after, as in the store.
class WaitingDeliveries : public deliver::DeliveryQueue {
 public:
  struct Entry {
    deliver::Envelope envelope;
    std::string channel = "hook";
    std::string state = "waiting";
    bool later = false;  // waits for its next attempt
  };

  void add(const std::string& key, const std::string& unit, rules::Urgency urgency = rules::Urgency::routine, const std::string& channel = "hook",
           const std::string& item = "item") {
    std::lock_guard lock(mutex);
    Entry entry;
    entry.channel = channel;
    entry.envelope.key = key;
    entry.envelope.attempt = 0;
    entry.envelope.recipient.unit = unit;
    entry.envelope.message.urgency = urgency;
    entry.envelope.message.item = item;
    entries.push_back(entry);
  }

  rules::Result<std::vector<deliver::Leased>> lease(const std::string& channel, int limit, seconds) override {
    std::lock_guard lock(mutex);
    if (fails) return rules::Error{rules::ErrorKind::unavailable, "The disk is full; nothing was stored", ""};
    std::vector<deliver::Leased> taken;
    std::set<std::string> blocked;
    for (std::size_t i = 0; i < entries.size() && static_cast<int>(taken.size()) < limit; ++i) {
      auto& entry = entries[i];
      if (entry.channel != channel || entry.state != "waiting") continue;
      if (entry.later) blocked.insert(entry.envelope.recipient.unit);
      if (blocked.contains(entry.envelope.recipient.unit)) continue;
      entry.state = "leased";
      ++entry.envelope.attempt;
      taken.push_back({static_cast<std::int64_t>(i), entry.envelope, seconds{0}});
    }
    return taken;
  }

  rules::Result<rules::Done> report(const std::string&, const std::vector<deliver::Report>& reports) override {
    std::lock_guard lock(mutex);
    if (fails) return rules::Error{rules::ErrorKind::unavailable, "The disk is full; nothing was stored", ""};
    for (const auto& report : reports) {
      auto& entry = entries[static_cast<std::size_t>(report.id)];
      using State = deliver::Next::State;
      entry.state = !report.sent || report.next.state == State::waiting ? "waiting" : report.next.state == State::dead ? "dead" : "delivered";
      entry.later = report.sent && report.next.state == State::waiting;
      if (!report.sent) --entry.envelope.attempt;
    }
    return rules::Done{};
  }

  void trouble(const std::string& channel, const std::string& what) override {
    std::lock_guard lock(mutex);
    troubles.push_back(channel + ": " + what);
  }

  // Every retry falls due.
  void let_time_pass() {
    std::lock_guard lock(mutex);
    for (auto& entry : entries) entry.later = false;
  }

  std::string state(const std::string& key) {
    std::lock_guard lock(mutex);
    for (const auto& entry : entries) {
      if (entry.envelope.key == key) return entry.state;
    }
    return "unknown";
  }

  std::mutex mutex;
  std::vector<Entry> entries;
  std::vector<std::string> troubles;
  bool fails = false;
};

// Answers by key; keeps what it was sent, in order.
struct Receiver {
  std::map<std::string, std::vector<deliver::Outcome::Kind>> answers;  // one after the other; then it takes it
  std::vector<std::string> received;                                   // every attempt
  milliseconds takes{0};                                               // of the test's clock
  milliseconds now{0};
};

class TestChannel : public deliver::Channel {
 public:
  explicit TestChannel(Receiver& receiver) : receiver_(receiver) {}
  deliver::Outcome send(const deliver::Envelope& envelope) override {
    receiver_.received.push_back(envelope.key);
    receiver_.now += receiver_.takes;
    auto& answers = receiver_.answers[envelope.key];
    if (answers.empty()) return {deliver::Outcome::Kind::delivered, "200", {}};
    const auto kind = answers.front();
    answers.erase(answers.begin());
    return {kind, "fault", {}};
  }

 private:
  Receiver& receiver_;
};

}  // namespace fenliu::test
