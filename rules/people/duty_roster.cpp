// A unit's plan, people and calendar into seats and candidates, and the filled roster back into slots.
#include "rules/people/duty_roster.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>

#include "rules/people/duty_state.h"
#include "rules/people/holders.h"

namespace fenliu::rules {

namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr days kHistory{365};

std::vector<std::string> functions_of(const Configuration& configuration, const DutyPlan& plan) {
  if (!plan.functions.empty()) return plan.functions;
  std::vector<std::string> functions;
  for (const auto* post : configuration.people.posts_of(plan.unit)) {
    if (post->on_site && std::find(functions.begin(), functions.end(), post->function) == functions.end()) functions.push_back(post->function);
  }
  return functions;
}

// Persons who hold a post of that function in the unit on the date.
std::set<std::string> people_of(const Configuration& configuration, const UnitId& unit, const std::string& function, Date date) {
  std::set<std::string> found;
  for (const auto* post : configuration.people.posts_of(unit)) {
    const auto* holding = post->function == function ? holding_of(configuration, post->id, date) : nullptr;
    if (holding != nullptr) found.insert(holding->person);
  }
  return found;
}

bool must_be_on_site(const Configuration& configuration, const UnitId& unit, const std::string& function) {
  const auto posts = configuration.people.posts_of(unit);
  return std::any_of(posts.begin(), posts.end(), [&](const auto* post) { return post->function == function && post->on_site; });
}

// What keeps a person from a seat whatever the rest of the roster; empty: nothing.
std::string kept(const Configuration& configuration, const DutyPlan& plan, const DutySeat& seat, const std::string& person) {
  if (const auto quota = plan.quotas.find(person); quota != plan.quotas.end() && quota->second == 0) return "takes no duty";
  if (const auto excluded = plan.excluded.find(person); excluded != plan.excluded.end()) {
    for (const auto& dates : excluded->second) {
      if (dates.contains(seat.date)) return "excluded";
    }
  }
  // Half an hour is the shortest absence that matters.
  for (auto at = seat.from; at < seat.until; at += Minutes{30}) {
    if (is_away(configuration, person, plan.unit, at)) return "away";
  }
  const auto where = must_be_on_site(configuration, plan.unit, seat.function) ? presence_of(configuration, person, seat.date) : std::nullopt;
  if (where && *where != Presence::on_site) return *where == Presence::at_home ? "works at home" : "works in the field";
  return "";
}

class Making {
 public:
  Making(const Configuration& configuration, const UnitId& unit, Date from, Date until)
      : configuration_(configuration), plan_(*configuration.people.duty_plan(unit)), from_(from), until_(until),
        seats_(duty_seats(configuration, unit, from, until)) {}

  DutyRoster roster(unsigned seed) {
    auto state = state_of();
    fill(state, seed);
    DutyRoster roster;
    for (int seat = 0; seat < static_cast<int>(seats_.size()); ++seat) {
      const int person = state.taken(seat);
      if (person == kNobody) {
        roster.unfilled.push_back(unfilled(state, seat));
        continue;
      }
      const auto& own = seats_[static_cast<std::size_t>(seat)];
      DutySlot slot;
      slot.unit = plan_.unit;
      slot.function = own.function;
      slot.person = state.persons()[static_cast<std::size_t>(person)].person;
      slot.from = own.from;
      slot.until = own.until;
      slot.kind = own.kind;
      roster.slots.push_back(std::move(slot));
    }
    roster.fairness = fairness(state);
    return roster;
  }

 private:
  // Whether the roster makes this slot anew.
  bool is_own(const DutySlot& slot) const {
    const auto date = date_of(configuration_.zone.to_local(slot.from));
    return slot.unit == plan_.unit && from_ <= date && date <= until_;
  }

  DutyState state_of() {
    for (const auto& seat : seats_) {
      auto all = people_of(configuration_, plan_.unit, seat.function, seat.date);
      everybody_.insert(all.begin(), all.end());
      pools_.push_back(std::move(all));
    }
    const std::vector<std::string> ids(everybody_.begin(), everybody_.end());
    std::vector<Candidate> persons;
    for (const auto& id : ids) persons.push_back(candidate(id));
    even_history(persons);
    std::vector<std::vector<int>> able(seats_.size());
    DutyState outside(seats_, persons, able, plan_.rest);
    for (std::size_t seat = 0; seat < seats_.size(); ++seat) {
      for (std::size_t i = 0; i < ids.size(); ++i) {
        const bool may = pools_[seat].contains(ids[i]) && kept(configuration_, plan_, seats_[seat], ids[i]).empty() &&
                         !outside.clashes_outside(static_cast<int>(seat), static_cast<int>(i));
        if (may) able[seat].push_back(static_cast<int>(i));
      }
    }
    return {seats_, std::move(persons), std::move(able), plan_.rest};
  }

  Candidate candidate(const std::string& id) const {
    Candidate person;
    person.person = id;
    const auto quota = plan_.quotas.find(id);
    person.quota = quota != plan_.quotas.end() ? quota->second : plan_.quota > 0 ? plan_.quota : -1;
    const auto since = local_days{from_} - kHistory;
    for (const auto& slot : configuration_.people.duty) {
      if (slot.person != id || is_own(slot)) continue;
      person.fixed.push_back({slot.from, slot.until});
      const local_days date{date_of(configuration_.zone.to_local(slot.from))};
      if (slot.unit == plan_.unit && date >= since && date < local_days{from_}) person.before += plan_.weights.at(slot.kind);
    }
    return person;
  }

  // Who came within the year stands where the others stand on the average.
  void even_history(std::vector<Candidate>& persons) const {
    const Date since{local_days{from_} - kHistory};
    int sum = 0, old = 0;
    std::vector<bool> is_new;
    for (const auto& person : persons) {
      const auto& all = configuration_.people.holdings;
      const bool held_before = std::any_of(all.begin(), all.end(), [&](const auto& each) {
        const auto* post = configuration_.people.post(each.post);
        return each.person == person.person && post != nullptr && post->unit == plan_.unit && (!each.valid.from || *each.valid.from <= since);
      });
      is_new.push_back(!held_before);
      if (held_before) {
        sum += person.before;
        ++old;
      }
    }
    for (std::size_t i = 0; old > 0 && i < persons.size(); ++i) {
      if (is_new[i]) persons[i].before = std::max(persons[i].before, sum / old);
    }
  }

  UnfilledSeat unfilled(const DutyState& state, int seat) const {
    UnfilledSeat found;
    found.seat = seats_[static_cast<std::size_t>(seat)];
    found.proven = state.able(seat).empty();
    for (int i = 0; i < static_cast<int>(state.persons().size()); ++i) {
      const auto& person = state.persons()[static_cast<std::size_t>(i)];
      if (!pools_[static_cast<std::size_t>(seat)].contains(person.person)) continue;
      auto why = kept(configuration_, plan_, found.seat, person.person);
      if (why.empty() && state.clashes_outside(seat, i)) why = "rests from another duty";
      if (why.empty() && !state.quota_left(i)) why = "has the quota of " + std::to_string(person.quota);
      if (why.empty()) {
        const auto blocking = state.in_the_way(seat, i);
        const auto at = blocking.empty() ? found.seat.from : seats_[static_cast<std::size_t>(blocking.front())].from;
        why = "rests from the duty of " + format_date(date_of(configuration_.zone.to_local(at)));
      }
      found.why.emplace_back(person.person, std::move(why));
    }
    return found;
  }

  // Functions that share persons are one group.
  std::vector<DutyFairness> fairness(const DutyState& state) const {
    std::map<std::string, std::set<std::string>> people;
    for (std::size_t seat = 0; seat < seats_.size(); ++seat) people[seats_[seat].function].insert(pools_[seat].begin(), pools_[seat].end());
    std::vector<DutyFairness> groups;
    std::set<std::string> done;
    for (const auto& [first, ignored] : people) {
      if (done.contains(first)) continue;
      DutyFairness group;
      std::set<std::string> all = people.at(first);
      std::set<std::string> functions{first};
      for (bool grew = true; grew;) {
        grew = false;
        for (const auto& [function, own] : people) {
          const bool shares = std::any_of(own.begin(), own.end(), [&](const auto& each) { return all.contains(each); });
          if (!shares || !functions.insert(function).second) continue;
          all.insert(own.begin(), own.end());
          grew = true;
        }
      }
      done.insert(functions.begin(), functions.end());
      group.functions.assign(functions.begin(), functions.end());
      measure(state, functions, all, group);
      groups.push_back(std::move(group));
    }
    return groups;
  }

  void measure(const DutyState& state, const std::set<std::string>& functions, const std::set<std::string>& all, DutyFairness& group) const {
    std::vector<int> seats, persons;
    for (int seat = 0; seat < static_cast<int>(seats_.size()); ++seat) {
      if (functions.contains(seats_[static_cast<std::size_t>(seat)].function)) seats.push_back(seat);
    }
    int least = 0, most = 0;
    for (int i = 0; i < static_cast<int>(state.persons().size()); ++i) {
      const auto& person = state.persons()[static_cast<std::size_t>(i)];
      if (!all.contains(person.person)) continue;
      const bool first = persons.empty();
      persons.push_back(i);
      const int load = state.load(i);
      group.loads.push_back({person.person, person.before, load - person.before, static_cast<int>(state.held(i).size())});
      least = first ? load : std::min(least, load);
      most = first ? load : std::max(most, load);
    }
    group.spread = most - least;
    group.bound = spread_bound(state, seats, persons);
  }

  const Configuration& configuration_;
  const DutyPlan& plan_;
  const Date from_, until_;
  const std::vector<DutySeat> seats_;
  std::vector<std::set<std::string>> pools_;   // of each seat: who has the function on its date
  std::set<std::string> everybody_;
};

}  // namespace

std::vector<DutySeat> duty_seats(const Configuration& configuration, const UnitId& unit, Date from, Date until) {
  const auto& plan = *configuration.people.duty_plan(unit);
  const auto working_time = configuration.working_time(unit, Instant::max());
  const auto* known = configuration.organisation.unit(unit);
  const auto calendar = configuration.calendars.find(known != nullptr && !known->calendar.empty() ? known->calendar : configuration.policy.calendar);
  const auto is_holiday = [&](Date date) {
    if (calendar == configuration.calendars.end()) return false;
    const auto& all = calendar->second.holidays;
    return std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.from <= date && date <= each.until; });
  };
  const auto functions = functions_of(configuration, plan);
  std::vector<DutySeat> seats;
  for (local_days day{from}; day <= local_days{until}; day += days{1}) {
    const Date date{day};
    const bool worked = working_time.is_workday(date);
    const auto kind = worked ? DutyKind::night : is_holiday(date) ? DutyKind::holiday : DutyKind::weekend;
    const auto add = [&](DaySpan span) {
      for (const auto& function : functions) {
        seats.push_back({configuration.zone.to_instant(at(date, span.start)), configuration.zone.to_instant(at(date, Minutes{0}) + span.end), date, kind,
                         function, plan.weights.at(kind)});
      }
    };
    if (!worked) add(plan.day);
    add(plan.night);
  }
  return seats;
}

DutyRoster make_duty_roster(const Configuration& configuration, const UnitId& unit, Date from, Date until, unsigned seed) {
  return Making(configuration, unit, from, until).roster(seed);
}

}  // namespace fenliu::rules
