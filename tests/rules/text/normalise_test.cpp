// Normalisation against a table, and the way back from the normalised text to the stored one.
#include "rules/text/normalise.h"
#include "rules/text/utf8.h"
#include "tests/support/catch.h"

using namespace fenliu;
using rules::TextRange;

namespace {

struct Row {
  const char* what;
  const char* stored;
  const char* normalised;
};

// The stored words that the first occurrence of `term` came from.
std::string found(const std::string& stored, const std::string& term) {
  const auto text = rules::to_utf32(stored);
  const auto normalised = rules::normalise(text);
  const auto wanted = rules::normalise_term(term);
  const auto at = normalised.text.find(wanted);
  if (at == std::u32string::npos) return "";
  const auto range = normalised.stored(at, at + wanted.size());
  return rules::to_utf8(std::u32string_view(text).substr(range.start, range.end - range.start));
}

}  // namespace

TEST_CASE("texts are normalised before matching") {
  const Row rows[] = {
      {"full-width letters and digits", "ＣＴ检查１２", "ct检查12"},
      {"full-width marks", "通知：（一）", "通知:(一)"},
      {"case", "COVID Straße", "covid strasse"},
      {"a space between Han", "应急 物资", "应急物资"},
      {"an ideographic space between Han", "关　于", "关于"},
      {"many spaces between Han", "应 急\t 物  资", "应急物资"},
      {"a line break between Han", "应急\n物资\r\n储备", "应急物资储备"},
      {"a zero-width space", "物\u200b资 a\u200bb", "物资 ab"},
      {"a byte order mark", "\ufeff物资", "物资"},
      {"spaces at the ends", "  物资 ", "物资"},
      {"a space beside Latin", "CT 检查 a  b", "ct 检查 a b"},
      {"a line break beside Latin", "a \n b", "a\nb"},
      {"bracketed pinyin", "物（wù）资（zī）调拨", "物资调拨"},
      {"bracketed pinyin of other brackets", "物(wù)资[zī]调〔diào〕拨", "物资调拨"},
      {"brackets without tone marks are text", "物资(abc)调拨", "物资(abc)调拨"},
      {"brackets with words are text", "物资(Wùzī bǔjǐ)调拨", "物资(wùzī bǔjǐ)调拨"},
      {"brackets after Latin are text", "CT(wù)", "ct(wù)"},
      {"an open bracket is text", "物资(wù", "物资(wù"},
      {"traditional characters", "調撥應急物資", "调拨应急物资"},
      {"compatibility ideographs", "\uf900物", "岂物"},
      {"ligatures and enclosed forms", "ﬁ ① ㈱ Ⅳ", "fi 1 (株) iv"},
      {"tone on the second vowel", "Hoà Bình, khoẻ, thuỷ lợi", "hòa bình, khỏe, thủy lợi"},
      {"tone on the first vowel stays", "hòa giải", "hòa giải"},
      {"a closed syllable keeps its tone", "hoàn thành, xoáy", "hoàn thành, xoáy"},
      {"qu is a consonant", "quý, quỳnh", "quý, quỳnh"},
      {"marks count", "họp hop", "họp hop"},
      {"Đ", "ĐỀ NGHỊ", "đề nghị"},
      {"marks written apart", "ho\u0323p, đe\u0302\u0300 nghi\u0323, hoa\u0300", "họp, đề nghị, hòa"},
      {"marks in another order", "ho\u031b\u0323p a\u0302\u0323", "hợp ậ"},
      {"nothing", "", ""},
      {"only spaces", " \n\u3000", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what, row.stored);
    CHECK(rules::to_utf8(rules::normalise(rules::to_utf32(row.stored)).text) == row.normalised);
    CHECK(rules::to_utf8(rules::normalise_term(row.stored)) == row.normalised);
    // Normalising again changes nothing.
    CHECK(rules::to_utf8(rules::normalise_term(row.normalised)) == row.normalised);
  }
}

TEST_CASE("a match leads back to the words that stand in the stored text") {
  struct Match {
    const char* stored;
    const char* term;
    const char* words;
  };
  const Match rows[] = {
      {"请做好应急 物（wù）資调拨。", "应急物资", "应急 物（wù）資"},
      {"ＣＴ检查室", "CT检查", "ＣＴ检查"},
      {"关于\n防汛\n工作", "防汛工作", "防汛\n工作"},
      {"Ủy ban huyện Hoà Vang", "hòa vang", "Hoà Vang"},
      {"cuộc ho\u0323p khẩn", "họp", "ho\u0323p"},
      {"第㈠项", "一", "㈠"},
      {"ﬁre drill", "fire", "ﬁre"},
      {"抗震救災", "救灾", "救災"},
      {"\U0001F600物资", "物资", "物资"},
      {"物\u200b资", "物资", "物\u200b资"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.stored, row.term);
    CHECK(found(row.stored, row.term) == row.words);
  }
}

TEST_CASE("each normalised character has a place of its own in the stored text, in order") {
  const auto stored = rules::to_utf32("　关於做好 应急（yìng）物資ＣＴ ﬁ ㍿\u200b hoa\u0300\n\n Ⅷ第①条。");
  const auto normalised = rules::normalise(stored);
  REQUIRE(!normalised.text.empty());
  TextRange before{0, 0};
  for (std::size_t i = 0; i < normalised.text.size(); ++i) {
    const auto origin = normalised.origin(i);
    CHECK(origin.start < origin.end);
    CHECK(origin.end <= stored.size());
    CHECK((origin.start >= before.end || origin == before));
    before = origin;
  }
}

TEST_CASE("line ends that left no character are known where they were") {
  CHECK(rules::normalise_utf8("一是物资。\n二是调拨\n三 是").breaks == std::vector<std::uint32_t>{10});  // 。is no Han: its break stays
  CHECK(rules::normalise_utf8("line one\nline two").breaks.empty());
}

TEST_CASE("bytes that are no UTF-8 are found at their place") {
  struct Bytes {
    std::string text;
    std::optional<std::size_t> bad;
  };
  const Bytes rows[] = {
      {"物资 ok", {}},
      {"", {}},
      {"a\xff", 1},
      {"物\xe7\x89", 3},              // cut off
      {"\xc0\xaf", 0},                // overlong
      {"\xed\xa0\x80", 0},            // a surrogate
      {"\xf4\x90\x80\x80", 0},        // beyond U+10FFFF
      {std::string("a\0b", 3), 1},
      {"\x80", 0},
      {"\xf0\x9f\x98\x80", {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(rules::first_invalid_utf8(row.text) == row.bad);
    if (!row.bad) CHECK(rules::to_utf8(rules::to_utf32(row.text)) == row.text);
  }
  CHECK(rules::to_utf32("a\xff物") == U"a\ufffd物");
  CHECK(rules::count_code_points("物资a\U0001F600") == 4);
}
