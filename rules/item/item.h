// What is posted: a directive or a meeting, its parts, and events in a meeting's course (DESIGN §5).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/time/instant.h"

namespace fenliu::rules {

using UnitId = std::string;
using PartId = std::string;  // "0" is title and preamble, then "1", "2", … unless the poster names them

enum class ItemKind { directive, meeting };
enum class Origin { fenliu, outside, oral };
enum class Urgency { routine, urgent, critical };
enum class Secrecy { public_, internal, secret };
enum class Attendance { by_relevance, everyone };
enum class Attendee { any, head, deputy };
enum class AgendaState { known, to_follow };

struct Part {
  PartId part_id;
  std::string title;
  std::string text;
  std::optional<int> minutes;       // > 0
  std::optional<Instant> starts;    // a fixed time
  std::string relays;               // "item/part" of the upper level, or empty
};

struct Follows {
  std::string meeting;              // id of the predecessor
  std::optional<int> gap_minutes;   // >= 0; policy's when missing
};

// Exactly one of at, rrule, working_days, days, minutes is set.
struct StatedDeadline {
  PartId part;                      // empty: the whole item
  std::optional<Instant> at;
  std::string rrule;
  std::optional<int> working_days;  // after handing down, counted as the unit's calendar says
  std::optional<int> days;          // likewise; which days count is the calendar's to say
  std::optional<int> minutes;       // clock minutes after handing down
  bool hard = false;
  std::optional<Instant> extendable_until;  // the issuer extends it beforehand: up to here nobody need be asked
  std::string text;                 // the words it was read from, if it was read
  std::vector<std::string> flags;   // as in `read`: ambiguous, year-inferred, calendar-unknown …
};

// A classified paper: what it says stays on it, the units hear that they must collect it. REQUIRES secrecy `secret` and no
// title, text, number or part that says anything.
struct Paper {
  std::string number;
  std::string collect_at;           // the office that hands it out
  std::optional<Instant> by;        // until when
  friend bool operator==(const Paper&, const Paper&) = default;
};

// Texts are UTF-8. Lists of addressees, copies, attendees and `summoned` hold what the document says, or unit and
// group ids; routing resolves them. INVARIANT after `finish_item`: `parts` has part "0" first, ids are unique.
struct Item {
  std::string id;
  int revision = 1;
  ItemKind kind = ItemKind::directive;
  Origin origin = Origin::fenliu;
  std::string number;
  std::string title;
  std::string text;                 // the whole text where no parts are given
  std::string issuer;               // unit id, or words
  std::string level;                // of the issuer, when it is no known unit
  std::optional<Instant> received;
  Urgency urgency = Urgency::routine;
  Secrecy secrecy = Secrecy::public_;
  std::optional<Paper> paper;       // to be collected instead of read
  std::vector<std::string> addressees;
  std::vector<std::string> copies;
  std::string signature;
  std::optional<Date> issued;
  std::vector<std::string> attendees;
  std::vector<std::string> summoned;
  Attendance attendance = Attendance::by_relevance;
  std::string ordered_by;           // REQUIRED with attendance everyone and with origin oral
  std::string place;
  std::string link;
  std::string contact;
  Attendee attendee = Attendee::any;
  std::optional<Instant> starts;
  AgendaState agenda = AgendaState::known;
  std::vector<Part> parts;
  std::vector<Follows> follows;
  std::vector<std::string> handed_down_by;  // meetings that hand the task down
  std::string supersedes;
  std::optional<Instant> ends;      // planned end of a meeting; else starts + Σ minutes
  std::string cancels;
  std::vector<StatedDeadline> deadlines;
};

enum class EventKind {
  started, part_started, part_ended, part_added, part_skipped, reordered, estimate, call, keep, release,
  ended, postponed, cancelled, retract
};

// Something that happened in a meeting. Events fold by (at, id).
struct MeetingEvent {
  std::string id;
  std::string meeting;
  EventKind kind = EventKind::started;
  PartId part;
  UnitId unit;
  std::optional<int> minutes;            // estimate: minutes still to go for the meeting (or the part, when given)
  std::optional<Part> part_data;         // part_added
  std::vector<PartId> order;             // reordered
  std::string retracts;                  // id of the event taken back
  Instant at;
  Instant recorded_at;
  std::optional<Instant> until;          // postponed: the new start, if there is one
  std::string by;                        // who reported it
};

// Whether the item says nothing but that there is a paper: no words stand anywhere else.
bool is_paper_only(const Item& item);
// "收到纸质文件 某〔2022〕5号，请于 2022-11-25 17:00 前到县委机要室领取", in `language`; REQUIRES item.paper.
std::string paper_sentence(const Paper& paper, const Zone& zone, const std::string& language);

std::string_view to_string(ItemKind);
std::string_view to_string(Origin);
std::string_view to_string(Urgency);
std::string_view to_string(Secrecy);   // "public", "internal", "secret"
std::string_view to_string(Attendance);
std::string_view to_string(Attendee);
std::string_view to_string(AgendaState);
std::string_view to_string(EventKind);  // part_started …
std::optional<EventKind> parse_event_kind(std::string_view word);

}  // namespace fenliu::rules
