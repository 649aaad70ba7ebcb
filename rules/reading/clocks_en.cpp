// English clocks: 5 p.m., 17:00, noon, half past six, ten thirty, 8 tonight; parts of the day; zones.
#include <map>

#include "rules/reading/words_en.h"

namespace fenliu::rules {

namespace {

#define FENLIU_EN_HOUR "(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"

bool one_of(char32_t c, std::u32string_view characters) { return c != 0 && characters.find(c) != std::u32string_view::npos; }

#define FENLIU_EN_WEEKDAY_NAMES "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

constexpr int kEitherHalf = 7;  // people start work at seven, and hold meetings at seven

bool set(Piece& piece, int hour, int minute) {
  piece.says.start.hour = hour;
  piece.says.start.minute = minute;
  piece.says.damaged = hour > 24 || minute > 59;
  return hour >= 0 && minute >= 0;
}

void set_half(const Match& m, int group, Piece& piece) {
  if (m.has(group)) piece.says.start.afternoon = m.lower(group).front() == 'p';
}

bool half_day_clock(const Match& m, Piece& piece) {
  set_half(m, 3, piece);
  if (!set(piece, m.number(1), m.has(2) ? m.number(2) : 0)) return false;
  piece.says.damaged |= *piece.says.start.hour > 12 || *piece.says.start.hour < 1;
  return true;
}

bool colon_clock(const Match& m, Piece& piece) {
  if (m.follows_number() || one_of(m.next(), U":%")) return false;
  if (m.has(3)) piece.says.start.second = m.number(3);
  piece.says.start.office = m.text(1).front() != '0';
  piece.says.start.either_half = m.text(1) == "7" && !m.is_whole_text();
  return set(piece, m.number(1), m.number(2));
}

bool letter_clock(const Match& m, Piece& piece) { return set(piece, m.number(1), m.has(2) ? m.number(2) : 0) && !piece.says.damaged; }

bool noon(const Match& m, Piece& piece) {
  piece.says.start.band = m.lower(1) == "midnight" ? Band::midnight : Band::noon;
  set(piece, 12, 0);
  return true;
}

bool o_clock(const Match& m, Piece& piece) { return (piece.says.start.office = !m.is_whole_text(), true) && set(piece, en_number(m.lower(1)), 0) && *piece.says.start.hour <= 24; }

bool is_decimal(const Match& m) { return m.next() == U'.' && m.followed_by({".0", ".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".9"}); }

// From 1 to 4 p.m., 9-11am: one half of the day for both.
bool clock_span(const Match& m, Piece& piece) {
  Moment end;
  set(piece, m.number(1), m.has(2) ? m.number(2) : 0);
  end.hour = m.number(3);
  end.minute = m.has(4) ? m.number(4) : 0;
  end.afternoon = m.lower(5).front() == 'p';
  piece.says.end = end;
  // "6 to 8 p.m." is of one half of the day, "11 to 1 p.m." of both.
  if (*piece.says.start.hour % 12 * 60 + *piece.says.start.minute < *end.hour % 12 * 60 + *end.minute) piece.says.start.afternoon = end.afternoon;
  return !piece.says.damaged && *piece.says.start.hour >= 1 && *piece.says.start.hour <= 12 && *end.hour >= 1 && *end.hour <= 12 && *end.minute < 60;
}

// "at 5" says something beside a day or a part of one.
bool bare_hour(const Match& m, Piece& piece) {
  piece.needs_date = piece.says.start.office = true;
  piece.says.start.either_half = en_number(m.lower(1)) == kEitherHalf;
  return set(piece, en_number(m.lower(1)), 0) && *piece.says.start.hour <= 24 && !one_of(m.next(), U":%") && !is_decimal(m);
}

bool spoken(const Match& m, Piece& piece) {
  const auto word = m.lower(2);
  static const std::map<std::string, int> kMinutes = {{"thirty", 30}, {"fifteen", 15}, {"forty-five", 45}, {"forty five", 45}, {"twenty", 20}, {"ten", 10}, {"forty", 40}, {"fifty", 50}};
  const auto found = kMinutes.find(word);
  piece.needs_date = !m.is_whole_text();
  piece.says.start.office = true;
  return set(piece, en_number(m.lower(1)), found == kMinutes.end() ? m.number(2) : found->second);
}

// A quarter past eight, 20 after 3 p.m., ten to six.
bool past_hour(const Match& m, Piece& piece) {
  const auto count = m.lower(1), side = m.lower(2);
  const int minutes = count == "quarter" ? 15 : count == "half" ? 30 : en_number(count);
  int hour = en_number(m.lower(3));
  if (m.lower(3) == "noon") hour = 12;
  if (minutes < 1 || minutes > 59 || hour < 0 || hour > 24) return false;
  // "Winds of 10 to 15 mph": two bare numbers are a clock only where something says so.
  const auto digits = [](const std::string& word) { return word.front() >= '0' && word.front() <= '9'; };
  const bool said = m.has(4) || m.lower(0).starts_with("at") || m.lower(0).find("minute") != std::string::npos || side == "past" || m.is_whole_text();
  if (digits(count) && digits(m.lower(3)) && !said) return false;
  set_half(m, 4, piece);
  const bool to = side == "to" || side == "till" || side == "of" || side == "before";
  return to ? set(piece, hour == 1 ? 12 : hour - 1, 60 - minutes) : set(piece, hour, minutes);
}

Band band_named(const std::string& word) {
  static const std::map<std::string, Band> kBands = {{"morning", Band::morning}, {"afternoon", Band::afternoon}, {"evening", Band::evening}, {"night", Band::night}};
  return kBands.at(word);
}

bool band(const Match& m, Piece& piece) {
  const bool this_one = m.has(1) && m.lower(1).starts_with("this");
  if (this_one) piece.says.start.day_offset = 0;
  piece.says.start.band = band_named(m.lower(2));
  piece.needs_date = !this_one;
  return true;
}

bool tonight(const Match& m, Piece& piece) {
  if (m.has(1) && !set(piece, en_number(m.lower(1)), 0)) return false;
  piece.says.start.day_offset = 0;
  const auto word = m.lower(2);
  piece.says.start.band = word == "tonight" ? Band::evening : band_named(word.substr(5));
  return true;
}

bool zone(const Match& m, Piece& piece) {
  static const std::map<std::string, int> kZones = {{"gmt", 0}, {"utc", 0}, {"bst", 60}, {"cet", 60}, {"cest", 120}, {"est", -300}, {"edt", -240}, {"cst", -360}, {"cdt", -300},
                                                    {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"akst", -540}, {"akdt", -480}, {"hst", -600}};
  piece.says.start.zone_minutes = kZones.at(m.lower(1));
  piece.needs_date = true;
  return true;
}

}  // namespace

const std::vector<PieceRule>& clocks_en() {
  static const std::vector<PieceRule> rules = {
      {"(?:at\\s+|@\\s*)?(\\d{1,2})(?::(\\d{2}))?\\s*(a\\.m\\.|p\\.m\\.|a\\.m|p\\.m|am|pm)", half_day_clock},
      {"(?:at\\s+)?(\\d{1,2})(?::(\\d{2}))?(a|p)", half_day_clock},
      {"(\\d{1,2})(?::(\\d{2}))?\\s*(?:-|to|until|and)\\s*(\\d{1,2})(?::(\\d{2}))?\\s*(a\\.m\\.|p\\.m\\.|am|pm)", clock_span},
      {"(?:last\\s+night|yesterday\\s+(?:evening|night))", [](const Match& m, Piece& p) {
         p.says.start.day_offset = -1;
         p.says.start.band = m.lower(0).ends_with("evening") ? Band::evening : Band::night;
         return true;
       }},
      {"(?:at\\s+|@\\s*)?(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:\\s+hours)?", colon_clock},
      {"(?:at\\s+)?(\\d{1,2})h(\\d{2})?", letter_clock},
      {"(?:at\\s+)?([01]\\d|2[0-3])([0-5]\\d)\\s*(?:hours|hrs)", letter_clock},
      {"at\\s+([01]\\d|2[0-3])([0-5]\\d)", [](const Match& m, Piece& p) { return letter_clock(m, p) && (p.needs_date = true) && m.followed_by({"on ", "tomorrow", "today", "this "}); }},
      {"(?:at\\s+)?(?:(?:12(?::00)?|twelve)\\s+)?(noon|midday|midnight)", noon},
      {"(lunchtime|lunch\\s+time|lunch)", [](const Match& m, Piece& p) { return noon(m, p) && (p.needs_date = true) && m.preceded_by({"by", "before", "until"}); }},
      {"(?:et|ct|mt|pt)", [](const Match& m, Piece& p) { return m.text(0).front() < 'a' && (p.needs_date = true); }},
      {"or\\s+as\\s+soon\\s+(?:thereafter|after|afterwards?)\\s+(?:as\\s+(?:possible|practicable|feasible)|as\\s+the\\s+(?:matter|item|same)\\s+(?:may|can)\\s+be\\s+heard)", [](const Match&, Piece& p) { return p.needs_date = true; }},
      {"(?:at\\s+)?" FENLIU_EN_HOUR "\\s+o'?clock", o_clock},
      {"(?:at|@)\\s*" FENLIU_EN_HOUR, bare_hour},
      {"(?:at\\s+)?(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[- ](thirty|fifteen|forty-five|forty five|forty|fifty|twenty|ten)", spoken},
      {"at\\s+(\\d{1,2})\\s(\\d{2})", [](const Match& m, Piece& p) { p.says.start.office = true; return m.is_whole_text() && set(p, m.number(1), m.number(2)) && !p.says.damaged; }},
      {"(?:at\\s+|for\\s+)?(?:a\\s+)?(quarter|half|\\d{1,2}|five|ten|twenty|twenty-five)(?:\\s+minutes)?\\s+(past|after|to|till|of|before)\\s+(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon)\\s*(?:(a\\.m\\.|p\\.m\\.|am|pm)|h)?", past_hour},
      {"(this\\s+|in\\s+the\\s+|in\\s+)?(morning|afternoon|evening|night)", band},
      {"early\\s+(tomorrow|this|" FENLIU_EN_WEEKDAY_NAMES ")\\s+morning", [](const Match& m, Piece& p) {
         const auto day = m.lower(1);
         if (day == "tomorrow" || day == "this") p.says.start.day_offset = day == "this" ? 0 : 1;
         else p.says.start.weekday = en_weekday(day);
         p.says.start.band = Band::early;
         return true;
       }},
      {"(?:at\\s+)?(?:" FENLIU_EN_HOUR "\\s+)?(tonight|this morning|this afternoon|this evening)", tonight},
      {"\\(?(gmt|utc|bst|cet|cest|est|edt|cst|cdt|mst|mdt|pst|pdt|akst|akdt|hst)\\)?", zone},
      {"(?:local|pacific|mountain|central|eastern)(?:\\s+(?:standard|daylight))?\\s+time", [](const Match&, Piece& p) { return p.needs_date = true; }},
      {"(?:right\\s+now|now|at\\s+this\\s+time)", [](const Match& m, Piece& p) { return m.is_whole_text() && (p.says.start.now = true); }},
  };
  return rules;
}

}  // namespace fenliu::rules
