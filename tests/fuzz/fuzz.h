// What a fuzz target gives: an entry that libFuzzer and tests/fuzz/driver.cpp know, and seeds to start from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

// Parses `data` and aborts when what comes out breaks a promise of the parser's header.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

// Texts that reach deep into the parser.
std::vector<std::string> fuzz_seeds();

namespace fenliu::fuzz {

inline std::string_view view(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// A promise that holds for every input.
inline void require(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "broken promise: %s\n", promise);
  std::abort();
}

}  // namespace fenliu::fuzz
