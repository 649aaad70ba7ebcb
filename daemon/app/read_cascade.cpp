// Reading what happened in meetings and what follows from it, as far as it concerns who asks.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/json_text.h"
#include "daemon/app/use_cases.h"
#include "rules/cascade/what_if.h"
#include "rules/item/item_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

Answer as_answer(const json::value& body) {
  Answer answer;
  answer.body = json::serialize(body);
  return answer;
}

json::object titles_of(const Item& item) {
  json::object titles;
  for (const auto& part : item.parts) titles[part.part_id] = part.title.empty() ? part.text : part.title;
  return titles;
}

json::object meeting_json(const Office& office, const rules::MeetingForecast& forecast, bool with_titles) {
  const auto& id = forecast.id;
  const auto& configuration = office.router()->configuration();
  const auto& zone = configuration.zone;
  auto object = rules::meeting_forecast_to_json(forecast, zone);
  const auto& planned = *office.plan.meeting(id);
  if (planned.planned_start) object["planned_start"] = rules::format_rfc3339(*planned.planned_start, zone);
  auto minutes = planned.planned;
  if (!planned.parts.empty()) {
    minutes = rules::Minutes{0};
    for (const auto& part : planned.parts) minutes += part.minutes;
  }
  object["planned_minutes"] = minutes.count();
  if (const auto live = office.live.find(id); live != office.live.end()) {
    object["title"] = live->second.item.title;
    object["issuer"] = live->second.item.issuer;
    object["origin"] = rules::to_string(live->second.item.origin);
    if (const auto* unit = configuration.organisation.unit(live->second.item.issuer)) object["level"] = unit->level;
    if (with_titles) object["part_titles"] = titles_of(live->second.item);
  }
  json::object sentences;
  for (const char* language : {"zh", "en", "vi"}) sentences[language] = rules::chain_sentence(forecast, zone, language);
  object["chain_sentence"] = std::move(sentences);
  return object;
}

// Of a meeting that the principal sees; a unit's conflicts are its own.
json::array conflicts_json(const Office& office, const Principal& principal, const std::set<rules::MeetingId>& shown) {
  json::array conflicts;
  const bool reads_all = principal.may(serve::Permission::read_all);
  for (const auto& conflict : office.plan.conflicts()) {
    const bool both = shown.contains(conflict.first) && shown.contains(conflict.second);
    const bool one = shown.contains(conflict.first) || shown.contains(conflict.second);
    const bool own = conflict.kind == "unit" && conflict.who == principal.unit;
    if (!one || !(reads_all || own || (both && conflict.kind == "room"))) continue;
    conflicts.push_back(json::object{{"kind", conflict.kind}, {"who", conflict.who}, {"first", conflict.first},
                                     {"second", conflict.second}, {"precedence", conflict.precedence}});
  }
  return conflicts;
}

}  // namespace

bool is_meeting_of(const Office& office, const rules::MeetingId& meeting, const UnitId& unit) {
  const auto dependents = office.dependents.find(meeting);
  if (dependents == office.dependents.end()) return false;
  return std::any_of(dependents->second.begin(), dependents->second.end(), [&](const auto& item) {
    const auto live = office.live.find(item);
    return live != office.live.end() && (live->second.item.issuer == unit || live->second.relevance->units.contains(unit));
  });
}

std::vector<rules::MeetingId> visible_in_cascade(const Office& office, const Principal& principal, const rules::MeetingId& meeting) {
  const auto all = office.plan.cascade_of(meeting);
  if (principal.may(serve::Permission::read_all)) return all;
  std::set<rules::MeetingId> seen;
  std::vector<rules::MeetingId> open;
  for (const auto& id : all) {
    if (is_meeting_of(office, id, principal.unit) && seen.insert(id).second) open.push_back(id);
  }
  while (!open.empty()) {
    const auto id = open.back();
    open.pop_back();
    for (const auto& before : office.plan.predecessors(id)) {
      if (seen.insert(before).second) open.push_back(before);
    }
  }
  std::vector<rules::MeetingId> visible;
  std::copy_if(all.begin(), all.end(), std::back_inserter(visible), [&](const auto& id) { return seen.contains(id); });
  return visible;
}

Result<Answer> list_events(Office& office, const Principal& principal, const std::string& meeting) {
  {
    std::shared_lock lock(office.plan_mutex);
    const auto visible = visible_in_cascade(office, principal, meeting);
    if (std::find(visible.begin(), visible.end(), meeting) == visible.end()) return not_found("meeting", meeting);
  }
  json::array events;
  for (const auto& row : office.store.events(meeting)) events.push_back(parsed(row.json));
  return as_answer(json::object{{"events", std::move(events)}});
}

Result<Answer> get_cascade(Office& office, const Principal& principal, const std::string& meeting) {
  std::shared_lock lock(office.plan_mutex);
  const auto visible = visible_in_cascade(office, principal, meeting);
  const std::set<rules::MeetingId> shown(visible.begin(), visible.end());
  if (!shown.contains(meeting)) return not_found("meeting", meeting);
  const bool reads_all = principal.may(serve::Permission::read_all);
  json::array meetings, links;
  for (const auto& forecast : office.plan.forecasts(visible)) {
    const auto& id = forecast.id;
    meetings.push_back(meeting_json(office, forecast, reads_all || is_meeting_of(office, id, principal.unit)));
    for (const auto& next : office.plan.successors(id)) {
      if (shown.contains(next)) links.push_back(json::object{{"from", id}, {"to", next}});
    }
  }
  return as_answer(json::object{{"meetings", std::move(meetings)},
                                {"links", std::move(links)},
                                {"conflicts", conflicts_json(office, principal, shown)}});
}

Result<Answer> get_what_if(Office& office, const std::string& meeting, Instant now) {
  std::shared_lock lock(office.plan_mutex);
  if (office.plan.meeting(meeting) == nullptr) return not_found("meeting", meeting);
  const auto& configuration = office.router()->configuration();
  const auto working_time = configuration.working_time(configuration.policy.home, now);
  const auto today = rules::date_of(configuration.zone.to_local(now));
  const rules::WhatIfPolicy policy{configuration.policy.persons_per_unit, configuration.policy.paper,
                                   working_time.opening(working_time.next_workday(today)).at};
  return as_answer(rules::what_if_to_json(rules::what_if(office.plan, meeting, policy, now),
                                          rules::reheard(office.plan, office.plan.cascade_of(meeting)), configuration.zone));
}

}  // namespace fenliu::app
