// Duty out of a calendar, through libical.
#include <libical/ical.h>

#include <cstdlib>
#include <memory>
#include <sstream>

#include "daemon/ingest/duty_csv.h"
#include "daemon/ingest/icalendar_lines.h"

namespace fenliu::ingest {

namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};

std::string text_of(const char* text) { return text == nullptr ? "" : text; }

int line_of(icalcomponent* event) {
  for (auto* each = icalcomponent_get_first_property(event, ICAL_X_PROPERTY); each != nullptr;
       each = icalcomponent_get_next_property(event, ICAL_X_PROPERTY)) {
    if (text_of(icalproperty_get_x_name(each)) == kLineProperty) return std::atoi(text_of(icalproperty_get_x(each)).c_str());
  }
  return 0;
}

class Reading {
 public:
  explicit Reading(const rules::Zone& zone) : zone_(zone) {}

  ImportedDuty of(const std::string& text) {
    const auto lines = prepare_lines(text);
    for (const auto& each : lines.faults) imported_.faults.push_back({each.line, each.message, each.hint});
    if (!imported_.faults.empty()) return std::move(imported_);
    icalerror_set_errors_are_fatal(0);
    const std::unique_ptr<icalcomponent, FreeComponent> root(icalparser_parse_string(lines.text.c_str()));
    if (!root) return {{}, {{0, "The file is no iCalendar file", "export it as .ics"}}};
    events_below(root.get());
    return std::move(imported_);
  }

 private:
  void events_below(icalcomponent* component) {
    for (auto* each = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); each != nullptr;
         each = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT)) {
      const auto kind = icalcomponent_isa(each);
      if (kind == ICAL_VEVENT_COMPONENT) event(each);
      if (kind == ICAL_VCALENDAR_COMPONENT) events_below(each);
    }
  }

  void event(icalcomponent* each) {
    if (icalcomponent_get_status(each) == ICAL_STATUS_CANCELLED) return;
    rules::DutyLine line;
    line.line = line_of(each);
    const auto fault = [&](const char* message, const char* hint) { imported_.faults.push_back({line.line, message, hint}); };
    if (icalcomponent_get_first_property(each, ICAL_RRULE_PROPERTY) != nullptr || icalcomponent_get_first_property(each, ICAL_RDATE_PROPERTY) != nullptr) {
      return fault("this event repeats", "a duty is one event for each time");
    }
    const auto start = icalcomponent_get_dtstart(each), end = icalcomponent_get_dtend(each);
    if (icaltime_is_null_time(start) || icaltime_is_null_time(end)) return fault("this event has no start or no end", "give both");
    if (start.is_date || end.is_date) return fault("this event lasts whole days", "a duty says from when to when");
    line.from = instant_of(start);
    line.until = instant_of(end);
    if (auto* category = icalcomponent_get_first_property(each, ICAL_CATEGORIES_PROPERTY)) {
      const auto word = text_of(icalproperty_get_categories(category));
      if (rules::parse_duty_kind(word)) line.kind = word;
    }
    read_who(text_of(icalcomponent_get_summary(each)), text_of(icalcomponent_get_description(each)), line);
    imported_.lines.push_back(std::move(line));
  }

  static void read_who(const std::string& summary, const std::string& description, rules::DutyLine& line) {
    std::istringstream lines(description);
    for (std::string each; std::getline(lines, each);) {
      const auto colon = each.find(": ");
      if (colon == std::string::npos) continue;
      const auto key = each.substr(0, colon), value = each.substr(colon + 2);
      if (key == "unit") line.unit = value;
      if (key == "function") line.function = value;
      if (key == "person") line.person = value;
      if (key == "post") line.post = value;
    }
    if (!line.person.empty() || !line.post.empty()) return;
    const auto bracket = summary.find(" (");
    line.name = summary.substr(0, bracket);
    if (bracket != std::string::npos && summary.ends_with(")") && line.function.empty()) {
      line.function = summary.substr(bracket + 2, summary.size() - bracket - 3);
    }
  }

  rules::Instant instant_of(const icaltimetype& time) const {
    if (time.zone != nullptr) return rules::Instant{std::chrono::seconds{icaltime_as_timet_with_zone(time, time.zone)}};
    return zone_.to_instant(rules::LocalTime{std::chrono::seconds{icaltime_as_timet(time)}});
  }

  const rules::Zone& zone_;
  ImportedDuty imported_;
};

}  // namespace

ImportedDuty read_duty_calendar(const std::string& text, const rules::Zone& zone) { return Reading(zone).of(text); }

}  // namespace fenliu::ingest
