// Windows from forecasts of parts.
#include "rules/cascade/windows.h"

#include <algorithm>

namespace fenliu::rules {

namespace {

// What room events say of one unit: called or released, and everybody kept.
struct Orders {
  std::optional<Instant> called, released;
  bool keep = false;
};

Orders orders_for(const std::vector<MeetingEvent>& events, const UnitId& unit) {
  Orders orders;
  for (const auto& event : events) {
    if (event.kind == EventKind::keep) {
      orders.keep = true;
      orders.released.reset();
    }
    if (event.unit != unit) continue;
    if (event.kind == EventKind::call) {
      orders.called = event.at;
      orders.released.reset();
    }
    if (event.kind == EventKind::release) orders.released = event.at;
  }
  return orders;
}

// The way from p50 to p10 or p90, in whole five minutes, always away from p50; unlike them where there is doubt.
constexpr std::chrono::seconds kGrain{300};

Instant widened_down(const Quantiles& of) {
  if (of.p10 == of.p50) return of.p50;
  const auto since = of.p10.time_since_epoch();
  return Instant{since - (since % kGrain + kGrain) % kGrain};
}

Instant widened_up(const Quantiles& of) {
  if (of.p90 == of.p50) return of.p50;
  const auto since = of.p90.time_since_epoch();
  return Instant{since + (kGrain - since % kGrain) % kGrain};
}

// From the earliest likely start, less the lead-in, to the latest likely end; open where there is none.
Window window_over(const Quantiles& start, const std::optional<Quantiles>& end, PartId part, const WindowPolicy& policy) {
  Window window;
  window.from = widened_down(start) - policy.lead_in;
  window.likely_from = start.p50 - policy.lead_in;
  if (end) {
    window.to = widened_up(*end);
    window.likely_to = end->p50;
  }
  window.parts = {std::move(part)};
  return window;
}

void extend(Window& window, const Quantiles& end) {
  window.to = window.to ? std::max(*window.to, widened_up(end)) : widened_up(end);
  window.likely_to = window.likely_to ? std::max(*window.likely_to, end.p50) : end.p50;
}

// The parts of the unit in the order they will be taken, those that are over left out.
std::vector<PartForecast> own_parts(const MeetingForecast& forecast, const std::set<PartId>& parts) {
  std::vector<PartForecast> own;
  for (const auto& part : forecast.parts) {
    if (parts.contains(part.id) && !part.ended && !part.skipped) own.push_back(part);
  }
  return own;
}

std::vector<Window> merged(const std::vector<PartForecast>& own, const WindowPolicy& policy) {
  std::vector<Window> windows;
  for (const auto& part : own) {
    if (!windows.empty() && widened_down(part.start) - *windows.back().to <= policy.split) {
      extend(windows.back(), part.end);
      windows.back().parts.push_back(part.id);
    } else {
      windows.push_back(window_over(part.start, part.end, part.id, policy));
    }
  }
  return windows;
}

void call_in(std::vector<Window>& windows, Instant called, const std::optional<Quantiles>& end) {
  const bool covered = std::any_of(windows.begin(), windows.end(), [&](const Window& window) {
    return window.from <= called && window.to >= called;
  });
  if (covered) return;
  Window window;
  window.from = called;
  if (end) extend(window, *end);
  windows.insert(windows.begin(), std::move(window));
}

void release(std::vector<Window>& windows, Instant released) {
  std::erase_if(windows, [&](const Window& window) { return window.from >= released; });
  for (auto& window : windows) {
    window.to = std::min(window.to.value_or(released), released);
    window.likely_to = std::min(window.likely_to.value_or(released), released);
    if (window.likely_from) window.likely_from = std::min(*window.likely_from, released);
  }
}

// What is likely is told only where it is not what the window says.
void leave_out_the_certain(Window& window) {
  if (window.likely_from == window.from) window.likely_from.reset();
  if (window.likely_to == window.to) window.likely_to.reset();
}

}  // namespace

std::vector<Window> windows_for(const MeetingForecast& forecast, const std::vector<MeetingEvent>& events, const UnitId& unit,
                                const std::set<PartId>& parts, bool everyone, const WindowPolicy& policy) {
  if (!forecast.start || forecast.status == MeetingStatus::cancelled) return {};
  const auto orders = orders_for(events, unit);
  const bool over = forecast.status == MeetingStatus::ended;
  const bool whole = everyone || parts.contains("0") || forecast.parts.empty();
  std::vector<Window> windows;
  if (whole) {
    windows.push_back(window_over(*forecast.start, forecast.end, "0", policy));
  } else if (!over) {
    windows = merged(own_parts(forecast, parts), policy);
  }
  if (orders.called && !over && !whole) call_in(windows, *orders.called, forecast.end);
  if (orders.keep && forecast.end && !windows.empty()) extend(windows.back(), *forecast.end);
  if (orders.released && !everyone) release(windows, *orders.released);
  for (auto& window : windows) {
    window.last_report = forecast.last_report;
    leave_out_the_certain(window);
  }
  return windows;
}

std::vector<Window> windows_for(const Plan& plan, const MeetingId& meeting, const UnitId& unit,
                                const std::set<PartId>& parts, bool everyone, const WindowPolicy& policy) {
  const auto forecast = plan.forecast(meeting);
  return forecast ? windows_for(*forecast, plan.events_of(meeting), unit, parts, everyone, policy) : std::vector<Window>{};
}

}  // namespace fenliu::rules
