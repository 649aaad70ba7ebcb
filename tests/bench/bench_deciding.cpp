// Deciding in memory: 10,000 rules on Chinese texts of 3 KB, its parts, against the same normalisation and a bare scan,
// RE2::Set and a search per term; growth from 1,000 to 10,000 rules.
#include <cstdio>
#include <memory>

#include <benchmark/benchmark.h>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <re2/set.h>

#include "rules/decision/decision.h"
#include "rules/reading/reading.h"
#include "rules/text/utf8.h"
#include "tests/bench/measure.h"
#include "tests/bench/subject.h"

using namespace fenliu;
using namespace fenliu::bench;

namespace {

void normalise_only(const rules::Item& item) {
  for (const auto& part : item.parts) {
    for (const auto* text : {&part.title, &part.text}) {
      if (!text->empty()) benchmark::DoNotOptimize(rules::normalise_utf8(*text));
    }
  }
}

std::size_t match(const rules::Matcher& matcher, const rules::Item& item) {
  rules::ItemFacts facts;
  facts.title = item.title;
  const auto prepared = matcher.prepare(facts);
  std::size_t held = 0;
  for (const auto& part : item.parts) held += matcher.match(*prepared, part.title, part.text).rules.size();
  return held;
}

std::string decide(const Subject& subject, const rules::Item& item) {
  rules::Decision decision;
  decision.item = item.id;
  decision.now = decided_at();
  decision.relevance = subject.router->route(item, decided_at());
  decision.schedule = rules::schedule(decision.relevance, item, *subject.configuration, rules::Plan(), {}, {}, {}, {}, decided_at());
  return boost::json::serialize(rules::decision_to_json(decision, subject.configuration->zone));
}

void read_from_text(const Subject& subject, const rules::Item& item) {
  rules::Item fresh;
  fresh.text = item.text;
  const auto working_time = subject.configuration->working_time("a1", decided_at());
  rules::complete_item(fresh, {decided_at(), "zh", &working_time, subject.configuration->zone});
  benchmark::DoNotOptimize(fresh);
}

std::unique_ptr<RE2::Set> re2_set(const std::vector<std::string>& terms) {
  RE2::Options options;
  options.set_literal(true);
  options.set_max_mem(std::int64_t{2} << 30);
  auto set = std::make_unique<RE2::Set>(options, RE2::UNANCHORED);
  for (const auto& term : terms) set->Add(term, nullptr);
  set->Compile();
  return set;
}

std::size_t search_per_term(const std::vector<std::string>& terms, const std::string& text) {
  std::size_t found = 0;
  for (const auto& term : terms) found += text.find(term) != std::string::npos;
  return found;
}

void describe(const Subject& subject) {
  const rules::Matcher matcher(subject.configuration, subject.names);
  double hits = 0, held = 0, reached = 0, bytes = 0;
  for (const auto& item : subject.items) {
    bytes += static_cast<double>(item.text.size());
    hits += static_cast<double>(normalise_and_scan(subject.automaton, item));
    held += static_cast<double>(match(matcher, item));
    reached += static_cast<double>(subject.router->route(item, decided_at()).units.size());
  }
  const auto count = static_cast<double>(subject.items.size());
  fmt::print("{} rules, {} distinct terms, {} names; texts of {:.0f} bytes; per text {:.0f} occurrences, {:.1f} rules hold, {:.1f} units reached\n",
             subject.configuration->rules.size(), subject.book.terms.size(), subject.names.size(), bytes / count, hits / count,
             held / count, reached / count);
}

void print(const std::vector<Work>& works, const std::vector<double>& seconds, std::size_t base) {
  for (std::size_t i = 0; i < works.size(); ++i) {
    fmt::print("  {:<44} {:>10} {:>9.2f} × {:>9.0f} texts/s\n", works[i].name, readable(seconds[i]), seconds[i] / seconds[base],
               1 / seconds[i]);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bool smoke = is_smoke(argc, argv);
  const std::size_t texts = smoke ? 4 : 200;
  const Subject small({smoke ? 50U : 1000U, 0}, texts), large({smoke ? 100U : 10000U, 0}, texts);
  const rules::Matcher matcher(large.configuration, large.names);
  describe(small);
  describe(large);

  Ring<rules::Item> items(large.items), few(small.items);
  std::vector<rules::NormalisedText> normalised;
  for (const auto& item : large.items) normalised.push_back(rules::normalise_utf8(item.text));
  Ring<rules::NormalisedText> scanned(std::move(normalised));
  Ring<std::string> searched(normalised_texts(large.items));
  const auto set = re2_set(large.book.terms);
  std::vector<int> found;

  const std::vector<Work> works = {
      {"normalise", [&] { normalise_only(items.next()); }},
      {"scan (normalised before)", [&] { benchmark::DoNotOptimize(scan(large.automaton, scanned.next())); }},
      {"normalise + scan: the yardstick", [&] { benchmark::DoNotOptimize(normalise_and_scan(large.automaton, items.next())); }},
      {"  + conditions, evidence, names", [&] { benchmark::DoNotOptimize(match(matcher, items.next())); }},
      {"  + clauses, duties, triage: DECIDED", [&] { benchmark::DoNotOptimize(large.router->route(items.next(), decided_at())); }},
      {"  + schedule and JSON", [&] { benchmark::DoNotOptimize(decide(large, items.next())); }},
      {"reading a raw text, when it comes as one", [&] { read_from_text(large, items.next()); }},
      {"RE2::Set (normalised before, no positions)", [&] { set->Match(searched.next(), &found); }},
      {"a search per term (the same)", [&] { benchmark::DoNotOptimize(search_per_term(large.book.terms, searched.next())); }},
      {"1,000 rules: normalise + scan", [&] { benchmark::DoNotOptimize(normalise_and_scan(small.automaton, few.next())); }},
      {"1,000 rules: DECIDED", [&] { benchmark::DoNotOptimize(small.router->route(few.next(), decided_at())); }},
  };
  constexpr std::size_t kYardstick = 2, kDecided = 4, kSmallDecided = 10;
  const auto seconds = seconds_per_call(works, smoke);
  print(works, seconds, kYardstick);
  fmt::print("deciding takes {:.2f} × normalise + scan; ten times the rules take {:.2f} × the time\n",
             seconds[kDecided] / seconds[kYardstick], seconds[kDecided] / seconds[kSmallDecided]);
  return 0;
}
