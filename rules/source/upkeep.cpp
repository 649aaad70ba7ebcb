// `evening_plan` and `retention` of fenliu.yaml.
#include "rules/source/upkeep.h"

#include <algorithm>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

constexpr int kHundredYears = 36525;

// A slip of a digit should not cost last week's items.
void refuse_few(MappingReader& reader, const char* key, int least, Reporter& reporter, const std::optional<int>& given) {
  if (!given || *given == 0 || *given >= least) return;
  reporter.error(reader.span_of(key), "too-few-days", std::string("'") + key + "' is 0 or at least " + std::to_string(least),
                 "0 keeps for ever; what a law wants kept belongs in an archive");
}

RetentionSettings read_retention(const YamlNode& node, Reporter& reporter) {
  RetentionSettings settings;
  MappingReader reader(node, "'retention'", reporter);
  const auto read = [&](const char* key, int least, int& into) {
    const auto given = reader.integer(key, 0, kHundredYears);
    refuse_few(reader, key, least, reporter, given);
    if (given) into = *given;
  };
  read("items_days", 30, settings.items_days);
  read("tokens_days", 30, settings.tokens_days);
  settings.idempotency_days = reader.integer("idempotency_days", 1, kHundredYears).value_or(settings.idempotency_days);
  reader.finish();
  return settings;
}

EveningPlanSettings read_evening_plan(const YamlNode& node, Reporter& reporter) {
  EveningPlanSettings settings;
  MappingReader reader(node, "'evening_plan'", reporter);
  settings.folder = reader.text("folder");
  if (!settings.folder.empty() && settings.folder.front() != '/') {
    reporter.error(reader.span_of("folder"), "relative-folder", "'folder' must be a whole path", "write /media/evening");
  }
  settings.every = reader.minutes("minutes", settings.every, 24 * 60);
  reader.finish();
  return settings;
}

}  // namespace

Upkeep read_upkeep(MappingReader& policy, Reporter& reporter) {
  Upkeep upkeep;
  if (const auto* node = policy.take("evening_plan")) upkeep.evening_plan = read_evening_plan(*node, reporter);
  if (const auto* node = policy.take("retention")) upkeep.retention = read_retention(*node, reporter);
  return upkeep;
}

Upkeep upkeep_of(const std::vector<SourceFile>& files) {
  const auto file = std::find_if(files.begin(), files.end(), [](const auto& each) { return each.path == "fenliu.yaml"; });
  if (file == files.end()) return {};
  Diagnostics told_when_compiled;
  const auto tree = parse_yaml(*file, told_when_compiled);
  if (!tree.root) return {};
  Reporter reporter(told_when_compiled);
  MappingReader policy(*tree.root, "fenliu.yaml", reporter);
  return read_upkeep(policy, reporter);
}

}  // namespace fenliu::rules
