// `fenliu diff` as an administrator runs it: a changed copy of the county's folder, items as JSON lines.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <boost/json.hpp>

#include "tests/support/catch.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"

namespace json = boost::json;
namespace fs = std::filesystem;
using namespace fenliu::support;

namespace {

std::string slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void spit(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

// The county, and a copy in which the education bureau has lost its duty for schools' safety and every topic of supplies.
struct TwoFolders {
  TwoFolders() : before(root() + "/config/county-cn"), after(folder.file("after")), items(folder.file("items.jsonl")) {
    fs::copy(before, after, fs::copy_options::recursive);
    const auto path = after + "/organisation.yaml";
    auto text = slurp(path);
    const auto unit = text.find("id: dev-reform");
    const auto duties = text.find("duties: {", unit);
    if (unit == std::string::npos || duties == std::string::npos) throw std::runtime_error("dev-reform has no duties");
    const auto end = text.find('}', duties);
    text.replace(duties, end - duties + 1, "duties: {}");
    spit(path, text);
  }

  Ran diff(const std::string& lines, std::vector<std::string> more = {}) const {
    spit(items, lines);
    std::vector<std::string> arguments{"diff", before, after, "--items", items, "--now", "2022-11-24T09:00+08:00"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_fenliu(arguments);
  }

  TemporaryFolder folder;
  std::string before, after, items;
};

constexpr const char* kSupplies = R"({"id":"a","title":"关于做好应急物资调拨的通知","text":"请于明日上班前报送应急物资库存。"})";
constexpr const char* kWeather = R"({"id":"b","title":"今日天气","text":"天气晴朗。"})";

}  // namespace

TEST_CASE("diff names the unit that loses its part, the rule that gave it, and the sentence") {
  const TwoFolders folders;
  const auto ran = folders.diff(std::string(kSupplies) + "\n\n" + kWeather + "\n", {"--format", "json"});
  CAPTURE(ran.err);
  REQUIRE(ran.exit == 0);
  const auto found = json::parse(ran.out).as_object();
  CHECK(found.at("items").as_int64() == 2);
  CHECK(found.at("changed_items").as_int64() == 1);
  CHECK(found.at("pairs").at("lost").as_int64() == 1);
  CHECK(found.at("muted").as_array() == json::array{"dev-reform"});
  CHECK(found.at("units").at("dev-reform").at("lost").as_int64() == 1);
  const auto& example = found.at("examples").as_array().at(0);
  CHECK(example.at("item").as_string() == "a");
  CHECK(example.at("before").as_string() == "lead");
  const auto rule = std::string(example.at("reasons").as_array().at(0).at("rule").as_string());
  CHECK(found.at("rules").at(rule).at("lost").as_int64() == 1);
  CHECK(std::string(example.at("sentence").as_string()).find("【") != std::string::npos);

  const auto page = folders.diff(std::string(kSupplies) + "\n");
  CHECK(page.out.find("1 items, 1 decided otherwise\n") == 0);
  CHECK(page.out.find("summoned no more to anything (1): dev-reform\n") != std::string::npos);
  CHECK(page.out.find("lead → none") != std::string::npos);
}

TEST_CASE("a folder against itself differs in nothing, whatever the number of items") {
  const TwoFolders folders;
  std::string lines;
  for (int i = 0; i < 500; ++i) lines += std::string(kSupplies) + "\n";
  spit(folders.items, lines);
  const auto ran = run_fenliu({"diff", folders.before, folders.before, "--items", folders.items, "--format", "json"});
  REQUIRE(ran.exit == 0);
  const auto found = json::parse(ran.out).as_object();
  CHECK(found.at("items").as_int64() == 500);
  CHECK(found.at("changed_items").as_int64() == 0);
}

TEST_CASE("the comparison has the same bytes however the threads ran") {
  const TwoFolders folders;
  std::string lines;
  for (int i = 0; i < 400; ++i) {
    lines += json::serialize(json::object{{"id", "i" + std::to_string(i)}, {"title", i % 3 == 0 ? "关于应急物资的通知" : "关于天气"}}) + "\n";
  }
  const auto first = folders.diff(lines, {"--format", "json"});
  for (int i = 0; i < 3; ++i) CHECK(folders.diff(lines, {"--format", "json"}).out == first.out);
}

TEST_CASE("lines that cannot be compared are named, the others are compared") {
  const TwoFolders folders;
  const auto ran = folders.diff(std::string("{\"titel\":\"a\"}\n") + kSupplies + "\nno json\n" +
                                    R"({"title":"机密★一年","secrecy":"secret"})" + "\n",
                                {"--format", "json"});
  CHECK(ran.exit == 1);
  const auto found = json::parse(ran.out).as_object();
  CHECK(found.at("items").as_int64() == 1);
  REQUIRE(found.at("faults").as_array().size() == 3);
  CHECK(found.at("faults").at(0).at("line").as_int64() == 1);
  CHECK(found.at("faults").at(1).at("line").as_int64() == 3);
  CHECK(ran.err.find(folders.items + ":4: The item is marked as classified") != std::string::npos);
  CHECK(ran.out.find("机密") == std::string::npos);
}

TEST_CASE("what diff cannot work with is said, with the exit code for it") {
  const TwoFolders folders;
  spit(folders.items, std::string(kSupplies) + "\n");
  const auto run = [&](std::vector<std::string> arguments) { return run_fenliu(arguments); };
  CHECK(run({"diff", folders.before}).exit == 2);
  CHECK(run({"diff", folders.before, folders.after}).exit == 2);
  CHECK(run({"diff", folders.before, folders.after, "--items", folders.items, "--format", "xml"}).exit == 2);
  CHECK(run({"diff", folders.before, folders.after, "--items", folders.items, "--now", "yesterday"}).exit == 2);
  CHECK(run({"diff", folders.before, folders.folder.file("none"), "--items", folders.items}).exit == 1);
  const auto missing = run({"diff", folders.before, folders.after, "--items", folders.folder.file("none")});
  CHECK(missing.exit == 1);
  CHECK(missing.err.find("cannot read") != std::string::npos);
  // A folder with errors is not compared: its diagnostics are printed.
  spit(folders.after + "/rules/broken.yaml", "rules:\n  - {id: x, when: {anny: [a]}, tags: [nothing]}\n");
  const auto broken = folders.diff(std::string(kSupplies) + "\n");
  CHECK(broken.exit == 1);
  CHECK(broken.err.find("rules/broken.yaml:2") != std::string::npos);
  CHECK(broken.out.empty());
}
