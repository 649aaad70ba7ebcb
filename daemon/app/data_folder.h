// The data folder, held by one process at a time.
#pragma once

#include <memory>
#include <string>

#include "rules/text/result.h"

namespace fenliu::app {

// Held against other daemons, and against restoring under a daemon, for as long as it lives; a killed process holds nothing:
// each would trust its own plan.
class DataFolder {
 public:
  // Makes the folder when it is missing, readable by its user only. Error of kind unavailable: another process has it.
  static rules::Result<std::unique_ptr<DataFolder>> take(const std::string& folder);
  ~DataFolder();
  DataFolder(const DataFolder&) = delete;

 private:
  explicit DataFolder(int file) : file_(file) {}
  const int file_;
};

}  // namespace fenliu::app
