// Golden files: what a program printed once and was looked at, kept below tests/golden/.
#pragma once

#include <optional>
#include <string>

namespace fenliu::support {

// The file tests/golden/`name`; with UPDATE_GOLDEN=1 in the environment it is rewritten with `actual` first.
// Nothing when there is no such file.
std::optional<std::string> golden(const std::string& name, const std::string& actual);

// The repository's root, and the folder with facts beside it (empty when absent: such tests skip visibly).
std::string root();
std::string shared_folder();

std::string read_text(const std::string& path);  // empty when it cannot be read

}  // namespace fenliu::support
