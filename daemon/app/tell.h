// From a schedule to rows: the decision, the notices and the outbox of one item, written in one transaction.
#pragma once

#include "daemon/app/office.h"

namespace fenliu::app {

// One item decided anew: what the store gets and what memory learns once the store has it.
struct Told {
  rules::Decision decision;
  store::DecisionRow row;
  rules::NoticePlan notices;
  std::map<UnitId, Instant> reminders;      // when the clock next has something to say to whom a notice goes
  std::vector<store::TriageRow> triage;
  LiveItem live;
  bool cancelled = false;
};

struct TellRequest {
  const Item& item;
  const Router& router;                     // that decided the relevance
  LiveItem live;
  const std::map<UnitId, rules::ToldState>& last_told;
  bool cancelled = false;
  bool with_triage = false;                 // a new revision opens its triage entries
  std::vector<rules::DeadlineAnswer> answers = {};  // that the same transaction will store, behind those it has
};

// What the store has of the item's deadlines; only the first `count` of them.
std::vector<rules::DeadlineAnswer> answers_of(store::Store& store, const std::string& item, std::optional<std::size_t> count = {});

// The item with all that its last decision was made of: handing down does not move. Nothing when the rulebook is gone.
std::optional<LiveItem> as_decided(Office& office, const Item& item, const store::DecisionRow& decision);

// Decides and plans the notices. `posted`, when given, is the revision that the same transaction will store: what it hands
// down is decided by it. REQUIRES office.plan_mutex held (shared is enough). Stores nothing.
Told decide(const Office& office, const rules::Plan& plan, std::int64_t plan_sequence, const TellRequest& request,
            const LiveItem* posted, Instant now);

// Writes decision, notices, outbox and triage. The inbox is delivered in the same transaction when due.
void write(store::Transaction& transaction, const Told& told, const rules::Zone& zone, Instant now);

// One notice with its entry in the outbox; told in the same transaction when due.
store::NoticeRow notice_row(const rules::Send& send, const std::string& item, int item_revision, int sequence,
                            const rules::Zone& zone, Instant now);
void insert(store::Transaction& transaction, const store::NoticeRow& row, Instant now);

std::optional<rules::ToldState> told_state_of(const store::NoticeRow& notice);  // nothing when it cannot be read
std::map<UnitId, rules::ToldState> last_told(store::Store& store, const std::string& item);

// Decides every live item that depends on the changed meetings, `posted` (as for decide) left out. Only those whose notices
// or windows changed are kept. REQUIRES office.plan_mutex held.
std::vector<Told> reschedule(Office& office, const rules::Plan& plan, std::int64_t plan_sequence,
                             const std::vector<rules::MeetingId>& changed, const LiveItem* posted, Instant now);

// After the store has it. REQUIRES office.plan_mutex held exclusively.
void remember(Office& office, const std::vector<Told>& told, Instant now);

}  // namespace fenliu::app
