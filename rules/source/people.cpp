// people.yaml: posts, persons, who holds which post, and how duty rosters are made.
#include "rules/source/people.h"

#include <algorithm>

#include "rules/source/sections.h"

namespace fenliu::rules {

namespace {

constexpr int kMostRestHours = 24 * 30;
constexpr Minutes kDay{24 * 60};

template <typename Word, std::size_t n>
std::vector<std::string> words_of(const Word (&all)[n]) {
  std::vector<std::string> words;
  for (const auto each : all) words.emplace_back(to_string(each));
  return words;
}

void check_id(Named kind, const std::string& id, const Span& span, Reporter& reporter) {
  if (id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") != std::string::npos) {
    reporter.error(span, "bad-id", "the id '" + id + "' has characters other than a-z, 0-9, '-' and '_'",
                   "write the words that people read under `name`");
  }
  reporter.define(kind, id, span);
}

std::vector<std::string> references(MappingReader& reader, const char* key, Named kind, Reporter& reporter) {
  std::vector<std::string> words;
  for (const auto& [word, span] : reader.texts(key)) {
    reporter.refer(kind, word, span);
    words.push_back(word);
  }
  return words;
}

Post read_post(const YamlNode& node, Reporter& reporter) {
  Post post;
  MappingReader reader(node, "a post", reporter);
  post.id = reader.required_text("id");
  post.span = reader.span_of("id");
  post.unit = reader.reference("unit", Named::unit, true);
  post.function = reader.required_text("function");
  post.name = reader.name("name");
  const auto known = words_of(kReceives);
  const bool all = reader.take("receives") == nullptr;
  for (const auto what : kReceives) {
    if (all) post.receives.insert(what);
  }
  for (const auto& [word, span] : reader.texts("receives")) {
    const auto found = std::find(known.begin(), known.end(), word);
    if (found == known.end()) {
      reporter.unknown(span, "kind of notice", word, known);
    } else {
      post.receives.insert(kReceives[found - known.begin()]);
    }
  }
  post.on_site = reader.flag("on_site", false);
  reader.finish();
  check_id(Named::post, post.id, post.span, reporter);
  return post;
}

Person read_person(const YamlNode& node, Reporter& reporter) {
  Person person;
  MappingReader reader(node, "a person", reporter);
  person.id = reader.required_text("id");
  person.span = reader.span_of("id");
  reader.require("name");
  person.name = reader.name("name");
  person.unit = reader.reference("unit", Named::unit, true);
  if (const auto* addresses = reader.take("addresses")) person.addresses = read_addresses(*addresses, reporter);
  person.language = reader.word("language", "language", {"zh", "en", "vi"}, "");
  reader.finish();
  check_id(Named::person, person.id, person.span, reporter);
  return person;
}

Holding read_holding(const YamlNode& node, Reporter& reporter) {
  Holding holding;
  holding.span = node.span;
  MappingReader reader(node, "a holding", reporter);
  holding.post = reader.reference("post", Named::post, true);
  holding.person = reader.reference("person", Named::person, true);
  holding.valid = {reader.date("from"), reader.date("until")};
  if (holding.valid.from && holding.valid.until && *holding.valid.until < *holding.valid.from) {
    reporter.error(reader.span_of("until"), "ends-before-start", "this ends before it starts", "swap `from` and `until`");
  }
  holding.acting = reader.flag("acting", false);
  holding.deputies = references(reader, "deputies", Named::person, reporter);
  reader.finish();
  return holding;
}

// A span of the day that may end on the next one; "24:00" and the like are the reader's to refuse.
void read_span(MappingReader& reader, const char* key, DaySpan& span, Reporter& reporter) {
  const auto* node = reader.take(key);
  if (node == nullptr) return;
  auto read = read_day_span(*node, reporter, true);
  if (!read) return;
  if (read->end < read->start) read->end += kDay;
  span = *read;
}

void read_weights(const YamlNode& node, DutyPlan& plan, Reporter& reporter) {
  MappingReader reader(node, "'weights'", reporter);
  for (const auto kind : kDutyKinds) {
    const std::string word(to_string(kind));
    plan.weights[kind] = reader.integer(word.c_str(), 1, 100).value_or(plan.weights[kind]);
  }
  reader.finish();
}

void read_quotas(const YamlNode& node, DutyPlan& plan, Reporter& reporter) {
  if (node.kind != YamlNode::Kind::mapping) {
    return reporter.error(node.span, "wrong-type", "'quotas' must be a mapping of persons to numbers", "write {PERSON: 4}");
  }
  for (const auto& [person, value] : node.entries) {
    reporter.refer(Named::person, person.scalar, person.span);
    const auto& text = value.scalar;
    const bool number = value.kind == YamlNode::Kind::scalar && !text.empty() && text.size() <= 3 &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    if (!number) {
      reporter.error(value.span, "wrong-type", "a quota is a whole number from 0 to 999", "0: no duty at all");
      continue;
    }
    plan.quotas[person.scalar] = std::stoi(text);
  }
}

void read_excluded(const YamlNode& node, DutyPlan& plan, Reporter& reporter) {
  for (const auto& item : read_list(node, "'excluded'", reporter)) {
    MappingReader reader(item, "an exclusion", reporter);
    const auto person = reader.reference("person", Named::person, true);
    DateRange dates{reader.date("from"), reader.date("until")};
    reader.finish();
    plan.excluded[person].push_back(dates);
  }
}

DutyPlan read_duty_plan(const YamlNode& node, Reporter& reporter) {
  DutyPlan plan;
  plan.span = node.span;
  MappingReader reader(node, "a duty plan", reporter);
  plan.unit = reader.reference("unit", Named::unit, true);
  for (const auto& [word, span] : reader.texts("functions")) plan.functions.push_back(word);
  read_span(reader, "night", plan.night, reporter);
  read_span(reader, "day", plan.day, reporter);
  if (const auto* weights = reader.take("weights")) read_weights(*weights, plan, reporter);
  plan.rest = Minutes{60 * reader.integer("rest_hours", 0, kMostRestHours).value_or(24)};
  plan.quota = reader.integer("quota", 0, 999).value_or(0);
  if (const auto* quotas = reader.take("quotas")) read_quotas(*quotas, plan, reporter);
  if (const auto* excluded = reader.take("excluded")) read_excluded(*excluded, plan, reporter);
  reader.finish();
  return plan;
}

}  // namespace

std::string_view to_string(Receives what) {
  return what == Receives::summons ? "summons" : what == Receives::tasks ? "tasks" : "information";
}

std::string_view to_string(Presence presence) {
  return presence == Presence::on_site ? "on_site" : presence == Presence::at_home ? "at_home" : "in_field";
}

std::string_view to_string(DutyKind kind) {
  return kind == DutyKind::night ? "night" : kind == DutyKind::weekend ? "weekend" : "holiday";
}

std::optional<DutyKind> parse_duty_kind(std::string_view word) {
  for (const auto kind : kDutyKinds) {
    if (to_string(kind) == word) return kind;
  }
  return {};
}

const Post* People::post(const std::string& id) const {
  const auto found = post_index.find(id);
  return found == post_index.end() ? nullptr : &posts[found->second];
}

const Person* People::person(const std::string& id) const {
  const auto found = person_index.find(id);
  return found == person_index.end() ? nullptr : &persons[found->second];
}

const DutyPlan* People::duty_plan(const std::string& unit) const {
  const auto found = std::find_if(duty_plans.begin(), duty_plans.end(), [&](const auto& each) { return each.unit == unit; });
  return found == duty_plans.end() ? nullptr : &*found;
}

std::vector<const Post*> People::posts_of(const std::string& unit) const {
  std::vector<const Post*> found;
  const auto own = unit_index.find(unit);
  if (own == unit_index.end()) return found;
  for (const auto each : own->second) found.push_back(&posts[each]);
  return found;
}

void People::index() {
  post_index.clear();
  person_index.clear();
  unit_index.clear();
  for (std::size_t i = 0; i < posts.size(); ++i) {
    post_index.emplace(posts[i].id, i);
    unit_index[posts[i].unit].push_back(i);
  }
  for (std::size_t i = 0; i < persons.size(); ++i) person_index.emplace(persons[i].id, i);
}

Addresses read_addresses(const YamlNode& node, Reporter& reporter) {
  Addresses addresses;
  if (node.kind != YamlNode::Kind::mapping) {
    reporter.error(node.span, "wrong-type", "'addresses' must be a mapping of channels to addresses",
                   "write {email: duty@example.org, phone: \"0571 1234 5678\"}");
    return addresses;
  }
  for (const auto& [key, value] : node.entries) {
    const auto& text = value.scalar;
    const bool usable = value.kind == YamlNode::Kind::scalar && text.find_first_not_of(" \t") != std::string::npos &&
                        text.find_first_of("\r\n") == std::string::npos;
    if (!usable) {
      reporter.error(value.span, "bad-address", "the address for '" + key.scalar + "' must be one line of text", "remove the key if there is none");
    } else if (key.scalar == "email" && (text.find('@') == std::string::npos || text.find_first_of(" <>,;") != std::string::npos)) {
      reporter.error(value.span, "bad-address", "'" + text + "' is no mailbox", "write the bare address, as duty@example.org");
    } else if ((key.scalar == "phone" || key.scalar == "sms") && text.find_first_not_of("+0123456789 -().") != std::string::npos) {
      reporter.error(value.span, "bad-address", "'" + text + "' is no telephone number", "write digits, spaces and '-'; in quotes");
    } else {
      addresses[key.scalar] = text;
    }
  }
  return addresses;
}

void read_people(const YamlNode& root, Configuration& configuration, Reporter& reporter) {
  auto& people = configuration.people;
  MappingReader reader(root, "people.yaml", reporter);
  const auto list = [&](const char* key, const auto& each) {
    const auto* node = reader.take(key);
    if (node == nullptr) return;
    for (const auto& item : read_list(*node, std::string("'") + key + "'", reporter)) each(item);
  };
  list("posts", [&](const auto& item) { people.posts.push_back(read_post(item, reporter)); });
  list("persons", [&](const auto& item) { people.persons.push_back(read_person(item, reporter)); });
  list("holdings", [&](const auto& item) { people.holdings.push_back(read_holding(item, reporter)); });
  list("duty_plans", [&](const auto& item) { people.duty_plans.push_back(read_duty_plan(item, reporter)); });
  reader.finish();
}

}  // namespace fenliu::rules
