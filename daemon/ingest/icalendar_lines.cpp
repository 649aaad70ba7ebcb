// Unfolding, and putting lines and gaps where libical keeps them.
#include "daemon/ingest/icalendar_lines.h"

#include <algorithm>
#include <cctype>

#include "rules/text/utf8.h"

namespace fenliu::ingest {

namespace {

constexpr std::size_t kMostBytes = 4u << 20;
constexpr int kMostLines = 100'000;
constexpr int kMostEvents = 2'000;
constexpr std::size_t kDeepest = 8;
constexpr std::size_t kLongestLine = 256u << 10;  // unfolded

struct ContentLine {
  std::string text;
  int line = 0;
};

bool starts_with_word(const std::string& text, const std::string& word) {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) {
           return a == std::toupper(static_cast<unsigned char>(b));
         });
}

std::vector<ContentLine> unfold(const std::string& text) {
  std::vector<ContentLine> lines;
  int number = 0;
  std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < text.size()) {
    auto end = text.find('\n', at);
    if (end == std::string::npos) end = text.size();
    auto stop = end;
    if (stop > at && text[stop - 1] == '\r') --stop;
    ++number;
    const bool goes_on = stop > at && (text[at] == ' ' || text[at] == '\t') && !lines.empty();
    if (goes_on) {
      lines.back().text.append(text, at + 1, stop - at - 1);
    } else if (stop > at) {
      lines.push_back({text.substr(at, stop - at), number});
    }
    at = end + 1;
  }
  return lines;
}

// Where the value begins; npos: the line has no name and value. Quoted parameters may hold colons.
std::size_t value_of(const std::string& line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (line[i] == ':' && !quoted) return i + 1;
  }
  return std::string::npos;
}

// GAP of a RELATED-TO under the name of a parameter that libical keeps.
std::string with_gap_kept(std::string line) {
  const auto value = value_of(line);
  for (std::size_t at = line.find(';'); at != std::string::npos && at < value; at = line.find(';', at + 1)) {
    if (!starts_with_word(line.substr(at + 1, 4), "GAP=")) continue;
    line.replace(at + 1, 3, kGapParameter);
    break;
  }
  return line;
}

// A backslash before anything but what RFC 5545 escapes is meant as itself; libical would eat half of a character behind it.
std::string with_lone_backslashes_escaped(std::string line) {
  for (auto at = line.find('\\', value_of(line)); at != std::string::npos && at < line.size(); at = line.find('\\', at)) {
    if (at + 1 == line.size() || std::string_view("\\;,nN\":").find(line[at + 1]) == std::string_view::npos) line.insert(at, 1, '\\');
    at += 2;
  }
  return line;
}

class Preparing {
 public:
  CalendarLines of(const std::string& text) {
    if (text.size() > kMostBytes) return failed(0, "The calendar is larger than 4 MiB", "export a shorter span of time");
    if (const auto bad = rules::first_invalid_utf8(text)) {
      const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*bad), '\n');
      return failed(static_cast<int>(line), "The calendar is not UTF-8 here", "export it as UTF-8 (iconv -f GB18030 -t UTF-8)");
    }
    const auto lines = unfold(text);
    if (lines.empty() || !starts_with_word(lines.front().text, "BEGIN:VCALENDAR")) {
      return failed(1, "The file is no iCalendar file: it does not begin with BEGIN:VCALENDAR", "export it as .ics");
    }
    for (const auto& line : lines) {
      if (line.line > kMostLines) return failed(line.line, "The calendar has more than 100,000 lines", "export a shorter span of time");
      add(line);
      if (!result_.faults.empty()) return std::move(result_);
    }
    if (!open_.empty()) return failed(opened_.back(), "BEGIN:" + open_.back() + " has no END", "the file may be cut off; export it again");
    return std::move(result_);
  }

 private:
  CalendarLines failed(int line, std::string message, std::string hint) {
    result_.faults.push_back({line, std::move(message), std::move(hint)});
    return std::move(result_);
  }

  void add(const ContentLine& line) {
    if (line.text.size() > kLongestLine) {
      failed_here(line, "The line is longer than 256 KiB", "leave attachments out of the calendar");
      return;
    }
    if (value_of(line.text) == std::string::npos) {
      failed_here(line, "There is no ':' in this line", "a line of iCalendar is NAME:VALUE; a text that goes on begins with a space");
      return;
    }
    if (starts_with_word(line.text, kLineProperty)) return;  // ours alone
    const auto name = line.text.substr(line.text.find(':') + 1);
    if (starts_with_word(line.text, "BEGIN:")) {
      begin(line, name);
    } else if (starts_with_word(line.text, "END:")) {
      if (open_.empty() || open_.back() != upper(name)) {
        failed_here(line, "END:" + name + " ends nothing that is open", open_.empty() ? "" : "open is " + open_.back());
        return;
      }
      open_.pop_back();
      opened_.pop_back();
      result_.text += line.text + "\r\n";
    } else {
      auto text = with_lone_backslashes_escaped(line.text);
      if (starts_with_word(text, "RELATED-TO")) text = with_gap_kept(std::move(text));
      result_.text += text + "\r\n";
    }
  }

  void begin(const ContentLine& line, const std::string& name) {
    if (open_.size() >= kDeepest) return failed_here(line, "Components are nested more than 8 deep", "");
    if (upper(name) == "VEVENT" && ++events_ > kMostEvents) {
      return failed_here(line, "The calendar has more than 2,000 events", "export a shorter span of time");
    }
    open_.push_back(upper(name));
    opened_.push_back(line.line);
    result_.text += line.text + "\r\n" + kLineProperty + ":" + std::to_string(line.line) + "\r\n";
  }

  void failed_here(const ContentLine& line, std::string message, std::string hint) {
    result_.faults.push_back({line.line, std::move(message), std::move(hint)});
  }

  static std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
  }

  CalendarLines result_;
  std::vector<std::string> open_;
  std::vector<int> opened_;
  int events_ = 0;
};

}  // namespace

CalendarLines prepare_lines(const std::string& text) { return Preparing().of(text); }

}  // namespace fenliu::ingest
