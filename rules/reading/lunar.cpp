// The table of lunar years.
#include "rules/reading/lunar.h"

namespace fenliu::rules {

namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr int kFirstYear = 1991;
// Bits 17…: new year's day as a day of the Gregorian year, 0 = 1 January; 13–16: the month that is followed by its leap
// month, or 0; 0–12: whether each month in order, the leap one included, has 30 days.
constexpr unsigned kYears[] = {
    0x5a0e92, 0x440d26, 0x2c6a56, 0x500a57, 0x3d14d6, 0x62035a, 0x4a06d5, 0x36aec9, 0x5c0749, 0x460693,
    0x2e952b, 0x54052b, 0x3e0a5b, 0x2a555a, 0x4e056a, 0x38fb55, 0x600ba4, 0x4a0b49, 0x32ba93, 0x580a95,
    0x42052d, 0x2c8a6d, 0x500ab5, 0x3d35aa, 0x6205d2, 0x4c0da5, 0x36dd4a, 0x5c0e4a, 0x460c95, 0x30952e,
    0x540556, 0x3e0ab5, 0x2a55b2, 0x5006d2, 0x38cea5, 0x5e0f25, 0x4a064a, 0x32ac97, 0x5604ab, 0x40055b,
    0x2c6ad6, 0x520b69, 0x3d7752, 0x620b52, 0x4c0b25, 0x36da4b, 0x5a0a4b, 0x4404ab, 0x2ea55b, 0x5405ad,
    0x3e0b6a, 0x2a5b52, 0x500d92, 0x3afd25, 0x5e0d25, 0x480a55, 0x32b4ad, 0x5804b6, 0x4005b5, 0x2c6daa,
    0x520ec9, 0x3f1e92, 0x620e92, 0x4c0d26, 0x36ca56, 0x5a0a57, 0x4404d6, 0x2e86d5, 0x540755, 0x400749,
};
constexpr int kYearCount = static_cast<int>(sizeof kYears / sizeof *kYears);

bool known(int year) { return year >= kFirstYear && year < kFirstYear + kYearCount; }
unsigned entry(int year) { return kYears[year - kFirstYear]; }
int length(unsigned entry, int index) { return ((entry >> index) & 1U) != 0 ? 30 : 29; }
int leap(unsigned entry) { return static_cast<int>((entry >> 13) & 15U); }

local_days new_year(int year) {
  const Date january{std::chrono::year{year}, std::chrono::January, std::chrono::day{1}};
  return local_days{january} + days{entry(year) >> 17};
}

}  // namespace

std::optional<Date> lunar_date(int lunar_year, int month, int day) {
  if (!known(lunar_year) || month < 1 || month > 12 || day < 1) return {};
  const auto year = entry(lunar_year);
  const bool after_leap = leap(year) != 0 && month > leap(year);
  const int index = month - 1 + (after_leap ? 1 : 0);
  if (day > length(year, index)) return {};
  auto date = new_year(lunar_year);
  for (int i = 0; i < index; ++i) date += days{length(year, i)};
  return Date{date + days{day - 1}};
}

std::optional<Date> lunar_new_years_eve(int lunar_year) {
  if (!known(lunar_year + 1)) return {};
  return Date{new_year(lunar_year + 1) - days{1}};
}

int lunar_year_of(Date date) {
  const int year = static_cast<int>(date.year());
  return known(year) && local_days{date} < new_year(year) ? year - 1 : year;
}

}  // namespace fenliu::rules
