// Chinese texts and rulebooks for benchmarks, made from a seed: the same seed gives the same bytes everywhere.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "rules/source/configuration.h"
#include "rules/text/diagnostic.h"

namespace fenliu::bench {

// A language of 30,000 words over the 3,755 most common characters (GB 2312, level 1). Lengths and frequencies are those
// of Chinese official prose: mostly two characters, and frequency falls with rank (Zipf).
class Language {
 public:
  explicit Language(std::uint64_t seed);

  // About `bytes` of UTF-8 with particles, punctuation and paragraphs. `phrases` stand in it, at random places.
  std::string text(std::size_t bytes, const std::vector<std::string>& phrases);
  // What a rule looks for: an uncommon word, or a compound of two; 2 to 6 characters.
  std::string word();
  std::string compound();

  std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }
  bool percent(int chance) { return below(100) < static_cast<std::size_t>(chance); }

 private:
  std::size_t rank(const std::vector<double>& cumulative);
  std::mt19937_64 random_;
  std::vector<std::string> characters_, words_;          // by rank
  std::vector<double> character_weights_, word_weights_;  // cumulative
};

// Rules of two to five terms each, in files of 500. Two in five are lists of compounds, any of which is enough; the others
// combine uncommon words by all, none, near and exceptions, as words that stand in many texts must be. Tags are topics.
struct Rulebook {
  std::vector<rules::SourceFile> files;  // rules/rules-000.yaml …
  std::vector<std::string> terms;        // each once
  std::vector<std::string> regexes;
  std::vector<std::vector<std::string>> phrases_of_rule;  // a text that holds them fulfils the rule
};
struct RulebookOptions {
  std::size_t rules = 10000;
  std::size_t regexes = 0;               // so many rules, spread evenly, look for a regular expression besides
};
Rulebook make_rulebook(Language& language, const RulebookOptions& options);

// A county of 100 units, each with two topics to lead and two to support, with the rulebook.
std::vector<rules::SourceFile> county_files(const Rulebook& rulebook);
// The same compiled. Throws when it does not compile.
std::shared_ptr<const rules::Configuration> county(const std::vector<rules::SourceFile>& files);

// `count` texts of 3 KB. Each is about five rules' matters (as many as hold in a real notice of that length under
// config/county-cn), names three units, and holds what words of other rules chance brings.
std::vector<std::string> notices(Language& language, const Rulebook& rulebook, std::size_t count);

}  // namespace fenliu::bench
