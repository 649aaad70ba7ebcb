// A calendar file for the command line.
#include "daemon/app/outside.h"
#include "daemon/ingest/icalendar.h"
#include "daemon/load/load.h"

namespace fenliu::app {

rules::Result<cli::CalendarMeetings> CommandOutside::read_calendar(const cli::CalendarRequest& request) {
  const auto zone_named = [](const std::string& name) {
    const auto zone = load::icu_zone(name);
    return zone ? zone : load::windows_zone(name);
  };
  auto read = ingest::read_calendar(request.text, {request.zone, request.own_domain, zone_named});
  const auto place = [&](const ingest::CalendarFault& fault) {
    return request.path + (fault.line > 0 ? ":" + std::to_string(fault.line) : "") + ": ";
  };
  const auto hint = [](const ingest::CalendarFault& fault) { return fault.hint.empty() ? "" : "; " + fault.hint; };
  if (!read.faults.empty()) {
    rules::Error error{rules::ErrorKind::invalid, "nothing of the calendar was taken", ""};
    for (const auto& fault : read.faults) {
      error.detail += (error.detail.empty() ? "" : "\n") + place(fault) + "error: " + fault.message + hint(fault);
    }
    return error;
  }
  cli::CalendarMeetings meetings;
  for (auto& each : read.meetings) meetings.meetings.push_back({std::move(each.item), each.sequence, each.cancelled});
  for (const auto& warning : read.warnings) meetings.warnings.push_back(place(warning) + "warning: " + warning.message + hint(warning));
  return meetings;
}

}  // namespace fenliu::app
