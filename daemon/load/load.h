// A configuration folder and the machine's zone data, read from the outside world for `rules/`.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/source/compile.h"
#include "rules/text/result.h"

namespace fenliu::load {

// Every *.yaml below `folder` that belongs to a configuration (docs/configuration.md), sorted by path; paths are
// relative to the folder. A folder that fenliu.yaml gives to a rule pack under `packs` is read too, as packs/NAME/….
// Errors: no such folder, no fenliu.yaml in it, a file over 4 MiB or unreadable, a pack given twice or nowhere.
rules::Result<std::vector<rules::SourceFile>> read_folder(const std::string& folder);

// Whether a relative path is one that a configuration may hold: *.yaml at its top, and below calendars/, overlays/, rules/ and packs/.
bool belongs_to_configuration(const std::string& path);

// Writes the files below `folder`, each under a temporary name and then renamed. Paths that climb out are refused. Packs
// that fenliu.yaml reads from folders of their own belong to others and are left out.
rules::Result<rules::Done> write_folder(const std::string& folder, const std::vector<rules::SourceFile>& files);

// A whole file, or standard input for "-". At most `limit` bytes.
rules::Result<std::string> read_file(const std::string& path, std::size_t limit = 20u << 20);

// A 128-bit BLAKE2b hash over paths and texts, 32 hex digits: the revision of a configuration.
std::string revision_of(const std::vector<rules::SourceFile>& files);
// The same hash over any texts, each apart from the next.
std::string hash_of(const std::vector<std::string_view>& texts);

// Reads rules files in as many threads as the machine has, and remembers what the last two calls read, by text: a changed
// file costs what it holds, whatever the others hold. Copies share one memory. Thread-safe.
class RulesFiles {
 public:
  RulesFiles();
  std::vector<std::shared_ptr<const rules::RulesFile>> operator()(const std::vector<const rules::SourceFile*>& files,
                                                                  const rules::Zone& zone) const;

 private:
  struct Known;
  std::shared_ptr<Known> known_;
};

// compile() with this machine's zones and the given files' reader; the configuration carries its revision.
rules::CompileResult compile(const std::vector<rules::SourceFile>& files, const RulesFiles& rules_files = {},
                             rules::Lints lints = rules::Lints::found);

// Transitions 1970–2100 of an IANA zone from ICU; nothing for an unknown name. Thread-safe.
std::optional<rules::Zone> icu_zone(const std::string& iana_name);
// The same, by the name that Windows programs give a zone ("China Standard Time").
std::optional<rules::Zone> windows_zone(const std::string& name);

}  // namespace fenliu::load
