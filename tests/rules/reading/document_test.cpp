// The frame and the parts of documents in Chinese, Vietnamese and English, and of agendas.
#include <boost/json.hpp>

#include <algorithm>

#include "rules/reading/reading.h"
#include "rules/text/utf8.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu;
using rules::Reading;

namespace {

Reading read(const std::string& text, const char* zone = "Asia/Shanghai") {
  rules::ReadingContext context;
  context.now = *rules::parse_rfc3339("2022-11-24T09:00+08:00");
  context.zone = *support::test_zone(zone);
  return rules::read(text, context);
}

using Words = std::vector<std::string>;

Words words(const std::vector<rules::ReadField>& fields) {
  Words found;
  for (const auto& field : fields) found.push_back(field.text);
  return found;
}

std::string text_of(const std::optional<rules::ReadField>& field) { return field ? field->text : ""; }

// "id title|text (minutes)" of each part.
Words parts(const Reading& reading) {
  Words lines;
  for (const auto& part : reading.parts) {
    lines.push_back(part.part_id + " " + part.title + "|" + part.text + (part.minutes ? " (" + std::to_string(*part.minutes) + ")" : ""));
  }
  return lines;
}

// Places count code points of the input, and hold the very words (full-width signs read as half-width ones aside, and lines that
// were put together by a space).
void check_places(const std::string& text, const Reading& reading) {
  const auto whole = rules::to_utf32(text);
  const auto check = [&](const rules::ReadField& field) {
    CAPTURE(field.text);
    REQUIRE(field.range.end <= whole.size());
    const auto there = std::u32string_view(whole).substr(field.range.start, field.range.end - field.range.start);
    auto words = rules::normalise(there).text;
    std::replace(words.begin(), words.end(), U'\n', U' ');
    CHECK(words == rules::normalise_term(field.text));
  };
  for (const auto* field : {&reading.number, &reading.title, &reading.issuer, &reading.issued, &reading.signature, &reading.urgency}) {
    if (*field) check(**field);
  }
  for (const auto& field : reading.addressees) check(field);
  for (const auto& field : reading.copies) check(field);
}

}  // namespace

TEST_CASE("a Chinese directive") {
  const std::string text =
      "特急\n青石县人民政府办公室文件\n青政办发〔2022〕31号\n青石县人民政府办公室\n关于开展冬季用电安全检查的通知\n各乡镇人民政府，县直有关单位：\n"
      "为做好冬季用电安全工作，现通知如下：\n一、检查范围。学校、医院、养老院和农贸市场。\n二、职责分工\n（一）县教育局检查学校。\n（二）县卫健局检查医院。\n"
      "三、报送时间。请于12月2日17时前报送检查情况。\n青石县人民政府办公室\n2022年11月24日\n抄送：县委办公室，县人大常委会办公室。\n";
  const auto reading = read(text);
  CHECK(reading.language == "zh");
  CHECK(text_of(reading.number) == "青政办发〔2022〕31号");
  CHECK(text_of(reading.title).find("关于开展冬季用电安全检查的通知") != std::string::npos);
  CHECK(text_of(reading.urgency) == "特急");
  CHECK(text_of(reading.issuer) == "青石县人民政府办公室");
  CHECK(text_of(reading.signature) == "青石县人民政府办公室");
  CHECK(reading.issued_date == rules::parse_date("2022-11-24"));
  CHECK(words(reading.addressees) == Words{"各乡镇人民政府", "县直有关单位"});
  CHECK(words(reading.copies) == Words{"县委办公室", "县人大常委会办公室"});
  REQUIRE(reading.parts.size() == 4);
  CHECK(reading.parts[1].title == "检查范围");
  CHECK(reading.parts[1].text == "学校、医院、养老院和农贸市场。");
  CHECK(reading.parts[2].title == "职责分工");
  CHECK(reading.parts[2].text.find("县教育局检查学校") != std::string::npos);
  CHECK(reading.parts[2].text.find("县卫健局检查医院") != std::string::npos);
  REQUIRE(reading.deadlines.size() == 1);
  CHECK(reading.deadlines[0].part == "3");
  CHECK(reading.times[reading.deadlines[0].time].at == rules::parse_rfc3339("2022-12-02T17:00+08:00"));
  check_places(text, reading);
}

TEST_CASE("a Chinese agenda") {
  const std::string text = "青石县人民政府第12次常务会议议程\n一、学习有关安全生产的文件（10分钟）\n二、研究河道清淤资金安排（汇报单位：县水利局，约２５分钟）\n三、研究2023年预算编制（15分钟）\n";
  const auto reading = read(text);
  CHECK(text_of(reading.title) == "青石县人民政府第12次常务会议议程");
  REQUIRE(reading.parts.size() == 4);
  CHECK(reading.parts[1].minutes == 10);
  CHECK(reading.parts[2].minutes == 25);
  CHECK(reading.parts[3].minutes == 15);
  check_places(text, reading);
}

TEST_CASE("a Vietnamese directive") {
  const std::string text =
      "ỦY BAN NHÂN DÂN\nHUYỆN THANH SƠN\nSố: 45/UBND-NN\nThanh Sơn, ngày 24 tháng 11 năm 2022\nV/v kiểm tra an toàn hồ đập\n"
      "Kính gửi:\n- Phòng Nông nghiệp và Phát triển nông thôn;\n- Ủy ban nhân dân các xã.\n"
      "1. Phòng Nông nghiệp và Phát triển nông thôn chủ trì kiểm tra các hồ chứa.\n2. Ủy ban nhân dân các xã báo cáo trước 17 giờ ngày 28/11/2022.\n";
  const auto reading = read(text, "Asia/Ho_Chi_Minh");
  CHECK(reading.language == "vi");
  CHECK(text_of(reading.number).find("45/UBND-NN") != std::string::npos);
  CHECK(text_of(reading.title) == "kiểm tra an toàn hồ đập");
  CHECK(reading.issued_date == rules::parse_date("2022-11-24"));
  REQUIRE(reading.parts.size() == 3);
  CHECK(reading.parts[1].text.starts_with("Phòng Nông nghiệp"));
  REQUIRE(reading.deadlines.size() == 1);
  CHECK(reading.deadlines[0].part == "2");
  CHECK(reading.times[reading.deadlines[0].time].at == rules::parse_rfc3339("2022-11-28T17:00+07:00"));
  check_places(text, reading);
}

TEST_CASE("an English memorandum") {
  const std::string text =
      "MEMORANDUM\nTo: Public Works, Parks\nFrom: County Administrator\nDate: November 24, 2022\nSubject: Winter storm readiness\n"
      "1. Public Works shall clear the culverts.\n2. Parks shall submit a list of closed trails by 5 p.m. on November 28, 2022.\n";
  const auto reading = read(text, "America/Los_Angeles");
  CHECK(reading.language == "en");
  CHECK(text_of(reading.title) == "Winter storm readiness");
  CHECK(text_of(reading.issuer) == "County Administrator");
  CHECK(words(reading.addressees) == Words{"Public Works", "Parks"});
  CHECK(reading.issued_date == rules::parse_date("2022-11-24"));
  CHECK(parts(reading) == Words{"0 Winter storm readiness|", "1 |Public Works shall clear the culverts.",
                                "2 |Parks shall submit a list of closed trails by 5 p.m. on November 28, 2022."});
  REQUIRE(reading.deadlines.size() == 1);
  CHECK(reading.times[reading.deadlines[0].time].at == rules::parse_rfc3339("2022-11-28T17:00-08:00"));
  check_places(text, reading);
}

TEST_CASE("the outermost numbering makes the parts") {
  struct Row {
    const char* text;
    Words parts;
  };
  const Row rows[] = {
      {"关于防汛的通知\n一、巡查堤坝，\n（一）每日两次；\n二、储备沙袋。\n", {"0 关于防汛的通知|", "1 |巡查堤坝，\n（一）每日两次；", "2 |储备沙袋。"}},
      {"关于防汛的通知\n1．巡查堤坝；\n2．储备沙袋。\n", {"0 关于防汛的通知|", "1 |巡查堤坝；", "2 |储备沙袋。"}},
      {"关于防汛的通知\n（一）巡查堤坝；\n（二）储备沙袋。\n", {"0 关于防汛的通知|", "1 |巡查堤坝；", "2 |储备沙袋。"}},
      {"关于防汛的通知\n雨量1.5毫米以上时巡查堤坝。\n", {"0 关于防汛的通知|", "1 |雨量1.5毫米以上时巡查堤坝。"}},
      {"关于防汛的通知\n一、巡查堤坝。每日两次。 二、储备沙袋。每村百只。\n", {"0 关于防汛的通知|", "1 巡查堤坝|每日两次。", "2 储备沙袋|每村百只。"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(parts(read(row.text)) == row.parts);
  }
}

TEST_CASE("what the poster gave is never overwritten") {
  rules::Item item;
  item.title = "我的标题";
  item.number = "9号";
  item.addressees = {"各乡镇"};
  item.text = "关于防汛的通知\n县水利局：\n一、巡查堤坝；\n二、储备沙袋。\n青石县人民政府办公室\n2022年11月24日\n";
  rules::ReadingContext context;
  context.now = *rules::parse_rfc3339("2022-11-24T09:00+08:00");
  rules::complete_item(item, context);
  CHECK(item.title == "我的标题");
  CHECK(item.number == "9号");
  CHECK(item.addressees == Words{"各乡镇"});
  CHECK(item.issuer == "青石县人民政府办公室");
  REQUIRE(item.parts.size() == 3);
  CHECK(item.parts[0].text.find("关于防汛的通知") == 0);
}
