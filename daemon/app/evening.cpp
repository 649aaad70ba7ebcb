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

// What lies behind the plan's time already changes nothing.
Result<Done> pass_time(Office& office, Instant from, Instant until) {
  for (auto minute = from; minute < until; minute += std::chrono::minutes{1}) {
    if (const auto ticked = tick(office, minute); !ticked.ok()) return ticked;
  }
  return tick(office, until);
}

}  // namespace

Instant opening(const Office& office, Instant now) {
  const auto router = office.router();
  const auto& script = router->configuration().script;
  const bool played = !office.store.items(0, 1).items.empty();
  return script && !played ? std::min(now, script->clock) : now;
}

Result<int> play(Office& office, const rules::Script& script, std::size_t& next_step, Instant now) {
  int done = 0;
  auto reached = next_step == 0 ? script.clock : script.steps[next_step - 1].at;
  for (; next_step < script.steps.size() && script.steps[next_step].at <= now; ++next_step) {
    const auto& step = script.steps[next_step];
    if (const auto passed = pass_time(office, reached, step.at); !passed.ok()) return passed.error();
    reached = step.at;
    const auto key = "evening-" + std::to_string(script.clock.time_since_epoch().count()) + "-" + std::to_string(next_step);
    const auto answer = run(office, step, key);
    // A step whose effect is stored already (the evening goes on after a restart) is done.
    if (!answer.ok() && answer.error().kind != ErrorKind::conflict) return answer.error();
    ++done;
  }
  if (done == 0) return done;
  if (const auto passed = pass_time(office, reached, now); !passed.ok()) return passed.error();
  return done;
}

}  // namespace fenliu::app
