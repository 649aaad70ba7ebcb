// Reading secrets.
#include "daemon/load/secret.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace fenliu::load {

using rules::Error;
using rules::ErrorKind;
using rules::Result;

namespace {

constexpr off_t kMostBytes = 64 * 1024;

class OpenFile {
 public:
  explicit OpenFile(const std::string& path) : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  const int descriptor_;
};

std::string without_line_end(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

Result<std::string> read_file(const std::string& path) {
  const OpenFile file(path);
  struct stat status {};
  if (file.descriptor() < 0 || fstat(file.descriptor(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return Error{ErrorKind::invalid, "The secret file " + path + " cannot be read", "the daemon's account needs it: chown fenliu " + path};
  }
  if ((status.st_mode & S_IROTH) != 0) {
    return Error{ErrorKind::invalid, "Everybody on this machine may read the secret file " + path, "chmod 600 " + path};
  }
  if (status.st_size > kMostBytes) return Error{ErrorKind::invalid, "The secret file " + path + " is longer than 64 KiB", "is it the right one?"};
  std::string text(static_cast<std::size_t>(status.st_size), '\0');
  const auto size = read(file.descriptor(), text.data(), text.size());
  if (size < 0) return Error{ErrorKind::invalid, "The secret file " + path + " cannot be read", "the disk failed"};
  text.resize(static_cast<std::size_t>(size));
  text = without_line_end(std::move(text));
  if (text.empty()) return Error{ErrorKind::invalid, "The secret file " + path + " is empty", "write the secret into it"};
  return text;
}

}  // namespace

Result<std::string> read_secret(const rules::SecretSource& source) {
  if (!source.file.empty()) return read_file(source.file);
  if (source.environment.empty()) return std::string{};
  const char* value = std::getenv(source.environment.c_str());
  if (value == nullptr || *value == '\0') {
    return Error{ErrorKind::invalid, "The environment variable " + source.environment + " is not set", "set it where the daemon is started (systemd: EnvironmentFile=)"};
  }
  return without_line_end(value);
}

}  // namespace fenliu::load
