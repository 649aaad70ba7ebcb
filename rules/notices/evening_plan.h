// The evening on paper: what an office needs to go on by telephone when its server is dead. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/notices/notices.h"

namespace fenliu::rules {

struct EveningPart {
  std::string title;                // what the paper may say of it
  std::vector<std::string> units;   // names of those whose part it is
  Quantiles start;
  bool ended = false, running = false, skipped = false;
};

struct EveningMeeting {
  std::string title, organiser, place, contact;
  MeetingStatus status = MeetingStatus::planned;
  std::optional<Quantiles> start, end;
  std::string why;                  // of its shift, one sentence; empty: it is on time
  std::optional<Instant> last_report;
  std::vector<EveningPart> parts;   // in the current order
};

// What a unit was told last about one item.
struct EveningEntry {
  std::string title, issuer;
  Role role = Role::none;
  Urgency urgency = Urgency::routine;
  std::vector<Window> windows;      // that are not over
  std::vector<UnitDeadline> deadlines;
  bool confirmed = false;
  Instant told_at;
};

struct EveningUnit {
  std::string name, phone;          // phone empty: nobody gave one, a line is left to write it on
  std::vector<EveningEntry> entries;
};

struct EveningPlan {
  std::string office;
  Instant made_at;
  std::optional<Instant> next_at;   // when a newer one is due; nothing: made once, by hand
  bool simulated = false;
  std::vector<EveningMeeting> meetings;  // by likely start
  std::vector<EveningUnit> units;   // in the organisation's order
};

// The title as paper that lies about may show it: public items by their own words, others as "internal, see the inbox".
std::string title_on_paper(const Item& item, const std::string& language);
// The same of a part; without a title its number.
std::string part_on_paper(const Item& item, const PartId& part, const std::string& language);

// An entry of the state, kept when a window is not over at `now` and begins within `ahead`, when a deadline falls between
// half a day before `now` and `ahead` after it, or when a task of the last day is not confirmed. Nothing: it is not for
// this evening.
std::optional<EveningEntry> evening_entry(const ToldState& told, const Item& item, bool confirmed, const std::string& language,
                                          Instant now, Minutes ahead);

// One page of HTML for A4, without references to anything outside it; and plain text, lines of any length. `language` is zh,
// vi or en.
std::string evening_plan_html(const EveningPlan& plan, const Zone& zone, const std::string& language);
std::string evening_plan_text(const EveningPlan& plan, const Zone& zone, const std::string& language);

}  // namespace fenliu::rules
