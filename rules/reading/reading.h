// Raw text → fields, parts and times (DESIGN §5 `read`). A wrong time is worse than none: flag, never guess.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "rules/item/item.h"
#include "rules/source/configuration.h"
#include "rules/text/normalise.h"

namespace fenliu::rules {

enum class TimeKind { point, span, recurrence, relative, vague };
enum class TimeRole { deadline, meeting, effective, lookback, window, date, other };

// A phrase that says when. `range` counts code points of the input, half-open.
struct ReadTime {
  std::string text;
  TextRange range;
  TimeKind kind = TimeKind::point;
  std::string grain;                    // second, minute, hour, day, week, month, quarter, year
  std::optional<Instant> at;            // point; absent when ambiguous or damaged
  std::optional<Instant> from, to;      // span
  std::string rrule;                    // recurrence, RFC 5545
  std::optional<int> offset_minutes;    // relative, clock
  std::optional<int> working_days;      // relative, working days
  TimeRole role = TimeRole::other;
  PartId part;
  std::vector<std::string> flags;       // ambiguous, damaged, weekday-mismatch, year-inferred, calendar-unknown, extension-limit
  std::vector<Instant> readings;        // candidates when ambiguous, earliest first
};

struct ReadField {
  std::string text;
  TextRange range;
};

struct ReadPart {
  PartId part_id;
  std::string title;
  std::string text;
  TextRange range;
  std::optional<int> minutes;
  std::optional<Instant> starts;
};

struct Reading {
  std::string language;  // zh, vi, en
  std::optional<ReadField> number, title, issuer, issued, urgency, secrecy, signature;
  std::vector<ReadField> addressees, copies;
  std::optional<Date> issued_date;
  std::vector<ReadPart> parts;
  std::vector<ReadTime> times;
  struct DeadlineOf {
    std::size_t time;  // index into times
    PartId part;
    std::optional<std::size_t> limit = {};  // index into times: the text lets it be extended up to there
  };
  std::vector<DeadlineOf> deadlines;
};

// What reading needs to know of the place: zone, working time, language (empty: detected).
struct ReadingContext {
  Instant now;
  std::string language;
  const WorkingTime* working_time = nullptr;  // nullptr: no calendar; results then carry calendar-unknown
  Zone zone;
};

// REQUIRES valid UTF-8. Linear in the text for ordinary texts. Pure.
Reading read(std::string_view text, const ReadingContext& context);

boost::json::object reading_to_json(const Reading& reading, const Zone& zone);

// Fills what `item` leaves open from its text: a title when there is none, number, issuer, addressees, copies,
// issued, urgency, parts, deadlines, a meeting's start. What the poster gave is never overwritten; an item with parts
// is not split again, but deadlines are still read from its parts when it states none.
void complete_item(Item& item, const ReadingContext& context);

// Secrecy markings (DESIGN §4.7): 绝密/机密/秘密 with or without ★…, TUYỆT MẬT/TỐI MẬT/MẬT, alone on their line but for
// a copy number before and an urgency behind. A mere mention in a sentence is ordinary text. Returns the marking found,
// or empty. Survives spaces inside the marking, full-width forms, brackets and marks written apart.
std::string classified_marking(std::string_view text);

// Whether the item says so, or its title, text, number or a part carries a marking: it must not be stored or logged.
bool is_classified(const Item& item);

}  // namespace fenliu::rules
