// How many of a unit's people are there, and where.
#include <algorithm>

#include "rules/people/holders.h"

namespace fenliu::rules {

namespace {

const Rotation* rotation_on(const Configuration& configuration, const UnitId& unit, Date date, Instant known_at) {
  const Rotation* found = nullptr;
  const std::chrono::weekday day{std::chrono::local_days{date}};
  for (const auto& each : configuration.people.rotations) {
    const bool on_weekday = each.weekdays.empty() || std::find(each.weekdays.begin(), each.weekdays.end(), day) != each.weekdays.end();
    if (each.unit == unit && each.dates.contains(date) && on_weekday && (!each.announced || *each.announced <= known_at)) found = &each;
  }
  return found;
}

}  // namespace

Capacity capacity_on(const Configuration& configuration, const UnitId& unit, Date date) {
  const auto noon = configuration.zone.to_instant(at(date, Minutes{12 * 60}));
  const auto working_time = configuration.working_time(unit, noon);
  Capacity capacity;
  capacity.staff = working_time.staff();
  capacity.present = working_time.present_on(date);
  for (const auto& overlay : configuration.overlays_of(unit, configuration.overlays, noon)) {
    if (overlay.kind == OverlayKind::secondment && overlay.host == unit && overlay.on(date)) capacity.lent_here += overlay.staff;
  }
  const auto* rotation = rotation_on(configuration, unit, date, noon);
  if (rotation == nullptr) return capacity;
  const auto since = static_cast<std::size_t>((std::chrono::local_days{date} - std::chrono::local_days{*rotation->dates.from}).count());
  const auto& shares = rotation->days[since % rotation->days.size()];
  int placed = 0;
  for (const auto presence : {Presence::at_home, Presence::in_field}) {
    const auto found = shares.find(presence);
    if (found == shares.end()) continue;
    int people = capacity.present * found->second.percent / 100;
    for (const auto& person : found->second.persons) people += is_away(configuration, person, unit, noon) ? 0 : 1;
    placed += capacity.where[presence] = people;
  }
  capacity.where[Presence::on_site] = std::max(0, capacity.present - placed);
  return capacity;
}

}  // namespace fenliu::rules
