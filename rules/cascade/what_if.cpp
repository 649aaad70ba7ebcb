// Alternatives are events in a copy of the plan: meetings cancelled, put off or cut, and their units seated elsewhere.
#include "rules/cascade/what_if.h"

#include <algorithm>
#include <set>

#include "rules/text/normalise.h"

namespace fenliu::rules {

namespace {

bool has_begun(const MeetingForecast& forecast) { return forecast.start_known || forecast.status == MeetingStatus::ended; }

std::vector<MeetingId> downstream(const Plan& plan, const MeetingId& from) {
  std::set<MeetingId> seen{from};
  std::vector<MeetingId> open{from};
  while (!open.empty()) {
    const auto at = open.back();
    open.pop_back();
    for (const auto& next : plan.successors(at)) {
      if (seen.insert(next).second) open.push_back(next);
    }
  }
  return {seen.begin(), seen.end()};
}

std::vector<MeetingId> ancestors(const Plan& plan, const MeetingId& of) {
  std::set<MeetingId> seen;
  std::vector<MeetingId> open{of};
  while (!open.empty()) {
    const auto at = open.back();
    open.pop_back();
    for (const auto& before : plan.predecessors(at)) {
      if (plan.meeting(before) != nullptr && seen.insert(before).second) open.push_back(before);
    }
  }
  // In the order of the cascade: the highest first.
  std::vector<MeetingId> order;
  for (const auto& id : plan.cascade_of(of)) {
    if (seen.contains(id)) order.push_back(id);
  }
  return order;
}

// The seats of a meeting by unit: from the first own part to the last, or the whole.
struct Stay {
  Instant start, end;
};

std::map<UnitId, Stay> stays_in(const Plan& plan, const MeetingForecast& forecast) {
  std::map<UnitId, Stay> stays;
  if (!forecast.start || !forecast.end || forecast.status == MeetingStatus::cancelled) return stays;
  const auto& planned = *plan.meeting(forecast.id);
  const Stay whole{forecast.start->p50, forecast.end->p50};
  bool seated = !planned.units.empty();
  for (const auto& part : planned.parts) {
    seated = seated || !part.units.empty();
    const auto shown = std::find_if(forecast.parts.begin(), forecast.parts.end(), [&](const auto& each) { return each.id == part.id; });
    if (shown == forecast.parts.end() || shown->skipped) continue;
    for (const auto& unit : part.units) {
      auto& stay = stays.try_emplace(unit, Stay{shown->start.p50, shown->end.p50}).first->second;
      stay = {std::min(stay.start, shown->start.p50), std::max(stay.end, shown->end.p50)};
    }
  }
  for (const auto& unit : planned.units) stays[unit] = whole;
  if (!seated) stays[planned.organiser.empty() ? planned.id : planned.organiser] = whole;
  return stays;
}

// What one way of holding the meetings costs.
struct Course {
  std::int64_t person_minutes = 0;
  std::optional<Instant> latest_end;
  std::map<UnitId, Instant> tonight;  // the last end of each unit before the morning
};

class WhatIf {
 public:
  WhatIf(const Plan& plan, const std::optional<MeetingId>& from, const WhatIfPolicy& policy, Instant now)
      : plan_(plan), policy_(policy), now_(std::max(now, plan.advanced_to())) {
    std::set<MeetingId> candidates;
    const bool below = from && !plan.predecessors(*from).empty();
    const auto all = from ? below ? downstream(plan, *from) : plan.cascade_of(*from) : plan.ids();
    for (const auto& id : all) {
      const auto forecast = plan.expected(id);
      if (has_begun(*forecast) || forecast->status == MeetingStatus::cancelled || ancestors(plan, id).empty()) continue;
      changed_.insert(id);
      for (const auto& each : plan.cascade_of(id)) candidates.insert(each);
    }
    scope_.assign(candidates.begin(), candidates.end());
    before_ = cost(plan_);
  }

  std::vector<Alternative> alternatives() {
    if (changed_.empty()) return {};
    std::vector<Alternative> all{finished("as-planned", {}, before_)};
    all.push_back(join_directly());
    all.push_back(next_morning());
    all.push_back(on_paper());
    return all;
  }

 private:
  Course cost(const Plan& plan) const {
    Course course;
    for (const auto& id : scope_) {
      const auto forecast = plan.expected(id);
      if (!forecast || forecast->status == MeetingStatus::ended) continue;
      for (const auto& [unit, stay] : stays_in(plan, *forecast)) {
        const auto minutes = std::chrono::round<Minutes>(stay.end - std::max(stay.start, std::min(now_, stay.end)));
        course.person_minutes += policy_.persons_per_unit * minutes.count();
        if (stay.start >= policy_.morning) continue;
        auto& last = course.tonight.try_emplace(unit, stay.end).first->second;
        last = std::max(last, stay.end);
      }
      if (forecast->end && forecast->status != MeetingStatus::cancelled) {
        course.latest_end = std::max(course.latest_end.value_or(forecast->end->p50), forecast->end->p50);
      }
    }
    return course;
  }

  Alternative finished(std::string name, const std::set<MeetingId>& meetings, const Course& course) const {
    Alternative alternative;
    alternative.name = std::move(name);
    alternative.meetings.assign(meetings.begin(), meetings.end());
    alternative.person_minutes = course.person_minutes;
    alternative.latest_end = course.latest_end;
    for (const auto& [unit, until] : before_.tonight) {
      const auto now = course.tonight.find(unit);
      if (now != course.tonight.end() && now->second >= until) continue;
      alternative.released.push_back({unit, until, now == course.tonight.end() ? std::nullopt : std::optional(now->second)});
    }
    return alternative;
  }

  void apply(Plan& plan, const MeetingId& meeting, EventKind kind, PartId part = {}, std::optional<Instant> until = {}) const {
    MeetingEvent event;
    event.id = "what-if/" + meeting + "/" + std::string(to_string(kind)) + "/" + part;
    event.meeting = meeting;
    event.kind = kind;
    event.part = std::move(part);
    event.until = until;
    event.at = event.recorded_at = now_;
    plan.apply(event, now_);
  }

  // The highest meeting above that has not begun.
  std::optional<MeetingId> open_above(const MeetingId& of) const {
    for (const auto& id : ancestors(plan_, of)) {
      const auto forecast = plan_.expected(id);
      if (!has_begun(*forecast) && forecast->start && forecast->status != MeetingStatus::cancelled) return id;
    }
    return {};
  }

  Alternative join_directly() const {
    std::map<MeetingId, MeetingId> joined;  // who → where
    for (const auto& id : changed_) {
      if (const auto above = open_above(id)) joined[id] = *above;
    }
    Plan plan = plan_;
    std::set<MeetingId> held_otherwise;
    for (const auto& [id, above] : joined) {
      const bool is_joined = std::any_of(joined.begin(), joined.end(), [&](const auto& each) { return each.second == id; });
      if (is_joined) continue;
      held_otherwise.insert(id);
      auto seated = *plan.meeting(above);
      for (const auto& [unit, stay] : stays_in(plan_, *plan_.expected(id))) seated.units.push_back(unit);
      std::sort(seated.units.begin(), seated.units.end());
      seated.units.erase(std::unique(seated.units.begin(), seated.units.end()), seated.units.end());
      plan.seat(seated);
      fall_away(plan, id);
    }
    if (held_otherwise.empty()) {
      Alternative impossible;
      impossible.name = "join-directly";
      impossible.obstacle = "every meeting above has begun";
      return impossible;
    }
    return finished("join-directly", held_otherwise, cost(plan));
  }

  // What was heard above is not said again; a meeting of which nothing is left is not held.
  void fall_away(Plan& plan, const MeetingId& id) const {
    std::set<PartId> heard;
    for (const auto& each : reheard(plan_, {id})) heard.insert(each.part);
    const auto& parts = plan_.meeting(id)->parts;
    if (heard.empty() || heard.size() == parts.size()) return apply(plan, id, EventKind::cancelled);
    for (const auto& part : heard) apply(plan, id, EventKind::part_skipped, part);
  }

  Alternative next_morning() const {
    Plan plan = plan_;
    for (const auto& id : changed_) {
      const auto above = plan_.predecessors(id);
      const bool follows = std::any_of(above.begin(), above.end(), [&](const auto& each) { return changed_.contains(each); });
      const auto forecast = plan_.expected(id);
      // What follows a meeting that moves moves with it; what is held tomorrow anyway stays.
      if (!follows && (!forecast->start || forecast->start->p50 < policy_.morning)) apply(plan, id, EventKind::postponed, {}, policy_.morning);
    }
    return finished("next-morning", changed_, cost(plan));
  }

  Alternative on_paper() const {
    Plan plan = plan_;
    std::int64_t reading = 0;
    for (const auto& id : changed_) {
      apply(plan, id, EventKind::cancelled);
      reading += static_cast<std::int64_t>(stays_in(plan_, *plan_.expected(id)).size()) * policy_.persons_per_unit * policy_.paper.count();
    }
    auto course = cost(plan);
    course.person_minutes += reading;
    return finished("on-paper", changed_, course);
  }

  const Plan& plan_;
  const WhatIfPolicy& policy_;
  const Instant now_;
  std::set<MeetingId> changed_;     // that would be held otherwise
  std::vector<MeetingId> scope_;    // whose costs count
  Course before_;
};

std::set<UnitId> seated_in(const PlannedMeeting& meeting, const PlannedPart& part) {
  std::set<UnitId> units(meeting.units.begin(), meeting.units.end());
  units.insert(part.units.begin(), part.units.end());
  return units;
}

// Where a part was heard first, looking from the top down.
std::optional<Reheard> heard_above(const Plan& plan, const PlannedMeeting& meeting, const PlannedPart& part) {
  for (const auto& id : ancestors(plan, meeting.id)) {
    const auto& above = *plan.meeting(id);
    for (const auto& other : above.parts) {
      const bool relays = part.relays == id + "/" + other.id;
      const bool same = !part.content.empty() && part.content == other.content;
      if (!relays && !same) continue;
      Reheard found{meeting.id, part.id, id, other.id, relays ? "relays" : "same-text", {}};
      const auto here = seated_in(meeting, part), there = seated_in(above, other);
      std::set_intersection(here.begin(), here.end(), there.begin(), there.end(), std::back_inserter(found.units));
      return found;
    }
  }
  return {};
}

}  // namespace

std::u32string content_of(const std::string& text) {
  auto content = normalise_utf8(text).text;
  return content.size() < kLeastContent ? std::u32string{} : content;
}

std::vector<Alternative> what_if(const Plan& plan, const std::optional<MeetingId>& from, const WhatIfPolicy& policy, Instant now) {
  if (from && plan.meeting(*from) == nullptr) return {};
  return WhatIf(plan, from, policy, now).alternatives();
}

std::vector<Reheard> reheard(const Plan& plan, const std::vector<MeetingId>& meetings) {
  std::vector<Reheard> all;
  for (const auto& id : meetings) {
    const auto* meeting = plan.meeting(id);
    if (meeting == nullptr) continue;
    for (const auto& part : meeting->parts) {
      if (auto found = heard_above(plan, *meeting, part)) all.push_back(std::move(*found));
    }
  }
  return all;
}

}  // namespace fenliu::rules
