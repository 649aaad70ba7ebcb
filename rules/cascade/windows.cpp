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

Orders orders_for(const Plan& plan, const MeetingId& meeting, const UnitId& unit) {
  Orders orders;
  for (const auto& event : plan.events_of(meeting)) {
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
    const auto from = part.start.p10 - policy.lead_in;
    if (!windows.empty() && part.start.p10 - *windows.back().to <= policy.split) {
      windows.back().to = std::max(*windows.back().to, part.end.p90);
      windows.back().parts.push_back(part.id);
    } else {
      windows.push_back({from, part.end.p90, {part.id}, {}});
    }
  }
  return windows;
}

}  // namespace

std::vector<Window> windows_for(const Plan& plan, const MeetingId& meeting, const UnitId& unit,
                                const std::set<PartId>& parts, bool everyone, const WindowPolicy& policy) {
  const auto forecast = plan.forecast(meeting);
  if (!forecast || !forecast->start || forecast->status == MeetingStatus::cancelled) return {};
  const auto orders = orders_for(plan, meeting, unit);
  const bool over = forecast->status == MeetingStatus::ended;
  const bool whole = everyone || parts.contains("0") || forecast->parts.empty();
  std::vector<Window> windows;
  if (whole) {
    std::optional<Instant> to;
    if (forecast->end) to = forecast->end->p90;
    windows.push_back({forecast->start->p10 - policy.lead_in, to, {"0"}, {}});
  } else if (!over) {
    windows = merged(own_parts(*forecast, parts), policy);
  }
  if (orders.called && !over && !whole) {
    const bool covered = std::any_of(windows.begin(), windows.end(), [&](const Window& window) {
      return window.from <= *orders.called && window.to >= *orders.called;
    });
    if (!covered) windows.insert(windows.begin(), {*orders.called, forecast->end ? std::optional(forecast->end->p90) : std::nullopt, {}, {}});
  }
  if (orders.keep && forecast->end && !windows.empty()) windows.back().to = std::max(*windows.back().to, forecast->end->p90);
  if (orders.released && !everyone) {
    std::erase_if(windows, [&](const Window& window) { return window.from >= *orders.released; });
    for (auto& window : windows) window.to = std::min(window.to.value_or(*orders.released), *orders.released);
  }
  for (auto& window : windows) window.last_report = forecast->last_report;
  return windows;
}

}  // namespace fenliu::rules
