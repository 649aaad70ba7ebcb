// A whole configuration as data: policy, organisation, calendars, rules, cases (docs/configuration.md).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/item/item.h"
#include "rules/source/channel_settings.h"
#include "rules/source/lint_policy.h"
#include "rules/source/secrecy_policy.h"
#include "rules/text/diagnostic.h"
#include "rules/time/calendar.h"
#include "rules/time/deadline.h"

namespace fenliu::rules {

// Language ("zh", "en", "vi") → words.
using LocalName = std::map<std::string, std::string>;
// The name in `language`, else zh, en, vi, whichever exists, else `fallback`.
std::string in_language(const LocalName& name, const std::string& language, const std::string& fallback);

enum class Role { none, inform, support, lead };  // ordered: the strongest wins
std::string_view to_string(Role role);
std::optional<Role> parse_role(std::string_view word);

struct Level {
  std::string id;
  LocalName name;
  DateRange valid;
};

struct FormerName {
  std::string name;
  std::optional<Date> until;
};

// Duties on certain days; for a topic that they name they stand in the place of the others. Role::none takes one away.
struct DatedDuties {
  DateRange valid;
  std::map<std::string, Role> duties;  // topic → role
};

struct Unit {
  UnitId id;
  std::string kind;
  std::string level;
  UnitId parent;  // empty: none
  LocalName name;
  std::vector<std::string> aliases;
  std::map<std::string, DateRange> alias_valid;  // of aliases that hold on certain days only
  std::vector<FormerName> former;
  std::map<std::string, Role> duties;  // topic → role
  std::vector<DatedDuties> dated_duties;
  std::vector<std::string> places;
  std::string hours = "default";
  std::string calendar;
  bool outside = false;
  int staff = 0;           // people; 0: nobody said how many
  DateRange valid;
  Span span;

  Role duty(const std::string& topic, Date date) const;  // Role::none: no duty on that day
  std::vector<std::string> topics() const;               // for which it has a duty on some day, each once
};

struct Group {
  std::string id;
  LocalName name;
  std::vector<std::string> match;
  std::string kind;              // members by kind …
  std::string level;             // … and level, or
  std::vector<UnitId> members;   // listed
  bool pool = false;
  DateRange valid;               // outside it the group has no members
  Span span;
};

// INVARIANT: unit and group ids are unique together; every parent, level, member and duty's topic exists.
struct Organisation {
  std::vector<Level> levels;  // top first
  std::vector<Unit> units;
  std::vector<Group> groups;

  const Unit* unit(const std::string& id) const;    // nullptr: unknown
  const Group* group(const std::string& id) const;
  int rank(const std::string& level) const;         // 0 = top, -1 = unknown
  // Units of the group that are valid on `date` (all when missing); never outside ones.
  std::vector<UnitId> members(const Group& group, std::optional<Date> date) const;
  // Jurisdiction: `issuer` covers itself, its descendants, and, when its level ranks at or above the highest level of
  // the units that are not outside, everybody.
  bool covers(const Unit& issuer, const Unit& unit) const;

  // Rebuilds what `unit`, `group` and `covers` look in; REQUIRED after `levels`, `units` or `groups` changed.
  void index();
  std::map<std::string, std::size_t> unit_index, group_index;
  int top_rank = 0;  // of the units that are not outside; the number of levels when there are none
};

enum class Certainty { sure, likely };

// Where a term looks.
enum class Field { part, title, text, number, addressees, signature, date, copies };

enum class ConditionKind { term, any, all, none, at_least, near, item_kind, level, issuer, urgency };

struct Term {
  std::string text;                 // as written; a regular expression without its slashes when `regex`
  bool regex = false;
  std::vector<std::string> except;  // longer phrases within which an occurrence does not count
};

struct Condition {
  ConditionKind kind = ConditionKind::term;
  Term term;                         // term
  Field field = Field::part;         // term: resolved from the nearest enclosing `in`
  std::vector<Condition> children;   // any, all, none, at_least, near
  int count = 0;                     // at_least
  int within = 0;                    // near: normalised characters
  std::vector<std::string> values;   // item_kind, level, issuer, urgency
  Span span;
};

struct Rule {
  std::string id;
  Condition when;
  std::vector<std::string> tags;
  std::map<std::string, Role> route;  // unit or group id → role
  Certainty certainty = Certainty::sure;
  bool territorial = false;
  DateRange valid;
  std::string note;
  Span span;
};

struct Topic {
  std::string id;
  LocalName name;
  Span span;
};

// An extension of a deadline that a named person granted after the post: the dated fact a case may start from.
struct GrantedExtension {
  PartId part;              // "0": the whole item
  UnitId unit;              // empty: all units
  Instant until;
  std::string by;
};

struct ExpectedWindow {
  Instant from;
  std::optional<Instant> to;   // nothing: the window is open
};

// Only what is given is compared.
struct ExpectedDeadline {
  PartId part;
  std::optional<Instant> stated, fair, effective, proposed;
  std::string status;          // of DeadlineStatus
};

// A post and what it must lead to. INVARIANT: events speak of the post or of `meetings`; `at` is set where windows or
// deadlines are expected.
struct Case {
  std::string name;
  Item post;
  std::optional<Instant> at;
  std::vector<Item> meetings;        // posted before: the cascade that the post stands in
  std::vector<MeetingEvent> events;  // recorded by `at`
  std::vector<GrantedExtension> extensions;
  Overlays overlays;                 // beside the configuration's
  std::map<UnitId, Role> expect;     // units that are not named are not compared
  std::map<UnitId, std::vector<ExpectedWindow>> windows;      // all of a unit's, in order
  std::map<UnitId, std::vector<ExpectedDeadline>> deadlines;  // each must be found; an empty list: there is none
  std::optional<bool> triage;
  bool todo = false;                 // known to fail until the rules are mended
  Span span;
};

struct Policy {
  LocalName name;
  std::string zone_name = "UTC";
  std::string language = "en";
  UnitId home;
  UnitId duty_officer;
  std::string calendar;
  std::map<Urgency, Minutes> guaranteed;
  Minutes gap{10};
  Minutes lead_in{5};
  Minutes split{40};
  Minutes min_notice{15};
  int persons_per_unit = 1;          // that a unit sends to a meeting, for what-if
  Minutes paper{10};                 // that a person reads what was not said in a meeting
  bool learns = true;                // forecasts by how long each organiser's meetings really took
  Minutes deadline_change_threshold{15};
  bool automatic_extension = false;  // up to extension_limit after stated; else only what a person accepts
  Minutes extension_limit{0};
  std::map<std::string, InnerShare> inner;  // by level, of what an outside level set
  Minutes shift_threshold{10};
  std::vector<DaySpan> quiet_hours;  // a span over midnight is stored as two
  Minutes reminder{120};             // working minutes before a deadline, for who has the task; 0: never
  Minutes overdue{60};               // working minutes after it, for who has acknowledged nothing; 0: never
  std::vector<Minutes> digest_times; // of a working day, ascending, for the merely informed; empty: at once
  Minutes triage_critical{5};
  Minutes triage_other{30};
  std::vector<std::string> precedence;
  std::map<std::string, std::string> packs;  // packs/NAME → the folder that whoever loads reads it from
  bool shadow = false;               // decides everything, tells nobody
  std::vector<ChannelSettings> channels;  // beside the inbox, in order of the file
  SecrecyPolicy secrecy;
  LintPolicy lints;
};

// A step of evening.yaml: an item to post or an event to record.
struct ScriptStep {
  Instant at;
  UnitId by;
  std::optional<Item> post;
  std::optional<MeetingEvent> event;
};

struct Script {
  Instant clock;
  std::vector<ScriptStep> steps;  // in order of `at`
};

struct Configuration {
  Policy policy;
  Organisation organisation;
  std::map<std::string, Calendar> calendars;
  Overlays overlays;         // in order of file and line
  std::map<std::string, Topic> topics;
  std::vector<Rule> rules;   // in order of file and line; order never matters
  std::vector<Case> cases;
  std::optional<Script> script;
  Zone zone;                 // of policy.zone_name
  std::string revision;      // hex of a 128-bit hash over all files' paths and texts, set by whoever loads

  // Those of `all` that hold for the unit and are known at `known_at`, secondments that bring it people among them. A duty
  // shift, an absence or a secondment holds for the units it names, a day off or a workday for their descendants too.
  Overlays overlays_of(const UnitId& unit, const Overlays& all, Instant known_at) const;
  // The working time of a unit (its calendar, hours, staff and overlays; the configuration's zone) as known at `known_at`.
  // REQUIRES a known unit id; an unknown one gets the default calendar's default hours.
  WorkingTime working_time(const UnitId& unit, const Overlays& all, Instant known_at) const;
  WorkingTime working_time(const UnitId& unit, Instant known_at) const { return working_time(unit, overlays, known_at); }
};

}  // namespace fenliu::rules
