// Sentences of holiday notices, cut into the words that matter.
#include <memory>

#include <re2/re2.h>

#include "rules/reading/notice_words.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

// Digits or Chinese numerals: 28, 二十八, and of years digit by digit 二〇二五; -1 when it is none.
int notice_number(const std::string& word) {
  static constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
  const auto text = to_utf32(word);
  int tens = 0, ones = 0;
  bool ten = false;
  for (auto c : text) {
    if (c == U'〇' || c == U'○') c = U'零';
    if (c == U'两') c = U'二';
    const auto digit = c >= U'0' && c <= U'9' ? static_cast<std::size_t>(c - U'0') : kDigits.find(c);
    if (c == U'十') {
      tens = ones == 0 ? 10 : ones * 10;
      ones = 0;
      ten = true;
    } else if (digit == std::u32string_view::npos) {
      return -1;
    } else {
      ones = ten ? static_cast<int>(digit) : ones * 10 + static_cast<int>(digit);
    }
  }
  return text.empty() ? -1 : tens + ones;
}

namespace {

using Patterns = std::vector<std::unique_ptr<RE2>>;

const Patterns& compiled(const NoticeLanguage& language) {
  const auto compile = [](const NoticeLanguage& of) {
    Patterns patterns;
    for (const auto& each : of.patterns) patterns.push_back(std::make_unique<RE2>(each.pattern));
    return patterns;
  };
  static const Patterns zh = compile(notice_zh()), vi = compile(notice_vi());
  return &language == &notice_zh() ? zh : vi;
}

std::size_t match(const NoticeLanguage& language, const Patterns& patterns, const std::string& text, std::size_t at, NoticeToken& token) {
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    std::array<re2::StringPiece, 4> groups;
    const int count = std::min(3, patterns[i]->NumberOfCapturingGroups()) + 1;
    if (!patterns[i]->Match(text, at, text.size(), RE2::ANCHOR_START, groups.data(), count) || groups[0].empty()) continue;
    token.word = language.patterns[i].word;
    for (std::size_t g = 1; g < 4; ++g) token.groups[g - 1] = groups[g].as_string();
    return groups[0].size();
  }
  return 0;
}

}  // namespace

std::vector<NoticeToken> notice_tokens(const NoticeLanguage& language, const std::string& sentence) {
  const auto& patterns = compiled(language);
  std::vector<NoticeToken> found;
  int depth = 0;
  for (std::size_t at = 0; at < sentence.size();) {
    NoticeToken token;
    const auto length = match(language, patterns, sentence, at, token);
    if (length == 0) {
      depth += sentence[at] == '(' ? 1 : sentence[at] == ')' ? -1 : 0;
      next_code_point(sentence, at);
      continue;
    }
    token.in_brackets = depth > 0;
    if (token.word != NoticeWord::skip) found.push_back(std::move(token));
    at += length;
  }
  return found;
}

}  // namespace fenliu::rules
