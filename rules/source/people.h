// Who works in the units: posts, persons and who holds which post (people.yaml), with their dated absences, rotations and
// duty (overlays/*.yaml). Data only; rules/people answers questions to it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "rules/text/diagnostic.h"
#include "rules/time/overlay.h"

namespace fenliu::rules {

using Addresses = std::map<std::string, std::string>;  // a channel's id or kind, or `phone` → the address there

// What a post is told of: a summons to a meeting, a task with a deadline, or what one merely has to know.
enum class Receives { summons, tasks, information };
std::string_view to_string(Receives what);
inline constexpr Receives kReceives[] = {Receives::summons, Receives::tasks, Receives::information};

struct Post {
  std::string id;
  std::string unit;
  std::string function;                       // head, deputy, clerk or a word of the office's own
  std::map<std::string, std::string> name;    // language → words
  std::set<Receives> receives;
  bool on_site = false;                       // somebody of this function must be in the house on every duty
  Span span;
};

struct Person {
  std::string id;
  std::string unit;
  std::map<std::string, std::string> name;
  Addresses addresses;
  std::string language;                       // empty: the office's
  Span span;
};

// INVARIANT: holdings of one post do not meet; a person stands in `deputies` once and is not the holder.
struct Holding {
  std::string person;
  std::string post;
  DateRange valid;
  bool acting = false;
  std::vector<std::string> deputies;          // persons, who comes first first
  Span span;
};

enum class Presence { on_site, at_home, in_field };
std::string_view to_string(Presence presence);
inline constexpr Presence kPresences[] = {Presence::on_site, Presence::at_home, Presence::in_field};

// Percent of the unit's people, or persons by name.
struct RotationShare {
  int percent = 0;
  std::vector<std::string> persons;
};
using RotationDay = std::map<Presence, RotationShare>;

// Where a unit's people work. `days` repeat from the first date on, one for each day.
struct Rotation {
  std::string unit;
  DateRange dates;                            // both set
  std::vector<std::chrono::weekday> weekdays;
  std::vector<RotationDay> days;              // INVARIANT: at least one
  std::optional<Instant> announced;
  Span span;
};

enum class DutyKind { night, weekend, holiday };
std::string_view to_string(DutyKind kind);
inline constexpr DutyKind kDutyKinds[] = {DutyKind::night, DutyKind::weekend, DutyKind::holiday};
std::optional<DutyKind> parse_duty_kind(std::string_view word);

// Somebody on duty for a unit in [from, until): a person, or whoever holds the post then.
struct DutySlot {
  std::string unit;
  std::string function;                       // empty: any
  std::string person;                         // INVARIANT: person or post, not both
  std::string post;
  Instant from;
  Instant until;
  DutyKind kind = DutyKind::night;
  std::optional<Instant> announced;
  Span span;
};

// How a unit's duty roster is made.
struct DutyPlan {
  std::string unit;
  std::vector<std::string> functions;         // of each slot, one of each; empty: those that must be on site
  DaySpan night{Minutes{18 * 60}, Minutes{32 * 60}};
  DaySpan day{Minutes{8 * 60}, Minutes{18 * 60}};       // of days that are not worked
  std::map<DutyKind, int> weights{{DutyKind::night, 1}, {DutyKind::weekend, 2}, {DutyKind::holiday, 3}};
  Minutes rest{24 * 60};                      // between two duties of a person
  int quota = 0;                              // most duties of a person in a roster; 0: no limit
  std::map<std::string, int> quotas;          // of single persons
  std::map<std::string, std::vector<DateRange>> excluded;
  Span span;
};

// INVARIANT: ids are unique among posts and among persons; what is referred to exists.
struct People {
  std::vector<Post> posts;                    // all in order of the file
  std::vector<Person> persons;
  std::vector<Holding> holdings;
  std::vector<DutyPlan> duty_plans;
  Overlays absences;                          // of persons; in order of file and line, as the three below
  Overlays lent;                              // secondments that name persons: away from every unit's posts but the host's
  std::vector<Rotation> rotations;
  std::vector<DutySlot> duty;

  const Post* post(const std::string& id) const;      // nullptr: unknown
  const Person* person(const std::string& id) const;
  const DutyPlan* duty_plan(const std::string& unit) const;
  std::vector<const Post*> posts_of(const std::string& unit) const;

  // Rebuilds what the questions above look in; REQUIRED after posts or persons changed.
  void index();
  std::map<std::string, std::size_t> post_index, person_index;
  std::map<std::string, std::vector<std::size_t>> unit_index;
};

}  // namespace fenliu::rules
