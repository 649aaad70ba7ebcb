// Runs a fuzz target without a fuzzing engine: mutates the seeds that the target names, reproducibly.
// usage: fuzz_X [--seconds N] [--seed N] [--write-seeds DIR] [FILE …]
// Files are run once each, as they are; FENLIU_FUZZ_SECONDS is the default for --seconds; --write-seeds makes a corpus
// for libFuzzer. An input that fails, or takes longer than 20 s, is left as fuzz_X.crash in the working directory.
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/fuzz/fuzz.h"

// Where a sanitizer is linked in, it calls this last.
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace {

using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t limit) { return limit == 0 ? 0 : random() % limit; }

void mutate_once(std::string& text, const std::vector<std::string>& seeds, Random& random) {
  const auto at = below(random, text.size() + 1);
  switch (random() % 7) {
    case 0:
      text.insert(at, 1, static_cast<char>(random()));
      break;
    case 1:
      if (!text.empty()) text[below(random, text.size())] ^= static_cast<char>(1u << (random() % 8));
      break;
    case 2:
      text.erase(at, below(random, 12));
      break;
    case 3: {
      const auto& other = seeds[below(random, seeds.size())];
      const auto from = below(random, other.size() + 1);
      text.insert(at, other.substr(from, below(random, 40)));
      break;
    }
    case 4: {
      const auto piece = text.substr(at, below(random, 30));
      for (std::size_t i = below(random, 4); i > 0; --i) text.insert(at, piece);
      break;
    }
    case 5:
      text.resize(at);
      break;
    default: {
      static const char* const kTokens[] = {"\n", "{", "}", "[", "]", ":", "\"", "年", "月", "日", "前", "(", ")", "99999999999",
                                            "-1", "&a", "*a", "\xff", "\xe2\x80\x8b", "￥", "ầ", "0"};
      text.insert(at, kTokens[below(random, std::size(kTokens))]);
    }
  }
}

const std::string* current = nullptr;  // the input that is being run
std::string crash_path;

// Only calls that are safe in a signal handler.
void keep_input() {
  if (current == nullptr) return;
  const int file = open(crash_path.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0644);
  if (file >= 0 && write(file, current->data(), current->size()) == static_cast<ssize_t>(current->size())) close(file);
  current = nullptr;
  const std::string_view words = "the input that failed was kept: ";
  [[maybe_unused]] auto written = write(2, words.data(), words.size());
  written = write(2, crash_path.data(), crash_path.size());
  written = write(2, "\n", 1);
}

void on_signal(int number) {
  keep_input();
  std::signal(number, SIG_DFL);
  std::raise(number);
}

void run(const std::string& text) {
  current = &text;
  alarm(20);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  alarm(0);
  current = nullptr;
}

void watch(const char* program) {
  const std::string path = program;
  crash_path = path.substr(path.rfind('/') + 1) + ".crash";
  for (const int number : {SIGABRT, SIGALRM}) std::signal(number, on_signal);
  if (__sanitizer_set_death_callback != nullptr) {
    __sanitizer_set_death_callback(keep_input);
  } else {
    std::signal(SIGSEGV, on_signal);
  }
}

int write_seeds(const std::string& folder) {
  std::size_t number = 0;
  for (const auto& seed : fuzz_seeds()) {
    std::ofstream out(folder + "/seed" + std::to_string(number++), std::ios::binary);
    if (!(out << seed)) return 3;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const char* wanted = std::getenv("FENLIU_FUZZ_SECONDS");
  double seconds = wanted != nullptr ? std::stod(wanted) : 1;
  std::uint64_t seed = 1;
  bool files = false;
  watch(argv[0]);
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--seconds") == 0 && i + 1 < argc) {
      seconds = std::stod(argv[++i]);
    } else if (std::strcmp(argv[i], "--seed") == 0 && i + 1 < argc) {
      seed = std::stoull(argv[++i]);
    } else if (std::strcmp(argv[i], "--write-seeds") == 0 && i + 1 < argc) {
      return write_seeds(argv[++i]);
    } else {
      std::ifstream in(argv[i], std::ios::binary);
      run({std::istreambuf_iterator<char>(in), {}});
      files = true;
    }
  }
  if (files) return 0;
  const auto seeds = fuzz_seeds();
  for (const auto& each : seeds) run(each);
  Random random(seed);
  std::size_t runs = 0;
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  for (; std::chrono::steady_clock::now() < end; ++runs) {
    auto text = seeds[below(random, seeds.size())];
    for (auto n = 1 + below(random, 6); n > 0; --n) mutate_once(text, seeds, random);
    if (text.size() > (64u << 10)) text.resize(64u << 10);
    run(text);
  }
  std::printf("%zu inputs, seed %llu\n", runs, static_cast<unsigned long long>(seed));
  return 0;
}
