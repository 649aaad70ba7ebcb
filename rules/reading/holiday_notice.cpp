// Holiday notices, sentence by sentence: dates are gathered until a word says whether they are off or worked.
#include "rules/reading/holiday_notice.h"

#include <algorithm>

#include <re2/re2.h>

#include "rules/reading/notice_words.h"
#include "rules/text/normalise.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

using std::chrono::local_days;

constexpr int kLongestHoliday = 31;  // days

std::optional<int> number_in(const std::string& word) { return word.empty() ? std::nullopt : std::optional(notice_number(word)); }

// A date as said.
struct SaidDate {
  std::optional<int> year, month;
  int day = 0;
  int weekday = -1;
};

struct SaidDays {
  SaidDate from;
  std::optional<SaidDate> until;
};

struct Days {
  Date from, until;
};

// One sentence.
class Sentence {
 public:
  Sentence(HolidayNotice& notice, NoticeSentence source, std::string name, std::optional<int> year)
      : notice_(notice), source_(std::move(source)), name_(std::move(name)), year_(year) {}

  void read(const std::vector<NoticeToken>& tokens) {
    const bool refused = std::any_of(tokens.begin(), tokens.end(), [](const auto& each) { return each.word == NoticeWord::refused; });
    const bool dated = std::any_of(tokens.begin(), tokens.end(), [](const auto& each) {
      return each.word == NoticeWord::date || each.word == NoticeWord::date_backwards || each.word == NoticeWord::day;
    });
    if (!dated) return;
    if (refused) return doubt("advice, a change or an exception: read it yourself");
    find_year(tokens);
    for (const auto& token : tokens) take(token);
    if (!pending_.empty()) settle(mode_);
  }

 private:
  void doubt(const std::string& why) { notice_.doubts.push_back({why, source_}); }

  // A year that the sentence says once holds for its other dates where the notice names none.
  void find_year(const std::vector<NoticeToken>& tokens) {
    std::vector<int> years;
    for (const auto& token : tokens) {
      const auto said = token.word == NoticeWord::date ? number_in(token.groups[0])
                        : token.word == NoticeWord::date_backwards ? number_in(token.groups[2]) : std::nullopt;
      if (said && std::find(years.begin(), years.end(), *said) == years.end()) years.push_back(*said);
    }
    if (!year_ && years.size() == 1) year_ = years.front();
  }

  void take(const NoticeToken& token) {
    const auto& groups = token.groups;
    switch (token.word) {
      case NoticeWord::date: return date({number_in(groups[0]), number_in(groups[1]), notice_number(groups[2]), -1});
      case NoticeWord::date_backwards: return date({number_in(groups[2]), number_in(groups[1]), notice_number(groups[0]), -1});
      case NoticeWord::day: return date({{}, {}, notice_number(groups[0]), -1});
      case NoticeWord::range: in_range_ = !pending_.empty() && !pending_.back().until; return;
      case NoticeWord::weekday: return weekday(notice_weekday(groups[0]), token.in_brackets);
      case NoticeWord::count: return count(notice_number(groups[0]));
      case NoticeWord::off: case NoticeWord::work: case NoticeWord::unclear: case NoticeWord::back: case NoticeWord::swap:
        return verb(token.word);
      case NoticeWord::refused: case NoticeWord::skip: return;
    }
  }

  void date(SaidDate said) {
    said.weekday = next_weekday_;
    next_weekday_ = -1;
    if (in_range_) {
      pending_.back().until = said;
    } else {
      pending_.push_back({said, {}});
    }
    in_range_ = false;
    date_just_read_ = true;
  }

  // Behind its date in brackets or at once, or before it.
  void weekday(int day, bool in_brackets) {
    if (pending_.empty() || !(in_brackets || (notice_.language == "zh" && date_just_read_))) {
      next_weekday_ = day;
    } else {
      auto& last = pending_.back().until ? *pending_.back().until : pending_.back().from;
      last.weekday = day;
    }
    date_just_read_ = false;
  }

  void count(int number) {
    if (pending_.empty() && last_off_ && !count_) {
      if (*last_off_ != number) contradict(number, *last_off_);
      last_off_.reset();
    } else {
      count_ = number;
    }
  }

  void contradict(int said, int counted) {
    auto& taken = notice_.days_off;
    taken.resize(taken.size() - last_taken_);
    last_taken_ = 0;
    doubt("it says " + std::to_string(said) + " days off, and its dates are " + std::to_string(counted));
  }

  void verb(NoticeWord word) {
    const bool behind = !mode_ && !pending_.empty();
    if (!pending_.empty()) settle(mode_ ? mode_ : word);
    mode_ = behind ? std::nullopt : std::optional(word);
    date_just_read_ = false;
  }

  std::nullopt_t fault(const std::string& why) {
    if (fault_.empty()) fault_ = why;
    return std::nullopt;
  }

  std::optional<Date> resolve(const SaidDate& said, std::optional<int> year, std::optional<int> month) {
    if (!month || !year) {
      return fault(month ? "no year is said: give --year" : "no month is said");
    }
    const Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)}, std::chrono::day{static_cast<unsigned>(said.day)}};
    if (!date.ok() || *month < 1 || said.day < 1) {
      return fault("a date does not exist");
    }
    const int weekday = static_cast<int>(std::chrono::weekday{local_days{date}}.c_encoding());
    if (said.weekday >= 0 && said.weekday != weekday) {
      return fault(format_date(date) + " is not the weekday that it says");
    }
    return date;
  }

  std::optional<Days> resolve(const SaidDays& said) {
    auto year = said.from.year, month = said.from.month;
    if (!month) month = said.until && said.until->month ? said.until->month : last_month_;
    if (!year && said.until && said.until->year && month) year = *said.until->year - (said.until->month && *month > *said.until->month);
    if (!year) year = !said.from.month && last_year_ ? last_year_ : year_;
    const auto from = resolve(said.from, year, month);
    if (!from) return {};
    last_year_ = year;
    last_month_ = month;
    if (!said.until) return Days{*from, *from};
    const auto until_month = said.until->month ? said.until->month : month;
    const auto until = resolve(*said.until, said.until->year ? *said.until->year : *year + (*until_month < *month), until_month);
    if (!until) return {};
    last_year_ = static_cast<int>(until->year());
    last_month_ = until_month;
    if (*until < *from || (local_days{*until} - local_days{*from}).count() >= kLongestHoliday) {
      fault(*until < *from ? "a span ends before it starts" : "a span is longer than a month");
      return {};
    }
    return Days{*from, *until};
  }

  bool known_off(const Days& days) const {
    return std::any_of(notice_.days_off.begin(), notice_.days_off.end(),
                       [&](const auto& each) { return each.from <= days.from && days.until <= each.until; });
  }

  // What the pending dates are.
  void settle(std::optional<NoticeWord> word) {
    std::vector<Days> all;
    fault_.clear();
    for (const auto& each : pending_) {
      const auto days = resolve(each);
      if (days) all.push_back(*days);
    }
    const auto said = count_;
    pending_.clear();
    in_range_ = false;
    if (word == NoticeWord::off) count_.reset();
    if (!fault_.empty()) return doubt(fault_);
    const bool known = std::all_of(all.begin(), all.end(), [&](const auto& each) { return known_off(each); });
    if (word == NoticeWord::back || (known && word != NoticeWord::work && word != NoticeWord::swap)) return;
    if (!word || word == NoticeWord::unclear) return doubt("no word says whether these days are off or worked");
    if (word == NoticeWord::swap) return swap(all);
    word == NoticeWord::off ? off(all, said) : work(all);
  }

  void off(const std::vector<Days>& all, std::optional<int> said) {
    int sum = 0;
    for (const auto& each : all) sum += static_cast<int>((local_days{each.until} - local_days{each.from}).count()) + 1;
    if (said && *said != sum) return doubt("it says " + std::to_string(*said) + " days off, and its dates are " + std::to_string(sum));
    last_off_ = said ? std::nullopt : std::optional(sum);
    const auto before = notice_.days_off.size();
    for (const auto& each : all) {
      if (!known_off(each)) notice_.days_off.push_back({each.from, each.until, name_, source_});
    }
    last_taken_ = notice_.days_off.size() - before;
  }

  void work(const std::vector<Days>& all) {
    for (const auto& each : all) {
      const auto weekday = std::chrono::weekday{local_days{each.from}};
      if (each.from != each.until) {
        doubt("make-up workdays are named one by one");
      } else if (weekday != std::chrono::Saturday && weekday != std::chrono::Sunday) {
        doubt(format_date(each.from) + " is no Saturday or Sunday: no make-up workday");
      } else if (std::none_of(notice_.workdays.begin(), notice_.workdays.end(), [&](const auto& other) { return other.from == each.from; })) {
        notice_.workdays.push_back({each.from, each.until, name_, source_});
      }
    }
  }

  void swap(const std::vector<Days>& all) {
    if (all.size() != 2 || all[0].from != all[0].until) return doubt("an exchange of days names one day off and one day worked");
    off({all[0]}, {});
    work({all[1]});
  }

  HolidayNotice& notice_;
  const NoticeSentence source_;
  const std::string name_;
  std::optional<int> year_;
  std::vector<SaidDays> pending_;
  std::optional<NoticeWord> mode_;        // a verb that stood before its dates
  std::optional<int> count_;              // days off said before the word that takes them
  std::optional<int> last_off_;           // days that the last word took, while no number checked them
  std::size_t last_taken_ = 0;
  std::optional<int> last_year_, last_month_;
  std::string fault_;
  int next_weekday_ = -1;
  bool in_range_ = false, date_just_read_ = false;
};

std::string sliced(std::u32string_view text, TextRange range) { return to_utf8(text.substr(range.start, range.end - range.start)); }

// Ends of sentences in normalised text: after 。 and ;, and after a full stop before a blank unless only a number stands before it.
std::vector<std::pair<std::size_t, std::size_t>> sentences(const std::u32string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool stop = text[i] == U'.' && i + 1 < text.size() && text[i + 1] == U' ' && i > begin + 3;
    if (text[i] != U'。' && text[i] != U';' && !stop && i + 1 < text.size()) continue;
    found.emplace_back(begin, i + 1);
    begin = i + 1;
    while (begin < text.size() && text[begin] == U' ') i = begin++;
  }
  return found;
}

std::string detected(std::string_view text) {
  if (text.find("假") != std::string_view::npos || text.find("班") != std::string_view::npos) return "zh";
  const auto folded = to_utf8(normalise_term(text));
  return folded.find("nghỉ") != std::string::npos || folded.find("làm bù") != std::string::npos ? "vi" : "";
}

class NoticeReader {
 public:
  NoticeReader(HolidayNotice& notice, const NoticeLanguage& language)
      : notice_(notice), language_(language), holiday_(language.holiday), concerns_(language.concerns) {}

  void line(std::string_view stored, std::size_t number) {
    const auto text = to_utf32(stored);
    const auto normal = normalise(text);
    std::string name;
    auto year = notice_.year;
    for (const auto& [begin, end] : sentences(normal.text)) {
      const auto sentence = to_utf8(normal.text.substr(begin, end - begin));
      re2::StringPiece groups[4];
      const int count = 1 + std::min(3, holiday_.NumberOfCapturingGroups());
      if (holiday_.Match(sentence, 0, sentence.size(), RE2::ANCHOR_START, groups, count)) {
        const auto& said = groups[2].empty() ? groups[3] : groups[2];
        const auto at = begin + count_code_points(std::string_view(sentence).substr(0, static_cast<std::size_t>(said.data() - sentence.data())));
        name = sliced(text, normal.stored(at, at + count_code_points({said.data(), said.size()})));
        for (const std::string_view mark : {"、", "和", "及"}) {
          if (name.ends_with(mark)) name.resize(name.size() - mark.size());
        }
        if (!groups[1].empty()) year = notice_number(groups[1].as_string());
      }
      if (!RE2::PartialMatch(sentence, concerns_)) continue;
      Sentence(notice_, {number, sliced(text, normal.stored(begin, end))}, name, year).read(notice_tokens(language_, sentence));
    }
  }

 private:
  HolidayNotice& notice_;
  const NoticeLanguage& language_;
  const RE2 holiday_, concerns_;
};

template <class Use>
void each_line(std::string_view text, const Use& use) {
  std::size_t number = 1;
  for (std::size_t begin = 0; begin <= text.size(); ++number) {
    const auto end = std::min(text.find('\n', begin), text.size());
    if (end > begin) use(text.substr(begin, end - begin), number);
    begin = end + 1;
  }
}

}  // namespace

HolidayNotice read_holiday_notice(std::string_view text, const std::string& language, std::optional<int> year) {
  HolidayNotice notice;
  notice.language = language.empty() ? detected(text) : language;
  if (notice.language != "zh" && notice.language != "vi") return notice;
  const auto& words = notice.language == "zh" ? notice_zh() : notice_vi();
  const RE2 year_words(words.year);
  each_line(text, [&](std::string_view line, std::size_t) {
    std::string said;
    if (!notice.year && RE2::PartialMatch(to_utf8(normalise_term(line)), year_words, &said)) notice.year = notice_number(said);
  });
  if (!notice.year) notice.year = year;
  NoticeReader reader(notice, words);
  each_line(text, [&](std::string_view line, std::size_t number) { reader.line(line, number); });
  return notice;
}

}  // namespace fenliu::rules
