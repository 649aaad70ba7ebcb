// Notices become calendar entries that keep their identity; events become lines of RFC 5545.
#include <algorithm>
#include <sstream>

#include "rules/notices/calendar_entries.h"
#include "rules/notices/icalendar_text.h"
#include "rules/text/utf8.h"
#include "tests/support/catch.h"

using namespace fenliu;
using rules::CalendarEntry;
using rules::ToldOnce;
using rules::ToldState;

namespace {

rules::Instant at(const std::string& clock) { return *rules::parse_rfc3339("2022-11-24T" + clock + "+08:00"); }

rules::Window window(const std::string& from, const std::string& to, std::vector<std::string> parts) {
  return {at(from), to.empty() ? std::nullopt : std::optional(at(to)), std::move(parts), {}};
}

rules::UnitDeadline deadline(const std::string& effective, const std::string& part) {
  rules::UnitDeadline made;
  made.part = part;
  made.result.stated = made.result.effective = made.result.fair = at(effective);
  made.result.handed_down = at("09:00");
  return made;
}

ToldState state(std::vector<rules::Window> windows, std::vector<rules::UnitDeadline> deadlines = {}) {
  ToldState told;
  told.concerned = true;
  told.role = rules::Role::support;
  told.windows = std::move(windows);
  told.deadlines = std::move(deadlines);
  return told;
}

ToldState gone() { return {}; }

// "window-1 #2 18:35–18:50", "(…)" when cancelled, in order of keys.
std::vector<std::string> shown(const std::vector<ToldOnce>& notices) {
  rules::Zone zone{"+08", {{rules::Instant{}, std::chrono::hours{8}}}};
  const auto clock = [&](rules::Instant instant) { return rules::format_time_of_day(zone.to_local(instant)); };
  std::vector<std::string> lines;
  for (const auto& entry : rules::calendar_entries(notices)) {
    auto line = entry.key + " #" + std::to_string(entry.sequence) + " " + clock(entry.from);
    if (entry.kind == rules::CalendarEntryKind::window) line += "–" + (entry.to ? clock(*entry.to) : "");
    lines.push_back(entry.cancelled ? "(" + line + ")" : line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

using Lines = std::vector<std::string>;

rules::CalendarEvent event() {
  rules::CalendarEvent made;
  made.uid = "m@home.fenliu";
  made.created = made.modified = at("09:00");
  made.start = at("18:30");
  return made;
}

std::string written(const rules::CalendarEvent& event) { return rules::to_icalendar({"教育局", "zh", 0, {event}}); }

// What a program reads: folded lines joined.
std::string unfolded(std::string text) {
  for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ")) text.erase(at, 3);
  return text;
}

bool has_line(const std::string& text, const std::string& line) {
  return unfolded(text).find("\r\n" + line + "\r\n") != std::string::npos;
}

}  // namespace

TEST_CASE("a window and a deadline keep their identity while they move, and count their changes") {
  struct Row {
    const char* name;
    std::vector<ToldOnce> notices;
    Lines entries;
  };
  const auto row = GENERATE(
      Row{"told once", {{1, at("09:00"), state({window("18:35", "18:50", {"2"})})}}, {"window-1 #0 18:35–18:50"}},
      Row{"moved", {{1, at("09:00"), state({window("18:35", "18:50", {"2"})})}, {2, at("17:00"), state({window("19:05", "19:20", {"2"})})}},
          {"window-1 #1 19:05–19:20"}},
      Row{"only the deadline moved",
          {{1, at("09:00"), state({window("18:35", "18:50", {"2"})}, {deadline("20:00", "2")})},
           {2, at("17:00"), state({window("18:35", "18:50", {"2"})}, {deadline("21:00", "2")})}},
          {"deadline-2-1 #1 21:00", "window-1 #0 18:35–18:50"}},
      Row{"one window becomes two",
          {{1, at("09:00"), state({window("18:35", "19:30", {"2", "5"})})},
           {2, at("17:00"), state({window("18:35", "18:50", {"2"}), window("20:00", "20:15", {"5"})})}},
          {"window-1 #1 18:35–18:50", "window-2 #1 20:00–20:15"}},
      Row{"the first of two is over, the second stays itself",
          {{1, at("09:00"), state({window("18:35", "18:50", {"2"}), window("20:00", "20:15", {"5"})})},
           {2, at("18:55"), state({window("20:10", "20:25", {"5"})})}},
          {"window-1 #0 18:35–18:50", "window-2 #1 20:10–20:25"}},
      Row{"released in the middle", {{1, at("09:00"), state({window("18:35", "18:50", {"2"})})}, {2, at("18:40"), state({})}},
          {"window-1 #1 18:35–18:40"}},
      Row{"released and called back",
          {{1, at("09:00"), state({window("18:35", "18:50", {"2"})})}, {2, at("17:00"), state({})}, {3, at("17:30"), state({window("18:45", "", {"2"})})}},
          {"window-1 #2 18:45–"}},
      Row{"cancelled", {{1, at("09:00"), state({window("18:35", "18:50", {"2"})}, {deadline("20:00", "0")})}, {2, at("17:00"), gone()}},
          {"(deadline-0-1 #1 20:00)", "(window-1 #1 18:35–18:50)"}},
      Row{"cancelled twice is once", {{1, at("09:00"), state({window("18:35", "18:50", {"2"})})}, {2, at("17:00"), gone()}, {3, at("17:10"), gone()}},
          {"(window-1 #1 18:35–18:50)"}},
      Row{"a deadline that passed is not cancelled by what comes later",
          {{1, at("09:00"), state({}, {deadline("12:00", "1")})}, {2, at("17:00"), gone()}}, {"deadline-1-1 #0 12:00"}},
      Row{"two deadlines of one part", {{1, at("09:00"), state({}, {deadline("12:00", "1"), deadline("13:00", "1")})}},
          {"deadline-1-1 #0 12:00", "deadline-1-2 #0 13:00"}},
      Row{"merely informed", {{1, at("09:00"), state({})}}, {}});
  CAPTURE(row.name);
  CHECK(shown(row.notices) == row.entries);
}

TEST_CASE("a revision of the item counts, whatever it changed: its title stands in the event") {
  auto first = state({window("18:35", "18:50", {"2"})}), second = first;
  second.item_revision = 2;
  const auto entries = rules::calendar_entries({{1, at("09:00"), first}, {2, at("10:00"), second}});
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].sequence == 1);
  CHECK(entries[0].item_revision == 2);
  CHECK(entries[0].created == at("09:00"));
  CHECK(entries[0].modified == at("10:00"));
}

TEST_CASE("times are UTC, links carry their gap, and equal events are equal bytes") {
  auto made = event();
  made.end = at("19:30");
  made.sequence = 3;
  made.follows = {{"before@home.fenliu", rules::Minutes{70}}};
  const auto text = written(made);
  CHECK(has_line(text, "DTSTART:20221124T103000Z"));
  CHECK(has_line(text, "DTEND:20221124T113000Z"));
  CHECK(has_line(text, "DTSTAMP:20221124T010000Z"));
  CHECK(has_line(text, "LAST-MODIFIED:20221124T010000Z"));
  CHECK(has_line(text, "SEQUENCE:3"));
  CHECK(has_line(text, "STATUS:CONFIRMED"));
  CHECK(has_line(text, "TRANSP:OPAQUE"));
  CHECK(has_line(text, "RELATED-TO;RELTYPE=FINISHTOSTART;GAP=PT1H10M:before@home.fenliu"));
  CHECK(has_line(text, "X-WR-CALNAME:教育局"));
  CHECK(text == written(made));
  made.status = rules::EventStatus::cancelled;
  CHECK(has_line(written(made), "STATUS:CANCELLED"));
  CHECK(has_line(written(made), "TRANSP:TRANSPARENT"));
}

TEST_CASE("durations", "[icalendar]") {
  CHECK(rules::format_duration(rules::Minutes{0}) == "PT0M");
  CHECK(rules::format_duration(rules::Minutes{10}) == "PT10M");
  CHECK(rules::format_duration(rules::Minutes{120}) == "PT2H");
}

TEST_CASE("texts are escaped, and cannot end their line") {
  auto made = event();
  made.summary = "甲;乙,丙\\丁\nBEGIN:VALARM\r\nX:1";
  made.url = "https://example.org/a b\r\nATTENDEE:mailto:x";
  const auto text = written(made);
  CHECK(has_line(text, "SUMMARY:甲\\;乙\\,丙\\\\丁\\nBEGIN:VALARM\\nX:1"));
  CHECK(text.find("\r\nBEGIN:VALARM") == std::string::npos);
  CHECK(text.find("\r\nATTENDEE") == std::string::npos);
}

TEST_CASE("lines are folded at 75 octets between code points") {
  auto made = event();
  for (int i = 0; i < 100; ++i) made.description += i % 3 == 0 ? "会𠮷é" : "a";
  const auto text = written(made);
  std::istringstream in(text);
  std::size_t folded = 0;
  for (std::string line; std::getline(in, line);) {
    CAPTURE(line);
    REQUIRE(line.back() == '\r');
    line.pop_back();
    CHECK(line.size() <= 75);
    CHECK_FALSE(rules::first_invalid_utf8(line));
    folded += line.front() == ' ';
  }
  CHECK(folded > 3);
  CHECK(has_line(text, "DESCRIPTION:" + made.description));
}
