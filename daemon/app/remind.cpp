// Reminding those who have a task of its deadline, telling them that it has passed, and going on to the deputy and to the
// posting office's call sheet where nobody acknowledges. When the clock next has something to say stands in the store, so
// that a restart says nothing twice and forgets nothing.
#include "daemon/app/task.h"
#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"
#include "rules/notices/escalation.h"
#include "rules/notices/reminders.h"

namespace fenliu::app {

namespace {

constexpr int kAtOnce = 500;

// A unit's turn, with what comes of it.
struct Turn {
  store::ReminderRow row;
  int sequence = 0;                   // of the notice that it rests on; 0: there is none
  int item_revision = 1;
  std::vector<rules::Send> sends;     // in order
  std::optional<store::CallSheetRow> call;
  std::optional<Instant> next;
};

// Items read once for all their units; nothing for what is withdrawn or cannot be read.
class Items {
 public:
  Items(Office& office, const rules::Zone& zone) : office_(office), zone_(zone) {}

  const Item* find(const std::string& id) {
    const auto [known, is_new] = items_.emplace(id, std::nullopt);
    if (!is_new) return known->second ? &*known->second : nullptr;
    const auto row = office_.store.item(id);
    if (!row || row->withdrawn) return nullptr;
    auto item = item_of(*row, zone_);
    if (!item.ok()) return nullptr;
    offices_[id] = row->by;
    return &known->second.emplace(std::move(item).value());
  }
  std::string office_of(const std::string& id) const { return offices_.at(id); }  // REQUIRES that `find` found it

 private:
  Office& office_;
  const rules::Zone& zone_;
  std::map<std::string, std::optional<Item>> items_;
  std::map<std::string, std::string> offices_;
};

// REQUIRES office.plan_mutex held exclusively: whatever else tells units rests on what they were told last.
Turn look(Office& office, Items& items, const rules::Configuration& configuration, const store::ReminderRow& row, Instant now) {
  Turn turn;
  turn.row = row;
  const auto* item = items.find(row.item);
  const auto notice = office.store.last_notice(row.item, row.unit);
  auto told = notice ? told_state_of(*notice) : std::nullopt;
  if (item == nullptr || !told) return turn;
  if (!told->told_at) told->told_at = notice->due;  // told by an older program
  turn.sequence = notice->sequence;
  turn.item_revision = notice->item_revision;
  const auto task = task_of(office.store, row.item, row.unit, told->item_revision);
  const bool acknowledged = office.store.acknowledged(row.item, row.unit);
  const auto policy = notice_policy(configuration);
  auto reminder = rules::remind(row.unit, *told, acknowledged, *item, configuration, policy, now, task.done_at);
  turn.next = reminder.next;
  if (reminder.send) {
    told = reminder.send->state;
    turn.sends.push_back(std::move(*reminder.send));
  }
  auto escalation = rules::escalate(row.unit, *told, acknowledged || task.done_at, *item, configuration, policy, now);
  if (escalation.next) turn.next = std::min(turn.next.value_or(*escalation.next), *escalation.next);
  if (escalation.send) turn.sends.push_back(std::move(*escalation.send));
  if (escalation.call) {
    turn.call = store::CallSheetRow{random_id("c-"), row.item, row.unit, items.office_of(row.item), notice->id, *told->told_at, now};
  }
  return turn;
}

}  // namespace

Result<Done> remind(Office& office, Instant now) {
  const auto due = office.store.due_reminders(now, kAtOnce);
  if (due.empty()) return Done{};
  std::unique_lock lock(office.plan_mutex);
  const auto router = office.router();
  const auto& configuration = router->configuration();
  std::vector<Turn> turns;
  Items items(office, configuration.zone);
  for (const auto& row : due) turns.push_back(look(office, items, configuration, row, now));
  return office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    for (const auto& turn : turns) {
      const auto& [item, unit, at] = turn.row;
      if (turn.sequence != 0 && transaction.last_notice_sequence(item, unit) != turn.sequence) continue;  // told meanwhile
      int sequence = turn.sequence;
      for (const auto& send : turn.sends) {
        if (!configuration.policy.shadow) insert(transaction, notice_row(send, item, turn.item_revision, ++sequence, configuration.zone, now), now);
      }
      if (turn.call && !configuration.policy.shadow) transaction.file_call(*turn.call);
      transaction.set_reminder(item, unit, turn.next);
    }
    return Done{};
  });
}

}  // namespace fenliu::app
