// Which rules files a configuration is made of: all below rules/, and the rule packs that they include.
#include <algorithm>
#include <set>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

using Files = std::map<std::string, const RulesFile*>;  // by path: below rules/ and packs/

// `written` seen from the folder of `from`, without "." and ".."; nothing when it climbs out of the configuration.
std::optional<std::string> resolved(const std::string& from, const std::string& written) {
  std::vector<std::string> steps;
  const auto walk = [&](const std::string& path) {
    for (std::size_t start = 0; start <= path.size();) {
      const auto end = std::min(path.find('/', start), path.size());
      const auto step = path.substr(start, end - start);
      start = end + 1;
      if (step.empty() || step == ".") continue;
      if (step != "..") {
        steps.push_back(step);
        continue;
      }
      if (steps.empty()) return false;
      steps.pop_back();
    }
    return true;
  };
  if (written.starts_with("/") || !walk(from.substr(0, from.rfind('/'))) || !walk(written)) return {};
  std::string path;
  for (const auto& step : steps) path += (path.empty() ? "" : "/") + step;
  return path;
}

// "packs/province/health.yaml" → "packs/province"
std::string pack_of(const std::string& path) { return path.substr(0, path.find('/', 6)); }

class IncludeReader {
 public:
  IncludeReader(const Files& files, Reporter& reporter) : files_(files), reporter_(reporter) {}

  std::vector<std::string> run() {
    for (const auto& [path, file] : files_) {
      if (path.starts_with("rules/")) visit(path);
    }
    report_unused();
    return {read_.begin(), read_.end()};
  }

 private:
  void visit(const std::string& path) {
    if (!read_.insert(path).second) return;
    open_.push_back(path);
    for (const auto& [written, span] : files_.at(path)->includes) include(path, written, span);
    open_.pop_back();
  }

  void include(const std::string& from, const std::string& written, const Span& span) {
    const auto target = resolved(from, written);
    if (!target) {
      return reporter_.error(span, "outside-folder", "'" + written + "' leads out of the configuration folder",
                             "copy the pack below packs/, or give its folder a name under `packs` in fenliu.yaml");
    }
    const auto files = files_of(*target);
    if (files.empty()) {
      std::vector<std::string> candidates;
      for (const auto& [path, file] : files_) {
        if (!path.starts_with("packs/")) continue;
        candidates.push_back(path);
        candidates.push_back(pack_of(path));
      }
      const auto near = nearest(*target, candidates);
      return reporter_.error(span, "unknown-pack", "there is no rules file or rule pack " + *target,
                             near.empty() ? "paths are seen from the file that includes them, as ../packs/province"
                                          : "did you mean " + near + "?");
    }
    for (const auto& file : files) enter(file, span);
  }

  void enter(const std::string& file, const Span& span) {
    const auto at = std::find(open_.begin(), open_.end(), file);
    if (at == open_.end()) return visit(file);
    std::string circle;
    for (auto each = at; each != open_.end(); ++each) circle += *each + " → ";
    reporter_.error(span, "cycle", "the files include each other: " + circle + file, "remove one `include`");
  }

  std::vector<std::string> files_of(const std::string& target) const {
    if (files_.contains(target)) return {target};
    std::vector<std::string> files;
    for (auto each = files_.lower_bound(target + "/"); each != files_.end() && each->first.starts_with(target + "/"); ++each) {
      files.push_back(each->first);
    }
    return files;
  }

  void report_unused() {
    std::set<std::string> used;
    for (const auto& path : read_) used.insert(pack_of(path));
    for (const auto& [path, file] : files_) {
      if (!path.starts_with("packs/") || !used.insert(pack_of(path)).second) continue;
      reporter_.warning({path, 0, 0, 0}, "unused-pack", "no rules file includes anything of " + pack_of(path),
                        "write `include: [../" + pack_of(path) + "]` in a file below rules/");
    }
  }

  const Files& files_;
  Reporter& reporter_;
  std::vector<std::string> open_;
  std::set<std::string> read_;
};

}  // namespace

std::vector<std::string> included_files(const Files& files, Reporter& reporter) { return IncludeReader(files, reporter).run(); }

}  // namespace fenliu::rules
