// What the prover claims of conditions is held against the matcher itself, over every short text of a small alphabet: a
// claim that some text contradicts would be a false alarm.
#include <random>

#include "rules/matching/matcher.h"
#include "rules/source/implication.h"
#include "tests/support/catch.h"
#include "tests/support/configurations.h"

using namespace fenliu::rules;
namespace support = fenliu::support;

namespace {

constexpr int kRules = 64;

// Conditions in YAML over the terms of three letters (two Han, one Latin), so that terms often stand inside one another.
class Conditions {
 public:
  explicit Conditions(unsigned seed) : random_(seed) {}

  std::string any(int depth) {
    const int kind = depth == 0 ? 0 : pick(8);
    switch (kind) {
      case 1:
        return "{any: " + list(depth) + "}";
      case 2:
        return "{all: " + list(depth) + "}";
      case 3:
        return "{all: [" + any(depth - 1) + "], none: " + list(depth) + "}";
      case 4:
        return "{none: " + list(depth) + "}";
      case 5:
        return "{at_least: {count: 2, of: [" + any(depth - 1) + ", " + any(depth - 1) + ", " + any(depth - 1) + "]}}";
      case 6:
        return "{near: {within: " + std::to_string(pick(3)) + ", of: [" + term() + ", " + term() + "]}}";
      case 7:
        return value();
      default:
        return term();
    }
  }

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

  std::string list(int depth) {
    std::string text = "[" + any(depth - 1);
    for (int more = pick(3); more > 0; --more) text += ", " + any(depth - 1);
    return text + "]";
  }

  std::string word(int length) {
    static const char* kLetters[] = {"甲", "乙", "a"};
    std::string text;
    for (int i = 0; i < length; ++i) text += kLetters[pick(3)];
    return text;
  }

  std::string term() {
    const auto text = word(1 + pick(3));
    switch (pick(8)) {
      case 0:
        return "{term: " + text + ", except: [" + word(1) + text + "]}";
      case 1:
        return "{in: text, term: " + text + "}";
      case 2:
        return "{in: title, term: " + text + "}";
      case 3:
        return "\"/" + word(1) + "." + word(1) + "/\"";
      default:
        return text;
    }
  }

  std::string value() {
    static const char* kValues[] = {"{kind: directive}",         "{kind: meeting}",     "{kind: [directive, meeting]}",
                                    "{urgency: [urgent]}",       "{urgency: critical}", "{urgency: [routine, critical]}",
                                    "{level: [county, town]}",   "{level: county}",     "{issuer: a1}",
                                    "{issuer: [a1, a2]}"};
    return kValues[pick(10)];
  }

  std::mt19937 random_;
};

// Situations: every text up to `length` letters in the part, some in its title, some items.
std::vector<std::string> texts(int length) {
  std::vector<std::string> all{""};
  for (std::size_t from = 0, round = 0; round < static_cast<std::size_t>(length); ++round) {
    const auto until = all.size();
    for (; from < until; ++from) {
      for (const char* letter : {"甲", "乙", "a", "。"}) all.push_back(all[from] + letter);
    }
  }
  return all;
}

std::vector<ItemFacts> items() {
  std::vector<ItemFacts> all;
  for (const auto kind : {ItemKind::directive, ItemKind::meeting}) {
    for (const auto urgency : {Urgency::routine, Urgency::urgent, Urgency::critical}) {
      ItemFacts facts;
      facts.kind = kind;
      facts.urgency = urgency;
      facts.date = std::chrono::year{2022} / 11 / 24;
      const auto i = all.size();
      facts.level = i % 3 == 0 ? "county" : i % 3 == 1 ? "town" : "";
      facts.issuer = i % 2 == 0 ? "a1" : "a2";
      facts.title = i < 2 ? "" : i < 4 ? "甲乙" : "乙a甲";
      all.push_back(facts);
    }
  }
  return all;
}

// By situation: which rules hold.
std::vector<std::vector<bool>> what_holds(const std::shared_ptr<const Configuration>& configuration) {
  const Matcher matcher(configuration, {});
  std::vector<std::vector<bool>> situations;
  const auto bodies = texts(4);
  std::size_t turn = 0;
  for (const auto& facts : items()) {
    const auto prepared = matcher.prepare(facts);
    for (const auto& body : bodies) {
      const auto& title = bodies[turn++ % 21];  // up to two letters
      std::vector<bool> holds(configuration->rules.size());
      for (const auto& hit : matcher.match(*prepared, title, body).rules) holds[hit.rule] = true;
      situations.push_back(std::move(holds));
    }
  }
  return situations;
}

}  // namespace

TEST_CASE("whatever the prover claims of two conditions holds in every text") {
  std::size_t claimed = 0, true_ones = 0, dead = 0;
  for (unsigned seed = 1; seed <= 12; ++seed) {
    Conditions conditions(seed);
    std::string yaml = "rules:\n";
    for (int i = 0; i < kRules; ++i) {
      yaml += "  - {id: r" + std::to_string(i) + ", when: " + conditions.any(2) + ", tags: [t]}\n";
    }
    const auto files = support::small_files(yaml);
    const auto compiled = compile(files, support::test_zone);
    INFO("seed " << seed << "\n" << yaml);
    if (!compiled.configuration) continue;  // an exception that its term does not stand in
    const auto& rules = compiled.configuration->rules;
    const auto situations = what_holds(compiled.configuration);
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const bool never = std::none_of(situations.begin(), situations.end(), [&](const auto& holds) { return holds[i]; });
      if (Prover(1000000).never_holds(rules[i].when)) {
        INFO("claimed dead: r" << i);
        CHECK(never);
        ++dead;
        continue;
      }
      for (std::size_t j = 0; j < rules.size(); ++j) {
        if (i == j || never) continue;
        const bool implied = std::all_of(situations.begin(), situations.end(), [&](const auto& holds) { return !holds[i] || holds[j]; });
        true_ones += implied;
        if (!Prover(1000000).implies(rules[i].when, rules[j].when)) continue;
        INFO("claimed: r" << i << " implies r" << j);
        CHECK(implied);
        ++claimed;
      }
    }
  }
  WARN(claimed << " implications claimed of " << true_ones << " that no text of four letters contradicts; " << dead << " dead");
  CHECK(claimed > 500);
  CHECK(dead > 5);
}

TEST_CASE("a prover without budget claims nothing") {
  const auto configuration = support::small_configuration("rules: [{id: r, when: [甲], tags: [t]}]\n");
  const auto& when = configuration->rules.front().when;
  CHECK(Prover(1000).implies(when, when));
  CHECK_FALSE(Prover(0).implies(when, when));
}
