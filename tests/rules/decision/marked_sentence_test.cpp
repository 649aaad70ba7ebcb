// The sentence that made a reason, with its words marked.
#include "rules/decision/decision.h"
#include "tests/support/catch.h"

using namespace fenliu::rules;

namespace {

Cause cause(const char* part, Field field, const char* term, std::uint32_t start, std::uint32_t end) {
  Cause made;
  made.part = part;
  made.evidence = SharedEvidence::of({term, field, {start, end}, {}});
  return made;
}

}  // namespace

TEST_CASE("words of the item's title are quoted from there, though the part has a title of its own or none") {
  Item item;
  item.title = "关于做好全县疫情防控工作的通知";
  Part zero, first, second;
  zero.part_id = "0", zero.title = item.title;
  first.part_id = "1", first.title = "值守", first.text = "做好值守。做好巡查。";
  second.part_id = "2", second.text = "做好巡查。";
  item.parts = {zero, first, second};
  for (const char* part : {"0", "1", "2"}) {
    CAPTURE(part);
    CHECK(marked_sentence(item, cause(part, Field::title, "疫情防控", 6, 10)) == "关于做好全县【疫情防控】工作的通知");
  }
  CHECK(marked_sentence(item, cause("1", Field::title, "值守", 0, 2)) == "【值守】");
  CHECK(marked_sentence(item, cause("1", Field::text, "巡查", 7, 9)) == "做好【巡查】");
}

TEST_CASE("a range beyond the text marks nothing and reads nothing") {
  Item item;
  Part part;
  part.part_id = "1", part.text = "短。";
  item.parts = {part};
  CHECK(marked_sentence(item, cause("1", Field::text, "疫情", 40, 42)) == "");
}
