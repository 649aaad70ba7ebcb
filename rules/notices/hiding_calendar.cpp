// Personal data in a calendar: its texts are masked or left out, its times and identities stay.
#include <algorithm>
#include <array>

#include "rules/notices/hiding.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

// Content lines, unfolded (RFC 5545, 3.1).
std::vector<std::string> content_lines(std::string_view calendar) {
  std::vector<std::string> lines;
  std::string line;
  const auto close = [&] {
    if (!line.empty()) lines.push_back(std::exchange(line, ""));
  };
  for (std::size_t i = 0; i < calendar.size(); ++i) {
    if (calendar[i] == '\r') continue;
    if (calendar[i] != '\n') {
      line += calendar[i];
    } else if (i + 1 < calendar.size() && (calendar[i + 1] == ' ' || calendar[i + 1] == '\t')) {
      ++i;
    } else {
      close();
    }
  }
  close();
  return lines;
}

void add_folded(std::string& text, const std::string& line) {
  constexpr std::size_t kLongest = 75;  // octets
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size();) {
    const auto start = i;
    decode_code_point(line, i);
    if (column + (i - start) > kLongest) {
      text += "\r\n ";
      column = 1;
    }
    text.append(line, start, i - start);
    column += i - start;
  }
  text += "\r\n";
}

std::string read_text(std::string_view value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\' || i + 1 >= value.size()) {
      text += value[i];
      continue;
    }
    ++i;
    text += value[i] == 'n' || value[i] == 'N' ? '\n' : value[i];
  }
  return text;
}

std::string write_text(std::string_view text) {
  std::string value;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') value += '\\';
    if (c == '\n') {
      value += "\\n";
    } else {
      value += c;
    }
  }
  return value;
}

// Where the value begins: after the first ':' outside quotes.
std::size_t value_of(const std::string& line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (line[i] == ':' && !quoted) return i + 1;
  }
  return line.size();
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 8> kTexts{"SUMMARY", "DESCRIPTION", "LOCATION", "CONTACT", "COMMENT", "NAME", "X-WR-CALNAME", "X-WR-CALDESC"};
constexpr std::array<std::string_view, 6> kBodies{"DESCRIPTION", "COMMENT", "CONTACT", "X-WR-CALDESC", "CATEGORIES", "RESOURCES"};
constexpr std::array<std::string_view, 3> kNever{"ATTACH", "X-ALT-DESC", "IMAGE"};

}  // namespace

std::string Hiding::calendar(std::string_view calendar, bool body) {
  std::string result;
  for (auto& line : content_lines(calendar)) {
    const auto value = value_of(line);
    const auto name = line.substr(0, line.find_first_of(":;"));
    if (is_one_of(name, kNever) || (!body && is_one_of(name, kBodies))) continue;
    if (is_one_of(name, kTexts)) {
      // Parameters may hold the text once more (ALTREP); they go.
      line = name + ":" + write_text(plain(read_text(std::string_view(line).substr(value))));
    }
    add_folded(result, line);
  }
  return result;
}

}  // namespace fenliu::rules
