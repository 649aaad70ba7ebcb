// Which sentences end another item's recurring deadlines, and which only sound like it.
#include "rules/decision/endings.h"
#include "tests/support/catch.h"

using namespace fenliu;
using namespace fenliu::rules;

namespace {

Item item(const std::string& id, const std::string& number, const std::string& title, const std::string& text = "") {
  Item made;
  made.id = id;
  made.number = number;
  made.title = title;
  made.text = text;
  Part whole;
  whole.part_id = "0";
  whole.title = title;
  whole.text = text;
  made.parts.push_back(whole);
  StatedDeadline daily;
  daily.rrule = "FREQ=DAILY;BYHOUR=16;BYMINUTE=0";
  made.deadlines.push_back(daily);
  return made;
}

const Item kFlood = item("flood", "安政办发〔2022〕12号", "安渡县人民政府办公室关于启动防汛三级应急响应的通知");
const Item kStorm = item("storm", "45/UBND-NN", "V/v báo cáo tình hình mưa lũ");
const Item kSmoke = item("smoke", "Memo 22-014", "Daily shelter occupancy report");

}  // namespace

TEST_CASE("an ending is found by number or title, and never in what lies ahead or is denied") {
  struct Row {
    const char* text;
    const char* found;  // "item via", empty: nothing
  };
  const auto row = GENERATE(
      Row{"经研究，自即日起终止防汛三级应急响应。", "flood title"}, Row{"《安政办发〔2022〕12号》同时废止。", "flood number"},
      Row{"安政办发[2022]12号文停止执行，不再报送。", "flood number"}, Row{"防汛三级应急响应終止前，每日16时前报送。", ""},
      Row{"不得停止防汛三级应急响应期间的报送。", ""}, Row{"防汛三级应急响应期间每日报送。", ""}, Row{"终止应急响应。", ""},
      Row{"安政办发〔2022〕112号同时废止。", ""}, Row{"Kết thúc chế độ báo cáo hằng ngày theo Công văn số 45/UBND-NN.", "storm number"},
      Row{"Công văn số 145/UBND-NN hết hiệu lực, dừng thực hiện.", ""}, Row{"Các xã dừng việc báo cáo tình hình mưa lũ hằng ngày.", "storm title"},
      Row{"Sau khi kết thúc tình hình mưa lũ, các xã báo cáo.", ""}, Row{"The daily report required by Memo 22-014 is rescinded.", "smoke number"},
      Row{"Effective today the shelter occupancy report is no longer required.", "smoke title"},
      Row{"Send the shelter occupancy report until the warning is lifted.", ""}, Row{"The shelter occupancy report is not terminated.", ""});
  const auto text = item("end", "", "Notice", row.text);
  ReadingContext context;
  context.now = *parse_rfc3339("2022-11-26T11:00+08:00");
  const auto found = endings(text, {&kFlood, &kStorm, &kSmoke}, context);
  std::string line;
  for (const auto& each : found) line += (line.empty() ? "" : ", ") + each.item + " " + std::string(to_string(each.via));
  CAPTURE(row.text);
  CHECK(line == row.found);
  if (!line.empty()) {
    CHECK(found.front().text == row.text);
    CHECK(may_end_something(text));
  }
}

TEST_CASE("what has no recurring deadline does not end") {
  auto single = kFlood;
  single.deadlines.clear();
  ReadingContext context;
  context.now = *parse_rfc3339("2022-11-26T11:00+08:00");
  CHECK(endings(item("end", "", "", "终止防汛三级应急响应。"), {&single}, context).empty());
}
