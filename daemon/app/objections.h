// Shared by the use cases about objections, and by the inbox that shows them.
#pragma once

#include <boost/json/fwd.hpp>

#include "daemon/app/subject.h"
#include "rules/notices/objections.h"

namespace fenliu::app {

rules::ObjectionRequest request_of(const store::ObjectionRow& row);

// {"id","kind","part"?,"text"?,…,"state","answer"?,"sentence":{"zh","vi","en"}}; `item` for the sentences, nullptr: without.
boost::json::object objection_json(const store::ObjectionRow& row, const Item* item, const rules::Configuration& configuration);

// A notice beside what is decided: the unit's told state stays as it was, so nothing is sent twice for it. REQUIRES
// plan_mutex held exclusively.
store::NoticeRow notice_beside(Office& office, const Item& item, const UnitId& unit, rules::Stage stage, const std::string& reason, Instant now);
// Gives it its number and puts it into the outbox.
void insert_beside(store::Transaction& transaction, store::NoticeRow row, Instant now);

}  // namespace fenliu::app
