// A lock file that the kernel lets go of when its process ends, however it ends.
#include "daemon/app/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

namespace fenliu::app {

using rules::Error;
using rules::ErrorKind;

rules::Result<std::unique_ptr<DataFolder>> DataFolder::take(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Error{ErrorKind::internal, "Cannot make the data folder " + folder, error.message()};
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  const int file = open((folder + "/fenliu.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return Error{ErrorKind::internal, "Cannot write into the data folder " + folder, "check its owner and permissions"};
  std::unique_ptr<DataFolder> taken(new DataFolder(file));
  if (flock(file, LOCK_EX | LOCK_NB) == 0) return taken;
  return Error{ErrorKind::unavailable, "The data folder " + folder + " is served by another daemon",
               "stop that one, or give another --data"};
}

DataFolder::~DataFolder() { close(file_); }

}  // namespace fenliu::app
