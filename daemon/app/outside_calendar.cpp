// A calendar file for the command line.
#include "daemon/app/outside.h"
#include "daemon/ingest/holiday_calendar.h"
#include "daemon/ingest/icalendar.h"
#include "daemon/load/load.h"

namespace fenliu::app {

namespace {

std::string place(const std::string& path, const ingest::CalendarFault& fault) {
  return path + (fault.line > 0 ? ":" + std::to_string(fault.line) : "") + ": ";
}

std::string hint(const ingest::CalendarFault& fault) { return fault.hint.empty() ? "" : "; " + fault.hint; }

rules::Error nothing_taken(const std::string& path, const std::vector<ingest::CalendarFault>& faults) {
  rules::Error error{rules::ErrorKind::invalid, "nothing of the calendar was taken", ""};
  for (const auto& fault : faults) {
    error.detail += (error.detail.empty() ? "" : "\n") + place(path, fault) + "error: " + fault.message + hint(fault);
  }
  return error;
}

}  // namespace

rules::Result<cli::CalendarMeetings> CommandOutside::read_calendar(const cli::CalendarRequest& request) {
  const auto zone_named = [](const std::string& name) {
    const auto zone = load::icu_zone(name);
    return zone ? zone : load::windows_zone(name);
  };
  auto read = ingest::read_calendar(request.text, {request.zone, request.own_domain, zone_named});
  if (!read.faults.empty()) return nothing_taken(request.path, read.faults);
  cli::CalendarMeetings meetings;
  for (auto& each : read.meetings) meetings.meetings.push_back({std::move(each.item), each.sequence, each.cancelled});
  for (const auto& warning : read.warnings) {
    meetings.warnings.push_back(place(request.path, warning) + "warning: " + warning.message + hint(warning));
  }
  return meetings;
}

rules::Result<rules::HolidayNotice> CommandOutside::read_holiday_calendar(const cli::HolidayCalendarRequest& request) {
  auto read = ingest::read_holiday_calendar(request.text, {request.within, request.unmarked_off});
  if (!read.faults.empty()) return nothing_taken(request.path, read.faults);
  return std::move(read.notice);
}

}  // namespace fenliu::app
