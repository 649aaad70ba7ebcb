// Plans and forecasts as JSON (DESIGN §5 `forecast`).
#include <algorithm>
#include <set>

#include <boost/json.hpp>

#include "rules/cascade/what_if.h"
#include "rules/item/object_reader.h"
#include "rules/text/diagnostic.h"

namespace fenliu::rules {

namespace json = boost::json;

namespace {

constexpr int kDayMinutes = 1440;
constexpr int kMostLevels = 99;
constexpr int kMostPersons = 1000;

PlannedPart part_from_json(const json::value& value, const std::string& at, const Zone& zone, std::vector<FieldFault>& faults) {
  PlannedPart part;
  std::optional<int> minutes;
  ObjectReader reader(value, at, zone, faults);
  reader.text("id", part.id);
  reader.integer("minutes", minutes, 0, kDayMinutes);
  reader.instant("starts", part.starts);
  reader.texts("units", part.units);
  reader.text("relays", part.relays);
  std::string text;
  reader.text("text", text);
  part.content = content_of(text);
  reader.finish();
  if (reader.usable() && part.id.empty()) reader.fault("id", "missing", "a part needs an id");
  if (reader.usable() && !reader.has("minutes")) reader.fault("minutes", "missing", "a part needs its minutes");
  part.minutes = Minutes{minutes.value_or(0)};
  return part;
}

PlannedMeeting meeting_from_json(const json::value& value, const std::string& at, const Zone& zone,
                                 std::vector<FieldFault>& faults) {
  PlannedMeeting meeting;
  std::optional<int> minutes;
  ObjectReader reader(value, at, zone, faults);
  reader.text("id", meeting.id);
  reader.text("organiser", meeting.organiser);
  reader.instant("planned_start", meeting.planned_start);
  reader.integer("minutes", minutes, 0, 10 * kDayMinutes);
  reader.elements("parts", [&](const json::value& each, const std::string& pointer) {
    meeting.parts.push_back(part_from_json(each, pointer, zone, faults));
  });
  reader.text("room", meeting.room);
  reader.texts("persons", meeting.persons);
  reader.texts("units", meeting.units);
  reader.text("ordered_by", meeting.ordered_by);
  reader.integer("level", meeting.level, 0, kMostLevels);
  reader.word("urgency", {"routine", "urgent", "critical"}, [&](std::size_t word) { meeting.urgency = static_cast<Urgency>(word); });
  reader.finish();
  if (reader.usable() && meeting.id.empty()) reader.fault("id", "missing", "a meeting needs an id");
  meeting.planned = Minutes{minutes.value_or(0)};
  std::set<PartId> ids;
  for (std::size_t i = 0; i < meeting.parts.size(); ++i) {
    if (!meeting.parts[i].id.empty() && !ids.insert(meeting.parts[i].id).second) {
      reader.fault("parts/" + std::to_string(i) + "/id", "duplicate-id", "two parts have the id '" + meeting.parts[i].id + "'");
    }
  }
  return meeting;
}

Link link_from_json(const json::value& value, const std::string& at, const Zone& zone, std::vector<FieldFault>& faults) {
  Link link;
  std::optional<int> gap;
  ObjectReader reader(value, at, zone, faults);
  reader.text("from", link.from);
  reader.text("to", link.to);
  reader.integer("gap_minutes", gap, 0, 10 * kDayMinutes);
  reader.flag("may_start_early", link.may_start_early);
  reader.finish();
  if (reader.usable() && link.from.empty()) reader.fault("from", "missing", "a link needs the meeting it comes from");
  if (reader.usable() && link.to.empty()) reader.fault("to", "missing", "a link needs the meeting it leads to");
  link.gap = Minutes{gap.value_or(0)};
  return link;
}

void check_links(const ForecastRequest& request, ObjectReader& reader) {
  std::set<MeetingId> ids;
  std::vector<std::string> known;
  for (std::size_t i = 0; i < request.meetings.size(); ++i) {
    if (!ids.insert(request.meetings[i].id).second) {
      reader.fault("meetings/" + std::to_string(i) + "/id", "duplicate-id",
                   "two meetings have the id '" + request.meetings[i].id + "'");
    }
    known.push_back(request.meetings[i].id);
  }
  const auto check = [&](const MeetingId& id, const std::string& at) {
    if (id.empty() || ids.contains(id)) return;
    const auto near = nearest(id, known);
    reader.fault(at, "unknown-meeting", "there is no meeting '" + id + "'", near.empty() ? "" : "did you mean '" + near + "'?");
  };
  for (std::size_t i = 0; i < request.links.size(); ++i) {
    check(request.links[i].from, "links/" + std::to_string(i) + "/from");
    check(request.links[i].to, "links/" + std::to_string(i) + "/to");
  }
  std::set<std::string> events;
  for (std::size_t i = 0; i < request.events.size(); ++i) {
    const auto at = "events/" + std::to_string(i);
    check(request.events[i].meeting, at + "/meeting");
    if (const auto& event = request.events[i].id; !event.empty() && !events.insert(event).second) {
      reader.fault(at + "/id", "duplicate-id", "two events have the id '" + event + "'", "the second would change nothing: name it otherwise");
    }
  }
}

json::object quantiles_to_json(const Quantiles& quantiles, const Zone& zone) {
  return {{"p10", format_rfc3339(quantiles.p10, zone)},
          {"p50", format_rfc3339(quantiles.p50, zone)},
          {"p90", format_rfc3339(quantiles.p90, zone)}};
}

}  // namespace

Decoded<ForecastRequest> forecast_request_from_json(const json::value& value, const Zone& zone) {
  Decoded<ForecastRequest> decoded;
  auto& faults = decoded.faults;
  ObjectReader reader(value, "", zone, faults);
  reader.elements("meetings", [&](const json::value& each, const std::string& at) {
    decoded.value.meetings.push_back(meeting_from_json(each, at, zone, faults));
  });
  reader.elements("links", [&](const json::value& each, const std::string& at) {
    decoded.value.links.push_back(link_from_json(each, at, zone, faults));
  });
  reader.elements("events", [&](const json::value& each, const std::string& at) {
    auto event = event_from_json(each, zone);
    for (auto& fault : event.faults) {
      fault.pointer = at + fault.pointer;
      faults.push_back(std::move(fault));
    }
    decoded.value.events.push_back(std::move(event.value));
  });
  reader.elements("history", [&](const json::value& each, const std::string& at) {
    PastMeeting past;
    std::optional<int> planned, actual;
    ObjectReader entry(each, at, zone, faults);
    entry.text("organiser", past.organiser);
    entry.integer("planned_minutes", planned, 0, 10 * kDayMinutes);
    entry.integer("actual_minutes", actual, 0, 10 * kDayMinutes);
    entry.finish();
    past.planned = Minutes{planned.value_or(0)};
    past.actual = Minutes{actual.value_or(0)};
    decoded.value.history.push_back(std::move(past));
  });
  reader.elements("precedence", [&](const json::value& each, const std::string& at) {
    const std::string word = each.is_string() ? std::string(each.get_string()) : "";
    if (std::find(kPrecedences.begin(), kPrecedences.end(), word) == kPrecedences.end()) {
      faults.push_back({at, "unknown-precedence", "'" + word + "' is no precedence", "one of ordered_by, level, urgency, starts"});
    }
    decoded.value.precedence.push_back(word);
  });
  std::optional<int> seed;
  reader.integer("seed", seed, 0, 1 << 30);
  decoded.value.seed = static_cast<std::uint64_t>(seed.value_or(0));
  std::optional<int> persons;
  reader.integer("persons_per_unit", persons, 1, kMostPersons);
  decoded.value.persons_per_unit = persons.value_or(1);
  reader.instant("morning", decoded.value.morning);
  reader.finish();
  if (reader.usable()) check_links(decoded.value, reader);
  return decoded;
}

PlanPolicy with_history(PlanPolicy policy, const ForecastRequest& request) {
  policy.overruns = std::make_shared<const Overruns>(request.history);
  policy.precedence = request.precedence;
  policy.seed = request.seed;
  return policy;
}

Result<Plan> build_plan(const ForecastRequest& request, const PlanPolicy& policy, Instant now) {
  Plan plan(policy);
  std::map<MeetingId, std::vector<Link>> incoming;
  for (const auto& link : request.links) incoming[link.to].push_back(link);
  for (const auto& meeting : request.meetings) {
    const auto put = plan.put(meeting, incoming[meeting.id], now);
    if (!put.ok()) return put.error();
  }
  auto events = request.events;
  std::stable_sort(events.begin(), events.end(), [](const auto& a, const auto& b) {
    return std::tie(a.at, a.id) < std::tie(b.at, b.id);
  });
  // A retraction may stand before what it retracts only by its time; it is applied last.
  std::stable_partition(events.begin(), events.end(), [](const auto& event) { return event.kind != EventKind::retract; });
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (events[i].id.empty()) events[i].id = "\x01" + std::to_string(1'000'000 + i);  // no poster's, and sorted as given
    const auto applied = plan.apply(events[i], now);
    if (!applied.ok()) return applied.error();
  }
  plan.advance(now);
  return plan;
}

json::object meeting_forecast_to_json(const MeetingForecast& forecast, const Zone& zone) {
  json::object object{{"id", forecast.id}, {"status", to_string(forecast.status)}};
  if (forecast.start) object["start"] = quantiles_to_json(*forecast.start, zone);
  if (forecast.end) object["end"] = quantiles_to_json(*forecast.end, zone);
  if (forecast.start_known) object["start_known"] = true;
  if (forecast.end_known) object["end_known"] = true;
  json::array chain, parts;
  for (const auto& step : forecast.chain) {
    chain.push_back(json::object{{"meeting", step.meeting}, {"minutes", step.minutes}, {"cause", step.cause}});
  }
  object["chain"] = std::move(chain);
  for (const auto& part : forecast.parts) {
    json::object each{{"id", part.id},
                      {"start", quantiles_to_json(part.start, zone)},
                      {"end", quantiles_to_json(part.end, zone)}};
    if (part.ended) each["ended"] = true;
    if (part.running) each["running"] = true;
    if (part.skipped) each["skipped"] = true;
    parts.push_back(std::move(each));
  }
  if (!parts.empty()) object["parts"] = std::move(parts);
  if (forecast.last_report) object["last_report"] = format_rfc3339(*forecast.last_report, zone);
  return object;
}

json::object forecast_to_json(const Plan& plan, const Zone& zone) {
  json::array meetings, conflicts;
  for (const auto& forecast : plan.forecasts()) meetings.push_back(meeting_forecast_to_json(forecast, zone));
  for (const auto& conflict : plan.conflicts()) {
    json::object each{{"kind", conflict.kind}, {"who", conflict.who}, {"first", conflict.first}, {"second", conflict.second}};
    if (!conflict.precedence.empty()) each["precedence"] = conflict.precedence;
    conflicts.push_back(std::move(each));
  }
  return {{"meetings", std::move(meetings)}, {"conflicts", std::move(conflicts)}};
}

}  // namespace fenliu::rules
