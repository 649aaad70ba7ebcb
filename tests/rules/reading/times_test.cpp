// The parts of reading times by themselves: pieces, lunar days, moments; and what no corpus sentence shows.
#include "rules/reading/lunar.h"
#include "rules/reading/moment.h"
#include "rules/reading/piece.h"
#include "rules/text/utf8.h"
#include "tests/support/catch.h"

using namespace fenliu::rules;

namespace {

Reading read_zh(const std::string& text, const char* now = "2022-11-24T10:00+08:00") {
  ReadingContext context;
  context.now = *parse_rfc3339(now);
  context.language = "zh";
  context.zone = Zone{"Asia/Shanghai", {{Instant{}, std::chrono::hours{8}}}};
  return read(text, context);
}

std::string characters(const char* pattern) {
  std::u32string all;
  for (const char32_t c : first_characters(pattern)) all += c;
  return to_utf8(all);
}

}  // namespace

TEST_CASE("the characters that a pattern can begin with are known") {
  struct Row {
    const char* pattern;
    const char* expected;
  };
  const auto row = GENERATE(Row{"abc", "a"}, Row{"(?:ab|cd)?e", "ace"}, Row{"[x-z]+1", "xyz"}, Row{"(a{0,2}|b)c", "abc"},
                            Row{"\\(?(g|u)", "(gu"}, Row{"(?:上午|下午)?3", "3上下"}, Row{"\\d", "0123456789"}, Row{"A|Đ", "ađ"});
  CAPTURE(row.pattern);
  CHECK(characters(row.pattern) == row.expected);
}

TEST_CASE("lunar days fall on the dates of the almanac") {
  struct Row {
    int year, month, day;
    const char* date;
  };
  const auto row = GENERATE(Row{2012, 1, 15, "2012-02-06"}, Row{2020, 8, 15, "2020-10-01"}, Row{2021, 8, 15, "2021-09-21"},
                            Row{2023, 1, 1, "2023-01-22"}, Row{2023, 3, 3, "2023-04-22"}, Row{2025, 8, 15, "2025-10-06"}, Row{1991, 8, 23, "1991-09-30"});
  CAPTURE(row.year, row.month, row.day);
  const auto date = lunar_date(row.year, row.month, row.day);
  REQUIRE(date);
  CHECK(format_date(*date) == row.date);
}

TEST_CASE("the lunar calendar says nothing outside its table or for days that a month lacks") {
  CHECK_FALSE(lunar_date(1990, 1, 1));
  CHECK_FALSE(lunar_date(2061, 1, 1));
  CHECK_FALSE(lunar_date(2022, 13, 1));
  CHECK_FALSE(lunar_date(2022, 1, 31));
  CHECK(format_date(*lunar_new_years_eve(2021)) == "2022-01-31");
  CHECK(lunar_year_of(*parse_date("2022-01-31")) == 2021);
  CHECK(lunar_year_of(*parse_date("2022-02-01")) == 2022);
}

TEST_CASE("each lunar year ends on the day before the next begins") {
  for (int year = 1991; year < 2060; ++year) {
    CAPTURE(year);
    CHECK(plus_days(*lunar_new_years_eve(year), 1) == *lunar_date(year + 1, 1, 1));
    const auto last = lunar_date(year, 12, 30) ? lunar_date(year, 12, 30) : lunar_date(year, 12, 29);
    // A leap twelfth month would stand between; none occurs in the table.
    CHECK(*last == *lunar_new_years_eve(year));
  }
}

TEST_CASE("months are added to the last day that there is") {
  CHECK(format_date(plus_months(*parse_date("2024-01-31"), 1)) == "2024-02-29");
  CHECK(format_date(plus_months(*parse_date("2022-11-30"), 3)) == "2023-02-28");
  CHECK(format_date(plus_months(*parse_date("2022-01-15"), -1)) == "2021-12-15");
}

TEST_CASE("a date alone on its line heads the clocks of the lines below, until another does") {
  const auto reading = read_zh("11月28日：\n9:00 签到\n9:30 开会\n11月29日：\n8:00 集合\n");
  std::vector<std::string> found;
  const Zone zone{"", {{Instant{}, std::chrono::hours{8}}}};
  for (const auto& time : reading.times) {
    if (time.at) found.push_back(format_rfc3339(*time.at, zone).substr(5, 11));
  }
  CHECK(found == std::vector<std::string>{"11-28T00:00", "11-28T09:00", "11-28T09:30", "11-29T00:00", "11-29T08:00"});
}

TEST_CASE("a year or a month that is only mentioned dates no clock after it") {
  const auto reading = read_zh("总结2019年工作。请于17:00前报送。");
  REQUIRE(reading.times.size() == 2);
  CHECK(reading.times[1].at == parse_rfc3339("2022-11-24T17:00+08:00"));
}

TEST_CASE("clocks with different minutes recur by a rule each") {
  const auto reading = read_zh("请于每日8时、17时30分各报一次数据。");
  REQUIRE(reading.times.size() == 2);
  CHECK(reading.times[0].rrule == "FREQ=DAILY;BYHOUR=8;BYMINUTE=0");
  CHECK(reading.times[1].rrule == "FREQ=DAILY;BYHOUR=17;BYMINUTE=30");
  CHECK(reading.deadlines.size() == 2);
}

TEST_CASE("times keep the words of the text, traditional characters included") {
  const auto reading = read_zh("須在20分鐘內電話報告，於11月25日（星期五）下午3點前書面報告。");
  REQUIRE(reading.times.size() == 2);
  CHECK(reading.times[0].text == "20分鐘內");
  CHECK(reading.times[0].offset_minutes == 20);
  CHECK(reading.times[1].at == parse_rfc3339("2022-11-25T15:00+08:00"));
}

TEST_CASE("a day told from a meeting is dated when the text has dated the meeting, else not at all") {
  const auto known = read_zh("会议定于11月28日上午9时召开。材料请于会议前一天17时前报送。");
  REQUIRE(known.times.size() == 2);
  CHECK(known.times[1].at == parse_rfc3339("2022-11-27T17:00+08:00"));
  const auto unknown = read_zh("材料请于会议前一天17时前报送。");
  REQUIRE(unknown.times.size() == 1);
  CHECK_FALSE(unknown.times[0].at);
  CHECK(unknown.times[0].role == TimeRole::deadline);
}

TEST_CASE("lengths before an event are no time after handing down") {
  Item item;
  item.text = "请于会前3个工作日报送材料。";
  ReadingContext context;
  context.now = *parse_rfc3339("2022-11-24T10:00+08:00");
  complete_item(item, context);
  CHECK(item.deadlines.empty());
}

TEST_CASE("words are read the same in capitals, with wide gaps, and in letters that only case folding makes equal") {
  struct Row {
    const char* language;
    const char* text;
    const char* expected;
  };
  const auto row = GENERATE(Row{"vi", "báo cáo trước 9 giờ SÁNG mai", "báo cáo trước 9 giờ sáng mai"},
                            Row{"vi", "báo cáo lúc 8h HẰNG NGÀY", "báo cáo lúc 8h hằng ngày"},
                            Row{"vi", "họp CHIỀU THỨ TƯ, nộp Quý này", "họp chiều thứ tư, nộp quý này"},
                            Row{"vi", "nộp trước ngày   mai", "nộp trước ngày mai"},
                            Row{"en", "report next wee\xE2\x84\xAA", "report next week"},  // the Kelvin sign
                            Row{"en", "report by 5 p.m. TOMORROW", "report by 5 p.m. tomorrow"});
  CAPTURE(row.text);
  ReadingContext context;
  context.now = *parse_rfc3339("2022-11-24T10:00+07:00");
  context.language = row.language;
  context.zone = Zone{"Asia/Ho_Chi_Minh", {{Instant{}, std::chrono::hours{7}}}};
  const auto read_times = [&](const char* text) {
    std::string all;
    for (const auto& time : read(text, context).times) {
      all += time.at ? format_rfc3339(*time.at, context.zone) : time.from ? format_rfc3339(*time.from, context.zone) : time.rrule;
      all += '\n';
    }
    return all;
  };
  const auto times = read_times(row.text);
  CHECK_FALSE(times.empty());
  CHECK(times == read_times(row.expected));
}
