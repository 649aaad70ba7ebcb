// Plans for tests: short ways to write meetings and events, and small random plans with the events of an evening.
#pragma once

#include <algorithm>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "rules/cascade/plan.h"

namespace fenliu::test {

using rules::Instant;
using rules::Minutes;

inline Instant at(const std::string& time_of_day) {
  const auto instant = rules::parse_rfc3339("2022-11-24T" + time_of_day + "Z");
  if (!instant) throw std::runtime_error("no time: " + time_of_day);
  return *instant;
}

inline std::string clock(Instant instant) { return rules::format_time_of_day(rules::Zone{}.to_local(instant)); }

// "18:00" planned start, "" for none; a part per number of minutes, with ids 1, 2, …
inline rules::PlannedMeeting meeting(const std::string& id, const std::string& start, const std::vector<int>& parts) {
  rules::PlannedMeeting meeting;
  meeting.id = id;
  if (!start.empty()) meeting.planned_start = at(start);
  for (const int minutes : parts) meeting.parts.push_back({std::to_string(meeting.parts.size() + 1), Minutes{minutes}, {}});
  return meeting;
}

inline rules::MeetingEvent event(const std::string& id, const std::string& meeting, rules::EventKind kind, Instant at) {
  rules::MeetingEvent event;
  event.id = id;
  event.meeting = meeting;
  event.kind = kind;
  event.at = event.recorded_at = at;
  return event;
}

// Everything that a plan says of its meetings, and of conflicts.
inline std::vector<std::string> said(const rules::Plan& plan) {
  std::vector<std::string> lines;
  const auto all = rules::forecast_to_json(plan, rules::Zone{});
  for (const char* key : {"meetings", "conflicts"}) {
    for (const auto& each : all.at(key).as_array()) lines.push_back(boost::json::serialize(each));
  }
  return lines;
}

// The first line in which they differ, of both; empty when they say the same.
inline std::string difference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string left = i < a.size() ? a[i] : "nothing", right = i < b.size() ? b[i] : "nothing";
    if (left != right) return left + "\n" + right;
  }
  return "";
}

// Meetings in an order in which every predecessor stands before its successors.
struct World {
  std::vector<rules::PlannedMeeting> meetings;
  std::vector<std::vector<rules::Link>> incoming;
};

class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}
  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  bool percent(int share) { return below(100) < share; }
  template <class List>
  auto& one_of(List& list) {
    return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
  }
  template <class List>
  void shuffle(List& list) {
    std::shuffle(list.begin(), list.end(), random_);
  }

 private:
  std::mt19937 random_;
};

inline void redraw(Chance& chance, World& world, std::size_t i) {
  auto& meeting = world.meetings[i];
  meeting.planned_start.reset();
  if (chance.percent(80)) meeting.planned_start = at("16:00") + Minutes{chance.below(240)};
  meeting.planned = Minutes{chance.below(60)};
  for (auto& part : meeting.parts) {
    part.minutes = Minutes{5 * chance.below(7)};
    part.starts.reset();
    if (chance.percent(10)) part.starts = at("17:00") + Minutes{chance.below(180)};
  }
  world.incoming[i].clear();
  for (std::size_t before = 0; before < i; ++before) {
    if (!chance.percent(45)) continue;
    world.incoming[i].push_back({world.meetings[before].id, meeting.id, Minutes{chance.below(16)}, chance.percent(25)});
  }
}

inline World random_world(Chance& chance, bool with_parts) {
  World world;
  std::vector<std::string> ids{"a", "b", "c", "d", "e", "f", "g"};
  chance.shuffle(ids);
  const auto count = static_cast<std::size_t>(2 + chance.below(6));
  for (std::size_t i = 0; i < count; ++i) {
    auto drawn = meeting(ids[i], "", std::vector<int>(with_parts ? static_cast<std::size_t>(chance.below(4)) : 0, 10));
    if (chance.percent(40)) drawn.room = "hall";
    if (chance.percent(40)) drawn.persons = {"chair"};
    world.meetings.push_back(std::move(drawn));
    world.incoming.emplace_back();
    redraw(chance, world, i);
  }
  return world;
}

// An event of any kind at or a little before `now`; often one that the plan refuses.
inline rules::MeetingEvent random_event(Chance& chance, World& world, const std::vector<rules::MeetingEvent>& before, Instant now) {
  using rules::EventKind;
  static const std::vector<EventKind> kKinds{
      EventKind::started,      EventKind::started,   EventKind::ended,    EventKind::estimate,  EventKind::cancelled,
      EventKind::part_started, EventKind::part_ended, EventKind::part_skipped, EventKind::part_added, EventKind::reordered,
      EventKind::postponed,    EventKind::retract,   EventKind::retract,  EventKind::part_started, EventKind::part_ended};
  // Ids that do not follow the order of recording: equal times fold by id.
  const auto number = static_cast<int>(before.size());
  auto drawn = event("e" + std::to_string((number * 7919) % 997), chance.one_of(world.meetings).id, chance.one_of(kKinds),
                     now - Minutes{chance.below(25)} + Minutes{2});
  drawn.part = std::to_string(1 + chance.below(3));
  if (drawn.kind == EventKind::estimate) {
    drawn.minutes = chance.below(50);
    if (chance.percent(50)) drawn.part.clear();
  }
  if (drawn.kind == EventKind::part_added) {
    drawn.part_data.emplace();
    drawn.part_data->part_id = "x" + std::to_string(chance.below(3));
    drawn.part_data->minutes = 5 + chance.below(20);
  }
  if (drawn.kind == EventKind::reordered) drawn.order = {"3", "1"};
  if (drawn.kind == EventKind::postponed && chance.percent(60)) drawn.until = now + Minutes{chance.below(90)};
  if (drawn.kind == EventKind::retract && !before.empty()) {
    const auto& target = before[static_cast<std::size_t>(chance.below(number))];
    drawn.meeting = target.meeting;
    drawn.retracts = target.id;
  }
  return drawn;
}

}  // namespace fenliu::test
