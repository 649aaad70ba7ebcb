// The `fenliu` binary.
#include <malloc.h>

#include <iostream>

#include <sodium.h>

#include "daemon/app/outside.h"
#include "daemon/cli/program.h"

int main(int argc, char** argv) {
  using namespace fenliu;
  if (sodium_init() < 0) {
    std::cerr << "fenliu: libsodium cannot start\n";
    return cli::kCouldNotRun;
  }
  // glibc gives every thread an arena of its own that keeps its largest size for ever: dozens of workers, dozens of them.
  mallopt(M_ARENA_MAX, 4);
  std::ios::sync_with_stdio(false);
  app::CommandOutside outside;
  cli::Streams streams{std::cin, std::cout, std::cerr};
  try {
    return cli::run({argv + 1, argv + argc}, outside, streams);
  } catch (const std::exception& exception) {
    std::cerr << "fenliu: " << exception.what() << "\n";
    return cli::kCouldNotRun;
  }
}
