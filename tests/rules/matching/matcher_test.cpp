// The automaton against a naive search, and conditions against what they say.
#include <algorithm>
#include <random>
#include <set>

#include "rules/matching/automaton.h"
#include "rules/matching/matcher.h"
#include "rules/source/compile.h"
#include "rules/text/utf8.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu::rules;

namespace {

using Hits = std::set<std::pair<std::uint32_t, std::size_t>>;

Hits naive(const std::vector<std::u32string>& patterns, const std::u32string& text) {
  Hits hits;
  for (std::uint32_t i = 0; i < patterns.size(); ++i) {
    if (patterns[i].empty()) continue;
    for (auto at = text.find(patterns[i]); at != std::u32string::npos; at = text.find(patterns[i], at + 1)) {
      hits.emplace(i, at + patterns[i].size());
    }
  }
  return hits;
}

// Whether the rule `when` holds on the text, title empty.
bool holds(const std::string& when, const std::string& text, ItemFacts facts = {}) {
  const auto configuration = fenliu::support::small_configuration("rules:\n  - {id: r, when: " + when + ", tags: [t]}\n");
  const Matcher matcher(configuration, {});
  facts.date = Date{std::chrono::year{2022}, std::chrono::month{11}, std::chrono::day{24}};
  return !matcher.match(*matcher.prepare(facts), "", text).rules.empty();
}

}  // namespace

TEST_CASE("the automaton finds what a naive search finds, on random patterns and texts") {
  std::mt19937 random(7);
  const std::u32string letters = U"abc物资调拨排查\U00020000";
  const auto word = [&](std::size_t longest) {
    std::u32string text;
    for (auto n = random() % (longest + 1); n > 0; --n) text += letters[random() % letters.size()];
    return text;
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::u32string> patterns;
    for (auto n = 1 + random() % 60; n > 0; --n) patterns.push_back(word(5));
    const auto automaton = Automaton::build(patterns);
    const auto text = word(200);
    Hits hits;
    automaton.scan(text, [&](std::uint32_t pattern, std::size_t end) { hits.emplace(pattern, end); });
    REQUIRE(hits == naive(patterns, text));
  }
}

TEST_CASE("the automaton of many patterns is little larger than they are, and finds each of them alone and in a row") {
  // Few patterns share their second character, as in a rulebook of Chinese words: what spreads a double array most.
  std::mt19937 random(11);
  std::vector<std::u32string> patterns;
  std::size_t characters = 0;
  while (patterns.size() < 20000) {
    std::u32string word;
    for (auto n = 1 + random() % 4; n > 0; --n) word += static_cast<char32_t>(0x4E00 + random() % 6000);
    characters += word.size();
    patterns.push_back(std::move(word));
  }
  const auto automaton = Automaton::build(patterns);
  constexpr std::size_t kBytesPerCharacter = 32;  // a cell of 16 bytes, the bitmap, the tables of code points
  CHECK(automaton.memory_bytes() < characters * kBytesPerCharacter + (1 << 18));
  std::u32string row;
  for (std::size_t i = 0; i < 500; ++i) row += patterns[i];
  Hits found;
  automaton.scan(row, [&](std::uint32_t pattern, std::size_t end) { found.emplace(pattern, end); });
  CHECK(found == naive(patterns, row));
}

TEST_CASE("conditions hold when their words say so") {
  struct Row {
    const char* when;
    const char* text;
    bool expected;
  };
  const auto row = GENERATE(
      Row{"物资", "做好物资储备", true}, Row{"物资", "做好物 资储备", true}, Row{"物资", "做好储备", false},
      Row{"物資", "做好物资储备", true}, Row{"{term: 排查, except: [消防排查]}", "开展消防排查", false},
      Row{"{term: 排查, except: [消防排查]}", "开展消防排查和入户排查", true}, Row{"CT", "做CT检查", true},
      Row{"CT", "ACTION", false}, Row{"họp", "mời hop", false}, Row{"họp", "mời HỌP", true}, Row{"hòa", "hoà giải", true},
      Row{"{any: [甲甲, 乙乙], none: [丙丙]}", "乙乙", true}, Row{"{any: [甲甲, 乙乙], none: [丙丙]}", "乙乙丙丙", false},
      Row{"{all: [甲甲, {any: [乙乙, 丁丁]}]}", "甲甲丁丁", true}, Row{"{all: [甲甲, {any: [乙乙, 丁丁]}]}", "甲甲", false},
      Row{"{at_least: {count: 2, of: [甲甲, 乙乙, 丙丙]}}", "甲甲甲甲", false},
      Row{"{at_least: {count: 2, of: [甲甲, 乙乙, 丙丙]}}", "丙丙甲甲", true},
      Row{"{near: {within: 4, of: [排查, 名单]}}", "名单要排查", true},
      Row{"{near: {within: 1, of: [排查, 名单]}}", "名单还要排查", false},
      Row{"{near: {within: 9, of: [排查, 名单]}}", "名单。排查", false},
      Row{"{near: {within: 0, of: [甲乙, 乙丙]}}", "甲乙丙", false}, Row{"/第\\d+号/", "第12号令", true},
      Row{"/第\\d+号/", "第号令", false}, Row{"{all: [甲甲, /乙+/]}", "甲甲乙", true},
      Row{"{none: [甲甲]}", "乙乙", true}, Row{"{none: [甲甲]}", "甲甲", false});
  CAPTURE(row.when, row.text);
  CHECK(holds(row.when, row.text) == row.expected);
}

TEST_CASE("fields other than the part's are looked in only when a rule says so") {
  ItemFacts facts;
  facts.title = "关于物资的通知";
  facts.addressees = "各乡镇人民政府";
  facts.kind = ItemKind::meeting;
  facts.level = "county";
  CHECK_FALSE(holds("物资", "正文", facts));
  CHECK(holds("{in: title, any: [物资]}", "正文", facts));
  CHECK(holds("{in: addressees, any: [乡镇]}", "正文", facts));
  CHECK(holds("{kind: meeting, level: county}", "正文", facts));
  CHECK_FALSE(holds("{kind: directive}", "正文", facts));
}

TEST_CASE("evidence points into the stored text") {
  const auto configuration = fenliu::support::small_configuration(
      "rules:\n  - {id: r, when: {near: {within: 9, of: [物资, 调拨]}}, tags: [t]}\n");
  const Matcher matcher(configuration, {});
  ItemFacts facts;
  const std::string text = "请做好物 資的調撥。";
  const auto matches = matcher.match(*matcher.prepare(facts), "", text);
  REQUIRE(matches.rules.size() == 1);
  const auto& evidence = matches.rules[0].evidence;
  REQUIRE(evidence.size() == 2);
  const auto stored = to_utf32(text);
  CHECK(to_utf8(stored.substr(evidence[0].range.start, evidence[0].range.end - evidence[0].range.start)) == "物 資");
  CHECK(to_utf8(stored.substr(evidence[1].range.start, evidence[1].range.end - evidence[1].range.start)) == "調撥");
}

TEST_CASE("why not names the first condition that failed and how near the rule came") {
  const auto configuration = fenliu::support::small_configuration(
      "rules:\n  - {id: r, when: {all: [黄码, {near: {within: 9, of: [核酸, 排查]}}]}, tags: [t]}\n");
  const Matcher matcher(configuration, {});
  const auto prepared = matcher.prepare({});
  const auto failed = matcher.why_not(0, *prepared, "", "黄码人员");
  REQUIRE(failed);
  CHECK(failed->fulfilled == 1);
  CHECK(failed->words == "within 9 characters: 核酸, 排查");
  CHECK_FALSE(matcher.why_not(0, *prepared, "", "黄码人员核酸排查"));
}

TEST_CASE("names are found in the same pass, at their boundaries") {
  const auto configuration = fenliu::support::small_configuration("");
  const Matcher matcher(configuration, {"教育局", "县教育局", "Y tế"});
  const auto hits = matcher.match(*matcher.prepare({}), "县教育局", "Phòng Y tế; Y tếx").names;
  REQUIRE(hits.size() == 3);
  CHECK(hits[0].name == 1);
  CHECK(hits[1].name == 0);
  CHECK(hits[2].name == 2);
}
