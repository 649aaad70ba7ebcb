// Folding events.
#include "rules/cascade/course.h"

#include <algorithm>
#include <set>

namespace fenliu::rules {

namespace {

CoursePart* find_part(Course& course, const PartId& id) {
  for (auto& part : course.parts) {
    if (part.planned.id == id) return &part;
  }
  return nullptr;
}

void reorder(Course& course, const std::vector<PartId>& order) {
  std::vector<CoursePart> parts;
  for (const auto& id : order) {
    if (auto* part = find_part(course, id)) parts.push_back(*part);
  }
  // Parts that the new order does not name keep their place at the end.
  for (const auto& part : course.parts) {
    if (std::find(order.begin(), order.end(), part.planned.id) == order.end()) parts.push_back(part);
  }
  course.parts = std::move(parts);
}

void start_part(Course& course, const MeetingEvent& event) {
  if (!course.started) course.started = event.at;
  course.ended.reset();
  course.cancelled = course.postponed = false;
  for (auto& part : course.parts) {
    // Whatever was still running ended when this one began.
    if (part.planned.id != event.part && part.started && !part.ended) part.ended = event.at;
  }
  if (auto* part = find_part(course, event.part)) {
    part->started = event.at;
    part->ended.reset();
    part->skipped = false;
  }
  course.parts_reported = true;
}

void end_part(Course& course, const MeetingEvent& event) {
  if (!course.started) course.started = event.at;
  if (auto* part = find_part(course, event.part)) part->ended = event.at;
  course.parts_reported = true;
}

void add_part(Course& course, const MeetingEvent& event) {
  PlannedPart added{event.part_data->part_id, Minutes{event.part_data->minutes.value_or(10)}, event.part_data->starts};
  if (added.id.empty()) added.id = event.id;
  if (find_part(course, added.id) != nullptr) return;
  CoursePart part;
  part.planned = std::move(added);
  // Before the part that the event names, else at the end.
  auto place = std::find_if(course.parts.begin(), course.parts.end(),
                            [&](const auto& each) { return each.planned.id == event.part; });
  course.parts.insert(place, std::move(part));
}

void estimate(Course& course, const MeetingEvent& event) {
  const auto expected = event.at + Minutes{event.minutes.value_or(0)};
  if (event.part.empty()) {
    course.expected_end = expected;
  } else if (auto* part = find_part(course, event.part)) {
    part->expected_end = expected;
  }
}

// Whatever was in progress ended with the meeting.
void end(Course& course, const MeetingEvent& event) {
  if (!course.started) course.started = event.at;
  course.ended = event.at;
  for (auto& part : course.parts) {
    if (part.started && !part.ended) part.ended = event.at;
  }
}

// What was said of this sitting does not hold for the next; parts that were taken stay taken.
void postpone(Course& course, const MeetingEvent& event) {
  course.postponed = true;
  course.postponed_until = event.until;
  course.started.reset();
  course.ended.reset();
  course.expected_end.reset();
  course.parts_reported = false;
  for (auto& part : course.parts) {
    part.expected_end.reset();
    if (!part.ended) part.started.reset();
  }
}

void apply(Course& course, const MeetingEvent& event) {
  switch (event.kind) {
    case EventKind::started:
      course.started = event.at;
      course.ended.reset();
      course.cancelled = course.postponed = false;
      break;
    case EventKind::part_started:
      start_part(course, event);
      break;
    case EventKind::part_ended:
      end_part(course, event);
      break;
    case EventKind::part_added:
      add_part(course, event);
      break;
    case EventKind::part_skipped:
      if (auto* part = find_part(course, event.part)) part->skipped = true;
      break;
    case EventKind::reordered:
      reorder(course, event.order);
      break;
    case EventKind::estimate:
      estimate(course, event);
      break;
    case EventKind::ended:
      end(course, event);
      break;
    case EventKind::postponed:
      postpone(course, event);
      break;
    case EventKind::cancelled:
      course.cancelled = true;
      break;
    case EventKind::call:
    case EventKind::keep:
    case EventKind::release:
    case EventKind::retract:
      break;  // windows look at these
  }
  course.last_report = event.at;
}

}  // namespace

std::vector<MeetingEvent> without_retracted(const std::vector<MeetingEvent>& events) {
  // Newest first: what took something back may itself have been taken back.
  std::set<std::string> retracted;
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    if (event->kind == EventKind::retract && !retracted.contains(event->id)) retracted.insert(event->retracts);
  }
  std::vector<MeetingEvent> kept;
  for (const auto& event : events) {
    if (event.kind != EventKind::retract && !retracted.contains(event.id)) kept.push_back(event);
  }
  std::sort(kept.begin(), kept.end(),
            [](const auto& a, const auto& b) { return std::tie(a.at, a.id) < std::tie(b.at, b.id); });
  return kept;
}

Course fold(const PlannedMeeting& meeting, const std::vector<MeetingEvent>& events) {
  Course course;
  for (const auto& part : meeting.parts) {
    CoursePart each;
    each.planned = part;
    course.parts.push_back(std::move(each));
  }
  for (const auto& event : without_retracted(events)) apply(course, event);
  return course;
}

}  // namespace fenliu::rules
