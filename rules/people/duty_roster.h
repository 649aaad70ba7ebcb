// A fair duty roster: who takes which night, weekend and holiday of a unit.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "rules/source/configuration.h"

namespace fenliu::rules {

// One person wanted: a function in [from, until).
struct DutySeat {
  Instant from;
  Instant until;
  Date date;                   // on which it begins
  DutyKind kind = DutyKind::night;
  std::string function;
  int weight = 1;
};

// A seat that nobody takes, and what keeps each who could: away, excluded, works at home or in the field, quota reached, rest.
struct UnfilledSeat {
  DutySeat seat;
  std::vector<std::pair<std::string, std::string>> why;   // person, reason; empty: nobody has this function then
  bool proven = false;         // nobody could whatever the rest of the roster; else no way was found
};

// What a person carries: weights of the year before, and of this roster.
struct DutyLoad {
  std::string person;
  int before = 0;
  int weight = 0;
  int duties = 0;
};

// Persons who compete for the same duties: of one function, or of several that share persons. `spread` is the most loaded
// less the least loaded, `bound` what no roster that fills every seat can go below.
struct DutyFairness {
  std::vector<std::string> functions;
  std::vector<DutyLoad> loads;    // by person's id
  int spread = 0;
  int bound = 0;
};

struct DutyRoster {
  std::vector<DutySlot> slots;           // by time, then function
  std::vector<UnfilledSeat> unfilled;
  std::vector<DutyFairness> fairness;
};

// The seats of a unit's plan: a night on every date, and a day on dates that are not worked; one for each function. Of a
// holiday when the calendar names the date as one, else of a weekend when it is not worked, else of a night.
// REQUIRES that the unit has a duty plan, as the next.
std::vector<DutySeat> duty_seats(const Configuration& configuration, const UnitId& unit, Date from, Date until);

// Fills the seats so that nobody carries much more than another, what they did in the 365 days before counted in. Who came
// to the post since then starts from the mean of the others, not from nothing. Kept by all: quotas, exclusions, absences,
// secondments, rest also against duties of other units and before the first date, and that functions of posts with `on_site`
// are filled by who works on site. The unit's own slots within the dates are made anew. Equal arguments give equal rosters.
// A few seconds at most for a year of a unit.
DutyRoster make_duty_roster(const Configuration& configuration, const UnitId& unit, Date from, Date until, unsigned seed);

}  // namespace fenliu::rules
