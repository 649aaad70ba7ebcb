// Leasing deliveries from the store and writing down what became of them.
#include "daemon/app/outbox.h"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "daemon/app/message_of_notice.h"
#include "rules/notices/secrecy.h"

namespace fenliu::app {

namespace {

using store::DeliveryRow;

// Nothing waits longer than the longest wait there is: what does was dated by a clock that was set back since.
Instant farthest(Instant now) { return now + deliver::kLongestRetryAfter + 2 * deliver::kFirstBackoff; }

rules::RecipientCause cause_of(const std::string& word) {
  using enum rules::RecipientCause;
  for (const auto cause : {unit, post, deputy, duty, group}) {
    if (rules::to_string(cause) == word) return cause;
  }
  return unit;
}

Result<deliver::Leased> leased(Office& office, const rules::Configuration& configuration, const DeliveryRow& row, Instant now) {
  const auto notice = office.store.notice(row.notice);
  if (!notice) return Error{ErrorKind::internal, "Its notice is gone", ""};
  const auto stored = office.store.item(row.item, notice->item_revision);
  if (!stored) return Error{ErrorKind::internal, "Its item is gone", ""};
  const auto item = item_of(*stored, configuration.zone);
  if (!item.ok()) return item.error();
  const rules::Recipient recipient{row.unit, row.person, row.name, row.address, row.language, cause_of(row.cause)};
  const auto& language = recipient.language.empty() ? configuration.policy.language : recipient.language;
  auto message = message_of_notice(configuration, *item, *notice, language, now, setting_of(office, *notice));
  if (!message.ok()) return message.error();
  const auto& channels = configuration.policy.channels;
  const auto channel = std::find_if(channels.begin(), channels.end(), [&](const auto& each) { return each.id == row.channel; });
  if (channel == channels.end()) return Error{ErrorKind::internal, "There is no such channel any more", row.channel};
  message = rules::apply_policy(std::move(message).value(), *item, *channel, configuration.policy.secrecy);
  if (rules::carries_nothing(*message)) return Error{ErrorKind::internal, "The secrecy policy lets nothing of it leave by this channel", ""};
  const auto age = std::max(deliver::seconds{0}, std::chrono::duration_cast<deliver::seconds>(now - row.created_at));
  return deliver::Leased{row.id, {row.key, std::move(message).value(), recipient, row.attempts}, age};
}

// "; masked: phone 2, body 1", empty when nothing was.
std::string masked_words(const std::vector<rules::Masked>& masked) {
  std::string words;
  for (const auto& each : masked) words += (words.empty() ? "; masked: " : ", ") + each.kind + " " + std::to_string(each.count);
  return words;
}

// The row after what happened to it; nothing when it is none of the worker's any more.
std::optional<DeliveryRow> after(DeliveryRow row, const deliver::Report& report, Instant now) {
  using State = deliver::Next::State;
  const bool taken = report.sent && report.next.state == State::delivered;
  if (row.state != "leased" && row.state != "waiting" && !(taken && row.state != "delivered")) return {};
  row.leased_until.reset();
  if (!report.sent) row.attempts -= 1;
  if (report.sent) row.detail = report.outcome.detail;
  if (taken) {
    row.state = "delivered";
    row.delivered_at = now;
  } else if (!row.stopped.empty()) {
    row.state = "cancelled";
    row.detail = row.stopped;
  } else if (report.sent && report.next.state == State::dead) {
    row.state = "dead";
  } else {
    row.state = "waiting";
    if (report.sent) row.next_at = now + report.next.wait;
  }
  return row;
}

void note(ChannelHealths& healths, const DeliveryRow& row, const deliver::Report& report, Instant now) {
  if (!report.sent) return;
  if (row.state == "delivered") return healths.delivered(row.channel, now, std::max<std::int64_t>(0, (now - row.created_at).count()));
  const bool refused = report.outcome.kind == deliver::Outcome::Kind::refused;
  healths.failed(row.channel, refused ? "refused" : row.state == "dead" ? "dead" : "retry", report.outcome.detail);
}

}  // namespace

Instant SteadyTime::now(Instant wall, std::chrono::milliseconds elapsed) {
  std::lock_guard lock(mutex_);
  const auto expected = anchor_ + std::chrono::floor<std::chrono::seconds>(elapsed - anchored_at_);
  if (anchor_ != Instant{} && expected > wall) return expected;
  anchor_ = wall;
  anchored_at_ = elapsed;
  return wall;
}

Result<std::vector<deliver::Leased>> Outbox::lease(const std::string& channel, int limit, deliver::seconds longest) {
  std::vector<deliver::Leased> taken;
  try {
    const auto now = now_();
    if (!office_.store.deliveries_due(channel, now, farthest(now))) return taken;
    std::vector<DeliveryRow> rows;
    const auto done = office_.store.write([&](store::Transaction& transaction) -> Result<Done> {
      rows = transaction.lease_deliveries({channel, now, now + longest, farthest(now), limit});
      return Done{};
    });
    if (!done.ok()) return done.error();
    const auto router = office_.router();
    std::vector<deliver::Report> unreadable;
    for (const auto& row : rows) {
      auto each = leased(office_, router->configuration(), row, now);
      if (each.ok()) {
        note_masked(row.id, masked_words(each->envelope.message.masked));
        taken.push_back(std::move(each).value());
      } else {
        using deliver::Outcome;
        unreadable.push_back({row.id, true, {Outcome::Kind::refused, each.error().message, {}}, {deliver::Next::State::dead, {}}});
      }
    }
    if (!unreadable.empty()) {
      if (const auto reported = report(channel, unreadable); !reported.ok()) return reported.error();
    }
  } catch (const std::exception& exception) {
    return Error{ErrorKind::unavailable, "The store did not answer", exception.what()};
  }
  return taken;
}

Result<Done> Outbox::report(const std::string& channel, const std::vector<deliver::Report>& reports) {
  const auto now = now_();
  std::vector<std::pair<DeliveryRow, const deliver::Report*>> written;
  const auto done = office_.store.write([&](store::Transaction& transaction) -> Result<Done> {
    for (const auto& report : reports) {
      const auto row = transaction.delivery(report.id);
      if (!row) continue;
      auto next = after(*row, report, now);
      if (!next) continue;
      if (next->state == "delivered") next->detail += masked_of(report.id);
      transaction.update_delivery(*next);
      written.emplace_back(*next, &report);
    }
    return Done{};
  });
  if (!done.ok()) return done;
  for (const auto& [row, report] : written) {
    note_masked(row.id, "");
    note(office_.channel_healths, row, *report, now);
    if (row.state == "dead") spdlog::error("delivery {} over '{}' is dead after {} attempts: {}", row.id, channel, row.attempts, row.detail);
  }
  return done;
}

void Outbox::note_masked(std::int64_t id, const std::string& words) {
  std::lock_guard lock(mutex_);
  if (words.empty()) {
    masked_.erase(id);
  } else {
    masked_[id] = words;
  }
}

std::string Outbox::masked_of(std::int64_t id) {
  std::lock_guard lock(mutex_);
  const auto found = masked_.find(id);
  return found == masked_.end() ? "" : found->second;
}

void Outbox::trouble(const std::string& channel, const std::string& what) {
  office_.channel_healths.set_trouble(channel, what);
  if (what.empty()) {
    spdlog::info("channel '{}' works again", channel);
  } else {
    spdlog::error("channel '{}': {}", channel, what);
  }
}

}  // namespace fenliu::app
