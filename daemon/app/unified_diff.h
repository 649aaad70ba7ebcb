// What changed between two sets of files, as `diff -u` says it and `patch -p1` applies it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/text/diagnostic.h"

namespace fenliu::app {

// Hunks with three lines of context, "a/PATH" and "b/PATH", "/dev/null" for a file that is missing. Empty when both are the
// same. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986); beyond 2,000 edited lines the whole file is
// replaced.
std::string unified_diff(const std::string& path, const std::optional<std::string>& before,
                         const std::optional<std::string>& after);

// Of every file that differs. REQUIRES both sorted by path.
std::string unified_diff(const std::vector<rules::SourceFile>& before, const std::vector<rules::SourceFile>& after);

}  // namespace fenliu::app
