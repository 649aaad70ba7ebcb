// fenliu.yaml.
#include <algorithm>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

void read_levels(const YamlNode& node, Organisation& organisation, Reporter& reporter) {
  for (const auto& item : read_list(node, "'levels', the top level first,", reporter)) {
    MappingReader reader(item, "a level", reporter);
    Level level;
    level.id = reader.required_text("id");
    for (const char* language : {"zh", "en", "vi"}) {
      if (auto words = reader.text(language); !words.empty()) level.name[language] = words;
    }
    level.valid = reader.dates("valid");
    reader.finish();
    reporter.define(Named::level, level.id, reader.span_of("id"));
    organisation.levels.push_back(std::move(level));
  }
}

void read_urgencies(const YamlNode& node, Policy& policy, Reporter& reporter) {
  MappingReader reader(node, "'urgency'", reporter);
  for (const auto urgency : {Urgency::routine, Urgency::urgent, Urgency::critical}) {
    const std::string word(to_string(urgency));
    const auto* each = reader.take(word.c_str());
    if (each == nullptr) continue;
    MappingReader inner(*each, "an urgency", reporter);
    policy.guaranteed[urgency] = inner.minutes("guaranteed_minutes", policy.guaranteed[urgency]);
    inner.finish();
  }
  reader.finish();
}

void read_quiet_hours(const YamlNode& node, Policy& policy, Reporter& reporter) {
  for (const auto& item : read_list(node, "'quiet_hours'", reporter)) {
    const auto span = read_day_span(item, reporter, true);
    if (!span) continue;
    if (span->start < span->end) {
      policy.quiet_hours.push_back(*span);
    } else {
      policy.quiet_hours.push_back({span->start, Minutes{24 * 60}});
      policy.quiet_hours.push_back({Minutes{0}, span->end});
    }
  }
}

// Which levels get what an outside level set how much earlier.
void read_inner(const YamlNode& node, Policy& policy, Reporter& reporter) {
  if (node.kind != YamlNode::Kind::mapping) {
    return reporter.error(node.span, "wrong-type", "'inner' must be a mapping of levels", "write {town: {share_percent: 25}}");
  }
  for (const auto& [level, each] : node.entries) {
    reporter.refer(Named::level, level.scalar, level.span);
    MappingReader reader(each, "an inner deadline", reporter);
    InnerShare inner;
    const auto share = reader.integer("share_percent", 1, 90);
    inner.share_percent = share.value_or(0);
    inner.minutes = reader.minutes("minutes", Minutes{0});
    reader.finish();
    if (share.has_value() == (inner.minutes > Minutes{0})) {
      reporter.error(each.span, "missing", "an inner deadline has either share_percent or minutes", "write {share_percent: 25} or {minutes: 120}");
    }
    policy.inner[level.scalar] = inner;
  }
}

void read_digest_times(const YamlNode& node, Policy& policy, Reporter& reporter) {
  for (const auto& item : read_list(node, "'digest_times'", reporter)) {
    const auto time = read_clock(item, reporter);
    if (!time) continue;
    const auto place = std::lower_bound(policy.digest_times.begin(), policy.digest_times.end(), *time);
    if (place != policy.digest_times.end() && *place == *time) {
      reporter.error(item.span, "duplicate-time", "the digest at " + item.scalar + " is named twice", "name each time once");
      continue;
    }
    policy.digest_times.insert(place, *time);
  }
}

void read_notices(const YamlNode& node, Policy& policy, Reporter& reporter) {
  MappingReader reader(node, "'notices'", reporter);
  policy.shift_threshold = reader.minutes("shift_threshold_minutes", policy.shift_threshold);
  if (const auto* quiet = reader.take("quiet_hours")) read_quiet_hours(*quiet, policy, reporter);
  policy.reminder = reader.minutes("reminder_minutes", policy.reminder);
  policy.overdue = reader.minutes("overdue_minutes", policy.overdue);
  if (const auto* times = reader.take("digest_times")) read_digest_times(*times, policy, reporter);
  reader.finish();
}

void read_deadlines(const YamlNode& node, Policy& policy, Reporter& reporter) {
  MappingReader reader(node, "'deadlines'", reporter);
  policy.deadline_change_threshold = reader.minutes("change_threshold_minutes", policy.deadline_change_threshold);
  policy.automatic_extension = reader.word("extension", "extension", {"proposed", "automatic"}, "proposed") == "automatic";
  policy.extension_limit = reader.minutes("extension_limit_minutes", policy.extension_limit);
  if (const auto* inner = reader.take("inner")) read_inner(*inner, policy, reporter);
  if (policy.automatic_extension && policy.extension_limit == Minutes{0}) {
    reporter.warning(reader.span_of("extension"), "no-limit", "nothing is extended automatically without a limit",
                     "add extension_limit_minutes");
  }
  reader.finish();
}

void read_cascade(const YamlNode& node, Policy& policy, Reporter& reporter) {
  MappingReader reader(node, "'cascade'", reporter);
  policy.gap = reader.minutes("gap_minutes", policy.gap);
  policy.lead_in = reader.minutes("lead_in_minutes", policy.lead_in);
  policy.split = reader.minutes("split_minutes", policy.split);
  policy.min_notice = reader.minutes("min_notice_minutes", policy.min_notice);
  policy.persons_per_unit = reader.integer("persons_per_unit", 1, 1000).value_or(policy.persons_per_unit);
  policy.paper = reader.minutes("paper_minutes", policy.paper);
  policy.learns = reader.word("forecasts", "kind of forecasts", {"learnt", "planned"}, "learnt") == "learnt";
  reader.finish();
}

void read_precedence(MappingReader& reader, Policy& policy, Reporter& reporter) {
  for (const auto& [word, span] : reader.texts("precedence")) {
    const std::vector<std::string> known{"ordered_by", "level", "urgency", "starts"};
    if (std::find(known.begin(), known.end(), word) == known.end()) reporter.unknown(span, "precedence", word, known);
    policy.precedence.push_back(word);
  }
  if (policy.precedence.empty()) policy.precedence = {"ordered_by", "level", "urgency", "starts"};
}

// Names of rule packs and the folders that hold them; their files come as packs/NAME/….
void read_packs(const YamlNode& node, Policy& policy, Reporter& reporter) {
  if (node.kind != YamlNode::Kind::mapping) {
    return reporter.error(node.span, "wrong-type", "'packs' must be a mapping of names to folders",
                          "write {province: /srv/fenliu/province}");
  }
  for (const auto& [name, folder] : node.entries) {
    if (name.scalar.empty() || name.scalar.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") != std::string::npos) {
      reporter.error(name.span, "bad-id", "the name '" + name.scalar + "' has characters other than a-z, 0-9, '-' and '_'",
                     "rules files include the pack as ../packs/NAME");
    }
    if (folder.kind != YamlNode::Kind::scalar || folder.scalar.empty()) {
      reporter.error(folder.span, "wrong-type", "the folder of the pack '" + name.scalar + "' must be text", "write its path");
    }
    policy.packs[name.scalar] = folder.scalar;
  }
}

}  // namespace

void read_policy(const YamlNode& root, Configuration& configuration, Reporter& reporter) {
  auto& policy = configuration.policy;
  policy.guaranteed = {{Urgency::routine, Minutes{480}}, {Urgency::urgent, Minutes{180}}, {Urgency::critical, Minutes{60}}};
  MappingReader reader(root, "fenliu.yaml", reporter);
  policy.name = reader.name("name");
  if (auto zone = reader.required_text("zone"); !zone.empty()) policy.zone_name = zone;
  policy.language = reader.word("language", "language", {"zh", "en", "vi"}, policy.language);
  policy.shadow = reader.word("mode", "mode", {"live", "shadow"}, "live") == "shadow";
  policy.home = reader.reference("home", Named::unit, true);
  policy.duty_officer = reader.reference("duty_officer", Named::unit);
  policy.calendar = reader.reference("calendar", Named::calendar, true);
  if (const auto* levels = reader.require("levels")) read_levels(*levels, configuration.organisation, reporter);
  if (const auto* urgency = reader.take("urgency")) read_urgencies(*urgency, policy, reporter);
  if (const auto* cascade = reader.take("cascade")) read_cascade(*cascade, policy, reporter);
  if (const auto* deadlines = reader.take("deadlines")) read_deadlines(*deadlines, policy, reporter);
  if (const auto* notices = reader.take("notices")) read_notices(*notices, policy, reporter);
  if (const auto* triage = reader.take("triage")) {
    MappingReader inner(*triage, "'triage'", reporter);
    policy.triage_critical = inner.minutes("critical_minutes", policy.triage_critical);
    policy.triage_other = inner.minutes("other_minutes", policy.triage_other);
    inner.finish();
  }
  static const YamlNode kNothing = [] {
    YamlNode node;
    node.kind = YamlNode::Kind::mapping;
    return node;
  }();
  const auto* lints = reader.take("lints");
  policy.lints = read_lint_policy(lints == nullptr ? kNothing : *lints, policy.language, reporter);
  read_precedence(reader, policy, reporter);
  if (const auto* packs = reader.take("packs")) read_packs(*packs, policy, reporter);
  if (const auto* secrecy = reader.take("secrecy")) policy.secrecy = read_secrecy(*secrecy, policy.channels, reporter);
  reader.finish();
}

}  // namespace fenliu::rules
