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
  return object;
}

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
  return state;
}

}  // namespace fenliu::rules
