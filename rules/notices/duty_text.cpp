// Duty slots as YAML, CSV, iCalendar and text.
#include "rules/notices/duty_text.h"

#include <boost/json.hpp>

#include "rules/notices/icalendar_text.h"

namespace fenliu::rules {

namespace {

std::string name_of(const DutySlot& slot, const Configuration& configuration, const std::string& language) {
  if (const auto* person = configuration.people.person(slot.person)) return in_language(person->name, language, slot.person);
  const auto* post = configuration.people.post(slot.post);
  return post == nullptr ? slot.post : in_language(post->name, language, slot.post);
}

std::string table_time(Instant at, const Zone& zone) {
  const auto local = zone.to_local(at);
  return format_date(date_of(local)) + " " + format_time_of_day(local);
}

std::string field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char each : text) quoted += each == '"' ? std::string("\"\"") : std::string(1, each);
  return quoted + "\"";
}

std::string stamp(Instant at) {
  std::string text;
  for (const char each : format_rfc3339(at, Zone{})) {
    if (each >= '0' && each <= '9') text += each;
  }
  return text.substr(0, 12);
}

const char* kind_in(DutyKind kind, const std::string& language) {
  static constexpr const char* kWords[3][3] = {{"夜间", "ban đêm", "night"}, {"周末", "cuối tuần", "weekend"}, {"节假日", "ngày lễ", "holiday"}};
  return kWords[static_cast<int>(kind)][language == "zh" ? 0 : language == "vi" ? 1 : 2];
}

}  // namespace

std::string duty_to_overlay(const std::vector<DutySlot>& slots, const Configuration& configuration) {
  std::string text = "duty:";
  if (slots.empty()) return text + " []\n";
  text += "\n";
  for (const auto& slot : slots) {
    text += "  - {unit: " + slot.unit;
    // A function is a word of the office's own: JSON's quotes are YAML's.
    if (!slot.function.empty()) text += ", function: " + boost::json::serialize(boost::json::value(slot.function));
    text += slot.person.empty() ? ", post: " + slot.post : ", person: " + slot.person;
    text += ", from: " + format_rfc3339(slot.from, configuration.zone) + ", until: " + format_rfc3339(slot.until, configuration.zone) +
            ", kind: " + std::string(to_string(slot.kind)) + "}\n";
  }
  return text;
}

std::string duty_to_csv(const std::vector<DutySlot>& slots, const Configuration& configuration) {
  std::string text = "\xEF\xBB\xBFunit,function,person,post,name,from,until,kind\r\n";
  for (const auto& slot : slots) {
    const auto name = name_of(slot, configuration, configuration.policy.language);
    for (const auto& each : {slot.unit, slot.function, slot.person, slot.post, name, table_time(slot.from, configuration.zone),
                             table_time(slot.until, configuration.zone)}) {
      text += field(each) + ",";
    }
    text += std::string(to_string(slot.kind)) + "\r\n";
  }
  return text;
}

std::string duty_to_calendar(const std::vector<DutySlot>& slots, const Configuration& configuration, const std::string& language) {
  CalendarText calendar;
  calendar.name = language == "zh" ? "值班表" : language == "vi" ? "Lịch trực" : "Duty roster";
  calendar.language = language;
  for (const auto& slot : slots) {
    CalendarEvent event;
    event.uid = "duty-" + slot.unit + "-" + stamp(slot.from) + "-" + (slot.person.empty() ? slot.post : slot.person) + "@fenliu.invalid";
    event.created = event.modified = event.start = slot.from;
    event.end = slot.until;
    const auto* unit = configuration.organisation.unit(slot.unit);
    event.summary = name_of(slot, configuration, language) + (slot.function.empty() ? "" : " (" + slot.function + ")");
    event.location = unit == nullptr ? slot.unit : in_language(unit->name, language, slot.unit);
    event.category = to_string(slot.kind);
    event.description = "unit: " + slot.unit + "\nfunction: " + slot.function + "\n" +
                        (slot.person.empty() ? "post: " + slot.post : "person: " + slot.person);
    calendar.events.push_back(std::move(event));
  }
  return to_icalendar(calendar);
}

std::string duty_to_text(const std::vector<DutySlot>& slots, const Configuration& configuration, const std::string& language) {
  std::string text;
  for (const auto& slot : slots) {
    const auto* unit = configuration.organisation.unit(slot.unit);
    text += table_time(slot.from, configuration.zone) + " – " + table_time(slot.until, configuration.zone) + "  " + kind_in(slot.kind, language) + "  " +
            (unit == nullptr ? slot.unit : in_language(unit->name, language, slot.unit)) + "  " + name_of(slot, configuration, language) +
            (slot.function.empty() ? "" : " (" + slot.function + ")") + "\n";
  }
  return text;
}

std::string roster_report(const DutyRoster& roster, const Configuration& configuration, const std::string& prefix) {
  std::string text;
  for (const auto& group : roster.fairness) {
    std::string functions;
    for (const auto& each : group.functions) functions += (functions.empty() ? "" : ", ") + each;
    text += prefix + functions + ": the most and the least loaded are " + std::to_string(group.spread) + " apart; ";
    if (!roster.unfilled.empty()) {
      text += "not everything is filled\n";
    } else if (group.spread <= group.bound) {
      text += "proven: no roster is fairer\n";
    } else {
      text += "no roster has less than " + std::to_string(group.bound) + "\n";
    }
    for (const auto& load : group.loads) {
      text += prefix + "  " + load.person + ": " + std::to_string(load.duties) + " duties of weight " + std::to_string(load.weight) + ", " +
              std::to_string(load.before) + " from before\n";
    }
  }
  for (const auto& each : roster.unfilled) {
    text += prefix + "NOBODY on " + table_time(each.seat.from, configuration.zone) + " for " + each.seat.function +
            (each.proven ? ": nobody can\n" : ": no way was found\n");
    for (const auto& [person, why] : each.why) text += prefix + "  " + person + " " + why + "\n";
    if (each.why.empty()) text += prefix + "  nobody holds a post of this function then\n";
  }
  return text;
}

}  // namespace fenliu::rules
