// One deadline's arithmetic.
#include "rules/time/deadline.h"

#include <algorithm>
#include <array>

namespace fenliu::rules {

std::string_view to_string(DeadlineStatus status) {
  switch (status) {
    case DeadlineStatus::fair:
      return "fair";
    case DeadlineStatus::tight:
      return "tight";
    case DeadlineStatus::extended:
      return "extended";
    case DeadlineStatus::hard:
      return "hard";
    case DeadlineStatus::impossible:
      break;
  }
  return "impossible";
}

namespace {

constexpr std::array<std::string_view, 7> kAnswers = {"none", "accepted", "countered", "refused", "automatic", "waived", "closed"};

// What the levels above leave; nothing when there is no working time to share.
std::optional<Instant> inner_deadline(const DeadlineInput& input, const DeadlineResult& result, const WorkingTime& working_time) {
  if (!input.inner || !input.outside) return {};
  const auto left = result.working_minutes_left;
  const auto kept = input.inner->share_percent > 0 ? left * input.inner->share_percent / 100 : std::min(input.inner->minutes, left / 2);
  if (kept <= Minutes{0}) return {};
  auto at = working_time.add(result.handed_down, left - kept).at;
  // People set times in steps of five minutes.
  if (const auto even = std::chrono::floor<std::chrono::duration<int, std::ratio<300>>>(at); even > result.handed_down) at = even;
  if (input.stated >= result.fair) at = std::max(at, result.fair);
  if (at <= result.handed_down || at >= input.stated) return {};
  return at;
}

// A limit set beforehand answers by itself once it is known when the task was handed down.
void answer_by_limit(DeadlineInput& input, const DeadlineResult& result) {
  if (input.answer != AnswerKind::none || input.accepted || !input.limit || result.provisional) return;
  const auto until = std::min(result.fair, *input.limit);
  if (until <= input.stated) return;
  input.accepted = until;
  input.answer = AnswerKind::automatic;
}

}  // namespace

std::string_view to_string(AnswerKind kind) { return kAnswers[static_cast<std::size_t>(kind)]; }

std::optional<AnswerKind> parse_answer_kind(std::string_view word) {
  const auto found = std::find(kAnswers.begin(), kAnswers.end(), word);
  if (found == kAnswers.end()) return {};
  return static_cast<AnswerKind>(found - kAnswers.begin());
}

DeadlineResult evaluate_deadline(const DeadlineInput& given, const WorkingTime& working_time) {
  auto input = given;
  DeadlineResult result;
  result.stated = result.effective = input.stated;
  result.provisional = !input.handed_down;
  result.handed_down = input.handed_down.value_or(input.handed_down_forecast);
  const auto fair = working_time.add_work(result.handed_down, input.guaranteed);
  result.fair = std::max(fair.at, result.handed_down);
  result.calendar_unknown = fair.calendar_unknown;
  result.working_minutes_left = working_time.between(result.handed_down, result.stated);
  const bool movable = !input.outside && !input.hard;
  if (movable) answer_by_limit(input, result);
  const bool extended = input.accepted && *input.accepted > input.stated && movable;
  result.inner = inner_deadline(input, result, working_time);
  if (result.inner) result.effective = *result.inner;
  const bool short_of_time = result.effective < result.fair;
  if (extended) {
    result.status = DeadlineStatus::extended;
    result.effective = *input.accepted;
  } else if (input.stated <= result.handed_down) {
    result.status = DeadlineStatus::impossible;
  } else if (input.hard) {
    result.status = DeadlineStatus::hard;
  } else {
    result.status = short_of_time ? DeadlineStatus::tight : DeadlineStatus::fair;
  }
  if (movable || input.answer == AnswerKind::closed || input.answer == AnswerKind::waived) {
    result.answer = input.answer;
    result.answer_reason = input.answer_reason;
    result.decided_by = input.decided_by;
  }
  const bool answered = extended ? input.answer != AnswerKind::automatic : input.answer != AnswerKind::none;
  if (short_of_time && movable && !answered && result.effective < result.fair) result.proposed = result.fair;
  return result;
}

}  // namespace fenliu::rules
