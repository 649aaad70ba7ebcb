// English time phrases (by 5 p.m. Friday, November 25, 2022 at 3:00 PM, within 3 working days, daily by 4 pm).
#include <algorithm>

#include "rules/reading/times.h"

namespace fenliu::rules {

namespace {

using Piece = re2::StringPiece;

#define FENLIU_MONTHS "(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
#define FENLIU_TIME "(?:(\\d{1,2})(?::(\\d{2}))?\\s*(a\\.?m\\.?|p\\.?m\\.?)|(\\d{1,2}):(\\d{2})|(noon|midnight))"
#define FENLIU_DAY "(?:(today|tomorrow)|(?:(next)\\s+)?(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?:,\\s*)?)"

struct Patterns {
  RE2 working_days{"(?i)((?:within|in)\\s+(\\d{1,2}|one|two|three|four|five|ten)\\s+(?:working|business)\\s+days?)"};
  RE2 relative{"(?i)((?:within|in)\\s+(\\d{1,3})\\s+(hours?|minutes?|days?))"};
  RE2 daily{"(?i)((?:daily|every\\s+day|each\\s+day)\\s+(?:by|at|before|no later than)\\s+" FENLIU_TIME ")"};
  RE2 opening{"(?i)((?:by|before)\\s+(?:the\\s+)?(start|opening|close|end)\\s+of\\s+(?:business|work|the working day)(?:\\s+(?:on\\s+)?" FENLIU_DAY ")?)"};
  RE2 dated{"(?i)((by|before|no later than|not later than|until|effective|starting)?\\s*(?:on\\s+)?(?:" FENLIU_TIME "\\s*(?:,\\s*)?(?:on\\s+)?)?"
            "(?:(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),?\\s+)?" FENLIU_MONTHS "\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?(?:\\s*,?\\s*(?:at|by)?\\s*" FENLIU_TIME ")?)"};
  RE2 day{"(?i)((by|before|no later than|not later than|until)?\\s*(?:on\\s+)?(?:" FENLIU_TIME "\\s*(?:on\\s+)?)?" FENLIU_DAY "(?:\\s*(?:at|by)\\s*" FENLIU_TIME ")?)"};
  RE2 clock{"(?i)((by|before|no later than|not later than|at)\\s+" FENLIU_TIME ")"};
};

const Patterns& patterns() {
  static const Patterns compiled;
  return compiled;
}

std::string lower(const Piece& piece) {
  std::string text(piece.data(), piece.size());
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

int number(const Piece& piece) {
  static const std::vector<std::string> kWords = {"one", "two", "three", "four", "five"};
  const auto text = lower(piece);
  if (text.empty()) return -1;
  if (text == "ten") return 10;
  const auto word = std::find(kWords.begin(), kWords.end(), text);
  if (word != kWords.end()) return static_cast<int>(word - kWords.begin()) + 1;
  return std::stoi(text);
}

// Six groups of FENLIU_TIME.
bool read_time(const Piece* g, Expression& out) {
  int hour = -1, minute = 0;
  if (!g[0].empty()) {
    hour = number(g[0]);
    minute = g[1].empty() ? 0 : number(g[1]);
    if (hour < 1 || hour > 12) return false;
    hour = hour % 12 + (lower(g[2]).front() == 'p' ? 12 : 0);
  } else if (!g[3].empty()) {
    hour = number(g[3]);
    minute = number(g[4]);
  } else if (!g[5].empty()) {
    hour = lower(g[5]) == "noon" ? 12 : 24;
  }
  if (hour < 0 || hour > 24 || minute > 59) return false;
  out.hour = hour;
  out.minute = minute;
  return true;
}

// Three groups of FENLIU_DAY.
void read_day(const Piece* g, Expression& out) {
  static const std::vector<std::string> kDays = {"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
  if (!g[0].empty()) {
    out.day_offset = lower(g[0]) == "tomorrow" ? 1 : 0;
    return;
  }
  out.week_offset = g[1].empty() ? 0 : 1;
  const auto found = std::find(kDays.begin(), kDays.end(), lower(g[2]));
  if (found != kDays.end()) out.weekday = static_cast<unsigned>(found - kDays.begin());
}

int month_of(const Piece& piece) {
  static const std::vector<std::string> kMonths = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto found = std::find(kMonths.begin(), kMonths.end(), lower(piece).substr(0, 3));
  return static_cast<int>(found - kMonths.begin()) + 1;
}

void read_lead(const Piece& piece, Expression& out) {
  const auto word = lower(piece);
  out.before = word == "by" || word == "before" || word == "until" || word.find("later") != std::string::npos;
  out.inclusive = out.before && word != "before";
  out.effective = word == "effective" || word == "starting";
}

std::size_t parse(const Document& document, std::size_t at, Expression& out) {
  const auto& p = patterns();
  const auto& text = document.utf8;
  Piece g[24];
  const auto match = [&](const RE2& pattern, int count) {
    return pattern.Match(text, at, text.size(), RE2::ANCHOR_START, g, count);
  };
  if (match(p.working_days, 3)) {
    out.kind = TimeKind::relative;
    out.working_days = number(g[2]);
    out.before = true;
    return g[1].size();
  }
  if (match(p.relative, 4)) {
    const auto unit = lower(g[3]);
    out.kind = TimeKind::relative;
    out.offset_minutes = number(g[2]) * (unit.front() == 'h' ? 60 : unit.front() == 'd' ? 1440 : 1);
    out.before = true;
    return g[1].size();
  }
  if (match(p.daily, 8) && read_time(g + 2, out)) {
    out.kind = TimeKind::recurrence;
    out.every_day = true;
    out.hours_of_day = {*out.hour};
    out.minutes_of_hour = {*out.minute};
    out.before = true;
    return g[1].size();
  }
  if (match(p.opening, 6)) {
    const auto edge = lower(g[2]);
    out.band = edge == "start" || edge == "opening" ? Expression::Band::opening : Expression::Band::closing;
    read_day(g + 3, out);
    if (!out.weekday && !out.day_offset) out.day_offset = 0;
    out.next_working_day = out.day_offset == 1;
    out.before = true;
    return g[1].size();
  }
  if (match(p.dated, 18)) {
    read_lead(g[2], out);
    out.month = month_of(g[9]);
    out.day = number(g[10]);
    if (!g[11].empty()) out.year = number(g[11]);
    if (!read_time(g + 3, out)) read_time(g + 12, out);
    return *out.day >= 1 && *out.day <= 31 ? g[1].size() : 0;
  }
  if (match(p.day, 18)) {
    read_lead(g[2], out);
    read_day(g + 9, out);
    if (!read_time(g + 3, out)) read_time(g + 12, out);
    return g[1].size();
  }
  if (match(p.clock, 9) && read_time(g + 3, out)) {
    read_lead(g[2], out);
    out.day_offset = 0;
    return g[1].size();
  }
  return 0;
}

}  // namespace

std::vector<Expression> expressions_en(const Document& document) {
  std::vector<Expression> found;
  const auto& text = document.utf8;
  for (std::size_t at = 0; at < text.size();) {
    const auto before = at > 0 ? static_cast<unsigned char>(text[at - 1]) : ' ';
    const bool word_begins = std::isalnum(static_cast<unsigned char>(text[at])) && !std::isalnum(before) && before < 0x80 && before != '.' && before != ':' && before != '/';
    Expression expression;
    const auto length = word_begins ? parse(document, at, expression) : 0;
    if (length == 0) {
      ++at;
      continue;
    }
    expression.range = {document.code_point[at], document.code_point[at + length]};
    found.push_back(std::move(expression));
    at += length;
  }
  return found;
}

}  // namespace fenliu::rules
