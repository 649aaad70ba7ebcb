// Reading a stored decision for one unit.
#include "daemon/app/decided_share.h"

#include <boost/json.hpp>

#include "daemon/app/json_text.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

std::string string_at(const json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::optional<rules::Via> parse_via(const std::string& word) {
  for (const auto via : {rules::Via::clause, rules::Via::name, rules::Via::duty, rules::Via::route, rules::Via::addressee}) {
    if (rules::to_string(via) == word) return via;
  }
  return {};
}

void add_reasons(const json::array& reasons, rules::CalendarShare& share) {
  for (const auto& each : reasons) {
    const auto& object = each.as_object();
    const auto via = parse_via(string_at(object, "via"));
    // What merely informs a summoned unit explains nothing of its windows.
    if (!via || string_at(object, "role") == "inform") continue;
    rules::CalendarReason reason{string_at(object, "part"), *via, string_at(object, "topic"), string_at(object, "rule"), {}};
    if (const auto* evidence = object.if_contains("evidence"); evidence != nullptr && evidence->is_array()) {
      for (const auto& term : evidence->get_array()) reason.terms.push_back(string_at(term.as_object(), "term"));
    }
    share.reasons.push_back(std::move(reason));
  }
}

}  // namespace

rules::CalendarShare share_of(const store::DecisionRow& decision, const std::string& unit) {
  rules::CalendarShare share;
  const auto body = parsed(decision.json);
  const auto* units = body.is_object() ? body.get_object().if_contains("units") : nullptr;
  const auto* reached = units != nullptr && units->is_object() ? units->get_object().if_contains(unit) : nullptr;
  if (reached == nullptr || !reached->is_object()) return share;
  const auto& object = reached->get_object();
  if (const auto* reasons = object.if_contains("reasons"); reasons != nullptr && reasons->is_array()) {
    add_reasons(reasons->get_array(), share);
  }
  if (const auto* chain = object.if_contains("chain"); chain != nullptr && chain->is_array()) {
    for (const auto& step : chain->get_array()) {
      const auto& each = step.as_object();
      share.chain.push_back({string_at(each, "meeting"), static_cast<int>(each.at("minutes").to_number<std::int64_t>()),
                             string_at(each, "cause")});
    }
  }
  return share;
}

}  // namespace fenliu::app
