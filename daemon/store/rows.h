// The rows of the store, as the rest of the daemon sees them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "rules/time/instant.h"

namespace fenliu::store {

using rules::Instant;

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
  std::optional<Instant> addressed_at = {};  // its deliveries outside were made, or there were none to make
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

// A unit that acknowledged nothing, for a clerk of the posting office to telephone.
struct CallSheetRow {
  std::string id;               // "c-" + 26 characters, assigned by the application
  std::string item;
  std::string unit;             // to be called
  std::string office;           // the unit that posted the item
  std::string notice;           // the last that the unit was told
  Instant since;                // it was told; one entry for each (item, unit, since)
  Instant filed;
  std::string state = "open";   // open, answered, no-answer
  std::string person = {};      // who answered, or whom the clerk asked for
  std::string by = {};          // the clerk's principal
  std::optional<Instant> stated_at = {};
  std::string remark = {};
  std::string superior = {};    // the unit that was told then; empty: none
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

}  // namespace fenliu::store
