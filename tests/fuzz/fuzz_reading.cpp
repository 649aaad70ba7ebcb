// Raw texts of directives and agendas: every place that reading names lies in the text, whatever the text.
#include <algorithm>

#include <boost/json.hpp>

#include "rules/item/item_json.h"
#include "rules/reading/holiday_notice.h"
#include "rules/reading/reading.h"
#include "rules/text/utf8.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace fenliu;

void check(const rules::Reading& reading, std::size_t length) {
  const auto inside = [&](const rules::TextRange& range) { return range.start <= range.end && range.end <= length; };
  for (const auto* field : {&reading.number, &reading.title, &reading.issuer, &reading.issued, &reading.urgency,
                            &reading.secrecy, &reading.signature}) {
    if (*field) fuzz::require(inside((*field)->range), "a field lies in the text");
  }
  for (const auto& part : reading.parts) fuzz::require(inside(part.range), "a part lies in the text");
  for (const auto& time : reading.times) {
    fuzz::require(inside(time.range), "a time lies in the text");
    fuzz::require(std::is_sorted(time.readings.begin(), time.readings.end()), "readings are in order");
    fuzz::require(!(time.from && time.to) || *time.from <= *time.to, "a span does not end before it begins");
    const bool open = std::any_of(time.flags.begin(), time.flags.end(),
                                  [](const auto& flag) { return flag == "ambiguous" || flag == "damaged"; });
    if (open) fuzz::require(!time.at, "an ambiguous or damaged time is not guessed");
  }
  for (const auto& deadline : reading.deadlines) {
    fuzz::require(deadline.time < reading.times.size(), "a deadline is one of the times");
  }
}

void check_notice(std::string_view text) {
  for (const char* language : {"zh", "vi"}) {
    const auto notice = rules::read_holiday_notice(text, language, 2025);
    for (const auto& each : notice.days_off) fuzz::require(each.from.ok() && each.from <= each.until, "days off are in order");
    for (const auto& each : notice.workdays) fuzz::require(each.from.ok() && each.from == each.until, "a make-up workday is one day");
    for (const auto& each : notice.doubts) fuzz::require(!rules::first_invalid_utf8(each.source.text), "a sentence is valid text");
  }
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  return {"关于2025年部分节假日安排的通知\n一、春节：1月28日（农历除夕、周二）至2月4日放假调休，共8天。1月26日（周日）、2月8日（周六）上班。\n",
          "1. Quốc khánh: nghỉ 02 ngày, thứ Hai ngày 01/9/2025 và 02 tháng 9. Hoán đổi từ 02/5/2025 sang thứ Bảy ngày 26/4, làm bù 27/4.\n",
          "某县人民政府办公室文件\n某政办发〔2022〕15号\n关于做好应急物资储备的紧急通知\n各乡镇人民政府，县直各单位：\n一、请发改局"
          "于11月25日（星期五）上班前报送库存。\n二、每日17:00前零报告。\n三、3个工作日内完成排查。\n（此件公开发布）\n2022年11月24日\n"
          "抄送：县委办。\n",
          "会议议程\n一、学习文件（20分钟）\n二、研究防汛工作（汇报：水利局，30分钟）\n时间：2022年11月24日（周四）下午4:30至6点\n",
          "ỦY BAN NHÂN DÂN\nSố: 12/UBND-VP\nKính gửi: Các phòng, ban\n1. Báo cáo trước 17 giờ 30 ngày 25/11/2022.\n"
          "2. Trước giờ làm việc sáng mai; hằng ngày lúc 8h.\nMẬT\n",
          "MEMORANDUM\nTo: All departments\nCc: Clerk\nDate: November 24, 2022\n1. Submit by 5 p.m. tomorrow, within 3 working days.\n",
          "提前10分钟报到，前30天内，0个工作日内，10年内报送。\n机密★1年\n绝 密\n二○二二年十一月二十四日 12时30分 明早8点半前 下周一 月底前 昨日 近7日\n"};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::view(data, size);
  rules::classified_marking(text);
  if (rules::first_invalid_utf8(text)) return 0;
  rules::ReadingContext context;
  context.now = *rules::parse_rfc3339("2022-11-24T16:30+08:00");
  check_notice(text);
  const auto reading = rules::read(text, context);
  check(reading, rules::count_code_points(text));
  boost::json::serialize(rules::reading_to_json(reading, context.zone));
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return 0;  // no item
  rules::Item item;
  item.text = std::string(text);
  rules::complete_item(item, context);
  constexpr std::size_t kMostParts = 500;
  if (item.parts.size() >= kMostParts || rules::is_classified(item)) return 0;
  rules::finish_item(item);
  const auto again = rules::item_from_json(rules::item_to_json(item, context.zone), context.zone);
  fuzz::require(again.faults.empty(), "what was read can be stored and read again");
  return 0;
}
