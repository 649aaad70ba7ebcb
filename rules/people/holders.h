// Who holds a post, who stands in, who is on duty, and how many are there, at an instant. Pure: all from the configuration.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/source/configuration.h"

namespace fenliu::rules {

// Whether the person is away from the posts of `unit` at that instant: absent, or lent to another unit. Only what is known then.
bool is_away(const Configuration& configuration, const std::string& person, const UnitId& unit, Instant at);

// The holding in force on that day; nullptr: the post is vacant.
const Holding* holding_of(const Configuration& configuration, const std::string& post, Date date);

// Who acts for a post: its holder, or the first deputy in order who is there.
struct Acting {
  const Person* person = nullptr;
  bool deputy = false;
};
std::optional<Acting> acting_for(const Configuration& configuration, const Post& post, Instant at);  // nothing: nobody

// To whom one turns when whoever acts for the post does not answer: the next deputy who is there. nullptr: nobody.
const Person* next_deputy(const Configuration& configuration, const Post& post, Instant at);

// Who is on duty for the unit; a slot of a post means who acts for it. Slots whose person is away, or that nobody fills,
// are left out.
struct OnDuty {
  const DutySlot* slot = nullptr;
  const Person* person = nullptr;
};
std::vector<OnDuty> on_duty(const Configuration& configuration, const UnitId& unit, Instant at);

// The unit's slots that meet [from, until), by time.
std::vector<const DutySlot*> duty_between(const Configuration& configuration, const UnitId& unit, Instant from, Instant until);

// Whether the unit's office is open at the instant, absences of the whole unit and duty shifts aside.
bool is_office_open(const Configuration& configuration, const UnitId& unit, Instant at);

// How a person works on a date by the rotations of the unit: by name, or by nothing known. Later rotations come before
// earlier ones.
std::optional<Presence> presence_of(const Configuration& configuration, const std::string& person, Date date);

// A unit's people on a date. `staff` 0: nobody said how many. Away are those on leave and lent out; of those present, `where`
// says how many work where, when a rotation does (by shares: rounded down, the rest is on site).
struct Capacity {
  int staff = 0;
  int present = 0;
  int lent_here = 0;   // of other units, beside them
  std::map<Presence, int> where;
};
Capacity capacity_on(const Configuration& configuration, const UnitId& unit, Date date);

}  // namespace fenliu::rules
