// The SHA-256 of a file, in a file beside it that `sha256sum --check` reads too. SQLite checks its own structure, not the
// letters in it: a flipped bit in a text shows here only.
#pragma once

#include <string>
#include <string_view>

#include "rules/text/result.h"

namespace fenliu::app {

inline constexpr std::string_view kChecksumEnding = ".sha256";

// For a file that will be renamed from `path` to `name`: writes `name`.sha256.
rules::Result<rules::Done> write_checksum(const std::string& path, const std::string& name);
// An error when the file is not what its checksum says. A file without one passes: backups come from elsewhere too.
rules::Result<rules::Done> verify_checksum(const std::string& path);

}  // namespace fenliu::app
