// Times and phrases of the evening plan.
#include "rules/notices/evening_plan_lines.h"

#include <algorithm>

namespace fenliu::rules {

namespace w = evening_words;

namespace {

std::string two(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::string EveningLines::fill(const Phrase& phrase, const std::vector<std::string>& with) const {
  std::string text;
  std::size_t next = 0;
  for (const char* c = phrase[column_]; *c != '\0'; ++c) {
    if (*c == '#' && next < with.size()) {
      text += with[next++];
    } else {
      text += *c;
    }
  }
  return text;
}

std::string EveningLines::time(Instant at) const {
  const auto local = zone_.to_local(at);
  const auto date = date_of(local);
  if (date == date_of(zone_.to_local(plan_.made_at))) return format_time_of_day(local);
  const std::chrono::year_month_day day(date);
  const auto month = static_cast<unsigned>(day.month()), number = static_cast<unsigned>(day.day());
  const std::string prefix = column_ == 0   ? std::to_string(month) + "月" + std::to_string(number) + "日 "
                             : column_ == 2 ? two(number) + "/" + two(month) + " "
                                            : format_date(date).substr(5) + " ";
  return prefix + format_time_of_day(local);
}

std::string EveningLines::span(Instant from, Instant to) const {
  const auto end = zone_.to_local(to);
  const bool same_day = date_of(zone_.to_local(from)) == date_of(end);
  return time(from) + "–" + (same_day ? format_time_of_day(end) : time(to));
}

std::string EveningLines::moment(Instant at) const {
  const auto local = zone_.to_local(at);
  return format_date(date_of(local)) + " " + format_time_of_day(local);
}

std::string EveningLines::when(const EveningMeeting& meeting) const {
  if (!meeting.start) return word(w::kNoTime);
  auto text = meeting.end ? span(meeting.start->p50, meeting.end->p50) : time(meeting.start->p50);
  const bool running = meeting.status == MeetingStatus::running;
  const auto& unsure = running && meeting.end ? *meeting.end : *meeting.start;
  if (unsure.p10 != unsure.p90 && meeting.status != MeetingStatus::ended) {
    text += word(words::kOpen) + (running ? word(w::kUntil) + " " : "") + fill(w::kBetween, {time(unsure.p10), time(unsure.p90)}) + word(words::kClose);
  }
  return text;
}

std::string EveningLines::when(const EveningPart& part) const {
  if (part.skipped) return word(w::kSkipped);
  if (part.ended) return word(w::kEnded);
  if (part.running) return word(w::kRunning);
  auto text = time(part.start.p50);
  if (part.start.p10 != part.start.p90) text += word(words::kOpen) + time(part.start.p10) + "–" + time(part.start.p90) + word(words::kClose);
  return text;
}

std::vector<std::string> EveningLines::facts(const EveningMeeting& meeting) const {
  std::vector<std::string> lines;
  const auto colon = word(words::kColon);
  if (!meeting.organiser.empty()) lines.push_back(word(w::kOrganiser) + colon + meeting.organiser);
  if (!meeting.place.empty()) lines.push_back(word(w::kPlace) + colon + meeting.place);
  if (!meeting.contact.empty()) lines.push_back(word(w::kContact) + colon + meeting.contact);
  if (meeting.last_report) lines.push_back(fill(w::kReport, {time(*meeting.last_report)}));
  if (!meeting.why.empty()) lines.push_back(meeting.why);
  return lines;
}

std::vector<std::string> EveningLines::duties(const EveningEntry& entry) const {
  std::vector<std::string> lines;
  for (const auto& window : entry.windows) {
    lines.push_back(window.to ? fill(w::kReady, {span(window.from, *window.to)}) : fill(w::kOpen, {time(window.from)}));
  }
  for (const auto& deadline : entry.deadlines) {
    const auto& result = deadline.result;
    lines.push_back(fill(w::kDue, {time(result.effective)}) + (result.provisional ? word(w::kProvisional) : "") +
                    (result.effective <= plan_.made_at ? word(w::kPassed) : ""));
  }
  return lines;
}

std::string EveningLines::role(const EveningEntry& entry) const { return word(entry.role == Role::lead ? words::kLead : words::kSupport); }

std::string EveningLines::names(const std::vector<std::string>& units) const {
  std::string text;
  for (const auto& unit : units) text += (text.empty() ? "" : word(words::kComma)) + unit;
  return text;
}

std::vector<std::pair<const EveningUnit*, const EveningEntry*>> EveningLines::calls() const {
  std::vector<std::pair<const EveningUnit*, const EveningEntry*>> calls;
  for (const auto& unit : plan_.units) {
    for (const auto& entry : unit.entries) {
      if (!entry.confirmed) calls.emplace_back(&unit, &entry);
    }
  }
  // What is critical has no time to wait for.
  const auto wanted = [this](const EveningEntry& entry) {
    auto first = entry.urgency == Urgency::critical ? plan_.made_at : Instant::max();
    for (const auto& window : entry.windows) first = std::min(first, window.from);
    for (const auto& deadline : entry.deadlines) first = std::min(first, deadline.result.effective);
    return first;
  };
  std::stable_sort(calls.begin(), calls.end(), [&](const auto& a, const auto& b) { return wanted(*a.second) < wanted(*b.second); });
  return calls;
}

std::string EveningLines::validity() const {
  auto text = fill(w::kMadeAt, {moment(plan_.made_at)});
  if (plan_.next_at) text += word(words::kSemicolon) + fill(w::kNextAt, {time(*plan_.next_at)});
  return text;
}

}  // namespace fenliu::rules
