// evening.yaml: a script of posts and events on simulated time.
#include <algorithm>
#include <map>
#include <set>

#include <boost/json.hpp>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

std::optional<ScriptStep> read_step(const YamlNode& node, const Zone& zone, Reporter& reporter) {
  ScriptStep step;
  MappingReader reader(node, "a step", reporter);
  const auto* at = reader.require("at");
  const auto instant = at != nullptr ? read_instant(*at, zone, reporter) : std::nullopt;
  step.by = reader.reference("by", Named::unit);
  const auto meeting = reader.text("meeting");
  const auto* post = reader.take("post");
  const auto* event = reader.take("event");
  reader.finish();
  if ((post != nullptr) == (event != nullptr)) {
    reporter.error(node.span, "ambiguous", "a step has either `post` or `event`");
    return {};
  }
  if (!instant) return {};
  step.at = *instant;
  if (post != nullptr) {
    step.post = read_item_node(*post, zone, reporter);
    if (!step.post) return {};
    return step;
  }
  // The step says the meeting and the time for its event.
  YamlNode completed = *event;
  const auto add = [&](const char* key, const std::string& value) {
    for (const auto& [name, each] : completed.entries) {
      if (name.scalar == key) return;
    }
    YamlNode name, text;
    name.kind = text.kind = YamlNode::Kind::scalar;
    name.scalar = key;
    text.scalar = value;
    text.quoted = true;
    name.span = text.span = event->span;
    completed.entries.emplace_back(std::move(name), std::move(text));
  };
  if (completed.kind == YamlNode::Kind::mapping) {
    add("meeting", meeting);
    add("at", format_rfc3339(*instant, zone));
  }
  step.event = read_event_node(completed, zone, reporter);
  if (!step.event) return {};
  return step;
}

// Meetings that follow each other in a circle, named in order.
void check_cycles(const Script& script, const Span& span, Reporter& reporter) {
  std::map<std::string, std::vector<std::string>> follows;
  for (const auto& step : script.steps) {
    if (!step.post) continue;
    for (const auto& each : step.post->follows) follows[step.post->id].push_back(each.meeting);
  }
  std::set<std::string> done;
  for (const auto& [start, ignored] : follows) {
    std::vector<std::string> path;
    const std::function<bool(const std::string&)> visit = [&](const std::string& id) {
      const auto seen = std::find(path.begin(), path.end(), id);
      if (seen != path.end()) {
        std::string circle;
        for (auto at = seen; at != path.end(); ++at) circle += *at + " → ";
        reporter.error(span, "cycle", "the meetings follow each other in a circle: " + circle + id, "remove one link");
        return false;
      }
      if (done.contains(id)) return true;
      path.push_back(id);
      for (const auto& before : follows[id]) {
        if (!visit(before)) return false;
      }
      path.pop_back();
      done.insert(id);
      return true;
    };
    if (!visit(start)) return;
  }
}

}  // namespace

void read_script(const YamlNode& root, Configuration& configuration, const Zone& zone, Reporter& reporter) {
  Script script;
  MappingReader reader(root, "evening.yaml", reporter);
  const auto* clock = reader.require("clock");
  const auto start = clock != nullptr ? read_instant(*clock, zone, reporter) : std::nullopt;
  if (const auto* steps = reader.require("steps")) {
    for (const auto& item : read_list(*steps, "'steps'", reporter)) {
      if (auto step = read_step(item, zone, reporter)) script.steps.push_back(std::move(*step));
    }
  }
  reader.finish();
  if (!start) return;
  script.clock = *start;
  std::stable_sort(script.steps.begin(), script.steps.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  check_cycles(script, root.span, reporter);
  configuration.script = std::move(script);
}

}  // namespace fenliu::rules
