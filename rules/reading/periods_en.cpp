// English periods: next month, the end of the quarter, early July, this weekend, the last day of each month; holidays.
#include <map>

#include "rules/reading/words_en.h"

namespace fenliu::rules {

namespace {

#define FENLIU_EN_YEAR "(?:,?\\s+(\\d{4}))?"

const std::map<std::string, int, std::less<>>& which_period() {
  static const std::map<std::string, int, std::less<>> words = {
      {"last", -1}, {"previous", -1}, {"past", -1}, {"the previous", -1}, {"the past", -1}, {"this past", -1}, {"this", 0}, {"current", 0}, {"the current", 0}, {"the", 0},
      {"the next", 1}, {"next", 1}, {"the following", 1}, {"coming", 1}, {"the coming", 1}, {"upcoming", 1}, {"the upcoming", 1}, {"this coming", 0}};
  return words;
}

void set_offset(Moment& moment, const std::string& unit, int offset) {
  (unit == "week" ? moment.week_offset : unit == "month" ? moment.month_offset : unit.starts_with("q") ? moment.quarter_offset : moment.year_offset) = offset;
}

bool period_word(const Match& m, Piece& piece) {
  set_offset(piece.says.start, m.lower(2), which_period().at(m.lower(1)));
  return true;
}

bool weekend(const Match& m, Piece& piece) {
  piece.says.start.share = Share::weekend;
  piece.says.start.week_offset = m.has(1) ? which_period().at(m.lower(1)) : 0;
  return true;
}

// Next March, last December; in June, this October says nothing of a year.
bool month_turn(const Match& m, Piece& piece) {
  const auto which = m.lower(1);
  piece.says.start.month = en_month(m.lower(2));
  piece.says.start.month_turn = which == "last" || which == "past" ? -1 : which == "this" ? 0 : 1;
  return true;
}

bool month_after_next(const Match& m, Piece& piece) {
  piece.says.start.month = en_month(m.lower(1));
  piece.says.start.month_turn = 2;
  return true;
}

// Early July, mid-July, late July 2025; the beginning or the middle of July.
bool share_of_month(const Match& m, Piece& piece) {
  static const std::map<std::string, Share, std::less<>> kShares = {{"early", Share::beginning}, {"beginning", Share::beginning}, {"start", Share::beginning}, {"mid", Share::middle}, {"middle", Share::middle}, {"late", Share::last_third}};
  piece.says.start.share = kShares.at(m.lower(1));
  piece.says.start.month = en_month(m.lower(2));
  if (m.has(3)) piece.says.start.year = m.number(3);
  return true;
}

// Early next week, late this month, the beginning of next year.
bool share_of_period(const Match& m, Piece& piece) {
  static const std::map<std::string, Share, std::less<>> kShares = {{"early", Share::beginning}, {"beginning", Share::beginning}, {"start", Share::beginning}, {"mid", Share::middle}, {"middle", Share::middle}, {"late", Share::last_third}};
  piece.says.start.share = kShares.at(m.lower(1));
  set_offset(piece.says.start, m.lower(3), m.has(2) ? which_period().at(m.lower(2)) : 0);
  return true;
}

// The week after next, the year before last.
bool second_period(const Match& m, Piece& piece) {
  set_offset(piece.says.start, m.lower(1), m.lower(2).starts_with("a") ? 2 : -2);
  return true;
}

bool week_of_month(const Match& m, Piece& piece) {
  piece.says.start.week_of = en_number(m.lower(1));
  if (m.has(2)) piece.says.start.month = en_month(m.lower(2));
  else piece.says.start.month_offset = m.lower(3) == "next" ? 1 : 0;
  if (m.has(4)) piece.says.start.year = m.number(4);
  return true;
}

bool week_with(const Match&, Piece& piece) {
  piece.says.start.whole_week = true;
  return piece.needs_date = true;
}

bool quarter(const Match& m, Piece& piece) {
  piece.says.start.quarter = en_number(m.lower(1));
  if (m.has(2)) piece.says.start.year = m.number(2);
  return *piece.says.start.quarter >= 1 && *piece.says.start.quarter <= 4;
}

bool year_quarter(const Match& m, Piece& piece) {
  piece.says.start.year = m.number(1);
  piece.says.start.quarter = m.number(2);
  return true;
}

bool year(const Match& m, Piece& piece) {
  piece.says.start.year = m.number(1);
  return m.next() != U'-' && !m.followed_by({"units", "feet", "people", "votes", "homes", "parcels"});
}

// The end of the day is the close of business; of a week or a month its last working day's.
bool end_of(const Match& m, Piece& piece) {
  auto& start = piece.says.start;
  const auto unit = m.lower(2);
  if (unit == "day") {
    start.edge = Edge::closing;
    return !m.has(1) || which_period().at(m.lower(1)) == 0;
  }
  set_offset(start, unit, m.has(1) ? which_period().at(m.lower(1)) : 0);
  if (unit != "week") start.share = Share::end;
  return true;
}

bool end_of_month(const Match& m, Piece& piece) {
  piece.says.start.month = en_month(m.lower(1));
  piece.says.start.share = Share::end;
  if (m.has(2)) piece.says.start.year = m.number(2);
  return true;
}

bool end_letters(const Match& m, Piece& piece) {
  const auto word = m.lower(1);
  if (word == "eom") piece.says.start.month_offset = 0;
  else if (word == "eoy") piece.says.start.year_offset = 0;
  else if (word == "eow") return piece.says.start.week_offset = 0, true;
  else return piece.says.start.edge = Edge::closing, true;
  piece.says.start.share = Share::end;
  return true;
}

bool edge(const Match& m, Piece& piece) {
  const auto word = m.lower(1);
  const bool opening = word == "start" || word == "opening" || word == "beginning" || word.starts_with("first");
  piece.says.start.edge = opening ? Edge::opening : Edge::closing;
  return true;
}

// The last day of October, the first business day of next month.
bool day_of_period(const Match& m, Piece& piece) {
  auto& start = piece.says.start;
  const int n = en_number(m.lower(1));
  if (m.has(2)) start.workday_nth = n;
  else start.day = n;
  if (m.has(3)) start.month = en_month(m.lower(3));
  if (m.has(5)) start.month_offset = which_period().at(m.lower(5));
  if (m.has(4)) start.year = m.number(4);
  return m.has(2) || n < 0 || n == 1;
}

// The last day of each month, the first working day of every quarter.
bool day_of_every(const Match& m, Piece& piece) {
  piece.kind = PieceKind::every;
  piece.says.every = m.lower(3).starts_with("m") ? TimeUnit::month : m.lower(3).starts_with("q") ? TimeUnit::quarter : TimeUnit::year;
  const int n = en_number(m.lower(1));
  if (m.has(2)) piece.says.start.workday_nth = n;
  else piece.says.start.day = n;
  if (piece.says.every == TimeUnit::quarter && n < 0) piece.says.start.share = Share::end;
  return true;
}

bool season(const Match&, Piece& piece) {
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::vague;
  return piece.says.vague = true;
}

struct Holiday {
  int month = 0, day = 0, nth = 0;
  unsigned weekday = 0;
  Feast feast = Feast::none;
  int away = 0;
};

// By name in lower case, without apostrophes and stops.
const std::map<std::string, Holiday, std::less<>>& holidays() {
  static const std::map<std::string, Holiday, std::less<>> days = {
      {"new years day", {1, 1}}, {"new years eve", {12, 31}}, {"martin luther king jr day", {1, 0, 3, 1}}, {"martin luther king day", {1, 0, 3, 1}}, {"martin luther kings day", {1, 0, 3, 1}},
      {"mlk day", {1, 0, 3, 1}}, {"valentines day", {2, 14}}, {"valentine day", {2, 14}}, {"presidents day", {2, 0, 3, 1}}, {"president day", {2, 0, 3, 1}}, {"st patricks day", {3, 17}},
      {"cesar chavez day", {3, 31}}, {"april fools", {4, 1}}, {"april fools day", {4, 1}}, {"earth day", {4, 22}}, {"mothers day", {5, 0, 2, 0}}, {"mother day", {5, 0, 2, 0}}, {"memorial day", {5, 0, -1, 1}},
      {"juneteenth", {6, 19}}, {"fathers day", {6, 0, 3, 0}}, {"father day", {6, 0, 3, 0}}, {"independence day", {7, 4}}, {"fourth of july", {7, 4}}, {"labor day", {9, 0, 1, 1}}, {"labour day", {9, 0, 1, 1}},
      {"columbus day", {10, 0, 2, 1}}, {"indigenous peoples day", {10, 0, 2, 1}}, {"boss day", {10, 16}}, {"bosss day", {10, 16}}, {"halloween", {10, 31}}, {"halloween day", {10, 31}}, {"veterans day", {11, 11}},
      {"veteran day", {11, 11}}, {"thanksgiving", {11, 0, 4, 4}}, {"thanksgiving day", {11, 0, 4, 4}}, {"black friday", {11, 0, 4, 4, Feast::none, 1}}, {"christmas", {12, 25}}, {"christmas day", {12, 25}},
      {"christmas eve", {12, 24}}, {"xmas", {12, 25}}, {"xmas day", {12, 25}}, {"xmas eve", {12, 24}}, {"boxing day", {12, 26}}, {"easter", {0, 0, 0, 0, Feast::easter}},
      {"easter sunday", {0, 0, 0, 0, Feast::easter}}, {"easter monday", {0, 0, 0, 0, Feast::easter, 1}}, {"good friday", {0, 0, 0, 0, Feast::easter, -2}}};
  return days;
}

bool holiday(const Match& m, Piece& piece) {
  auto name = m.lower(1);
  std::erase_if(name, [](char c) { return c == '\'' || c == '.' || c == ','; });
  const auto found = holidays().find(name);
  if (found == holidays().end()) return false;
  const auto& day = found->second;
  auto& start = piece.says.start;
  start.festival = true;
  start.feast = day.feast;
  if (day.month > 0) start.month = day.month;
  if (day.day > 0) start.day = day.day;
  if (day.nth != 0) start.nth = day.nth, start.weekday = day.weekday;
  if (day.away != 0) start.days_away = day.away;
  if (m.has(2)) start.year = m.number(2);
  // "Closed on Monday, May 29, for Memorial Day": the name is the reason.
  if (m.preceded_by({" for", "observance of", "observe", "celebrate", "honor of"})) return false;
  return !m.followed_by({"break", "holiday", "season", "week", "tree", "street", "avenue", "park", "island", "parade route"});
}

}  // namespace

const std::vector<PieceRule>& periods_en() {
  static const std::vector<PieceRule> rules = {
      {"(the current|the previous|the next|the following|the coming|the upcoming|last|previous|past|this|current|next|coming|upcoming)\\s+(week|month|quarter|qtr|year|yr)", period_word},
      {"(?:(?:over|during|on)\\s+)?(this coming|the coming|this past|the past|this|next|last|the|coming)\\s+week-?end", weekend},
      {"(last|past|this|next|coming)\\s+" FENLIU_EN_MONTH, month_turn},
      {FENLIU_EN_MONTH "\\s+after\\s+next", month_after_next},
      {"(?:in\\s+)?(early|mid|late)(?:-|\\s+)" FENLIU_EN_MONTH FENLIU_EN_YEAR, share_of_month},
      {"(?:the\\s+)?(beginning|start|middle)\\s+of\\s+" FENLIU_EN_MONTH FENLIU_EN_YEAR, share_of_month},
      {"(?:in\\s+)?(early|mid|late)(?:-|\\s+)(this|next|last)\\s+(week|month|year)", share_of_period},
      {"(?:the\\s+)?(beginning|start|middle)\\s+of\\s+(this|next|last|the\\s+next|the\\s+following|the)\\s+(week|month|year)", share_of_period},
      {"(?:the\\s+)?(week|month|quarter|year)\\s+(after\\s+next|before\\s+last)", second_period},
      {"(?:the\\s+)?" FENLIU_EN_NTH "\\s+week\\s+(?:of|in)\\s+(?:" FENLIU_EN_MONTH "|(?:the\\s+|(this|next)\\s+)month)" FENLIU_EN_YEAR, week_of_month},
      {"(?:the\\s+)?week\\s+of(?:\\s+the)?", week_with},
      {"(?:the\\s+)?(first|second|third|fourth|1st|2nd|3rd|4th)\\s+(?:quarter|qtr)(?:\\s+(?:of\\s+)?(\\d{4}))?", quarter},
      {"q([1-4])(?:\\s+(?:of\\s+)?(\\d{4}))?", quarter},
      {"(\\d{4}|\\d{2})\\s?q([1-4])", year_quarter},
      {"(?:in|of|year)\\s+((?:19|20)\\d{2})(?:\\s+a\\.?d\\.?)?", year},
      {"(?:the\\s+)?end\\s+of\\s+(?:(the|this|the current|the next|next|the following|last)\\s+)?(day|week|month|quarter|year)", end_of},
      {"()(week|month|quarter|year)(?:'s\\s+|-|\\s+)end", [](const Match& m, Piece& p) { return (m.preceded_by({"by", "before", "until", "at"}) || m.is_whole_text()) && end_of(m, p); }},
      {"(?:the\\s+)?end\\s+of\\s+(?:q([1-4])|(?:the\\s+)?(first|second|third|fourth|1st|2nd|3rd|4th)\\s+quarter)(?:\\s+(?:of\\s+)?(\\d{4}))?", [](const Match& m, Piece& p) {
         p.says.start.share = Share::end;
         p.says.start.quarter = en_number(m.lower(m.has(1) ? 1 : 2));
         if (m.has(3)) p.says.start.year = m.number(3);
         return true;
       }},
      {"(?:the\\s+)?end\\s+of\\s+" FENLIU_EN_MONTH FENLIU_EN_YEAR, end_of_month},
      {"(?:the\\s+)?(start|opening|close|end|beginning)\\s+of\\s+(?:business|work|the\\s+work(?:ing|\\s)?\\s?day|the\\s+business\\s+day|working\\s+hours)(?:\\s+hours)?", edge},
      {"(first\\s+thing|last\\s+thing|close\\s+of\\s+(?:play|day)|end\\s+of\\s+(?:play|shift))(?:\\s+in\\s+the\\s+morning)?", [](const Match& m, Piece& p) { return p.needs_date = edge(m, p); }},
      {"(cob|eod|eob|eom|eoy|eow)", end_letters},
      {"(?:the\\s+)?(first|last|second|third|1st|2nd|3rd)\\s+(business\\s+|working\\s+|work\\s+)?day\\s+of\\s+(?:" FENLIU_EN_MONTH FENLIU_EN_YEAR "|(this|next|last|the current|the next|the following|the)\\s+month)", day_of_period},
      {"(?:the\\s+)?(first|last|second|third|1st|2nd|3rd)\\s+(business\\s+|working\\s+|work\\s+)?day\\s+of\\s+(?:each|every)\\s+(?:calendar\\s+)?(month|quarter|year)", day_of_every},
      {"(?:by\\s+|before\\s+)?(?:the\\s+)?(?:end|close|start|beginning)\\s+of\\s+(?:the|each|this|next)\\s+fiscal\\s+year", season},
      {"(?:in\\s+the\\s+|in\\s+|this\\s+|next\\s+|last\\s+|the\\s+)(?:spring|summer|fall|autumn|winter)(?:\\s+of\\s+\\d{4})?", [](const Match& m, Piece& p) { return season(m, p) && !m.followed_by({"break", "school", "camp", "session", "street"}); }},
      {"(?:on\\s+)?(?:the\\s+)?(new year'?s\\s+(?:day|eve)|martin\\s+luther\\s+king(?:'s|,?\\s+jr\\.?)?\\s+day|mlk\\s+day|(?:valentine|president|mother|father|boss|veteran)s?'?s?\\s+day|st\\.?\\s+patrick's\\s+day|"
       "cesar\\s+chavez\\s+day|april\\s+fools'?(?:\\s+day)?|earth\\s+day|memorial\\s+day|juneteenth|independence\\s+day|fourth\\s+of\\s+july|labou?r\\s+day|columbus\\s+day|indigenous\\s+peoples'\\s+day|"
       "halloween(?:\\s+day)?|thanksgiving(?:\\s+day)?|black\\s+friday|(?:christmas|xmas)(?:\\s+(?:day|eve))?|boxing\\s+day|easter(?:\\s+(?:sunday|monday))?|good\\s+friday)(?:,?\\s+(?:of\\s+)?(\\d{4}))?",
       holiday},
  };
  return rules;
}

}  // namespace fenliu::rules
