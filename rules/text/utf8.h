// UTF-8 in and out. All positions elsewhere in `rules/` count code points.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace fenliu::rules {

// Byte offset of the first byte that is not valid UTF-8 (overlong forms, surrogates and values over U+10FFFF are
// invalid; so is U+0000), or nothing when the whole text is valid.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

// REQUIRES valid UTF-8 (invalid sequences become U+FFFD).
std::u32string to_utf32(std::string_view utf8);
std::string to_utf8(std::u32string_view text);
std::size_t count_code_points(std::string_view utf8);

bool is_han(char32_t c);              // Unified ideographs of all planes, 〇 and 々
bool is_letter_or_digit(char32_t c);  // Unicode L*, N* and combining marks; Han included
bool is_space(char32_t c);            // Unicode White_Space and zero-width spaces

}  // namespace fenliu::rules
