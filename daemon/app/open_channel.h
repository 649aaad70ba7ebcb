// A channel with its secret, read just now.
#pragma once

#include "daemon/app/office.h"
#include "daemon/deliver/channel.h"

namespace fenliu::app {

Result<std::unique_ptr<deliver::Channel>> open_channel(const rules::ChannelSettings& settings);

}  // namespace fenliu::app
