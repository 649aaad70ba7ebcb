// Warnings about overlays: people that a unit does not have, days that are what they are made, contradictions.
#include <algorithm>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr int kDaysLookedAt = 400;

bool is_day(const Overlay& overlay) { return overlay.kind == OverlayKind::day_off || overlay.kind == OverlayKind::workday; }

bool meet(const DateRange& a, const DateRange& b) { return *a.from <= *b.until && *b.from <= *a.until; }

// The units whose own an overlay is; a secondment's host is not one.
std::vector<const Unit*> units_of(const Overlay& overlay, const Configuration& configuration) {
  std::vector<const Unit*> units;
  for (const auto& unit : configuration.organisation.units) {
    if (!unit.outside && overlay.host != unit.id && !configuration.overlays_of(unit.id, {overlay}, Instant::max()).empty()) units.push_back(&unit);
  }
  return units;
}

class OverlayLint {
 public:
  OverlayLint(const Configuration& configuration, Reporter& reporter) : configuration_(configuration), reporter_(reporter) {}

  void check(std::size_t index) const {
    const auto& overlay = configuration_.overlays[index];
    const auto units = units_of(overlay, configuration_);
    if (units.empty()) {
      reporter_.warning(overlay.span, "no-units", "this holds for no unit", "units that run no Fenliu (`outside`) have no working time");
    }
    if (overlay.staff > 0) check_staff(overlay, units);
    if (is_day(overlay)) check_days(overlay, units);
    for (std::size_t i = 0; is_day(overlay) && i < index; ++i) check_contradiction(overlay, configuration_.overlays[i], units);
    const auto after = configuration_.zone.to_instant(at(*overlay.dates.until, Minutes{24 * 60}));
    if (overlay.announced && *overlay.announced >= after) {
      reporter_.warning(overlay.span, "announced-too-late", "this was announced after it was over: it changes nothing any more",
                        "check the years of `announced` and `from`");
    }
  }

 private:
  void check_staff(const Overlay& overlay, const std::vector<const Unit*>& units) const {
    for (const auto* unit : units) {
      if (unit->staff == 0) {
        reporter_.warning(overlay.span, "no-staff", "nobody says how many people '" + unit->id + "' has, so nothing is made of those away",
                          "write `staff` at the unit in organisation.yaml");
        return;
      }
      int away = 0;
      for (const auto& each : configuration_.overlays_of(unit->id, configuration_.overlays, Instant::max())) {
        if (each.host != unit->id && each.dates.contains(*overlay.dates.from)) away += each.staff;
      }
      if (away <= unit->staff) continue;
      reporter_.warning(overlay.span, "more-than-staff",
                        std::to_string(away) + " people of '" + unit->id + "' are away on " + format_date(*overlay.dates.from) +
                            ", and it has " + std::to_string(unit->staff),
                        "check `staff` here and at the unit");
    }
  }

  // Whether every day of it was so before, by the unit's calendar alone.
  void check_days(const Overlay& overlay, const std::vector<const Unit*>& units) const {
    const bool makes_workday = overlay.kind == OverlayKind::workday;
    for (const auto* unit : units) {
      const auto calendar = configuration_.working_time(unit->id, {}, Instant{});
      bool so_before = true;
      local_days day{*overlay.dates.from};
      for (int i = 0; so_before && i < kDaysLookedAt && day <= local_days{*overlay.dates.until}; ++i, day += days{1}) {
        so_before = calendar.is_workday(Date{day}) == makes_workday;
      }
      if (!so_before) return;
    }
    if (units.empty()) return;
    const auto dates = format_date(*overlay.dates.from) + (*overlay.dates.from == *overlay.dates.until ? "" : " to " + format_date(*overlay.dates.until));
    if (makes_workday) {
      reporter_.warning(overlay.span, "no-make-up-workday", dates + " is worked anyway", "check the date");
    } else {
      reporter_.warning(overlay.span, "no-day-off", dates + " is off anyway", "check the date");
    }
  }

  // Of what was announced at the same time neither comes later.
  void check_contradiction(const Overlay& overlay, const Overlay& other, const std::vector<const Unit*>& units) const {
    if (!is_day(other) || overlay.kind == other.kind || overlay.announced != other.announced || !meet(overlay.dates, other.dates)) return;
    const auto others = units_of(other, configuration_);
    for (const auto* unit : units) {
      if (std::find(others.begin(), others.end(), unit) == others.end()) continue;
      reporter_.warning(overlay.span, "overlap",
                        "for '" + unit->id + "' this makes a day off what " + other.span.file + ":" + std::to_string(other.span.line) +
                            " makes a workday, or the reverse; the workday stands",
                        "check both dates, or say which was announced later");
      return;
    }
  }

  const Configuration& configuration_;
  Reporter& reporter_;
};

}  // namespace

void lint_overlays(const Configuration& configuration, Reporter& reporter) {
  const OverlayLint lint(configuration, reporter);
  for (std::size_t i = 0; i < configuration.overlays.size(); ++i) lint.check(i);
}

}  // namespace fenliu::rules
