// Lines of duty to slots.
#include "rules/people/duty_import.h"

#include <algorithm>
#include <array>

namespace fenliu::rules {

namespace {

bool has_name(const std::map<std::string, std::string>& names, const std::string& word) {
  return std::any_of(names.begin(), names.end(), [&](const auto& each) { return each.second == word; });
}

class Settling {
 public:
  Settling(const Configuration& configuration, const UnitId& unit) : configuration_(configuration), usual_(unit) {}

  SettledDuty of(const std::vector<DutyLine>& lines) {
    for (const auto& line : lines) {
      if (auto slot = settle(line)) settled_.slots.push_back(std::move(*slot));
    }
    if (lines.empty()) settled_.faults.push_back({0, "the file holds no duty", ""});
    if (!settled_.faults.empty()) settled_.slots.clear();
    return std::move(settled_);
  }

 private:
  std::optional<DutySlot> fault(const DutyLine& line, std::string message, std::string hint = "") {
    settled_.faults.push_back({line.line, std::move(message), std::move(hint)});
    return {};
  }

  std::optional<DutySlot> settle(const DutyLine& line) {
    DutySlot slot;
    slot.unit = line.unit.empty() ? usual_ : line.unit;
    if (slot.unit.empty()) return fault(line, "nothing says of which unit this duty is", "add a column `unit`, or give --unit");
    if (configuration_.organisation.unit(slot.unit) == nullptr) return fault(line, "there is no unit '" + slot.unit + "'", "write its id");
    slot.function = line.function;
    slot.from = line.from;
    slot.until = line.until;
    if (slot.until <= slot.from) return fault(line, "this duty ends before it starts", "one over midnight ends on the next date");
    if (slot.until - slot.from > std::chrono::hours{7 * 24}) return fault(line, "this duty lasts longer than a week", "check both dates");
    if (line.kind.empty()) {
      slot.kind = kind_on(slot);
    } else if (const auto kind = parse_duty_kind(line.kind)) {
      slot.kind = *kind;
    } else {
      return fault(line, "'" + line.kind + "' is no kind of duty", "night, weekend or holiday; empty: by the calendar");
    }
    return with_who(line, std::move(slot));
  }

  std::optional<DutySlot> with_who(const DutyLine& line, DutySlot slot) {
    const auto& people = configuration_.people;
    if (!line.post.empty() && line.person.empty() && line.name.empty()) {
      if (people.post(line.post) == nullptr) return fault(line, "there is no post '" + line.post + "'", "people.yaml holds the posts");
      slot.post = line.post;
      return slot;
    }
    if (!line.person.empty() && people.person(line.person) != nullptr) {
      slot.person = line.person;
      return slot;
    }
    const auto& word = line.person.empty() ? line.name : line.person;
    if (word.empty()) return fault(line, "nothing says who is on duty", "fill `person` (an id), `name` or `post`");
    std::vector<std::string> own, all;
    for (const auto& each : people.persons) {
      if (!has_name(each.name, word)) continue;
      all.push_back(each.id);
      if (each.unit == slot.unit) own.push_back(each.id);
    }
    const auto& found = own.empty() ? all : own;
    if (found.empty()) return fault(line, "there is no person '" + word + "'", "people.yaml holds the persons; write the id or the name as it stands there");
    if (found.size() > 1) return fault(line, "'" + word + "' is the name of " + found[0] + " and of " + found[1], "write the id into `person`");
    slot.person = found.front();
    return slot;
  }

  DutyKind kind_on(const DutySlot& slot) const {
    const auto date = date_of(configuration_.zone.to_local(slot.from));
    if (configuration_.working_time(slot.unit, Instant::max()).is_workday(date)) return DutyKind::night;
    const auto* unit = configuration_.organisation.unit(slot.unit);
    const auto calendar = configuration_.calendars.find(unit != nullptr && !unit->calendar.empty() ? unit->calendar : configuration_.policy.calendar);
    if (calendar == configuration_.calendars.end()) return DutyKind::weekend;
    const auto& all = calendar->second.holidays;
    const bool holiday = std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.from <= date && date <= each.until; });
    return holiday ? DutyKind::holiday : DutyKind::weekend;
  }

  const Configuration& configuration_;
  const UnitId usual_;
  SettledDuty settled_;
};

}  // namespace

SettledDuty settle_duty(const std::vector<DutyLine>& lines, const Configuration& configuration, const UnitId& unit) {
  return Settling(configuration, unit).of(lines);
}

std::optional<Instant> parse_table_time(const std::string& text, const Zone& zone) {
  if (const auto instant = parse_rfc3339(text)) return instant;
  // year, month, day, hour, minute; one or two digits where spreadsheets drop zeros.
  std::array<int, 5> numbers{};
  std::size_t at = 0;
  constexpr std::string_view kAfter[] = {"-/", "-/", " T", ":", ""};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9' && at - begin < 4) numbers[i] = numbers[i] * 10 + (text[at++] - '0');
    const bool enough = i == 0 ? at - begin == 4 : at - begin == 1 || at - begin == 2;
    const bool ends = i + 1 == numbers.size();
    if (!enough || (ends ? at != text.size() && text.substr(at) != ":00" : at >= text.size() || kAfter[i].find(text[at]) == std::string_view::npos)) return {};
    if (!ends) ++at;
  }
  const Date date{std::chrono::year{numbers[0]}, std::chrono::month{static_cast<unsigned>(numbers[1])}, std::chrono::day{static_cast<unsigned>(numbers[2])}};
  if (!date.ok() || numbers[3] > 24 || numbers[4] > 59 || (numbers[3] == 24 && numbers[4] > 0)) return {};
  return zone.to_instant(rules::at(date, Minutes{60 * numbers[3] + numbers[4]}));
}

}  // namespace fenliu::rules
