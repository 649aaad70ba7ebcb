// Told states to JSON and back.
#include "rules/notices/told_state_json.h"

#include <boost/json.hpp>

#include "rules/decision/schedule_json.h"

namespace fenliu::rules {

namespace json = boost::json;

json::object told_state_to_json(const ToldState& state, const Zone& zone) {
  json::array windows, deadlines;
  for (const auto& window : state.windows) windows.push_back(window_to_json(window, zone));
  for (const auto& deadline : state.deadlines) deadlines.push_back(deadline_to_json(deadline, zone));
  json::object object{{"concerned", state.concerned},
                      {"role", to_string(state.role)},
                      {"item_revision", state.item_revision},
                      {"parts", json::array(state.parts.begin(), state.parts.end())},
                      {"windows", std::move(windows)},
                      {"deadlines", std::move(deadlines)}};
  if (state.item_cancelled) object["item_cancelled"] = true;
  if (state.told_at) object["told_at"] = format_rfc3339(*state.told_at, zone);
  if (state.escalated_at) object["escalated_at"] = format_rfc3339(*state.escalated_at, zone);
  if (!state.reminded.empty()) {
    auto& list = object["reminded"].emplace_array();
    for (const auto& each : state.reminded) {
      list.push_back(json::object{{"part", each.part},
                                  {"occurrence", each.occurrence},
                                  {"effective", format_rfc3339(each.effective, zone)},
                                  {"stage", to_string(each.stage)}});
    }
  }
  return object;
}

namespace {

std::optional<Instant> instant_in(const json::object& object, const char* key) {
  const auto* text = object.if_contains(key);
  return text != nullptr && text->is_string() ? parse_rfc3339(text->get_string()) : std::nullopt;
}

std::vector<Reminded> reminded_in(const json::object& object) {
  std::vector<Reminded> reminded;
  const auto* list = object.if_contains("reminded");
  if (list == nullptr || !list->is_array()) return reminded;
  for (const auto& each : list->get_array()) {
    if (!each.is_object()) continue;
    const auto &fields = each.get_object();
    const auto *part = fields.if_contains("part"), *occurrence = fields.if_contains("occurrence"), *word = fields.if_contains("stage");
    const auto effective = instant_in(fields, "effective");
    if (!effective || !part || !part->is_string() || !occurrence || !occurrence->is_string() || !word || !word->is_string()) continue;
    if (const auto stage = parse_stage(word->get_string())) {
      reminded.push_back({std::string(part->get_string()), std::string(occurrence->get_string()), *effective, *stage});
    }
  }
  return reminded;
}

}  // namespace

std::optional<ToldState> told_state_from_json(const json::value& value) {
  if (!value.is_object()) return {};
  const auto& object = value.get_object();
  const auto *concerned = object.if_contains("concerned"), *role = object.if_contains("role"),
             *revision = object.if_contains("item_revision"), *parts = object.if_contains("parts"),
             *windows = object.if_contains("windows"), *deadlines = object.if_contains("deadlines");
  if (!concerned || !concerned->is_bool() || !role || !role->is_string() || !revision || !revision->is_int64()) return {};
  if (!parts || !parts->is_array() || !windows || !windows->is_array() || !deadlines || !deadlines->is_array()) return {};
  ToldState state;
  state.concerned = concerned->get_bool();
  state.role = parse_role(role->get_string()).value_or(Role::none);
  state.item_revision = static_cast<int>(revision->get_int64());
  for (const auto& part : parts->get_array()) {
    if (part.is_string()) state.parts.emplace_back(part.get_string());
  }
  for (const auto& each : windows->get_array()) {
    if (auto window = window_from_json(each)) state.windows.push_back(*window);
  }
  for (const auto& each : deadlines->get_array()) {
    if (auto deadline = deadline_from_json(each)) state.deadlines.push_back(*deadline);
  }
  if (const auto* cancelled = object.if_contains("item_cancelled")) {
    state.item_cancelled = cancelled->is_bool() && cancelled->get_bool();
  }
  state.told_at = instant_in(object, "told_at");
  state.reminded = reminded_in(object);
  state.escalated_at = instant_in(object, "escalated_at");
  return state;
}

}  // namespace fenliu::rules
