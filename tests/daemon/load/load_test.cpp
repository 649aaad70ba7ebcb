// Folders as they are read and written back: rule packs in folders of their own, what does not belong, what is refused.
#include <filesystem>
#include <fstream>

#include "daemon/load/load.h"
#include "tests/support/catch.h"
#include "tests/support/golden.h"
#include "tests/support/process.h"

using namespace fenliu;
namespace fs = std::filesystem;

namespace {

void put(const support::TemporaryFolder& folder, const std::string& path, const std::string& text) {
  const fs::path target = folder.file(path);
  fs::create_directories(target.parent_path());
  std::ofstream(target, std::ios::binary) << text;
}

std::vector<std::string> paths(const std::vector<rules::SourceFile>& files) {
  std::vector<std::string> paths;
  for (const auto& file : files) paths.push_back(file.path);
  return paths;
}

}  // namespace

TEST_CASE("a folder's files are read by where they stand; a pack comes from the folder that fenliu.yaml names") {
  const support::TemporaryFolder folder;
  put(folder, "office/fenliu.yaml", "packs: {province: ../handed-down}\n");
  put(folder, "office/rules/deep/a.yaml", "rules: []\n");
  put(folder, "office/packs/own/b.yaml", "rules: []\n");
  put(folder, "office/notes/c.yaml", "stray\n");
  put(folder, "office/rules/readme.txt", "no YAML\n");
  put(folder, "handed-down/health.yaml", "rules: []\n");
  put(folder, "handed-down/more/flood.yaml", "rules: []\n");
  const auto read = load::read_folder(folder.file("office"));
  REQUIRE(read.ok());
  CHECK(paths(*read) == std::vector<std::string>{"fenliu.yaml", "packs/own/b.yaml", "packs/province/health.yaml",
                                                 "packs/province/more/flood.yaml", "rules/deep/a.yaml"});

  SECTION("a change in the pack is another revision") {
    const auto before = load::revision_of(*read);
    put(folder, "handed-down/health.yaml", "rules: [] # changed\n");
    CHECK(load::revision_of(*load::read_folder(folder.file("office"))) != before);
  }
  SECTION("written back, the pack stays where it is, and reading gives the same again") {
    fs::remove_all(folder.file("office/rules"));
    REQUIRE(load::write_folder(folder.file("office"), *read).ok());
    CHECK_FALSE(fs::exists(folder.file("office/packs/province")));
    const auto again = load::read_folder(folder.file("office"));
    REQUIRE(again.ok());
    CHECK(load::revision_of(*again) == load::revision_of(*read));
  }
  SECTION("a pack in both places is refused") {
    put(folder, "office/packs/province/health.yaml", "rules: []\n");
    const auto twice = load::read_folder(folder.file("office"));
    REQUIRE_FALSE(twice.ok());
    CHECK(twice.error().message.find("names another folder for that pack") != std::string::npos);
  }
  SECTION("a pack whose folder is gone is refused, with the place to mend") {
    fs::remove_all(folder.file("handed-down"));
    const auto gone = load::read_folder(folder.file("office"));
    REQUIRE_FALSE(gone.ok());
    CHECK(gone.error().message.find("the rule pack 'province' has no folder") == 0);
    CHECK(gone.error().detail == "mend `packs` in fenliu.yaml");
  }
}

TEST_CASE("a folder that is none, or holds no fenliu.yaml, is refused; files are never written outside") {
  const support::TemporaryFolder folder;
  CHECK_FALSE(load::read_folder(folder.file("nowhere")).ok());
  put(folder, "empty/rules/a.yaml", "rules: []\n");
  CHECK_FALSE(load::read_folder(folder.file("empty")).ok());
  CHECK_FALSE(load::write_folder(folder.file("out"), {{"../escaped.yaml", "x"}}).ok());
  CHECK_FALSE(fs::exists(folder.file("escaped.yaml")));
}
