// Alternatives and what is heard twice, as JSON.
#include <cmath>

#include <boost/json.hpp>

#include "rules/cascade/what_if.h"

namespace fenliu::rules {

namespace json = boost::json;

json::object what_if_to_json(const std::vector<Alternative>& alternatives, const std::vector<Reheard>& reheard, const Zone& zone) {
  json::array ways, twice;
  for (const auto& each : alternatives) {
    json::object way{{"name", each.name}};
    if (!each.obstacle.empty()) {
      way["obstacle"] = each.obstacle;
      ways.push_back(std::move(way));
      continue;
    }
    way["meetings"] = json::array(each.meetings.begin(), each.meetings.end());
    way["person_hours"] = std::round(static_cast<double>(each.person_minutes) / 6.0) / 10.0;
    if (each.latest_end) way["latest_end"] = format_rfc3339(*each.latest_end, zone);
    json::array released;
    for (const auto& unit : each.released) {
      json::object entry{{"unit", unit.unit}, {"until", format_rfc3339(unit.until, zone)}};
      if (unit.instead) entry["instead"] = format_rfc3339(*unit.instead, zone);
      released.push_back(std::move(entry));
    }
    way["released"] = std::move(released);
    ways.push_back(std::move(way));
  }
  for (const auto& each : reheard) {
    twice.push_back(json::object{{"meeting", each.meeting}, {"part", each.part}, {"upstream", each.upstream}, {"upstream_part", each.upstream_part},
                                 {"by", each.by}, {"units", json::array(each.units.begin(), each.units.end())}});
  }
  return {{"alternatives", std::move(ways)}, {"reheard", std::move(twice)}};
}

}  // namespace fenliu::rules
