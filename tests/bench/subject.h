// What benchmarks of deciding measure: a rulebook with its texts, ready to decide, and the yardstick beside it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rules/matching/automaton.h"
#include "rules/matching/matcher.h"
#include "rules/relevance/relevance.h"
#include "tests/bench/generated.h"

namespace fenliu::bench {

struct Subject {
  Subject(const RulebookOptions& options, std::size_t texts);

  Language language;
  Rulebook book;
  std::shared_ptr<const rules::Configuration> configuration;
  std::unique_ptr<rules::Router> router;
  std::vector<std::string> names;   // of the organisation
  rules::Automaton automaton;       // the terms and names alone
  std::vector<rules::Item> items;   // a title and a text of 3 KB each
};

// Texts that are taken in turn, so that caches hold what they hold in a day's work.
template <class T>
class Ring {
 public:
  explicit Ring(std::vector<T> values) : values_(std::move(values)) {}
  const T& next() { return values_[at_++ % values_.size()]; }

 private:
  std::vector<T> values_;
  std::size_t at_ = 0;
};

rules::Instant decided_at();

// Occurrences of all patterns, each visited, none kept.
std::size_t scan(const rules::Automaton& automaton, const rules::NormalisedText& text);
// The yardstick: each part's title and text normalised and scanned.
std::size_t normalise_and_scan(const rules::Automaton& automaton, const rules::Item& item);

// What peers search in: normalised UTF-8.
std::vector<std::string> normalised_texts(const std::vector<rules::Item>& items);

}  // namespace fenliu::bench
