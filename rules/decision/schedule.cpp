// When each unit must be in the room, and by when its tasks are due.
#include <algorithm>

#include "rules/decision/decision.h"
#include "rules/time/recurrence.h"

namespace fenliu::rules {

namespace {

// When a unit got to know its task, or will.
struct HandedDown {
  std::optional<Instant> at;  // known
  Instant forecast;           // p50 until then
  MeetingId meeting;          // whose course it follows; empty: none
};

// The end of the unit's last own part in a meeting, or the meeting's.
std::optional<PartForecast> last_own_part(const MeetingForecast& forecast, const UnitRelevance* reached) {
  std::optional<PartForecast> last;
  if (reached == nullptr) return last;
  for (const auto& part : forecast.parts) {
    const bool own = std::find(reached->parts.begin(), reached->parts.end(), part.id) != reached->parts.end();
    if (own && !part.skipped && (!last || part.end.p50 > last->end.p50)) last = part;
  }
  return last;
}

class Scheduler {
 public:
  Scheduler(const Relevance& relevance, const Item& item, const Configuration& configuration, const Plan& plan,
            const Overlays& overlays, const std::vector<DeadlineAnswer>& answers, const std::map<UnitId, Instant>& told_at,
            const std::map<std::string, Relevance>& relevance_of_meetings, Instant now)
      : relevance_(relevance),
        item_(item),
        configuration_(configuration),
        plan_(plan),
        overlays_(overlays),
        answers_(answers),
        told_at_(told_at),
        relevance_of_meetings_(relevance_of_meetings),
        now_(now) {
    if (item_.kind != ItemKind::meeting) return;
    own_forecast_ = plan_.forecast(item_.id);
    own_events_ = plan_.events_of(item_.id);
  }

  UnitSchedule of(const UnitId& unit, const UnitRelevance& reached) const {
    UnitSchedule schedule;
    if (reached.role < Role::support) return schedule;
    if (own_forecast_) {
      std::set<PartId> parts;
      for (const auto& part : reached.parts) {
        if (reached.part_roles.at(part) >= Role::support) parts.insert(part);
      }
      const WindowPolicy policy{configuration_.policy.lead_in, configuration_.policy.split};
      schedule.windows = windows_for(*own_forecast_, own_events_, unit, parts, relevance_.everyone, policy);
    }
    const auto handed_down = handed_down_to(unit, reached);
    const auto working_time = configuration_.working_time(unit, overlays_, now_);
    for (const auto& stated : item_.deadlines) add_deadlines(stated, unit, reached, handed_down, working_time, schedule);
    std::stable_sort(schedule.deadlines.begin(), schedule.deadlines.end(), [](const auto& a, const auto& b) {
      return a.result.effective < b.result.effective;
    });
    const auto meeting = item_.kind == ItemKind::meeting ? item_.id : handed_down.meeting;
    if (const auto forecast = plan_.expected(meeting)) {
      schedule.chain = forecast->chain;
      schedule.chain_meeting = meeting;
    }
    schedule.overlays = overlays_shown(unit, schedule);
    return schedule;
  }

 private:
  // Those that may have moved what is shown, or of which whoever comes should know.
  Overlays overlays_shown(const UnitId& unit, const UnitSchedule& schedule) const {
    Overlays shown;
    if (overlays_.empty() || (schedule.windows.empty() && schedule.deadlines.empty())) return shown;
    auto first = now_, last = now_;
    const auto take = [&](Instant at) {
      first = std::min(first, at);
      last = std::max(last, at);
    };
    for (const auto& window : schedule.windows) take(window.to.value_or(window.from));
    for (const auto& deadline : schedule.deadlines) {
      const auto& result = deadline.result;
      for (const auto at : {result.handed_down, result.stated, result.effective, result.fair}) take(at);
    }
    const auto from = date_of(configuration_.zone.to_local(first)), until = date_of(configuration_.zone.to_local(last));
    for (auto& each : configuration_.overlays_of(unit, overlays_, now_)) {
      if (*each.dates.from <= until && from <= *each.dates.until) shown.push_back(std::move(each));
    }
    return shown;
  }

  // max(end of the unit's last window in the meetings that hand the task down, when it was first told).
  HandedDown handed_down_to(const UnitId& unit, const UnitRelevance& reached) const {
    const auto told = told_at_.find(unit);
    const auto first_told = told == told_at_.end() ? now_ : told->second;
    HandedDown result{first_told, first_told, {}};
    auto meetings = item_.handed_down_by;
    if (item_.kind == ItemKind::meeting) meetings.push_back(item_.id);
    for (const auto& meeting : meetings) {
      const auto forecast = plan_.expected(meeting);
      if (!forecast || !forecast->end) continue;
      const auto part = last_own_part(*forecast, reached_in(meeting, unit, reached));
      const auto end = part ? part->end.p50 : forecast->end->p50;
      const bool known = part ? part->ended || forecast->end_known : forecast->end_known;
      if (end < result.forecast && !(end == first_told)) continue;
      result.forecast = end;
      result.meeting = meeting;
      if (known) {
        result.at = end;
      } else {
        result.at.reset();
      }
    }
    return result;
  }

  const UnitRelevance* reached_in(const MeetingId& meeting, const UnitId& unit, const UnitRelevance& reached) const {
    if (meeting == item_.id) return &reached;
    const auto found = relevance_of_meetings_.find(meeting);
    if (found == relevance_of_meetings_.end()) return nullptr;
    const auto in_meeting = found->second.units.find(unit);
    return in_meeting == found->second.units.end() ? nullptr : &in_meeting->second;
  }

  static bool concerns(const StatedDeadline& stated, const UnitRelevance& reached) {
    if (stated.part.empty() || stated.part == "0") return true;
    const auto role = reached.part_roles.find(stated.part);
    if (role != reached.part_roles.end()) return role->second >= Role::support;
    // A unit that the whole item concerns has every part's deadline.
    return reached.parts.size() == 1 && reached.parts.front() == "0";
  }

  void add_deadlines(const StatedDeadline& stated, const UnitId& unit, const UnitRelevance& reached,
                     const HandedDown& handed_down, const WorkingTime& working_time, UnitSchedule& schedule) const {
    if (!concerns(stated, reached)) return;
    UnitDeadline deadline;
    deadline.part = stated.part.empty() ? "0" : stated.part;
    deadline.flags = stated.flags;
    deadline.text = stated.text;
    deadline.key = deadline_key(stated);
    auto input = input_for(stated, unit, handed_down);
    const auto from = handed_down.at.value_or(handed_down.forecast);
    if (stated.at) {
      input.stated = *stated.at;
    } else if (stated.working_days) {
      const auto due = working_time.working_days_after(from, *stated.working_days);
      input.stated = due.at;
      if (due.calendar_unknown) deadline.flags.push_back("calendar-unknown");
    } else if (stated.days) {
      const auto due = working_time.days_after(from, *stated.days);
      input.stated = due.at;
      if (due.calendar_unknown) deadline.flags.push_back("calendar-unknown");
    } else if (stated.minutes) {
      input.stated = from + Minutes{*stated.minutes};
    } else {
      add_occurrences(stated, unit, deadline, input, working_time, schedule);
      return;
    }
    const auto* answer = answer_to(unit, deadline);
    if (answer != nullptr && answer->stated) input.stated = *answer->stated;
    set_limit(stated, input);
    take(answer, input);
    deadline.result = evaluate_deadline(input, working_time);
    add_flags(deadline, input, working_time);
    schedule.deadlines.push_back(std::move(deadline));
  }

  // All but what it states.
  DeadlineInput input_for(const StatedDeadline& stated, const UnitId& unit, const HandedDown& handed_down) const {
    const auto& policy = configuration_.policy;
    DeadlineInput input;
    input.handed_down = handed_down.at;
    input.handed_down_forecast = handed_down.forecast;
    const auto guaranteed = policy.guaranteed.find(item_.urgency);
    input.guaranteed = guaranteed == policy.guaranteed.end() ? Minutes{0} : guaranteed->second;
    input.hard = stated.hard;
    input.outside = is_set_outside(item_, relevance_, configuration_.organisation);
    const auto* known = configuration_.organisation.unit(unit);
    const auto inner = known == nullptr ? policy.inner.end() : policy.inner.find(known->level);
    if (inner != policy.inner.end()) input.inner = inner->second;
    return input;
  }

  // What the poster enabled counts before what the configuration does.
  void set_limit(const StatedDeadline& stated, DeadlineInput& input) const {
    const auto& policy = configuration_.policy;
    input.limit = stated.extendable_until;
    if (!input.limit && policy.automatic_extension && policy.extension_limit > Minutes{0}) {
      input.limit = input.stated + policy.extension_limit;
    }
  }

  // The next occurrences of a recurring deadline; those before fair are proposed waived, and the first after its end stands
  // for all that are no more.
  void add_occurrences(const StatedDeadline& stated, const UnitId& unit, const UnitDeadline& pattern, DeadlineInput input,
                       const WorkingTime& working_time, UnitSchedule& schedule) const {
    constexpr int kShown = 3;
    const auto from = input.handed_down.value_or(input.handed_down_forecast);
    const auto& zone = working_time.zone();
    auto instants = occurrences(stated.rrule, from, zone, kShown);
    const auto* closed = closing(unit, pattern);
    if (closed != nullptr) {
      const bool shown = std::any_of(instants.begin(), instants.end(), [&](Instant at) { return at > *closed->until; });
      for (const auto at : shown ? std::vector<Instant>{} : occurrences(stated.rrule, *closed->until, zone, 1)) instants.push_back(at);
    }
    for (const auto at : instants) {
      auto deadline = pattern;
      auto own = input;
      own.stated = at;
      deadline.occurrence = format_date(date_of(zone.to_local(at)));
      const auto* answer = closed != nullptr && at > *closed->until ? closed : answer_to(unit, deadline);
      take(answer, own);
      deadline.result = evaluate_deadline(own, working_time);
      deadline.result.proposed.reset();  // it is proposed waived, not moved
      if (answer == nullptr && at < deadline.result.fair) add_flag(deadline, "waiver-proposed");
      add_flags(deadline, own, working_time);
      schedule.deadlines.push_back(std::move(deadline));
    }
  }

  static bool speaks_of(const DeadlineAnswer& answer, const UnitId& unit, const UnitDeadline& deadline) {
    return answer.part == deadline.part && (answer.unit.empty() || answer.unit == unit) &&
           (answer.key.empty() || answer.key == deadline.key);
  }

  // The newest answer to this very deadline; nullptr: nobody answered.
  const DeadlineAnswer* answer_to(const UnitId& unit, const UnitDeadline& deadline) const {
    const DeadlineAnswer* found = nullptr;
    for (const auto& answer : answers_) {
      const bool this_one = answer.kind != AnswerKind::closed && answer.occurrence == deadline.occurrence;
      if (this_one && speaks_of(answer, unit, deadline)) found = &answer;
    }
    return found;
  }

  const DeadlineAnswer* closing(const UnitId& unit, const UnitDeadline& pattern) const {
    const DeadlineAnswer* found = nullptr;
    for (const auto& answer : answers_) {
      if (answer.kind == AnswerKind::closed && answer.until && speaks_of(answer, unit, pattern)) found = &answer;
    }
    return found;
  }

  static void take(const DeadlineAnswer* answer, DeadlineInput& input) {
    if (answer == nullptr) return;
    input.answer = answer->kind;
    input.answer_reason = answer->reason;
    input.decided_by = answer->decided_by;
    if (answer->kind == AnswerKind::accepted || answer->kind == AnswerKind::countered) input.accepted = answer->until;
  }

  static void add_flags(UnitDeadline& deadline, const DeadlineInput& input, const WorkingTime& working_time) {
    if (deadline.result.calendar_unknown) add_flag(deadline, "calendar-unknown");
    const bool slower = working_time.staff() > 0 && working_time.add(deadline.result.handed_down, input.guaranteed).at < deadline.result.fair;
    if (slower) add_flag(deadline, "reduced-staff");
  }

  static void add_flag(UnitDeadline& deadline, const char* flag) {
    if (std::find(deadline.flags.begin(), deadline.flags.end(), flag) == deadline.flags.end()) {
      deadline.flags.emplace_back(flag);
    }
  }

  const Relevance& relevance_;
  const Item& item_;
  const Configuration& configuration_;
  const Plan& plan_;
  const Overlays& overlays_;
  const std::vector<DeadlineAnswer>& answers_;
  const std::map<UnitId, Instant>& told_at_;
  const std::map<std::string, Relevance>& relevance_of_meetings_;
  const Instant now_;
  std::optional<MeetingForecast> own_forecast_;  // of a meeting: every unit's windows come from it
  std::vector<MeetingEvent> own_events_;
};

}  // namespace

bool is_set_outside(const Item& item, const Relevance& relevance, const Organisation& organisation) {
  const auto* issuer = organisation.unit(relevance.issuer);
  return item.origin == Origin::outside || (issuer != nullptr && issuer->outside);
}

std::string deadline_key(const StatedDeadline& stated) {
  if (stated.at) return "at " + std::to_string(stated.at->time_since_epoch().count());
  if (stated.working_days) return "working_days " + std::to_string(*stated.working_days);
  if (stated.days) return "days " + std::to_string(*stated.days);
  if (stated.minutes) return "minutes " + std::to_string(*stated.minutes);
  return stated.rrule;
}

bool operator==(const UnitDeadline& a, const UnitDeadline& b) {
  return a.part == b.part && a.occurrence == b.occurrence && a.result.stated == b.result.stated &&
         a.result.effective == b.result.effective && a.result.status == b.result.status && a.result.fair == b.result.fair &&
         a.result.handed_down == b.result.handed_down && a.result.answer == b.result.answer && a.flags == b.flags;
}

Schedule schedule(const Relevance& relevance, const Item& item, const Configuration& configuration, const Plan& plan,
                  const Overlays& overlays, const std::vector<DeadlineAnswer>& answers, const std::map<UnitId, Instant>& told_at,
                  const std::map<std::string, Relevance>& relevance_of_meetings, Instant now) {
  const Scheduler scheduler(relevance, item, configuration, plan, overlays, answers, told_at, relevance_of_meetings, now);
  Schedule schedule;
  for (const auto& [unit, reached] : relevance.units) schedule[unit] = scheduler.of(unit, reached);
  return schedule;
}

PlannedMeeting planned_meeting(const Item& item) {
  // A part without minutes counts as ten, the usual slot of an agenda.
  constexpr Minutes kUsual{10};
  PlannedMeeting meeting;
  meeting.id = item.id;
  meeting.organiser = item.issuer;
  meeting.planned_start = item.starts;
  meeting.room = item.place;
  meeting.ordered_by = item.ordered_by;
  meeting.urgency = item.urgency;
  Minutes sum{0};
  bool timed = false;
  for (const auto& part : item.parts) {
    if (part.part_id == "0") continue;
    timed = timed || part.minutes || part.starts;
    const Minutes minutes = part.minutes ? Minutes{*part.minutes} : kUsual;
    meeting.parts.push_back({part.part_id, minutes, part.starts});
    sum += minutes;
  }
  const std::optional<Minutes> given =
      item.starts && item.ends ? std::optional(std::chrono::duration_cast<Minutes>(*item.ends - *item.starts)) : std::nullopt;
  if (given && !timed) {
    // Only the whole is known: the parts share it evenly.
    const auto count = static_cast<int>(meeting.parts.size());
    for (int i = 0; i < count; ++i) meeting.parts[static_cast<std::size_t>(i)].minutes = *given * (i + 1) / count - *given * i / count;
  }
  constexpr Minutes kUnknownLength{60};
  meeting.planned = given.value_or(meeting.parts.empty() ? kUnknownLength : sum);
  return meeting;
}

std::vector<Link> incoming_links(const Item& item, const Policy& policy) {
  std::vector<Link> links;
  for (const auto& follows : item.follows) {
    links.push_back({follows.meeting, item.id, follows.gap_minutes ? Minutes{*follows.gap_minutes} : policy.gap, false});
  }
  return links;
}

}  // namespace fenliu::rules
