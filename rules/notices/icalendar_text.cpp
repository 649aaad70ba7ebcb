// Content lines of RFC 5545.
#include "rules/notices/icalendar_text.h"

#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

constexpr std::size_t kLongestLine = 75;  // octets, without the line break

void add_line(std::string& text, const std::string& line) {
  std::size_t column = 0, i = 0;
  while (i < line.size()) {
    const auto start = i;
    decode_code_point(line, i);
    if (column + (i - start) > kLongestLine) {
      text += "\r\n ";
      column = 1;
    }
    text.append(line, start, i - start);
    column += i - start;
  }
  text += "\r\n";
}

std::string escaped(const std::string& value) {
  std::string text;
  for (const char c : value) {
    if (c == '\\' || c == ';' || c == ',') text += '\\';
    if (c == '\n') {
      text += "\\n";
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
      text += c;
    } else if (c == '\t') {
      text += ' ';
    }
  }
  return text;
}

// A URI is no TEXT and knows no escapes: what does not belong into one is left out.
std::string uri(const std::string& value) {
  std::string text;
  for (const char c : value) {
    if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F) text += c;
  }
  return text;
}

std::string utc(Instant instant) {
  auto text = format_rfc3339(instant, Zone{});  // "2022-11-24T10:30Z" or with seconds
  std::string digits;
  for (const char c : text.substr(0, text.find_first_of("Z+"))) {
    if (c != '-' && c != ':') digits += c;
  }
  if (digits.size() == 13) digits += "00";
  return digits + "Z";
}

const char* word(EventStatus status) {
  switch (status) {
    case EventStatus::tentative:
      return "TENTATIVE";
    case EventStatus::cancelled:
      return "CANCELLED";
    case EventStatus::confirmed:
      break;
  }
  return "CONFIRMED";
}

void add_text(std::string& text, const char* property, const std::string& value) {
  if (!value.empty()) add_line(text, std::string(property) + ":" + escaped(value));
}

void add_event(std::string& text, const CalendarEvent& event) {
  add_line(text, "BEGIN:VEVENT");
  add_line(text, "UID:" + escaped(event.uid));
  add_line(text, "DTSTAMP:" + utc(event.modified));
  add_line(text, "CREATED:" + utc(event.created));
  add_line(text, "LAST-MODIFIED:" + utc(event.modified));
  add_line(text, "SEQUENCE:" + std::to_string(event.sequence));
  add_line(text, "DTSTART:" + utc(event.start));
  if (event.end && *event.end > event.start) add_line(text, "DTEND:" + utc(*event.end));
  add_text(text, "SUMMARY", event.summary);
  add_text(text, "DESCRIPTION", event.description);
  add_text(text, "LOCATION", event.location);
  add_text(text, "CONTACT", event.contact);
  if (!event.url.empty()) add_line(text, "URL:" + uri(event.url));
  add_text(text, "CATEGORIES", event.category);
  add_line(text, std::string("STATUS:") + word(event.status));
  add_line(text, event.busy && event.status != EventStatus::cancelled ? "TRANSP:OPAQUE" : "TRANSP:TRANSPARENT");
  for (const auto& link : event.follows) {
    add_line(text, "RELATED-TO;RELTYPE=FINISHTOSTART;GAP=" + format_duration(link.gap) + ":" + escaped(link.uid));
  }
  for (const auto& parent : event.parents) add_line(text, "RELATED-TO;RELTYPE=PARENT:" + escaped(parent));
  add_line(text, "END:VEVENT");
}

// A parameter's value stands in double quotes and cannot hold one (RFC 5545, 3.2).
std::string party(const CalendarParty& party) {
  std::string name;
  for (const char c : party.name) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) name += c == '"' ? '\'' : c;
  }
  return (name.empty() ? "" : ";CN=\"" + name + "\"") + ":mailto:" + uri(party.mailbox);
}

}  // namespace

std::string addressed_calendar(const std::string& calendar, const CalendarParty& organiser, const CalendarParty& attendee) {
  constexpr std::string_view kEnd = "END:VEVENT\r\n";
  std::string lines, text = calendar;
  add_line(lines, "ORGANIZER" + party(organiser));
  add_line(lines, "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE" + party(attendee));
  for (auto at = text.find(kEnd); at != std::string::npos; at = text.find(kEnd, at + lines.size() + kEnd.size())) text.insert(at, lines);
  return text;
}

std::string format_duration(Minutes minutes) {
  const auto hours = minutes.count() / 60, rest = minutes.count() % 60;
  std::string text = "PT";
  if (hours > 0) text += std::to_string(hours) + "H";
  if (rest > 0 || hours == 0) text += std::to_string(rest) + "M";
  return text;
}

std::string to_icalendar(const CalendarText& calendar) {
  std::string text;
  add_line(text, "BEGIN:VCALENDAR");
  add_line(text, "VERSION:2.0");
  add_line(text, "PRODID:-//Fenliu//Fenliu//" + std::string(calendar.language == "zh" ? "ZH" : calendar.language == "vi" ? "VI" : "EN"));
  add_line(text, "CALSCALE:GREGORIAN");
  if (!calendar.method.empty()) add_line(text, "METHOD:" + calendar.method);
  if (!calendar.name.empty()) {
    add_line(text, "NAME:" + escaped(calendar.name));
    add_line(text, "X-WR-CALNAME:" + escaped(calendar.name));
  }
  if (calendar.refresh_minutes > 0) {
    const auto often = format_duration(Minutes{calendar.refresh_minutes});
    add_line(text, "REFRESH-INTERVAL;VALUE=DURATION:" + often);
    add_line(text, "X-PUBLISHED-TTL:" + often);
  }
  for (const auto& event : calendar.events) add_event(text, event);
  add_line(text, "END:VCALENDAR");
  return text;
}

}  // namespace fenliu::rules
