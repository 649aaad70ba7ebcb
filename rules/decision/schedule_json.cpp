// Windows and deadlines to JSON and back.
#include "rules/decision/schedule_json.h"

#include <boost/json.hpp>

namespace fenliu::rules {

namespace json = boost::json;

namespace {

json::array strings(const std::vector<std::string>& words) { return json::array(words.begin(), words.end()); }

std::string string_at(const json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string{};
}

std::optional<Instant> instant_at(const json::object& object, const char* key) {
  return parse_rfc3339(string_at(object, key));
}

std::vector<std::string> strings_at(const json::object& object, const char* key) {
  std::vector<std::string> words;
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_array()) return words;
  for (const auto& word : value->get_array()) {
    if (word.is_string()) words.emplace_back(word.get_string());
  }
  return words;
}

bool flag_at(const json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

std::optional<DeadlineStatus> parse_status(const std::string& word) {
  for (const auto status : {DeadlineStatus::fair, DeadlineStatus::tight, DeadlineStatus::extended,
                            DeadlineStatus::hard, DeadlineStatus::impossible}) {
    if (to_string(status) == word) return status;
  }
  return {};
}

}  // namespace

json::object window_to_json(const Window& window, const Zone& zone) {
  json::object object{{"from", format_rfc3339(window.from, zone)}};
  if (window.to) object["to"] = format_rfc3339(*window.to, zone);
  if (window.likely_from) object["likely_from"] = format_rfc3339(*window.likely_from, zone);
  if (window.likely_to) object["likely_to"] = format_rfc3339(*window.likely_to, zone);
  object["parts"] = strings(window.parts);
  if (window.last_report) object["last_report"] = format_rfc3339(*window.last_report, zone);
  return object;
}

json::object deadline_to_json(const UnitDeadline& deadline, const Zone& zone) {
  const auto& result = deadline.result;
  json::object object{{"part", deadline.part}};
  if (!deadline.occurrence.empty()) object["occurrence"] = deadline.occurrence;
  object["stated"] = format_rfc3339(result.stated, zone);
  object["handed_down"] = format_rfc3339(result.handed_down, zone);
  object["fair"] = format_rfc3339(result.fair, zone);
  object["effective"] = format_rfc3339(result.effective, zone);
  object["status"] = to_string(result.status);
  if (result.answer != AnswerKind::none) object["answer"] = to_string(result.answer);
  if (!result.answer_reason.empty()) object["answer_reason"] = result.answer_reason;
  if (!result.decided_by.empty()) object["decided_by"] = result.decided_by;
  if (result.proposed) object["proposed"] = format_rfc3339(*result.proposed, zone);
  if (result.inner) object["inner"] = format_rfc3339(*result.inner, zone);
  if (result.provisional) object["provisional"] = true;
  object["working_minutes_left"] = result.working_minutes_left.count();
  if (!deadline.flags.empty()) object["flags"] = strings(deadline.flags);
  if (!deadline.text.empty()) object["text"] = deadline.text;
  return object;
}

json::object overlay_to_json(const Overlay& overlay, const Zone& zone) {
  static constexpr const char* kDays[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
  json::object object{{"kind", to_string(overlay.kind)}, {"from", format_date(*overlay.dates.from)}, {"until", format_date(*overlay.dates.until)}};
  if (overlay.kind == OverlayKind::secondment) {
    object["unit"] = overlay.units.front();
    object["to"] = overlay.host;
  }
  if (overlay.staff > 0) object["staff"] = overlay.staff;
  json::array spans, weekdays;
  for (const auto& span : overlay.spans) spans.push_back(json::value(format_day_span(span)));
  for (const auto day : overlay.weekdays) weekdays.push_back(json::value(kDays[day.c_encoding()]));
  if (!spans.empty()) object["spans"] = std::move(spans);
  if (!weekdays.empty()) object["weekdays"] = std::move(weekdays);
  if (overlay.announced) object["announced"] = format_rfc3339(*overlay.announced, zone);
  if (!overlay.name.empty()) {
    json::object name;
    for (const auto& [language, words] : overlay.name) name[language] = words;
    object["name"] = std::move(name);
  }
  object["file"] = overlay.span.file;
  object["line"] = overlay.span.line;
  return object;
}

json::array chain_to_json(const std::vector<CausalStep>& chain) {
  json::array steps;
  for (const auto& step : chain) {
    steps.push_back(json::object{{"meeting", step.meeting}, {"minutes", step.minutes}, {"cause", step.cause}});
  }
  return steps;
}

std::optional<Window> window_from_json(const json::value& value) {
  if (!value.is_object()) return {};
  const auto& object = value.get_object();
  const auto from = instant_at(object, "from");
  if (!from) return {};
  return Window{*from,
                instant_at(object, "to"),
                strings_at(object, "parts"),
                instant_at(object, "last_report"),
                instant_at(object, "likely_from"),
                instant_at(object, "likely_to")};
}

std::optional<UnitDeadline> deadline_from_json(const json::value& value) {
  if (!value.is_object()) return {};
  const auto& object = value.get_object();
  const auto stated = instant_at(object, "stated"), handed_down = instant_at(object, "handed_down");
  const auto fair = instant_at(object, "fair"), effective = instant_at(object, "effective");
  const auto status = parse_status(string_at(object, "status"));
  if (!stated || !handed_down || !fair || !effective || !status) return {};
  UnitDeadline deadline;
  deadline.part = string_at(object, "part");
  deadline.occurrence = string_at(object, "occurrence");
  deadline.flags = strings_at(object, "flags");
  deadline.text = string_at(object, "text");
  auto& result = deadline.result;
  result.stated = *stated;
  result.handed_down = *handed_down;
  result.fair = *fair;
  result.effective = *effective;
  result.status = *status;
  result.answer = parse_answer_kind(string_at(object, "answer")).value_or(AnswerKind::none);
  result.answer_reason = string_at(object, "answer_reason");
  result.decided_by = string_at(object, "decided_by");
  result.inner = instant_at(object, "inner");
  result.proposed = instant_at(object, "proposed");
  result.provisional = flag_at(object, "provisional");
  if (const auto* left = object.if_contains("working_minutes_left"); left != nullptr && left->is_int64()) {
    result.working_minutes_left = Minutes{left->get_int64()};
  }
  return deadline;
}

}  // namespace fenliu::rules
