// Rulebooks of 50,000 terms and 2,500 regular expressions: deciding beside RE2; loading 10,000 rules cold, and with one
// file of 500 changed; memory a rule; the same keywords as Alertmanager's routes, where it is installed.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <re2/re2.h>
#include <re2/set.h>

#include "daemon/load/load.h"
#include "tests/bench/measure.h"
#include "tests/bench/subject.h"
#include "tests/support/process.h"

using namespace fenliu;
using namespace fenliu::bench;

namespace {

std::unique_ptr<RE2::Set> set_of(const std::vector<std::string>& patterns, bool literal) {
  RE2::Options options;
  options.set_literal(literal);
  options.set_max_mem(std::int64_t{1} << 30);
  auto set = std::make_unique<RE2::Set>(options, RE2::UNANCHORED);
  for (const auto& pattern : patterns) set->Add(pattern, nullptr);
  set->Compile();
  return set;
}

void measure_deciding(bool smoke) {
  const std::size_t rule_count = smoke ? 100 : 20000, regex_count = smoke ? 20 : 2500, texts = smoke ? 4 : 100;
  const Subject plain({rule_count, 0}, texts), subject({rule_count, regex_count}, texts);
  const auto& expressions = subject.book.regexes;
  std::vector<std::unique_ptr<RE2>> single;
  for (const auto& expression : expressions) single.push_back(std::make_unique<RE2>(expression));
  const auto terms = set_of(subject.book.terms, true), regexes = set_of(expressions, false);
  Ring<rules::Item> plain_items(plain.items), items(subject.items);
  Ring<std::string> searched(normalised_texts(subject.items));
  std::vector<int> found;
  const std::vector<Work> works = {
      {"normalise + scan, all terms: the yardstick", [&] { benchmark::DoNotOptimize(normalise_and_scan(subject.automaton, items.next())); }},
      {"decided, without regular expressions", [&] { benchmark::DoNotOptimize(plain.router->route(plain_items.next(), decided_at())); }},
      {"decided, with them", [&] { benchmark::DoNotOptimize(subject.router->route(items.next(), decided_at())); }},
      {"RE2::Set of the terms alone", [&] { terms->Match(searched.next(), &found); }},
      {"RE2::Set of the expressions alone", [&] { regexes->Match(searched.next(), &found); }},
      {"RE2, one expression after the other",
       [&] {
         const auto& text = searched.next();
         std::size_t matched = 0;
         for (const auto& each : single) matched += RE2::PartialMatch(text, *each);
         benchmark::DoNotOptimize(matched);
       }},
  };
  const auto seconds = seconds_per_call(works, smoke);
  fmt::print("deciding with {} rules, {} terms, {} regular expressions:\n", rule_count, subject.book.terms.size(), expressions.size());
  for (std::size_t i = 0; i < works.size(); ++i) {
    fmt::print("  {:<44} {:>10} {:>9.2f} × {:>9.0f} texts/s\n", works[i].name, readable(seconds[i]), seconds[i] / seconds[0], 1 / seconds[i]);
  }
}

void measure_loading(bool smoke) {
  Language language(11);
  const std::size_t rule_count = smoke ? 1000 : 10000;
  const auto files = county_files(make_rulebook(language, {rule_count, 0}));
  const int rounds = smoke ? 1 : 7;
  std::vector<double> cold, cold_router, changed, changed_router;
  double bytes = 0;
  for (int round = 0; round < rounds; ++round) {
    const load::RulesFiles rules_files;
    const auto before = resident_bytes();
    rules::CompileResult compiled;
    std::unique_ptr<rules::Router> router;
    const auto compile_and_route = [&](const std::vector<rules::SourceFile>& given, std::vector<double>& compiling, std::vector<double>& routing) {
      compiling.push_back(seconds_of([&] { compiled = load::compile(given, rules_files); }));
      if (!compiled.configuration) throw std::runtime_error("the rulebook does not compile");
      routing.push_back(seconds_of([&] { router = std::make_unique<rules::Router>(compiled.configuration); }));
    };
    compile_and_route(files, cold, cold_router);
    if (round == 0) bytes = resident_bytes() - before;
    auto edited = files;
    edited.back().text += fmt::format("  - {{id: added, when: 新增{}, tags: [t0]}}\n", round);
    compile_and_route(edited, changed, changed_router);
  }
  fmt::print("loading {} rules in {} files, {} MB of YAML:\n", rule_count, files.size(), [&] {
    std::size_t sum = 0;
    for (const auto& file : files) sum += file.text.size();
    return fmt::format("{:.1f}", static_cast<double>(sum) / 1e6);
  }());
  fmt::print("  cold:                       {} = files to rules {} + rules to automaton {}\n", readable(median(cold) + median(cold_router)),
             readable(median(cold)), readable(median(cold_router)));
  fmt::print("  one file of 500 changed:    {} = {} + {}\n", readable(median(changed) + median(changed_router)), readable(median(changed)),
             readable(median(changed_router)));
  fmt::print("  memory:                     {:.1f} KB a rule, {:.0f} MB in all\n", bytes / static_cast<double>(rule_count) / 1e3, bytes / 1e6);
}

// Alertmanager's nearest to a rule: a route whose label matches one of its words, and that goes on to the next.
std::string alertmanager_routes(const Rulebook& book) {
  std::string text = "receivers: [{name: r}]\nroute:\n  receiver: r\n  routes:\n";
  for (const auto& phrases : book.phrases_of_rule) {
    std::string any;
    for (const auto& phrase : phrases) any += (any.empty() ? "" : "|") + phrase;
    text += fmt::format("    - {{receiver: r, continue: true, matchers: ['text=~\".*({}).*\"']}}\n", any);
  }
  return text;
}

// What amtool takes longer for a text of 3 KB than for one of a character, which leaves out reading its configuration.
void measure_alertmanager(bool smoke) {
  if (std::system("command -v amtool >/dev/null 2>&1") != 0) {
    fmt::print("Alertmanager: absent (Debian's prometheus-alertmanager has amtool)\n");
    return;
  }
  const Subject subject({smoke ? 100U : 10000U, 0}, 3);
  const support::TemporaryFolder folder;
  std::ofstream(folder.file("routes.yml")) << alertmanager_routes(subject.book);
  const auto seconds_for = [&](std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::ofstream(folder.file("text")) << text;
    const auto command = fmt::format("amtool config routes test --config.file='{}' \"text=$(cat '{}')\" >/dev/null 2>&1", folder.file("routes.yml"),
                                     folder.file("text"));
    return seconds_of([&] {
      if (std::system(command.c_str()) != 0) throw std::runtime_error("amtool failed");
    });
  };
  std::vector<double> seconds;
  for (const auto& item : subject.items) seconds.push_back(seconds_for(item.text) - seconds_for("a"));
  const double ours = seconds_per_call({{"decided", [&] { benchmark::DoNotOptimize(subject.router->route(subject.items[0], decided_at())); }}}, smoke)[0];
  fmt::print("Alertmanager, {} routes of the same keywords: {} a text; decided here in {}\n", subject.book.phrases_of_rule.size(),
             readable(median(seconds)), readable(ours));
}

}  // namespace

int main(int argc, char** argv) {
  const bool smoke = is_smoke(argc, argv);
  measure_loading(smoke);  // first, while the heap is clean
  measure_deciding(smoke);
  measure_alertmanager(smoke);
  return 0;
}
