// JSON from outside, recurrences and clocks: what is taken is what a plain reader takes, less keys given twice.
#include <boost/json.hpp>

#include "rules/item/parse_json.h"
#include "rules/text/utf8.h"
#include "rules/time/recurrence.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace fenliu;
namespace json = boost::json;

void check_recurrence(const std::string& text) {
  const rules::Zone zone;
  const auto from = *rules::parse_rfc3339("2022-11-24T16:30+08:00");
  const auto found = rules::occurrences(text, from, zone, 5);
  if (!rules::is_recurrence(text)) fuzz::require(found.empty(), "a rule that is not understood never falls due");
  auto before = from;
  for (const auto instant : found) {
    fuzz::require(instant > before, "occurrences are in order, and after the start");
    before = instant;
  }
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  return {R"({"title":"关于做好应急物资调拨的通知","parts":[{"minutes":20,"a":[1,2.5e3,null,true]}],"b":"\u4e2d\ud83d\ude00"})",
          R"({"a":1,"a":2})", R"({"\u0061":{"b":[{"b":1}]},"a":{}})", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
          "{\"a\":\n1,}", "FREQ=DAILY;BYHOUR=8,17;BYMINUTE=30", "FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=9;UNTIL=20221231", "FREQ=MONTHLY;BYMONTHDAY=-1,15;INTERVAL=1", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=HOURLY;INTERVAL=2"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::view(data, size);
  check_recurrence(std::string(text));
  if (rules::first_invalid_utf8(text)) return 0;
  const auto strict = rules::parse_json(text);
  boost::system::error_code error;
  const auto plain = json::parse(json::string_view(text.data(), text.size()), error);
  if (strict.ok()) {
    fuzz::require(!error, "what is taken is JSON");
    fuzz::require(*strict == plain, "and means the same to every reader");
  } else {
    fuzz::require(strict.error().kind == rules::ErrorKind::invalid && !strict.error().message.empty(), "a refusal says why");
    fuzz::require(!rules::first_invalid_utf8(strict.error().message + strict.error().detail), "in valid text");
  }
  return 0;
}
