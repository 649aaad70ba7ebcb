// overlays/*.yaml and a case's `overlays`.
#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

constexpr Minutes kDay{24 * 60};
constexpr int kMostStaff = 100000;

void read_days(MappingReader& reader, bool lasts, Overlay& overlay, Reporter& reporter) {
  overlay.dates = read_day_range(reader, lasts, reporter);
}

void read_persons(MappingReader& reader, Overlay& overlay, Reporter& reporter) {
  for (const auto& [person, span] : reader.texts("persons")) {
    reporter.refer(Named::person, person, span);
    overlay.persons.push_back(person);
  }
}

void read_units(MappingReader& reader, bool required, Overlay& overlay, Reporter& reporter) {
  const auto* node = required ? reader.require("units") : reader.take("units");
  if (node == nullptr) return;
  for (const auto& [unit, span] : reader.texts("units")) {
    reporter.refer(Named::unit_or_group, unit, span);
    overlay.units.push_back(unit);
  }
  if (overlay.units.empty()) reporter.error(node->span, "empty", "this names no units", "leave the key out where it may be, or name them");
}

void read_spans(MappingReader& reader, bool required, Overlay& overlay, Reporter& reporter) {
  const auto* node = required ? reader.require("spans") : reader.take("spans");
  if (node == nullptr) return;
  const bool over_midnight = overlay.kind == OverlayKind::duty_shift;
  for (const auto& item : read_list(*node, "'spans'", reporter)) {
    auto span = read_day_span(item, reporter, over_midnight);
    if (!span) continue;
    if (span->end < span->start) span->end += kDay;
    if (!overlay.spans.empty() && span->start < overlay.spans.back().end) {
      reporter.error(item.span, "overlap", "this span overlaps the one before it, or stands before it",
                     "write the spans of a day in order, each from its beginning to its end");
    }
    overlay.spans.push_back(*span);
  }
  if (node->kind == YamlNode::Kind::sequence && node->items.empty()) {
    reporter.error(node->span, "empty", "'spans' needs at least one span", "write [\"18:00-22:00\"]");
  }
}

void read_duty_shift(MappingReader& reader, Overlay& overlay, Reporter& reporter) {
  read_units(reader, true, overlay, reporter);
  read_days(reader, false, overlay, reporter);
  overlay.weekdays = read_weekdays(reader, "weekdays", reporter);
  read_spans(reader, true, overlay, reporter);
}

void read_absence(MappingReader& reader, Overlay& overlay, Reporter& reporter) {
  read_persons(reader, overlay, reporter);
  read_units(reader, overlay.persons.empty(), overlay, reporter);
  if (!overlay.persons.empty() && (!overlay.units.empty() || reader.take("staff") != nullptr)) {
    reporter.error(reader.span_of("persons"), "persons-and-units", "an absence is of units, or of persons by name",
                   "write two entries; persons need no `staff`");
  }
  read_days(reader, false, overlay, reporter);
  overlay.weekdays = read_weekdays(reader, "weekdays", reporter);
  overlay.staff = reader.integer("staff", 1, kMostStaff).value_or(0);
  read_spans(reader, false, overlay, reporter);
  if (overlay.staff > 0 && !overlay.spans.empty()) {
    reporter.error(reader.span_of("spans"), "staff-with-spans", "people are away for whole days; only a whole unit is away in 'spans'",
                   "remove `staff` or `spans`");
  }
}

void read_secondment(MappingReader& reader, Overlay& overlay, Reporter& reporter) {
  if (auto unit = reader.reference("unit", Named::unit, true); !unit.empty()) overlay.units = {std::move(unit)};
  overlay.host = reader.reference("to", Named::unit, true);
  if (!overlay.units.empty() && overlay.units.front() == overlay.host) {
    reporter.error(reader.span_of("to"), "lent-to-itself", "the unit '" + overlay.host + "' lends people to itself",
                   "`unit` lends them, `to` has them meanwhile");
  }
  read_days(reader, true, overlay, reporter);
  read_persons(reader, overlay, reporter);
  if (overlay.persons.empty()) reader.require("staff");
  overlay.staff = reader.integer("staff", 1, kMostStaff).value_or(static_cast<int>(overlay.persons.size()));
  if (overlay.staff < static_cast<int>(overlay.persons.size())) {
    reporter.error(reader.span_of("staff"), "more-persons-than-staff", "more persons are named than `staff` lends", "leave `staff` out, or mend it");
  }
}

void read_day(MappingReader& reader, Overlay& overlay, Reporter& reporter) {
  read_units(reader, false, overlay, reporter);
  for (const auto& [place, span] : reader.texts("places")) overlay.places.push_back(place);
  read_days(reader, false, overlay, reporter);
}

struct Section {
  const char* key;
  const char* what;
  OverlayKind kind;
  void (*read)(MappingReader&, Overlay&, Reporter&);
};

constexpr Section kSections[] = {
    {"duty_shifts", "a duty shift", OverlayKind::duty_shift, read_duty_shift},
    {"absences", "an absence", OverlayKind::absence, read_absence},
    {"secondments", "a secondment", OverlayKind::secondment, read_secondment},
    {"days_off", "a day off", OverlayKind::day_off, read_day},
    {"workdays", "a make-up workday", OverlayKind::workday, read_day},
};

// `read` for every entry of the section; only people's own overlays have it.
template <typename Read>
void read_section(MappingReader& reader, const char* key, const char* what, const People* people, Reporter& reporter, const Read& read) {
  const auto* list = people == nullptr ? nullptr : reader.take(key);  // a case says nothing of them: an unknown key there
  if (list == nullptr) return;
  for (const auto& item : read_list(*list, std::string("'") + key + "'", reporter)) {
    MappingReader each(item, what, reporter);
    if (!each.usable()) continue;
    read(each);
    each.finish();
  }
}

}  // namespace

std::optional<Instant> read_announced(MappingReader& reader, const Zone& zone, Reporter& reporter) {
  const auto* node = reader.take("announced");
  if (node == nullptr) return {};
  if (const auto date = node->kind == YamlNode::Kind::scalar ? parse_date(node->scalar) : std::nullopt) {
    return zone.to_instant(at(*date, Minutes{0}));
  }
  return read_instant(*node, zone, reporter);
}

DateRange read_day_range(MappingReader& reader, bool lasts, Reporter& reporter) {
  reader.require("from");
  if (lasts) reader.require("until");
  DateRange dates{reader.date("from"), reader.date("until")};
  if (!dates.until) dates.until = dates.from;
  if (dates.from && *dates.until < *dates.from) {
    reporter.error(reader.span_of("until"), "ends-before-start", "this ends before it starts", "swap `from` and `until`");
  }
  return dates;
}

Overlays read_overlays(const YamlNode& root, const Zone& zone, Reporter& reporter, People* people) {
  Overlays overlays;
  MappingReader reader(root, "overlays", reporter);
  for (const auto& section : kSections) {
    const auto* list = reader.take(section.key);
    if (list == nullptr) continue;
    for (const auto& item : read_list(*list, std::string("'") + section.key + "'", reporter)) {
      MappingReader each(item, section.what, reporter);
      if (!each.usable()) continue;
      Overlay overlay;
      overlay.kind = section.kind;
      overlay.span = item.span;
      section.read(each, overlay, reporter);
      overlay.announced = read_announced(each, zone, reporter);
      overlay.name = each.name("name");
      each.finish();
      if (overlay.dates.from && overlay.dates.until) overlays.push_back(std::move(overlay));
    }
  }
  read_section(reader, "rotations", "a rotation", people, reporter, [&](auto& each) { read_rotation(each, zone, *people, reporter); });
  read_section(reader, "duty", "a duty", people, reporter, [&](auto& each) { read_duty(each, zone, *people, reporter); });
  reader.finish();
  return overlays;
}

}  // namespace fenliu::rules
