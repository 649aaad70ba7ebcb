// An entry of the call sheet as a clerk reads it: whom to telephone, what about, since when.
#pragma once

#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "rules/notices/escalation.h"
#include "rules/notices/recipient.h"

namespace fenliu::rules {

struct CallEntry {
  std::string id;
  std::string item, title, number;
  ItemKind kind = ItemKind::directive;
  UnitId unit;
  Instant since;                    // the unit was told
  Instant filed;
  ToldState told;
  std::vector<Recipient> people;    // in the order in which to ring
};

// Who acts for the posts that hear such things, then who is next in line, then the shared account; each once.
std::vector<Recipient> people_to_call(const Configuration& configuration, const UnitId& unit, Role role, ItemKind kind, Instant at);

// {"id","item","title","number"?,"kind","unit","unit_name","role","since","filed","window"?,"deadline"?,
//  "people":[{"person"?,"name","phone"?,"cause"}]}
boost::json::object call_to_json(const CallEntry& entry, const Configuration& configuration);

// A line a call and a line for each person; a sentence when there is nobody to call. Languages: zh, vi, else en.
std::string calls_to_text(const std::vector<CallEntry>& entries, const Configuration& configuration, const std::string& language);

// "25 Nov 09:00" in the configuration's zone, as all the texts of people write it.
std::string short_time(Instant at, const Zone& zone);

}  // namespace fenliu::rules
