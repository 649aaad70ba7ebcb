// Printing what was read of holidays as a calendar (docs/configuration.md). Internal to cli/.
#pragma once

#include <optional>
#include <string>

#include "daemon/cli/program.h"
#include "rules/reading/holiday_notice.h"

namespace fenliu::cli {

// The calendar in YAML on stdout, in comments what it was read from and what was not understood; that there is such, and what
// was not understood where nothing else was read, on stderr. The exit code: kWrongInput when nothing was read.
int print_imported(const rules::HolidayNotice& notice, const std::string& id, Streams& streams);

// The same of a holiday notice's text.
int import_notice(const std::string& text, const std::string& language, std::optional<int> year, const std::string& id, Streams& streams);

}  // namespace fenliu::cli
