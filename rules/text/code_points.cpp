// Asking ICU for one code point at a time: by the build for its table, at run time for other planes.
#include "rules/text/code_points.h"

#include <memory>

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>

#include "rules/text/utf8.h"

namespace fenliu::rules {

std::u32string from_icu(const icu::UnicodeString& text) {
  std::u32string out;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) out += static_cast<char32_t>(text.char32At(i));
  return out;
}

std::unordered_map<char32_t, char32_t> simplified_from_icu() {
  std::unordered_map<char32_t, char32_t> map;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> hans(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  if (U_FAILURE(status) || !hans) return map;
  icu::UnicodeSet sources;
  hans->getSourceSet(sources);
  for (int32_t i = 0; i < sources.size(); ++i) {
    const UChar32 c = sources.charAt(i);
    if (!is_han(static_cast<char32_t>(c))) continue;
    icu::UnicodeString text(c);
    hans->transliterate(text);
    if (text.countChar32() == 1 && text.char32At(0) != c) {
      map[static_cast<char32_t>(c)] = static_cast<char32_t>(text.char32At(0));
    }
  }
  return map;
}

char32_t normalised_by_icu(char32_t c, const std::unordered_map<char32_t, char32_t>& simplified, std::u32string* expansion) {
  if (c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029) return kBreak;
  if ((c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF) return kDrop;
  if (is_space(c)) return kSpace;
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (u_getCombiningClass(static_cast<UChar32>(c)) != 0) return kCombining;
  if (const auto found = simplified.find(c); found != simplified.end()) return found->second;
  if (c >= 0xD800 && c <= 0xDFFF) return kDrop;
  if (c >= 0x4E00 && c <= 0x9FFF) return c;
  UErrorCode status = U_ZERO_ERROR;
  const auto* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  auto folded = from_icu(fold->normalize(icu::UnicodeString(static_cast<UChar32>(c)), status));
  for (auto& each : folded) {
    if (const auto found = simplified.find(each); found != simplified.end()) each = found->second;
  }
  if (folded.empty()) return kDrop;
  if (folded.size() == 1) return is_space(folded[0]) ? kSpace : folded[0];
  if (expansion != nullptr) *expansion = std::move(folded);
  return kExpands;
}

}  // namespace fenliu::rules
