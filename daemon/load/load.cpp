// Reading folders and files, and hashing them.
#include "daemon/load/load.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include <boost/json.hpp>
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

// Files directly in the folder, and those of calendars/, overlays/, rules/ and packs/ with their subfolders.
bool belongs(const fs::path& relative) {
  if (!is_yaml(relative)) return false;
  const auto first = relative.begin()->string();
  return relative.has_parent_path() ? (first == "calendars" || first == "overlays" || first == "rules" || first == "packs") : true;
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

// The folders that fenliu.yaml gives to rule packs, by name; what is wrong there is for the compiler to say.
std::map<std::string, std::string> packs_of(const std::vector<SourceFile>& files) {
  std::map<std::string, std::string> packs;
  const auto found = std::find_if(files.begin(), files.end(), [](const auto& file) { return file.path == "fenliu.yaml"; });
  if (found == files.end()) return packs;
  const auto parsed = rules::parse_document(*found);
  const auto* root = parsed.value ? parsed.value->if_object() : nullptr;
  const auto* given = root == nullptr ? nullptr : root->if_contains("packs");
  if (given == nullptr || !given->is_object()) return packs;
  for (const auto& each : given->get_object()) {
    const std::string name(each.key());
    const bool plain = !name.empty() && name.find_first_of("/.") == std::string::npos;
    if (plain && each.value().is_string() && !each.value().get_string().empty()) packs[name] = std::string(each.value().get_string());
  }
  return packs;
}

// Appends the YAML files below `folder` that belong there, `prefix` before their paths.
Result<Done> read_files(const std::string& folder, const std::string& prefix, std::vector<SourceFile>& files) {
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, fs::directory_options::none, error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    const auto relative = fs::relative(walk->path(), folder, error);
    if (error || !walk->is_regular_file(error) || !(prefix.empty() ? belongs(relative) : is_yaml(relative))) continue;
    auto text = read_file(walk->path().string(), kFileLimit);
    if (!text.ok()) return text.error();
    files.push_back({prefix + relative.generic_string(), std::move(text).value()});
  }
  if (error) return Error{ErrorKind::internal, "cannot read " + folder, error.message()};
  return Done{};
}

}  // namespace

bool belongs_to_configuration(const std::string& path) {
  const auto plain = fs::path(path).lexically_normal();
  return path.size() <= 200 && plain.generic_string() == path && !plain.is_absolute() && *plain.begin() != ".." &&
         path.find_first_of(std::string("\\\0\n\r", 4)) == std::string::npos && belongs(plain);
}

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
  if (const auto read = read_files(folder, "", files); !read.ok()) return read.error();
  for (const auto& [name, place] : packs_of(files)) {
    const auto prefix = "packs/" + name + "/";
    if (std::any_of(files.begin(), files.end(), [&](const auto& file) { return file.path.starts_with(prefix); })) {
      return Error{ErrorKind::invalid, prefix + " stands in " + folder + ", and fenliu.yaml names another folder for that pack",
                   "remove one of the two"};
    }
    const auto outside = (fs::path(folder) / place).lexically_normal().string();
    if (!fs::is_directory(outside, error)) {
      return Error{ErrorKind::invalid, "the rule pack '" + name + "' has no folder " + outside, "mend `packs` in fenliu.yaml"};
    }
    if (const auto read = read_files(outside, prefix, files); !read.ok()) return read.error();
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  const bool complete = std::any_of(files.begin(), files.end(), [](const auto& f) { return f.path == "fenliu.yaml"; });
  if (!complete) {
    return Error{ErrorKind::invalid, folder + " holds no fenliu.yaml", "docs/configuration.md says what a folder holds"};
  }
  return files;
}

Result<Done> write_folder(const std::string& folder, const std::vector<SourceFile>& files) {
  const auto packs = packs_of(files);
  for (const auto& file : files) {
    const auto is_outside = [&](const auto& pack) { return file.path.starts_with("packs/" + pack.first + "/"); };
    if (std::any_of(packs.begin(), packs.end(), is_outside)) continue;
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
  std::vector<std::string_view> texts;
  for (const auto& file : files) texts.insert(texts.end(), {file.path, file.text});
  return hash_of(texts);
}

std::string hash_of(const std::vector<std::string_view>& texts) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, 16);
  const auto feed = [&](std::string_view bytes) {
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  };
  for (const auto text : texts) {
    feed(std::to_string(text.size()) + ":");
    feed(text);
  }
  unsigned char hash[16];
  crypto_generichash_final(&state, hash, sizeof hash);
  char hex[33];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return hex;
}

}  // namespace fenliu::load
