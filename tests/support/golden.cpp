// Golden files and the folders that tests read.
#include "tests/support/golden.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace fenliu::support {

std::string root() { return FENLIU_ROOT; }

std::string shared_folder() {
  const auto folder = std::filesystem::path(FENLIU_ROOT) / ".." / "shared";
  return std::filesystem::is_directory(folder) ? folder.lexically_normal().string() : "";
}

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::optional<std::string> golden(const std::string& name, const std::string& actual) {
  const auto path = std::filesystem::path(FENLIU_ROOT) / "tests" / "golden" / name;
  if (const char* update = std::getenv("UPDATE_GOLDEN"); update != nullptr && std::string(update) == "1") {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary | std::ios::trunc) << actual;
  }
  if (!std::filesystem::exists(path)) return {};
  return read_text(path.string());
}

}  // namespace fenliu::support
