// Reading folders and files, and hashing them.
#include "daemon/load/load.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <sodium.h>

namespace fenliu::load {

namespace fs = std::filesystem;
using rules::Done;
using rules::Error;
using rules::ErrorKind;
using rules::Result;
using rules::SourceFile;

namespace {

constexpr std::size_t kFileLimit = 4u << 20;

bool is_yaml(const fs::path& path) { return path.extension() == ".yaml" || path.extension() == ".yml"; }

// Files directly in the folder, and those of calendars/ and rules/ with their subfolders.
bool belongs(const fs::path& relative) {
  if (!is_yaml(relative)) return false;
  const auto first = relative.begin()->string();
  return relative.has_parent_path() ? (first == "calendars" || first == "rules") : true;
}

Result<std::string> read_stream(std::istream& in, const std::string& name, std::size_t limit) {
  std::string text;
  char buffer[65536];
  while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
    text.append(buffer, static_cast<std::size_t>(in.gcount()));
    if (text.size() > limit) {
      return Error{ErrorKind::too_large, name + " is larger than " + std::to_string(limit >> 20) + " MiB",
                   "split it or leave out what does not belong"};
    }
  }
  return text;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  if (path == "-") return read_stream(std::cin, "standard input", limit);
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return Error{ErrorKind::invalid, path + " is a folder, not a file", ""};
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorKind::invalid, "cannot read " + path, "check the name and its permissions"};
  return read_stream(in, path, limit);
}

Result<std::vector<SourceFile>> read_folder(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return Error{ErrorKind::invalid, "no configuration folder " + folder, "give a folder that holds fenliu.yaml"};
  }
  std::vector<SourceFile> files;
  fs::recursive_directory_iterator walk(folder, fs::directory_options::none, error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    const auto relative = fs::relative(walk->path(), folder, error);
    if (error || !walk->is_regular_file(error) || !belongs(relative)) continue;
    auto text = read_file(walk->path().string(), kFileLimit);
    if (!text.ok()) return text.error();
    files.push_back({relative.generic_string(), std::move(text).value()});
  }
  if (error) return Error{ErrorKind::internal, "cannot read " + folder, error.message()};
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  const bool complete = std::any_of(files.begin(), files.end(), [](const auto& f) { return f.path == "fenliu.yaml"; });
  if (!complete) {
    return Error{ErrorKind::invalid, folder + " holds no fenliu.yaml", "docs/configuration.md says what a folder holds"};
  }
  return files;
}

Result<Done> write_folder(const std::string& folder, const std::vector<SourceFile>& files) {
  for (const auto& file : files) {
    const fs::path relative = fs::path(file.path).lexically_normal();
    if (relative.is_absolute() || relative.begin()->string() == "..") {
      return Error{ErrorKind::invalid, "refused to write outside the folder", file.path};
    }
    const fs::path target = fs::path(folder) / relative;
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    const fs::path temporary = target.string() + ".part";
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    out << file.text;
    out.close();
    if (!out) return Error{ErrorKind::internal, "cannot write " + target.string(), "check space and permissions"};
    fs::rename(temporary, target, error);
    if (error) return Error{ErrorKind::internal, "cannot write " + target.string(), error.message()};
  }
  return Done{};
}

std::string revision_of(const std::vector<SourceFile>& files) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, 16);
  const auto feed = [&](const std::string& bytes) {
    const std::string framed = std::to_string(bytes.size()) + ":" + bytes;
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(framed.data()), framed.size());
  };
  for (const auto& file : files) {
    feed(file.path);
    feed(file.text);
  }
  unsigned char hash[16];
  crypto_generichash_final(&state, hash, sizeof hash);
  char hex[33];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return hex;
}

}  // namespace fenliu::load
