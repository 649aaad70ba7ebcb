// Runs a fuzz target without a fuzzing engine: mutates the seeds that the target names, reproducibly.
// usage: fuzz_X [--seconds N] [--seed N] [FILE …]   (files are run once each, as they are; FENLIU_FUZZ_SECONDS is the
// default for --seconds). The input that fails is left in fuzz_X.crash in the working directory.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
// Seeds: a list of texts that reach deep into the parser.
std::vector<std::string> fuzz_seeds();

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

void run(const std::string& text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

int main(int argc, char** argv) {
  const char* wanted = std::getenv("FENLIU_FUZZ_SECONDS");
  double seconds = wanted != nullptr ? std::stod(wanted) : 1;
  std::uint64_t seed = 1;
  bool files = false;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--seconds") == 0 && i + 1 < argc) {
      seconds = std::stod(argv[++i]);
    } else if (std::strcmp(argv[i], "--seed") == 0 && i + 1 < argc) {
      seed = std::stoull(argv[++i]);
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
