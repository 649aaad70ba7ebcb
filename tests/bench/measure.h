// Measuring several works side by side, so that what disturbs one disturbs all, and printing the figures.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace fenliu::bench {

// `--smoke` on the command line: tiny sizes, seconds in all, figures without meaning; so that benchmarks cannot rot.
bool is_smoke(int argc, char** argv);

struct Work {
  std::string name;
  std::function<void()> run;  // once; called as often as needed
};

// Processor seconds per call of each work, which other processes disturb less than the clock's: the median of repetitions
// that Google Benchmark interleaves at random.
std::vector<double> seconds_per_call(const std::vector<Work>& works, bool smoke);

double median(std::vector<double> values);
double quantile(std::vector<double> values, double q);  // 0 ≤ q ≤ 1; nearest rank

// Seconds that `work` takes, by the monotonic clock.
double seconds_of(const std::function<void()>& work);

// The resident set of this process, after the heap's free pages went back, in bytes.
double resident_bytes();

// Seconds in a unit that reads well: "23.4 µs".
std::string readable(double seconds);

}  // namespace fenliu::bench
