// Text within HTML.
#pragma once

#include <string>
#include <string_view>

namespace fenliu::rules {

// Safe between tags and within quotes of either kind. REQUIRES nothing of `text`; other bytes stay as they are.
std::string html_escaped(std::string_view text);
// The same, with <br> for each '\n'.
std::string html_lines(std::string_view text);

}  // namespace fenliu::rules
