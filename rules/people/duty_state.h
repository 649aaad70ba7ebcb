// A roster while it is being made: seats, who may take them, who does. Internal to people/.
#pragma once

#include "rules/people/duty_roster.h"

namespace fenliu::rules {

inline constexpr int kNobody = -1;

struct Candidate {
  std::string person;
  int before = 0;                       // weight of the year before
  int quota = 0;                        // most duties; -1: no limit
  std::vector<Interval> fixed;          // duties that this roster does not move
};

class DutyState {
 public:
  DutyState(std::vector<DutySeat> seats, std::vector<Candidate> persons, std::vector<std::vector<int>> able, Minutes rest)
      : seats_(std::move(seats)), persons_(std::move(persons)), able_(std::move(able)), rest_(rest), taken_(seats_.size(), kNobody),
        held_(persons_.size()) {}

  const std::vector<DutySeat>& seats() const { return seats_; }
  const std::vector<Candidate>& persons() const { return persons_; }
  const std::vector<int>& able(int seat) const { return able_[static_cast<std::size_t>(seat)]; }   // whom nothing outside the roster keeps
  int taken(int seat) const { return taken_[static_cast<std::size_t>(seat)]; }                     // a person, or kNobody
  const std::vector<int>& held(int person) const { return held_[static_cast<std::size_t>(person)]; }
  int load(int person) const;           // before and in this roster

  // Whether the two cannot both be one person's.
  bool clash(int seat, int other) const;
  bool clashes_outside(int seat, int person) const;   // with a duty that the roster does not move
  // The person's seats that stand in the way of `seat`, `ignored` aside.
  std::vector<int> in_the_way(int seat, int person, int ignored = kNobody) const;
  bool quota_left(int person, int ignored = kNobody) const;
  bool may_take(int seat, int person, int ignored = kNobody) const;   // given the rest of the roster
  void put(int seat, int person);       // kNobody frees it

 private:
  std::vector<DutySeat> seats_;
  std::vector<Candidate> persons_;
  std::vector<std::vector<int>> able_;
  Minutes rest_;
  std::vector<int> taken_;
  std::vector<std::vector<int>> held_;
};

// Fills what can be filled and evens the loads out (duty_search.cpp).
void fill(DutyState& state, unsigned seed);

// What no assignment of the seats to these persons can go below; `seats` and `persons` are a closed group (duty_bound.cpp).
int spread_bound(const DutyState& state, const std::vector<int>& seats, const std::vector<int>& persons);

}  // namespace fenliu::rules
