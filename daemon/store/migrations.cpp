// The schema. Names are the words of DESIGN §2; instants are UTC seconds in columns that end in _at.
#include "daemon/store/migrations.h"

namespace fenliu::store {

namespace {

constexpr std::string_view kCore = R"sql(
CREATE TABLE configurations (
  revision TEXT PRIMARY KEY, source TEXT NOT NULL, message TEXT NOT NULL, created_at INTEGER NOT NULL);
CREATE TABLE configuration_files (
  revision TEXT NOT NULL REFERENCES configurations(revision), path TEXT NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (revision, path));
CREATE TABLE activations (
  sequence INTEGER PRIMARY KEY, revision TEXT NOT NULL REFERENCES configurations(revision),
  activated_at INTEGER NOT NULL);
CREATE TABLE items (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL, revision INTEGER NOT NULL, unit TEXT NOT NULL, poster TEXT NOT NULL,
  posted_at INTEGER NOT NULL, json TEXT NOT NULL, UNIQUE (id, revision));
CREATE TABLE decisions (
  sequence INTEGER PRIMARY KEY, item TEXT NOT NULL, item_revision INTEGER NOT NULL, config TEXT NOT NULL,
  plan_sequence INTEGER NOT NULL, decided_at INTEGER NOT NULL, version TEXT NOT NULL, inputs TEXT NOT NULL,
  json TEXT NOT NULL);
CREATE INDEX decisions_by_item ON decisions (item, sequence);
CREATE TABLE notices (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, item TEXT NOT NULL, unit TEXT NOT NULL,
  sequence INTEGER NOT NULL, stage TEXT NOT NULL, role TEXT NOT NULL, reason TEXT NOT NULL, digest INTEGER NOT NULL,
  item_revision INTEGER NOT NULL, decided_at INTEGER NOT NULL, due_at INTEGER NOT NULL, state TEXT NOT NULL,
  acknowledged_at INTEGER, acknowledged_by TEXT NOT NULL DEFAULT '', UNIQUE (item, unit, sequence));
CREATE INDEX notices_by_unit ON notices (unit, number);
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY, notice TEXT NOT NULL REFERENCES notices(id), channel TEXT NOT NULL, due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, leased_until INTEGER, delivered_at INTEGER, UNIQUE (notice, channel));
CREATE INDEX outbox_open ON outbox (due_at) WHERE delivered_at IS NULL;
CREATE TABLE plan (only INTEGER PRIMARY KEY CHECK (only = 1), sequence INTEGER NOT NULL);
INSERT INTO plan VALUES (1, 0);
CREATE TABLE events (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, meeting TEXT NOT NULL, at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL, json TEXT NOT NULL);
CREATE INDEX events_by_meeting ON events (meeting, sequence);
)sql";

constexpr std::string_view kPeople = R"sql(
ALTER TABLE items ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
CREATE TABLE triage (
  id TEXT PRIMARY KEY, item TEXT NOT NULL, item_revision INTEGER NOT NULL, part TEXT NOT NULL, reason TEXT NOT NULL,
  since_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, resolved_at INTEGER, resolved_by TEXT NOT NULL DEFAULT '',
  resolution TEXT NOT NULL DEFAULT '', units TEXT NOT NULL DEFAULT '[]');
CREATE INDEX triage_open ON triage (expires_at) WHERE resolved_at IS NULL;
CREATE TABLE tokens (
  hash TEXT PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, permissions TEXT NOT NULL,
  created_at INTEGER NOT NULL, expires_at INTEGER, revoked_at INTEGER);
CREATE TABLE idempotency (
  principal TEXT NOT NULL, key TEXT NOT NULL, request_hash TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
  etag TEXT NOT NULL, location TEXT NOT NULL, used_at INTEGER NOT NULL, PRIMARY KEY (principal, key));
CREATE INDEX idempotency_by_age ON idempotency (used_at);
)sql";

constexpr std::string_view kDrafts = R"sql(
ALTER TABLE configurations ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE configurations ADD COLUMN parent TEXT NOT NULL DEFAULT '';
ALTER TABLE activations ADD COLUMN kind TEXT NOT NULL DEFAULT 'file';
ALTER TABLE activations ADD COLUMN activated_by TEXT NOT NULL DEFAULT '';
ALTER TABLE activations ADD COLUMN confirmed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE activations ADD COLUMN message TEXT NOT NULL DEFAULT '';
CREATE TABLE drafts (
  id TEXT PRIMARY KEY, base TEXT NOT NULL REFERENCES configurations(revision), author TEXT NOT NULL,
  message TEXT NOT NULL, created_at INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'open',
  revision TEXT NOT NULL DEFAULT '', requested_by TEXT NOT NULL DEFAULT '',
  requested_revision TEXT NOT NULL DEFAULT '', requested_at INTEGER);
CREATE TABLE draft_files (
  draft TEXT NOT NULL REFERENCES drafts(id), path TEXT NOT NULL, text TEXT, base_hash TEXT NOT NULL,
  changed_by TEXT NOT NULL, changed_at INTEGER NOT NULL, PRIMARY KEY (draft, path));
CREATE INDEX items_by_time ON items (posted_at);
)sql";

constexpr std::string_view kDating = R"sql(
CREATE TABLE dating (only INTEGER PRIMARY KEY CHECK (only = 1), revision TEXT NOT NULL, dated_at INTEGER NOT NULL);
INSERT INTO dating VALUES (1, '', 0);
)sql";

constexpr std::string_view kHabits = R"sql(
CREATE TABLE past_meetings (
  sequence INTEGER PRIMARY KEY, meeting TEXT NOT NULL, organiser TEXT NOT NULL, planned_minutes INTEGER NOT NULL,
  actual_minutes INTEGER NOT NULL, ended_at INTEGER NOT NULL);
CREATE INDEX past_meetings_by_meeting ON past_meetings (meeting, sequence);
CREATE TABLE habits (
  id INTEGER PRIMARY KEY, learnt_at INTEGER NOT NULL, first_meeting INTEGER NOT NULL, last_meeting INTEGER NOT NULL);
)sql";

constexpr std::string_view kAnswers = R"sql(
CREATE TABLE deadline_answers (
  sequence INTEGER PRIMARY KEY, item TEXT NOT NULL, item_revision INTEGER NOT NULL, part TEXT NOT NULL, unit TEXT NOT NULL,
  deadline TEXT NOT NULL, occurrence TEXT NOT NULL, answer TEXT NOT NULL, stated_at INTEGER, until_at INTEGER,
  reason TEXT NOT NULL, decided_by TEXT NOT NULL, principal TEXT NOT NULL, office TEXT NOT NULL, closed_by TEXT NOT NULL,
  answered_at INTEGER NOT NULL);
CREATE INDEX deadline_answers_by_item ON deadline_answers (item, sequence);
)sql";

// What was told before is looked at once: what is due soon is still reminded of.
constexpr std::string_view kReminders = R"sql(
CREATE TABLE reminders (item TEXT NOT NULL, unit TEXT NOT NULL, due_at INTEGER NOT NULL, PRIMARY KEY (item, unit));
CREATE INDEX reminders_by_time ON reminders (due_at);
INSERT INTO reminders SELECT DISTINCT item, unit, 0 FROM notices;
)sql";

constexpr std::string_view kByHand = R"sql(
CREATE TABLE hand_deliveries (
  sequence INTEGER PRIMARY KEY, notice TEXT NOT NULL REFERENCES notices(id), item TEXT NOT NULL, unit TEXT NOT NULL,
  notice_sequence INTEGER NOT NULL, how TEXT NOT NULL, to_person TEXT NOT NULL, told_at INTEGER NOT NULL, note TEXT NOT NULL,
  told_by TEXT NOT NULL, office TEXT NOT NULL, masked TEXT NOT NULL, recorded_at INTEGER NOT NULL);
CREATE INDEX hand_deliveries_by_item ON hand_deliveries (item, unit, sequence);
)sql";

}  // namespace

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> all = {{1, kCore}, {2, kPeople}, {3, kDrafts}, {4, kDating}, {5, kHabits}, {6, kAnswers}, {7, kReminders},
                                             {11, kByHand}};
  return all;
}

}  // namespace fenliu::store
