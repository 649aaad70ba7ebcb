// A notice as a person reads it, in one language, after the secrecy policy: what a channel carries and a preview shows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/notices/notices.h"

namespace fenliu::rules {

// What was taken out of a text before it left the office.
struct Masked {
  std::string kind;        // id-card, phone, bank-card, address, name, body
  int count = 0;
};

struct Message {
  std::string notice;      // id
  std::string item;        // id: messages about one item to one recipient are one thread
  UnitId unit;
  int sequence = 1;        // of told states: later ones replace earlier ones
  Stage stage = Stage::new_;
  Role role = Role::none;
  Urgency urgency = Urgency::routine;
  std::string language;    // zh, vi, en
  std::string subject;     // one line
  std::string text;        // plain, lines of any length
  std::string html;        // a fragment within body, no scripts, no outside references
  std::string brief;       // one sentence for SMS and chat groups: when, where, what
  std::string link;        // to the notice on the page; empty: the office has no address
  std::string calendar;    // a VCALENDAR with METHOD:REQUEST or CANCEL; empty: the unit has no window
  Instant at;              // decided
  std::vector<Masked> masked;
};

}  // namespace fenliu::rules
