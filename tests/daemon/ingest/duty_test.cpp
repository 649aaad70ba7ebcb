// Duty out of tables and calendars: what is taken, and which line is wrong.
#include "daemon/ingest/duty_csv.h"

#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu;

namespace {

const rules::Zone& zone() {
  static const auto found = *support::test_zone("Asia/Shanghai");
  return found;
}

std::string lines(const ingest::ImportedDuty& read) {
  std::string all;
  for (const auto& fault : read.faults) all += std::to_string(fault.line) + "! " + fault.message + "\n";
  for (const auto& line : read.lines) {
    all += std::to_string(line.line) + " " + line.unit + "|" + line.function + "|" + line.person + "|" + line.post + "|" + line.name + "|" +
           rules::format_rfc3339(line.from, zone()) + "|" + rules::format_rfc3339(line.until, zone()) + "|" + line.kind + "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("tables as spreadsheets write them are read") {
  const std::string want = "2 a1|clerk|||甲|2022-11-25T18:00+08:00|2022-11-26T08:00+08:00|night\n";
  CHECK(lines(ingest::read_duty_csv("\xEF\xBB\xBFunit,function,name,from,until,kind\r\na1,clerk,甲,2022-11-25 18:00,2022-11-26 08:00,night\r\n", zone())) == want);
  CHECK(lines(ingest::read_duty_csv("name;remark;from;until;unit;kind;function\n甲;;2022/11/25 18:00;2022/11/26 8:00:00;a1;night;clerk", zone())) == want);
  CHECK(lines(ingest::read_duty_csv("from,until,\"name\",unit,function,kind\n2022-11-25T10:00Z,2022-11-26T00:00Z,\"甲\",a1,clerk,night\n\n", zone())) == want);
}

TEST_CASE("what is wrong with a table is said with its line, all at once") {
  CHECK(lines(ingest::read_duty_csv("", zone())) == "0! the file is empty\n");
  CHECK(lines(ingest::read_duty_csv("name,until\n甲,2022-11-26 08:00\n", zone())) == "1! the table has no column 'from'\n");
  CHECK(lines(ingest::read_duty_csv("from,until\n2022-11-25 18:00,2022-11-26 08:00\n", zone())) == "1! no column says who is on duty\n");
  const auto read = ingest::read_duty_csv("name,from,until\n甲,25.11.2022,2022-11-26 08:00\n乙,2022-11-26 18:00\n丙,2022-11-27 18:00,2022-11-28 08:00\n", zone());
  REQUIRE(read.faults.size() == 2);
  CHECK(read.faults[0].line == 2);
  CHECK(read.faults[0].message == "'25.11.2022' is no time");
  CHECK(read.faults[1].line == 3);
  CHECK(lines(ingest::read_duty_csv("name,from,until\n\xB5\xC2,2022,2022\n", zone())).find("not UTF-8") != std::string::npos);
}

TEST_CASE("times of tables: dates that exist, hours of a day") {
  const std::pair<const char*, bool> rows[] = {{"2022-11-25 18:00", true}, {"2022-1-5 8:00", true},   {"2022-11-25T18:00", true}, {"2022-11-25 24:00", true},
                                               {"2022-02-29 18:00", false}, {"2022-11-25", false},     {"2022-11-25 25:00", false}, {"18:00", false},
                                               {"2022-11-25 18:00+08:00", true}, {"2022-11-25T18:00+08:00", true}, {"", false}, {"22-11-25 18:00", false}};
  for (const auto& [text, fine] : rows) {
    CAPTURE(text);
    CHECK(rules::parse_table_time(text, zone()).has_value() == fine);
  }
}

TEST_CASE("calendars of duty are read, in UTC, in a zone of their own and in the office's") {
  const auto calendar = [](const std::string& event) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20221101T000000Z\r\n" + event + "END:VEVENT\r\nEND:VCALENDAR\r\n";
  };
  CHECK(lines(ingest::read_duty_calendar(calendar("DTSTART:20221125T100000Z\r\nDTEND:20221126T000000Z\r\nSUMMARY:甲 (clerk)\r\nCATEGORIES:night\r\n"), zone())) ==
        "4 |clerk|||甲|2022-11-25T18:00+08:00|2022-11-26T08:00+08:00|night\n");
  CHECK(lines(ingest::read_duty_calendar(calendar("DTSTART:20221125T180000\r\nDTEND:20221126T080000\r\nSUMMARY:甲\r\nDESCRIPTION:unit: a1\\nperson: jia\r\n"), zone())) ==
        "4 a1||jia|||2022-11-25T18:00+08:00|2022-11-26T08:00+08:00|\n");
  CHECK(lines(ingest::read_duty_calendar(calendar("DTSTART;VALUE=DATE:20221125\r\nDTEND;VALUE=DATE:20221126\r\nSUMMARY:甲\r\n"), zone())) == "4! this event lasts whole days\n");
  CHECK(lines(ingest::read_duty_calendar(calendar("DTSTART:20221125T180000\r\nDTEND:20221126T080000\r\nRRULE:FREQ=DAILY\r\nSUMMARY:甲\r\n"), zone())) == "4! this event repeats\n");
}
