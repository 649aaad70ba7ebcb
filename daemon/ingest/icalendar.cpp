// VEVENTs to meetings, through libical.
#include "daemon/ingest/icalendar.h"

#include <libical/ical.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <set>

#include "daemon/ingest/icalendar_lines.h"

namespace fenliu::ingest {

namespace {

using rules::Instant;
using rules::Minutes;

constexpr std::chrono::hours kLongestMeeting{24 * 14};
constexpr Minutes kLongestGap{1440};

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

std::string text_of(const char* text) { return text == nullptr ? "" : text; }

icalproperty* first(icalcomponent* component, icalproperty_kind kind) { return icalcomponent_get_first_property(component, kind); }

std::string text_property(icalcomponent* component, icalproperty_kind kind) {
  auto* property = first(component, kind);
  if (property == nullptr) return "";
  std::unique_ptr<char, decltype(&free)> text(icalproperty_get_value_as_string_r(property), &free);
  // As a string TEXT is escaped; the value itself is not.
  auto* value = icalproperty_get_value(property);
  if (value != nullptr && icalvalue_isa(value) == ICAL_TEXT_VALUE) return text_of(icalvalue_get_text(value));
  return text_of(text.get());
}

// The value of an X-property or of a parameter that libical does not know.
std::string x_property(icalcomponent* component, const std::string& name) {
  for (auto* p = first(component, ICAL_X_PROPERTY); p != nullptr; p = icalcomponent_get_next_property(component, ICAL_X_PROPERTY)) {
    if (text_of(icalproperty_get_x_name(p)) == name) return text_of(icalproperty_get_x(p));
  }
  return "";
}

std::string x_parameter(icalproperty* property, const std::string& name) {
  for (auto* p = icalproperty_get_first_parameter(property, ICAL_X_PARAMETER); p != nullptr;
       p = icalproperty_get_next_parameter(property, ICAL_X_PARAMETER)) {
    if (text_of(icalparameter_get_xname(p)) == name) return text_of(icalparameter_get_xvalue(p));
  }
  return "";
}

int number_of(const std::string& text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// CN, else the address without its scheme.
std::string person_of(icalproperty* property) {
  if (auto* name = icalproperty_get_first_parameter(property, ICAL_CN_PARAMETER)) return text_of(icalparameter_get_cn(name));
  std::unique_ptr<char, decltype(&free)> address(icalproperty_get_value_as_string_r(property), &free);
  auto text = text_of(address.get());
  if (const auto colon = text.find(':'); colon != std::string::npos) text.erase(0, colon + 1);
  return text;
}

// RELATED-TO as written.
struct Relation {
  std::string uid;
  std::optional<int> gap_minutes;
};

struct Event {
  ImportedMeeting meeting;
  std::string uid;
  long stamp = 0;
  std::vector<Relation> relations;
};

class Import {
 public:
  explicit Import(const CalendarReading& reading) : reading_(reading) {}

  ImportedCalendar of(const std::string& text) {
    auto lines = prepare_lines(text);
    if (!lines.faults.empty()) return {{}, std::move(lines.faults), {}};
    icalerror_set_errors_are_fatal(0);
    calendar_.reset(icalparser_parse_string(lines.text.c_str()));
    if (!calendar_) return {{}, {{0, "The file is no iCalendar file", "export it as .ics"}}, {}};
    for_calendars();
    if (result_.faults.empty()) link();
    if (!result_.faults.empty()) result_.meetings.clear();
    return std::move(result_);
  }

 private:
  // A file may hold several calendars; libical then puts them into one XROOT.
  void for_calendars() {
    if (icalcomponent_isa(calendar_.get()) == ICAL_VCALENDAR_COMPONENT) return events_of(calendar_.get());
    for (auto* each = icalcomponent_get_first_component(calendar_.get(), ICAL_VCALENDAR_COMPONENT); each != nullptr;
         each = icalcomponent_get_next_component(calendar_.get(), ICAL_VCALENDAR_COMPONENT)) {
      events_of(each);
    }
  }

  void events_of(icalcomponent* calendar) {
    const bool all_cancelled = icalcomponent_get_method(calendar) == ICAL_METHOD_CANCEL;
    int others = 0;
    for (auto* each = icalcomponent_get_first_component(calendar, ICAL_ANY_COMPONENT); each != nullptr;
         each = icalcomponent_get_next_component(calendar, ICAL_ANY_COMPONENT)) {
      const auto kind = icalcomponent_isa(each);
      others += kind == ICAL_VTODO_COMPONENT || kind == ICAL_VJOURNAL_COMPONENT;
      if (kind != ICAL_VEVENT_COMPONENT) continue;
      if (auto event = event_of(calendar, each)) {
        event->meeting.cancelled = event->meeting.cancelled || all_cancelled;
        keep(std::move(*event));
      }
    }
    if (others > 0) warn(0, std::to_string(others) + " to-dos and journal entries were left out", "only meetings (VEVENT) are imported");
  }

  // One event a UID: the highest SEQUENCE, of equal ones the newest DTSTAMP.
  void keep(Event event) {
    const auto [known, fresh] = by_uid_.emplace(event.uid, events_.size());
    if (fresh) {
      events_.push_back(std::move(event));
      return;
    }
    auto& before = events_[known->second];
    const auto rank = [](const Event& each) { return std::pair(each.meeting.sequence, each.stamp); };
    if (rank(event) >= rank(before)) before = std::move(event);
  }

  void fault(int line, std::string message, std::string hint) { result_.faults.push_back({line, std::move(message), std::move(hint)}); }
  void warn(int line, std::string message, std::string hint) { result_.warnings.push_back({line, std::move(message), std::move(hint)}); }

  std::optional<Event> event_of(icalcomponent* calendar, icalcomponent* component) {
    Event event;
    auto& item = event.meeting.item;
    const int line = event.meeting.line = number_of(x_property(component, kLineProperty));
    if (auto* bad = first(component, ICAL_XLICERROR_PROPERTY)) {
      fault(line, "The event holds a property that cannot be read: " + text_of(icalproperty_get_xlicerror(bad)), "");
      return {};
    }
    event.uid = text_property(component, ICAL_UID_PROPERTY);
    item.title = text_property(component, ICAL_SUMMARY_PROPERTY);
    if (event.uid.empty() || first(component, ICAL_DTSTART_PROPERTY) == nullptr) {
      fault(line, std::string("The event '") + item.title + "' has no " + (event.uid.empty() ? "UID" : "DTSTART"), "RFC 5545 requires it");
      return {};
    }
    if (first(component, ICAL_RRULE_PROPERTY) != nullptr || first(component, ICAL_RDATE_PROPERTY) != nullptr) {
      warn(line, "The event '" + item.title + "' repeats and was left out", "export the meeting meant as a single one");
      return {};
    }
    if (icalproperty_get_dtstart(first(component, ICAL_DTSTART_PROPERTY)).is_date) {
      warn(line, "The event '" + item.title + "' has days but no time and was left out", "give it a time of day");
      return {};
    }
    if (!read_times(calendar, component, event)) return {};
    read_texts(component, event);
    read_relations(component, event);
    return event;
  }

  bool read_times(icalcomponent* calendar, icalcomponent* component, Event& event) {
    auto& item = event.meeting.item;
    item.starts = instant_of(calendar, first(component, ICAL_DTSTART_PROPERTY), event.meeting.line);
    if (!item.starts) return false;
    if (auto* end = first(component, ICAL_DTEND_PROPERTY)) {
      item.ends = instant_of(calendar, end, event.meeting.line);
      if (!item.ends) return false;
    } else if (auto* duration = first(component, ICAL_DURATION_PROPERTY)) {
      item.ends = *item.starts + std::chrono::seconds{icaldurationtype_as_int(icalproperty_get_duration(duration))};
    }
    if (item.ends && *item.ends == *item.starts) item.ends.reset();  // a point in time
    if (item.ends && (*item.ends < *item.starts || *item.ends - *item.starts > kLongestMeeting)) {
      fault(event.meeting.line, "The event '" + item.title + "' ends before it starts, or lasts more than 14 days", "correct DTEND");
      return false;
    }
    if (auto* stamp = first(component, ICAL_DTSTAMP_PROPERTY)) event.stamp = static_cast<long>(icaltime_as_timet(icalproperty_get_dtstamp(stamp)));
    return true;
  }

  std::optional<Instant> instant_of(icalcomponent* calendar, icalproperty* property, int line) {
    auto* value = icalproperty_get_value(property);
    if (value == nullptr) return invalid_time(line);
    const auto time = icalvalue_get_datetime(value);
    const std::chrono::year_month_day date{std::chrono::year{time.year}, std::chrono::month{static_cast<unsigned>(time.month)},
                                           std::chrono::day{static_cast<unsigned>(time.day)}};
    const bool sound = icaltime_is_valid_time(time) && !icaltime_is_null_time(time) && date.ok() && time.year >= 1970 && time.year <= 9999 &&
                       time.hour >= 0 && time.hour <= 24 && time.minute >= 0 && time.minute < 60 && time.second >= 0 && time.second <= 60;
    if (!sound) return invalid_time(line);
    const auto local = rules::at(date, Minutes{time.hour * 60 + time.minute}) + std::chrono::seconds{time.second};
    if (icaltime_is_utc(time)) return Instant{local.time_since_epoch()};
    auto* parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    if (parameter == nullptr) return reading_.local.to_instant(local);
    const auto name = text_of(icalparameter_get_tzid(parameter));
    if (auto* defined = icalcomponent_get_timezone(calendar, name.c_str())) {
      int is_daylight = 0;
      auto in_zone = time;
      in_zone.zone = defined;
      const int offset = icaltimezone_get_utc_offset(defined, &in_zone, &is_daylight);
      return Instant{local.time_since_epoch()} - std::chrono::seconds{offset};
    }
    if (const auto zone = reading_.zone_named ? reading_.zone_named(name) : std::nullopt) return zone->to_instant(local);
    fault(line, "The time zone '" + name + "' is neither defined in the file nor known", "export with VTIMEZONE, or in UTC");
    return {};
  }

  std::optional<Instant> invalid_time(int line) {
    fault(line, "The event has a date or time that does not exist", "as DTSTART:20221124T103000Z");
    return {};
  }

  void read_texts(icalcomponent* component, Event& event) {
    auto& item = event.meeting.item;
    item.kind = rules::ItemKind::meeting;
    item.origin = rules::Origin::outside;
    item.id = item_id_of(event.uid, reading_.own_domain);
    item.text = text_property(component, ICAL_DESCRIPTION_PROPERTY);
    if (item.title.empty() && item.text.empty()) item.title = event.uid;
    item.place = text_property(component, ICAL_LOCATION_PROPERTY);
    item.link = text_property(component, ICAL_URL_PROPERTY);
    item.contact = text_property(component, ICAL_CONTACT_PROPERTY);
    if (auto* organiser = first(component, ICAL_ORGANIZER_PROPERTY)) item.issuer = person_of(organiser);
    for (auto* each = first(component, ICAL_ATTENDEE_PROPERTY); each != nullptr;
         each = icalcomponent_get_next_property(component, ICAL_ATTENDEE_PROPERTY)) {
      item.attendees.push_back(person_of(each));
    }
    const auto secrecy = text_property(component, ICAL_CLASS_PROPERTY);
    if (!secrecy.empty() && secrecy != "PUBLIC") item.secrecy = rules::Secrecy::internal;
    event.meeting.cancelled = icalcomponent_get_status(component) == ICAL_STATUS_CANCELLED;
    event.meeting.sequence = icalcomponent_get_sequence(component);
  }

  void read_relations(icalcomponent* component, Event& event) {
    for (auto* each = first(component, ICAL_RELATEDTO_PROPERTY); each != nullptr;
         each = icalcomponent_get_next_property(component, ICAL_RELATEDTO_PROPERTY)) {
      auto* type = icalproperty_get_first_parameter(each, ICAL_RELTYPE_PARAMETER);
      auto word = type == nullptr ? "" : text_of(icalparameter_get_xvalue(type));
      std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return std::toupper(c); });
      if (word != "FINISHTOSTART" && word != "DEPENDS-ON") continue;
      Relation relation{text_of(icalproperty_get_relatedto(each)), {}};
      if (const auto gap = x_parameter(each, kGapParameter); !gap.empty()) {
        const auto duration = icaldurationtype_from_string(gap.c_str());
        const auto seconds = icaldurationtype_as_int(duration);
        if (icaldurationtype_is_bad_duration(duration) || seconds < 0 || Minutes{seconds / 60} > kLongestGap) {
          fault(event.meeting.line, "GAP=" + gap + " of '" + event.meeting.item.title + "' is no duration from 0 to one day", "as GAP=PT10M");
          continue;
        }
        relation.gap_minutes = seconds / 60;
      }
      event.relations.push_back(std::move(relation));
    }
  }

  // Turns relations into `follows`, then puts every meeting after those that it follows.
  void link() {
    for (auto& event : events_) {
      for (const auto& relation : event.relations) {
        const auto other = by_uid_.find(relation.uid);
        auto* from = other == by_uid_.end() ? nullptr : &events_[other->second];
        auto* to = &event;
        if (from != nullptr && *from->meeting.item.starts > *to->meeting.item.starts) std::swap(from, to);
        add_follows(to->meeting.item, from == nullptr ? item_id_of(relation.uid, reading_.own_domain) : from->meeting.item.id,
                    relation.gap_minutes);
      }
    }
    std::set<std::string> waiting, open;
    for (const auto& event : events_) waiting.insert(event.meeting.item.id);
    for (auto& event : events_) place(event, waiting, open);
  }

  static void add_follows(rules::Item& item, const std::string& meeting, std::optional<int> gap) {
    const auto known = std::find_if(item.follows.begin(), item.follows.end(), [&](const auto& each) { return each.meeting == meeting; });
    if (known == item.follows.end()) {
      item.follows.push_back({meeting, gap});
    } else if (gap) {
      known->gap_minutes = gap;
    }
  }

  // By start the earlier goes first, so only equal starts could make a circle; the plan names it.
  void place(Event& event, std::set<std::string>& waiting, std::set<std::string>& open) {
    const auto id = event.meeting.item.id;
    if (!waiting.contains(id) || !open.insert(id).second) return;
    for (const auto& follows : event.meeting.item.follows) {
      for (auto& other : events_) {
        if (other.meeting.item.id == follows.meeting) place(other, waiting, open);
      }
    }
    if (waiting.erase(id) > 0) result_.meetings.push_back(event.meeting);
  }

  const CalendarReading& reading_;
  Component calendar_;
  std::vector<Event> events_;
  std::map<std::string, std::size_t> by_uid_;
  ImportedCalendar result_;
};

}  // namespace

std::string item_id_of(const std::string& uid, const std::string& own_domain) {
  constexpr std::size_t kLongest = 64, kHash = 16;
  auto name = uid;
  if (!own_domain.empty() && name.ends_with("@" + own_domain)) name.resize(name.size() - own_domain.size() - 1);
  const auto good = [](unsigned char c) { return c < 0x80 && (std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.'); };
  if (!name.empty() && name.size() <= kLongest && std::all_of(name.begin(), name.end(), good)) return name;
  std::uint64_t hash = 0xCBF29CE484222325u;  // FNV-1a
  for (const unsigned char c : uid) hash = (hash ^ c) * 0x100000001B3u;
  std::string id;
  for (const char c : name) id += good(static_cast<unsigned char>(c)) ? c : '-';
  id.resize(std::min(id.size(), kLongest - kHash - 1));
  id += '-';
  for (int shift = 60; shift >= 0; shift -= 4) id += "0123456789abcdef"[(hash >> shift) & 15];
  return id;
}

ImportedCalendar read_calendar(const std::string& text, const CalendarReading& reading) { return Import(reading).of(text); }

}  // namespace fenliu::ingest
