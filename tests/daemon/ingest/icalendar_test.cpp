// Calendars to meetings: times in zones, links with gaps, what is left out, and faults with their lines.
#include "daemon/ingest/icalendar.h"

#include "daemon/load/load.h"
#include "tests/support/catch.h"

using namespace fenliu;

namespace {

ingest::ImportedCalendar read(const std::string& text) {
  const auto named = [](const std::string& name) {
    const auto zone = load::icu_zone(name);
    return zone ? zone : load::windows_zone(name);
  };
  return ingest::read_calendar(text, {*load::icu_zone("Asia/Shanghai"), "gov-office.fenliu", named});
}

// "|" ends a line.
std::string calendar(std::string lines) {
  lines = "BEGIN:VCALENDAR|VERSION:2.0|PRODID:x|" + lines + "END:VCALENDAR|";
  for (auto at = lines.find('|'); at != std::string::npos; at = lines.find('|')) lines.replace(at, 1, "\r\n");
  return lines;
}

std::string event(const std::string& lines) { return calendar("BEGIN:VEVENT|UID:a@example.org|" + lines + "END:VEVENT|"); }

rules::Instant at(const std::string& text) { return *rules::parse_rfc3339(text); }

std::string follows(const rules::Item& item) {
  std::string text;
  for (const auto& each : item.follows) text += each.meeting + (each.gap_minutes ? " +" + std::to_string(*each.gap_minutes) : "") + ";";
  return text;
}

}  // namespace

TEST_CASE("times are read in every form in which calendars write them") {
  struct Row {
    const char* start;
    const char* instant;
  };
  const auto row = GENERATE(Row{"DTSTART:20221124T103000Z", "2022-11-24T18:30+08:00"},
                            Row{"DTSTART:20221124T183000", "2022-11-24T18:30+08:00"},
                            Row{"DTSTART;TZID=Asia/Ho_Chi_Minh:20221124T183000", "2022-11-24T18:30+07:00"},
                            Row{"DTSTART;TZID=\"China Standard Time\":20221124T183000", "2022-11-24T18:30+08:00"},
                            Row{"DTSTART;TZID=America/New_York:20220704T090000", "2022-07-04T09:00-04:00"},
                            Row{"DTSTART;TZID=America/New_York:20220104T090000", "2022-01-04T09:00-05:00"});
  CAPTURE(row.start);
  const auto found = read(event(std::string(row.start) + "|DURATION:PT1H|"));
  REQUIRE(found.meetings.size() == 1);
  CHECK(found.meetings[0].item.starts == at(row.instant));
  CHECK(found.meetings[0].item.ends == at(row.instant) + std::chrono::hours{1});
}

TEST_CASE("a zone that the file defines goes before the one that is known by its name") {
  const std::string zone = "BEGIN:VTIMEZONE|TZID:Asia/Shanghai|BEGIN:STANDARD|DTSTART:19700101T000000|TZOFFSETFROM:+0300|"
                           "TZOFFSETTO:+0300|END:STANDARD|END:VTIMEZONE|";
  const auto found = read(calendar(zone + "BEGIN:VEVENT|UID:a|DTSTART;TZID=Asia/Shanghai:20221124T183000|END:VEVENT|"));
  REQUIRE(found.meetings.size() == 1);
  CHECK(found.meetings[0].item.starts == at("2022-11-24T18:30+03:00"));
}

TEST_CASE("what a calendar says of a meeting becomes an item from outside") {
  const auto found = read(event("DTSTART:20221124T103000Z|DTEND:20221124T113000Z|SUMMARY:全县\\,调度|  会|DESCRIPTION:一\\n二|"
                                "LOCATION:三楼|URL:https://example.org/1|ORGANIZER;CN=\"市: 办\":mailto:o@example.org|"
                                "ATTENDEE;CN=教育局:mailto:e@example.org|ATTENDEE:mailto:h@example.org|SEQUENCE:3|CLASS:PRIVATE|"));
  REQUIRE(found.meetings.size() == 1);
  const auto& item = found.meetings[0].item;
  CHECK(item.kind == rules::ItemKind::meeting);
  CHECK(item.origin == rules::Origin::outside);
  CHECK(item.title == "全县,调度 会");
  CHECK(item.text == "一\n二");
  CHECK(item.place == "三楼");
  CHECK(item.link == "https://example.org/1");
  CHECK(item.issuer == "市: 办");
  CHECK(item.attendees == std::vector<std::string>{"教育局", "h@example.org"});
  CHECK(item.secrecy == rules::Secrecy::internal);
  CHECK(found.meetings[0].sequence == 3);
  CHECK(found.meetings[0].line == 4);
  CHECK_FALSE(found.meetings[0].cancelled);
}

TEST_CASE("a backslash that escapes nothing is itself") {
  const auto found = read(event("DTSTART:20221124T103000Z|SUMMARY:C:\\会\\议\\\\一\\|"));
  REQUIRE(found.meetings.size() == 1);
  CHECK(found.meetings[0].item.title == "C:\\会\\议\\一\\");
}

TEST_CASE("links keep their gap, and the earlier of two meetings goes first whichever carries the link") {
  const std::string early = "BEGIN:VEVENT|UID:province|DTSTART:20221124T083000Z|", late = "BEGIN:VEVENT|UID:city|DTSTART:20221124T103000Z|";
  const std::string link = "RELATED-TO;RELTYPE=FINISHTOSTART;GAP=PT10M:", end = "END:VEVENT|";
  const auto text = GENERATE_COPY(late + link + "province|" + end + early + end, late + end + early + link + "city|" + end);
  const auto found = read(calendar(text));
  REQUIRE(found.meetings.size() == 2);
  CHECK(found.meetings[0].item.id == "province");
  CHECK(follows(found.meetings[0].item) == "");
  CHECK(follows(found.meetings[1].item) == "province +10;");
}

TEST_CASE("relations are read in every form") {
  struct Row {
    const char* line;
    const char* follows;
  };
  const auto row = GENERATE(Row{"RELATED-TO;RELTYPE=FINISHTOSTART:city-meeting@gov-office.fenliu", "city-meeting;"},
                            Row{"RELATED-TO;GAP=PT1H30M;RELTYPE=FINISHTOSTART:x", "x +90;"},
                            Row{"related-to;gap=PT5M;reltype=finishtostart:x", "x +5;"},
                            Row{"RELATED-TO;RELTYPE=DEPENDS-ON:x", "x;"}, Row{"RELATED-TO:x", ""},
                            Row{"RELATED-TO;RELTYPE=PARENT:x", ""});
  CAPTURE(row.line);
  const auto found = read(event(std::string("DTSTART:20221124T103000Z|") + row.line + "|"));
  REQUIRE(found.meetings.size() == 1);
  CHECK(follows(found.meetings[0].item) == row.follows);
}

TEST_CASE("of one uid the newest counts, and what is cancelled is marked") {
  const auto one = [](const std::string& lines) { return "BEGIN:VEVENT|UID:a|DTSTART:20221124T103000Z|" + lines + "END:VEVENT|"; };
  const auto newest = read(calendar(one("SEQUENCE:2|SUMMARY:new|") + one("SEQUENCE:1|SUMMARY:old|")));
  REQUIRE(newest.meetings.size() == 1);
  CHECK(newest.meetings[0].item.title == "new");
  CHECK(read(calendar(one("STATUS:CANCELLED|"))).meetings[0].cancelled);
  CHECK(read(calendar("METHOD:CANCEL|" + one(""))).meetings[0].cancelled);
}

TEST_CASE("what is no single meeting with a time is left out, and said") {
  const auto found = read(calendar("BEGIN:VEVENT|UID:a|DTSTART;VALUE=DATE:20221124|SUMMARY:a day|END:VEVENT|BEGIN:VEVENT|UID:b|"
                                   "DTSTART:20221124T103000Z|RRULE:FREQ=WEEKLY|END:VEVENT|BEGIN:VTODO|UID:c|END:VTODO|"));
  CHECK(found.faults.empty());
  CHECK(found.meetings.empty());
  REQUIRE(found.warnings.size() == 3);
  CHECK(found.warnings[0].line == 4);
  CHECK(found.warnings[1].line == 9);
}

TEST_CASE("a fault names its line, and nothing is taken") {
  struct Row {
    std::string text;
    int line;
    const char* message;
  };
  const auto row = GENERATE(
      Row{"", 1, "BEGIN:VCALENDAR"}, Row{"hello", 1, "BEGIN:VCALENDAR"}, Row{calendar("what is this|"), 4, "no ':'"},
      Row{calendar("BEGIN:VEVENT|UID:a|END:VTODO|"), 6, "END:VTODO"}, Row{"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", 2, "no END"},
      Row{calendar("SUMMARY:\xFF|"), 4, "UTF-8"}, Row{event("SUMMARY:x|"), 4, "no DTSTART"},
      Row{calendar("BEGIN:VEVENT|DTSTART:20221124T103000Z|END:VEVENT|"), 4, "no UID"},
      Row{event("DTSTART;TZID=Nowhere/City:20221124T183000|"), 4, "Nowhere/City"},
      Row{event("DTSTART:20221124T103000Z|DTEND:20221124T093000Z|"), 4, "ends before"},
      Row{event("DTSTART:20221324T103000Z|"), 4, ""},
      Row{event("DTSTART:20221124T103000Z|RELATED-TO;RELTYPE=FINISHTOSTART;GAP=-PT5M:x|"), 4, "GAP"});
  CAPTURE(row.text);
  const auto found = read(row.text);
  CHECK(found.meetings.empty());
  REQUIRE_FALSE(found.faults.empty());
  CHECK(found.faults[0].line == row.line);
  CAPTURE(found.faults[0].message);
  CHECK(found.faults[0].message.find(row.message) != std::string::npos);
}

TEST_CASE("ids of items come from uids, and foreign ones stay apart") {
  CHECK(ingest::item_id_of("county-meeting@gov-office.fenliu", "gov-office.fenliu") == "county-meeting");
  CHECK(ingest::item_id_of("3f2a-9", "gov-office.fenliu") == "3f2a-9");
  const auto foreign = ingest::item_id_of("county-meeting@city.fenliu", "gov-office.fenliu");
  CHECK(foreign.starts_with("county-meeting-city.fenliu-"));
  CHECK(foreign != ingest::item_id_of("county-meeting@city-fenliu", "gov-office.fenliu"));
  CHECK(ingest::item_id_of(std::string(500, 'x'), "").size() == 64);
}
