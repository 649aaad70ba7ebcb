// Configurations for tests: a small one in memory, and those of the repository.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rules/source/compile.h"

namespace fenliu::support {

// Units a1 (lead for topic t), a2 (support for t), town1 and town2 (places), a group of towns and a pool; UTC+8; the
// rules file is what the test gives. Throws when it does not compile.
std::shared_ptr<const rules::Configuration> small_configuration(const std::string& rules_file);
std::vector<rules::SourceFile> small_files(const std::string& rules_file);

// Zones that tests know: UTC, Asia/Shanghai, Asia/Ho_Chi_Minh, America/Los_Angeles (2021 to 2026).
std::optional<rules::Zone> test_zone(const std::string& name);

// config/NAME of the repository. Throws when it does not compile.
std::shared_ptr<const rules::Configuration> repository_configuration(const std::string& name);

}  // namespace fenliu::support
