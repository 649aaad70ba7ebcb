// `cases:` of rules/*.yaml: a post, what stood before it, and what it must lead to.
#include <algorithm>

#include <boost/json.hpp>

#include "rules/source/sections.h"
#include "rules/time/deadline.h"

namespace fenliu::rules {

namespace {

void each_of(const YamlNode* node, const char* what, Reporter& reporter, const std::function<void(const YamlNode&)>& each) {
  if (node == nullptr) return;
  for (const auto& item : read_list(*node, std::string("'") + what + "'", reporter)) each(item);
}

// Calls each(unit, value) for the entries of a mapping of units.
void each_unit(const YamlNode* node, const char* what, const char* example, Reporter& reporter,
               const std::function<void(const UnitId&, const YamlNode&)>& each) {
  if (node == nullptr) return;
  if (node->kind != YamlNode::Kind::mapping) {
    reporter.error(node->span, "wrong-type", std::string("'") + what + "' must be a mapping of units to " +
                                                 (std::string_view(what) == "expect" ? "roles" : what),
                   std::string("write ") + example);
  }
  for (const auto& [unit, value] : node->entries) {
    reporter.refer(Named::unit, unit.scalar, unit.span);
    each(unit.scalar, value);
  }
}

std::optional<Instant> instant_at(MappingReader& reader, const char* key, const Zone& zone, Reporter& reporter) {
  const auto* node = reader.take(key);
  return node == nullptr ? std::nullopt : read_instant(*node, zone, reporter);
}

ExpectedWindow read_window(const YamlNode& node, const Zone& zone, Reporter& reporter) {
  ExpectedWindow window;
  MappingReader reader(node, "a window", reporter);
  if (const auto* from = reader.require("from")) window.from = read_instant(*from, zone, reporter).value_or(Instant{});
  window.to = instant_at(reader, "to", zone, reporter);
  if (window.to && *window.to < window.from) {
    reporter.error(reader.span_of("to"), "ends-before-start", "the window ends before it starts", "swap `from` and `to`");
  }
  reader.finish();
  return window;
}

ExpectedDeadline read_deadline(const YamlNode& node, const Zone& zone, Reporter& reporter) {
  ExpectedDeadline deadline;
  MappingReader reader(node, "a deadline", reporter);
  deadline.part = reader.text("part");
  deadline.stated = instant_at(reader, "stated", zone, reporter);
  deadline.fair = instant_at(reader, "fair", zone, reporter);
  deadline.effective = instant_at(reader, "effective", zone, reporter);
  deadline.proposed = instant_at(reader, "proposed", zone, reporter);
  std::vector<std::string> words;
  for (int i = 0; i <= static_cast<int>(DeadlineStatus::impossible); ++i) {
    words.emplace_back(to_string(static_cast<DeadlineStatus>(i)));
  }
  deadline.status = reader.word("status", "status", words, "");
  reader.finish();
  return deadline;
}

GrantedExtension read_extension(const YamlNode& node, const Zone& zone, Reporter& reporter) {
  GrantedExtension extension;
  MappingReader reader(node, "an extension", reporter);
  extension.part = reader.text("part");
  if (extension.part.empty()) extension.part = "0";
  extension.unit = reader.reference("unit", Named::unit);
  if (const auto* until = reader.require("until")) extension.until = read_instant(*until, zone, reporter).value_or(Instant{});
  extension.by = reader.required_text("by");
  reader.finish();
  return extension;
}

// What stood when the case's item was posted, and what had happened.
void read_cascade(const YamlNode& node, Case& test_case, const Zone& zone, Reporter& reporter) {
  MappingReader reader(node, "a cascade", reporter);
  std::vector<std::string> known;
  if (!test_case.post.id.empty()) known.push_back(test_case.post.id);
  each_of(reader.take("meetings"), "meetings", reporter, [&](const YamlNode& each) {
    auto item = read_item_node(each, zone, reporter);
    if (!item) return;
    if (item->id.empty()) reporter.error(each.span, "missing-key", "a meeting of a cascade needs the key 'id'");
    if (std::find(known.begin(), known.end(), item->id) != known.end()) {
      reporter.error(each.span, "duplicate-id", "the meeting '" + item->id + "' stands in this case already", "name it once");
    }
    item->kind = ItemKind::meeting;
    known.push_back(item->id);
    test_case.meetings.push_back(std::move(*item));
  });
  each_of(reader.take("events"), "events", reporter, [&](const YamlNode& each) {
    auto event = read_event_node(each, zone, reporter);
    if (!event) return;
    if (std::find(known.begin(), known.end(), event->meeting) == known.end()) {
      reporter.unknown(span_of(each, "/meeting", false), "meeting", event->meeting, known);
    }
    if (event->id.empty()) event->id = "event-" + std::to_string(test_case.events.size() + 1);
    test_case.events.push_back(std::move(*event));
  });
  reader.finish();
}

void read_expectations(MappingReader& reader, Case& test_case, bool timed, const Zone& zone, Reporter& reporter) {
  const auto* windows = reader.take("windows");
  const auto* deadlines = reader.take("deadlines");
  const auto* triage = reader.take("triage");
  if (triage != nullptr) test_case.triage = reader.flag("triage", false);
  const bool others = windows != nullptr || deadlines != nullptr || triage != nullptr;
  each_unit(others ? reader.take("expect") : reader.require("expect"), "expect", "{dev-reform: lead, police: none}", reporter,
            [&](const UnitId& unit, const YamlNode& role) {
              const auto parsed = parse_role(role.scalar);
              if (parsed) {
                test_case.expect[unit] = *parsed;
              } else {
                reporter.unknown(role.span, "role", role.scalar, {"lead", "support", "inform", "none"});
              }
            });
  each_unit(windows, "windows", "{education: [{from: 2022-11-24T18:35, to: 2022-11-24T18:50}]}", reporter,
            [&](const UnitId& unit, const YamlNode& list) {
              auto& expected = test_case.windows[unit];
              each_of(&list, "windows", reporter, [&](const YamlNode& each) { expected.push_back(read_window(each, zone, reporter)); });
            });
  each_unit(deadlines, "deadlines", "{education: [{stated: 2022-11-25T08:00, status: tight}]}", reporter,
            [&](const UnitId& unit, const YamlNode& list) {
              auto& expected = test_case.deadlines[unit];
              each_of(&list, "deadlines", reporter,
                      [&](const YamlNode& each) { expected.push_back(read_deadline(each, zone, reporter)); });
            });
  if ((windows != nullptr || deadlines != nullptr) && !timed) {
    reporter.error(reader.span(), "missing-key", "a case that expects windows or deadlines needs the key 'at'");
  }
}

}  // namespace

Case read_case(const YamlNode& node, const Zone& zone, Reporter& reporter) {
  Case result;
  MappingReader reader(node, "a case", reporter);
  result.span = node.span;
  result.name = reader.text("name");
  if (const auto* post = reader.require("post")) {
    if (auto item = read_item_node(*post, zone, reporter)) result.post = std::move(*item);
  }
  const auto* at = reader.take("at");
  if (at != nullptr) result.at = read_instant(*at, zone, reporter);
  if (const auto* cascade = reader.take("cascade")) read_cascade(*cascade, result, zone, reporter);
  each_of(reader.take("extensions"), "extensions", reporter,
          [&](const YamlNode& each) { result.extensions.push_back(read_extension(each, zone, reporter)); });
  if (const auto* overlays = reader.take("overlays")) result.overlays = read_overlays(*overlays, zone, reporter);
  read_expectations(reader, result, at != nullptr, zone, reporter);
  result.todo = reader.flag("todo", false);
  reader.finish();
  return result;
}

}  // namespace fenliu::rules
