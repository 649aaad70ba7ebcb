// Papers that are collected instead of read.
#include <boost/json.hpp>

#include "rules/item/item_json.h"
#include "tests/support/catch.h"

using namespace fenliu::rules;

namespace {

Decoded<Item> decoded(const std::string& json) { return item_from_json(boost::json::parse(json), Zone{}); }

}  // namespace

TEST_CASE("a paper needs neither title nor text, and comes back as it was written") {
  const auto item = decoded(R"({"secrecy":"secret","addressees":["edu"],"paper":{"number":"某机〔2022〕5号","collect_at":"机要室","by":"2022-11-25T09:00Z"}})");
  REQUIRE(item.faults.empty());
  CHECK(is_paper_only(item.value));
  CHECK(item_from_json(item_to_json(item.value, Zone{}), Zone{}).value.paper == item.value.paper);
  CHECK(paper_sentence(*item.value.paper, Zone{}, "zh") == "纸质文件 某机〔2022〕5号，请于 2022-11-25 09:00 前到机要室领取");
  CHECK(paper_sentence(*item.value.paper, Zone{}, "en") == "Paper 某机〔2022〕5号: collect it at 机要室 by 2022-11-25 09:00");
  CHECK(paper_sentence(*item.value.paper, Zone{}, "vi") == "Văn bản giấy 某机〔2022〕5号: nhận tại 机要室 trước 2022-11-25 09:00");
}

TEST_CASE("what stands beside a paper is seen") {
  const auto row = GENERATE(as<std::string>{}, R"("title":"t")", R"("text":"t")", R"("number":"t")", R"("place":"t")", R"("contact":"t")", R"("link":"t")",
                            R"("parts":[{"text":"t"}])", R"("parts":[{"title":"t"}])");
  CHECK_FALSE(is_paper_only(decoded(R"({"secrecy":"secret","paper":{"number":"5","collect_at":"x"},)" + row + "}").value));
}

TEST_CASE("a paper that is no pointer is refused with its place") {
  struct Row {
    const char* json;
    const char* pointer;
  };
  const auto row = GENERATE(Row{R"({"paper":{"number":"5","collect_at":"x"}})", "/paper"}, Row{R"({"secrecy":"secret","kind":"meeting","starts":"2022-11-25T09:00Z","paper":{"number":"5","collect_at":"x"}})", "/paper"},
                            Row{R"({"secrecy":"secret","paper":{"collect_at":"x"}})", "/paper/number"}, Row{R"({"secrecy":"secret","paper":{"number":"5"}})", "/paper/collect_at"},
                            Row{R"({"secrecy":"secret","paper":{"number":"5\n甲乙丙","collect_at":"x"}})", "/paper/number"},
                            Row{R"({"secrecy":"secret","paper":{"number":"5","collect_at":"x","text":"t"}})", "/paper/text"});
  CAPTURE(row.json);
  const auto item = decoded(row.json);
  REQUIRE_FALSE(item.faults.empty());
  CHECK(item.faults.front().pointer == row.pointer);
}
