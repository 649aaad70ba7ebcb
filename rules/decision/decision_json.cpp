// Decisions as JSON, keys in a fixed order.
#include <boost/json.hpp>

#include "rules/decision/schedule_json.h"

namespace fenliu::rules {

namespace json = boost::json;

namespace {

json::object unit_to_json(const UnitRelevance& reached, const UnitSchedule& schedule, const Zone& zone) {
  json::array reasons, windows, deadlines;
  for (const auto& reason : reached.reasons) reasons.push_back(reason_to_json(reason));
  for (const auto& window : schedule.windows) windows.push_back(window_to_json(window, zone));
  for (const auto& deadline : schedule.deadlines) deadlines.push_back(deadline_to_json(deadline, zone));
  json::object object{{"role", to_string(reached.role)},
                      {"parts", json::array(reached.parts.begin(), reached.parts.end())},
                      {"reasons", std::move(reasons)},
                      {"windows", std::move(windows)},
                      {"deadlines", std::move(deadlines)}};
  if (!schedule.overlays.empty()) {
    json::array overlays;
    for (const auto& overlay : schedule.overlays) overlays.push_back(overlay_to_json(overlay, zone));
    object["overlays"] = std::move(overlays);
  }
  if (!schedule.chain.empty()) {
    object["chain"] = chain_to_json(schedule.chain);
    object["chain_meeting"] = schedule.chain_meeting;
  }
  return object;
}

}  // namespace

json::object reason_to_json(const Reason& reason) {
  const auto& cause = *reason.cause;
  json::object object;
  if (!cause.rule.empty()) object["rule"] = cause.rule;
  if (!cause.topic.empty()) object["topic"] = cause.topic;
  if (!cause.file.empty()) {
    object["file"] = cause.file;
    object["line"] = cause.line;
  }
  object["via"] = to_string(cause.via);
  object["part"] = cause.part;
  object["role"] = to_string(reason.role);
  if (cause.likely) object["likely"] = true;
  json::array evidence;
  for (const auto& each : cause.evidence) {
    json::object entry{{"term", each.term}, {"start", each.range.start}, {"end", each.range.end}};
    switch (each.field) {
      case Field::part:
      case Field::text:
        break;
      case Field::title:
        entry["field"] = "title";
        break;
      case Field::number:
        entry["field"] = "number";
        break;
      case Field::addressees:
        entry["field"] = "addressees";
        break;
      case Field::signature:
        entry["field"] = "signature";
        break;
      case Field::date:
        entry["field"] = "date";
        break;
      case Field::copies:
        entry["field"] = "copies";
        break;
    }
    evidence.push_back(std::move(entry));
  }
  object["evidence"] = std::move(evidence);
  return object;
}

json::object decision_to_json(const Decision& decision, const Zone& zone, const std::vector<WhyNot>* not_routed) {
  json::array tags, triage;
  for (const auto& tag : decision.relevance.tags) tags.push_back(json::object{{"topic", tag.topic}, {"part", tag.part}});
  for (const auto& entry : decision.relevance.triage) {
    triage.push_back(json::object{{"part", entry.part}, {"reason", entry.reason}});
  }
  json::object units;
  static const UnitSchedule kNone;
  for (const auto& [id, reached] : decision.relevance.units) {
    const auto schedule = decision.schedule.find(id);
    units[id] = unit_to_json(reached, schedule == decision.schedule.end() ? kNone : schedule->second, zone);
  }
  json::object object{{"item", decision.item},
                      {"item_revision", decision.item_revision},
                      {"config", decision.config},
                      {"now", format_rfc3339(decision.now, zone)},
                      {"version", decision.version},
                      {"tags", std::move(tags)},
                      {"units", std::move(units)},
                      {"triage", std::move(triage)}};
  if (!decision.dated_by.empty()) object["dated_by"] = decision.dated_by;
  if (decision.relevance.everyone) object["attendance"] = "everyone";
  if (not_routed != nullptr) {
    json::object whys;
    for (const auto& why : *not_routed) whys[why.unit] = why_not_to_json(why);
    object["not_routed"] = std::move(whys);
  }
  return object;
}

}  // namespace fenliu::rules
