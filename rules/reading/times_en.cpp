// English: words around dates and clocks (by, before, no later than, effective, every), lengths of time, vague phrases.
#include <map>

#include "rules/reading/assembly.h"
#include "rules/reading/words_en.h"

namespace fenliu::rules {

namespace {

#define FENLIU_EN_LENGTH FENLIU_EN_COUNT "(?:\\s+\\(\\d{1,3}\\))?\\s*(?:-\\s*)?(?:more\\s+)?((?:calendar|working|business|work|city)?\\s*(?:days?|hours?|hrs?|h|minutes?|mins?|weeks?|months?|years?|fortnight))"
#define FENLIU_EN_EVENT "(?:(?:the|its|such|said|a|an|any|each|their|your)\\s+)?(?:(?:date|close|end|day|start|completion|receipt|conclusion)\\s+of\\s+(?:(?:the|its|such|said|this|each|your)\\s+)?)?(?:[a-z]+\\s+)?(?:receipt|receiving|notices?|notification|decision|meetings?|hearing|adoption|approval|request|dates?|incident|event|order|filing|mailing|publication|posting|passage|service|award|quarter|month|fiscal\\s+year|appointment|execution|discovery|letter|invoice|inspection|completion|session|determination|application|complaint|submission|issuance|sale|election|closing|occurrence)"
#define FENLIU_EN_TRIGGER "(?:\\s+(?:of|after|following|from)\\s+" FENLIU_EN_EVENT ")?"

bool set_length(const std::string& count, const std::string& unit, int sign, Piece& piece) {
  const int value = en_number(count);
  if (value < 1) return false;
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::relative;
  const auto ends = [&](const char* word) { return unit.find(word) != std::string::npos; };
  if (ends("working") || ends("business") || ends("work ")) {
    piece.says.working_days = sign * value;
    return ends("day");
  }
  TimeUnit of = TimeUnit::day;
  int times = 1;
  if (ends("min")) of = TimeUnit::minute;
  else if (ends("h") && !ends("month") && !ends("fortnight")) of = TimeUnit::hour;
  else if (ends("week")) of = TimeUnit::week;
  else if (ends("fortnight")) of = TimeUnit::week, times = 2;
  else if (ends("month")) of = TimeUnit::month;
  else if (ends("year")) of = TimeUnit::year;
  piece.says.offset = {sign * times * value, of};
  return true;
}

bool within(const Match& m, Piece& piece) {
  piece.says.before = true;
  return set_length(m.lower(1), m.lower(2), 1, piece);
}

// "effective 30 days after adoption": counted from an event, without a word that says by then.
bool after_event(const Match& m, Piece& piece) { return set_length(m.lower(1), m.lower(2), 1, piece); }

// Two weeks from Friday, the day after Thanksgiving: moves the day that is said next.
bool away(const Match& m, Piece& piece) {
  Piece length;
  if (!set_length(m.lower(1), m.lower(2), m.lower(3).starts_with("b") ? -1 : 1, length) || !length.says.offset) return false;
  const auto [n, unit] = *length.says.offset;
  if (unit == TimeUnit::year) piece.says.start.years_later = n;
  else if (unit == TimeUnit::day) piece.says.start.days_away = n;
  else if (unit == TimeUnit::week) piece.says.start.days_away = 7 * n;
  else return false;
  return piece.needs_date = true;
}

bool next_to(const Match& m, Piece& piece) {
  piece.says.start.days_away = m.lower(1) == "after" ? 1 : -1;
  return piece.needs_date = true;
}

bool looking_back(const Match& m, Piece& piece) {
  piece.says.lookback = true;
  return set_length(m.lower(1), m.lower(2), -1, piece);
}

bool looking_back_one(const Match& m, Piece& piece) {
  piece.says.lookback = true;
  return set_length("one", m.lower(1), -1, piece);
}

bool ahead_of(const Match& m, Piece& piece) {
  // "Three days before Christmas": a day that is counted from another, not from a meeting.
  if (m.followed_by({"christmas", "xmas", "thanksgiving", "easter", "new year", "labor day", "memorial day", "independence", "halloween", "jan", "feb", "mar", "apr", "may ", "june", "july", "aug",
                     "sep", "oct", "nov", "dec", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})) {
    return false;
  }
  piece.says.before = true;
  return set_length(m.lower(1), m.lower(2), -1, piece);
}

// In 3 days, 2 weeks ago, a week from now: counted from the moment of reading.
bool shifted(const Match& m, Piece& piece, int sign) {
  if (!set_length(m.lower(1), m.lower(2), sign, piece)) return false;
  if (piece.says.working_days) return piece.says.before = true;
  piece.kind = PieceKind::moment;
  piece.says.kind = TimeKind::point;
  piece.says.start.shift = piece.says.offset;
  piece.says.offset.reset();
  return true;
}

// In 2.5 hours, in two and a half hours, in half an hour, in 3/4 hour.
bool shifted_part(Piece& piece, int minutes) {
  piece.says.start.shift = {minutes, TimeUnit::minute};
  return minutes > 0;
}

bool lead(Piece& piece, bool before, bool counts, bool excludes) {
  piece.kind = PieceKind::lead;
  piece.says.before = before;
  piece.says.counts = counts;
  piece.says.excludes = excludes;
  return true;
}

bool since(const Match&, Piece& piece) {
  piece.kind = PieceKind::lead;
  return piece.says.since = true;
}

bool every(const Match& m, Piece& piece) {
  const auto word = m.lower(1);
  piece.kind = PieceKind::every;
  piece.says.every = word.find("week") != std::string::npos ? TimeUnit::week
                     : word.find("month") != std::string::npos ? TimeUnit::month
                     : word.find("quarter") != std::string::npos ? TimeUnit::quarter
                     : word.find("year") != std::string::npos || word.find("annual") != std::string::npos ? TimeUnit::year
                                                                                                            : TimeUnit::day;
  return true;
}

// "Reports are due quarterly." alone, at the end of what is asked; "the quarterly report" says no time.
bool every_by_itself(const Match& m, Piece& piece) {
  every(m, piece);
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::recurrence;
  if (piece.says.every == TimeUnit::quarter) piece.says.every = TimeUnit::month, piece.says.interval = 3;
  return (m.next() == 0 || m.next() == U'.' || m.next() == U';' || m.next() == U'\n') && !m.preceded_by({"the", "a", "our", "your"});
}

bool every_nth_weekday(const Match& m, Piece& piece) {
  piece.kind = PieceKind::every;
  piece.says.every = TimeUnit::month;
  piece.says.start.nth = en_number(m.lower(1));
  piece.says.start.weekday = en_weekday(m.lower(2));
  return true;
}

bool every_weekday(const Match& m, Piece& piece) {
  piece.kind = PieceKind::every;
  piece.says.every = TimeUnit::week;
  if (m.has(1)) piece.says.interval = 2;
  piece.says.start.weekday = en_weekday(m.lower(2));
  return true;
}

// Every Monday, Wednesday and Friday.
bool every_weekdays(const Match& m, Piece& piece) {
  piece.kind = PieceKind::every;
  piece.says.every = TimeUnit::week;
  piece.says.start.weekday = en_weekday(m.lower(1));
  for (int group = 2; group <= 4; ++group) {
    if (!m.has(group)) continue;
    Moment other;
    other.weekday = en_weekday(m.lower(group));
    piece.says.also.push_back(other);
  }
  return true;
}

// Every first and third Monday: of the month, said or not.
bool every_two_weekdays(const Match& m, Piece& piece) {
  Moment other;
  piece.kind = PieceKind::every;
  piece.says.every = TimeUnit::month;
  piece.says.start.nth = en_number(m.lower(1));
  other.nth = en_number(m.lower(2));
  piece.says.start.weekday = other.weekday = en_weekday(m.lower(3));
  piece.says.also.push_back(other);
  return true;
}

// On Tuesdays; Mondays and Thursdays.
bool on_weekdays(const Match& m, Piece& piece) {
  piece.kind = PieceKind::every;
  piece.says.every = TimeUnit::week;
  piece.says.start.weekday = en_weekday(m.lower(1));
  if (!m.has(2)) return true;
  Moment other;
  other.weekday = en_weekday(m.lower(2));
  piece.says.also.push_back(other);
  return true;
}

bool every_length(const Match& m, Piece& piece) {
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::recurrence;
  const auto unit = m.lower(2);
  piece.says.every = unit.starts_with("h") ? TimeUnit::hour : unit.starts_with("m") ? TimeUnit::minute : unit.starts_with("w") ? TimeUnit::week : TimeUnit::day;
  piece.says.interval = en_number(m.lower(1));
  return piece.says.interval > 0;
}

bool vague(const Match&, Piece& piece) {
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::vague;
  piece.says.vague = true;
  return true;
}

bool at_once(const Match&, Piece& piece) {
  piece.kind = PieceKind::whole;
  piece.says.kind = TimeKind::point;
  piece.says.since = true;
  piece.says.start.day_offset = 0;
  return true;
}

bool blank_day(const Match& m, Piece& piece) {
  piece.says.start.month = en_month(m.lower(1));
  return piece.says.damaged = true;
}

bool garbled(const Match&, Piece& piece) { return piece.says.damaged = true; }

bool glue(std::string_view gap, const Piece& left, const Piece& right) {
  for (const char* word : {",", "at", "on", "of", "the", "in", "(", ")", "),", ") at", "), at", "on the", "of the", ", at", ", on", "and on", "for"}) {
    if (gap != word) continue;
    // A comma joins what belongs to one date: "Friday, November 25, 2022, 7 p.m."
    if (gap == ",") return (left.kind == PieceKind::moment && (right.kind == PieceKind::moment || right.kind == PieceKind::joint || right.opens_span || right.says.since)) || left.kind == PieceKind::every;
    return true;
  }
  return false;
}

}  // namespace

const std::vector<PieceRule>& frames_en() {
  static const std::vector<PieceRule> rules = {
      {"(?:by|up\\s+to|up\\s+until)", [](const Match&, Piece& p) { return lead(p, true, true, false); }},
      {"(?:no|not)\\s+later\\s+than|on\\s+or\\s+before|at\\s+the\\s+latest", [](const Match&, Piece& p) { return lead(p, true, true, false); }},
      {"(?:before|prior\\s+to)", [](const Match&, Piece& p) { return lead(p, true, false, true); }},
      {"(?:effective|starting|beginning|commencing|as\\s+of)(?:\\s+on|\\s+from)?", since},
      {"from", [](const Match&, Piece& p) { return p.opens_span = lead(p, false, false, false); }},
      {"(?:after|following)", [](const Match&, Piece& p) { return lead(p, false, false, false); }},
      {"(?:on\\s+or\\s+about|(?:at\\s+)?(?:about|around|approximately|approx\\.))", [](const Match&, Piece& p) { return lead(p, false, false, false); }},
      {"since", [](const Match&, Piece& p) { p.kind = PieceKind::lead; return p.says.lookback = true; }},
      {"between", [](const Match&, Piece& p) { p.kind = PieceKind::lead; p.says.kind = TimeKind::span; return p.opens_span = true; }},
      {"(?:until|till|through|thru)", [](const Match&, Piece& p) { p.kind = PieceKind::joint; return p.says.before = p.says.counts = true; }},
      {"(?:to|[-~]{1,2})", [](const Match&, Piece& p) { p.kind = PieceKind::joint; return true; }},
      {"(?:and|&|or)", [](const Match&, Piece& p) { p.kind = PieceKind::list; return true; }},
      {"(?:on\\s+)?weekdays", [](const Match&, Piece& p) { return every_workday(p); }},
      {"((?:once\\s+)?daily|weekly|monthly|quarterly|annually|(?:every|once\\s+a|once\\s+each|once\\s+per)\\s+(?:week|month|quarter|year))", every_by_itself},
      {"(?:bi-?weekly|fortnightly|every\\s+(?:two|2|other|second)\\s+weeks?)\\s+on\\s+" FENLIU_EN_WEEKDAY "s?", [](const Match& m, Piece& p) {
         p.kind = PieceKind::every;
         p.says.every = TimeUnit::week;
         p.says.interval = 2;
         p.says.start.weekday = en_weekday(m.lower(1));
         return true;
       }},
      // "twice a month on the 1st and 3rd Tuesday"
      {"(?:(?:once|twice)\\s+(?:a|each|per)\\s+month,?\\s+)?(?:on\\s+)?the\\s+" FENLIU_EN_NTH "\\s+(?:and|&)\\s+" FENLIU_EN_NTH "\\s+" FENLIU_EN_WEEKDAY "s?(?:\\s+(?:of|in)\\s+(?:the|each|every)\\s+month)?", [](const Match& m, Piece& p) {
         return !m.followed_by({"of ", "in "}) && every_two_weekdays(m, p);
       }},
      {"((?:once\\s+|twice\\s+)?daily|(?:once|twice|three\\s+times)\\s+(?:a|each|per)\\s+day|every\\s+day|each\\s+day|weekly|every\\s+week|each\\s+week|monthly|(?:of\\s+)?(?:every|each|the)\\s+month|of\\s+(?:every|each)\\s+quarter|quarterly|annually|(?:of\\s+)?(?:every|each)\\s+year)",
       [](const Match& m, Piece& p) { return every(m, p) && m.lower(1) != "the month" && m.lower(1) != "of the month"; }},
      {"(?:every|each)\\s+" FENLIU_EN_NTH "\\s+" FENLIU_EN_WEEKDAY "\\s+(?:of|in)\\s+(?:the|each|every)\\s+month", every_nth_weekday},
      {"(?:every|each)\\s+" FENLIU_EN_NTH "\\s+(?:and|&)\\s+" FENLIU_EN_NTH "\\s+" FENLIU_EN_WEEKDAY "(?:\\s+(?:of|in)\\s+(?:the|each|every)\\s+month)?", every_two_weekdays},
      {"(?:every|each)\\s+(other\\s+)?" FENLIU_EN_WEEKDAY, every_weekday},
      {"(?:every|each)\\s+" FENLIU_EN_WEEKDAY "(?:,\\s*" FENLIU_EN_WEEKDAY ")?(?:,\\s*" FENLIU_EN_WEEKDAY ")?(?:,?\\s+(?:and|&)\\s+|,\\s*)" FENLIU_EN_WEEKDAY, every_weekdays},
      {"(?:on\\s+)?(mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)(?:,\\s*(mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays))(?:,\\s*(mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays))?,?\\s+(?:and|&)\\s+(mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)", every_weekdays},
      {"of\\s+the\\s+following\\s+month", [](const Match&, Piece& p) { p.kind = PieceKind::every; p.says.every = TimeUnit::month; return true; }},
      {"(?:hourly|every\\s+hour|each\\s+hour)", [](const Match& m, Piece& p) {
         p.kind = PieceKind::whole;
         p.says.kind = TimeKind::recurrence;
         p.says.every = TimeUnit::hour;
         return m.lower(0) != "hourly" || m.next() == U'.' || m.next() == 0;
       }},
      {"(?:on\\s+)?(mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)(?:\\s+(?:and|&)\\s+(mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays))?", on_weekdays},
      {"(?:every|each)\\s+(?:weekday|workday|working\\s+day|business\\s+day)", [](const Match&, Piece& p) { return every_workday(p); }},
      {"every\\s+" FENLIU_EN_COUNT "\\s+(hours?|minutes?|days?|weeks?)", every_length},
      {"(?:within|no\\s+later\\s+than|not\\s+later\\s+than|no\\s+more\\s+than)\\s+(?:the\\s+next\\s+)?" FENLIU_EN_LENGTH FENLIU_EN_TRIGGER, within},
      {"within\\s+" FENLIU_EN_COUNT "\\s*(?:to|or|-)\\s*" FENLIU_EN_LENGTH FENLIU_EN_TRIGGER, [](const Match& m, Piece& p) { p.says.before = true; return set_length(m.lower(2), m.lower(3), 1, p); }},
      {"(?:at\\s+least\\s+)?" FENLIU_EN_LENGTH "\\s+(?:in\\s+advance|beforehand|ahead\\s+of\\s+time)", ahead_of},
      {"(?:at\\s+least\\s+)?" FENLIU_EN_LENGTH "\\s+early", [](const Match& m, Piece& p) { return m.preceded_by({"arrive", "come", "log in", "join", "be there", "show up", "report"}) && ahead_of(m, p); }},
      {"(?:within|in|over|during|for)\\s+the\\s+(?:last|past|previous)\\s+" FENLIU_EN_LENGTH, looking_back},
      {"(?:within|in|over|during)\\s+the\\s+(?:last|past|previous)\\s+(day|week|month|year)", looking_back_one},
      {"(?:at\\s+least\\s+|(?:not|no)\\s+(?:less|fewer|later)\\s+than\\s+|by\\s+)?" FENLIU_EN_LENGTH "\\s+(?:before|prior\\s+to|in\\s+advance\\s+of|ahead\\s+of)(?:\\s+(?:the|a|any|each|such|its))?(?:\\s+(?:regular|special|scheduled|public|board|council|committee))?(?:\\s+(?:meeting|hearing|start|session|event|deadline|opening|call\\s+to\\s+order|election|closing))?", ahead_of},
      {FENLIU_EN_LENGTH "\\s+(?:after|following|from)\\s+" FENLIU_EN_EVENT, after_event},
      {FENLIU_EN_LENGTH "\\s+(after|from|before|prior\\s+to)", away},
      {"(?:on\\s+)?the\\s+day\\s+(after|before)", next_to},
      {"within\\s+(?:half\\s+an\\s+hour|a\\s+half\\s+hour|one\\s+half\\s+hour)", [](const Match&, Piece& p) {
         p.kind = PieceKind::whole;
         p.says.kind = TimeKind::relative;
         p.says.offset = {30, TimeUnit::minute};
         return p.says.before = true;
       }},
      {"(?:(?:in|over|during|for)\\s+)?the\\s+next\\s+" FENLIU_EN_LENGTH, [](const Match& m, Piece& p) { return set_length(m.lower(1), m.lower(2), 1, p); }},
      {"in\\s+" FENLIU_EN_LENGTH, [](const Match& m, Piece& p) { return shifted(m, p, 1); }},
      {FENLIU_EN_LENGTH "\\s+(?:from\\s+now|from\\s+today|hence|later)", [](const Match& m, Piece& p) { return shifted(m, p, 1); }},
      {FENLIU_EN_LENGTH "\\s+(?:ago|earlier)", [](const Match& m, Piece& p) { return shifted(m, p, -1); }},
      {"in\\s+(\\d{1,2})\\.5\\s+hours", [](const Match& m, Piece& p) { return shifted_part(p, m.number(1) * 60 + 30); }},
      {"in\\s+" FENLIU_EN_COUNT "\\s+and\\s+an?\\s+half\\s+hours?", [](const Match& m, Piece& p) { return shifted_part(p, en_number(m.lower(1)) * 60 + 30); }},
      {"in\\s+(?:half\\s+an\\s+hour|a\\s+half\\s+hour|1/2\\s?h(?:ours?)?)", [](const Match&, Piece& p) { return shifted_part(p, 30); }},
      {"in\\s+(?:three-quarters\\s+of\\s+an\\s+hour|3/4\\s?h(?:ours?)?)", [](const Match&, Piece& p) { return shifted_part(p, 45); }},
      {"in\\s+(\\d{1,3})'", [](const Match& m, Piece& p) { return shifted_part(p, m.number(1)); }},
      {"(?:immediately|as\\s+soon\\s+as\\s+(?:possible|practicable|feasible|practical)|promptly|asap|without\\s+(?:undue\\s+|further\\s+)?delay|forthwith|right\\s+away|at\\s+once|(?:at\\s+)?(?:your|the)\\s+earliest\\s+(?:convenience|opportunity)|in\\s+a\\s+timely\\s+(?:manner|fashion|basis)|on\\s+a\\s+timely\\s+basis|in\\s+due\\s+course|as\\s+quickly\\s+as\\s+possible)", vague},
      {"effective\\s+immediately", at_once},
      {FENLIU_EN_MONTH "\\s+[_.…]{2,10}(?:,\\s*\\d{4})?", blank_day},
      {FENLIU_EN_MONTH "\\.?\\s+(?:\\d[lIoO]|[lIoO]\\d)(?:,?\\s*\\d{4})?", blank_day},
      {"_{2,20}\\s*(?:a|p)\\.?m\\.?", [](const Match&, Piece& p) { p.says.start.hour = 0; return p.says.damaged = true; }},
      {"[\\dlIoO]{1,2}(?::[\\dlIoO]{2})?\\s*(?:a\\.m\\.|p\\.m\\.|am|pm)", [](const Match& m, Piece& p) { p.says.start.hour = 0; return p.says.damaged = has_letter_and_digit(m.text(0)); }},
      {"(?:on\\s+)?_{3,20},?\\s*(?:19|20)\\d{2}", garbled},
      {"[\\dlIoO]{1,2}[/-][\\dlIoO]{1,2}[/-][\\dlIoO]{4}", [](const Match& m, Piece& p) { return garbled(m, p) && has_letter_and_digit(m.text(0)); }},
  };
  return rules;
}

std::vector<Expression> expressions_en(const Document& document) {
  static const PieceTable table({&dates_en(), &periods_en(), &clocks_en(), &frames_en(), &lengths_en(), &written_alike()}, true);
  return assemble(document, table.find(document), {glue, true});
}

}  // namespace fenliu::rules
