// Corpora of sentences, and how each phrase is judged.
#include "tests/quality/times/measure.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "rules/text/utf8.h"

namespace fenliu::quality {

namespace {

using rules::Instant;
using rules::ReadTime;

constexpr double kOverlap = 0.5;  // of the union of both places
constexpr const char* kKinds[] = {"point", "span", "recurrence", "relative", "vague"};
constexpr const char* kRoles[] = {"deadline", "meeting", "effective", "lookback", "window", "date", "other"};

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> pieces;
  std::size_t from = 0;
  for (std::size_t at; (at = text.find(separator, from)) != std::string::npos; from = at + separator.size()) pieces.push_back(text.substr(from, at - from));
  pieces.push_back(text.substr(from));
  return pieces;
}

std::string unescaped(std::string text) {
  for (std::size_t at; (at = text.find("\\n")) != std::string::npos;) text.replace(at, 2, "\n");
  return text;
}

std::vector<std::string> flags_of(const std::string& letters) {
  static const std::map<std::string, std::string> kFlags = {{"Y", "year-inferred"}, {"A", "ambiguous"}, {"D", "damaged"}, {"W", "weekday-mismatch"}};
  std::vector<std::string> flags;
  for (const auto& letter : split(letters, ",")) {
    if (!letter.empty()) flags.push_back(kFlags.at(letter));
  }
  std::sort(flags.begin(), flags.end());
  return flags;
}

ExpectedTime expectation(const std::string& text, rules::TextRange range) {
  auto words = split(text, " ");
  ExpectedTime expected{range, "", "", "", {}};
  if (words.size() < 3) throw std::runtime_error("an expectation has kind, role and value: " + text);
  expected.kind = words[0];
  expected.role = words[1];
  std::size_t next = 2;
  if (words[2] == "RRULE") ++next;
  expected.value = words.at(next);
  if (words[2] == "RRULE") expected.value = "RRULE " + expected.value;
  if (words.size() > next + 1) expected.flags = flags_of(words[next + 1]);
  return expected;
}

// Takes ⟦ and ⟧ out and returns where they stood.
std::vector<rules::TextRange> take_marks(std::string& text) {
  std::vector<rules::TextRange> ranges;
  std::string plain;
  std::uint32_t position = 0;
  for (const char32_t c : rules::to_utf32(text)) {
    if (c == U'⟦') {
      ranges.push_back({position, position});
    } else if (c == U'⟧') {
      ranges.back().end = position;
    } else {
      plain += rules::to_utf8(std::u32string(1, c));
      ++position;
    }
  }
  text = plain;
  return ranges;
}

double overlap(rules::TextRange a, rules::TextRange b) {
  const auto common = static_cast<double>(std::min(a.end, b.end)) - std::max(a.start, b.start);
  return common <= 0 ? 0 : common / (std::max(a.end, b.end) - std::min(a.start, b.start));
}

// A date is its first instant, or its end where a span ends.
std::optional<Instant> instant_in(const std::string& text, const rules::Zone& zone, bool end) {
  const auto offset = [&](const std::string& date, rules::Minutes minutes) { return zone.to_instant(rules::at(*rules::parse_date(date), minutes)); };
  if (text.size() == 4) return offset(text + "-01-01", rules::Minutes{0});
  if (text.size() == 7) return offset(text + "-01", rules::Minutes{0});
  if (text.size() == 10) return offset(text, rules::Minutes{end ? 1440 : 0});
  if (text.size() == 16) return offset(text.substr(0, 10), rules::Minutes{std::stoi(text.substr(11, 2)) * 60 + std::stoi(text.substr(14, 2))});
  throw std::runtime_error("no time: " + text);
}

bool has_value(const ReadTime& time) {
  return time.at || time.from || time.to || !time.rrule.empty() || time.offset_minutes || time.working_days;
}

int offset_of(const std::string& value, const rules::Zone& zone, Instant now) {
  const int number = std::stoi(value);
  const char unit = value.back();
  if (unit == 'm') return number;
  if (unit == 'd') return number * 1440;
  const rules::Date today = rules::date_of(zone.to_local(now));
  const auto there = today + std::chrono::months{unit == 'M' ? number : 12 * number};
  return static_cast<int>((std::chrono::local_days{there} - std::chrono::local_days{today}).count()) * 1440;
}

bool value_is(const ReadTime& time, const ExpectedTime& expected, const rules::Zone& zone, Instant now) {
  const auto& value = expected.value;
  if (value == "-") return !has_value(time) && time.readings.empty();
  if (value.starts_with("RRULE ")) return time.rrule == value.substr(6);
  if (value.ends_with("wd")) return time.working_days == std::stoi(value);
  if (expected.kind == "relative") return time.offset_minutes == offset_of(value, zone, now);
  if (value.find('|') != std::string::npos) {
    const auto readings = split(value, "|");
    return !has_value(time) && time.readings.size() == 2 && time.readings[0] == instant_in(readings[0], zone, false) &&
           time.readings[1] == instant_in(readings[1], zone, false);
  }
  if (value.find('/') != std::string::npos) {
    const auto ends = split(value, "/");
    return time.from == instant_in(ends[0], zone, false) && time.to == instant_in(ends[1], zone, true);
  }
  return time.at == instant_in(value, zone, false);
}

std::string shown(const ReadTime& time, const rules::Zone& zone) {
  std::string text = std::string("«") + time.text + "» " + kKinds[static_cast<int>(time.kind)] + " " + kRoles[static_cast<int>(time.role)];
  if (time.at) text += " " + rules::format_rfc3339(*time.at, zone);
  if (time.from) text += " " + rules::format_rfc3339(*time.from, zone) + "/" + (time.to ? rules::format_rfc3339(*time.to, zone) : "");
  if (!time.rrule.empty()) text += " " + time.rrule;
  if (time.offset_minutes) text += " " + std::to_string(*time.offset_minutes) + " min";
  if (time.working_days) text += " " + std::to_string(*time.working_days) + " wd";
  for (const auto reading : time.readings) text += " ?" + rules::format_rfc3339(reading, zone);
  for (const auto& flag : time.flags) text += " (" + flag + ")";
  return text;
}

std::vector<std::string> judged_flags(const ReadTime& time) {
  auto flags = time.flags;
  std::erase(flags, "calendar-unknown");
  std::sort(flags.begin(), flags.end());
  return flags;
}

rules::Zone zone_of(const std::string& now) {
  rules::Zone zone;
  const auto at = now.find_last_of("+-");
  const auto minutes = std::stoi(now.substr(at + 1, 2)) * 60 + std::stoi(now.substr(at + 4, 2));
  zone.name = now.substr(at);
  zone.transitions = {{Instant{}, std::chrono::minutes{now[at] == '-' ? -minutes : minutes}}};
  return zone;
}

class Judged {
 public:
  Judged(const TimeSentence& sentence, TimeFigures& figures)
      : sentence_(sentence), figures_(figures), zone_(zone_of(sentence.now)), now_(*rules::parse_rfc3339(sentence.now)),
        reading_(read_as(sentence.text, sentence.language, sentence.now)), claimed_(reading_.times.size(), false) {}

  void run() {
    for (const auto& expected : sentence_.times) phrase(expected);
    if (sentence_.times.empty()) count("none", reading_.times.empty());
    for (std::size_t i = 0; i < reading_.times.size(); ++i) {
      if (claimed_[i]) continue;
      ++figures_.invented;
      if (!sentence_.times.empty()) count("invented", false);
      miss("invented " + shown(reading_.times[i], zone_));
    }
  }

 private:
  void phrase(const ExpectedTime& expected) {
    const ReadTime* found = nullptr;
    double best = 0;
    for (std::size_t i = 0; i < reading_.times.size(); ++i) {
      const auto share = overlap(reading_.times[i].range, expected.range);
      if (share > 0) claimed_[i] = true;
      if (share >= kOverlap && share > best) best = share, found = &reading_.times[i];
    }
    const bool value = found != nullptr && kKinds[static_cast<int>(found->kind)] == expected.kind && value_is(*found, expected, zone_, now_);
    const bool role = found != nullptr && kRoles[static_cast<int>(found->role)] == expected.role;
    const bool right = value && role && judged_flags(*found) == expected.flags;
    const auto is = [&](const char* flag) { return std::find(expected.flags.begin(), expected.flags.end(), flag) != expected.flags.end(); };
    figures_.values.count(value);
    if (expected.role == "deadline") figures_.deadlines.count(value && role);
    if (found != nullptr && (is("damaged") || is("ambiguous")) && has_value(*found)) ++figures_.guessed;
    if (found != nullptr && is("damaged") && !found->readings.empty()) ++figures_.guessed;
    count(is("damaged") ? "damaged" : is("ambiguous") ? "ambiguous" : expected.kind, right);
    if (!right) miss("expected " + expected.kind + " " + expected.role + " " + expected.value + (found != nullptr ? ", read " + shown(*found, zone_) : ", read nothing there"));
  }

  void count(const std::string& kind, bool right) {
    figures_.all.count(right);
    figures_.by_kind[kind].count(right);
  }

  void miss(const std::string& what) {
    figures_.misses.push_back(sentence_.language + ":" + std::to_string(sentence_.line) + " " + sentence_.text + "\n      " + what);
  }

  const TimeSentence& sentence_;
  TimeFigures& figures_;
  const rules::Zone zone_;
  const Instant now_;
  const rules::Reading reading_;
  std::vector<bool> claimed_;
};

}  // namespace

rules::Reading read_as(const std::string& text, const std::string& language, const std::string& now) {
  rules::ReadingContext context;
  context.now = *rules::parse_rfc3339(now);
  context.language = language;
  context.zone = zone_of(now);
  return rules::read(text, context);
}

std::vector<TimeSentence> sentences_in(const std::string& path, const std::string& language) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::vector<TimeSentence> sentences;
  std::string now;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.starts_with("@now ")) now = line.substr(5);
    if (line.empty() || line[0] == '#' || line[0] == '@') continue;
    const auto tab = line.find('\t');
    if (tab == std::string::npos || now.empty()) throw std::runtime_error(path + ":" + std::to_string(number) + ": a sentence, a tab and what it means, after an @now");
    TimeSentence sentence{language, unescaped(line.substr(0, tab)), now, {}, number};
    const auto ranges = take_marks(sentence.text);
    const auto meaning = line.substr(tab + 1);
    const auto expectations = meaning == "none" ? std::vector<std::string>{} : split(meaning, " ; ");
    if (expectations.size() != ranges.size()) throw std::runtime_error(path + ":" + std::to_string(number) + ": as many meanings as marks");
    for (std::size_t i = 0; i < ranges.size(); ++i) sentence.times.push_back(expectation(expectations[i], ranges[i]));
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

TimeFigures measure(const std::vector<TimeSentence>& sentences) {
  TimeFigures figures;
  for (const auto& sentence : sentences) Judged(sentence, figures).run();
  return figures;
}

}  // namespace fenliu::quality
