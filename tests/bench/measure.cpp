// Measuring, by Google Benchmark where works are repeatable.
#include "tests/bench/measure.h"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <fstream>
#include <map>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

namespace fenliu::bench {

namespace {

// Keeps each repetition's time instead of printing it.
class Collector : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const auto& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      seconds[run.run_name.function_name].push_back(run.cpu_accumulated_time / static_cast<double>(run.iterations));
    }
  }
  std::map<std::string, std::vector<double>> seconds;
};

void initialise(bool smoke) {
  // A repetition's time; the same spelling in versions that want a unit and in those that know none.
  static std::string words[] = {"bench", smoke ? "--benchmark_min_time=0.001" : "--benchmark_min_time=0.1",
                                "--benchmark_enable_random_interleaving=true"};
  char* arguments[] = {words[0].data(), words[1].data(), words[2].data(), nullptr};
  int count = 3;
  benchmark::Initialize(&count, arguments);
}

}  // namespace

bool is_smoke(int argc, char** argv) {
  return std::any_of(argv + 1, argv + argc, [](const char* word) { return std::strcmp(word, "--smoke") == 0; });
}

std::vector<double> seconds_per_call(const std::vector<Work>& works, bool smoke) {
  constexpr int kRepetitions = 11;
  initialise(smoke);
  benchmark::ClearRegisteredBenchmarks();
  for (std::size_t i = 0; i < works.size(); ++i) {
    benchmark::RegisterBenchmark(std::to_string(i).c_str(), [&run = works[i].run](benchmark::State& state) {
      for ([[maybe_unused]] auto each : state) run();
    })->Repetitions(smoke ? 1 : kRepetitions);
  }
  Collector collector;
  benchmark::RunSpecifiedBenchmarks(&collector);
  std::vector<double> medians;
  for (std::size_t i = 0; i < works.size(); ++i) medians.push_back(median(collector.seconds.at(std::to_string(i))));
  return medians;
}

double median(std::vector<double> values) { return quantile(std::move(values), 0.5); }

double quantile(std::vector<double> values, double q) {
  if (values.empty()) return std::nan("");
  std::sort(values.begin(), values.end());
  const auto rank = static_cast<std::size_t>(std::ceil(q * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double resident_bytes() {
  malloc_trim(0);
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return 1024.0 * std::stod(line.substr(6));
  }
  return std::nan("");
}

std::string readable(double seconds) {
  if (seconds < 1e-6) return fmt::format("{:.0f} ns", seconds * 1e9);
  if (seconds < 1e-4) return fmt::format("{:.1f} µs", seconds * 1e6);
  if (seconds < 1e-3) return fmt::format("{:.0f} µs", seconds * 1e6);
  if (seconds < 1e-1) return fmt::format("{:.1f} ms", seconds * 1e3);
  return fmt::format("{:.2f} s", seconds);
}

}  // namespace fenliu::bench
