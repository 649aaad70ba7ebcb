// The sentences of a holiday notice → days off and make-up workdays: "10月1日至7日放假调休，共7天。9月28日上班", "nghỉ từ ngày …
// đến hết ngày …, làm bù ngày …". What is not certain is said, never guessed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/time/instant.h"

namespace fenliu::rules {

// A sentence of the notice; `line` counts from 1.
struct NoticeSentence {
  std::size_t line = 0;
  std::string text;
};

// Both days included. A workday is one day.
struct NoticeDays {
  Date from, until;
  std::string name;          // of the holiday, as the notice calls it; empty: it does not
  NoticeSentence source;
};

struct NoticeDoubt {
  std::string why;           // in English
  NoticeSentence source;
};

// INVARIANT: days stand in order of their sentences; what a doubt is about stands in neither list.
struct HolidayNotice {
  std::string language;      // zh, vi; empty: neither, and everything else is empty
  std::optional<int> year;   // that dates without one lie in
  std::vector<NoticeDays> days_off, workdays;
  std::vector<NoticeDoubt> doubts;
};

// REQUIRES valid UTF-8. `language`: zh, vi, or empty to detect it. `year`: for a notice that names none; the notice's own
// comes first. A stated number of days or a weekday that contradicts the dates, a date that does not exist, a make-up workday
// that is no Saturday or Sunday, advice ("鼓励…", "khuyến khích") and prolongations without a beginning become doubts.
HolidayNotice read_holiday_notice(std::string_view text, const std::string& language, std::optional<int> year);

}  // namespace fenliu::rules
