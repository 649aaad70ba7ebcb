// Replaying 100,000 items through two rulebooks, as `fenliu diff` and a draft's comparison do: JSON in, totals out.
#include <cstdio>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <sodium.h>

#include "daemon/app/replay_both.h"
#include "rules/item/item_json.h"
#include "tests/bench/generated.h"
#include "tests/bench/measure.h"

using namespace fenliu;
using namespace fenliu::bench;

namespace {

const rules::Instant kNow = *rules::parse_rfc3339("2022-11-24T20:30:00+08:00");

// Notices of some 600 characters each, as most are, cut from the longer ones that the other benchmarks use.
std::vector<std::string> items_of(Language& language, const Rulebook& rulebook, std::size_t count) {
  std::vector<std::string> items;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& phrases = rulebook.phrases_of_rule[language.below(rulebook.phrases_of_rule.size())];
    const auto text = language.text(1800, phrases);
    items.push_back(boost::json::serialize(boost::json::object{
        {"id", "i" + std::to_string(i)}, {"title", "关于做好有关工作的通知"}, {"text", text}, {"issued", "2022-11-24"}}));
  }
  return items;
}

double replay(const rules::Router& before, const rules::Router& after, const std::vector<std::string>& items, std::size_t count) {
  std::size_t next = 0;
  const auto source = [&] {
    std::vector<app::ReplayItem> stretch;
    for (; stretch.size() < 64 && next < count; ++next) stretch.push_back({items[next % items.size()], next + 1, "", {}, false});
    return stretch;
  };
  app::ReplayedItems replayed;
  const auto seconds = seconds_of([&] { replayed = app::replay_both(before, after, source, kNow); });
  fmt::print("  {} items, {} decided otherwise, {} pairs lost, {} faults\n", replayed.comparison.items,
             replayed.comparison.changed_items, replayed.comparison.pairs_lost(), replayed.faults.size());
  return seconds;
}

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) return 3;
  const bool smoke = is_smoke(argc, argv);
  Language language(1);
  const auto rulebook = make_rulebook(language, {smoke ? 100u : 1000u, 0});
  auto fewer = rulebook;
  // The draft lacks the last file of rules but for its first line.
  fewer.files.back().text = "rules: []\n";
  const rules::Router before(county(county_files(rulebook))), after(county(county_files(fewer)));
  const auto items = items_of(language, rulebook, smoke ? 50 : 5000);
  const std::size_t count = smoke ? 200 : 100000;
  std::vector<double> seconds;
  for (int i = 0; i < (smoke ? 1 : 3); ++i) seconds.push_back(replay(before, after, items, count));
  fmt::print("replay of {} items by two rulebooks of {} rules: {} (median), {:.0f} items/s\n", count, smoke ? 100 : 1000,
             readable(median(seconds)), static_cast<double>(count) / median(seconds));
  return 0;
}
