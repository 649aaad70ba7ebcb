// Every command with right and wrong arguments: exit codes, results on stdout, what is wrong on stderr with its remedy.
#include <boost/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"

using namespace fenliu;

namespace {

namespace json = boost::json;

const std::string kNow = "2022-11-24T20:30+08:00";
const std::string kPlan = R"({"meetings":[{"id":"a","planned_start":"2022-11-24T16:30+08:00","parts":[{"id":"1","minutes":30}]},)"
                          R"({"id":"b","planned_start":"2022-11-24T17:00+08:00","parts":[{"id":"1","minutes":20}]}],)"
                          R"("links":[{"from":"a","to":"b","gap_minutes":10}],)"
                          R"("events":[{"id":"e1","meeting":"a","kind":"started","at":"2022-11-24T16:30+08:00"},)"
                          R"({"id":"e2","meeting":"a","kind":"ended","at":"2022-11-24T17:40+08:00"}]})";

std::string county() { return support::root() + "/config/county-cn"; }

struct Row {
  std::vector<std::string> arguments;
  std::string input;
  int exit;
  std::string says;  // in stdout when the command is done, else in stderr
};

std::string line_of(const Row& row) {
  std::string line = "fenliu";
  for (const auto& word : row.arguments) line += " " + word;
  return line;
}

void check(const Row& row) {
  const auto ran = support::run_fenliu(row.arguments, row.input);
  CAPTURE(line_of(row), ran.out, ran.err);
  CHECK(ran.exit == row.exit);
  CHECK((row.exit == 0 ? ran.out : ran.err).find(row.says) != std::string::npos);
  if (row.exit == 0) {
    CHECK(ran.err.empty());
  } else {
    CHECK(ran.out.empty());
    CHECK_FALSE(ran.err.empty());
  }
}

}  // namespace

TEST_CASE("commands that are done answer on stdout alone") {
  const auto c = county();
  const std::vector<Row> rows = {
      {{"--help"}, "", 0, "Exit: 0 done, 1 the input is wrong, 2 usage, 3 could not run."},
      {{"help"}, "", 0, "forecast"},
      {{"--version"}, "", 0, "fenliu 0."},
      {{"serve", "--help"}, "", 0, "--clock"},
      {{"check", "--help"}, "", 0, "usage: fenliu check DIR"},
      {{"test", "--help"}, "", 0, "usage: fenliu test DIR"},
      {{"read", "--help"}, "", 0, "usage: fenliu read"},
      {{"decide", "--help"}, "", 0, "--batch"},
      {{"forecast", "--help"}, "", 0, "usage: fenliu forecast"},
      {{"token", "--help"}, "", 0, "--may"},
      {{"export", "--help"}, "", 0, "usage: fenliu export DIR"},
      {{"check", c}, "", 0, " units, "},
      {{"check", c, "--format", "json"}, "", 0, R"({"diagnostics":[)"},
      {{"check", c, "--format", "sarif"}, "", 0, R"("version":"2.1.0")"},
      {{"test", c}, "", 0, " passed, 0 failed"},
      {{"test", c, "--coverage"}, "", 0, "coverage: "},
      {{"test", c, "--format", "json"}, "", 0, R"({"cases":[)"},
      {{"read", "--now", kNow}, "请于明日上班前报送库存。", 0, "明日上班前"},
      {{"read", "-", "--now", kNow, "--format", "json"}, "请于11月25日17时前报送。", 0, R"("at":"2022-11-25T17:00+08:00")"},
      {{"read", "--now", "2022-11-24T20:30", "--lang", "zh"}, "请于11月25日17时前报送。", 0, "2022-11-25T17:00+08:00"},
      {{"read", "--now", "2022-11-24T20:30-08:00"}, "Submit the report by 5 p.m. on November 28.", 0, "2022-11-28T17:00-08:00"},
      {{"read", "--now", kNow, "--lang", "vi", "--format", "json"}, "Báo cáo trước 17 giờ 30 ngày 25/11/2022.", 0, R"("language":"vi")"},
      {{"read", "--now", kNow, "--config", c}, "请于明日上班前报送。", 0, "2022-11-25T08:00+08:00"},
      {{"decide", "--config", c, "--now", kNow}, "请县教育局负责校园安全。", 0, "牵头：县教育局 [edu]"},
      {{"decide", "--config", c, "--now", "2022-11-24T20:30"}, "title: 森林防火\nkind: directive\n", 0, " [forestry]；全文"},
      {{"decide", "--config", c, "--now", kNow, "--format", "json"}, R"({"title":"关于森林防火的通知"})", 0, R"("forestry":{"role":"lead")"},
      {{"decide", "--config", c, "--now", kNow, "--explain", "--format", "json"}, "森林防火", 0, R"("not_routed":{)"},
      {{"decide", "--config", c, "--now", kNow, "--explain"}, "森林防火", 0, " [forestry]；全文"},
      {{"decide", "--config", c, "--now", kNow, "--why", "audit"}, "森林防火", 0, "audit-clipped（rules/clipped.yaml"},
      {{"decide", "--config", c, "--now", kNow, "--why", "audit", "--format", "json"}, "森林防火", 0, R"("not_routed":{"audit":)"},
      {{"decide", "--config", c, "--now", kNow, "--why", "forestry", "--format", "json"}, "森林防火", 0, R"("units":{"forestry":)"},
      {{"forecast", "--now", kNow}, kPlan, 0, R"("chain":[{"meeting":"a","minutes":40,"cause":"overran"},{"meeting":"b","minutes":10,"cause":"waits-for"},)"},
      {{"forecast", "--now", "2022-11-24T19:30+07:00"}, kPlan, 0, R"("p50":"2022-11-24T16:40+07:00")"},
      {{"forecast", "--now", kNow, "--zone", "UTC"}, kPlan, 0, R"("p50":"2022-11-24T09:40+00:00")"},
      {{"forecast", "--now", kNow, "--format", "text"}, kPlan, 0, "b: unknown, starts 2022-11-24T20:30+08:00"},
  };
  for (const auto& row : rows) check(row);
}

TEST_CASE("wrong usage is 2, wrong input 1, and both say what to write instead") {
  const auto c = county();
  const std::vector<Row> rows = {
      {{}, "", 2, "usage: fenliu COMMAND"},
      {{"nosuch"}, "", 2, "no command 'nosuch'"},
      {{"chekc", c}, "", 2, "did you mean 'check'?"},
      {{"check"}, "", 2, "needs a configuration folder"},
      {{"check", c, "--format", "xml"}, "", 2, "--format is text, json or sarif, not 'xml'"},
      {{"check", c, "--colour"}, "", 2, "usage: fenliu check DIR"},
      {{"check", c, "extra"}, "", 2, "usage: fenliu check DIR"},
      {{"check", c, "--form", "json"}, "", 2, "--form"},  // no guessing of shortened options
      {{"check", "/nowhere"}, "", 1, "no configuration folder /nowhere"},
      {{"check", support::root() + "/docs"}, "", 1, "holds no fenliu.yaml"},
      {{"test"}, "", 2, "needs a configuration folder"},
      {{"test", c, "--format", "sarif"}, "", 2, "--format is text, json or junit"},
      {{"test", "/nowhere"}, "", 1, "give a folder that holds fenliu.yaml"},
      {{"read"}, "x", 2, "--now"},
      {{"read", "--now", "yesterday"}, "x", 2, "write 2022-11-24T20:30+08:00"},
      {{"read", "--now", "2022-02-30T20:30+08:00"}, "x", 2, "is no time"},
      {{"read", "--now", kNow, "--lang", "de"}, "x", 2, "--lang is zh, vi or en"},
      {{"read", "--now", kNow, "--format", "xml"}, "x", 2, "--format is text or json"},
      {{"read", "/nowhere", "--now", kNow}, "", 1, "cannot read /nowhere"},
      {{"read", c, "--now", kNow}, "", 1, "is a folder, not a file"},
      {{"read", "--now", kNow, "--config", "/nowhere"}, "x", 1, "no configuration folder"},
      {{"decide", "--now", kNow}, "x", 2, "--config"},
      {{"decide", "--config", c}, "x", 2, "--now"},
      {{"decide", "--config", c, "--now", "noon"}, "x", 2, "'noon' is no time"},
      {{"decide", "--config", c, "--now", kNow, "--format", "sarif"}, "x", 2, "--format is text or json"},
      {{"decide", "--config", c, "--now", kNow, "--batch", "--why", "edu"}, "", 2, "--batch"},
      {{"decide", "--config", c, "--now", kNow, "--batch", "items.jsonl"}, "", 2, "standard input"},
      {{"decide", "--config", "/nowhere", "--now", kNow}, "x", 1, "no configuration folder"},
      {{"decide", "--config", c, "--now", kNow, "/nowhere"}, "", 1, "cannot read /nowhere"},
      {{"decide", "--config", c, "--now", kNow, "--why", "healht"}, "x", 1, "did you mean 'health'?"},
      {{"forecast"}, kPlan, 2, "--now"},
      {{"forecast", "--now", kNow, "--zone", "Mars/Olympus"}, kPlan, 2, "no zone 'Mars/Olympus'"},
      {{"forecast", "--now", kNow, "--format", "xml"}, kPlan, 2, "--format is json or text"},
      {{"forecast", "--now", kNow, "/nowhere"}, "", 1, "cannot read /nowhere"},
      {{"token"}, "", 2, "usage: fenliu token"},
      {{"token", "frobnicate", "--data", "/nowhere"}, "", 2, "create, list and revoke"},
      {{"token", "list"}, "", 2, "--data"},
      {{"token", "list", "--data", "/nowhere"}, "", 1, "there is no database in /nowhere"},
      {{"token", "create", "--data", "/nowhere"}, "", 2, "--name, --unit and either --may"},
      {{"token", "create", "--data", "/nowhere", "--name", "a", "--unit", "u", "--may", "fly"}, "", 1, "post, report, read-unit"},
      {{"token", "create", "--data", "/nowhere", "--name", "a", "--unit", "u", "--may", "post", "--days", "0"}, "", 1, "1 to 3660"},
      {{"token", "create", "--data", "/nowhere", "--name", "a", "--unit", "u", "--may", "post", "--days", "x"}, "", 2, "--days"},
      {{"token", "revoke", "--data", "/nowhere"}, "", 2, "--name"},
      {{"export"}, "", 2, "usage: fenliu export"},
      {{"export", "/nowhere", "--data", "/nowhere"}, "", 1, "there is no database"},
      {{"serve"}, "", 2, "usage: fenliu serve"},
      {{"serve", "--config", c, "--data", "/nowhere", "--listen", "here"}, "", 2, "ADDRESS:PORT"},
      {{"serve", "--config", c, "--data", "/nowhere", "--listen", "127.0.0.1:99999"}, "", 2, "ADDRESS:PORT"},
      {{"serve", "--config", c, "--data", "/nowhere", "--listen", "127.0.0.1:-1"}, "", 2, "ADDRESS:PORT"},
  };
  for (const auto& row : rows) check(row);
}

TEST_CASE("a batch answers each line in order, says which lines are bad and why, and ends with 1") {
  const std::string input = std::string(R"({"id":"one","title":"关于森林防火的通知"})") + "\n{bad\n\n" + R"({"title":"绝密","text":"甲乙丙丁"})" +
                            "\n" + R"({"tilte":"x"})" + "\n\xff\n[]\n" + R"({"id":"last","title":"关于校园安全的通知"})";
  const auto ran = support::run_fenliu({"decide", "--config", county(), "--batch", "--now", kNow}, input);
  CHECK(ran.exit == 1);
  CHECK(ran.err.empty());
  std::vector<json::object> answers;
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) answers.push_back(json::parse(line).as_object());
  REQUIRE(answers.size() == 7);  // the empty line is none
  CHECK(answers[0].at("item").as_string() == "one");
  CHECK(answers[0].at("units").as_object().contains("forestry"));
  CHECK(answers[6].at("item").as_string() == "last");
  const std::pair<int, const char*> bad[] = {{2, "line 1, column 2"}, {4, "classified"}, {5, "did you mean 'title'?"}, {6, "not UTF-8"}, {7, "object"}};
  for (std::size_t i = 0; i < std::size(bad); ++i) {
    const auto& answer = answers[i + 1];
    CAPTURE(json::serialize(answer));
    CHECK(answer.size() == 2);
    CHECK(answer.at("line").as_int64() == bad[i].first);
    CHECK(std::string(answer.at("error").as_string()).find(bad[i].second) != std::string::npos);
  }
  CHECK(ran.out.find("甲乙丙丁") == std::string::npos);
}

TEST_CASE("a batch without bad lines is done, and says the same as each item alone") {
  const std::string items[] = {R"({"id":"a","title":"关于森林防火的通知","text":"请县应急局配合。"})",
                               R"({"id":"b","kind":"meeting","title":"会议","starts":"2022-11-25T09:00+08:00","parts":[{"title":"校园安全","minutes":20}]})"};
  const auto batch = support::run_fenliu({"decide", "--config", county(), "--batch", "--explain", "--now", kNow}, items[0] + "\n" + items[1] + "\n");
  CHECK(batch.exit == 0);
  std::string alone;
  for (const auto& item : items) {
    alone += support::run_fenliu({"decide", "--config", county(), "--now", kNow, "--explain", "--format", "json"}, item).out;
  }
  CHECK(batch.out == alone);
}
