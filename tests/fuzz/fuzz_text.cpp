// Bytes to code points to normalised text, and back to the stored places; times and zones as text.
#include "rules/text/normalise.h"
#include "rules/text/utf8.h"
#include "rules/time/instant.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace fenliu;

void check_normalised(const std::u32string& stored) {
  const auto normalised = rules::normalise(stored);
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < normalised.text.size(); ++i) {
    const auto origin = normalised.origin(i);
    fuzz::require(origin.start < origin.end && origin.end <= stored.size(), "an origin lies in the stored text");
    fuzz::require(before <= origin.start, "origins are in order");
    before = origin.start;
  }
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  return {"关于做好 应急 物资（ｗùｚī）調撥的通知", "Hoà Bình, hòa giải; thủy lợi – họp ≠ hop", "ＣＴ检查 ﬁ ㍻ ① ㈱ Ⅳ ½ ",
          "\xe2\x80\x8b\xef\xbb\xbf 甲\n乙 \t丙\r\na b", "2022-11-24T20:30+08:00", "2024-02-29T24:00Z", "2022-11-24",
          "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac e\xcc\x81\xcc\xa3 \xed\xa0\x80 \xc0\x80"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::view(data, size);
  const auto stored = rules::to_utf32(text);
  if (const auto invalid = rules::first_invalid_utf8(text)) {
    fuzz::require(*invalid < size, "the invalid byte lies in the text");
  } else {
    fuzz::require(rules::to_utf8(stored) == text, "valid text survives both ways");
    fuzz::require(rules::count_code_points(text) == stored.size(), "code points are counted as they are decoded");
  }
  check_normalised(stored);
  rules::normalise_term(text);
  const rules::Zone zone;
  if (const auto instant = rules::parse_rfc3339(text)) {
    fuzz::require(rules::parse_rfc3339(rules::format_rfc3339(*instant, zone)) == instant, "an instant survives both ways");
  }
  if (const auto date = rules::parse_date(text)) fuzz::require(date->ok(), "a date that is read exists");
  return 0;
}
