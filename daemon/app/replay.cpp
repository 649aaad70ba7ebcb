// Replaying a stored decision from the immutable rows that it names.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/habits.h"
#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"
#include "rules/item/item_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

Instant instant_of(const json::value& seconds) { return Instant{std::chrono::seconds{seconds.to_number<std::int64_t>()}}; }

Error missing(const std::string& what) { return {ErrorKind::internal, "The decision cannot be replayed", what}; }

struct Replay {
  rules::Plan plan;
  std::map<std::string, Relevance> relevance_of_meetings;
};

// The meetings behind the decision, as they were: their items, then the events up to the plan sequence.
Result<Done> rebuild(Office& office, const json::object& inputs, const store::DecisionRow& decision, const Item& item,
                     const rules::Configuration& configuration, Replay& replay) {
  std::set<std::string> meetings;
  const auto put = [&](const Item& meeting, Instant at) -> Result<Done> {
    meetings.insert(meeting.id);
    const auto done =
        replay.plan.put(rules::planned_meeting(meeting), rules::incoming_links(meeting, configuration.policy), at);
    if (!done.ok()) return done.error();
    return Done{};
  };
  for (const auto& each : inputs.at("meetings").as_array()) {
    const std::string id(each.at("item").as_string());
    const auto row = office.store.item(id, static_cast<int>(each.at("revision").to_number<std::int64_t>()));
    const auto router = office.router_of(std::string(each.at("config").as_string()));
    if (!row || !router) return missing("the meeting " + id + " or its rulebook is gone");
    const auto meeting = item_of(*row, configuration.zone);
    if (!meeting.ok()) return meeting.error();
    if (const auto done = put(*meeting, row->at); !done.ok()) return done;
    if (std::find(item.handed_down_by.begin(), item.handed_down_by.end(), id) != item.handed_down_by.end()) {
      replay.relevance_of_meetings[id] =
          with_hand_routings(router->route(*meeting, instant_of(each.at("relevance_at"))), hand_routings(each.get_object()));
    }
  }
  if (item.kind == rules::ItemKind::meeting) {
    if (const auto done = put(item, instant_of(inputs.at("relevance_at"))); !done.ok()) return done;
  }
  for (const auto& row : office.store.events("")) {
    if (row.sequence > decision.plan_sequence || !meetings.contains(row.meeting)) continue;
    boost::system::error_code failed;
    const auto value = json::parse(row.json, failed);
    if (failed) return missing("an event cannot be read");
    const auto event = rules::event_from_json(value, configuration.zone);
    if (event.faults.empty()) replay.plan.restore(event.value);
  }
  replay.plan.advance(decision.now);
  return Done{};
}

}  // namespace

Result<std::string> replay(Office& office, const store::DecisionRow& decision) {
  boost::system::error_code failed;
  const auto parsed = json::parse(decision.inputs, failed);
  if (failed || !parsed.is_object()) return missing("its inputs cannot be read");
  const auto& inputs = parsed.get_object();
  const auto router = office.router_of(decision.config);
  const auto* dated_by = inputs.if_contains("dated_by");
  const auto dating = dated_by == nullptr ? router : office.router_of(std::string(dated_by->as_string()));
  const auto row = office.store.item(decision.item, decision.item_revision);
  if (!router || !dating || !row) return missing("its item or its rulebook is gone");
  const auto& configuration = dating->configuration();
  const auto item = item_of(*row, configuration.zone);
  if (!item.ok()) return item.error();

  const auto* habits = inputs.if_contains("habits");  // decisions from before habits were learnt name none
  const auto overruns = overruns_of(office.store, habits == nullptr ? 0 : habits->to_number<std::int64_t>());
  if (!overruns) return missing("the habits that it was forecast by are gone");
  Replay rebuilt{rules::Plan({configuration.policy.gap, configuration.policy.precedence, overruns}), {}};
  if (const auto done = rebuild(office, inputs, decision, *item, configuration, rebuilt); !done.ok()) return done.error();
  std::map<UnitId, Instant> told_at;
  for (const auto& [unit, at] : inputs.at("told_at").as_object()) told_at[unit] = instant_of(at);

  rules::Decision again;
  again.item = decision.item;
  again.item_revision = decision.item_revision;
  again.config = decision.config;
  if (dated_by != nullptr) again.dated_by = dated_by->as_string();
  again.now = decision.now;
  again.version = FENLIU_VERSION;
  again.plan_sequence = decision.plan_sequence;
  again.relevance = with_hand_routings(router->route(*item, instant_of(inputs.at("relevance_at"))),
                                       hand_routings_of(decision.inputs));
  const auto* answered = inputs.if_contains("answers");
  const auto answers = answered == nullptr ? std::vector<rules::DeadlineAnswer>{}
                                           : answers_of(office.store, decision.item, answered->to_number<std::size_t>());
  again.schedule = rules::schedule(again.relevance, *item, configuration, rebuilt.plan, configuration.overlays, answers, told_at,
                                   rebuilt.relevance_of_meetings, decision.now);
  return json::serialize(rules::decision_to_json(again, configuration.zone));
}

}  // namespace fenliu::app
