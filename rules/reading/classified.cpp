// Secrecy markings.
#include <re2/re2.h>

#include "rules/reading/document.h"
#include "rules/reading/reading.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

// A marking stands alone on its line, with or without its term (机密★1年) and an urgency beside it.
std::string classified_marking(std::string_view text) {
  static const RE2 kMarking(
      "^(绝密|机密|秘密|絕密|機密)(?:★.{0,12}|\\*.{0,12}|级|級|文件)?(?:特急|加急|特提|平急)?$|^(?:ĐỘ MẬT:? *)?(TUYỆT MẬT|TỐI MẬT|MẬT)$|"
      "^(TOP SECRET|SECRET|CONFIDENTIAL)$");
  const Document document(text);
  for (const auto& line : lines_of(document)) {
    if (line.text.size() > 40) continue;
    // Spaces inside Han markings are typography (机 密); elsewhere they part words.
    std::u32string han, folded;
    for (const char32_t c : line.text) {
      if (!is_space(c)) han += c;
      if (!is_space(c) || folded.empty() || folded.back() != U' ') folded += is_space(c) ? U' ' : c;
    }
    std::string zh, vi, en;
    if (RE2::FullMatch(to_utf8(han), kMarking, &zh, &vi, &en) || RE2::FullMatch(to_utf8(folded), kMarking, &zh, &vi, &en)) {
      return zh + vi + en;
    }
  }
  return "";
}

}  // namespace fenliu::rules
