// Secrets of channels: from a file that only the daemon may read, or from the environment.
#pragma once

#include <string>

#include "rules/source/channel_settings.h"
#include "rules/text/result.h"

namespace fenliu::load {

// The secret without the line end behind it; empty when the source names none. Error: the file cannot be read, everybody
// may read it, it is empty or longer than 64 KiB; the variable is not set. Messages never hold the secret.
rules::Result<std::string> read_secret(const rules::SecretSource& source);

}  // namespace fenliu::load
