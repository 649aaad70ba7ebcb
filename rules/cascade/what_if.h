// What would become of the evening if lower meetings were held otherwise, and which parts some units hear a second time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/cascade/plan.h"

namespace fenliu::rules {

struct WhatIfPolicy {
  int persons_per_unit = 1;
  Minutes paper{10};  // that a person takes to read what was not said in a meeting
  Instant morning{};  // when work starts next; REQUIRED to lie after now
};

// A unit that may go earlier than as planned, before the morning.
struct MayGo {
  UnitId unit;
  Instant until;                   // its last end as planned
  std::optional<Instant> instead;  // its last end in the alternative; nothing: it need not stay at all
  friend bool operator==(const MayGo&, const MayGo&) = default;
};

// Counts what is still to be sat: the meetings of the cascades in question that have not ended, by their expected course.
// A unit sits in the whole meeting, or from the first of its parts to the last; a meeting that names no unit counts as one,
// its organiser.
struct Alternative {
  std::string name;                // as-planned, join-directly, next-morning, on-paper
  std::string obstacle;            // why it is not possible, in English; empty: it is
  std::vector<MeetingId> meetings; // that would be held otherwise, or not at all, in order of id
  std::int64_t person_minutes = 0;
  std::optional<Instant> latest_end;
  std::vector<MayGo> released;     // in order of unit
};

// Compares holding the meetings as planned with three other ways, for `from` and what follows from it, or where it has no
// predecessor or is not given, for all that have one; those that have begun stay as they are. Nothing is changed in `plan`.
//   join-directly  their units sit in the highest meeting above that has not begun. What only passes on falls away: the
//                  parts that are re-heard, or the whole meeting where none is said to be;
//   next-morning   they begin when work starts;
//   on-paper       they are not held; what they would have said is read.
// Empty: there is no such meeting.
std::vector<Alternative> what_if(const Plan& plan, const std::optional<MeetingId>& from, const WhatIfPolicy& policy, Instant now);

// A part that says what was said above: it relays that part, or has the same text (kLeastContent characters at least, so
// that two "other matters" are not one). `units` sit in both: each may be excused if the poster confirms, which a `release` event says
// where the unit has no other part.
struct Reheard {
  MeetingId meeting;
  PartId part;
  MeetingId upstream;
  PartId upstream_part;
  std::string by;                  // relays, same-text
  std::vector<UnitId> units;
  bool operator==(const Reheard&) const = default;
};
inline constexpr std::size_t kLeastContent = 12;
// A text as it is compared: normalised; empty when it is shorter.
std::u32string content_of(const std::string& text);
std::vector<Reheard> reheard(const Plan& plan, const std::vector<MeetingId>& meetings);

// {"alternatives":[{"name","obstacle"?,"meetings","person_hours","latest_end"?,"released":[{"unit","until","instead"?}]}],
// "reheard":[{"meeting","part","upstream","upstream_part","by","units"}]}
boost::json::object what_if_to_json(const std::vector<Alternative>& alternatives, const std::vector<Reheard>& reheard, const Zone& zone);

}  // namespace fenliu::rules
