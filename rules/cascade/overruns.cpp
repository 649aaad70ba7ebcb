// Learning overruns.
#include "rules/cascade/overruns.h"

#include <algorithm>
#include <cmath>

namespace fenliu::rules {

namespace {

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// The median absolute deviation, scaled to a normal's standard deviation: tails shall not set the spread.
double spread_about(const std::vector<double>& values, double centre) {
  constexpr double kNormal = 1.4826;
  std::vector<double> deviations;
  for (const auto value : values) deviations.push_back(std::abs(value - centre));
  return kNormal * median(std::move(deviations));
}

double weight(std::size_t count, double prior) { return static_cast<double>(count) / (static_cast<double>(count) + prior); }

constexpr double kLeastSpread = 0.02;

}  // namespace

Overruns::Overruns(const std::vector<PastMeeting>& history) {
  std::map<std::string, std::vector<double>> logs;
  std::vector<double> pooled;
  for (const auto& meeting : history) {
    if (meeting.planned < Minutes{1} || meeting.actual < Minutes{1}) continue;
    const double log = std::log(static_cast<double>(meeting.actual.count()) / static_cast<double>(meeting.planned.count()));
    logs[meeting.organiser].push_back(log);
    pooled.push_back(log);
  }
  if (pooled.size() < kLeast) return;
  all_.centre = median(pooled);
  all_.spread = std::max(spread_about(pooled, all_.centre), kLeastSpread);

  // Within: the organisers' own spread. Between: how far apart their centres lie, less what chance alone explains.
  double within = 0, between = 0, organisers = 0, meetings = 0;
  for (const auto& [organiser, values] : logs) {
    const double centre = median(values), own = spread_about(values, centre);
    const double count = static_cast<double>(values.size());
    within += count * own * own;
    meetings += count;
    if (values.size() < 3) continue;
    between += (centre - all_.centre) * (centre - all_.centre) - own * own / count;
    organisers += 1;
  }
  within = std::max(within / meetings, kLeastSpread * kLeastSpread);
  between = organisers < 2 ? 0 : std::max(between / organisers, 0.0);
  const double centre_prior = between <= 0 ? 1e6 : within / between;
  constexpr double kSpreadPrior = 10;
  const double usual_spread = std::sqrt(within);

  for (const auto& [organiser, values] : logs) {
    const double centre = median(values);
    const double of_centre = weight(values.size(), centre_prior), of_spread = weight(values.size(), kSpreadPrior);
    Habit habit;
    habit.centre = of_centre * centre + (1 - of_centre) * all_.centre;
    habit.spread = std::max(of_spread * spread_about(values, centre) + (1 - of_spread) * usual_spread, kLeastSpread);
    for (const auto value : values) shape_.push_back((value - habit.centre) / habit.spread);
    habits_.emplace(organiser, habit);
  }
  std::sort(shape_.begin(), shape_.end());
}

const Overruns::Habit& Overruns::habit_of(const std::string& organiser) const {
  const auto found = habits_.find(organiser);
  return found == habits_.end() ? all_ : found->second;
}

double Overruns::ratio(const Habit& habit, double u) const {
  if (shape_.empty()) return 1;
  const double place = std::clamp(u, 0.0, 1.0) * static_cast<double>(shape_.size()) - 0.5;
  const auto below = static_cast<std::size_t>(std::clamp(std::floor(place), 0.0, static_cast<double>(shape_.size() - 1)));
  const auto above = std::min(below + 1, shape_.size() - 1);
  const double between = std::clamp(place - static_cast<double>(below), 0.0, 1.0);
  return std::exp(habit.centre + habit.spread * (shape_[below] + between * (shape_[above] - shape_[below])));
}

double Overruns::share_below(const Habit& habit, double ratio) const {
  if (shape_.empty()) return ratio >= 1 ? 1 : 0;
  if (ratio <= 0) return 0;
  const double standardised = (std::log(ratio) - habit.centre) / habit.spread;
  const auto above = std::upper_bound(shape_.begin(), shape_.end(), standardised);
  return static_cast<double>(above - shape_.begin()) / static_cast<double>(shape_.size());
}

}  // namespace fenliu::rules
