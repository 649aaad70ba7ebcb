// Items in YAML and JSON: what is accepted survives the way to JSON and back.
#include <boost/json.hpp>

#include "rules/source/compile.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace fenliu;
namespace json = boost::json;

void check(const rules::Item& item, const rules::Zone& zone) {
  auto finished = item;
  // Without parts, deadlines may name parts that reading the text will give.
  if (!item.parts.empty()) rules::finish_item(finished);
  const auto once = rules::item_to_json(finished, zone);
  const auto back = rules::item_from_json(once, zone);
  fuzz::require(back.faults.empty(), "an item as JSON is an item");
  fuzz::require(json::serialize(rules::item_to_json(back.value, zone)) == json::serialize(once),
                "an item read back is the same item");
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  return {
      R"({"id":"a","kind":"directive","title":"关于做好应急物资调拨的通知","text":"请于明日上班前报送库存。","issuer":"a1","urgency":"urgent","addressees":["各乡镇"]})",
      R"({"id":"m","kind":"meeting","title":"会议","starts":"2022-11-24T17:00+08:00","agenda":"known","parts":[{"part_id":"1","title":"物资","minutes":20,"starts":"2022-11-24T17:00+08:00"},{"title":"防汛","minutes":10}],"follows":[{"meeting":"n","gap_minutes":10}],"attendance":"everyone","ordered_by":"县长"})",
      R"({"title":"t","deadlines":[{"part":"0","at":"2022-11-25T08:00+08:00","hard":true},{"working_days":3},{"rrule":"FREQ=DAILY;BYHOUR=17"},{"minutes":30}],"handed_down_by":["m"],"origin":"oral","ordered_by":"x"})",
      "kind: meeting\ntitle: Họp khẩn\nstarts: 2022-11-24T20:30\nparts:\n  - {title: a, minutes: 1440}\n",
      "title: a\nextra:\n  - &a [x, x, x, x, x, x, x, x, x]\n  - &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
      "  - &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n  - &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
      "  - &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\n  - &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]\n"
      "  - &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]\n  - &h [*g, *g, *g, *g, *g, *g, *g, *g, *g]\n",
      "title: \"a\\u0000b\"\ntext: |\n  第一条\n  第二条\nissued: 2022-02-30\n"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const rules::Zone zone;
  const rules::SourceFile file{"item.yaml", std::string(fuzz::view(data, size))};
  const auto parsed = rules::parse_item(file, zone);
  fuzz::require(parsed.item.has_value() != rules::has_errors(parsed.diagnostics), "an item is there exactly when no error is");
  rules::render(parsed.diagnostics, {file});
  if (parsed.item) check(*parsed.item, zone);

  boost::system::error_code error;
  const auto value = json::parse(fuzz::view(data, size), error);
  if (error) return 0;
  const auto decoded = rules::item_from_json(value, zone);
  for (const auto& fault : decoded.faults) {
    fuzz::require(fault.pointer.empty() || fault.pointer.front() == '/', "a fault points with RFC 6901");
    fuzz::require(!fault.message.empty(), "a fault says what is wrong");
  }
  if (decoded.faults.empty()) check(decoded.value, zone);
  return 0;
}
