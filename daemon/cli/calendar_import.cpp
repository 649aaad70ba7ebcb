// `fenliu calendar import`: a holiday notice's sentences, or an iCalendar file, as a calendar in YAML.
#include "daemon/cli/calendar_import.h"

#include <algorithm>
#include <ostream>

#include <boost/json.hpp>

#include "daemon/cli/options.h"
#include "rules/text/diagnostic.h"
#include "rules/text/utf8.h"

namespace fenliu::cli {

namespace {

std::string comment(const rules::NoticeSentence& source) {
  auto text = source.text;
  std::replace_if(text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; }, ' ');
  text.erase(text.find_last_not_of(' ') + 1);
  return (source.line > 0 ? "line " + std::to_string(source.line) + ": " : "") + text;
}

rules::Date first_of_year(std::chrono::year year) { return {year, std::chrono::January, std::chrono::day{1}}; }
rules::Date last_of_year(std::chrono::year year) { return {year, std::chrono::December, std::chrono::day{31}}; }

// The year that the source is about, and days of others that it names.
std::string covers(const rules::HolidayNotice& notice) {
  std::vector<rules::Date> dates;
  for (const auto* list : {&notice.days_off, &notice.workdays}) {
    for (const auto& each : *list) dates.insert(dates.end(), {each.from, each.until});
  }
  auto first = *std::min_element(dates.begin(), dates.end()), last = *std::max_element(dates.begin(), dates.end());
  first = std::min(first, first_of_year(notice.year ? std::chrono::year{*notice.year} : first.year()));
  last = std::max(last, last_of_year(notice.year ? std::chrono::year{*notice.year} : last.year()));
  return "{from: " + rules::format_date(first) + ", until: " + rules::format_date(last) + "}";
}

std::string name_of(const rules::NoticeDays& days, const std::string& language) {
  if (days.name.empty()) return "";
  const auto words = boost::json::serialize(boost::json::value(days.name));
  return ", name: " + (language.empty() ? words : "{" + language + ": " + words + "}");
}

// Entries that one sentence gave stand below it.
void print_list(const char* key, const std::vector<rules::NoticeDays>& list, const std::function<std::string(const rules::NoticeDays&)>& entry,
                std::ostream& out) {
  if (list.empty()) return;
  out << key << ":\n";
  std::string said;
  for (const auto& each : list) {
    if (const auto words = comment(each.source); words != said) out << "  # " << (said = words) << "\n";
    out << "  - " << entry(each) << "\n";
  }
}

void print_calendar(const rules::HolidayNotice& notice, const std::string& id, std::ostream& out) {
  out << "id: " << id << "\ncovers: " << covers(notice) << "\nweekend: [sat, sun]\n";
  print_list("holidays", notice.days_off, [&](const auto& each) {
    const auto until = each.until == each.from ? "" : ", until: " + rules::format_date(each.until);
    return "{from: " + rules::format_date(each.from) + until + name_of(each, notice.language) + "}";
  }, out);
  print_list("workdays", notice.workdays, [](const auto& each) { return rules::format_date(each.from); }, out);
  out << "# CHECK: the source says nothing of office hours; write yours.\n"
         "hours:\n  default:\n    - {spans: [\"08:00-12:00\", \"14:00-18:00\"]}\n";
}

}  // namespace

int print_imported(const rules::HolidayNotice& notice, const std::string& id, Streams& streams) {
  const bool something = !notice.days_off.empty() || !notice.workdays.empty();
  auto& out = something ? streams.out : streams.err;
  if (something) print_calendar(notice, id, out);
  if (!notice.doubts.empty()) out << "# NOT TAKEN, for you to read and write down:\n";
  for (const auto& each : notice.doubts) out << "#   " << comment(each.source) << "\n#     " << each.why << "\n";
  if (!something) streams.err << "fenliu: no day off and no make-up workday was found\n";
  if (something && !notice.doubts.empty()) {
    streams.err << "fenliu: " << notice.doubts.size() << (notice.doubts.size() == 1 ? " place was" : " places were")
                << " not understood; see the end of the calendar\n";
  }
  return something ? kDone : kWrongInput;
}

int import_notice(const std::string& text, const std::string& language, std::optional<int> year, const std::string& id, Streams& streams) {
  if (const auto bad = rules::first_invalid_utf8(text)) {
    streams.err << "fenliu: the text is not UTF-8 at byte " << *bad << "; convert it (iconv -f GB18030 -t UTF-8)\n";
    return kWrongInput;
  }
  const auto notice = rules::read_holiday_notice(text, language, year);
  if (notice.language.empty()) {
    streams.err << "fenliu: this is no holiday notice in Chinese or Vietnamese; --lang zh or vi reads it all the same\n";
    return kWrongInput;
  }
  return print_imported(notice, id, streams);
}

}  // namespace fenliu::cli
