// How much of what texts say about times is read right: our own corpus and published cases, with floors.
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "tests/quality/times/measure.h"
#include "tests/quality/times/notices.h"
#include "tests/support/catch.h"
#include "tests/support/golden.h"

using namespace fenliu;
using namespace fenliu::quality;

namespace {

// All misses with FENLIU_MISSES=1, else the first few.
void print_misses(const std::vector<std::string>& misses) {
  const std::size_t most = std::getenv("FENLIU_MISSES") != nullptr ? misses.size() : 3;
  for (std::size_t i = 0; i < misses.size() && i < most; ++i) std::printf("    %s\n", misses[i].c_str());
  if (misses.size() > most) std::printf("    … and %zu more (FENLIU_MISSES=1 shows all)\n", misses.size() - most);
}

struct OwnFloor {
  const char* file;  // its first two letters are the language
  double all, deadlines;
};

struct OracleFloor {
  const char* source;
  const char* language;
  double points;
};

}  // namespace

TEST_CASE("our own corpus of times is read with kind, role, value and flags") {
  const auto floor = GENERATE(OwnFloor{"zh", 0.98, 0.98}, OwnFloor{"zh-kin", 0.98, 0.98}, OwnFloor{"zh-fresh", 0.98, 0.98}, OwnFloor{"vi", 0.98, 0.98}, OwnFloor{"vi-kin", 0.98, 0.98}, OwnFloor{"vi-fresh", 0.98, 0.98}, OwnFloor{"vi-unseen", 0.98, 0.98},
                              OwnFloor{"en", 0.98, 0.98}, OwnFloor{"en-kin", 0.98, 0.98}, OwnFloor{"en-fresh", 0.98, 0.98}, OwnFloor{"zh-later", 0.98, 0.98}, OwnFloor{"vi-later", 0.98, 0.98}, OwnFloor{"en-later", 0.98, 0.98},
                              OwnFloor{"zh-last", 0.98, 0.98}, OwnFloor{"vi-last", 0.98, 0.98}, OwnFloor{"en-last", 0.98, 0.98}, OwnFloor{"zh-numbers", 1, 1}, OwnFloor{"vi-numbers", 1, 1}, OwnFloor{"en-numbers", 1, 1});
  const auto sentences = sentences_in(support::root() + "/tests/quality/times/own/" + floor.file + ".tsv", std::string(floor.file, 2));
  const auto figures = measure(sentences);
  std::printf("%s: %d of %d right (%.1f %%), values %.1f %%, deadlines %.1f %%, invented %d, guessed %d\n", floor.file, figures.all.right,
              figures.all.all, 100 * figures.all.share(), 100 * figures.values.share(), 100 * figures.deadlines.share(), figures.invented, figures.guessed);
  for (const auto& [kind, tally] : figures.by_kind) std::printf("  %-10s %3d of %3d\n", kind.c_str(), tally.right, tally.all);
  print_misses(figures.misses);
  CHECK(figures.all.share() >= floor.all);
  CHECK(figures.deadlines.share() >= floor.deadlines);
  CHECK(figures.guessed == 0);
}

TEST_CASE("published cases of dates and times are read") {
  const auto floor = GENERATE(OracleFloor{"jionlp", "zh", 0.92}, OracleFloor{"chrono", "vi", 0.92}, OracleFloor{"duckling", "en", 0.92});
  const auto path = support::shared_folder() + "/oracles/datetime/cases.jsonl";
  if (support::shared_folder().empty() || support::read_text(path).empty()) {
    WARN("skipped: no published cases beside the repository (../shared/oracles)");
    return;
  }
  const auto figures = measure_oracle(path, floor.source);
  std::printf("%s (%s): points %d of %d (%.1f %%), spans %d of %d, left alone %d of %d\n", floor.source, floor.language, figures.points.right,
              figures.points.all, 100 * figures.points.share(), figures.spans.right, figures.spans.all, figures.nothing.right, figures.nothing.all);
  print_misses(figures.misses);
  CHECK(figures.points.share() >= floor.points);
}

TEST_CASE("real notices give the times that a careful reading names") {
  const auto figures = measure_notices(support::shared_folder());
  if (figures.all == 0) {
    WARN("skipped: no notices beside the repository (../shared/domain)");
    return;
  }
  std::printf("notices: %d of %d labelled times (%.1f %%), guessed %d\n", figures.found, figures.all, 100.0 * figures.found / figures.all, figures.guessed);
  print_misses(figures.missed);
  CHECK(figures.found >= 0.95 * figures.all);
  CHECK(figures.guessed == 0);
}

TEST_CASE("reading a notice of 3 KB that is full of times takes milliseconds at most") {
  const auto speed = reading_speed();
  std::printf("3 KB of sentences with times: %s\n", speed.c_str());
  CHECK(speed != "nothing read");
}
