// What the clock alone gives a unit to hear of what it was told: a deadline comes near, or has passed and nobody there
// answered. Pure, as all of what is told.
#pragma once

#include "rules/notices/notices.h"

namespace fenliu::rules {

// A verdict about one unit and one item: a notice or the reason for silence, and when to look again.
struct ReminderVerdict {
  std::optional<Send> send;    // stage reminder (due-soon) or overdue (not-acknowledged)
  std::string silence;         // when nothing is sent: informed, cancelled, nothing-due, told-lately, acknowledged, done, long-past
  std::optional<Instant> next; // nothing: never, unless the unit is told something else
};

// A reminder comes `policy.reminder` working minutes before the deadline that was told, unless the unit was told of it only
// after that; `overdue` comes `policy.overdue` working minutes after it to units that acknowledged nothing, unless it was
// over when it was told. Each once for every instant that a deadline stands at, several of an item together. What nobody
// could send for three days (kLongPast) is not sent any more. Only lead and support have a task.
// What is done (`done_at`, see is_done) is neither reminded of nor overdue.
ReminderVerdict remind(const UnitId& unit, const ToldState& told, bool acknowledged, const Item& item,
                       const Configuration& configuration, const NoticePolicy& policy, Instant now,
                       std::optional<Instant> done_at = {});

// When `remind` has something to look at first, for a state just told; acknowledged or not.
std::optional<Instant> next_reminder(const UnitId& unit, const ToldState& told, const Configuration& configuration,
                                     const NoticePolicy& policy, Instant now);

inline constexpr std::chrono::hours kLongPast{72};

}  // namespace fenliu::rules
