// Configurations: whatever one of the files holds, compile() reports it at a place in that file and never half-succeeds.
#include <algorithm>

#include "rules/source/compile.h"
#include "rules/text/diagnostic.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/configurations.h"

namespace {

using namespace fenliu;

const std::string kRules =
    "rules:\n"
    "  - id: supplies\n    when: {any: [物资储备, {term: 调拨, except: [资金调拨]}], none: [办公用品], kind: directive}\n"
    "    tags: [t]\n    certainty: likely\n    valid: {from: 2022-03-01, until: 2022-12-31}\n"
    "  - id: codes\n    when:\n      all: [{any: [黄码, /赋[码号]/]}, {near: {within: 20, of: [核酸, 排查]}}]\n"
    "      at_least: {count: 2, of: [甲, 乙, 丙]}\n      in: title\n    route: {lead: [a3], support: [towns]}\n"
    "cases:\n  - post: {title: 关于物资储备的通知}\n    at: 2022-11-24T20:30+08:00\n    expect: {a1: lead, a3: none}\n";

const std::string kScript =
    "clock: 2022-11-24T16:30+08:00\nsteps:\n  - at: 2022-11-24T16:31+08:00\n    post: {id: m1, kind: meeting, title: 会议,\n"
    "      starts: 2022-11-24T17:00+08:00, parts: [{part_id: '1', title: 物资, minutes: 20}]}\n"
    "  - at: 2022-11-24T18:10+08:00\n    event: {meeting: m1, kind: ended, at: 2022-11-24T18:10+08:00}\n";

// The first byte of an input chooses the file that the rest replaces.
std::vector<rules::SourceFile> base_files() {
  auto files = support::small_files(kRules);
  files.push_back({"evening.yaml", kScript});
  return files;
}

}  // namespace

std::vector<std::string> fuzz_seeds() {
  std::vector<std::string> seeds;
  const auto files = base_files();
  for (std::size_t i = 0; i < files.size(); ++i) seeds.push_back(static_cast<char>('0' + i) + files[i].text);
  seeds.push_back("3a: &x [*x]\nb: {<<: *x}\n");
  seeds.push_back("3rules:\n  - {id: a, when: [a, [b, [c]], {any: []}], tags: []}\n  - {id: a}\n");
  return seeds;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  auto files = base_files();
  files[data[0] % files.size()].text = std::string(fuzz::view(data + 1, size - 1));
  const auto result = rules::compile(files, support::test_zone);
  fuzz::require((result.configuration != nullptr) != rules::has_errors(result.diagnostics),
                "a configuration is there exactly when no error is");
  for (const auto& diagnostic : result.diagnostics) {
    fuzz::require(!diagnostic.message.empty() && !diagnostic.code.empty(), "a diagnostic has a code and a message");
    if (diagnostic.span.line == 0) continue;
    const auto file = std::find_if(files.begin(), files.end(), [&](const auto& f) { return f.path == diagnostic.span.file; });
    fuzz::require(file != files.end(), "a diagnostic names a file that was given");
    const auto lines = static_cast<std::size_t>(std::count(file->text.begin(), file->text.end(), '\n')) + 2;
    fuzz::require(diagnostic.span.line <= lines, "a diagnostic lies within its file");
  }
  rules::render(result.diagnostics, files);
  return 0;
}
