// Overlays: dated facts that set some units' working time apart from their calendar (DESIGN §3, §4.6).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/text/diagnostic.h"
#include "rules/time/instant.h"

namespace fenliu::rules {

// Half-open span of minutes of a day, 0 <= start < end <= 1440; of a duty shift end <= 2880: past midnight.
struct DaySpan {
  Minutes start{0};
  Minutes end{0};

  friend bool operator==(const DaySpan&, const DaySpan&) = default;
};

// Both ends included; missing = open.
struct DateRange {
  std::optional<Date> from;
  std::optional<Date> until;

  bool contains(Date date) const;
  friend bool operator==(const DateRange&, const DateRange&) = default;
};

std::string format_day_span(DaySpan span);  // "08:00-12:00", past midnight "20:00-08:00"

// Sorted and disjoint again, spans that touch made one.
std::vector<DaySpan> united(std::vector<DaySpan> spans);
// What of `spans` no span of `taken` covers. REQUIRES both sorted and disjoint.
std::vector<DaySpan> without(const std::vector<DaySpan>& spans, const std::vector<DaySpan>& taken);

// duty_shift: the units work in `spans`, whatever the calendar says.
// absence:    the units do not work, all day or in `spans`; with `staff` so many of their people are away instead.
// secondment: `staff` people of the one unit work for `host` meanwhile.
// day_off:    a day off, as a holiday that the calendar lacks.
// workday:    a day worked, as a make-up workday that the calendar lacks.
enum class OverlayKind { duty_shift, absence, secondment, day_off, workday };
std::string_view to_string(OverlayKind kind);  // "duty_shift", …

// Whom an overlay names is for whoever knows the organisation to say (configuration.h); days off and workdays that name
// nobody are everybody's.
struct Overlay {
  OverlayKind kind = OverlayKind::day_off;
  std::vector<std::string> units;             // units or groups; a secondment's: the one unit that lends
  std::vector<std::string> places;            // days off and workdays: of units with such a place
  std::string host;                           // secondment
  std::vector<std::string> persons;           // secondments and absences: by name; an absence of persons names no units
  DateRange dates;                            // INVARIANT: both ends set
  std::vector<std::chrono::weekday> weekdays; // duty shifts and absences: only on these; empty: every day
  std::vector<DaySpan> spans;                 // sorted
  int staff = 0;                              // people; 0: the whole unit
  std::optional<Instant> announced;           // unknown before; nothing: known for ever
  std::map<std::string, std::string> name;    // language → words
  Span span;

  bool on(Date date) const;                   // its dates and weekdays hold it
  bool known(Instant at) const { return !announced || *announced <= at; }
  friend bool operator==(const Overlay& a, const Overlay& b);  // `span` aside
};

using Overlays = std::vector<Overlay>;

}  // namespace fenliu::rules
