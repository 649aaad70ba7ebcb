// One deadline's arithmetic.
#include "rules/time/deadline.h"

#include <algorithm>

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

DeadlineResult evaluate_deadline(const DeadlineInput& input, const WorkingTime& working_time) {
  DeadlineResult result;
  result.stated = result.effective = input.stated;
  result.provisional = !input.handed_down;
  result.handed_down = input.handed_down.value_or(input.handed_down_forecast);
  const auto fair = working_time.add_work(result.handed_down, input.guaranteed);
  result.fair = std::max(fair.at, result.handed_down);
  result.calendar_unknown = fair.calendar_unknown;
  result.working_minutes_left = working_time.between(result.handed_down, result.stated);
  const bool accepted = input.accepted && *input.accepted > input.stated && !input.outside && !input.hard;
  const bool short_of_time = input.stated < result.fair;
  if (accepted) {
    result.status = DeadlineStatus::extended;
    result.effective = *input.accepted;
    result.decided_by = input.decided_by;
  } else if (input.stated <= result.handed_down) {
    result.status = DeadlineStatus::impossible;
  } else if (input.hard) {
    result.status = DeadlineStatus::hard;
  } else {
    result.status = short_of_time ? DeadlineStatus::tight : DeadlineStatus::fair;
  }
  if (short_of_time && !accepted && !input.hard && !input.outside) result.proposed = result.fair;
  return result;
}

}  // namespace fenliu::rules
