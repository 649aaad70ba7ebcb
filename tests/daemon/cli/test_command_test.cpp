// `fenliu test`: filters, formats, coverage, exit codes, the bar on a terminal.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <boost/json.hpp>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>

#include "daemon/app/outside.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"
#include "tests/support/process.h"

using namespace fenliu;
using support::run_fenliu;

namespace {

namespace json = boost::json;

const char* const kCases =
    "rules:\n"
    "  - {id: tables, when: [库存], tags: [t]}\n"
    "  - {id: lamps, when: [灯笼], tags: [t]}\n"
    "cases:\n"
    "  - {name: right, post: {text: 请报送库存。}, at: 2022-11-24T20:30+08:00, expect: {a1: lead}}\n"
    "  - {name: 'wrong <a> & \"b\"', post: {text: 请报送库存。}, at: 2022-11-24T20:30+08:00, expect: {a1: support, a3: lead}}\n"
    "  - {name: later, todo: true, post: {text: 请报送库存。}, at: 2022-11-24T20:30+08:00, expect: {a3: lead}}\n"
    "  - {name: mended, todo: true, post: {text: 请报送库存。}, at: 2022-11-24T20:30+08:00, expect: {a2: support}}\n";

// The small configuration as a folder.
class Folder {
 public:
  explicit Folder(const std::string& rules) {
    for (const auto& file : support::small_files(rules)) {
      const auto path = folder_.file(file.path);
      std::filesystem::create_directories(std::filesystem::path(path).parent_path());
      std::ofstream(path) << file.text;
    }
  }
  std::string path() const { return folder_.path(); }

 private:
  support::TemporaryFolder folder_;
};

class Terminal : public app::CommandOutside {
 public:
  bool on_terminal() override { return true; }
};

}  // namespace

TEST_CASE("a failure is shown like a diff, with the evidence and what is missing") {
  const Folder folder(kCases);
  const auto ran = run_fenliu({"test", folder.path()});
  CHECK(ran.exit == 1);
  CHECK(ran.err.empty());
  CHECK(ran.out ==
        "FAILED rules/test.yaml:7 wrong <a> & \"b\"\n"
        "  a1 (县甲局)\n"
        "    - support\n"
        "    + lead\n"
        "        lead by duty for t, rule tables (rules/test.yaml:3), part 1: 请报送【库存】\n"
        "  a3 (县丙局)\n"
        "    - lead\n"
        "    + none\n"
        "      No rule leads to 县丙局: the text would have to name it, or it needs a duty.\n"
        "PASSES, though todo: rules/test.yaml:9 mended; take `todo: true` away\n"
        "2 passed, 1 failed, 1 todo\n");
}

TEST_CASE("cases are chosen by file and by name; none chosen is an error") {
  const Folder folder(kCases);
  CHECK(run_fenliu({"test", folder.path(), "--name", "right"}).out == "1 passed, 0 failed\n");
  CHECK(run_fenliu({"test", folder.path(), "--name", "right"}).exit == 0);
  CHECK(run_fenliu({"test", folder.path(), "--file", "rules/test"}).exit == 1);
  const auto none = run_fenliu({"test", folder.path(), "--file", "health"});
  CHECK(none.exit == 1);
  CHECK(none.err.find("no case that --file and --name let through") != std::string::npos);
}

TEST_CASE("too little coverage fails, wrong options are refused") {
  const Folder folder(kCases);
  const std::vector<std::string> only_right = {"test", folder.path(), "--name", "right"};
  const auto with = [&](std::vector<std::string> more) {
    auto all = only_right;
    all.insert(all.end(), more.begin(), more.end());
    return run_fenliu(all);
  };
  CHECK(with({"--fail-under", "50"}).exit == 0);
  const auto little = with({"--fail-under", "51"});
  CHECK(little.exit == 1);
  CHECK(little.out.find("too little: 50 % of the rules") != std::string::npos);
  CHECK(little.out.find("lamps: never holds") != std::string::npos);
  CHECK(with({"--fail-under", "150"}).exit == 2);
  CHECK(with({"--fail-under", "half"}).exit == 2);
  CHECK(with({"--format", "yaml"}).exit == 2);
  CHECK(with({"--lang", "fr"}).exit == 2);
}

TEST_CASE("JUnit's XML is well formed and counts what failed and what is todo") {
  const Folder folder(kCases);
  const auto ran = run_fenliu({"test", folder.path(), "--format", "junit"});
  CHECK(ran.exit == 1);
  std::istringstream in(ran.out);
  boost::property_tree::ptree tree;
  REQUIRE_NOTHROW(boost::property_tree::read_xml(in, tree));
  const auto& suites = tree.get_child("testsuites");
  CHECK(suites.get<int>("<xmlattr>.tests") == 4);
  CHECK(suites.get<int>("<xmlattr>.failures") == 1);
  CHECK(suites.get<int>("<xmlattr>.skipped") == 1);
  std::string failed;
  for (const auto& [tag, test_case] : suites.get_child("testsuite")) {
    if (tag == "testcase" && test_case.find("failure") != test_case.not_found()) {
      failed = test_case.get<std::string>("<xmlattr>.name");
      CHECK(test_case.get<std::string>("failure").find("请报送【库存】") != std::string::npos);
    }
  }
  CHECK(failed == "wrong <a> & \"b\"");
}

TEST_CASE("JSON carries the cases with their reasons and the coverage of each condition") {
  const Folder folder(kCases);
  const auto ran = run_fenliu({"test", folder.path(), "--coverage", "--format", "json", "--lang", "zh"});
  const auto value = json::parse(ran.out);
  CHECK(value.at("failed") == 1);
  CHECK(value.at("todo") == 1);
  CHECK(value.at("todo_passed") == 1);
  const auto& mismatches = value.at("cases").at(1).at("mismatches");
  CHECK(mismatches.at(0).at("reasons").at(0).at("sentence") == "请报送【库存】");
  CHECK(std::string(mismatches.at(1).at("why_not").as_string()).find("县丙局") != std::string::npos);
  const auto& rules = value.at("coverage").at("rules");
  CHECK(rules.at(0).at("covered") == "held");
  CHECK(rules.at(1).at("conditions").at(0).at("covered") == "never-true");
}

TEST_CASE("the bar is drawn on a terminal only, and goes when the cases are done") {
  const Folder folder(kCases);
  std::istringstream in;
  std::ostringstream out, err;
  cli::Streams streams{in, out, err};
  Terminal terminal;
  cli::test({folder.path()}, terminal, streams);
  CHECK(err.str().find("testing [") != std::string::npos);
  CHECK(err.str().ends_with("\r\x1b[K"));
  CHECK(out.str().find("testing") == std::string::npos);
}
