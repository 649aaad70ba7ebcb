// Reading a changed folder again: what is compiled, and what is kept.
#include <fmt/format.h>

#include "daemon/load/load.h"
#include "tests/daemon/app/fixture.h"
#include "tests/support/configurations.h"

using namespace fenliu;
using namespace fenliu::test;

namespace {

// So many rules that the office keeps no more than two rulebooks of them.
constexpr int kRules = 13000;

std::vector<rules::SourceFile> large_folder(int round) {
  auto files = support::small_files("");
  std::string text = "rules:\n";
  for (int i = 0; i < kRules; ++i) text += fmt::format("  - {{id: r{}, when: w{}, tags: [t]}}\n", i, i);
  files.push_back({"rules/many.yaml", text});
  files.push_back({"rules/changed.yaml", fmt::format("rules:\n  - {{id: changed, when: 新增{}, tags: [t]}}\n", round)});
  return files;
}

}  // namespace

TEST_CASE("the rulebook before a reload is watched as it stood, not compiled again, however large both are") {
  OfficeFixture fixture("county-cn");
  const TemporaryFolder folder;
  const auto now = at("2022-11-24T09:00+08:00");
  for (int round = 0; round < 4; ++round) {
    const auto before = fixture.office->router();
    REQUIRE(load::write_folder(folder.path(), large_folder(round)).ok());
    const auto done = app::activate_folder(*fixture.office, folder.path(), now);
    INFO((done.ok() ? "" : done.error().message + done.error().detail));
    REQUIRE(done.ok());
    REQUIRE(fixture.office->router() != before);
    CHECK(fixture.office->watched(now) == before);
  }
}
