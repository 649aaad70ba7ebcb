// The JSON of a paper to be collected. Internal to item/.
#pragma once

#include <boost/json.hpp>

#include "rules/item/item.h"
#include "rules/item/object_reader.h"

namespace fenliu::rules {

Paper paper_from_json(const boost::json::value& value, const std::string& pointer, const Zone& zone, std::vector<FieldFault>& faults);
boost::json::object paper_to_json(const Paper& paper, const Zone& zone);
// What must not stand beside a paper.
void check_paper(const Item& item, ObjectReader& reader);

}  // namespace fenliu::rules
