// Putting a configuration together from its files.
#include "rules/source/compile.h"

#include <algorithm>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

bool below(const std::string& path, const char* folder) { return path.starts_with(folder); }
bool holds_rules(const std::string& path) { return below(path, "rules/") || below(path, "packs/"); }

// Zones of capitals that have none of their own, and of those that people mistype.
std::string zone_hint(const std::string& name) {
  static const std::map<std::string, std::string> kMeant = {{"Asia/Beijing", "Asia/Shanghai"}, {"Asia/Peking", "Asia/Shanghai"},
                                                            {"PRC", "Asia/Shanghai"},          {"Asia/Hanoi", "Asia/Ho_Chi_Minh"},
                                                            {"Asia/Saigon", "Asia/Ho_Chi_Minh"}};
  static const std::vector<std::string> kCommon = {"Asia/Shanghai",       "Asia/Urumqi",     "Asia/Ho_Chi_Minh", "Asia/Hong_Kong",
                                                   "America/Los_Angeles", "America/Chicago", "America/New_York", "America/Denver"};
  const auto meant = kMeant.find(name);
  const auto near = meant != kMeant.end() ? meant->second : nearest(name, kCommon);
  return near.empty() ? "write an IANA name, as Asia/Shanghai; not an offset" : "did you mean '" + near + "'?";
}

// The zone must be known before anything with a time is read.
Zone zone_of(const Configuration& configuration, const YamlTree& policy, const ZoneLookup& zones, Reporter& reporter) {
  const auto& name = configuration.policy.zone_name;
  if (auto zone = zones(name)) return std::move(*zone);
  const auto span = policy.root ? span_of(*policy.root, "/zone", false) : Span{"fenliu.yaml", 0, 0, 0};
  reporter.error(span, "unknown-zone", "there is no time zone '" + name + "'", zone_hint(name));
  return {};
}

// What a file that could not be read may have defined.
void note_unread(const std::string& path, Reporter& reporter) {
  std::vector<Named> kinds;
  if (path == "fenliu.yaml") kinds = {Named::level};
  if (path == "organisation.yaml") kinds = {Named::unit, Named::group};
  if (path == "people.yaml") kinds = {Named::post, Named::person};
  if (below(path, "calendars/")) kinds = {Named::calendar, Named::hours};
  for (const auto kind : kinds) reporter.incomplete(kind);
}

void report_stray(const std::string& path, Reporter& reporter) {
  const auto near = nearest(path, {"fenliu.yaml", "organisation.yaml", "people.yaml", "evening.yaml"});
  reporter.warning({path, 0, 0, 0}, "stray-file", "this file belongs to no part of a configuration and is ignored",
                   near.empty() ? "rules stand in rules/, calendars in calendars/, overlays in overlays/" : "did you mean '" + near + "'?");
}

}  // namespace

std::vector<std::shared_ptr<const RulesFile>> read_rules_files(const std::vector<const SourceFile*>& files, const Zone& zone) {
  std::vector<std::shared_ptr<const RulesFile>> read;
  for (const auto* file : files) read.push_back(read_rules_file(*file, zone));
  return read;
}

namespace {

// Files by path, so that their order never matters.
std::map<std::string, YamlTree> parse_all(const std::vector<SourceFile>& files, Diagnostics& diagnostics, Reporter& reporter) {
  std::map<std::string, YamlTree> trees;
  for (const auto& file : files) {
    if (holds_rules(file.path)) continue;
    const auto before = diagnostics.size();
    auto tree = parse_yaml(file, diagnostics);
    if (!tree.root && diagnostics.size() == before) reporter.error({file.path, 0, 0, 0}, "empty", "the file is empty");
    if (!tree.root) note_unread(file.path, reporter);
    trees[file.path] = std::move(tree);
  }
  return trees;
}

void add_rules(const std::vector<SourceFile>& files, const RulesFileReader& read_rules, Configuration& configuration,
               Diagnostics& diagnostics, Reporter& reporter) {
  std::map<std::string, const SourceFile*> sorted;
  for (const auto& file : files) {
    if (holds_rules(file.path)) sorted[file.path] = &file;
  }
  std::vector<const SourceFile*> sources;
  for (const auto& [path, file] : sorted) sources.push_back(file);
  const auto read = read_rules(sources, configuration.zone);
  std::map<std::string, const RulesFile*> by_path;
  for (std::size_t i = 0; i < sources.size(); ++i) by_path[sources[i]->path] = read[i].get();
  for (const auto& path : included_files(by_path, reporter)) {
    const auto* file = by_path.at(path);
    configuration.topics.insert(file->topics.begin(), file->topics.end());
    configuration.rules.insert(configuration.rules.end(), file->rules.begin(), file->rules.end());
    configuration.cases.insert(configuration.cases.end(), file->cases.begin(), file->cases.end());
    diagnostics.insert(diagnostics.end(), file->diagnostics.begin(), file->diagnostics.end());
    reporter.note(file->names);
  }
}

}  // namespace

CompileResult compile(const std::vector<SourceFile>& files, const ZoneLookup& zones, const RulesFileReader& read_rules, Lints lints) {
  CompileResult result;
  Reporter reporter(result.diagnostics);
  auto configuration = std::make_shared<Configuration>();
  auto trees = parse_all(files, result.diagnostics, reporter);
  const auto required = [&](const char* path, const auto& read) {
    const auto found = trees.find(path);
    if (found == trees.end()) {
      note_unread(path, reporter);
      return reporter.error({path, 0, 0, 0}, "missing-file", "the file is missing", "docs/configuration.md says what it holds");
    }
    if (found->second.root) read(*found->second.root, *configuration, reporter);
  };
  required("fenliu.yaml", read_policy);
  configuration->zone = zone_of(*configuration, trees["fenliu.yaml"], zones, reporter);
  required("organisation.yaml", read_organisation);
  for (const auto& [path, tree] : trees) {
    if (!tree.root || path == "fenliu.yaml" || path == "organisation.yaml") continue;
    if (below(path, "calendars/")) {
      read_calendar(*tree.root, *configuration, reporter);
    } else if (below(path, "overlays/")) {
      auto overlays = read_overlays(*tree.root, configuration->zone, reporter, &configuration->people);
      configuration->overlays.insert(configuration->overlays.end(), overlays.begin(), overlays.end());
    } else if (path == "people.yaml") {
      read_people(*tree.root, *configuration, reporter);
    } else if (path == "evening.yaml") {
      read_script(*tree.root, *configuration, configuration->zone, reporter);
    } else if (!below(path, "rules/") && !below(path, "packs/")) {
      report_stray(path, reporter);
    }
  }
  add_rules(files, read_rules, *configuration, result.diagnostics, reporter);
  settle_people(*configuration);
  check_references(*configuration, reporter);
  check_people(*configuration, reporter);
  if (lints == Lints::found && !has_errors(result.diagnostics)) {
    lint_overlays(*configuration, reporter);
    lint_rules(*configuration, reporter);
  }
  sort_diagnostics(result.diagnostics);
  if (!has_errors(result.diagnostics)) result.configuration = std::move(configuration);
  return result;
}

}  // namespace fenliu::rules
