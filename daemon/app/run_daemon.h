// The daemon's life: open, load, serve, tick, reload on SIGHUP, stop on SIGTERM.
#pragma once

#include "daemon/cli/program.h"
#include "rules/text/result.h"

namespace fenliu::app {

// Returns when SIGTERM or SIGINT ended it. Blocks these and SIGHUP for the calling thread and all it starts: REQUIRES
// that no other thread runs yet.
rules::Result<rules::Done> run_daemon(const cli::ServeRequest& request);

}  // namespace fenliu::app
