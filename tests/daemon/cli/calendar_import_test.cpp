// `fenliu calendar import`: what it prints is a calendar that a configuration can hold, with its sources and its doubts.
#include <filesystem>
#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"

using namespace fenliu;
namespace fs = std::filesystem;

namespace {

// The example county with one more calendar.
support::Ran days_of_imported(const std::string& calendar, const char* from, const char* until) {
  const support::TemporaryFolder folder;
  fs::copy(support::root() + "/config/county-cn", folder.file("config"), fs::copy_options::recursive);
  std::ofstream(folder.file("config") + "/calendars/imported.yaml") << calendar;
  const auto checked = support::run_fenliu({"check", folder.file("config")});
  CHECK(checked.err == "");
  CHECK(checked.exit == 0);
  return support::run_fenliu({"calendar", "days", "--config", folder.file("config"), "--calendar", "imported", "--from", from, "--until", until});
}

const char* const kNotice =
    "关于2025年部分节假日安排的通知\n"
    "一、清明节：4月4日（周五）至6日（周日）放假，共3天。\n"
    "二、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。\n"
    "三、端午节：5月31日（周六）至6月2日（周一）放假，共4天。\n";

}  // namespace

TEST_CASE("a notice in Chinese becomes a calendar with its sentences, and what contradicts itself stays out") {
  const auto ran = support::run_fenliu({"calendar", "import", "-"}, kNotice);
  CHECK(ran.exit == 0);
  CHECK(ran.err == "fenliu: 1 place was not understood; see the end of the calendar\n");
  const auto expected = support::golden("calendars/notice-zh.txt", ran.out);
  REQUIRE(expected);
  CHECK(ran.out == *expected);
  CHECK(days_of_imported(ran.out, "2025-04-27", "2025-05-06").out ==
        "2025-04-27 work 08:00-12:00 14:00-18:00\n2025-04-28 work 08:00-12:00 14:00-18:00\n2025-04-29 work 08:00-12:00 14:00-18:00\n"
        "2025-04-30 work 08:00-12:00 14:00-18:00\n2025-05-01 off\n2025-05-02 off\n2025-05-03 off\n2025-05-04 off\n2025-05-05 off\n"
        "2025-05-06 work 08:00-12:00 14:00-18:00\n");
}

TEST_CASE("a notice in Vietnamese becomes a calendar") {
  const auto ran = support::run_fenliu({"calendar", "import", "-", "--id", "imported"},
                                       "Thông báo nghỉ lễ năm 2025\n"
                                       "1. Quốc khánh: nghỉ từ thứ Bảy ngày 30/8 đến hết thứ Ba ngày 02/9/2025.\n"
                                       "2. Hoán đổi ngày làm việc từ thứ Sáu ngày 02/5/2025 sang thứ Bảy ngày 26/4/2025.\n");
  CHECK(ran.exit == 0);
  CHECK(ran.err == "");
  const auto expected = support::golden("calendars/notice-vi.txt", ran.out);
  REQUIRE(expected);
  CHECK(ran.out == *expected);
  CHECK(days_of_imported(ran.out, "2025-04-26", "2025-04-26").out == "2025-04-26 work 08:00-12:00 14:00-18:00\n");
}

TEST_CASE("what holds no holidays is said so, and nothing is printed") {
  const auto nothing = support::run_fenliu({"calendar", "import", "-"}, "The office is closed on Friday.\n");
  CHECK(nothing.exit == 1);
  CHECK(nothing.out == "");
  CHECK(nothing.err.find("--lang zh or vi") != std::string::npos);
  const auto yearless = support::run_fenliu({"calendar", "import", "-"}, "劳动节：5月1日放假。\n");
  CHECK(yearless.exit == 1);
  CHECK(yearless.out == "");
  CHECK(yearless.err.find("give --year") != std::string::npos);
  CHECK(support::run_fenliu({"calendar", "import", "-", "--year", "2026"}, "劳动节：5月1日放假。\n").exit == 0);
  CHECK(support::run_fenliu({"calendar", "import", "-", "--lang", "en"}, "x").exit == 2);
  CHECK(support::run_fenliu({"calendar", "import", "-", "--id", "My calendar"}, "x").exit == 2);
}

TEST_CASE("an iCalendar file becomes a calendar") {
  const std::string file =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
      "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:劳动节（休）\r\nDTSTART;VALUE=DATE:20250501\r\nDTEND;VALUE=DATE:20250506\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:b\r\nSUMMARY:劳动节（班）\r\nDTSTART;VALUE=DATE:20250427\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nUID:c\r\nSUMMARY:教师节\r\nDTSTART;VALUE=DATE:20250910\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  const auto ran = support::run_fenliu({"calendar", "import", "-"}, file);
  CHECK(ran.exit == 0);
  CHECK(ran.err == "fenliu: 1 place was not understood; see the end of the calendar\n");
  const auto expected = support::golden("calendars/ics.txt", ran.out);
  REQUIRE(expected);
  CHECK(ran.out == *expected);
  CHECK(days_of_imported(ran.out, "2025-04-27", "2025-04-27").out == "2025-04-27 work 08:00-12:00 14:00-18:00\n");
  CHECK(support::run_fenliu({"calendar", "import", "-", "--unmarked", "off"}, file).err == "");
  const auto outside = support::run_fenliu({"calendar", "import", "-", "--until", "2024-12-31"}, file);
  CHECK(outside.exit == 1);
  const auto broken = support::run_fenliu({"calendar", "import", "-"}, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n");
  CHECK(broken.exit == 1);
  CHECK(broken.err.find("-:") != std::string::npos);
  CHECK(support::run_fenliu({"calendar", "import", "-", "--until", "soon"}, file).exit == 2);
}

TEST_CASE("calendar days of a unit show its overlays, as far as they are known") {
  const auto days = [](const char* unit, const char* date, const char* now) {
    return support::run_fenliu({"calendar", "days", "--config", support::root() + "/config/county-cn", "--unit", unit, "--from", date, "--until", date, "--now", now}).out;
  };
  CHECK(days("fire", "2022-12-03", "2022-11-24T09:00+08:00") == "2022-12-03 off 09:00-12:00 15:00-17:00 # duty_shift 冬季防火值班\n");
  CHECK(days("culture", "2022-11-24", "2022-11-24T09:00+08:00") == "2022-11-24 work 08:00-12:00 14:30-17:30 8/12 # secondment 支援社区\n");
  CHECK(days("t-gaomiao", "2022-11-28", "2022-11-17T23:59+08:00") == "2022-11-28 work 08:00-12:00 14:30-17:30\n");
  CHECK(days("t-gaomiao", "2022-11-28", "2022-11-18T00:00+08:00") == "2022-11-28 off # day_off 高庙庙会\n");
}
