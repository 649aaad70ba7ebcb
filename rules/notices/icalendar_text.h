// Calendars as text of RFC 5545: events, their links (RFC 9253) and nothing of the clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/time/instant.h"

namespace fenliu::rules {

// Starts no sooner than so long after the other event has ended: RELATED-TO;RELTYPE=FINISHTOSTART;GAP=PT10M (RFC 9253).
// Stands in the event that waits and names the one that it waits for.
struct FinishToStart {
  std::string uid;
  Minutes gap{0};   // >= 0
};

enum class EventStatus { confirmed, tentative, cancelled };

struct CalendarEvent {
  std::string uid;                  // REQUIRED, of the world: ID@DOMAIN
  int sequence = 0;                 // >= 0, higher after every change
  Instant created, modified;        // `modified` is DTSTAMP too, so that equal events are equal bytes
  Instant start;
  std::optional<Instant> end;       // nothing: a point in time
  std::string summary, description, location, contact, url, category;  // UTF-8; empty ones are left out
  EventStatus status = EventStatus::confirmed;
  bool busy = true;                 // whether it takes the time up (TRANSP)
  std::vector<FinishToStart> follows;
  std::vector<std::string> parents;  // uids: this belongs to them
};

struct CalendarText {
  std::string name;                 // as programs show it
  std::string language;             // zh, en, vi
  int refresh_minutes = 0;          // how often to ask again; 0: it is no feed
  std::vector<CalendarEvent> events;
  std::string method{};             // REQUEST or CANCEL of an invitation (RFC 5546); empty: none
};

// Times are UTC instants ("20221124T103000Z"): every program shows them in its user's zone, and no VTIMEZONE can be wrong.
// Lines end in CR LF and are folded at 75 octets between code points, values are escaped; control characters that
// RFC 5545 forbids are left out. Equal calendars are equal bytes. Written here rather than by libical, which drops GAP.
std::string to_icalendar(const CalendarText& calendar);

// Who invites whom.
struct CalendarParty {
  std::string name;     // may be empty
  std::string mailbox;  // "clerk@example.org"
};

// An invitation's text with both in each event: METHOD:REQUEST and CANCEL want them (RFC 5546, 3.2.2 and 3.2.5). No answer is
// asked for: there are other ways to acknowledge.
std::string addressed_calendar(const std::string& calendar, const CalendarParty& organiser, const CalendarParty& attendee);

// "PT1H30M", "PT0M"; REQUIRES minutes >= 0.
std::string format_duration(Minutes minutes);

}  // namespace fenliu::rules
