// One channel's deliveries, batch by batch.
#include "daemon/deliver/channel_worker.h"

#include <algorithm>

namespace fenliu::deliver {

namespace {

constexpr milliseconds kStoreTrouble{1000};
constexpr milliseconds kReopen{10000};
constexpr seconds kLeaseMargin{60};

// Those to whom nothing more can go in this batch.
class Blocked {
 public:
  void add(const Envelope& envelope) {
    recipients_.insert(recipient(envelope));
    items_.insert({recipient(envelope), envelope.message.item});
  }
  bool holds(const Envelope& envelope) const {
    if (envelope.message.urgency == rules::Urgency::critical) return items_.contains({recipient(envelope), envelope.message.item});
    return recipients_.contains(recipient(envelope));
  }

 private:
  using Recipient = std::vector<std::string>;
  static Recipient recipient(const Envelope& envelope) {
    return {envelope.recipient.unit, envelope.recipient.person, envelope.recipient.address};
  }
  std::set<Recipient> recipients_;
  std::set<std::pair<Recipient, std::string>> items_;
};

}  // namespace

ChannelWorker::ChannelWorker(rules::ChannelSettings settings, Opener open, DeliveryQueue& queue, Pace pace)
    : settings_(std::move(settings)), open_(std::move(open)), queue_(queue), pace_(std::move(pace)), rate_(settings_.rate_per_minute) {}

void ChannelWorker::change(rules::ChannelSettings settings) {
  if (settings.rate_per_minute != settings_.rate_per_minute) rate_ = RateWindow(settings.rate_per_minute);
  settings_ = std::move(settings);
  channel_.reset();
  rests_until_ = milliseconds{0};
}

void ChannelWorker::note_trouble(const std::string& what) {
  if (what == trouble_) return;
  trouble_ = what;
  queue_.trouble(settings_.id, what);
}

bool ChannelWorker::open() {
  if (channel_) return true;
  auto opened = open_(settings_);
  if (!opened.ok()) {
    note_trouble(opened.error().message + (opened.error().detail.empty() ? "" : ": " + opened.error().detail));
    return false;
  }
  channel_ = std::move(opened).value();
  return true;
}

bool ChannelWorker::flush() {
  if (unreported_.empty()) return true;
  const auto done = queue_.report(settings_.id, unreported_);
  if (!done.ok()) {
    note_trouble(done.error().message);
    return false;
  }
  unreported_.clear();
  return true;
}

milliseconds ChannelWorker::step(const std::function<bool()>& stopping) {
  if (!flush()) return kStoreTrouble;
  if (!open()) return kReopen;
  const auto now = pace_.elapsed();
  if (now < rests_until_) return rests_until_ - now;
  const int limit = std::min(failures_ >= kFailuresThatRest ? 1 : kBatch, rate_.free(now));
  if (limit == 0) return rate_.until_free(now);
  const auto longest = std::chrono::ceil<seconds>(kBatchTime) + seconds{settings_.timeout_seconds} + kLeaseMargin;
  auto leased = queue_.lease(settings_.id, limit, longest);
  if (!leased.ok()) {
    note_trouble(leased.error().message);
    return kStoreTrouble;
  }
  if (failures_ == 0) note_trouble("");
  if (leased->empty()) return kIdle;
  send(*leased, stopping);
  return flush() ? milliseconds{0} : kStoreTrouble;
}

void ChannelWorker::send(std::vector<Leased>& leased, const std::function<bool()>& stopping) {
  const auto began = pace_.elapsed();
  Blocked blocked;
  for (const auto& each : leased) {
    const auto now = pace_.elapsed();
    if (stopping() || now - began > kBatchTime || now < rests_until_ || blocked.holds(each.envelope)) {
      unreported_.push_back({each.id, false, {}, {}});
      continue;
    }
    rate_.note(now);
    auto report = attempt(each);
    if (report.outcome.kind == Outcome::Kind::retry) blocked.add(each.envelope);
    unreported_.push_back(std::move(report));
  }
}

Report ChannelWorker::attempt(const Leased& leased) {
  Report report{leased.id, true, {}, {}};
  try {
    report.outcome = channel_->send(leased.envelope);
  } catch (const std::exception& exception) {
    report.outcome = {Outcome::Kind::retry, exception.what(), {}};
  }
  const bool failed = report.outcome.kind != Outcome::Kind::delivered;
  failures_ = failed ? failures_ + 1 : 0;
  if (failures_ >= kFailuresThatRest) {
    rests_until_ = pace_.elapsed() + rest_after(failures_, pace_.chance());
    note_trouble(std::to_string(kFailuresThatRest) + " or more failures in a row: " + report.outcome.detail);
  }
  report.next = what_next(report.outcome,
                          {leased.envelope.attempt, settings_.attempts, leased.age, failures_ >= kFailuresThatRest}, pace_.chance());
  return report;
}

}  // namespace fenliu::deliver
