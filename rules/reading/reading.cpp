// Reading a text, its JSON form, and completing an item from it.
#include "rules/reading/reading.h"

#include <algorithm>

#include <boost/json.hpp>

#include "rules/item/item_json.h"
#include "rules/reading/fields.h"
#include "rules/reading/times.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace json = boost::json;

namespace {

std::string_view to_word(TimeKind kind) {
  static constexpr std::string_view kWords[] = {"point", "span", "recurrence", "relative", "vague"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::string_view to_word(TimeRole role) {
  static constexpr std::string_view kWords[] = {"deadline", "meeting", "effective", "lookback", "window", "date", "other"};
  return kWords[static_cast<std::size_t>(role)];
}

json::array strings(const std::vector<std::string>& words) { return json::array(words.begin(), words.end()); }

json::object field_json(const ReadField& field) {
  return {{"text", field.text}, {"start", field.range.start}, {"end", field.range.end}};
}

json::array fields_json(const std::vector<ReadField>& fields) {
  json::array array;
  for (const auto& field : fields) array.push_back(field_json(field));
  return array;
}

json::object time_json(const ReadTime& time, const Zone& zone) {
  json::object object{{"text", time.text}, {"start", time.range.start}, {"end", time.range.end}, {"kind", to_word(time.kind)}};
  if (!time.grain.empty()) object["grain"] = time.grain;
  if (time.at) object["at"] = format_rfc3339(*time.at, zone);
  if (time.from) object["from"] = format_rfc3339(*time.from, zone);
  if (time.to) object["to"] = format_rfc3339(*time.to, zone);
  if (!time.rrule.empty()) object["rrule"] = time.rrule;
  if (time.offset_minutes) object["offset_minutes"] = *time.offset_minutes;
  if (time.working_days) object["working_days"] = *time.working_days;
  object["role"] = to_word(time.role);
  object["part"] = time.part;
  object["flags"] = strings(time.flags);
  if (!time.readings.empty()) {
    json::array readings;
    for (const auto instant : time.readings) readings.push_back(json::value(format_rfc3339(instant, zone)));
    object["readings"] = std::move(readings);
  }
  return object;
}

Urgency urgency_of(const std::string& words) {
  for (const char* critical : {"特急", "特提", "Hỏa tốc", "HỎA TỐC", "EMERGENCY"}) {
    if (words.find(critical) != std::string::npos) return Urgency::critical;
  }
  return Urgency::urgent;
}

StatedDeadline stated_from(const ReadTime& time, const PartId& part) {
  StatedDeadline deadline;
  deadline.part = part == "0" ? "" : part;
  deadline.text = time.text;
  deadline.flags = time.flags;
  deadline.rrule = time.rrule;
  deadline.working_days = time.working_days;
  // A term of days is counted by the calendar, one of hours by the clock.
  constexpr int kDayMinutes = 24 * 60;
  if (time.offset_minutes && time.grain == "day" && *time.offset_minutes % kDayMinutes == 0) {
    deadline.days = *time.offset_minutes / kDayMinutes;
  } else {
    deadline.minutes = time.offset_minutes;
  }
  // "72 hours before the meeting" counts from a trigger that only a person knows: no time after handing down.
  if (deadline.minutes && *deadline.minutes < 0) deadline.minutes.reset();
  if (deadline.working_days && *deadline.working_days < 0) deadline.working_days.reset();
  if (deadline.days && *deadline.days < 0) deadline.days.reset();
  deadline.at = time.at;
  // Ambiguous: the earliest reading, flagged.
  if (!deadline.at && !time.readings.empty()) deadline.at = time.readings.front();
  return deadline;
}

void take(std::string& into, const std::optional<ReadField>& field) {
  if (into.empty() && field) into = field->text;
}

void take(std::vector<std::string>& into, const std::vector<ReadField>& fields) {
  if (!into.empty()) return;
  for (const auto& field : fields) into.push_back(field.text);
}

// Deadlines that an item states in its parts, each part read by itself.
void deadlines_of_parts(Item& item, const ReadingContext& context) {
  for (std::size_t i = 0; i < item.parts.size(); ++i) {
    const auto& part = item.parts[i];
    auto own = context;
    const auto reading = read(part.title + "\n" + part.text, own);
    for (const auto& each : reading.deadlines) {
      // finish_item numbers parts from 1 in order, "0" aside.
      auto deadline = stated_from(reading.times[each.time], part.part_id.empty() ? std::to_string(i + 1) : part.part_id);
      if (is_whole(deadline)) item.deadlines.push_back(std::move(deadline));
    }
  }
}

}  // namespace

namespace {

// Traditional characters read like simplified ones; offsets are the same, and times keep the words of the text.
void read_times(const Document& document, const ReadingContext& context, Reading& reading) {
  if (reading.language == "vi") return resolve_times(document, expressions_vi(document), context, reading);
  if (reading.language == "en") return resolve_times(document, expressions_en(document), context, reading);
  auto plain = document.text;
  for (auto& c : plain) c = c > 0x2E00 ? simplified(c) : c;
  if (plain == document.text) return resolve_times(document, expressions_zh(document), context, reading);
  const Document simple(to_utf8(plain));
  resolve_times(simple, expressions_zh(simple), context, reading);
  for (auto& time : reading.times) {
    time.text = to_utf8(std::u32string_view(document.stored).substr(time.range.start, time.range.end - time.range.start));
  }
}

}  // namespace

Reading read(std::string_view text, const ReadingContext& context) {
  const Document document(text);
  Reading reading;
  reading.language = detect_language(document);
  if (!context.language.empty() && document.text.size() < 40) reading.language = context.language;
  if (!context.language.empty() && reading.language == "en" && context.language == "vi") reading.language = "vi";
  read_fields(document, reading);
  read_times(document, context, reading);
  return reading;
}

json::object reading_to_json(const Reading& reading, const Zone& zone) {
  json::object fields;
  const auto put = [&](const char* key, const std::optional<ReadField>& field) {
    if (field) fields[key] = field_json(*field);
  };
  put("number", reading.number);
  put("title", reading.title);
  put("issuer", reading.issuer);
  put("issued", reading.issued);
  if (reading.issued_date) fields["issued_date"] = format_date(*reading.issued_date);
  put("urgency", reading.urgency);
  put("secrecy", reading.secrecy);
  put("signature", reading.signature);
  if (!reading.addressees.empty()) fields["addressees"] = fields_json(reading.addressees);
  if (!reading.copies.empty()) fields["copies"] = fields_json(reading.copies);
  json::array parts, times, deadlines;
  for (const auto& part : reading.parts) {
    json::object object{{"part_id", part.part_id}, {"title", part.title}, {"text", part.text},
                        {"start", part.range.start}, {"end", part.range.end}};
    if (part.minutes) object["minutes"] = *part.minutes;
    parts.push_back(std::move(object));
  }
  for (const auto& time : reading.times) times.push_back(time_json(time, zone));
  for (const auto& deadline : reading.deadlines) {
    json::object object{{"time", deadline.time}, {"part", deadline.part}};
    if (deadline.limit) object["limit"] = *deadline.limit;
    deadlines.push_back(std::move(object));
  }
  return {{"language", reading.language},
          {"fields", std::move(fields)},
          {"parts", std::move(parts)},
          {"times", std::move(times)},
          {"deadlines", std::move(deadlines)}};
}

void complete_item(Item& item, const ReadingContext& context) {
  const bool had_parts = !item.parts.empty();
  if (had_parts) {
    if (item.deadlines.empty()) deadlines_of_parts(item, context);
    return;
  }
  if (item.text.empty()) return;
  const auto reading = read(item.text, context);
  const bool had_title = !item.title.empty();
  take(item.number, reading.number);
  take(item.title, reading.title);
  take(item.issuer, reading.issuer);
  take(item.signature, reading.signature);
  take(item.addressees, reading.addressees);
  take(item.copies, reading.copies);
  if (!item.issued) item.issued = reading.issued_date;
  if (item.urgency == Urgency::routine && reading.urgency) item.urgency = urgency_of(reading.urgency->text);
  for (const auto& part : reading.parts) {
    Part own;
    own.part_id = part.part_id;
    own.title = part.part_id == "0" ? item.title : part.title;
    own.text = part.text;
    // What reading took for a title although the poster gave one belongs to the preamble.
    if (part.part_id == "0" && had_title && reading.title && reading.title->text != item.title) {
      own.text = reading.title->text + (own.text.empty() ? "" : "\n" + own.text);
    }
    own.minutes = part.minutes;
    own.starts = part.starts;
    item.parts.push_back(std::move(own));
  }
  if (item.deadlines.empty()) {
    for (const auto& each : reading.deadlines) {
      auto deadline = stated_from(reading.times[each.time], each.part);
      if (is_whole(deadline)) item.deadlines.push_back(std::move(deadline));
    }
  }
  if (item.kind == ItemKind::meeting && !item.starts) {
    for (const auto& time : reading.times) {
      if (time.role == TimeRole::meeting && time.at) {
        item.starts = time.at;
        break;
      }
    }
  }
}

}  // namespace fenliu::rules
