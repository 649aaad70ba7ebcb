// Where the store's exceptions end: shared by the files that hand requests to use cases.
#pragma once

#include <spdlog/spdlog.h>

#include "daemon/app/use_cases.h"

namespace fenliu::app {

// Reads of the store throw when disk or database fail; nobody above needs to know SQLite for that.
template <class Work>
Result<Answer> guarded(const char* what, Work&& work) {
  try {
    return work();
  } catch (const std::exception& exception) {
    spdlog::error("{} failed: {}", what, exception.what());
    return Error{ErrorKind::unavailable, "The store did not answer", "try again"};
  }
}

}  // namespace fenliu::app
