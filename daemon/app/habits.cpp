// Learning habits from meetings that ended.
#include "daemon/app/habits.h"

#include "daemon/app/tell.h"

namespace fenliu::app {

namespace {

constexpr std::int64_t kRemembered = 2000;  // meetings: an organiser's habits of years ago are none

// A meeting whose times were corrected later stands more than once: its newest row counts.
std::shared_ptr<const rules::Overruns> learnt_from(const std::vector<store::PastMeetingRow>& rows) {
  std::map<std::string, const store::PastMeetingRow*> newest;
  for (const auto& row : rows) newest[row.meeting] = &row;
  std::vector<rules::PastMeeting> history;
  for (const auto& [meeting, row] : newest) {
    history.push_back({row->organiser, rules::Minutes{row->planned_minutes}, rules::Minutes{row->actual_minutes}});
  }
  return std::make_shared<const rules::Overruns>(history);
}

bool same_times(const store::PastMeetingRow& a, const store::PastMeetingRow& b) {
  return a.organiser == b.organiser && a.planned_minutes == b.planned_minutes && a.actual_minutes == b.actual_minutes;
}

// What the store does not know yet, or knows otherwise.
std::vector<store::PastMeetingRow> unknown_to(store::Store& store, const std::vector<rules::EndedMeeting>& ended) {
  std::map<std::string, store::PastMeetingRow> known;
  for (auto& row : store.newest_past_meetings()) known.emplace(row.meeting, std::move(row));
  std::vector<store::PastMeetingRow> fresh;
  for (const auto& each : ended) {
    store::PastMeetingRow row{0, each.id, each.past.organiser, static_cast<int>(each.past.planned.count()),
                              static_cast<int>(each.past.actual.count()), each.ended};
    const auto before = known.find(each.id);
    if (before == known.end() || !same_times(before->second, row)) fresh.push_back(std::move(row));
  }
  return fresh;
}

Instant midnight_before(Instant now, const rules::Zone& zone) {
  return zone.to_instant(rules::at(rules::date_of(zone.to_local(now)), rules::Minutes{0}));
}

// REQUIRES office.plan_mutex held exclusively. `last` is the newest row before the fresh ones.
Result<Done> learn(Office& office, const std::vector<store::PastMeetingRow>& fresh, Instant now) {
  const auto before = office.store.habits({});
  const auto last = before ? before->last_meeting : 0;
  const auto through = last + static_cast<std::int64_t>(fresh.size());
  const store::HabitsRow habits{before ? before->id + 1 : 1, now, std::max<std::int64_t>(1, through - kRemembered + 1), through};
  auto rows = office.store.past_meetings(habits.first_meeting, last);
  rows.insert(rows.end(), fresh.begin(), fresh.end());
  const auto changed = office.plan.learn(learnt_from(rows), now);
  office.habits = habits.id;
  const auto told = reschedule(office, office.plan, office.store.plan_sequence(), changed, nullptr, now);
  const auto zone = office.router()->configuration().zone;
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    std::int64_t sequence = last;
    for (const auto& row : fresh) sequence = transaction.insert_past_meeting(row);
    if (sequence != through) return Error{ErrorKind::unavailable, "Other meetings were learnt from meanwhile", ""};
    transaction.insert_habits(habits);
    for (const auto& each : told) write(transaction, each, zone, now);
    return Done{};
  });
  if (!done.ok()) {
    office.load(now);
    return done;
  }
  remember(office, told, now);
  return Done{};
}

}  // namespace

std::shared_ptr<const rules::Overruns> overruns_of(store::Store& store, std::int64_t habits) {
  if (habits == 0) return std::make_shared<const rules::Overruns>();
  const auto row = store.habits(habits);
  return row ? learnt_from(store.past_meetings(row->first_meeting, row->last_meeting)) : nullptr;
}

Result<Done> learn_habits(Office& office, Instant now) {
  const auto& configuration = office.router()->configuration();
  if (!configuration.policy.learns) return Done{};
  const auto midnight = midnight_before(now, configuration.zone);
  std::unique_lock lock(office.plan_mutex);
  if (office.learnt_until == midnight) return Done{};
  const auto fresh = unknown_to(office.store, office.plan.ended_before(midnight));
  if (!fresh.empty()) {
    if (const auto done = learn(office, fresh, now); !done.ok()) return done;
  }
  office.learnt_until = midnight;
  return Done{};
}

}  // namespace fenliu::app
