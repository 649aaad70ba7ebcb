// What to tell whom.
#include "rules/notices/notices.h"

#include <algorithm>
#include <array>

namespace fenliu::rules {

namespace {

constexpr std::array<std::string_view, 9> kStages = {"new",      "changed", "corrected", "moved",    "released",
                                                     "reminder", "overdue", "escalated", "cancelled"};

std::chrono::seconds apart(Instant a, Instant b) { return a > b ? a - b : b - a; }

// What of a told state differs from the truth, strongest first.
enum class Change { none, small, windows, recalled, released, deadlines, answered };

class Comparison {
 public:
  Comparison(const NoticePolicy& policy, Instant now) : policy_(policy), now_(now) {}

  Change windows(const ToldState& told, const ToldState& truth) const {
    if (truth.windows.empty() && told.windows.empty()) return Change::none;
    if (truth.windows.empty()) return released(told);
    if (told.windows.empty()) return Change::recalled;
    if (told.windows.size() != truth.windows.size()) return Change::windows;
    Change change = Change::none;
    for (std::size_t i = 0; i < truth.windows.size(); ++i) {
      const auto &before = told.windows[i], &after = truth.windows[i];
      if (before.to.has_value() != after.to.has_value()) return Change::windows;
      // Who sits in the room already does not care when it began; who is early or late by the threshold does.
      const bool begun = before.from <= now_ && after.from <= now_;
      if ((!begun && start_moved(before, after)) || (before.to && end_moved(before, after))) return Change::windows;
      if ((!begun && before.from != after.from) || before.to != after.to) change = Change::small;
    }
    return change;
  }

  // A told deadline never moves earlier, and later only beyond the threshold.
  Change deadlines(const ToldState& told, const ToldState& truth) const {
    Change change = Change::none;
    for (const auto& after : truth.deadlines) {
      const auto before = std::find_if(told.deadlines.begin(), told.deadlines.end(), [&](const auto& each) {
        return each.part == after.part && each.occurrence == after.occurrence;
      });
      if (before == told.deadlines.end()) {
        if (after.result.answer == AnswerKind::closed) return Change::answered;
        if (after.occurrence.empty()) return Change::deadlines;
        continue;
      }
      const auto& old_result = before->result;
      const auto& new_result = after.result;
      if (new_result.answer != old_result.answer && new_result.answer != AnswerKind::automatic) return Change::answered;
      const bool later = new_result.effective > old_result.effective;
      const bool moved = later && new_result.effective - old_result.effective >= policy_.deadline_threshold;
      const bool proposal_moved =
          new_result.proposed.has_value() != old_result.proposed.has_value() ||
          (new_result.proposed && *new_result.proposed > *old_result.proposed &&
           *new_result.proposed - *old_result.proposed >= policy_.deadline_threshold);
      if (moved || proposal_moved || new_result.status != old_result.status) return Change::deadlines;
      if (new_result.effective != old_result.effective || new_result.proposed != old_result.proposed) change = Change::small;
    }
    return change;
  }

 private:
  // One would have to come earlier than told, it is likely at another time, or so much of the doubt is gone that one gains
  // half of it: each by the threshold. Without doubt that is a shift by the threshold.
  bool start_moved(const Window& before, const Window& after) const {
    const auto likely = before.likely_from.value_or(before.from), likely_now = after.likely_from.value_or(after.from);
    return before.from - after.from >= policy_.shift_threshold || apart(likely, likely_now) >= policy_.shift_threshold ||
           after.from - before.from >= std::max<std::chrono::seconds>(policy_.shift_threshold, (likely - before.from) / 2);
  }

  bool end_moved(const Window& before, const Window& after) const {
    const auto likely = before.likely_to.value_or(*before.to), likely_now = after.likely_to.value_or(*after.to);
    return *after.to - *before.to >= policy_.shift_threshold || apart(likely, likely_now) >= policy_.shift_threshold ||
           *before.to - *after.to >= std::max<std::chrono::seconds>(policy_.shift_threshold, (*before.to - likely) / 2);
  }

  // The end of a window tells itself when it comes as told.
  Change released(const ToldState& told) const {
    const auto& last = told.windows.back();
    const bool as_told = last.to && *last.to <= now_ + policy_.shift_threshold;
    return as_told ? Change::small : Change::released;
  }

  const NoticePolicy& policy_;
  const Instant now_;
};

// The next end of quiet hours at or after `now`; `now` itself outside them.
Instant after_quiet_hours(const NoticePolicy& policy, Instant now) {
  auto at = now;
  // Two spans that touch at midnight are left one after the other.
  for (int i = 0; i < 4; ++i) {
    const auto local = policy.zone.to_local(at);
    const auto date = date_of(local);
    const auto of_day = std::chrono::duration_cast<Minutes>(local - rules::at(date, Minutes{0}));
    const auto quiet = std::find_if(policy.quiet_hours.begin(), policy.quiet_hours.end(),
                                    [&](const DaySpan& span) { return span.start <= of_day && of_day < span.end; });
    if (quiet == policy.quiet_hours.end()) return at;
    at = policy.zone.to_instant(rules::at(date, quiet->end));
  }
  return at;
}

// The next of the unit's digests at or after `now`; `now` itself where there are none.
Instant next_digest(const NoticePolicy& policy, const WorkingTime& working_time, Instant now) {
  if (policy.digest_times.empty()) return now;
  auto date = date_of(policy.zone.to_local(now));
  if (!working_time.is_workday(date)) date = working_time.next_workday(date);
  // Today's may be over: then the next workday's first.
  for (int i = 0; i < 2; ++i, date = working_time.next_workday(date)) {
    for (const auto time : policy.digest_times) {
      if (const auto at = policy.zone.to_instant(rules::at(date, time)); at >= now) return at;
    }
  }
  return now;
}

// DESIGN §4.7: what quiet hours never hold.
bool is_pressing(const Item& item, const ToldState& state, const WorkingTime& working_time, Instant now) {
  if (item.urgency == Urgency::critical) return true;
  for (const auto& window : state.windows) {
    if (window.from <= now + Minutes{120} && (!window.to || *window.to >= now)) return true;
  }
  if (state.role < Role::support) return false;
  const auto today = date_of(working_time.zone().to_local(now));
  const auto next = working_time.is_workday(today) && now < working_time.zone().to_instant(rules::at(today, Minutes{12 * 60}))
                        ? today
                        : working_time.next_workday(today);
  const auto noon = working_time.zone().to_instant(rules::at(next, Minutes{12 * 60}));
  return std::any_of(state.deadlines.begin(), state.deadlines.end(),
                     [&](const auto& deadline) { return deadline.result.effective <= noon; });
}

// What was reminded of stays so as long as the deadline stands where it stood.
std::vector<Reminded> still_reminded(const ToldState& told, const ToldState& truth) {
  std::vector<Reminded> kept;
  for (const auto& each : told.reminded) {
    const bool stands = std::any_of(truth.deadlines.begin(), truth.deadlines.end(), [&](const auto& deadline) {
      return deadline.part == each.part && deadline.occurrence == each.occurrence && deadline.result.effective == each.effective;
    });
    if (stands) kept.push_back(each);
  }
  return kept;
}

struct Verdict {
  std::optional<Stage> stage;
  std::string reason;
};

Verdict judge(const ToldState* told, const ToldState& truth, const Comparison& comparison) {
  const bool gone = truth.item_cancelled || !truth.concerned;
  if (told == nullptr || (!told->concerned && !gone)) {
    if (gone) return {{}, told == nullptr ? "never-told" : "unchanged"};
    return {Stage::new_, "first"};
  }
  if (gone) {
    if (!told->concerned || told->item_cancelled) return {{}, "unchanged"};
    return {Stage::cancelled, truth.item_cancelled ? "item-cancelled" : "no-longer-concerned"};
  }
  if (truth.role != told->role) return {Stage::changed, "role"};
  if (truth.parts != told->parts) return {Stage::changed, "parts"};
  const auto windows = comparison.windows(*told, truth);
  if (windows == Change::released) return {Stage::released, "released"};
  if (windows == Change::recalled) return {Stage::changed, "recalled"};
  if (windows == Change::windows) return {Stage::moved, "window-moved"};
  const auto deadlines = comparison.deadlines(*told, truth);
  if (deadlines == Change::answered) return {Stage::changed, "deadline-answered"};
  if (deadlines == Change::deadlines) return {Stage::changed, "deadline-moved"};
  if (truth.item_revision != told->item_revision) return {Stage::changed, "revision"};
  if (windows == Change::small || deadlines == Change::small) return {{}, "below-threshold"};
  return {{}, "unchanged"};
}

}  // namespace

std::string_view to_string(Stage stage) { return kStages[static_cast<std::size_t>(stage)]; }

std::optional<Stage> parse_stage(std::string_view word) {
  for (std::size_t i = 0; i < kStages.size(); ++i) {
    if (kStages[i] == word) return static_cast<Stage>(i);
  }
  return {};
}

NoticePlan plan_notices(const std::map<UnitId, ToldState>& last_told, const std::map<UnitId, ToldState>& truth,
                        const Item& item, const Configuration& configuration, const NoticePolicy& policy, Instant now) {
  NoticePlan plan;
  const Comparison comparison(policy, now);
  auto all = truth;
  for (const auto& [unit, told] : last_told) {
    if (all.contains(unit)) continue;
    auto& gone = all[unit];
    gone.item_revision = item.revision;
  }
  for (auto& [unit, state] : all) {
    const auto told = last_told.find(unit);
    const auto verdict = judge(told == last_told.end() ? nullptr : &told->second, state, comparison);
    if (!verdict.stage) {
      plan.silences.push_back({unit, verdict.reason});
      continue;
    }
    Send send{unit, *verdict.stage, verdict.reason, state, now, false};
    if (told != last_told.end()) send.state.reminded = still_reminded(told->second, state);
    send.digest = state.role == Role::inform && send.stage != Stage::cancelled;
    const auto working_time = configuration.working_time(unit, now);
    const ToldState& matters = send.stage == Stage::cancelled && told != last_told.end() ? told->second : state;
    if (!is_pressing(item, matters, working_time, now)) send.due = after_quiet_hours(policy, now);
    if (send.digest && item.urgency != Urgency::critical) send.due = std::max(send.due, next_digest(policy, working_time, now));
    send.state.told_at = send.due;
    plan.sends.push_back(std::move(send));
  }
  return plan;
}

Instant due_at_once(const Send& send, const Item& item, const WorkingTime& working_time, const NoticePolicy& policy, Instant now) {
  return is_pressing(item, send.state, working_time, now) ? now : after_quiet_hours(policy, now);
}

void tell_at_once(Send& send, const Item& item, const Configuration& configuration, const NoticePolicy& policy, Instant now) {
  send.digest = false;
  send.due = due_at_once(send, item, configuration.working_time(send.unit, now), policy, now);
  send.state.told_at = send.due;
}

std::map<UnitId, ToldState> truth_of(const Decision& decision, const Item& item, bool item_cancelled) {
  std::map<UnitId, ToldState> truth;
  for (const auto& [unit, reached] : decision.relevance.units) {
    ToldState state;
    state.concerned = !item_cancelled;
    state.item_cancelled = item_cancelled;
    state.role = reached.role;
    state.item_revision = item.revision;
    state.parts.assign(reached.parts.begin(), reached.parts.end());
    const auto schedule = decision.schedule.find(unit);
    if (schedule != decision.schedule.end() && reached.role >= Role::support) {
      state.windows = schedule->second.windows;
      state.deadlines = schedule->second.deadlines;
    }
    truth[unit] = std::move(state);
  }
  return truth;
}

}  // namespace fenliu::rules
