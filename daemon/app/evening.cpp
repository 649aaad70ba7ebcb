// Playing the evening.
#include "daemon/app/evening.h"

#include <boost/json.hpp>

#include "daemon/app/use_cases.h"
#include "rules/item/item_json.h"

namespace fenliu::app {

namespace {

Principal poster(const Office& office, const UnitId& unit) {
  const auto router = office.router();
  const auto* known = router->configuration().organisation.unit(unit);
  const auto& language = router->configuration().policy.language;
  return {known != nullptr ? rules::in_language(known->name, language, unit) : unit, unit,
          {serve::Permission::post, serve::Permission::report}};
}

Result<Answer> run(Office& office, const rules::ScriptStep& step, const std::string& key) {
  const auto zone = office.router()->configuration().zone;
  const auto principal = poster(office, step.by);
  if (step.post) return post_item(office, principal, boost::json::serialize(rules::item_to_json(*step.post, zone)), key, step.at);
  auto event = *step.event;
  event.recorded_at = step.at;
  if (event.id.empty()) event.id = key;
  return record_event(office, principal, event.meeting, boost::json::serialize(rules::event_to_json(event, zone)), key,
                      step.at);
}

}  // namespace

Result<int> play(Office& office, const rules::Script& script, std::size_t& next_step, Instant now) {
  int done = 0;
  for (; next_step < script.steps.size() && script.steps[next_step].at <= now; ++next_step) {
    const auto& step = script.steps[next_step];
    if (const auto ticked = tick(office, step.at); !ticked.ok()) return ticked.error();
    const auto key = "evening-" + std::to_string(script.clock.time_since_epoch().count()) + "-" + std::to_string(next_step);
    const auto answer = run(office, step, key);
    // A step whose effect is stored already (the evening goes on after a restart) is done.
    if (!answer.ok() && answer.error().kind != ErrorKind::conflict) return answer.error();
    ++done;
  }
  return done;
}

}  // namespace fenliu::app
