// Holiday notices: every year's days of the example calendar written out in official sentences and read back, and a table of
// sentences with what is certain in them.
#include <algorithm>
#include <map>
#include <set>

#include "rules/reading/holiday_notice.h"
#include "rules/source/configuration.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu::rules;
using std::chrono::days;
using std::chrono::local_days;

namespace {

constexpr const char* kWeekdays[] = {"日", "一", "二", "三", "四", "五", "六"};

std::string weekday_of(Date date) { return kWeekdays[std::chrono::weekday{local_days{date}}.c_encoding()]; }
bool is_weekend(Date date) {
  const std::chrono::weekday day{local_days{date}};
  return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

// The ways in which the yearly notices were written.
enum class Form { with_details, plain, with_weekdays, in_numerals };

std::string in_han(unsigned number) {
  static constexpr const char* kDigits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  return (number >= 20 ? kDigits[number / 10] : std::string()) + (number >= 10 ? "十" : "") + kDigits[number % 10];
}

std::string number_in(Form form, unsigned number) { return form == Form::in_numerals ? in_han(number) : std::to_string(number); }

std::string written(Date date, int year, Form form, bool weekday) {
  std::string text;
  if (static_cast<int>(date.year()) != year) text = std::to_string(static_cast<int>(date.year())) + "年";
  text += number_in(form, static_cast<unsigned>(date.month())) + "月" + number_in(form, static_cast<unsigned>(date.day())) + "日";
  if (weekday) text += (form == Form::with_weekdays ? "（周" : "（星期") + weekday_of(date) + "）";
  return text;
}

// One holiday with the weekend around it, and the days worked instead.
struct Block {
  std::string name;
  Date from, until;
  std::vector<Date> workdays;
};

// The blocks of a year: holidays and weekends that touch are one, and each make-up workday belongs to the nearest.
std::map<int, std::vector<Block>> blocks_of(const Calendar& calendar) {
  std::set<Date> worked(calendar.workdays.begin(), calendar.workdays.end());
  std::vector<Block> blocks;
  for (const auto& holiday : calendar.holidays) {
    auto from = local_days{holiday.from}, until = local_days{holiday.until};
    const auto off = [&](local_days day) { return is_weekend(Date{day}) && !worked.contains(Date{day}); };
    while (off(from - days{1})) from -= days{1};
    while (off(until + days{1})) until += days{1};
    const auto name = holiday.name.at("zh");
    if (!blocks.empty() && local_days{blocks.back().until} + days{1} >= from) {
      auto& last = blocks.back();
      if (last.name.find(name) == std::string::npos) last.name += "、" + name;
      last.until = std::max(last.until, Date{until});
    } else {
      blocks.push_back({name, Date{from}, Date{until}, {}});
    }
  }
  for (const auto date : calendar.workdays) {
    const auto nearest = std::min_element(blocks.begin(), blocks.end(), [&](const auto& a, const auto& b) {
      const auto distance = [&](const Block& block) {
        return std::min(std::abs((local_days{block.from} - local_days{date}).count()), std::abs((local_days{block.until} - local_days{date}).count()));
      };
      return distance(a) < distance(b);
    });
    nearest->workdays.push_back(date);
  }
  std::map<int, std::vector<Block>> by_year;
  // New Year's Day and the days before it stand in the notice of its year.
  for (auto& block : blocks) by_year[static_cast<int>(block.until.year())].push_back(std::move(block));
  return by_year;
}

std::string notice_of(int year, const std::vector<Block>& blocks, Form form) {
  std::string text = "关于" + std::to_string(year) + "年部分节假日安排的通知\n各单位：\n";
  unsigned number = 0;
  for (const auto& block : blocks) {
    const auto length = static_cast<unsigned>((local_days{block.until} - local_days{block.from}).count()) + 1;
    text += in_han(++number) + "、" + block.name + "：" + written(block.from, year, form, form == Form::with_weekdays);
    if (length > 1) {
      const bool same_month = block.from.month() == block.until.month() && static_cast<int>(block.from.year()) == year;
      const auto day = number_in(form, static_cast<unsigned>(block.until.day())) + "日";
      text += "至" + (same_month && form != Form::with_weekdays ? day : written(block.until, block.from.year() == block.until.year() ? year : 0, form, form == Form::with_weekdays));
    }
    text += (block.workdays.empty() ? "放假" : form == Form::with_details ? "放假公休" : "放假调休") + std::string("，共") + number_in(form, length) + "天。";
    if (form == Form::with_details) text += "其中，" + written(block.from, year, form, true) + "为法定节假日。";
    for (std::size_t i = 0; i < block.workdays.size(); ++i) text += (i > 0 ? "、" : "") + written(block.workdays[i], year, form, true);
    text += block.workdays.empty() ? "\n" : "上班。\n";
  }
  return text + "节假日期间，请妥善安排好值班。\n" + std::to_string(year - 1) + "年11月25日\n";
}

std::string shown(const std::vector<NoticeDays>& list) {
  std::string text;
  for (const auto& each : list) {
    text += (text.empty() ? "" : " ") + format_date(each.from) + (each.from == each.until ? "" : "/" + format_date(each.until));
  }
  return text;
}

std::string shown(const HolidayNotice& notice) {
  return "off " + shown(notice.days_off) + " work " + shown(notice.workdays) + " doubts " + std::to_string(notice.doubts.size());
}

}  // namespace

TEST_CASE("the days of every year from 2010 to 2026 are read back from the sentences of its notice") {
  const auto configuration = fenliu::support::repository_configuration("county-cn");
  const auto& calendar = configuration->calendars.at("cn");
  const WorkingTime expected(calendar, "default", Zone{});
  for (const auto form : {Form::with_details, Form::plain, Form::with_weekdays, Form::in_numerals}) {
    Calendar read;
    read.weekend = calendar.weekend;
    int notices = 0;
    for (const auto& [year, blocks] : blocks_of(calendar)) {
      const auto text = notice_of(year, blocks, form);
      const auto notice = read_holiday_notice(text, "", {});
      CAPTURE(text, shown(notice));
      REQUIRE(notice.language == "zh");
      REQUIRE(notice.year == year);
      REQUIRE(notice.doubts.empty());
      for (const auto& each : notice.days_off) {
        CHECK_FALSE(each.name.empty());
        read.holidays.push_back({each.from, each.until, {}});
      }
      for (const auto& each : notice.workdays) read.workdays.push_back(each.from);
      ++notices;
    }
    CHECK(notices == 17);
    std::sort(read.workdays.begin(), read.workdays.end());
    CHECK(read.workdays == calendar.workdays);
    const WorkingTime actual(read, "default", Zone{});
    for (local_days day{*calendar.covers.from}; day <= local_days{*calendar.covers.until}; day += days{1}) {
      CAPTURE(format_date(Date{day}));
      REQUIRE(actual.is_workday(Date{day}) == expected.is_workday(Date{day}));
    }
  }
}

TEST_CASE("a sentence gives the days that are certain in it, and a doubt for the others") {
  struct Row {
    const char* language;
    const char* text;
    const char* expected;
  };
  const auto row = GENERATE(
      Row{"zh", "国庆节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。", "off 2025-10-01/2025-10-08 work 2025-09-28 2025-10-11 doubts 0"},
      Row{"zh", "元旦：1月1日放假，与周末连休。", "off 2025-01-01 work  doubts 0"},
      Row{"zh", "元旦：1月1日（周三）放假1天，不调休。", "off 2025-01-01 work  doubts 0"},
      Row{"zh", "放假时间为5月1日至5日，共5天，补班时间为4月27日。", "off 2025-05-01/2025-05-05 work 2025-04-27 doubts 0"},
      Row{"zh", "春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假8天。", "off 2025-01-28/2025-02-04 work  doubts 0"},
      Row{"zh", "中秋節：10月6日放假1天。9月28日（星期日）為工作日。", "off 2025-10-06 work 2025-09-28 doubts 0"},
      Row{"zh", "12月31日至1月2日放假，共3天。", "off 2025-12-31/2026-01-02 work  doubts 0"},
      Row{"zh", "5月1日-5月3日休息。5月6日起正常上班。", "off 2025-05-01/2025-05-03 work  doubts 0"},
      Row{"zh", "10月1日至8日放假，共7天。", "off  work  doubts 1"},                     // eight days
      Row{"zh", "10月1日（周四）放假。", "off  work  doubts 1"},                           // a Wednesday
      Row{"zh", "9月29日上班。", "off  work  doubts 1"},                                   // a Monday
      Row{"zh", "9月28日调休。", "off  work  doubts 1"},                                   // off, or worked?
      Row{"zh", "鼓励各单位安排职工在1月27日休息。", "off  work  doubts 1"},
      Row{"zh", "春节假期延长至2月6日。", "off  work  doubts 1"},
      Row{"zh", "2月29日至3月2日放假。", "off  work  doubts 1"},
      Row{"zh", "8日至1日放假。", "off  work  doubts 1"},
      Row{"zh", "9月28日（周六）、10月11日（周六）上班。", "off  work  doubts 1"},          // one of two is wrong: neither is taken
      Row{"vi", "Tết Nguyên đán: nghỉ 09 ngày, từ thứ Bảy ngày 25/01/2025 đến hết Chủ nhật ngày 02/02/2025 (tức từ ngày 26 tháng Chạp đến hết ngày mùng 5 tháng Giêng).", "off 2025-01-25/2025-02-02 work  doubts 0"},
      Row{"vi", "Quốc khánh: nghỉ 02 ngày, thứ Hai ngày 01/9/2025 và thứ Ba ngày 02/9/2025.", "off 2025-09-01 2025-09-02 work  doubts 0"},
      Row{"vi", "Nghỉ từ ngày 30 tháng 4 đến hết ngày 04 tháng 5 năm 2025, làm bù vào thứ Bảy ngày 26/4/2025.", "off 2025-04-30/2025-05-04 work 2025-04-26 doubts 0"},
      Row{"vi", "Hoán đổi ngày làm việc từ thứ Sáu ngày 02/5/2025 sang thứ Bảy ngày 26/4/2025.", "off 2025-05-02 work 2025-04-26 doubts 0"},
      Row{"vi", "Được nghỉ từ ngày 29 đến hết ngày 31/8/2025. Đi làm trở lại từ ngày 03/9/2025.", "off 2025-08-29/2025-08-31 work  doubts 0"},
      Row{"vi", "Giỗ Tổ Hùng Vương: nghỉ 01 ngày (thứ Ba, ngày 07/4/2025).", "off  work  doubts 1"},       // a Monday
      Row{"vi", "Nghỉ từ 30/8 đến hết 02/9/2025, tổng cộng 05 ngày.", "off  work  doubts 1"},           // four days
      Row{"vi", "Làm bù vào ngày 28/4/2025.", "off  work  doubts 1"},                                   // a Monday
      Row{"vi", "Khuyến khích cho người lao động nghỉ ngày 31/12/2025.", "off  work  doubts 1"});
  CAPTURE(row.text);
  CHECK(shown(read_holiday_notice(row.text, row.language, 2025)) == row.expected);
}

TEST_CASE("a notice without a year says so, and a text without holidays gives nothing") {
  const auto notice = read_holiday_notice("国庆节：10月1日至8日放假。\n10月11日（周六）上班。\n", "", {});
  CHECK(shown(notice) == "off  work  doubts 2");
  CHECK(notice.doubts.front().why == "no year is said: give --year");
  CHECK(notice.doubts.back().source.line == 2);
  CHECK(read_holiday_notice("The office is closed on 4 July.", "", {}).language.empty());
  CHECK(shown(read_holiday_notice("请于10月8日前报送假期值班表。", "zh", 2025)) == "off  work  doubts 1");
  CHECK(shown(read_holiday_notice("", "zh", 2025)) == "off  work  doubts 0");
}
