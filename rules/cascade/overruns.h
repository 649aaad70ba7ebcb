// How long meetings really take, learned from those that ended: the source of p10, p50 and p90 (DESIGN §4.4).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "rules/time/instant.h"

namespace fenliu::rules {

struct PastMeeting {
  std::string organiser;
  Minutes planned{0}, actual{0};
};

// The distribution of actual/planned length by organiser. An organiser's centre and spread (of the logarithm) are shrunk
// towards those of all organisers by how little is known of it (empirical Bayes: Efron & Morris 1975; the weight of n own
// meetings is n/(n + k), k = variance within organisers / variance between them); the shape, tails included, is the
// empirical one of all residuals. Immutable: safe to share between threads.
class Overruns {
 public:
  static constexpr std::size_t kLeast = 20;  // past meetings below which nothing is learned

  Overruns() = default;  // knows nothing
  // Meetings planned or lasting under a minute are left out.
  explicit Overruns(const std::vector<PastMeeting>& history);

  bool knows_nothing() const { return shape_.empty(); }
  struct Habit {
    double centre = 0, spread = 1;  // of log(actual/planned)
  };
  // Of an organiser, or of all where it is new. The reference lives as long as this.
  const Habit& habit_of(const std::string& organiser) const;
  // The actual/planned ratio that a share `u` of such meetings stays below; u in (0, 1). 1 when nothing is known.
  double ratio(const Habit& habit, double u) const;
  // The share of such meetings whose ratio is at most `ratio`; in [0, 1].
  double share_below(const Habit& habit, double ratio) const;

 private:
  Habit all_;
  std::map<std::string, Habit> habits_;
  std::vector<double> shape_;  // standardised residuals, ascending
};

}  // namespace fenliu::rules
