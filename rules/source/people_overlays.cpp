// What overlays/*.yaml say of people: rotations and duty, and what absences and secondments of persons mean for their units.
#include <algorithm>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

// A percentage, or persons by name.
RotationShare read_share(const YamlNode& node, Reporter& reporter) {
  RotationShare share;
  if (node.kind == YamlNode::Kind::sequence) {
    for (const auto& [person, span] : read_texts(node, reporter)) {
      reporter.refer(Named::person, person, span);
      share.persons.push_back(person);
    }
    return share;
  }
  const auto& text = node.scalar;
  const bool number = node.kind == YamlNode::Kind::scalar && !text.empty() && text.size() <= 3 &&
                      text.find_first_not_of("0123456789") == std::string::npos && std::stoi(text) <= 100;
  if (number) {
    share.percent = std::stoi(text);
  } else {
    reporter.error(node.span, "wrong-type", "a share is a percentage from 0 to 100, or a list of persons", "write 50 or [PERSON, PERSON]");
  }
  return share;
}

RotationDay read_rotation_day(const YamlNode& node, Reporter& reporter) {
  RotationDay day;
  MappingReader reader(node, "a day of a rotation", reporter);
  int percent = 0;
  bool by_name = false;
  for (const auto presence : kPresences) {
    const auto* share = reader.take(std::string(to_string(presence)).c_str());
    if (share == nullptr) continue;
    day[presence] = read_share(*share, reporter);
    percent += day[presence].percent;
    by_name |= !day[presence].persons.empty();
  }
  reader.finish();
  if (!by_name && reader.usable() && percent != 100) {
    reporter.error(node.span, "not-everybody", "the shares of a day make " + std::to_string(percent) + " percent of the people, not 100",
                   "on_site, at_home and in_field together are everybody");
  }
  if (by_name && percent > 0) {
    reporter.error(node.span, "mixed-shares", "a day names persons or percentages, not both", "write either for all of on_site, at_home, in_field");
  }
  return day;
}

}  // namespace

void read_rotation(MappingReader& reader, const Zone& zone, People& people, Reporter& reporter) {
  Rotation rotation;
  rotation.span = reader.span();
  rotation.unit = reader.reference("unit", Named::unit, true);
  rotation.dates = read_day_range(reader, true, reporter);
  rotation.weekdays = read_weekdays(reader, "weekdays", reporter);
  if (const auto* days = reader.require("days")) {
    for (const auto& item : read_list(*days, "'days'", reporter)) rotation.days.push_back(read_rotation_day(item, reporter));
    if (days->kind == YamlNode::Kind::sequence && days->items.empty()) {
      reporter.error(days->span, "empty", "a rotation needs at least one day", "write [{on_site: 50, at_home: 50}]");
    }
  }
  rotation.announced = read_announced(reader, zone, reporter);
  if (rotation.dates.from && rotation.dates.until && !rotation.days.empty()) people.rotations.push_back(std::move(rotation));
}

void read_duty(MappingReader& reader, const Zone& zone, People& people, Reporter& reporter) {
  DutySlot slot;
  slot.span = reader.span();
  slot.unit = reader.reference("unit", Named::unit, true);
  slot.function = reader.text("function");
  slot.person = reader.reference("person", Named::person);
  slot.post = reader.reference("post", Named::post);
  const auto *from = reader.require("from"), *until = reader.require("until");
  const auto begins = from == nullptr ? std::nullopt : read_instant(*from, zone, reporter);
  const auto ends = until == nullptr ? std::nullopt : read_instant(*until, zone, reporter);
  slot.kind = parse_duty_kind(reader.word("kind", "kind of duty", {"night", "weekend", "holiday"}, "night")).value_or(DutyKind::night);
  slot.announced = read_announced(reader, zone, reporter);
  if (slot.person.empty() == slot.post.empty()) {
    reporter.error(slot.span, "ambiguous", "a duty has either `person` or `post`", "name who is on duty");
  }
  if (!begins || !ends) return;
  if (*ends <= *begins) reporter.error(reader.span_of("until"), "ends-before-start", "this ends before it starts", "swap `from` and `until`");
  slot.from = *begins;
  slot.until = *ends;
  people.duty.push_back(std::move(slot));
}

void settle_people(Configuration& configuration) {
  auto& people = configuration.people;
  people.index();
  Overlays kept;
  for (auto& overlay : configuration.overlays) {
    if (overlay.persons.empty()) {
      kept.push_back(std::move(overlay));
      continue;
    }
    if (overlay.kind == OverlayKind::secondment) {
      people.lent.push_back(overlay);
      kept.push_back(std::move(overlay));
      continue;
    }
    people.absences.push_back(overlay);
    // Who is away all day does none of the unit's work.
    std::map<std::string, int> away;
    for (const auto& id : overlay.persons) {
      const auto* person = people.person(id);
      const auto* unit = person == nullptr ? nullptr : configuration.organisation.unit(person->unit);
      if (unit != nullptr && unit->staff > 0 && overlay.spans.empty()) ++away[unit->id];
    }
    for (const auto& [unit, staff] : away) {
      auto derived = overlay;
      derived.persons.clear();
      derived.units = {unit};
      derived.staff = staff;
      kept.push_back(std::move(derived));
    }
  }
  configuration.overlays = std::move(kept);
}

}  // namespace fenliu::rules
