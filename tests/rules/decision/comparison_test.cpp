// Who gains or loses what between two rulebooks: totals, rules, examples, and that work may be divided anywhere.
#include "rules/decision/comparison.h"

#include <boost/json.hpp>

#include "rules/decision/case_run.h"
#include "rules/item/item_json.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu;
using namespace fenliu::rules;

namespace {

const Instant kNow = *parse_rfc3339("2022-11-24T09:00:00+08:00");

constexpr const char* kBefore = "rules:\n  - {id: wide, when: {any: [物资, 储备]}, tags: [t]}\n";
constexpr const char* kAfter = "rules:\n  - {id: narrow, when: 储备, tags: [t]}\n";

struct Both {
  Router before{support::small_configuration(kBefore)}, after{support::small_configuration(kAfter)};

  Comparison compare(const std::vector<std::string>& texts, std::size_t from, std::size_t to, bool reversed = false) const {
    Comparison comparison;
    for (auto i = from; i < to; ++i) {
      Item item;
      item.id = "i" + std::to_string(i);
      item.text = texts[i];
      prepare_item(item, after.configuration(), kNow);
      const auto one = before.route(item, kNow), other = after.route(item, kNow);
      reversed ? comparison.add(item, other, one) : comparison.add(item, one, other);
    }
    return comparison;
  }
};

const std::vector<std::string> kTexts = {"请报送物资情况。", "请做好储备工作。", "请清点物资。", "天气晴朗。", "物资储备要足。", "请调运物资。", "请补充物资。"};

}  // namespace

TEST_CASE("a narrower rule loses pairs, and its predecessor is named with the words that it found") {
  const Both both;
  const auto found = both.compare(kTexts, 0, kTexts.size());
  CHECK(found.items == 7);
  CHECK(found.changed_items == 4);
  CHECK(found.pairs_before() == 12);  // a1 leads and a2 supports in six of them
  CHECK(found.pairs_after() == 4);
  CHECK(found.pairs_lost() == 8);
  CHECK(found.pairs_gained() == 0);
  CHECK(found.muted().empty());
  CHECK(found.rules.at("wide").lost == 8);
  CHECK(found.rules.at("wide").line == 3);
  CHECK(found.rules.count("narrow") == 0);
  REQUIRE(found.losses.at("a1").size() == Comparison::kExamples);
  CHECK(found.losses.at("a1")[0].item == "i0");
  CHECK(found.losses.at("a1")[0].before == Role::lead);
  CHECK(found.losses.at("a1")[0].after == Role::none);
  CHECK(found.losses.at("a1")[0].sentence == "请报送【物资】情况");
}

TEST_CASE("what one direction loses the other gains") {
  const Both both;
  const auto lost = both.compare(kTexts, 0, kTexts.size());
  const auto gained = both.compare(kTexts, 0, kTexts.size(), true);
  CHECK(gained.pairs_gained() == lost.pairs_lost());
  CHECK(gained.rules.at("wide").gained == 8);
  CHECK(gained.losses.empty());
}

TEST_CASE("a unit with pairs before and none after is muted") {
  const Both both;
  const auto found = both.compare(kTexts, 2, 4);
  CHECK(found.muted() == std::vector<UnitId>{"a1", "a2"});
}

TEST_CASE("a rulebook against itself differs in nothing") {
  const Router router(support::small_configuration(kBefore));
  Comparison comparison;
  for (const auto& text : kTexts) {
    Item item;
    item.text = text;
    prepare_item(item, router.configuration(), kNow);
    comparison.add(item, router.route(item, kNow), router.route(item, kNow));
  }
  CHECK(comparison.changed_items == 0);
  CHECK(comparison.rules.empty());
  CHECK(comparison.pairs_before() == comparison.pairs_after());
  CHECK(comparison_to_json(comparison).at("examples").as_array().empty());
}

TEST_CASE("however the items are divided, the merged comparison is the same") {
  const Both both;
  const auto whole = boost::json::serialize(comparison_to_json(both.compare(kTexts, 0, kTexts.size())));
  for (std::size_t cut = 0; cut <= kTexts.size(); ++cut) {
    CAPTURE(cut);
    auto first = both.compare(kTexts, 0, cut);
    first.merge(both.compare(kTexts, cut, kTexts.size()));
    CHECK(boost::json::serialize(comparison_to_json(first)) == whole);
  }
}
