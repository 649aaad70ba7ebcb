// The one durable place: SQLite in WAL mode with synchronous=FULL, writers grouped into common commits.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/store/deliveries.h"
#include "daemon/store/objections.h"
#include "daemon/store/rows.h"
#include "rules/text/diagnostic.h"
#include "rules/text/result.h"
#include "rules/time/instant.h"

namespace fenliu::store {

using rules::Done;
using rules::Instant;
using rules::Result;

// Statements inside one write transaction. Valid only during the call that received it. Throws StoreError subclasses
// internally; whatever escapes rolls this writer's changes back and no other's.
class Transaction {
 public:
  virtual ~Transaction() = default;
  virtual std::string active_configuration() = 0;            // revision, empty: none
  virtual std::int64_t plan_sequence() = 0;                  // of the newest event or meeting
  virtual std::int64_t bump_plan_sequence() = 0;
  virtual void set_dating(const DatingRow& dating) = 0;
  virtual std::optional<ItemRow> item(const std::string& id) = 0;  // newest revision
  virtual void insert_item(const ItemRow& item) = 0;
  virtual void withdraw_item(const std::string& id) = 0;
  virtual void insert_decision(const DecisionRow& decision) = 0;
  virtual int last_notice_sequence(const std::string& item, const std::string& unit) = 0;  // 0: never told
  virtual void insert_notice(const NoticeRow& notice) = 0;
  virtual void insert_outbox(const OutboxRow& entry) = 0;
  virtual void set_reminder(const std::string& item, const std::string& unit, std::optional<Instant> due) = 0;  // nothing: never
  virtual void file_call(const CallSheetRow& entry) = 0;      // nothing when it is filed already
  virtual bool settle_call(const CallSheetRow& entry) = 0;   // state and what goes with it; false: unknown or settled already
  virtual bool insert_event(const EventRow& event) = 0;      // false: id known already
  virtual void insert_triage(const TriageRow& entry) = 0;
  virtual void open_triage(const TriageRow& entry) = 0;      // again, if somebody settled it before
  virtual void clear_triage(const std::string& item) = 0;    // open entries of older revisions
  virtual bool resolve_triage(const TriageRow& entry) = 0;   // false: unknown or resolved already
  virtual bool acknowledge(const std::string& notice, Instant at, const std::string& by) = 0;  // false: was already
  virtual std::optional<IdempotencyRow> idempotent(const std::string& principal, const std::string& key) = 0;
  virtual void remember(const IdempotencyRow& row, Instant at) = 0;
  virtual void insert_configuration(const ConfigurationRow& row, const std::vector<rules::SourceFile>& files) = 0;
  virtual void activate_configuration(const ActivationRow& row) = 0;
  virtual void insert_draft(const DraftRow& draft) = 0;
  virtual std::optional<DraftRow> draft(const std::string& id) = 0;
  virtual void update_draft(const DraftRow& draft) = 0;      // state, revision and request
  virtual std::optional<DraftFileRow> draft_file(const std::string& draft, const std::string& path) = 0;
  virtual void put_draft_file(const DraftFileRow& file) = 0;
  virtual std::int64_t insert_deadline_answer(const DeadlineAnswerRow& row) = 0;  // its sequence
  virtual void insert_hand_delivery(const HandDeliveryRow& row) = 0;
  virtual void insert_objection(const ObjectionRow& row) = 0;
  virtual std::optional<ObjectionRow> open_objection(const std::string& item, const std::string& unit, const std::string& kind,
                                                     const std::string& part) = 0;
  virtual bool answer_objection(const ObjectionRow& row) = 0;  // state, role and answer; false: it is open no longer
  virtual bool escalate_objection(const std::string& id, Instant at) = 0;  // false: it was, or is open no longer
  virtual void close_objections(const std::string& item, const std::string& unit, Instant at) = 0;  // no unit: every one's
  virtual void insert_withdrawal(const WithdrawalRow& row) = 0;
  virtual void insert_confirmation(const std::string& item, int revision, const std::string& person) = 0;  // of a post
  virtual void insert_task_step(const TaskStepRow& row) = 0;
  virtual std::vector<TaskStepRow> task_steps(const std::string& item, const std::string& unit) = 0;  // in order
  virtual std::int64_t insert_past_meeting(const PastMeetingRow& row) = 0;  // its sequence
  virtual void insert_habits(const HabitsRow& row) = 0;
  virtual void insert_token(const TokenRow& token) = 0;
  virtual bool revoke_token(const std::string& name, Instant at) = 0;
  // The token of that name and unit whose only permission is `permission`; false: there is no valid one.
  virtual bool revoke_single_purpose(const std::string& unit, const std::string& name, const std::string& permission,
                                     Instant at) = 0;
  virtual void mark_delivered(std::int64_t outbox_id, Instant at) = 0;
  virtual void mark_addressed(std::int64_t outbox_id, Instant at) = 0;
  virtual void mark_all_addressed(Instant due_by) = 0;        // nothing goes outside
  // Whether the unit was told anew how things stand with the item, visible at that instant.
  virtual bool replaced(const NoticeRow& notice, Instant now) = 0;
  virtual bool insert_delivery(const DeliveryRow& row) = 0;   // false: its key is known
  // Nobody wants those told before `sequence` any more; those on their way are not tried again. An empty unit: every
  // unit's; an empty channel: every channel's.
  virtual void stop_deliveries(const std::string& item, const std::string& unit, const std::string& channel, int sequence,
                               const std::string& why) = 0;
  // In order of id, and none before an earlier one of the same channel and recipient that cannot go now.
  virtual std::vector<DeliveryRow> lease_deliveries(const LeaseRequest& request) = 0;
  virtual void release_leases() = 0;                          // whoever held them is dead
  virtual std::optional<DeliveryRow> delivery(std::int64_t id) = 0;
  virtual void update_delivery(const DeliveryRow& row) = 0;   // by id: address, state, attempts, times, detail
  virtual void bury_deliveries(const std::string& channel, const std::string& detail) = 0;  // the waiting ones are dead
  // Removes the item with all that hangs on it; false: something happened to it since, or is open, and it stays.
  virtual bool purge_item(const std::string& id, Instant unused_since) = 0;
  virtual std::int64_t purge_tokens(Instant unusable_since) = 0;
  virtual std::int64_t purge_idempotency(Instant used_before) = 0;
  virtual void give_back_space(int pages) = 0;               // of what was removed, to the disk
};

struct StoreOptions {
  std::string path;             // the database file; its folder must exist
  std::string vfs;              // empty: SQLite's default
  int group_limit = 64;         // writers per common commit
  int busy_timeout_ms = 5000;   // for a database that another process holds
};

// Thread-safe. Reads see the last committed state; writes return only when durable (fsynced), several concurrent ones
// sharing one commit. After a failed commit every writer of the group gets the error and nothing of the group is kept.
class Store {
 public:
  static Result<std::unique_ptr<Store>> open(const StoreOptions& options);
  ~Store();

  // Runs `work` in a write transaction. `work` returning an Error rolls back what it did and returns that error.
  Result<Done> write(std::function<Result<Done>(Transaction&)> work);

  std::optional<ItemRow> item(const std::string& id, std::optional<int> revision = {});
  // Newest first, `before` is the row number of the last page's end (0: from the top). `next` is 0 at the end. A page
  // ends early once its items' JSON passes kPageBytes, so that large items make no large answers.
  static constexpr std::size_t kPageBytes = 1u << 20;
  struct ItemPage {
    std::vector<ItemRow> items;
    std::int64_t next = 0;
  };
  ItemPage items(std::int64_t before, int limit);
  std::vector<ItemRow> current_items();          // newest revisions, in order of posting
  // Newest revisions of items that were posted at `since` or later and not withdrawn, oldest first, after row `after`.
  ItemPage items_since(Instant since, std::int64_t after, int limit);
  std::optional<DecisionRow> decision(const std::string& item);        // newest
  std::optional<DecisionRow> decision_at(const std::string& item, Instant at);  // newest of those decided by then
  std::vector<DecisionRow> decisions(std::int64_t after, int limit);  // all, in order
  struct NoticePage {
    std::vector<NoticeRow> notices;
    std::int64_t next = 0;
  };
  NoticePage notices(const std::string& unit, Instant visible_at, std::int64_t before, int limit);
  std::optional<NoticeRow> notice(const std::string& id);
  // Every notice of the unit, visible at that instant, about the items that it was told of since, oldest first; the items
  // told of last where they are more than `most_items`.
  std::vector<NoticeRow> notices_of_items_since(const std::string& unit, Instant visible_at, Instant since, int most_items);
  std::optional<NoticeRow> last_notice(const std::string& item, const std::string& unit);
  std::optional<NoticeRow> notice_before(const NoticeRow& notice);  // what its unit was told of its item before
  std::map<std::string, NoticeRow> last_notices(const std::string& item);  // by unit
  // Of each item and unit the newest visible one, of those decided since.
  std::vector<NoticeRow> newest_notices(Instant decided_since, Instant visible_at);
  std::map<std::string, Instant> first_told(const std::string& item);      // by unit
  std::optional<EventRow> event(const std::string& id);
  std::optional<IdempotencyRow> idempotent(const std::string& principal, const std::string& key);
  std::vector<EventRow> events(const std::string& meeting);  // empty: all, by sequence
  std::int64_t plan_sequence();
  DatingRow dating();
  std::vector<TriageRow> open_triage(Instant now, int limit, const std::string& after);
  std::optional<TriageRow> triage(const std::string& id);
  std::optional<TokenRow> token(const std::string& hash);
  std::vector<TokenRow> tokens();
  std::string active_configuration();
  std::optional<std::vector<rules::SourceFile>> configuration_files(const std::string& revision);
  std::optional<ConfigurationRow> configuration(const std::string& revision);
  std::vector<ActivationRow> activations(std::int64_t before, int limit);  // newest first; 0: from the top
  std::string last_imported();                    // revision of the newest activation of a folder, empty: none
  std::optional<DraftRow> draft(const std::string& id);
  std::vector<DraftRow> drafts(int limit);        // newest first
  std::vector<DraftFileRow> draft_files(const std::string& draft);  // by path
  std::vector<std::string> drafts_of_file(const std::string& path);  // open ones that touch it
  std::vector<DeadlineAnswerRow> deadline_answers(const std::string& item);  // in order
  std::vector<HandDeliveryRow> hand_deliveries(const std::string& item, const std::string& unit = "");  // in order; "": of all units
  std::optional<ObjectionRow> objection(const std::string& id);
  std::vector<ObjectionRow> objections(const ObjectionFilter& filter, std::int64_t before, int limit);  // newest first; 0: from the top
  std::vector<ObjectionRow> objections_of(const std::string& item);  // in order
  std::vector<ObjectionRow> due_objections(Instant now, int limit);  // open, and nobody was told that the office is late
  std::optional<WithdrawalRow> withdrawal(const std::string& item);
  std::string confirmed_by(const std::string& item);  // the person who stands behind its newest revision; empty: nobody was named
  std::vector<TaskStepRow> task_steps(const std::string& item, const std::string& unit);  // in order
  std::vector<PastMeetingRow> past_meetings(std::int64_t first, std::int64_t last);  // sequences, both included
  std::vector<PastMeetingRow> newest_past_meetings();  // each meeting's newest row
  std::optional<HabitsRow> habits(std::optional<std::int64_t> id);  // without an id: the newest
  std::vector<OutboxRow> due_outbox(Instant now, int limit);
  std::vector<ReminderRow> due_reminders(Instant now, int limit);  // the longest due first
  bool acknowledged(const std::string& item, const std::string& unit);  // any notice about it
  std::vector<OutboxRow> unaddressed(Instant due_by, int limit);
  bool deliveries_due(const std::string& channel, Instant now, Instant farthest);
  DeliveryPage deliveries(const std::string& state, const std::string& channel, std::int64_t after, int limit);  // empty: any
  std::vector<DeliveryRow> deliveries_of(const std::string& notice);
  std::optional<DeliveryRow> delivery(std::int64_t id);
  std::vector<DeliveryCount> delivery_counts();
  // Returns when more groups than `seen` were committed, or after `at_most`.
  void wait_for_commits(std::int64_t seen, std::chrono::milliseconds at_most);
  // Open entries, of one office or, when it is empty, of all; the longest filed first. Those whose unit acknowledged
  // meanwhile, or whose item was withdrawn, are left out.
  std::vector<CallSheetRow> open_calls(const std::string& office, int limit);
  std::optional<CallSheetRow> call(const std::string& id);
  // What purging would remove. Items: nothing was posted, decided, told, reported or answered of them since, nothing is in
  // triage, undelivered, unconfirmed or waits for the clock. Whether a decision that stays needs them is the caller's.
  struct Unused {
    std::vector<std::string> items;
    std::int64_t tokens = 0, idempotency = 0;
  };
  Unused unused(Instant items_since, Instant tokens_since, Instant idempotency_since);
  // Each decided item with each meeting that its decisions rest on.
  std::vector<std::pair<std::string, std::string>> meetings_behind_decisions();
  bool writable();                                // writes a page: no every-second question
  struct Counts {
    std::int64_t items = 0, notices = 0, triage = 0, outbox = 0;
  };
  Counts counts();
  std::int64_t commits() const;                   // since the start; writers that came together share one
  Result<Done> check_integrity();

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The schema version that this program writes.
int schema_version();
// Brings a database to `version` (tests stop early to check upgrades with data).
Result<Done> migrate(const std::string& path, int version);

}  // namespace fenliu::store
