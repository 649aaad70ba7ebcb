// The nightly purge. What is open never goes: see Store::unused for what the rows say, and below for what time says.
#include "daemon/app/retention.h"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "daemon/app/database_copy.h"
#include "daemon/app/tell.h"

namespace fenliu::app {

namespace {

constexpr std::size_t kAtOnce = 20;
constexpr int kPagesAtOnce = 2000;
constexpr rules::Minutes kTimeOfNight{3 * 60};

// 0 days: nothing is older.
Instant before(Instant now, int days) { return days == 0 ? Instant{std::chrono::seconds{-1}} : now - std::chrono::hours{24 * days}; }

// A meeting that runs, is still to come or waits for a new date; or a deadline that has not passed for long enough.
// REQUIRES office.plan_mutex held.
bool is_open(Office& office, const std::string& item, Instant since) {
  if (const auto forecast = office.plan.expected(item)) {
    using rules::MeetingStatus;
    const bool over = forecast->status == MeetingStatus::ended || forecast->status == MeetingStatus::cancelled;
    // Never reported: over when it was to be over long ago.
    const auto* planned = office.plan.meeting(item);
    const bool silent = forecast->status == MeetingStatus::unknown && planned->planned_start && *planned->planned_start < since;
    if (!over && !silent) return true;
  }
  for (const auto& [unit, notice] : office.store.last_notices(item)) {
    const auto told = told_state_of(notice);
    if (!told) continue;
    const auto late = [&](const auto& deadline) { return deadline.result.effective >= since; };
    if (std::any_of(told->deadlines.begin(), told->deadlines.end(), late)) return true;
  }
  return false;
}

// Without the meetings that decisions of items which stay rest on; those stay too, and what theirs rest on.
void leave_needed(store::Store& store, std::set<std::string>& going) {
  const auto pairs = store.meetings_behind_decisions();
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [item, meeting] : pairs) {
      if (!going.contains(item) && going.erase(meeting) > 0) changed = true;
    }
  }
}

}  // namespace

store::Store::Unused unused(Office& office, const rules::RetentionSettings& settings, Instant now) {
  const auto since = before(now, settings.items_days);
  auto found = office.store.unused(since, before(now, settings.tokens_days), before(now, settings.idempotency_days));
  std::set<std::string> going(found.items.begin(), found.items.end());
  {
    std::shared_lock lock(office.plan_mutex);
    std::erase_if(going, [&](const auto& item) { return is_open(office, item, since); });
  }
  if (!going.empty()) leave_needed(office.store, going);
  std::erase_if(found.items, [&](const auto& item) { return !going.contains(item); });
  return found;
}

void Retention::find(const rules::RetentionSettings& settings, Instant now) {
  settings_ = settings;
  const auto found = unused(office_, settings, now);
  items_.assign(found.items.begin(), found.items.end());
  removed_ = 0;
  running_ = !found.items.empty() || found.tokens > 0 || found.idempotency > 0;
}

Result<Done> Retention::remove_some(Instant now) {
  std::vector<std::string> some;
  while (!items_.empty() && some.size() < kAtOnce) {
    some.push_back(items_.front());
    items_.pop_front();
  }
  std::vector<std::string> gone;
  std::unique_lock lock(office_.plan_mutex);
  const auto done = office_.store.write([&](store::Transaction& transaction) -> Result<Done> {
    gone.clear();
    for (const auto& item : some) {
      if (transaction.purge_item(item, before(now, settings_.items_days))) gone.push_back(item);
    }
    return Done{};
  });
  if (!done.ok()) return done;
  for (const auto& item : gone) office_.forget(item);
  removed_ += gone.size();
  return Done{};
}

Result<Done> Retention::finish(Instant now) {
  std::int64_t tokens = 0, answers = 0;
  const auto done = office_.store.write([&](store::Transaction& transaction) -> Result<Done> {
    tokens = transaction.purge_tokens(before(now, settings_.tokens_days));
    answers = transaction.purge_idempotency(before(now, settings_.idempotency_days));
    transaction.give_back_space(kPagesAtOnce);
    return Done{};
  });
  if (!done.ok()) return done;
  running_ = false;
  spdlog::info("retention: removed {} items, {} tokens, {} answers to requests", removed_, tokens, answers);
  return Done{};
}

Result<Done> Retention::step(Instant now) {
  if (running_) return items_.empty() ? finish(now) : remove_some(now);
  const auto& zone = office_.router()->configuration().zone;
  const auto local = zone.to_local(now - kTimeOfNight);
  const auto night = rules::date_of(local);
  if (!done_for_) done_for_ = night;  // after a start not before the next night
  if (*done_for_ == night) return Done{};
  done_for_ = night;
  const auto files = office_.store.configuration_files(office_.router()->configuration().revision);
  if (files) find(rules::upkeep_of(*files).retention, now);
  return Done{};
}

Result<std::string> retention_of(const cli::RetentionRequest& request, Instant now) {
  auto copy = DatabaseCopy::take(request.data, now);
  if (!copy.ok()) return copy.error();
  auto& office = (*copy)->office();
  const auto files = office.store.configuration_files(office.router()->configuration().revision);
  const auto settings = files ? rules::upkeep_of(*files).retention : rules::RetentionSettings{};
  const auto found = unused(office, settings, now);
  const auto line = [](const std::string& what, int days, std::size_t count) {
    return what + ": " + (days == 0 ? "kept for ever" : "unused for " + std::to_string(days) + " days, " + std::to_string(count) + " would go") + "\n";
  };
  auto words = line("items", settings.items_days, found.items.size());
  words += line("tokens", settings.tokens_days, static_cast<std::size_t>(found.tokens));
  words += line("idempotency", settings.idempotency_days, static_cast<std::size_t>(found.idempotency));
  for (const auto& item : found.items) words += "  " + item + "\n";
  return words;
}

}  // namespace fenliu::app
