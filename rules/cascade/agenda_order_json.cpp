// Agendas and their orders as JSON (DESIGN §5 `order`).
#include <charconv>
#include <cmath>
#include <set>

#include <boost/json.hpp>

#include "rules/cascade/agenda_order.h"
#include "rules/cascade/agenda_order_model.h"
#include "rules/item/object_reader.h"
#include "rules/text/diagnostic.h"

namespace fenliu::rules {

namespace json = boost::json;

namespace {

constexpr int kMostMinutes = 14'400;
constexpr double kMostDays = 31;
constexpr double kMostWeight = 1'000'000;
// Costs beyond are no whole numbers of thousandths any more where JSON is read as doubles.
constexpr double kMostCost = 9e15;

AgendaPart part_from_json(const json::value& value, const std::string& at, const Zone& zone, std::vector<FieldFault>& faults) {
  AgendaPart part;
  std::optional<int> minutes;
  ObjectReader reader(value, at, zone, faults);
  reader.text("id", part.id);
  reader.integer("minutes", minutes, 1, kMostMinutes);
  reader.texts("units", part.units);
  reader.integer("position", part.position, 1, static_cast<int>(kMostLongParts));
  reader.instant("starts", part.starts);
  reader.texts("after", part.after);
  reader.finish();
  if (!reader.usable()) return part;
  if (part.id.empty()) reader.fault("id", "missing", "a part needs an id");
  if (!reader.has("minutes")) reader.fault("minutes", "missing", "a part needs its minutes");
  if (part.starts && part.starts->time_since_epoch() % Minutes{1} != std::chrono::seconds{0}) {
    reader.fault("starts", "bad-time", "this must be a whole minute", "write 2022-11-24T20:30+08:00");
  }
  part.minutes = Minutes{minutes.value_or(1)};
  return part;
}

// YAML's decimals arrive as text. Negative: no number.
double number_in(const json::value& value) {
  if (value.is_number()) return value.to_number<double>();
  double number = -1;
  if (!value.is_string()) return number;
  const auto& text = value.get_string();
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failed == std::errc{} && end == text.data() + text.size() ? number : -1;
}

void read_weights(const json::value& value, Agenda& agenda, std::vector<FieldFault>& faults) {
  if (!value.is_object()) {
    faults.push_back({"/weights", "wrong-type", "this must be an object: unit to weight", "write {\"health\": 2}"});
    return;
  }
  std::set<UnitId> units;
  for (const auto& part : agenda.parts) units.insert(part.units.begin(), part.units.end());
  for (const auto& [key, each] : value.get_object()) {
    const std::string unit(key);
    const double weight = number_in(each);
    const double thousandths = std::round(weight * 1000);
    if (!(weight >= 0 && weight <= kMostWeight) || std::abs(thousandths - weight * 1000) > 1e-6 * std::max(1.0, thousandths)) {
      faults.push_back({"/weights/" + unit, "out-of-range", "a weight is a number from 0 to 1000000 with at most three decimals", ""});
    } else if (!units.contains(unit)) {
      const auto near = nearest(unit, {units.begin(), units.end()});
      faults.push_back({"/weights/" + unit, "unknown-unit", "no part names the unit '" + unit + "'", near.empty() ? "" : "did you mean '" + near + "'?"});
    } else {
      agenda.weights[unit] = static_cast<Thousandths>(thousandths);
    }
  }
}

void check_ids(const Agenda& agenda, std::vector<FieldFault>& faults) {
  std::set<PartId> ids;
  std::map<int, PartId> positions;
  for (std::size_t i = 0; i < agenda.parts.size(); ++i) {
    const auto& part = agenda.parts[i];
    const auto at = "/parts/" + std::to_string(i);
    if (!part.id.empty() && !ids.insert(part.id).second) faults.push_back({at + "/id", "duplicate-id", "two parts have the id '" + part.id + "'", ""});
    if (!part.position) continue;
    if (static_cast<std::size_t>(*part.position) > agenda.parts.size()) {
      faults.push_back({at + "/position", "out-of-range", "there are " + std::to_string(agenda.parts.size()) + " parts only", "positions count from 1"});
    }
    const auto [other, free] = positions.emplace(*part.position, part.id);
    if (!free) faults.push_back({at + "/position", "duplicate-position", "part '" + other->second + "' has this position", "give each its own"});
  }
  for (std::size_t i = 0; i < agenda.parts.size(); ++i) {
    const auto& after = agenda.parts[i].after;
    for (std::size_t j = 0; j < after.size(); ++j) {
      if (ids.contains(after[j])) continue;
      const auto near = nearest(after[j], {ids.begin(), ids.end()});
      faults.push_back({"/parts/" + std::to_string(i) + "/after/" + std::to_string(j), "unknown-part",
                        "there is no part '" + after[j] + "'", near.empty() ? "" : "did you mean '" + near + "'?"});
    }
  }
}

// Days from the first fixed time to the last.
double days_between_times(const Agenda& agenda, ObjectReader& reader) {
  std::set<Instant> times;
  if (agenda.starts) times.insert(*agenda.starts);
  for (const auto& part : agenda.parts) {
    if (part.starts) times.insert(*part.starts);
  }
  if (times.empty()) return 0;
  const auto days = std::chrono::duration<double, std::chrono::days::period>(*times.rbegin() - *times.begin()).count();
  if (days > kMostDays) reader.fault("parts", "out-of-range", "the fixed times lie more than 31 days apart", "check their dates");
  return days;
}

void check_size(const Agenda& agenda, ObjectReader& reader) {
  if (agenda.parts.empty()) reader.fault("parts", "missing", "an agenda needs parts");
  if (agenda.parts.size() > kMostLongParts) {
    reader.fault("parts", "too-many", "an agenda has at most " + std::to_string(kMostLongParts) + " parts", "order its sections one by one");
  }
  std::set<UnitId> units;
  double minutes = 0, weights = 0;
  for (const auto& part : agenda.parts) {
    minutes += static_cast<double>(part.minutes.count());
    units.insert(part.units.begin(), part.units.end());
  }
  minutes += days_between_times(agenda, reader) * 1440;
  if (units.size() > kMostAgendaUnits) {
    reader.fault("parts", "too-many", "at most " + std::to_string(kMostAgendaUnits) + " units take part in an agenda", "name groups instead of their members");
  }
  for (const auto& unit : units) weights += static_cast<double>(agenda.weights.contains(unit) ? agenda.weights.at(unit) : 1000);
  if (minutes * weights > kMostCost) reader.fault("weights", "too-large", "minutes times weights are too large to be summed", "divide all weights by ten");
}

json::value number(Thousandths value) {
  if (value % 1000 == 0) return value / 1000;
  return static_cast<double>(value) / 1000;
}

}  // namespace

Decoded<Agenda> agenda_from_json(const json::value& value, const Zone& zone) {
  Decoded<Agenda> decoded;
  auto& faults = decoded.faults;
  ObjectReader reader(value, "", zone, faults);
  reader.instant("starts", decoded.value.starts);
  reader.elements("parts", [&](const json::value& each, const std::string& at) {
    decoded.value.parts.push_back(part_from_json(each, at, zone, faults));
  });
  if (const auto* weights = reader.take("weights")) read_weights(*weights, decoded.value, faults);
  reader.finish();
  if (reader.usable()) {
    check_ids(decoded.value, faults);
    check_size(decoded.value, reader);
  }
  return decoded;
}

json::object agenda_order_to_json(const AgendaOrder& order, const Agenda& agenda) {
  json::array ids;
  for (const auto index : order.order) ids.emplace_back(agenda.parts[index].id);
  json::object object{{"order", std::move(ids)},
                      {"cost", number(order.cost)},
                      {"lower_bound", number(order.lower_bound)},
                      {"optimal", order.optimal},
                      {"gap", order.cost == 0 ? 0.0 : static_cast<double>(order.cost - order.lower_bound) / static_cast<double>(order.cost)}};
  // What the given order costs says nothing when it is not possible.
  object["given_cost"] = order.given_cost ? number(*order.given_cost) : json::value(nullptr);
  object["saved"] = order.given_cost ? number(*order.given_cost - order.cost) : json::value(nullptr);
  return object;
}

}  // namespace fenliu::rules
