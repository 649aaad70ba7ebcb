// Making texts and rulebooks.
#include "tests/bench/generated.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <stdexcept>

#include <fmt/format.h>
#include <unicode/ucnv.h>

#include "rules/source/compile.h"
#include "rules/text/utf8.h"
#include "tests/support/configurations.h"

namespace fenliu::bench {

namespace {

constexpr std::size_t kWords = 30000;
constexpr std::size_t kCommonWords = 2000;  // nobody writes a rule for these
constexpr std::size_t kUnits = 100;
constexpr std::size_t kTopics = 200;
constexpr std::size_t kRulesPerFile = 500;
constexpr std::size_t kTextBytes = 3 << 10;
constexpr int kMatters = 5;

std::vector<std::string> common_characters() {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open("GB2312", &status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no GB 2312");
  std::vector<std::string> characters;
  for (int row = 0xB0; row <= 0xD7; ++row) {
    for (int cell = 0xA1; cell <= (row == 0xD7 ? 0xF9 : 0xFE); ++cell) {
      const char bytes[2] = {static_cast<char>(row), static_cast<char>(cell)};
      UChar unit = 0;
      status = U_ZERO_ERROR;
      if (ucnv_toUChars(converter, &unit, 1, bytes, 2, &status) == 1) {
        characters.push_back(rules::to_utf8(std::u32string(1, static_cast<char32_t>(unit))));
      }
    }
  }
  ucnv_close(converter);
  return characters;
}

std::vector<double> zipf(std::size_t count, double exponent) {
  std::vector<double> cumulative;
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) cumulative.push_back(sum += std::pow(static_cast<double>(i + 3), -exponent));
  return cumulative;
}

}  // namespace

Language::Language(std::uint64_t seed) : random_(seed), characters_(common_characters()) {
  std::shuffle(characters_.begin(), characters_.end(), random_);
  character_weights_ = zipf(characters_.size(), 0.7);
  word_weights_ = zipf(kWords, 1.0);
  std::set<std::string> known;
  while (words_.size() < kWords) {
    const auto kind = below(100);
    const std::size_t length = kind < 72 ? 2 : kind < 86 ? 3 : 4;
    std::string word;
    for (std::size_t i = 0; i < length; ++i) word += characters_[rank(character_weights_)];
    if (known.insert(word).second) words_.push_back(std::move(word));
  }
}

std::size_t Language::rank(const std::vector<double>& cumulative) {
  const double at = std::uniform_real_distribution<double>(0, cumulative.back())(random_);
  const auto found = std::upper_bound(cumulative.begin(), cumulative.end(), at);
  return std::min<std::size_t>(static_cast<std::size_t>(found - cumulative.begin()), cumulative.size() - 1);
}

std::string Language::text(std::size_t bytes, const std::vector<std::string>& phrases) {
  static constexpr const char* kParticles[] = {"的", "和", "在", "对", "为", "了", "及", "等", "与", "要"};
  std::string text;
  std::size_t next = 0, since = 0;
  const auto spacing = bytes / (phrases.size() + 1);
  while (text.size() < bytes) {
    if (next < phrases.size() && text.size() >= spacing * (next + 1)) {
      text += phrases[next++];
    } else {
      text += words_[rank(word_weights_)];
    }
    if (percent(25)) text += kParticles[below(std::size(kParticles))];
    if (++since >= 4 && percent(35)) {
      text += percent(30) ? percent(25) ? "。\n" : "。" : "，";
      since = 0;
    }
  }
  return text + "。";
}

std::string Language::word() { return words_[kCommonWords + below(kWords - kCommonWords)]; }

std::string Language::compound() {
  while (true) {
    auto both = word() + words_[below(kWords)];
    if (rules::count_code_points(both) <= 6) return both;
  }
}

namespace {

std::string list(const std::vector<std::string>& terms, std::size_t from) {
  std::string text = "[";
  for (auto i = from; i < terms.size(); ++i) text += (i > from ? ", " : "") + terms[i];
  return text + "]";
}

struct GeneratedRule {
  std::vector<std::string> terms;
  std::string when;
  std::vector<std::string> phrases;  // that fulfil it
};

GeneratedRule make_rule(Language& language) {
  GeneratedRule rule;
  const auto kind = language.below(100);
  const bool broad = kind < 40;
  rule.terms.resize(2 + language.below(4));
  for (auto& term : rule.terms) term = broad ? language.compound() : language.word();
  const auto& terms = rule.terms;
  rule.phrases = {terms[0]};
  if (kind < 30) {
    rule.when = "{any: " + list(terms, 0) + "}";
  } else if (kind < 40) {
    rule.when = "{any: " + list(terms, 1) + ", none: [" + terms[0] + "]}";
    rule.phrases = {terms[1]};
  } else if (kind < 70) {
    rule.when = "{all: [" + terms[0] + ", {any: " + list(terms, 1) + "}]}";
    rule.phrases.push_back(terms[1]);
  } else if (kind < 90) {
    rule.when = "{near: {within: 12, of: [" + terms[0] + ", {any: " + list(terms, 1) + "}]}}";
    rule.phrases = {terms[0] + terms[1]};
  } else {
    rule.when = "{all: [{term: " + terms[0] + ", except: [" + terms[1] + terms[0] + "]}, {any: " + list(terms, 1) + "}]}";
    rule.phrases.push_back(terms[1]);
  }
  return rule;
}

}  // namespace

Rulebook make_rulebook(Language& language, const RulebookOptions& options) {
  Rulebook book;
  std::set<std::string> known;
  for (std::size_t rule = 0; rule < options.rules; ++rule) {
    if (rule % kRulesPerFile == 0) {
      book.files.push_back({fmt::format("rules/rules-{:03}.yaml", rule / kRulesPerFile), "rules:\n"});
    }
    auto made = make_rule(language);
    for (const auto& term : made.terms) {
      if (known.insert(term).second) book.terms.push_back(term);
    }
    if (book.regexes.size() * options.rules < rule * options.regexes) {
      book.regexes.push_back(fmt::format("{}[^。]{{0,6}}(关于|第[0-9]+号)?{}", made.terms[0], made.terms[1]));
      made.when = fmt::format("{{any: [{}, '/{}/']}}", made.when, book.regexes.back());
    }
    book.files.back().text +=
        fmt::format("  - id: rule-{}\n    when: {}\n    tags: [t{}]\n", rule, made.when, language.below(kTopics));
    book.phrases_of_rule.push_back(std::move(made.phrases));
  }
  return book;
}

std::vector<rules::SourceFile> county_files(const Rulebook& rulebook) {
  auto files = support::small_files("");
  std::erase_if(files, [](const auto& file) { return file.path.starts_with("rules/"); });
  std::string topics = "topics:\n", units = "units:\n";
  for (std::size_t i = 0; i < kTopics; ++i) topics += fmt::format("  t{}: {{zh: 主题{}}}\n", i, i);
  for (std::size_t i = 0; i < kUnits; ++i) {
    units += fmt::format(
        "  - {{id: a{0}, kind: gov, level: county, name: {{zh: 县第{0}局}}, duties: {{lead: [t{1}, t{2}], support: [t{3}, t{4}]}}}}\n",
        i + 1, i, i + 100, (i + 7) % kTopics, (i + 107) % kTopics);
  }
  for (auto& file : files) {
    if (file.path == "organisation.yaml") file.text = units + "groups:\n  - {id: all, match: [县直各单位], members: {level: county}, pool: true}\n";
  }
  files.push_back({"rules/topics.yaml", topics});
  files.insert(files.end(), rulebook.files.begin(), rulebook.files.end());
  return files;
}

std::shared_ptr<const rules::Configuration> county(const std::vector<rules::SourceFile>& files) {
  auto compiled = rules::compile(files, support::test_zone);
  if (!compiled.configuration) throw std::runtime_error(rules::render(compiled.diagnostics, files).substr(0, 4000));
  return compiled.configuration;
}

std::vector<std::string> notices(Language& language, const Rulebook& rulebook, std::size_t count) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::string> phrases;
    for (int matter = 0; matter < kMatters; ++matter) {
      const auto& matters = rulebook.phrases_of_rule[language.below(rulebook.phrases_of_rule.size())];
      phrases.insert(phrases.end(), matters.begin(), matters.end());
    }
    phrases.push_back(fmt::format("由县第{}局牵头，县第{}局、县第{}局配合", language.below(kUnits) + 1,
                                  language.below(kUnits) + 1, language.below(kUnits) + 1));
    texts.push_back(language.text(kTextBytes, phrases));
  }
  return texts;
}

}  // namespace fenliu::bench
