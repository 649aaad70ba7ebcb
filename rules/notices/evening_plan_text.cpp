// The evening plan as plain text.
#include "rules/notices/evening_plan_lines.h"

namespace fenliu::rules {

namespace w = evening_words;

namespace {

std::string heading(const std::string& text) { return "\n== " + text + "\n"; }

std::string meeting_text(const EveningLines& lines, const EveningMeeting& meeting) {
  std::string text = "\n" + lines.when(meeting) + "  " + meeting.title + "  [" + lines.word(w::kStatus[static_cast<std::size_t>(meeting.status)]) + "]\n";
  for (const auto& fact : lines.facts(meeting)) text += "    " + fact + "\n";
  for (const auto& part : meeting.parts) {
    text += "    " + lines.when(part) + "  " + part.title + (part.units.empty() ? "" : "  — " + lines.names(part.units)) + "\n";
  }
  return text;
}

std::string calls_text(const EveningLines& lines) {
  std::string text;
  for (const auto& [unit, entry] : lines.calls()) {
    text += "[ ] " + unit->name + "  " + lines.word(w::kPhone) + lines.word(words::kColon) + (unit->phone.empty() ? "__________" : unit->phone) + "  " +
            (entry->urgency == Urgency::critical ? lines.word(w::kCritical) + lines.word(words::kColon) : "") + entry->title;
    for (const auto& duty : lines.duties(*entry)) text += lines.word(words::kSemicolon) + duty;
    text += "  " + lines.word(w::kCalled) + " __________\n";
  }
  return text.empty() ? lines.word(w::kNoCalls) + "\n" : text;
}

std::string unit_text(const EveningLines& lines, const EveningUnit& unit) {
  std::string text = "\n" + unit.name + (unit.phone.empty() ? "" : "  " + unit.phone) + "\n";
  for (const auto& entry : unit.entries) {
    text += "    " + entry.title + "  (" + lines.role(entry) + lines.word(words::kComma) + lines.word(entry.confirmed ? w::kConfirmed : w::kUnconfirmed) + ")\n";
    for (const auto& duty : lines.duties(entry)) text += "        " + duty + "\n";
  }
  return text;
}

}  // namespace

std::string evening_plan_text(const EveningPlan& plan, const Zone& zone, const std::string& language) {
  const EveningLines lines(plan, zone, language);
  std::string text = plan.office + "  " + lines.word(w::kTitle) + "\n" + lines.validity() + "\n" + lines.word(w::kUse) + "\n";
  if (plan.simulated) text += lines.word(w::kSimulated) + "\n";
  text += heading(lines.word(w::kMeetings));
  if (plan.meetings.empty()) text += lines.word(w::kNoMeetings) + "\n";
  for (const auto& meeting : plan.meetings) text += meeting_text(lines, meeting);
  text += heading(lines.word(w::kCalls)) + calls_text(lines);
  text += heading(lines.word(w::kUnits));
  if (plan.units.empty()) text += lines.word(w::kNoUnits) + "\n";
  for (const auto& unit : plan.units) text += unit_text(lines, unit);
  return text;
}

}  // namespace fenliu::rules
