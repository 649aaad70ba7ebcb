// The steps from a notice that nobody acknowledged to the posting office's call sheet.
#include "rules/notices/escalation.h"

#include <algorithm>

#include "rules/people/holders.h"

namespace fenliu::rules {

namespace {

bool has_deputy(const Configuration& configuration, const UnitId& unit, Instant at) {
  const auto posts = configuration.people.posts_of(unit);
  return std::any_of(posts.begin(), posts.end(), [&](const auto* post) { return next_deputy(configuration, *post, at) != nullptr; });
}

// When `minutes` have run since `from`.
Instant step(Instant from, Minutes minutes, const UnitId& unit, const ToldState& told, const Item& item, const Configuration& configuration,
             Instant now) {
  const auto plain = from + minutes;
  if (item.urgency == Urgency::critical) return plain;
  const auto working = configuration.working_time(unit, now).add(from, minutes).at;
  const bool too_late = std::any_of(told.windows.begin(), told.windows.end(), [&](const auto& window) {
    return window.from > from && window.from <= working;
  });
  return too_late ? std::min(plain, working) : working;
}

// Nothing is due or held any more.
bool is_over(const ToldState& told, Instant now) {
  const bool window_left = std::any_of(told.windows.begin(), told.windows.end(), [&](const auto& each) { return !each.to || *each.to > now; });
  const bool deadline_left =
      std::any_of(told.deadlines.begin(), told.deadlines.end(), [&](const auto& each) { return each.result.effective > now; });
  return !window_left && !deadline_left && !(told.windows.empty() && told.deadlines.empty());
}

std::string nothing_to_escalate(const ToldState& told, bool acknowledged, const EscalationPolicy& policy) {
  if (policy.deputy == Minutes{0}) return "off";
  if (told.item_cancelled || !told.concerned) return "cancelled";
  if (told.role < Role::support) return "informed";
  if (acknowledged) return "acknowledged";
  return told.told_at ? "" : "told-lately";
}

}  // namespace

EscalationPolicy escalation_policy(const Policy& policy) { return {policy.escalate_deputy, policy.escalate_call_sheet}; }

EscalationVerdict escalate(const UnitId& unit, const ToldState& told, bool acknowledged, const Item& item,
                           const Configuration& configuration, const NoticePolicy& notice_policy, Instant now) {
  EscalationVerdict verdict;
  const auto policy = escalation_policy(configuration.policy);
  verdict.silence = nothing_to_escalate(told, acknowledged, policy);
  if (!verdict.silence.empty()) return verdict;
  if (is_over(told, now)) {
    verdict.silence = "long-past";
    return verdict;
  }
  auto after = told.escalated_at;
  if (!after) {
    const auto deputy_at = step(*told.told_at, policy.deputy, unit, told, item, configuration, now);
    if (deputy_at > now) {
      verdict.silence = "told-lately";
      verdict.next = deputy_at;
      return verdict;
    }
    if (has_deputy(configuration, unit, now)) {
      Send send{unit, Stage::escalated, "not-acknowledged-yet", told, now, false};
      send.state.escalated_at = now;
      send.due = due_at_once(send, item, configuration.working_time(unit, now), notice_policy, now);
      verdict.next = step(now, policy.call_sheet, unit, told, item, configuration, now);
      verdict.send = std::move(send);
      return verdict;
    }
    after = deputy_at;
  }
  const auto call_at = step(*after, policy.call_sheet, unit, told, item, configuration, now);
  if (call_at > now) {
    verdict.silence = "told-lately";
    verdict.next = call_at;
    return verdict;
  }
  verdict.call = true;
  return verdict;
}

std::optional<Instant> next_escalation(const UnitId& unit, const ToldState& told, const Item& item, const Configuration& configuration,
                                       Instant now) {
  const auto policy = escalation_policy(configuration.policy);
  if (!nothing_to_escalate(told, false, policy).empty()) return {};
  return std::max(now, told.escalated_at ? step(*told.escalated_at, policy.call_sheet, unit, told, item, configuration, now)
                                         : step(*told.told_at, policy.deputy, unit, told, item, configuration, now));
}

UnitId superior_of(const Configuration& configuration, const UnitId& unit, Instant at) {
  const auto& organisation = configuration.organisation;
  const auto date = date_of(configuration.zone.to_local(at));
  const auto* own = organisation.unit(unit);
  const auto* parent = own == nullptr || own->parent.empty() ? nullptr : organisation.unit(own->parent);
  if (parent != nullptr && !parent->outside && parent->valid.contains(date)) return parent->id;
  return configuration.policy.home == unit ? UnitId{} : configuration.policy.home;
}

}  // namespace fenliu::rules
