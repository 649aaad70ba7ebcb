// Days of the Chinese calendar: 农历正月十五, 除夕, mùng 3 Tết. Internal to reading/.
// Source: the table in lunar.cpp was computed with ICU's Chinese calendar (Beijing time) for 1991–2060; the Vietnamese
// calendar (Hanoi time) differs by a day or a month in few years, of which 2007 and 2030 begin with another Tết.
#pragma once

#include <optional>

#include "rules/time/instant.h"

namespace fenliu::rules {

// The Gregorian date of a lunar day; `month` 1–12 (never the leap month), `day` 1–30. Nothing outside the table, or for
// a thirtieth day in a month of 29.
std::optional<Date> lunar_date(int lunar_year, int month, int day);
// 除夕: the day before the next lunar year.
std::optional<Date> lunar_new_years_eve(int lunar_year);
// The lunar year that a date lies in.
int lunar_year_of(Date date);

}  // namespace fenliu::rules
