// Rules must generalise: nothing in a configuration or in our own notices may be copied from the real notices that measure it.
#include <filesystem>
#include <set>
#include <string>

#include "rules/text/utf8.h"
#include "tests/quality/relevance/measure.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"
#include "tests/support/golden.h"

using namespace fenliu;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestSharedRun = 8;

// Every run of eight Han characters, whatever stands between runs.
std::set<std::u32string> runs_of(const std::string& utf8) {
  std::set<std::u32string> runs;
  std::u32string run;
  for (const char32_t c : rules::to_utf32(utf8)) {
    if (!rules::is_han(c)) {
      run.clear();
      continue;
    }
    run += c;
    if (run.size() > kLongestSharedRun) run.erase(0, 1);
    if (run.size() == kLongestSharedRun) runs.insert(run);
  }
  return runs;
}

std::string all_below(const fs::path& folder, const std::string& extension) {
  std::string text;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == extension) text += support::read_text(entry.path().string()) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("no configuration and no notice of ours repeats eight characters of a real notice") {
  const auto shared = support::shared_folder();
  if (shared.empty()) {
    WARN("skipped: no notices beside the repository (../shared/domain)");
    return;
  }
  const auto domain = fs::path(shared) / "domain";
  const auto reference = runs_of(support::read_text((domain / "reference-county.yaml").string()));
  const auto real = runs_of(all_below(domain / "notices", ".txt"));
  REQUIRE(real.size() > 1000);
  const fs::path root = support::root();
  const auto ours = runs_of(all_below(root / "config", ".yaml") + all_below(root / "tests/quality/relevance/own", ".txt"));
  std::string copied;
  for (const auto& run : ours) {
    if (real.contains(run) && !reference.contains(run)) copied += rules::to_utf8(run) + " ";
  }
  CHECK(copied == "");
}
