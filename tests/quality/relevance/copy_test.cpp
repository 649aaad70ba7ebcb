// Rules must generalise: nothing in a configuration or in our own notices may be copied from the real notices that measure it.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include <re2/re2.h>

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

// What a pattern's first group finds, blanks left out.
std::set<std::string> found_by(const char* pattern, const std::string& text) {
  const RE2 expression(pattern);
  REQUIRE(expression.ok());
  std::set<std::string> all;
  re2::StringPiece rest(text);
  for (std::string found; RE2::FindAndConsume(&rest, expression, &found);) {
    found.erase(std::remove(found.begin(), found.end(), ' '), found.end());
    all.insert(found);
  }
  return all;
}

// 〔2020〕15号 with the office before it; 12/UBND-VP, 45/2018/QĐ-TTg.
constexpr const char* kNumbers[] = {R"((\p{Han}{1,8}[〔\[(（﹝]\s?(?:19|20)\d{2}\s?[〕\])）﹞]\s?第?\s?\d+\s?号))",
                                    R"(\b(\d{1,5}/(?:(?:19|20)\d{2}/)?[A-ZĐ]{2,}[-A-ZĐa-z0-9]*))"};
// A name of two or three characters that no general word is in, before its kind; Vietnamese and English names by their capitals.
constexpr const char* kPlaces[] = {R"((?:^|[^\p{Han}]|[在由到赴和与及县市区、])([^\P{Han}各全本我该两等有关县市区乡镇村的和与及在各由到赴]{2}(?:县|乡|镇|街道|村|社区)))",
                                   R"((?:xã|thị trấn|huyện|thôn|phường|tỉnh) (\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)+))"};

std::string copied_of(const char* pattern, const std::string& real, const std::string& reference, const std::string& ours) {
  auto known = found_by(pattern, reference);
  known.insert("城中村");  // a kind of village, not one of them
  const auto own = found_by(pattern, ours);
  std::string copied;
  for (const auto& each : found_by(pattern, real)) {
    if (own.contains(each) && !known.contains(each)) copied += each + " ";
  }
  return copied;
}

}  // namespace

TEST_CASE("numbers and places of documents are found as notices write them") {
  const std::string text = "安政办电〔2022〕31号 关于青山镇和白水 村的通知，Số: 45/2018/QĐ-TTg, 12/UBND-VP tại xã Minh Sơn";
  CHECK(found_by(kNumbers[0], text) == std::set<std::string>{"安政办电〔2022〕31号"});
  CHECK(found_by(kNumbers[1], text) == std::set<std::string>{"12/UBND-VP", "45/2018/QĐ-TTg"});
  CHECK(found_by(kPlaces[1], text) == std::set<std::string>{"MinhSơn"});
  CHECK(copied_of(kNumbers[1], text, "", "theo 12/UBND-VP") == "12/UBND-VP ");
  CHECK(copied_of(kPlaces[1], text, "xã Minh Sơn", "xã Minh Sơn") == "");
}

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

TEST_CASE("no configuration and no notice of ours takes a document's number or a place from a real notice") {
  const auto shared = support::shared_folder();
  if (shared.empty()) {
    WARN("skipped: no notices beside the repository (../shared/domain)");
    return;
  }
  const auto domain = fs::path(shared) / "domain";
  const auto reference = support::read_text((domain / "reference-county.yaml").string());
  const auto real = all_below(domain / "notices", ".txt");
  const fs::path root = support::root();
  const auto ours = all_below(root / "config", ".yaml") + all_below(root / "tests/quality/relevance/own", ".txt");
  REQUIRE(found_by(kPlaces[0], real).size() > 5);  // the notices at hand keep places, and few numbers
  for (const auto* pattern : kNumbers) CHECK(copied_of(pattern, real, reference, ours) == "");
  for (const auto* pattern : kPlaces) CHECK(copied_of(pattern, real, reference, ours) == "");
}
