// What the passing of time alone brings about.
#include "daemon/app/habits.h"
#include "daemon/app/outbox.h"
#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"

namespace fenliu::app {

namespace {

constexpr int kDueAtOnce = 500;

// Meetings without an end grow minute by minute, and what is likely moves with the clock; only shifts that matter to somebody
// are stored. Once a minute is enough.
Result<Done> advance_plan(Office& office, Instant now) {
  std::unique_lock lock(office.plan_mutex);
  for (auto& id : office.plan.advance(now)) office.untold.insert(std::move(id));
  const auto minute = std::chrono::floor<std::chrono::minutes>(now);
  if (office.told_minute == minute) return Done{};
  office.told_minute = minute;
  for (auto& id : office.plan.drifting()) office.untold.insert(std::move(id));
  if (office.untold.empty()) return Done{};
  const auto zone = office.router()->configuration().zone;
  auto told = reschedule(office, office.plan, office.store.plan_sequence(), {office.untold.begin(), office.untold.end()}, nullptr, now);
  std::erase_if(told, [](const auto& each) { return each.notices.sends.empty(); });
  if (told.empty()) {
    office.untold.clear();
    return Done{};
  }
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    for (const auto& each : told) write(transaction, each, zone, now);
    return Done{};
  });
  if (!done.ok()) return done;
  office.untold.clear();
  remember(office, told, now);
  return done;
}

// What was held back for quiet hours appears in the inbox.
Result<Done> deliver_due(Office& office, Instant now) {
  const auto due = office.store.due_outbox(now, kDueAtOnce);
  if (due.empty()) return Done{};
  return office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    for (const auto& entry : due) {
      if (entry.channel == "inbox") transaction.mark_delivered(entry.id, now);
    }
    return Done{};
  });
}

}  // namespace

Result<Done> tick(Office& office, Instant now) {
  if (const auto done = learn_habits(office, now); !done.ok()) return done;
  if (const auto done = advance_plan(office, now); !done.ok()) return done;
  if (const auto dated = redate(office, now); !dated.ok()) return dated.error();
  if (const auto done = expire_triage(office, now); !done.ok()) return done;
  if (const auto done = remind(office, now); !done.ok()) return done;
  if (const auto done = escalate_objections(office, now); !done.ok()) return done;
  if (const auto done = deliver_due(office, now); !done.ok()) return done;
  // Where something may leave the office, a thread of its own sees to it.
  if (office.sends_outside) return Done{};
  if (const auto none = address_due(office, now); !none.ok()) return none.error();
  return Done{};
}

}  // namespace fenliu::app
