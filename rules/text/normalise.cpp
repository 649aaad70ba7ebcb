// Normalisation with a table that the build made from ICU; ICU itself is called only for combining sequences.
#include "rules/text/normalise.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <vector>

#include <unicode/normalizer2.h>

#include "rules/text/code_points.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

// What the build tabulated, in memory that the allocator lays into large pages: a text's characters are all over it.
struct Table {
  std::vector<char32_t> low{kNormalisedLow, kNormalisedLow + kTabulated};
  std::unordered_map<char32_t, std::u32string> expansions;
  std::unordered_map<char32_t, char32_t> simplified;
  const icu::Normalizer2* fold = nullptr;        // NFKC_Casefold
  const icu::Normalizer2* compatible = nullptr;  // NFKC

  Table();
  char32_t of(char32_t c) const { return c < kTabulated ? low[c] : normalised_by_icu(c, simplified, nullptr); }
};

icu::UnicodeString to_icu(std::u32string_view text) {
  icu::UnicodeString out;
  for (const char32_t c : text) out.append(static_cast<UChar32>(c));
  return out;
}

Table::Table() {
  UErrorCode status = U_ZERO_ERROR;
  fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  compatible = icu::Normalizer2::getNFKCInstance(status);
  simplified.reserve(kSimplifiedCount);
  for (std::size_t i = 0; i < kSimplifiedCount; ++i) simplified[kSimplified[i].from] = kSimplified[i].to;
  expansions.reserve(kExpansionCount);
  for (std::size_t i = 0; i < kExpansionCount; ++i) expansions[kExpansions[i].from] = kExpansions[i].to;
}

const Table& table() {
  static const Table built;
  return built;
}

bool is_pinyin_mark(char32_t c) {
  switch (c) {
    case U'ā': case U'á': case U'ǎ': case U'à': case U'ē': case U'é': case U'ě': case U'è': case U'ī': case U'í':
    case U'ǐ': case U'ì': case U'ō': case U'ó': case U'ǒ': case U'ò': case U'ū': case U'ú': case U'ǔ': case U'ù':
    case U'ǖ': case U'ǘ': case U'ǚ': case U'ǜ': case U'ü': case U'ń': case U'ň': case U'ǹ':
      return true;
    default:
      return false;
  }
}

bool opens_bracket(char32_t c) { return c == U'(' || c == U'[' || c == U'\u3014' || c == U'<'; }

// The end of a bracketed pinyin syllable that opens at `i`, or `i` when there is none.
std::size_t pinyin_end(std::u32string_view text, std::size_t i) {
  constexpr std::size_t kLongest = 8;
  const auto lower = [](char32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; };
  const char32_t open = text[i];
  if (open != U'(' && open != U'\uFF08' && open != U'[' && open != U'\u3014' && open != U'<') return i;
  bool marked = false;
  for (std::size_t k = i + 1; k < text.size() && k <= i + 1 + kLongest; ++k) {
    const auto c = lower(text[k]);
    if (c == U')' || c == U'\uFF09' || c == U']' || c == U'\u3015' || c == U'>') return marked ? k + 1 : i;
    if (is_pinyin_mark(c)) {
      marked = true;
    } else if (c < 'a' || c > 'z') {
      return i;
    }
  }
  return i;
}

// Vowel with a tone → the plain vowel and the tone's index, or 0.
struct Toned {
  char32_t plain = 0;
  int tone = -1;
};

Toned split_tone(char32_t c) {
  static constexpr std::u32string_view kToned = U"àáảãạèéẻẽẹỳýỷỹỵ";
  static constexpr char32_t kPlain[] = {U'a', U'e', U'y'};
  const auto at = kToned.find(c);
  if (at == std::u32string_view::npos) return {};
  return {kPlain[at / 5], static_cast<int>(at % 5)};
}

// hoà → hòa, thuỷ → thủy: the tone of an open oa, oe, uy stands on the first vowel, as in most official texts.
void unify_tone_placement(std::u32string& text) {
  static constexpr std::u32string_view kO = U"òóỏõọ", kU = U"ùúủũụ";
  for (std::size_t i = 1; i < text.size(); ++i) {
    const char32_t first = text[i - 1];
    if ((first != U'o' && first != U'u') || text[i] < 0xE0) continue;
    if (i + 1 < text.size() && is_letter_or_digit(text[i + 1]) && !is_han(text[i + 1])) continue;
    const auto toned = split_tone(text[i]);
    if (toned.tone < 0 || (toned.plain == U'y') != (first == U'u')) continue;
    if (first == U'u' && i >= 2 && text[i - 2] == U'q') continue;
    text[i - 1] = (first == U'o' ? kO : kU)[static_cast<std::size_t>(toned.tone)];
    text[i] = toned.plain;
  }
}

// Reused from text to text: one allocation of the exact size each is left for what is returned.
struct Workspace {
  std::u32string decoded;
  std::vector<char32_t> text;

  // One huge text does not hold memory for ever.
  void trim() {
    constexpr std::size_t kMostKept = 1 << 18;  // code points
    if (decoded.capacity() + text.capacity() > kMostKept) *this = Workspace();
  }
};

Workspace& workspace() {
  thread_local Workspace own;
  return own;
}

class Normaliser {
 public:
  Normaliser(std::u32string_view stored, bool origins)
      : stored_(stored), table_(table()), origins_(origins), text_(workspace().text) {
    text_.clear();
  }

  NormalisedText run() {
    for (std::size_t i = 0; i < stored_.size();) i = step(i);
    NormalisedText out{{text_.begin(), text_.end()}, std::move(runs_), std::move(breaks_)};
    unify_tone_placement(out.text);
    return out;
  }

 private:
  std::size_t step(std::size_t i) {
    const char32_t mapped = table_.of(stored_[i]);
    if (mapped < kDrop) {
      if (i + 1 < stored_.size() && table_.of(stored_[i + 1]) == kCombining) return sequence(i);
      if (opens_bracket(mapped) && !text_.empty() && is_han(text_.back())) {
        if (const auto end = pinyin_end(stored_, i); end != i) return end;
      }
      put(mapped, i, i + 1);
      return i + 1;
    }
    switch (mapped) {
      case kDrop:
        return i + 1;
      case kSpace:
      case kBreak:
        return space(i);
      case kCombining:
        return sequence(i);
      default:
        return expand(i);
    }
  }

  // A run of spaces: nothing between Han, else one break or one space.
  std::size_t space(std::size_t i) {
    std::size_t end = i;
    bool broken = false;
    char32_t mapped = kSpace;
    while (end < stored_.size() && ((mapped = table_.of(stored_[end])) == kSpace || mapped == kBreak || mapped == kDrop)) {
      broken = broken || mapped == kBreak;
      ++end;
    }
    if (text_.empty() || end == stored_.size()) return end;
    if (is_han(text_.back()) && is_han(mapped)) {
      if (broken) breaks_.push_back(static_cast<std::uint32_t>(text_.size()));
      return end;
    }
    put(broken ? U'\n' : U' ', i, end);
    return end;
  }

  // A base with combining marks, composed by ICU.
  std::size_t sequence(std::size_t i) {
    std::size_t end = i + 1;
    while (end < stored_.size() && table_.of(stored_[end]) == kCombining) ++end;
    UErrorCode status = U_ZERO_ERROR;
    for (const char32_t c : from_icu(table_.fold->normalize(to_icu(stored_.substr(i, end - i)), status))) put(c, i, end);
    return end;
  }

  std::size_t expand(std::size_t i) {
    if (stored_[i] < kTabulated) {
      for (const char32_t c : table_.expansions.at(stored_[i])) put(c, i, i + 1);
    } else {
      std::u32string expansion;
      normalised_by_icu(stored_[i], table_.simplified, &expansion);
      for (const char32_t c : expansion) put(c, i, i + 1);
    }
    return i + 1;
  }

  void put(char32_t c, std::size_t start, std::size_t end) {
    if (origins_ && (start != next_ || end != start + 1)) begin_run(start, end);
    text_.push_back(c);
    ++next_;
  }

  void begin_run(std::size_t start, std::size_t end) {
    const auto width = static_cast<std::uint32_t>(end - start);
    runs_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(start), width});
    next_ = width == 1 ? start : kNowhere;
  }

  static constexpr std::size_t kNowhere = ~std::size_t{0} - 1;
  std::u32string_view stored_;
  const Table& table_;
  const bool origins_;
  std::vector<char32_t>& text_;
  std::vector<NormalisedText::Run> runs_;
  std::size_t next_ = kNowhere;  // the stored character that would go on with the run
  std::vector<std::uint32_t> breaks_;
};

}  // namespace

TextRange NormalisedText::origin(std::size_t i) const {
  const auto after = std::upper_bound(runs.begin(), runs.end(), i, [](std::size_t at, const Run& run) { return at < run.at; });
  const auto& run = *std::prev(after);
  const auto start = run.stored + static_cast<std::uint32_t>(i - run.at);
  return {start, start + run.width};
}

char32_t simplified(char32_t c) {
  const auto found = table().simplified.find(c);
  return found == table().simplified.end() ? c : found->second;
}

NormalisedText normalise(std::u32string_view stored) { return Normaliser(stored, true).run(); }

NormalisedText normalise_utf8(std::string_view stored) {
  auto& decoded = workspace().decoded;
  if (decoded.size() < stored.size()) decoded.resize(stored.size());
  std::size_t length = 0;
  for (std::size_t i = 0; i < stored.size();) decoded[length++] = next_code_point(stored, i);
  auto normalised = normalise(std::u32string_view(decoded).substr(0, length));
  workspace().trim();
  return normalised;
}

std::u32string compatible_form(std::u32string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  return from_icu(table().compatible->normalize(to_icu(text), status));
}

std::u32string normalise_term(std::string_view utf8) { return Normaliser(to_utf32(utf8), false).run().text; }

}  // namespace fenliu::rules
