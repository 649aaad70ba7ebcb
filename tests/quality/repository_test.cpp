// The repository itself against its invariants.
#include <algorithm>
#include <filesystem>

#include "tests/quality/rules_of_the_house.h"
#include "tests/support/catch.h"
#include "tests/support/golden.h"

namespace fenliu::quality {

namespace {

namespace fs = std::filesystem;

bool is_foreign(const fs::path& path) {
  const auto name = path.filename().string();
  return name == "node_modules" || name == "dist" || name == "build" || name == "var" || name == ".git" ||
         name == "golden";
}

File read_file(const fs::path& path) {
  return {path.lexically_relative(support::root()).generic_string(), support::read_text(path.string())};
}

// Everything that people wrote, in order of path.
const Files& repository() {
  static const Files files = [] {
    Files found;
    for (auto it = fs::recursive_directory_iterator(support::root()); it != fs::recursive_directory_iterator(); ++it) {
      if (it->is_directory() && is_foreign(it->path())) it.disable_recursion_pending();
      if (it->is_regular_file()) found.push_back(read_file(it->path()));
    }
    std::sort(found.begin(), found.end(), [](const File& a, const File& b) { return a.path < b.path; });
    return found;
  }();
  return files;
}

Files named(const std::string& ending) {
  Files found;
  std::copy_if(repository().begin(), repository().end(), std::back_inserter(found),
               [&](const File& file) { return file.path.ends_with(ending); });
  return found;
}

std::string joined(const Faults& faults) {
  std::string text;
  for (const auto& each : faults) text += each + "\n";
  return text;
}

}  // namespace

TEST_CASE("the repository was found") {
  CHECK(repository().size() > 50);
  CHECK(named("rules/text/normalise.h").size() == 1);
}

TEST_CASE("rules/ is pure") { CHECK(joined(impure_rules(repository())) == ""); }

TEST_CASE("folders of rules/ depend downwards") { CHECK(joined(upward_includes(repository())) == ""); }

TEST_CASE("folders of daemon/ are strangers") { CHECK(joined(strangers_included(repository())) == ""); }

TEST_CASE("YAML, SQLite and sockets stay in their folders") { CHECK(joined(fenced_libraries(repository())) == ""); }

TEST_CASE("files are short or say why not") { CHECK(joined(long_files(repository())) == ""); }

TEST_CASE("every file says what it is for") { CHECK(joined(without_purpose(repository())) == ""); }

TEST_CASE("names mean something") { CHECK(joined(empty_names(repository())) == ""); }

TEST_CASE("the page speaks all its languages completely") {
  Files catalogues;
  for (const auto* language : {"zh", "en", "vi"}) {
    for (const auto& file : named(std::string("web/src/i18n/") + language + ".json")) catalogues.push_back(file);
  }
  CHECK(catalogues.size() == 3);
  CHECK(joined(catalogue_gaps(catalogues)) == "");
}

TEST_CASE("lock files name no registry") {
  const auto locks = named("package-lock.json");
  CHECK(!locks.empty());
  CHECK(joined(registry_addresses(locks)) == "");
}

}  // namespace fenliu::quality
