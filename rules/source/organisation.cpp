// organisation.yaml: units and groups.
#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

bool is_id(const std::string& id) {
  return !id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
}

void check_id(Named kind, const std::string& id, const Span& span, Reporter& reporter) {
  if (!id.empty() && !is_id(id)) {
    reporter.error(span, "bad-id", "the id '" + id + "' has characters other than a-z, 0-9, '-' and '_'",
                   "write the words that people read under `name`");
  }
  reporter.define(kind, id, span);
}

void read_former(const YamlNode& node, Unit& unit, Reporter& reporter) {
  for (const auto& item : read_list(node, "'former'", reporter)) {
    if (item.kind == YamlNode::Kind::scalar) {
      unit.former.push_back({item.scalar, {}});
      continue;
    }
    MappingReader reader(item, "a former name", reporter);
    FormerName former;
    former.name = reader.required_text("name");
    former.until = reader.date("until");
    reader.finish();
    unit.former.push_back(std::move(former));
  }
}

void append(std::vector<std::string>& into, const std::vector<std::pair<std::string, Span>>& texts, Reporter& reporter) {
  for (const auto& [text, span] : texts) {
    if (text.find_first_not_of(" \t") == std::string::npos) {
      reporter.error(span, "empty", "this name is empty");
    } else {
      into.push_back(text);
    }
  }
}

void read_roles(MappingReader& reader, const std::vector<Role>& roles, std::map<std::string, Role>& duties, Reporter& reporter) {
  for (const auto role : roles) {
    const std::string word(to_string(role));
    for (const auto& [topic, span] : reader.texts(word.c_str())) {
      reporter.refer(Named::topic, topic, span);
      const auto [held, fresh] = duties.try_emplace(topic, role);
      if (!fresh) {
        reporter.error(span, "duplicate-duty", "there is a duty for '" + topic + "' already, as " + std::string(to_string(held->second)),
                       "a unit has one role for a topic");
      }
    }
  }
}

bool meet(const DateRange& a, const DateRange& b) {
  return !(a.until && b.from && *a.until < *b.from) && !(b.until && a.from && *b.until < *a.from);
}

// Entries with `valid` stand in the place of those without while they last, topic by topic.
void read_dated_duties(const YamlNode& node, Unit& unit, Reporter& reporter) {
  for (const auto& item : read_list(node, "'duties'", reporter)) {
    MappingReader reader(item, "an entry of 'duties'", reporter);
    DatedDuties dated;
    const bool always = reader.take("valid") == nullptr;
    dated.valid = reader.dates("valid");
    if (always) {
      read_roles(reader, {Role::lead, Role::support, Role::inform}, unit.duties, reporter);
      if (const auto* none = reader.take("none")) {
        reporter.error(none->span, "none-without-valid", "'none' takes a duty away for a while, so it needs `valid`",
                       "write valid: {from: …, until: …} beside it, or remove the duty itself");
      }
    } else {
      read_roles(reader, {Role::lead, Role::support, Role::inform, Role::none}, dated.duties, reporter);
    }
    reader.finish();
    if (always) continue;
    for (const auto& other : unit.dated_duties) {
      for (const auto& [topic, role] : dated.duties) {
        if (!other.duties.contains(topic) || !meet(other.valid, dated.valid)) continue;
        reporter.error(reader.span_of("valid"), "duplicate-duty", "two dated duties for '" + topic + "' meet",
                       "let one begin on the day after the other ends");
      }
    }
    unit.dated_duties.push_back(std::move(dated));
  }
}

void read_duties(const YamlNode& node, Unit& unit, Reporter& reporter) {
  if (node.kind == YamlNode::Kind::sequence) return read_dated_duties(node, unit, reporter);
  MappingReader reader(node, "'duties'", reporter);
  read_roles(reader, {Role::lead, Role::support, Role::inform}, unit.duties, reporter);
  reader.finish();
}

// Texts, or {name, valid} for a name that holds on certain days only.
void read_aliases(const YamlNode& node, Unit& unit, Reporter& reporter) {
  if (node.kind != YamlNode::Kind::sequence) return append(unit.aliases, read_texts(node, reporter), reporter);
  for (const auto& item : node.items) {
    if (item.kind == YamlNode::Kind::scalar) {
      append(unit.aliases, {{item.scalar, item.span}}, reporter);
      continue;
    }
    MappingReader reader(item, "an alias", reporter);
    const auto name = reader.required_text("name");
    const auto valid = reader.dates("valid");
    reader.finish();
    if (name.empty()) continue;
    unit.aliases.push_back(name);
    unit.alias_valid[name] = valid;
  }
}

Unit read_unit(const YamlNode& node, const std::string& usual_calendar, Reporter& reporter) {
  Unit unit;
  MappingReader reader(node, "a unit", reporter);
  unit.id = reader.required_text("id");
  unit.span = reader.span_of("id");
  unit.kind = reader.text("kind");
  unit.level = reader.reference("level", Named::level, true);
  unit.parent = reader.reference("parent", Named::unit);
  reader.require("name");
  unit.name = reader.name("name");
  if (const auto* aliases = reader.take("aliases")) read_aliases(*aliases, unit, reporter);
  if (const auto* former = reader.take("former")) read_former(*former, unit, reporter);
  if (const auto* duties = reader.take("duties")) read_duties(*duties, unit, reporter);
  append(unit.places, reader.texts("places"), reporter);
  if (auto hours = reader.text("hours"); !hours.empty()) unit.hours = hours;
  unit.calendar = reader.reference("calendar", Named::calendar);
  reporter.refer(Named::hours, unit.hours, reader.span_of("hours"), unit.calendar.empty() ? usual_calendar : unit.calendar);
  unit.outside = reader.flag("outside", false);
  unit.staff = reader.integer("staff", 1, 100000).value_or(0);
  if (const auto* addresses = reader.take("addresses")) unit.addresses = read_addresses(*addresses, reporter);
  unit.valid = reader.dates("valid");
  reader.finish();
  return unit;
}

Group read_group(const YamlNode& node, Reporter& reporter) {
  Group group;
  MappingReader reader(node, "a group", reporter);
  group.id = reader.required_text("id");
  group.span = reader.span_of("id");
  group.name = reader.name("name");
  append(group.match, reader.texts("match"), reporter);
  group.pool = reader.flag("pool", false);
  group.valid = reader.dates("valid");
  if (const auto* members = reader.require("members")) {
    if (members->kind == YamlNode::Kind::mapping) {
      MappingReader inner(*members, "'members'", reporter);
      group.kind = inner.text("kind");
      group.level = inner.reference("level", Named::level);
      inner.finish();
      if (group.kind.empty() && group.level.empty()) {
        reporter.error(members->span, "empty", "say which members: {kind: …}, {level: …} or a list of units");
      }
    } else {
      for (const auto& [unit, span] : read_texts(*members, reporter)) {
        reporter.refer(Named::unit, unit, span);
        group.members.push_back(unit);
      }
    }
  }
  reader.finish();
  return group;
}

}  // namespace

void read_organisation(const YamlNode& root, Configuration& configuration, Reporter& reporter) {
  auto& organisation = configuration.organisation;
  MappingReader reader(root, "organisation.yaml", reporter);
  const auto list = [&](const char* key, const auto& each) {
    const auto* node = reader.take(key);
    if (node == nullptr) return;
    for (const auto& item : read_list(*node, std::string("'") + key + "'", reporter)) each(item);
  };
  list("units", [&](const YamlNode& item) {
    organisation.units.push_back(read_unit(item, configuration.policy.calendar, reporter));
    check_id(Named::unit, organisation.units.back().id, organisation.units.back().span, reporter);
  });
  list("groups", [&](const YamlNode& item) {
    organisation.groups.push_back(read_group(item, reporter));
    check_id(Named::group, organisation.groups.back().id, organisation.groups.back().span, reporter);
  });
  reader.finish();
  if (organisation.units.empty()) reporter.error(root.span, "empty", "an organisation needs units");
  organisation.index();
}

}  // namespace fenliu::rules
