// Backing up a data folder that is being served, and bringing a backup back.
#pragma once

#include <functional>
#include <string>

#include "daemon/cli/program.h"

namespace fenliu::app {

// Both return what the person reads: what was kept, from when, and where. Nothing half done stands under a final name.
rules::Result<std::string> back_up(const cli::BackupRequest& request, rules::Instant now);
rules::Result<std::string> restore(const cli::RestoreRequest& request, rules::Instant now);
rules::Result<std::string> release_deliveries(const std::string& data);

}  // namespace fenliu::app
