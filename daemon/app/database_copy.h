// An office on a copy of a data folder's database: nothing is written where the original stands, whose daemon may be dead or
// alive.
#pragma once

#include <memory>
#include <string>

#include "daemon/app/office.h"

namespace fenliu::app {

class DatabaseCopy {
 public:
  // Copies, opens and loads. The copy lies in a private folder below the system's temporary one.
  static Result<std::unique_ptr<DatabaseCopy>> take(const std::string& data, Instant now);
  ~DatabaseCopy();  // removes the copy
  DatabaseCopy(const DatabaseCopy&) = delete;
  Office& office() { return *office_; }

 private:
  DatabaseCopy() = default;
  std::string folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Office> office_;
};

}  // namespace fenliu::app
