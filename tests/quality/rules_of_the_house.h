// The invariants of DESIGN that a machine can check, as pure functions over files, so that each is tested on made-up ones.
#pragma once

#include <string>
#include <vector>

namespace fenliu::quality {

// `path` is relative to the repository's root, with '/'.
struct File {
  std::string path;
  std::string text;
};

using Files = std::vector<File>;
using Faults = std::vector<std::string>;  // "path:line: what is wrong"; empty when the rule holds

// rules/ decides: no clock, threads, files, sockets or database, by include or by call. Comments do not count.
Faults impure_rules(const Files& files);

// A folder of rules/ includes itself and folders before it, nothing of daemon/ or tests/.
Faults upward_includes(const Files& files);

// Folders of daemon/ other than app include themselves and rules/ only.
Faults strangers_included(const Files& files);

// Only rules/source sees yaml-cpp, only daemon/store sees SQLite.
Faults fenced_libraries(const Files& files);

// Hand-written code over 400 lines says why within its first ten: "Long because: …".
Faults long_files(const Files& files);

// The first line (after a #! line) of code and scripts is a comment that says what the file is for.
Faults without_purpose(const Files& files);

// Manager, Helper and Util say nothing: neither in the name of a file nor of a type.
Faults empty_names(const Files& files);

// Two types of one name in one namespace (all of rules/, or a folder of daemon/) are one to the linker, which keeps either
// one's functions for both (C++20 [basic.def.odr]). Types in unnamed namespaces are apart.
Faults types_of_one_name(const Files& files);

// Catalogues (JSON objects, nested or flat): the same keys in each, no empty text, the same {placeholders}.
Faults catalogue_gaps(const Files& catalogues);

// Lock files name no registry: no "resolved".
Faults registry_addresses(const Files& lock_files);

// The text with comments and the contents of string literals blanked, line breaks kept.
std::string code_only(const std::string& text);

}  // namespace fenliu::quality
