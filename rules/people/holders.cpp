// Posts, deputies and duty at an instant.
#include "rules/people/holders.h"

#include <algorithm>

namespace fenliu::rules {

namespace {

bool among(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool covers(const Overlay& overlay, LocalTime local) {
  const auto date = date_of(local);
  if (!overlay.on(date)) return false;
  const auto of_day = std::chrono::floor<Minutes>(local - at(date, Minutes{0}));
  return overlay.spans.empty() || std::any_of(overlay.spans.begin(), overlay.spans.end(), [&](const DaySpan& span) {
           return span.start <= of_day && of_day < span.end;
         });
}

}  // namespace

bool is_away(const Configuration& configuration, const std::string& person, const UnitId& unit, Instant at) {
  const auto& people = configuration.people;
  const auto local = configuration.zone.to_local(at);
  const auto holds = [&](const Overlay& each) { return each.known(at) && among(each.persons, person) && covers(each, local); };
  if (std::any_of(people.absences.begin(), people.absences.end(), holds)) return true;
  return std::any_of(people.lent.begin(), people.lent.end(), [&](const auto& each) { return each.host != unit && holds(each); });
}

const Holding* holding_of(const Configuration& configuration, const std::string& post, Date date) {
  const auto& all = configuration.people.holdings;
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.post == post && each.valid.contains(date); });
  return found == all.end() ? nullptr : &*found;
}

namespace {

// Holder and deputies who are there, in order.
std::vector<const Person*> in_line(const Configuration& configuration, const Post& post, Instant at) {
  std::vector<const Person*> line;
  const auto* holding = holding_of(configuration, post.id, date_of(configuration.zone.to_local(at)));
  if (holding == nullptr) return line;
  std::vector<std::string> ids{holding->person};
  ids.insert(ids.end(), holding->deputies.begin(), holding->deputies.end());
  for (const auto& id : ids) {
    const auto* person = configuration.people.person(id);
    if (person != nullptr && !is_away(configuration, id, post.unit, at)) line.push_back(person);
  }
  return line;
}

}  // namespace

std::optional<Acting> acting_for(const Configuration& configuration, const Post& post, Instant at) {
  const auto line = in_line(configuration, post, at);
  if (line.empty()) return {};
  const auto* holding = holding_of(configuration, post.id, date_of(configuration.zone.to_local(at)));
  return Acting{line.front(), line.front()->id != holding->person};
}

const Person* next_deputy(const Configuration& configuration, const Post& post, Instant at) {
  const auto line = in_line(configuration, post, at);
  return line.size() < 2 ? nullptr : line[1];
}

std::vector<OnDuty> on_duty(const Configuration& configuration, const UnitId& unit, Instant at) {
  std::vector<OnDuty> found;
  const auto& people = configuration.people;
  for (const auto& slot : people.duty) {
    if (slot.unit != unit || at < slot.from || at >= slot.until || (slot.announced && *slot.announced > at)) continue;
    const Person* person = nullptr;
    if (slot.person.empty()) {
      const auto* post = people.post(slot.post);
      const auto acting = post == nullptr ? std::nullopt : acting_for(configuration, *post, at);
      if (acting) person = acting->person;
    } else if (!is_away(configuration, slot.person, unit, at)) {
      person = people.person(slot.person);
    }
    if (person != nullptr) found.push_back({&slot, person});
  }
  return found;
}

std::vector<const DutySlot*> duty_between(const Configuration& configuration, const UnitId& unit, Instant from, Instant until) {
  std::vector<const DutySlot*> found;
  for (const auto& slot : configuration.people.duty) {
    if (slot.unit == unit && slot.from < until && from < slot.until) found.push_back(&slot);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->from < b->from; });
  return found;
}

bool is_office_open(const Configuration& configuration, const UnitId& unit, Instant at) {
  const auto local = configuration.zone.to_local(at);
  const auto date = date_of(local);
  const auto of_day = std::chrono::floor<Minutes>(local - rules::at(date, Minutes{0}));
  const auto spans = configuration.working_time(unit, at).office_hours_on(date);
  // Over lunch the office is not on duty.
  return !spans.empty() && spans.front().start <= of_day && of_day < spans.back().end;
}

std::optional<Presence> presence_of(const Configuration& configuration, const std::string& person, Date date) {
  std::optional<Presence> found;
  const std::chrono::local_days day{date};
  for (const auto& rotation : configuration.people.rotations) {
    const bool on_weekday = rotation.weekdays.empty() ||
                            std::find(rotation.weekdays.begin(), rotation.weekdays.end(), std::chrono::weekday{day}) != rotation.weekdays.end();
    if (!rotation.dates.contains(date) || !on_weekday) continue;
    const auto since = static_cast<std::size_t>((day - std::chrono::local_days{*rotation.dates.from}).count());
    for (const auto& [presence, share] : rotation.days[since % rotation.days.size()]) {
      if (among(share.persons, person)) found = presence;
    }
  }
  return found;
}

}  // namespace fenliu::rules
