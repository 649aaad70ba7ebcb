// The one durable place: SQLite in WAL mode with synchronous=FULL, writers grouped into common commits.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/text/diagnostic.h"
#include "rules/text/result.h"
#include "rules/time/instant.h"

namespace fenliu::store {

using rules::Done;
using rules::Instant;
using rules::Result;

// Rows. JSON columns hold the forms of DESIGN §5; instants are UTC seconds.
struct ItemRow {
  std::string id;
  int revision = 1;
  std::string by;         // unit whose principal posted it
  std::string poster;     // name of the principal
  Instant at;
  std::string json;
  bool withdrawn = false;
};

// A decision with everything needed to replay it byte for byte.
struct DecisionRow {
  std::int64_t sequence = 0;    // set by the store, ascending
  std::string item;
  int item_revision = 1;
  std::string config;
  std::int64_t plan_sequence = 0;
  Instant now;
  std::string version;
  std::string inputs;           // JSON: plan excerpt, up to which answers, told_at
  std::string json;
};

// The key of a notice is (item, unit, sequence), never a rule.
struct NoticeRow {
  std::string id;               // "n-" + 26 characters, assigned by the application
  std::string item;
  std::string unit;
  int sequence = 1;             // of told states, from 1
  std::string stage;
  std::string role;
  std::string reason;
  bool digest = false;
  int item_revision = 1;
  Instant at;                   // decided
  Instant due;                  // visible from
  std::string state;            // JSON of the told state
  std::optional<Instant> acknowledged_at;
  std::string acknowledged_by;
  std::int64_t number = 0;      // row number, assigned by the store: the cursor behind it
};

struct EventRow {
  std::int64_t sequence = 0;    // = plan sequence
  std::string id;
  std::string meeting;
  Instant at;
  Instant recorded_at;
  std::string json;
};

struct TriageRow {
  std::string id;               // "item/revision/part"
  std::string item;
  int item_revision = 1;
  std::string part;
  std::string reason;
  Instant since;
  Instant expires;
  std::optional<Instant> resolved_at;
  std::string resolved_by;
  std::string resolution;       // routed, nobody, expired
  std::string units;            // JSON list, when routed
};

// When the clock next has something to say to a unit about an item: one row for both, moved on by each notice.
struct ReminderRow {
  std::string item;
  std::string unit;
  Instant due;
};

// An entry of the transactional outbox; the inbox is a channel like the others.
struct OutboxRow {
  std::int64_t id = 0;
  std::string notice;
  std::string channel;
  Instant due;
  int attempts = 0;
  std::optional<Instant> leased_until;
  std::optional<Instant> delivered_at;
};

struct TokenRow {
  std::string hash;             // hex of a 256-bit hash of the token
  std::string name;
  std::string unit;
  std::string permissions;      // comma-separated
  Instant created_at;
  std::optional<Instant> expires_at;
  std::optional<Instant> revoked_at;
};

// A revision of the configuration. `parent` is the revision that was active when it was made, empty for the first.
struct ConfigurationRow {
  std::string revision;
  std::string source;           // file, draft
  std::string message;
  Instant at;
  std::string author = {};      // name of the principal; empty for a folder
  std::string parent = {};
};

// When a revision became the active one. The newest row names the active revision.
struct ActivationRow {
  std::int64_t sequence = 0;    // set by the store, ascending
  std::string revision;
  Instant at;
  std::string kind = "file";    // file, draft, roll-back
  std::string by = {};          // principal; empty for a folder
  std::string confirmed_by = {};  // the second person, where one was needed
  std::string message = {};
};

// A set of rules being edited. Files that it does not touch are those of the active revision, whichever that is.
struct DraftRow {
  std::string id;
  std::string base;             // active when it was made
  std::string author;
  std::string message;
  Instant at;
  std::string state = "open";   // open, activated, discarded
  std::string revision = {};    // that it became
  std::string requested_by = {};        // asked for its activation, which needs a second person
  std::string requested_revision = {};  // what exactly was asked for
  std::optional<Instant> requested_at = {};
};

// A file that a draft touches. `text` missing: the draft removes it.
struct DraftFileRow {
  std::string draft;
  std::string path;
  std::optional<std::string> text;
  std::string base_hash;        // of the active text that it was made from; "none": there was no such file
  std::string by;
  Instant at;
};

// Open deadlines were dated last by this configuration, with what was announced until then. Empty: never.
struct DatingRow {
  std::string revision;
  Instant at;
};

// How long a meeting really took, from its reported start to its reported end. Never changed: a correction is a new row.
struct PastMeetingRow {
  std::int64_t sequence = 0;    // set by the store, ascending without gaps
  std::string meeting;
  std::string organiser;
  int planned_minutes = 0;
  int actual_minutes = 0;
  Instant ended_at;
};

// What was learnt at an instant: from the past meetings `first_meeting` to `last_meeting`, both included.
struct HabitsRow {
  std::int64_t id = 0;          // ascending from 1
  Instant learnt_at;
  std::int64_t first_meeting = 0;
  std::int64_t last_meeting = 0;
};

// What a person of the issuing office said of one deadline of one unit. Never changed: a later answer is a new row.
struct DeadlineAnswerRow {
  std::int64_t sequence = 0;    // set by the store, ascending
  std::string item;
  int item_revision = 1;        // that it was said of
  std::string part;
  std::string unit;             // empty: every unit
  std::string deadline;         // which of the part's, rules::deadline_key
  std::string occurrence;
  std::string answer;           // of rules::AnswerKind
  std::optional<Instant> stated;
  std::optional<Instant> until;
  std::string reason;
  std::string decided_by;       // the person
  std::string principal;        // who sent it, and for which office
  std::string office;
  std::string closed_by;        // item whose words ended it
  Instant at;
};

// That a clerk told a unit by hand of a notice, and with it of all before it. Never changed.
struct HandDeliveryRow {
  std::int64_t sequence = 0;    // set by the store, ascending
  std::string notice;
  std::string item;
  std::string unit;
  int notice_sequence = 1;
  std::string how;              // telephoned, handed-over, posted-in-group
  std::string to_person;        // as stated
  Instant at;                   // when the unit was told
  std::string note;
  std::string by;               // name of the principal, and its unit
  std::string office;
  std::string masked;           // JSON: what was taken out of what was posted
  Instant recorded_at;
};

struct IdempotencyRow {
  std::string principal;
  std::string key;
  std::string request_hash;     // a key reused for another request is refused
  int status = 200;
  std::string body;
  std::string etag;
  std::string location;
};

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
  virtual bool insert_event(const EventRow& event) = 0;      // false: id known already
  virtual void insert_triage(const TriageRow& entry) = 0;
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
  virtual std::int64_t insert_past_meeting(const PastMeetingRow& row) = 0;  // its sequence
  virtual void insert_habits(const HabitsRow& row) = 0;
  virtual void insert_token(const TokenRow& token) = 0;
  virtual bool revoke_token(const std::string& name, Instant at) = 0;
  // The token of that name and unit whose only permission is `permission`; false: there is no valid one.
  virtual bool revoke_single_purpose(const std::string& unit, const std::string& name, const std::string& permission,
                                     Instant at) = 0;
  virtual void mark_delivered(std::int64_t outbox_id, Instant at) = 0;
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
  std::map<std::string, NoticeRow> last_notices(const std::string& item);  // by unit
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
  std::vector<PastMeetingRow> past_meetings(std::int64_t first, std::int64_t last);  // sequences, both included
  std::vector<PastMeetingRow> newest_past_meetings();  // each meeting's newest row
  std::optional<HabitsRow> habits(std::optional<std::int64_t> id);  // without an id: the newest
  std::vector<OutboxRow> due_outbox(Instant now, int limit);
  std::vector<ReminderRow> due_reminders(Instant now, int limit);  // the longest due first
  bool acknowledged(const std::string& item, const std::string& unit);  // any notice about it
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
