// The papers of the channel by hand, and what a clerk says of having told units.
#include <boost/json.hpp>

#include "rules/notices/hand_mark.h"
#include "tests/support/catch.h"

using namespace fenliu::rules;

namespace {

HandSheet sheet_in(const std::string& language) {
  HandSheet sheet;
  sheet.title = "走访<通知>";
  sheet.number = "某政办发〔2022〕15号";
  sheet.office = "县政府";
  sheet.printed = "2022-11-24 18:00";
  sheet.group_text = "走访通知\n教育局：18:35 到会";
  sheet.language = language;
  sheet.lines = {{"edu", "教育局", Role::lead, "第2项 学校", "11-24 18:35–18:50 到会", "0571-****1212", ""},
                 {"health", "卫健局", Role::support, "第3项 疫苗", "", "", "18:20 由clerk电话通知"}};
  return sheet;
}

bool holds(const std::string& text, const std::string& word) { return text.find(word) != std::string::npos; }

}  // namespace

TEST_CASE("a call sheet lists who is still to be called, with room for who answered") {
  CHECK(hand_form_text(sheet_in("zh"), HandForm::call_sheet) ==
        "电话通知单：走访<通知> 某政办发〔2022〕15号\n县政府  打印时间 2022-11-24 18:00\n\n"
        "1. 教育局 (牵头)  电话：0571-****1212\n   时间：11-24 18:35–18:50 到会\n   内容：第2项 学校\n   接听人：________  接听时间：____\n");
  auto told = sheet_in("en");
  told.lines.front().told = "told";
  CHECK(holds(hand_form_text(told, HandForm::call_sheet), "nobody is left to call"));
}

TEST_CASE("every paper speaks three languages, and prints without fetching anything") {
  for (const auto form : {HandForm::group_text, HandForm::call_sheet, HandForm::slips, HandForm::signature_list}) {
    CHECK(parse_hand_form(to_string(form)) == form);
    for (const char* language : {"zh", "vi", "en"}) {
      CAPTURE(to_string(form), language);
      const auto html = hand_form_html(sheet_in(language), form);
      CHECK(html.starts_with("<!doctype html>"));
      CHECK(holds(html, "教育局"));
      CHECK_FALSE(holds(html, "<通知>"));
      for (const char* outside : {"http", "src=", "url(", "<script", "<link"}) CHECK_FALSE(holds(html, outside));
      CHECK_FALSE(hand_form_text(sheet_in(language), form).empty());
    }
  }
  CHECK_FALSE(parse_hand_form("letter"));
  CHECK(holds(hand_form_text(sheet_in("vi"), HandForm::slips), "chủ trì"));
  CHECK(holds(hand_form_text(sheet_in("en"), HandForm::signature_list), "(18:20 由clerk电话通知)"));
}

TEST_CASE("how a unit was told is one sentence") {
  struct Row {
    HandWay way;
    const char *to, *language, *sentence;
  };
  const auto row = GENERATE(Row{HandWay::telephoned, "the duty officer", "en", "telephoned 18:20 to the duty officer by the clerk"},
                            Row{HandWay::posted_in_group, "", "en", "posted in the group 18:20 by the clerk"},
                            Row{HandWay::handed_over, "值班员", "zh", "18:20 由the clerk当面送达，接收人：值班员"},
                            Row{HandWay::telephoned, "trực ban", "vi", "gọi điện 18:20 cho trực ban, người báo: the clerk"});
  CHECK(told_by_hand_sentence(row.way, "18:20", row.to, "the clerk", row.language) == row.sentence);
  CHECK(parse_hand_way(to_string(row.way)) == row.way);
}

TEST_CASE("a mark says how and whom, or what is missing") {
  struct Row {
    const char* json;
    std::string fault;  // its pointer; empty: none
  };
  const auto row = GENERATE(Row{R"({"how":"telephoned","to_unit":"edu"})", ""}, Row{R"({"how":"handed-over","to_units":["edu","health"],"note":"x"})", ""},
                            Row{R"({"how":"posted-in-group"})", ""}, Row{R"({"to_unit":"edu"})", "/how"}, Row{R"({"how":"telephoned"})", "/to_units"},
                            Row{R"({"how":"shouted","to_unit":"edu"})", "/how"}, Row{R"({"how":"telephoned","to_unit":"edu","whom":"x"})", "/whom"},
                            Row{R"({"how":"telephoned","to_unit":"edu","at":"yesterday"})", "/at"});
  CAPTURE(row.json);
  const auto decoded = hand_mark_from_json(boost::json::parse(row.json), Zone{});
  CHECK(decoded.faults.empty() == row.fault.empty());
  if (!row.fault.empty() && !decoded.faults.empty()) CHECK(decoded.faults.front().pointer == row.fault);
}
