// A copy of the database to look at.
#include "daemon/app/database_copy.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "daemon/store/backup.h"

namespace fenliu::app {

namespace fs = std::filesystem;

Result<std::unique_ptr<DatabaseCopy>> DatabaseCopy::take(const std::string& data, Instant now) {
  const auto database = data + "/fenliu.db";
  std::error_code error;
  if (!fs::exists(database, error)) {
    return Error{ErrorKind::invalid, "there is no database in " + data, "give the data folder of the server, or one in which a backup is called fenliu.db"};
  }
  std::unique_ptr<DatabaseCopy> copy(new DatabaseCopy);
  const auto temporary = fs::temp_directory_path(error).string();
  std::string folder = temporary + "/fenliu-XXXXXX";
  if (error || mkdtemp(folder.data()) == nullptr) {
    return Error{ErrorKind::unavailable, "Cannot make a folder below " + temporary, "set TMPDIR to one with space"};
  }
  copy->folder_ = folder;
  const auto path = folder + "/fenliu.db";
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return Error{ErrorKind::unavailable, "Cannot write " + path, "set TMPDIR to a folder with space"};
  close(file);
  if (const auto copied = store::back_up(database, path, {}); !copied.ok()) return copied.error();
  auto opened = store::Store::open({path, "", 1, 5000});
  if (!opened.ok()) return opened.error();
  copy->store_ = std::move(opened).value();
  copy->office_ = std::make_unique<Office>(*copy->store_);
  const auto router = copy->office_->router_of(copy->store_->active_configuration());
  if (!router) return Error{ErrorKind::invalid, "no configuration is active in " + data, "serve a folder first"};
  copy->office_->set_router(router);
  copy->office_->load(now);
  return copy;
}

DatabaseCopy::~DatabaseCopy() {
  office_.reset();
  store_.reset();
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

}  // namespace fenliu::app
