// Calendars from outside: whatever comes in, faults have lines, and what is taken are items that a daemon would store.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/ingest/holiday_calendar.h"
#include "daemon/ingest/icalendar.h"
#include "rules/item/item_json.h"
#include "rules/text/utf8.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace fenliu;

std::string calendar(const std::string& lines) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + lines + "END:VCALENDAR\r\n";
}

std::string event(const std::string& lines) { return calendar("BEGIN:VEVENT\r\nUID:a@b\r\n" + lines + "END:VEVENT\r\n"); }

}  // namespace

std::vector<std::string> fuzz_seeds() {
  return {event("DTSTART:20221124T103000Z\r\nDTEND:20221124T113000Z\r\nSUMMARY:\xE4\xBC\x9A\\, a\r\n b\r\nSEQUENCE:2\r\n"),
          event("DTSTART;TZID=Asia/Shanghai:20221124T183000\r\nDURATION:PT1H30M\r\nSTATUS:CANCELLED\r\n"
                "RELATED-TO;RELTYPE=FINISHTOSTART;GAP=PT10M:c@d\r\nATTENDEE;CN=\"A: b\":mailto:a@example.org\r\n"),
          event("DTSTART;VALUE=DATE:20221124\r\nRRULE:FREQ=WEEKLY;BYDAY=MO\r\n"),
          event("SUMMARY:holiday\r\nDTSTART;VALUE=DATE:20221124\r\nDTEND;VALUE=DATE:20221126\r\nRRULE:FREQ=YEARLY;COUNT=3\r\nEXDATE;VALUE=DATE:20231124\r\n"),
          calendar("BEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\n"
                   "TZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
                   "BEGIN:VEVENT\r\nUID:z\r\nDTSTART;TZID=Here:20221124T183000\r\nEND:VEVENT\r\n"),
          "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(fuzz::view(data, size));
  const ingest::CalendarReading reading{rules::Zone{}, "home.fenliu", [](const std::string& name) {
                                          return name == "Asia/Shanghai" ? std::optional(rules::Zone{name, {{rules::Instant{}, std::chrono::hours{8}}}}) : std::nullopt;
                                        }};
  const auto read = ingest::read_calendar(text, reading);
  fuzz::require(read.faults.empty() || read.meetings.empty(), "nothing is half imported");
  const auto lines = static_cast<int>(1 + std::count(text.begin(), text.end(), '\n'));
  for (const auto& fault : read.faults) {
    fuzz::require(fault.line >= 0 && fault.line <= lines, "a fault stands in the file");
    fuzz::require(!rules::first_invalid_utf8(fault.message + fault.hint), "and is said in valid text");
  }
  const auto until = rules::parse_date("2030-12-31");
  const auto holidays = ingest::read_holiday_calendar(text, {{{}, until}, size % 2 == 0});
  for (const auto& each : holidays.notice.days_off) fuzz::require(each.from <= each.until && each.until <= *until, "days off are in order and asked for");
  for (const auto& each : holidays.notice.doubts) fuzz::require(!rules::first_invalid_utf8(each.why + each.source.text), "doubts are valid text");
  for (const auto& meeting : read.meetings) {
    fuzz::require(meeting.item.starts.has_value(), "a meeting has a start");
    fuzz::require(!meeting.item.id.empty() && meeting.item.id.size() <= 64, "and an id");
    const auto again = rules::item_from_json(rules::item_to_json(meeting.item, reading.local), reading.local);
    fuzz::require(again.faults.empty(), "and is an item");
  }
  return 0;
}
