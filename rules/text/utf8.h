// UTF-8 in and out. All positions elsewhere in `rules/` count code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fenliu::rules {

// Byte offset of the first byte that is not valid UTF-8 (overlong forms, surrogates and values over U+10FFFF are
// invalid; so is U+0000), or nothing when the whole text is valid.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

// REQUIRES valid UTF-8 (invalid sequences become U+FFFD).
std::u32string to_utf32(std::string_view utf8);
// The code point at byte `i` < text.size(), and `i` moved past it; U+FFFD and one byte where it is invalid.
char32_t decode_code_point(std::string_view text, std::size_t& i);
inline char32_t next_code_point(std::string_view text, std::size_t& i) {
  // Three bytes from U+1000 to U+CFFF are most of any Chinese text, and need no check for overlong forms or surrogates.
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  if (i + 2 < text.size() && byte(i) >= 0xE1 && byte(i) <= 0xEC && (byte(i + 1) & 0xC0) == 0x80 && (byte(i + 2) & 0xC0) == 0x80) {
    i += 3;
    return static_cast<char32_t>((byte(i - 3) & 0x0F) << 12 | (byte(i - 2) & 0x3F) << 6 | (byte(i - 1) & 0x3F));
  }
  return decode_code_point(text, i);
}
std::string to_utf8(std::u32string_view text);
std::size_t count_code_points(std::string_view utf8);
// Every code point by Unicode's simple case folding (CaseFolding.txt, status C and S): what RE2's (?i) takes for equal
// becomes equal, K (the Kelvin sign) and ſ too. REQUIRES valid UTF-8; the length in code points stays.
std::string fold_case(std::string_view utf8);

// How many characters are such; `is` has no branches (& and |, not && and ||), so that several are looked at in one step.
template <class Is>
std::size_t count_characters(std::u32string_view text, Is is) {
  constexpr std::size_t kBlock = 16;
  std::size_t count = 0, i = 0;
  for (; i + kBlock <= text.size(); i += kBlock) {
    std::uint32_t in_block = 0;
    for (std::size_t k = 0; k < kBlock; ++k) in_block += is(text[i + k]) ? 1U : 0U;
    count += in_block;
  }
  for (; i < text.size(); ++i) count += is(text[i]) ? 1U : 0U;
  return count;
}

// Unified ideographs of all planes, 〇 and 々.
inline bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007 || c == 0x3005 ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}
bool is_letter_or_digit(char32_t c);  // Unicode L*, N* and combining marks; Han included
bool is_space(char32_t c);            // Unicode White_Space and zero-width spaces

}  // namespace fenliu::rules
