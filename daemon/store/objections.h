// Rows of what units answer: objections, and the steps of their tasks. Part of store.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "rules/time/instant.h"

namespace fenliu::store {

struct ObjectionRow {
  std::int64_t number = 0;      // row number, assigned by the store: the cursor behind it
  std::string id;               // "o-" + 26 characters, assigned by the application
  std::string item;
  int item_revision = 1;        // that the unit spoke of
  std::string unit;
  std::string notice;           // empty: it was told nothing
  std::string office, issuer;   // that posted, and that issued the item: both may answer
  std::string kind;             // of rules::ObjectionKind
  std::string part;             // empty: all of it
  std::string text;
  std::optional<rules::Instant> stated;       // the deadline objected to
  std::optional<rules::Instant> proposed_at;  // the time asked for
  std::string person;           // as stated; empty: the unit's shared account
  std::string principal;
  rules::Instant at;
  rules::Instant due;           // until when the office must answer
  std::optional<rules::Instant> escalated_at;
  std::string state = "open";   // of rules::ObjectionState
  std::string role;             // missed-us, accepted: what the unit became
  std::string answer;           // the office's words
  std::string answered_by;      // the person
  std::string answerer;         // the principal
  std::optional<rules::Instant> answered_at;
};

// Never changed: taking one back is a step, too.
struct TaskStepRow {
  std::string item;
  std::string unit;
  std::string notice;
  int item_revision = 1;
  std::string kind;             // of rules::TaskStepKind
  std::string assignee;
  std::string by;               // "principal, person as stated"
  rules::Instant at;
};

// That a person took an item back, and why.
struct WithdrawalRow {
  std::string item;
  std::string by;               // the person
  std::string principal;
  std::string reason;
  rules::Instant at;
};

// What one asks for in a list of objections. Empty fields choose all.
struct ObjectionFilter {
  std::string office;           // that may answer
  std::string state;
};

}  // namespace fenliu::store
