// Instants, local times and zones. Zone transitions come in as data (the daemon reads them from ICU).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fenliu::rules {

using Instant = std::chrono::sys_seconds;       // UTC
using LocalTime = std::chrono::local_seconds;   // wall clock of some zone
using Date = std::chrono::year_month_day;
using Minutes = std::chrono::minutes;

// From `from` on (inclusive) local time is UTC + offset, until the next transition.
struct ZoneTransition {
  Instant from;
  std::chrono::seconds offset{0};
};

// An IANA zone as data. `transitions` are sorted; the first holds for all earlier instants too.
// INVARIANT: transitions is not empty. Outside [covers_from, covers_until) the nearest offset is used.
struct Zone {
  std::string name = "UTC";
  std::vector<ZoneTransition> transitions{{Instant{}, std::chrono::seconds{0}}};

  std::chrono::seconds offset_at(Instant instant) const;
  LocalTime to_local(Instant instant) const;
  // A local time that a transition skips maps to the transition's instant; one that occurs twice to the earlier.
  Instant to_instant(LocalTime local) const;
};

// "2022-11-24T20:30+08:00", with or without seconds; 'Z' and offsets; 24:00 is the end of that day.
// Nothing for dates that do not exist, or without an offset.
std::optional<Instant> parse_rfc3339(std::string_view text);
std::string format_rfc3339(Instant instant, const Zone& zone);  // with the zone's offset, seconds only when not 0

std::optional<Date> parse_date(std::string_view text);  // YYYY-MM-DD that exists
std::string format_date(Date date);
std::string format_time_of_day(LocalTime local);  // HH:MM

Date date_of(LocalTime local);
LocalTime at(Date date, Minutes time_of_day);

}  // namespace fenliu::rules
