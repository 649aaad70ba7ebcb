// What to tell whom, and why, or why to stay silent (DESIGN §4.7). Pure: from what a unit was last told and what is
// true now.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/decision/decision.h"

namespace fenliu::rules {

enum class Stage { new_, changed, corrected, moved, released, reminder, overdue, escalated, cancelled };
std::string_view to_string(Stage stage);  // "new", "changed", …
std::optional<Stage> parse_stage(std::string_view word);

// That the clock spoke of a deadline: once as a reminder and once as overdue for each instant that it stands at.
struct Reminded {
  PartId part;
  std::string occurrence;
  Instant effective;
  Stage stage = Stage::reminder;  // or overdue
  friend bool operator==(const Reminded&, const Reminded&) = default;
};

// The state that a notice tells: everything that may matter to a unit about one item.
struct ToldState {
  bool concerned = false;      // a unit told and then no longer concerned gets `cancelled`
  Role role = Role::none;
  int item_revision = 1;
  std::vector<PartId> parts;
  std::vector<Window> windows;
  std::vector<UnitDeadline> deadlines;
  bool item_cancelled = false;
  std::optional<Instant> told_at;   // from when it stood in the inbox, reminders aside
  std::vector<Reminded> reminded;   // of the deadlines above
  std::optional<Instant> escalated_at;  // that nobody acknowledged this was told to the next in line
};

// `due` the instant at which it may be sent: now, the end of quiet hours, or the time of the next digest.
struct Send {
  UnitId unit;
  Stage stage = Stage::new_;
  std::string reason;          // machine word: first, revision, role, parts, window-moved, recalled, deadline-moved,
                               // deadline-answered, released, due-soon, not-acknowledged …
  ToldState state;
  Instant due;
  bool digest = false;         // merely informed: goes with the digest, no summons; unless it is critical
};

struct Silence {
  UnitId unit;
  std::string reason;          // unchanged, below-threshold, cancelled-out, never-told, not-concerned
};

struct NoticePlan {
  std::vector<Send> sends;     // in unit order
  std::vector<Silence> silences;
};

struct NoticePolicy {
  Minutes shift_threshold{10};
  Minutes deadline_threshold{15};
  std::vector<DaySpan> quiet_hours = {};
  Zone zone = {};
  Minutes reminder{0};         // working minutes before a deadline; 0: no reminders
  Minutes overdue{0};          // working minutes after it; 0: nobody is told
  std::vector<Minutes> digest_times = {};  // of a working day, ascending; empty: the merely informed hear at once
};

// Compares, per unit, what was last told with what is true now. A window that shifted by less than the threshold, or that
// moved and came back, is silence; only units told before get follow-ups, newly concerned ones get `new`. A told deadline
// never moves earlier. Quiet hours never hold what is critical, what concerns a meeting in progress or within two
// hours, or a task due before the next working noon.
NoticePlan plan_notices(const std::map<UnitId, ToldState>& last_told, const std::map<UnitId, ToldState>& truth,
                        const Item& item, const Configuration& configuration, const NoticePolicy& policy, Instant now);

// When a notice that waits for no digest may be sent: now, or after quiet hours.
Instant due_at_once(const Send& send, const Item& item, const WorkingTime& working_time, const NoticePolicy& policy, Instant now);
// For what must not wait for the digest after all.
void tell_at_once(Send& send, const Item& item, const Configuration& configuration, const NoticePolicy& policy, Instant now);

// What is true now for each unit of a decision.
std::map<UnitId, ToldState> truth_of(const Decision& decision, const Item& item, bool item_cancelled);

}  // namespace fenliu::rules
