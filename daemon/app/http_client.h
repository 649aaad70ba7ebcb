// Asking a running daemon from the command line.
#pragma once

#include "daemon/cli/program.h"

namespace fenliu::app {

// One request to the daemon at `server` ("http://127.0.0.1:8642"). Errors: unavailable when nobody answers; a problem that
// the daemon gave becomes an error with its title and detail, kinds as its status says.
rules::Result<cli::CallAnswer> call_daemon(const cli::CallRequest& request);

}  // namespace fenliu::app
