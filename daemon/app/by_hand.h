// What clerks told units by hand, as notices show it.
#pragma once

#include <boost/json/fwd.hpp>

#include "daemon/app/office.h"

namespace fenliu::app {

// [{"how","to_person","at","by","note","masked","sentence":{zh,en,vi}}] of one notice.
boost::json::array told_by_hand_json(store::Store& store, const store::NoticeRow& notice, const rules::Zone& zone);

}  // namespace fenliu::app
