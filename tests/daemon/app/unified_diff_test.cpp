// Unified diffs: what `patch` makes of them is the other text.
#include "daemon/app/unified_diff.h"

#include <random>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "tests/support/catch.h"

using namespace fenliu;

namespace {

// Reads a diff back: the text that it makes of `before`, by its hunks' own line numbers.
std::string applied(const std::string& before, const std::string& diff) {
  std::vector<std::string> lines;
  std::istringstream in(before);
  for (std::string line; std::getline(in, line);) lines.push_back(line + (in.eof() ? "" : "\n"));
  std::string out;
  std::size_t at = 0;
  std::istringstream hunks(diff);
  std::string line;
  std::getline(hunks, line);
  std::getline(hunks, line);
  while (std::getline(hunks, line)) {
    if (line.starts_with("@@")) {
      std::size_t start = std::stoul(line.substr(4));
      const auto comma = line.find_first_of(", ", 4);
      if (line[comma] == ',' && std::stoul(line.substr(comma + 1)) == 0) ++start;
      for (; at + 1 < start; ++at) out += lines.at(at);
    } else if (line.starts_with("\\")) {
      out.pop_back();
    } else if (line.starts_with("-")) {
      if (lines.at(at).substr(0, line.size() - 1) != line.substr(1)) throw std::runtime_error("removes what is not there: " + line);
      ++at;
    } else {
      if (line.starts_with(" ")) ++at;
      out += line.substr(1) + "\n";
    }
  }
  for (; at < lines.size(); ++at) out += lines[at];
  return out;
}

}  // namespace

TEST_CASE("a changed line stands with three lines around it") {
  CHECK(app::unified_diff("a.yaml", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
        "--- a/a.yaml\n+++ b/a.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("files that come or go are diffs against nothing, equal ones are none") {
  CHECK(app::unified_diff("n", std::nullopt, "x\n") == "--- /dev/null\n+++ b/n\n@@ -0,0 +1 @@\n+x\n");
  CHECK(app::unified_diff("n", "x\n", std::nullopt) == "--- a/n\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n");
  CHECK(app::unified_diff("n", "x\n", "x\n").empty());
  CHECK(app::unified_diff("n", "x", "x\n") == "--- a/n\n+++ b/n\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n");
  CHECK(app::unified_diff({{"a", "1\n"}, {"b", "2\n"}}, {{"b", "2\n"}, {"c", "3\n"}}) ==
        "--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-1\n--- /dev/null\n+++ b/c\n@@ -0,0 +1 @@\n+3\n");
}

TEST_CASE("applied to the one text, a diff gives the other") {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string before, after;
    for (int i = 0; i < 40; ++i) {
      const auto line = std::string(1, static_cast<char>('a' + random() % 5)) + "\n";
      const auto what = random() % 8;
      if (what != 0) before += line;
      if (what == 1) after += "new\n";
      if (what > 1 || what == 0) after += line;
    }
    if (before == after) continue;
    CAPTURE(before, after);
    CHECK(applied(before, app::unified_diff("f", before, after)) == after);
  }
}
