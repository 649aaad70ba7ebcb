// UTF-8 and classes of code points.
#include "rules/text/utf8.h"

#include <unicode/uchar.h>

namespace fenliu::rules {

namespace {

// Decodes one code point at `i` and moves past it; returns false, with `i` unmoved, where the bytes are invalid.
bool decode(std::string_view text, std::size_t& i, char32_t& out) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char first = byte(i);
  if (first < 0x80) {
    out = first;
    ++i;
    return true;
  }
  int more = 0;
  char32_t value = 0, least = 0;
  if (first >= 0xC2 && first <= 0xDF) {
    more = 1, value = first & 0x1F, least = 0x80;
  } else if (first >= 0xE0 && first <= 0xEF) {
    more = 2, value = first & 0x0F, least = 0x800;
  } else if (first >= 0xF0 && first <= 0xF4) {
    more = 3, value = first & 0x07, least = 0x10000;
  } else {
    return false;
  }
  if (i + static_cast<std::size_t>(more) >= text.size()) return false;
  for (int k = 1; k <= more; ++k) {
    const unsigned char next = byte(i + static_cast<std::size_t>(k));
    if ((next & 0xC0) != 0x80) return false;
    value = (value << 6) | (next & 0x3F);
  }
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return false;
  out = value;
  i += static_cast<std::size_t>(more) + 1;
  return true;
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  char32_t c = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto at = i;
    if (!decode(text, i, c) || c == 0) return at;
  }
  return {};
}

char32_t decode_code_point(std::string_view text, std::size_t& i) {
  char32_t c = 0;
  if (decode(text, i, c)) return c;
  ++i;
  return U'\uFFFD';
}

std::u32string to_utf32(std::string_view utf8) {
  std::u32string out(utf8.size(), U'\0');
  std::size_t length = 0;
  for (std::size_t i = 0; i < utf8.size();) out[length++] = next_code_point(utf8, i);
  out.resize(length);
  return out;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (const char32_t c : text) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += static_cast<char>(0xC0 | (c >> 6));
      out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      out += static_cast<char>(0xE0 | (c >> 12));
      out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
      out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
      out += static_cast<char>(0xF0 | (c >> 18));
      out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
      out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
      out += static_cast<char>(0x80 | (c & 0x3F));
    }
  }
  return out;
}

std::size_t count_code_points(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::string fold_case(std::string_view utf8) {
  auto text = to_utf32(utf8);
  for (auto& c : text) c = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
  return to_utf8(text);
}

bool is_letter_or_digit(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  if (is_han(c)) return true;
  const auto mask = U_GET_GC_MASK(static_cast<UChar32>(c));
  return (mask & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
}

bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
  return u_isUWhiteSpace(static_cast<UChar32>(c)) || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

}  // namespace fenliu::rules
