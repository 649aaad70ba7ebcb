// Putting a configuration together from its files.
#include "rules/source/compile.h"

#include <algorithm>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

struct ParsedFile {
  const SourceFile* file;
  YamlTree tree;
};

bool below(const std::string& path, const char* folder) { return path.starts_with(folder); }

// The zone must be known before anything with a time is read.
Zone zone_of(const Configuration& configuration, const ZoneLookup& zones, Reporter& reporter) {
  if (auto zone = zones(configuration.policy.zone_name)) return std::move(*zone);
  reporter.error({"fenliu.yaml", 0, 0, 0}, "unknown-zone",
                 "there is no time zone '" + configuration.policy.zone_name + "'", "write an IANA name, as Asia/Shanghai");
  return {};
}

}  // namespace

CompileResult compile(const std::vector<SourceFile>& files, const ZoneLookup& zones) {
  CompileResult result;
  Reporter reporter(result.diagnostics);
  auto configuration = std::make_shared<Configuration>();
  std::map<std::string, YamlTree> trees;  // by path, so that order of files never matters
  for (const auto& file : files) {
    auto tree = parse_yaml(file, result.diagnostics);
    if (tree.root) {
      trees[file.path] = std::move(tree);
    } else if (file.path == "fenliu.yaml" || file.path == "organisation.yaml") {
      trees[file.path] = {};
      if (!has_errors(result.diagnostics)) reporter.error({file.path, 0, 0, 0}, "empty", "the file is empty");
    }
  }
  const auto required = [&](const char* path, const auto& read) {
    const auto found = trees.find(path);
    if (found == trees.end()) return reporter.error({path, 0, 0, 0}, "missing-file", "the file is missing");
    if (found->second.root) read(*found->second.root, *configuration, reporter);
  };
  required("fenliu.yaml", read_policy);
  configuration->zone = zone_of(*configuration, zones, reporter);
  required("organisation.yaml", read_organisation);
  for (const auto& [path, tree] : trees) {
    if (!tree.root || path == "fenliu.yaml" || path == "organisation.yaml") continue;
    if (below(path, "calendars/")) {
      read_calendar(*tree.root, *configuration, reporter);
    } else if (below(path, "rules/")) {
      read_rules_file(*tree.root, *configuration, configuration->zone, reporter);
    } else if (path == "evening.yaml") {
      read_script(*tree.root, *configuration, configuration->zone, reporter);
    } else {
      reporter.warning({path, 0, 0, 0}, "stray-file", "this file belongs to no part of a configuration and is ignored",
                       "rules stand in rules/, calendars in calendars/");
    }
  }
  check_references(*configuration, reporter);
  lint_rules(*configuration, reporter);
  sort_diagnostics(result.diagnostics);
  if (!has_errors(result.diagnostics)) result.configuration = std::move(configuration);
  return result;
}

}  // namespace fenliu::rules
