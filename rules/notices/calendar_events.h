// What stands in a calendar: the windows and deadlines of a unit, and the meetings of a cascade, in words.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/notices/calendar_entries.h"
#include "rules/notices/icalendar_text.h"

namespace fenliu::rules {

// Why a part is the unit's, without the sentence around the words: a calendar leaves the house.
struct CalendarReason {
  PartId part;
  Via via = Via::name;
  std::string topic;               // via duty
  std::string rule;                // empty: none
  std::vector<std::string> terms;  // as matched
};

// What the newest decision before the entry's last change says about the unit.
struct CalendarShare {
  std::vector<CalendarReason> reasons;
  std::vector<CausalStep> chain;   // of the meeting that moves it
};

// Shared by all events of one calendar.
struct CalendarSetting {
  const Configuration& configuration;
  std::string language;                                // zh, en, vi
  std::map<MeetingId, std::string> titles;             // of public meetings, for causal chains
};

// "按职责“学校安全”：“中小学”（规则 schools）", and "省会议 +30分钟（超时）、…"; empty for no steps.
std::string reason_words(const CalendarReason& reason, const CalendarSetting& setting);
std::string chain_words(const std::vector<CausalStep>& steps, const CalendarSetting& setting);

// The part of a uid behind the '@', from the configuration's home unit.
std::string calendar_domain(const Configuration& configuration);

// An event of the unit's feed. A deadline is a point in time that takes none up (programs show no VTODO); an open window has
// no end and is tentative. Titles and matched words only, never the text of a part; of an `internal` item neither: it says
// that the inbox holds it.
CalendarEvent unit_event(const CalendarEntry& entry, const Item& item, const UnitId& unit, const CalendarShare& share,
                         const CalendarSetting& setting);

// A meeting as forecast (p50), waiting for its predecessors. `sequence` and `modified` are the caller's: they must rise with
// every change of the forecast. Nothing for a meeting whose start is unknown and that is not cancelled; a cancelled one keeps
// its planned start, else nothing.
std::optional<CalendarEvent> meeting_event(const MeetingForecast& forecast, const Item& item, bool with_agenda, int sequence,
                                           Instant modified, const CalendarSetting& setting);

}  // namespace fenliu::rules
