// Items from JSON and back.
#include "rules/item/item_json.h"

#include <algorithm>
#include <set>

#include <boost/json.hpp>

#include "rules/item/object_reader.h"
#include "rules/item/paper_json.h"
#include "rules/time/recurrence.h"

namespace fenliu::rules {

namespace json = boost::json;

namespace {

constexpr int kDayMinutes = 1440;
constexpr int kMaxDeadlineDays = 366;
constexpr std::size_t kMaxParts = 500;

template <class Enum>
void enumeration(ObjectReader& reader, const char* key, std::initializer_list<Enum> values, Enum& into) {
  std::vector<std::string> words;
  for (const auto value : values) words.emplace_back(to_string(value));
  reader.word(key, words, [&](std::size_t index) { into = *(values.begin() + index); });
}

Part part_from_json(const json::value& value, const std::string& pointer, const Zone& zone,
                    std::vector<FieldFault>& faults) {
  Part part;
  ObjectReader reader(value, pointer, zone, faults);
  reader.text("part_id", part.part_id);
  reader.text("title", part.title);
  reader.text("text", part.text);
  reader.integer("minutes", part.minutes, 1, kDayMinutes);
  reader.instant("starts", part.starts);
  reader.text("relays", part.relays);
  reader.finish();
  if (part.part_id.size() > 64) reader.fault("part_id", "out-of-range", "a part id has at most 64 characters");
  return part;
}

Follows follows_from_json(const json::value& value, const std::string& pointer, const Zone& zone,
                          std::vector<FieldFault>& faults) {
  Follows follows;
  ObjectReader reader(value, pointer, zone, faults);
  reader.text("meeting", follows.meeting);
  reader.integer("gap_minutes", follows.gap_minutes, 0, kDayMinutes);
  reader.finish();
  if (reader.usable() && follows.meeting.empty()) reader.fault("meeting", "missing", "name the meeting that it follows");
  return follows;
}

StatedDeadline deadline_from_json(const json::value& value, const std::string& pointer, const Zone& zone,
                                  std::vector<FieldFault>& faults) {
  StatedDeadline deadline;
  ObjectReader reader(value, pointer, zone, faults);
  reader.text("part", deadline.part);
  reader.instant("at", deadline.at);
  reader.text("rrule", deadline.rrule);
  reader.integer("working_days", deadline.working_days, 1, kMaxDeadlineDays);
  reader.integer("days", deadline.days, 1, kMaxDeadlineDays);
  reader.integer("minutes", deadline.minutes, 1, kMaxDeadlineDays * kDayMinutes);
  reader.flag("hard", deadline.hard);
  reader.instant("extendable_until", deadline.extendable_until);
  reader.text("text", deadline.text);
  reader.texts("flags", deadline.flags);
  reader.finish();
  if (deadline.hard && deadline.extendable_until) {
    reader.fault("extendable_until", "contradiction", "a hard deadline is never extended", "leave out one of both");
  }
  if (deadline.at && deadline.extendable_until && *deadline.extendable_until <= *deadline.at) {
    reader.fault("extendable_until", "not-later", "it may be extended to a later time only", "give a time after 'at'");
  }
  const int forms = reader.has("at") + reader.has("rrule") + reader.has("working_days") + reader.has("days") + reader.has("minutes");
  if (reader.usable() && forms != 1) {
    reader.fault("", "ambiguous", "a deadline has exactly one of at, rrule, working_days, days, minutes");
  }
  if (!deadline.rrule.empty() && !is_recurrence(deadline.rrule)) {
    reader.fault("rrule", "bad-recurrence", "this recurrence is not understood",
                 "FREQ=DAILY, FREQ=WEEKLY;BYDAY=MO, FREQ=MONTHLY;BYMONTHDAY=25 or FREQ=MONTHLY;BYDAY=2TU, with INTERVAL, BYMONTH, BYHOUR, BYMINUTE, BYSETPOS, UNTIL");
  }
  return deadline;
}

void check_meeting(const Item& item, ObjectReader& reader) {
  if (item.starts && item.ends && *item.ends <= *item.starts) {
    reader.fault("ends", "ends-before-start", "the meeting ends before it starts", "check both times and their dates");
  }
  for (const auto& follows : item.follows) {
    if (!item.id.empty() && follows.meeting == item.id) {
      reader.fault("follows", "cycle", "the meeting '" + item.id + "' follows itself", "remove the link");
    }
  }
}

void check_parts(const Item& item, ObjectReader& reader) {
  std::set<PartId> ids;
  for (std::size_t i = 0; i < item.parts.size(); ++i) {
    const auto& id = item.parts[i].part_id;
    if (!id.empty() && !ids.insert(id).second) {
      reader.fault("parts/" + std::to_string(i) + "/part_id", "duplicate-id", "two parts have the id '" + id + "'");
    }
  }
  if (item.parts.size() > kMaxParts) {
    reader.fault("parts", "out-of-range", "an item has at most " + std::to_string(kMaxParts) + " parts");
  }
  if (item.parts.empty()) return;  // read from the text later
  for (std::size_t i = 0; i < item.deadlines.size(); ++i) {
    const auto& part = item.deadlines[i].part;
    const bool numbered = !part.empty() && part.find_first_not_of("0123456789") == std::string::npos &&
                          part.size() < 4 && std::stoul(part) <= item.parts.size();
    if (!part.empty() && !numbered && !ids.contains(part)) {
      reader.fault("deadlines/" + std::to_string(i) + "/part", "unknown-part", "there is no part '" + part + "'");
    }
  }
}

void check_people(const Item& item, ObjectReader& reader) {
  if (!item.ordered_by.empty()) return;
  if (item.attendance == Attendance::everyone) {
    reader.fault("ordered_by", "missing", "attendance 'everyone' needs who ordered it");
  }
  if (item.origin == Origin::oral) reader.fault("ordered_by", "missing", "a telephoned order needs who gave it");
}

void read_words(ObjectReader& reader, Item& item) {
  enumeration(reader, "kind", {ItemKind::directive, ItemKind::meeting}, item.kind);
  enumeration(reader, "origin", {Origin::fenliu, Origin::outside, Origin::oral}, item.origin);
  enumeration(reader, "urgency", {Urgency::routine, Urgency::urgent, Urgency::critical}, item.urgency);
  enumeration(reader, "secrecy", {Secrecy::public_, Secrecy::internal, Secrecy::secret}, item.secrecy);
  enumeration(reader, "attendance", {Attendance::by_relevance, Attendance::everyone}, item.attendance);
  enumeration(reader, "attendee", {Attendee::head, Attendee::deputy, Attendee::any}, item.attendee);
  enumeration(reader, "agenda", {AgendaState::known, AgendaState::to_follow}, item.agenda);
}

void read_texts(ObjectReader& reader, Item& item) {
  reader.text("id", item.id);
  reader.text("number", item.number);
  reader.text("title", item.title);
  reader.text("text", item.text);
  reader.text("issuer", item.issuer);
  reader.text("level", item.level);
  reader.text("signature", item.signature);
  reader.text("ordered_by", item.ordered_by);
  reader.text("place", item.place);
  reader.text("link", item.link);
  reader.text("contact", item.contact);
  reader.text("supersedes", item.supersedes);
  reader.text("cancels", item.cancels);
  reader.texts("addressees", item.addressees);
  reader.texts("copies", item.copies);
  reader.texts("attendees", item.attendees);
  reader.texts("summoned", item.summoned);
  reader.texts("handed_down_by", item.handed_down_by);
}

json::array strings(const std::vector<std::string>& words) { return json::array(words.begin(), words.end()); }

void put(json::object& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}
void put(json::object& object, const char* key, const std::vector<std::string>& words) {
  if (!words.empty()) object[key] = strings(words);
}
void put(json::object& object, const char* key, const std::optional<int>& number) {
  if (number) object[key] = *number;
}
void put(json::object& object, const char* key, const std::optional<Instant>& instant, const Zone& zone) {
  if (instant) object[key] = format_rfc3339(*instant, zone);
}
template <class Enum>
void put_word(json::object& object, const char* key, Enum value, Enum usual) {
  if (value != usual) object[key] = to_string(value);
}

json::object part_to_json(const Part& part, const Zone& zone) {
  json::object object;
  put(object, "part_id", part.part_id);
  put(object, "title", part.title);
  put(object, "text", part.text);
  put(object, "minutes", part.minutes);
  put(object, "starts", part.starts, zone);
  put(object, "relays", part.relays);
  return object;
}

json::object deadline_to_json(const StatedDeadline& deadline, const Zone& zone) {
  json::object object;
  put(object, "part", deadline.part);
  put(object, "at", deadline.at, zone);
  put(object, "rrule", deadline.rrule);
  put(object, "working_days", deadline.working_days);
  put(object, "days", deadline.days);
  put(object, "minutes", deadline.minutes);
  if (deadline.hard) object["hard"] = true;
  put(object, "extendable_until", deadline.extendable_until, zone);
  put(object, "text", deadline.text);
  put(object, "flags", deadline.flags);
  return object;
}

}  // namespace

Decoded<Item> item_from_json(const json::value& value, const Zone& zone) {
  Decoded<Item> decoded;
  auto& item = decoded.value;
  ObjectReader reader(value, "", zone, decoded.faults);
  read_texts(reader, item);
  read_words(reader, item);
  std::optional<int> revision;
  reader.integer("revision", revision, 1, 1000000);
  item.revision = revision.value_or(1);
  reader.instant("received", item.received);
  reader.date("issued", item.issued);
  reader.instant("starts", item.starts);
  reader.instant("ends", item.ends);
  if (const auto* paper = reader.take("paper")) item.paper = paper_from_json(*paper, "/paper", zone, decoded.faults);
  reader.elements("parts", [&](const json::value& each, const std::string& at) {
    item.parts.push_back(part_from_json(each, at, zone, decoded.faults));
  });
  reader.elements("follows", [&](const json::value& each, const std::string& at) {
    item.follows.push_back(follows_from_json(each, at, zone, decoded.faults));
  });
  reader.elements("deadlines", [&](const json::value& each, const std::string& at) {
    item.deadlines.push_back(deadline_from_json(each, at, zone, decoded.faults));
  });
  reader.finish();
  if (!reader.usable()) return decoded;
  const auto says_something = [](const std::string& text) { return text.find_first_not_of(" \t\r\n") != std::string::npos; };
  if (!item.paper && !says_something(item.title) && !says_something(item.text) &&
      std::none_of(item.parts.begin(), item.parts.end(),
                   [&](const auto& part) { return says_something(part.title) || says_something(part.text); })) {
    reader.fault("", "no-content", "an item needs a title or a text");
  }
  check_meeting(item, reader);
  check_paper(item, reader);
  check_parts(item, reader);
  check_people(item, reader);
  return decoded;
}

bool is_whole(const StatedDeadline& deadline) {
  const int forms = deadline.at.has_value() + !deadline.rrule.empty() + deadline.working_days.has_value() + deadline.days.has_value() +
                    deadline.minutes.has_value();
  const auto within = [](const std::optional<int>& number, int most) { return !number || (*number >= 1 && *number <= most); };
  return forms == 1 && (deadline.rrule.empty() || is_recurrence(deadline.rrule)) &&
         within(deadline.working_days, kMaxDeadlineDays) && within(deadline.days, kMaxDeadlineDays) && within(deadline.minutes, kMaxDeadlineDays * kDayMinutes);
}

json::object item_to_json(const Item& item, const Zone& zone) {
  json::object object;
  put(object, "id", item.id);
  if (item.revision != 1) object["revision"] = item.revision;
  object["kind"] = to_string(item.kind);
  put_word(object, "origin", item.origin, Origin::fenliu);
  put(object, "number", item.number);
  put(object, "title", item.title);
  put(object, "text", item.text);
  put(object, "issuer", item.issuer);
  put(object, "level", item.level);
  put(object, "received", item.received, zone);
  put_word(object, "urgency", item.urgency, Urgency::routine);
  put_word(object, "secrecy", item.secrecy, Secrecy::public_);
  if (item.paper) object["paper"] = paper_to_json(*item.paper, zone);
  put(object, "addressees", item.addressees);
  put(object, "copies", item.copies);
  put(object, "signature", item.signature);
  if (item.issued) object["issued"] = format_date(*item.issued);
  put(object, "attendees", item.attendees);
  put(object, "summoned", item.summoned);
  put_word(object, "attendance", item.attendance, Attendance::by_relevance);
  put(object, "ordered_by", item.ordered_by);
  put(object, "place", item.place);
  put(object, "link", item.link);
  put(object, "contact", item.contact);
  put_word(object, "attendee", item.attendee, Attendee::any);
  put(object, "starts", item.starts, zone);
  put_word(object, "agenda", item.agenda, AgendaState::known);
  json::array parts, follows, deadlines;
  for (const auto& part : item.parts) parts.push_back(part_to_json(part, zone));
  for (const auto& each : item.follows) {
    json::object link{{"meeting", each.meeting}};
    put(link, "gap_minutes", each.gap_minutes);
    follows.push_back(std::move(link));
  }
  for (const auto& each : item.deadlines) deadlines.push_back(deadline_to_json(each, zone));
  if (!parts.empty()) object["parts"] = std::move(parts);
  if (!follows.empty()) object["follows"] = std::move(follows);
  put(object, "handed_down_by", item.handed_down_by);
  put(object, "supersedes", item.supersedes);
  put(object, "ends", item.ends, zone);
  put(object, "cancels", item.cancels);
  if (!deadlines.empty()) object["deadlines"] = std::move(deadlines);
  return object;
}

Decoded<MeetingEvent> event_from_json(const json::value& value, const Zone& zone) {
  Decoded<MeetingEvent> decoded;
  auto& event = decoded.value;
  ObjectReader reader(value, "", zone, decoded.faults);
  std::vector<std::string> kinds;
  for (int i = 0; i <= static_cast<int>(EventKind::retract); ++i) kinds.emplace_back(to_string(static_cast<EventKind>(i)));
  std::optional<Instant> at, recorded_at;
  reader.text("id", event.id);
  reader.text("meeting", event.meeting);
  reader.word("kind", kinds, [&](std::size_t index) { event.kind = static_cast<EventKind>(index); });
  reader.text("part", event.part);
  reader.text("unit", event.unit);
  reader.integer("minutes", event.minutes, 0, 10 * kDayMinutes);
  if (const auto* data = reader.take("part_data")) {
    event.part_data = part_from_json(*data, "/part_data", zone, decoded.faults);
  }
  reader.texts("order", event.order);
  reader.text("retracts", event.retracts);
  reader.instant("at", at);
  reader.instant("recorded_at", recorded_at);
  reader.instant("until", event.until);
  reader.text("by", event.by);
  reader.finish();
  if (!reader.usable()) return decoded;
  if (!reader.has("kind")) reader.fault("kind", "missing", "say what happened");
  if (!reader.has("at")) reader.fault("at", "missing", "say when it happened");
  if (event.meeting.empty()) reader.fault("meeting", "missing", "name the meeting");
  const auto needs = [&](bool given, const char* key, const char* what) {
    if (!given) reader.fault(key, "missing", std::string(to_string(event.kind)) + " needs " + what);
  };
  switch (event.kind) {
    case EventKind::part_started:
    case EventKind::part_ended:
    case EventKind::part_skipped:
      needs(!event.part.empty(), "part", "the part");
      break;
    case EventKind::part_added:
      needs(event.part_data.has_value(), "part_data", "the part");
      break;
    case EventKind::reordered:
      needs(!event.order.empty(), "order", "the new order of part ids");
      break;
    case EventKind::estimate:
      needs(event.minutes.has_value(), "minutes", "the minutes still to go");
      break;
    case EventKind::call:
    case EventKind::release:
      needs(!event.unit.empty(), "unit", "the unit");
      break;
    case EventKind::retract:
      needs(!event.retracts.empty(), "retracts", "the id of the event taken back");
      break;
    default:
      break;
  }
  event.at = at.value_or(Instant{});
  event.recorded_at = recorded_at.value_or(event.at);
  return decoded;
}

json::object event_to_json(const MeetingEvent& event, const Zone& zone) {
  json::object object{{"id", event.id}, {"meeting", event.meeting}, {"kind", to_string(event.kind)}};
  put(object, "part", event.part);
  put(object, "unit", event.unit);
  put(object, "minutes", event.minutes);
  if (event.part_data) object["part_data"] = part_to_json(*event.part_data, zone);
  put(object, "order", event.order);
  put(object, "retracts", event.retracts);
  object["at"] = format_rfc3339(event.at, zone);
  object["recorded_at"] = format_rfc3339(event.recorded_at, zone);
  put(object, "until", event.until, zone);
  put(object, "by", event.by);
  return object;
}

Error to_error(const std::vector<FieldFault>& faults) {
  Error error{ErrorKind::invalid, "", ""};
  for (const auto& fault : faults) {
    const auto line = (fault.pointer.empty() ? "/" : fault.pointer) + ": " + fault.message +
                      (fault.hint.empty() ? "" : " (" + fault.hint + ")");
    if (error.message.empty()) {
      error.message = line;
    } else {
      error.detail += (error.detail.empty() ? "" : "\n") + line;
    }
  }
  return error;
}

}  // namespace fenliu::rules
