// rules/*.yaml: topics and rules; and items inside YAML.
#include <algorithm>

#include <boost/json.hpp>

#include "rules/item/object_reader.h"
#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

void read_topics(const YamlNode& node, RulesFile& file, Reporter& reporter) {
  if (node.kind != YamlNode::Kind::mapping) {
    return reporter.error(node.span, "wrong-type", "'topics' must be a mapping of ids to names");
  }
  for (const auto& [key, value] : node.entries) {
    Topic topic{key.scalar, read_name(value, reporter), key.span};
    reporter.define(Named::topic, key.scalar, key.span);
    file.topics.emplace(key.scalar, std::move(topic));
  }
}

void read_route(const YamlNode& node, Rule& rule, Reporter& reporter) {
  MappingReader reader(node, "'route'", reporter);
  for (const auto role : {Role::lead, Role::support, Role::inform}) {
    const std::string word(to_string(role));
    for (const auto& [target, span] : reader.texts(word.c_str())) {
      reporter.refer(Named::unit_or_group, target, span);
      const auto [held, fresh] = rule.route.try_emplace(target, role);
      if (!fresh) {
        reporter.error(span, "duplicate-route",
                       "'" + target + "' is routed to already, as " + std::string(to_string(held->second)), "name it once");
      }
    }
  }
  reader.finish();
}

Rule read_rule(const YamlNode& node, Reporter& reporter) {
  Rule rule;
  MappingReader reader(node, "a rule", reporter);
  rule.id = reader.required_text("id");
  rule.span = reader.span_of("id");
  reporter.define(Named::rule, rule.id, rule.span);
  if (const auto* when = reader.require("when")) rule.when = read_condition(*when, reporter);
  for (const auto& [tag, span] : reader.texts("tags")) {
    reporter.refer(Named::topic, tag, span);
    rule.tags.push_back(tag);
  }
  if (const auto* route = reader.take("route")) read_route(*route, rule, reporter);
  rule.certainty = reader.word("certainty", "certainty", {"sure", "likely"}, "sure") == "likely" ? Certainty::likely : Certainty::sure;
  rule.territorial = reader.flag("territorial", false);
  rule.valid = reader.dates("valid");
  rule.note = reader.text("note");
  reader.refuse("priority", "no-priority", "rules have no priority: all that hold count",
                "exclude with `none` or `except`, or write a second rule; docs/rules.md says why");
  reader.finish();
  if (reader.usable() && rule.tags.empty() && rule.route.empty()) {
    reporter.error(rule.span, "no-effect", "the rule '" + rule.id + "' has neither tags nor a route",
                   "say what it is about (tags) or whom it reaches (route)");
  }
  return rule;
}

void each_of(const YamlNode* node, const char* what, Reporter& reporter, const std::function<void(const YamlNode&)>& each) {
  if (node == nullptr) return;
  for (const auto& item : read_list(*node, std::string("'") + what + "'", reporter)) each(item);
}

void report(const std::vector<FieldFault>& faults, const YamlNode& node, Reporter& reporter) {
  for (const auto& fault : faults) {
    reporter.error(span_of(node, fault.pointer, fault.code == "unknown-key"), fault.code, fault.message, fault.hint);
  }
}

}  // namespace

std::optional<Instant> read_instant(const YamlNode& node, const Zone& zone, Reporter& reporter) {
  auto instant = node.kind == YamlNode::Kind::scalar ? parse_instant(node.scalar, zone) : std::nullopt;
  if (!instant) reporter.error(node.span, "bad-time", "this is no time that exists", "write 2022-11-24T20:30+08:00");
  return instant;
}

std::optional<Item> read_item_node(const YamlNode& node, const Zone& zone, Reporter& reporter) {
  auto decoded = item_from_json(to_json(node), zone);
  report(decoded.faults, node, reporter);
  if (!decoded.faults.empty()) return {};
  return std::move(decoded.value);
}

std::optional<MeetingEvent> read_event_node(const YamlNode& node, const Zone& zone, Reporter& reporter) {
  auto decoded = event_from_json(to_json(node), zone);
  report(decoded.faults, node, reporter);
  if (!decoded.faults.empty()) return {};
  return std::move(decoded.value);
}

namespace {

void read_root(const YamlNode& root, RulesFile& file, const Zone& zone, Reporter& reporter) {
  MappingReader reader(root, "a rules file", reporter);
  file.includes = reader.texts("include");
  if (const auto* topics = reader.take("topics")) read_topics(*topics, file, reporter);
  each_of(reader.take("rules"), "rules", reporter, [&](const YamlNode& node) { file.rules.push_back(read_rule(node, reporter)); });
  each_of(reader.take("cases"), "cases", reporter, [&](const YamlNode& node) { file.cases.push_back(read_case(node, zone, reporter)); });
  reader.finish();
}

}  // namespace

std::shared_ptr<const RulesFile> read_rules_file(const SourceFile& source, const Zone& zone) {
  auto file = std::make_shared<RulesFile>();
  Reporter reporter(file->diagnostics);
  const auto tree = parse_yaml(source, file->diagnostics);
  if (tree.root) {
    read_root(*tree.root, *file, zone, reporter);
  } else if (!file->diagnostics.empty()) {
    // What could not be read may have defined any name.
    for (const auto kind : {Named::topic, Named::rule}) reporter.incomplete(kind);
  }
  file->names = reporter.noted();
  return file;
}

ParsedItem parse_item(const SourceFile& file, const Zone& zone) {
  ParsedItem parsed;
  Reporter reporter(parsed.diagnostics);
  const auto tree = parse_yaml(file, parsed.diagnostics);
  if (tree.root) parsed.item = read_item_node(*tree.root, zone, reporter);
  if (!tree.root && parsed.diagnostics.empty()) {
    reporter.error({file.path, 0, 0, 0}, "no-content", "the item is empty", "give a title or a text");
  }
  sort_diagnostics(parsed.diagnostics);
  if (has_errors(parsed.diagnostics)) parsed.item.reset();
  return parsed;
}

ParsedDocument parse_document(const SourceFile& file) {
  ParsedDocument parsed;
  const auto tree = parse_yaml(file, parsed.diagnostics);
  sort_diagnostics(parsed.diagnostics);
  if (has_errors(parsed.diagnostics)) return parsed;
  parsed.value = std::make_shared<boost::json::value>(tree.root ? to_json(*tree.root) : boost::json::value(nullptr));
  return parsed;
}

}  // namespace fenliu::rules
