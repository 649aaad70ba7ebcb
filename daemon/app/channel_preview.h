// What each channel would carry of a notice, before it does.
#pragma once

#include <boost/json/fwd.hpp>

#include "daemon/app/office.h"
#include "rules/notices/message.h"

namespace fenliu::app {

// The configured channels, and by hand where nobody configured it: a clerk always has a telephone.
std::vector<rules::ChannelSettings> preview_channels(const rules::Configuration& configuration);

// [{"channel","kind","carries","subject","text","html","brief","calendar","masked":[{"kind","count"}]}] for a notice; only
// the channel named, if one is. Error: there is no such channel, or the notice cannot be read.
Result<boost::json::array> carried_by_channels(const rules::Configuration& configuration, const Item& item, const store::NoticeRow& notice,
                                               const std::string& channel);

boost::json::array masked_to_json(const std::vector<rules::Masked>& masked);

}  // namespace fenliu::app
