// `lints` of fenliu.yaml.
#include "rules/source/lint_policy.h"

#include "rules/source/sections.h"

namespace fenliu::rules {

std::string_view to_string(LintKind kind) {
  constexpr std::array<std::string_view, kLintKinds.size()> kWords = {
      "due_too_soon", "contact_in_quiet_hours", "name_list_missing", "asked_twice", "meeting_too_long", "held_again", "invited_late"};
  return kWords[static_cast<std::size_t>(kind)];
}

LintPolicy read_lint_policy(const YamlNode& node, const std::string& language, Reporter& reporter) {
  LintPolicy policy;
  policy.sources = language == "vi" ? "vn" : language == "en" ? "us" : "cn";
  MappingReader reader(node, "'lints'", reporter);
  policy.sources = reader.word("sources", "country of sources", {"cn", "vn", "us"}, policy.sources);
  policy.emergency = reader.flag("emergency", false);
  for (const auto kind : kLintKinds) {
    const std::string key(to_string(kind));
    const auto* value = reader.take(key.c_str());
    if (value == nullptr) continue;
    const bool scalar = value->kind == YamlNode::Kind::scalar;
    if (scalar && value->scalar == "true") continue;
    auto& levels = policy.levels[kind];
    if (scalar && value->scalar == "false") continue;
    for (const auto& [word, span] : read_texts(*value, reporter)) {
      reporter.refer(Named::level, word, span);
      levels.push_back(word);
    }
  }
  reader.finish();
  return policy;
}

}  // namespace fenliu::rules
