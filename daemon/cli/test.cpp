// `fenliu test DIR`: runs the cases of a configuration in parallel and says what differs from what they expect.
#include <algorithm>
#include <atomic>
#include <charconv>
#include <mutex>
#include <ostream>
#include <thread>

#include "daemon/cli/options.h"
#include "daemon/cli/progress.h"
#include "daemon/cli/test_report.h"

namespace fenliu::cli {

namespace {

using rules::Case;

// Whether the case is asked for; an empty word asks for all.
bool asked_for(const Case& test_case, const std::string& file, const std::string& name) {
  return test_case.span.file.find(file) != std::string::npos && rules::name_of(test_case).find(name) != std::string::npos;
}

// What the threads share: the next case, how many are done, and the counts of those that have finished.
struct Work {
  const rules::Router& router;
  const std::vector<const Case*>& cases;
  rules::Instant now;
  bool observe = false;
  TestRun& run;
  std::atomic<std::size_t> next{0}, done{0};
  std::mutex mutex;
  rules::ConditionCounts counts;
};

void run_cases(Work& work, const std::function<void()>& after_each) {
  using Clock = std::chrono::steady_clock;
  rules::ConditionCounts counts;
  for (auto i = work.next++; i < work.cases.size(); i = work.next++) {
    const auto start = Clock::now();
    work.run.results[i] = rules::run_case(work.router, *work.cases[i], work.now);
    work.run.seconds[i] = std::chrono::duration<double>(Clock::now() - start).count();
    if (work.observe) rules::observe_case(work.router, *work.cases[i], work.now, counts);
    ++work.done;
    after_each();
  }
  const std::lock_guard lock(work.mutex);
  for (const auto& [condition, count] : counts) {
    auto& sum = work.counts[condition];
    sum.evaluated += count.evaluated;
    sum.held += count.held;
  }
}

// This thread works too, and draws the bar.
TestRun run_all(const rules::Router& router, const std::vector<const Case*>& cases, bool observe, Outside& outside,
                Streams& streams) {
  TestRun run;
  run.configuration = &router.configuration();
  run.results.resize(cases.size());
  run.seconds.resize(cases.size());
  Work work{router, cases, outside.now(), observe, run, {}, {}, {}, {}};
  {
    ProgressBar bar(streams.err, "testing");
    const bool visible = outside.on_terminal();
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
      threads.emplace_back([&work] { run_cases(work, [] {}); });
    }
    run_cases(work, [&] {
      if (visible) bar.show(work.done, cases.size());
    });
  }
  if (observe) run.coverage = rules::coverage_of(*run.configuration, run.results, work.counts);
  return run;
}

std::optional<int> percent(const std::string& text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0 || value > 100) return {};
  return value;
}

boost::program_options::options_description test_options() {
  namespace po = boost::program_options;
  po::options_description options("Options");
  options.add_options()("dir", po::value<std::string>(), "the configuration folder")(
      "file", po::value<std::string>(), "only cases of files whose path holds this")(
      "name", po::value<std::string>(), "only cases whose name (or title or text) holds this")(
      "coverage", "say which rules and conditions no case exercises")(
      "fail-under", po::value<std::string>(), "exit 1 when fewer percent of the rules are decisive in a case")(
      "lang", po::value<std::string>()->default_value("en"), "zh, en or vi, for explanations")(
      "format", po::value<std::string>()->default_value("text"), "text, json or junit");
  return options;
}

}  // namespace

int test(const Arguments& arguments, Outside& outside, Streams& streams) {
  const auto parsed = parse(arguments,
                            "fenliu test DIR [--file PATH] [--name WORDS] [--coverage] [--fail-under PERCENT]\n"
                            "                       [--format text|json|junit] [--lang zh|en|vi]",
                            test_options(), {"dir"}, streams);
  if (parsed.exit) return *parsed.exit;
  if (!parsed.has("dir")) return usage_error("test needs a configuration folder", streams);
  const auto format = parsed.text("format");
  if (const auto wrong = check_format(parsed, {"text", "json", "junit"}, streams)) return *wrong;
  if (!is_language(parsed.text("lang"))) return usage_error("--lang is zh, en or vi, not '" + parsed.text("lang") + "'", streams);
  const auto fail_under = parsed.has("fail-under") ? percent(parsed.text("fail-under")) : std::optional(0);
  if (!fail_under) return usage_error("--fail-under is a whole number from 0 to 100, not '" + parsed.text("fail-under") + "'", streams);
  const auto loaded = load(parsed.text("dir"), outside, streams);
  if (!loaded.configuration) return loaded.exit;
  std::vector<const Case*> cases;
  for (const auto& each : loaded.configuration->cases) {
    if (asked_for(each, parsed.text("file"), parsed.text("name"))) cases.push_back(&each);
  }
  if (cases.empty()) {
    const bool none = loaded.configuration->cases.empty();
    streams.err << "fenliu: " << parsed.text("dir")
                << (none ? " has no cases; write some under `cases:` in rules/*.yaml\n" : " has no case that --file and --name let through\n");
    return kWrongInput;
  }
  const rules::Router router(loaded.configuration);
  auto run = run_all(router, cases, parsed.has("coverage") || parsed.has("fail-under"), outside, streams);
  run.fail_under = *fail_under;
  run.language = parsed.text("lang");
  if (format == "json") print_json(run, streams.out);
  if (format == "junit") print_junit(run, streams.out);
  if (format == "text") print_text(run, streams.out);
  return run.failed() == 0 && run.covered_enough() ? kDone : kWrongInput;
}

}  // namespace fenliu::cli
