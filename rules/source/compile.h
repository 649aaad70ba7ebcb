// YAML text → Configuration. The only folder that sees yaml-cpp.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <boost/json/fwd.hpp>

#include "rules/item/item_json.h"
#include "rules/source/configuration.h"

namespace fenliu::rules {

// Finds a zone's data by IANA name; nothing when there is no such zone. The daemon reads ICU, tests give their own.
using ZoneLookup = std::function<std::optional<Zone>(const std::string& iana_name)>;

// `configuration` is set exactly when the diagnostics hold no error.
struct CompileResult {
  std::shared_ptr<Configuration> configuration;  // nobody else's yet: the loader gives it its revision
  Diagnostics diagnostics;  // sorted
};

// A rules file read on its own. Immutable: several threads and compilations may share it.
struct RulesFile;
std::shared_ptr<const RulesFile> read_rules_file(const SourceFile& file, const Zone& zone);

// How compile() reads its rules files, which are most of any configuration: whoever may use threads or memory does better
// than one after the other. REQUIRES what read_rules_file gives for each file, in the same order.
using RulesFileReader =
    std::function<std::vector<std::shared_ptr<const RulesFile>>(const std::vector<const SourceFile*>& files, const Zone& zone)>;
std::vector<std::shared_ptr<const RulesFile>> read_rules_files(const std::vector<const SourceFile*>& files, const Zone& zone);

// Whether compile() also looks for rules and units that cannot do what their author meant. That yields warnings only, and with
// thousands of rules costs as much as everything else: whoever shows them to nobody leaves them out.
enum class Lints { found, left_out };

// Compiles a whole configuration: every file is read and every fault reported at once (yaml-cpp stops at a file's
// first syntax error, the others go on). File paths are relative to the folder ("rules/health.yaml"); a path decides
// what a file is. Pure: the same files give the same result.
CompileResult compile(const std::vector<SourceFile>& files, const ZoneLookup& zones,
                      const RulesFileReader& read_rules = read_rules_files, Lints lints = Lints::found);

// One item written in YAML or JSON (YAML 1.2 holds JSON). Diagnostics carry positions in `file`.
struct ParsedItem {
  std::optional<Item> item;
  Diagnostics diagnostics;
};
ParsedItem parse_item(const SourceFile& file, const Zone& zone);

// Any YAML or JSON document as a JSON value (plans, agendas), scalars typed by YAML's core schema.
struct ParsedDocument {
  std::shared_ptr<boost::json::value> value;  // null on a syntax error
  Diagnostics diagnostics;
};
ParsedDocument parse_document(const SourceFile& file);

}  // namespace fenliu::rules
