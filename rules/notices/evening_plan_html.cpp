// The evening plan as a page for A4. One file: no script, no picture, no font from elsewhere, so that it opens from a USB stick.
#include "rules/notices/evening_plan_lines.h"

#include "rules/text/html.h"

namespace fenliu::rules {

namespace w = evening_words;

namespace {

constexpr const char* kStyle = R"css(
@page { size: A4; margin: 12mm 12mm 14mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.45 "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "Noto Sans", "Segoe UI", sans-serif; color: #000; background: #fff; margin: 0 auto; max-width: 186mm; padding: 8mm 0; }
@media print { body { padding: 0; max-width: none; } }
h1 { font-size: 17pt; line-height: 1.25; margin: 0; }
h2 { font-size: 12.5pt; margin: 6mm 0 2mm; padding-bottom: 1mm; border-bottom: 1.2pt solid #000; break-after: avoid; }
h3 { font-size: 11pt; margin: 0; }
.made { margin: 1.5mm 0 0; font-weight: bold; }
.use { margin: 1mm 0 0; }
.demo { border: 1.2pt dashed #000; padding: 1mm 2mm; margin: 2mm 0 0; font-weight: bold; }
article { margin: 3mm 0 4mm; break-inside: avoid; }
.facts { margin: .5mm 0 1mm; }
.facts span + span::before { content: " · "; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: .6pt solid #666; padding: 1mm 1.6mm; text-align: left; vertical-align: top; }
th { background: #eee; font-weight: bold; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.time { width: 38mm; font-variant-numeric: tabular-nums; }
.unit { width: 34mm; font-weight: bold; }
.phone { width: 30mm; }
.called { width: 36mm; }
.line { display: inline-block; width: 24mm; border-bottom: .6pt solid #000; }
.state { font-weight: normal; border: .6pt solid #000; border-radius: 2mm; padding: 0 1.6mm; margin-left: 1.5mm; font-size: 9pt; white-space: nowrap; }
.duty { display: block; font-variant-numeric: tabular-nums; font-weight: bold; }
.done { color: #555; }
.unconfirmed { font-weight: bold; text-decoration: underline; }
)css";

std::string tag(const std::string& name, const std::string& text, const std::string& style = "") {
  return "<" + name + (style.empty() ? "" : " class=\"" + style + "\"") + ">" + html_escaped(text) + "</" + name + ">";
}

std::string table_head(const EveningLines& lines, const std::vector<std::pair<Phrase, std::string>>& columns) {
  std::string row = "<table><thead><tr>";
  for (const auto& [phrase, style] : columns) row += tag("th", lines.word(phrase), style);
  return row + "</tr></thead><tbody>\n";
}

std::string duties(const EveningLines& lines, const EveningEntry& entry) {
  std::string html;
  for (const auto& duty : lines.duties(entry)) html += tag("span", duty, "duty");
  return html;
}

std::string meeting_html(const EveningLines& lines, const EveningMeeting& meeting) {
  std::string html = "<article><h3>" + html_escaped(lines.when(meeting)) + "&ensp;" + html_escaped(meeting.title) +
                     tag("span", lines.word(w::kStatus[static_cast<std::size_t>(meeting.status)]), "state") + "</h3><p class=\"facts\">";
  for (const auto& fact : lines.facts(meeting)) html += tag("span", fact);
  html += "</p>";
  if (meeting.parts.empty()) return html + "</article>\n";
  html += table_head(lines, {{w::kTime, "time"}, {w::kPart, ""}, {w::kWho, ""}});
  for (const auto& part : meeting.parts) {
    const bool over = part.ended || part.skipped;
    html += std::string("<tr") + (over ? " class=\"done\"" : "") + ">" + tag("td", lines.when(part), "time") + tag("td", part.title) +
            tag("td", lines.names(part.units)) + "</tr>\n";
  }
  return html + "</tbody></table></article>\n";
}

std::string calls_html(const EveningLines& lines) {
  std::string rows;
  for (const auto& [unit, entry] : lines.calls()) {
    rows += "<tr><td class=\"unit\">☐ " + html_escaped(unit->name) + "</td><td class=\"phone\">" +
            (unit->phone.empty() ? "<span class=\"line\">&nbsp;</span>" : html_escaped(unit->phone)) + "</td><td>" +
            (entry->urgency == Urgency::critical ? tag("b", lines.word(w::kCritical) + lines.word(words::kColon)) : "") + html_escaped(entry->title) +
            duties(lines, *entry) + "</td><td class=\"called\"></td></tr>\n";
  }
  if (rows.empty()) return tag("p", lines.word(w::kNoCalls)) + "\n";
  return table_head(lines, {{w::kUnit, "unit"}, {w::kPhone, "phone"}, {w::kWhat, ""}, {w::kCalled, "called"}}) + rows + "</tbody></table>\n";
}

std::string unit_html(const EveningLines& lines, const EveningUnit& unit) {
  std::string html = "<tr><td class=\"unit\">" + html_escaped(unit.name) + (unit.phone.empty() ? "" : "<br>" + html_escaped(unit.phone)) + "</td><td>";
  for (const auto& entry : unit.entries) {
    html += "<div>" + html_escaped(entry.title) + html_escaped(lines.word(words::kOpen)) + html_escaped(lines.role(entry)) + html_escaped(lines.word(words::kComma)) +
            tag("span", lines.word(entry.confirmed ? w::kConfirmed : w::kUnconfirmed), entry.confirmed ? "" : "unconfirmed") +
            html_escaped(lines.word(words::kClose)) + duties(lines, entry) + "</div>";
  }
  return html + "</td></tr>\n";
}

}  // namespace

std::string evening_plan_html(const EveningPlan& plan, const Zone& zone, const std::string& language) {
  const EveningLines lines(plan, zone, language);
  const auto title = plan.office + " " + lines.word(w::kTitle);
  std::string html = "<!doctype html>\n<html lang=\"" + language + "\"><head><meta charset=\"utf-8\"><title>" +
                     html_escaped(title + " " + lines.moment(plan.made_at)) + "</title><style>" + kStyle + "</style></head><body>\n<header>" +
                     tag("h1", title) + tag("p", lines.validity(), "made") + tag("p", lines.word(w::kUse), "use");
  if (plan.simulated) html += tag("p", lines.word(w::kSimulated), "demo");
  html += "</header>\n<section>" + tag("h2", lines.word(w::kMeetings)) + "\n";
  if (plan.meetings.empty()) html += tag("p", lines.word(w::kNoMeetings));
  for (const auto& meeting : plan.meetings) html += meeting_html(lines, meeting);
  html += "</section>\n<section>" + tag("h2", lines.word(w::kCalls)) + "\n" + calls_html(lines);
  html += "</section>\n<section>" + tag("h2", lines.word(w::kUnits)) + "\n";
  if (plan.units.empty()) {
    html += tag("p", lines.word(w::kNoUnits));
  } else {
    html += table_head(lines, {{w::kUnit, "unit"}, {w::kWhat, ""}});
    for (const auto& unit : plan.units) html += unit_html(lines, unit);
    html += "</tbody></table>\n";
  }
  return html + "</section></body></html>\n";
}

}  // namespace fenliu::rules
