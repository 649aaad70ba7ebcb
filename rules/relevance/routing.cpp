// Routing one item: names and clauses, rules, addressees, in that order of evidence (DESIGN §4.3).
#include "rules/relevance/routing.h"

#include <algorithm>
#include <tuple>

#include "rules/relevance/exemptions.h"
#include "rules/relevance/unknown_places.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

std::string joined(const std::vector<std::string>& texts, const char* between) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : between) + text;
  return all;
}

// The unit that the issuer's words name, by the longest name in them.
const Unit* named_unit(const Router::State& state, const std::string& words) {
  const auto text = normalise_utf8(words);
  const Unit* found = nullptr;
  std::uint32_t longest = 0;
  for (const auto& mention : mentions_of(state.matcher.names_in(text), Field::text, text.text)) {
    for (const auto name : mention.names) {
      const auto& entry = state.registry.entries()[name];
      if (entry.kind != NameKind::unit || mention.end - mention.start <= longest) continue;
      longest = mention.end - mention.start;
      found = &state.configuration->organisation.units[entry.index];
    }
  }
  return found;
}

}  // namespace

ItemFacts facts_of(const Item& item, const Configuration& configuration, Date date) {
  ItemFacts facts;
  facts.kind = item.kind;
  facts.urgency = item.urgency;
  facts.date = date;
  facts.title = item.title;
  facts.number = item.number;
  facts.addressees = joined(item.addressees, "\n");
  facts.signature = item.signature;
  facts.copies = joined(item.copies, "\n");
  if (item.issued) facts.date_text = format_date(*item.issued);
  facts.issuer = item.issuer;
  facts.level = item.level;
  if (const auto* unit = configuration.organisation.unit(item.issuer)) facts.level = unit->level;
  return facts;
}

Router::State::State(std::shared_ptr<const Configuration> given)
    : configuration(std::move(given)), registry(configuration->organisation), matcher(configuration, registry.texts()) {
  const auto& units = configuration->organisation.units;
  for (const auto& [id, unit] : configuration->organisation.unit_index) units_by_id.push_back(static_cast<std::uint32_t>(unit));
  for (const auto& unit : units) unit_facts.push_back({unit.outside, unit.valid != DateRange{}, !unit.places.empty()});
  index_rules();
}

Routing::Routing(const Router::State& state, const Item& item, Instant at)
    : state_(state),
      organisation_(state.configuration->organisation),
      item_(item),
      date_(date_of(state.configuration->zone.to_local(at))),
      place_of_(organisation_.units.size(), kNowhere),
      members_(organisation_.groups.size()) {
  auto facts = facts_of(item, *state.configuration, date_);
  issuer_ = organisation_.unit(item.issuer);
  if (issuer_ == nullptr && !item.issuer.empty()) issuer_ = named_unit(state, item.issuer);
  if (issuer_ == nullptr && item.level.empty()) issuer_ = organisation_.unit(state.configuration->policy.home);
  if (issuer_ != nullptr) {
    facts.issuer = issuer_->id;
    facts.level = issuer_->level;
    relevance_.issuer = issuer_->id;
  }
  covers_all_ = issuer_ == nullptr || organisation_.rank(issuer_->level) <= organisation_.top_rank;
  prepared_ = state.matcher.prepare(std::move(facts));
  read_parts();
  read_purpose();
}

bool Routing::receives(std::uint32_t unit) const {
  const auto& facts = state_.unit_facts[unit];
  return !facts.outside && (!facts.dated || organisation_.units[unit].valid.contains(date_));
}

bool Routing::in_jurisdiction(const Unit& unit) const { return covers_all_ || organisation_.covers(*issuer_, unit); }

void Routing::read_parts() {
  parts_.reserve(item_.parts.size());
  for (const auto& part : item_.parts) {
    auto& routed = parts_.emplace_back();
    routed.part = &part;
    routed.matches = state_.matcher.match(*prepared_, part.title, part.text);
    const auto& matches = routed.matches;
    routed.title_marks = landmarks_of(matches.title);
    routed.text_marks = landmarks_of(matches.text);
    routed.title_lists = lists_in(state_.registry, matches.names, Field::title, matches.title, routed.title_marks, part.title);
    routed.text_lists = lists_in(state_.registry, matches.names, Field::text, matches.text, routed.text_marks, part.text);
    for (const auto* lists : {&routed.title_lists, &routed.text_lists}) {
      for (const auto& list : *lists) {
        for (const auto& mention : list.mentions) {
          const bool unit = state_.registry.entries()[mention.names.front()].kind == NameKind::unit;
          if (unit && lists == &routed.text_lists) routed.named.push_back(mention.range);
        }
        if (list.role == ClauseRole::excluded || list.role == ClauseRole::venue) continue;
        routed.invites = routed.invites || list.invites;
        const bool beside_group = std::any_of(list.mentions.begin(), list.mentions.end(), [&](const Mention& mention) {
          return state_.registry.entries()[mention.names.front()].kind == NameKind::group;
        });
        for (const auto& mention : list.mentions) {
          for (const auto name : mention.names) {
            const auto& entry = state_.registry.entries()[name];
            if (entry.kind == NameKind::place) routed.places.insert(entry.index);
            // A territorial unit named by itself is a place too; "城关镇和各街道" narrows nothing.
            if (entry.kind == NameKind::unit && !beside_group && !organisation_.units[entry.index].places.empty()) {
              routed.places.insert(entry.index);
            }
          }
        }
      }
    }
    if (routed.places.empty() && names_unknown_commune(routed.text_lists, matches.text, part.text)) routed.places.insert(kElsewhere);
    routed.exempted = exempted(matches.text, routed.text_marks);
    routed.assigned = assigned_sentences(matches.text, routed.text_lists, [&](const Mention& mention) {
      const auto& entry = state_.registry.entries()[mention.names.front()];
      return entry.kind == NameKind::unit && !entry.weak && organisation_.units[entry.index].places.empty();
    });
  }
}

// Whether no part names a unit, a group, a village or a community.
bool Routing::names_nobody() const {
  return std::all_of(parts_.begin(), parts_.end(), [](const RoutedPart& part) {
    const auto holds = [&](std::u32string_view word) { return part.matches.text.text.find(word) != std::u32string::npos; };
    return part.text_lists.empty() && !holds(U"社区") && !holds(U"村委") && !holds(U"村(") && !holds(U"村组");
  });
}

// An agenda's bare titles ask by being on it, a document by whom it addresses or names for a task.
void Routing::read_purpose() {
  const auto sets_to_work = [](const NamedList& list) { return list.role == ClauseRole::lead || list.role == ClauseRole::support; };
  asks_ = item_.kind == ItemKind::meeting || !item_.addressees.empty() || !item_.attendees.empty();
  // A title alone is a task's name.
  asks_ = asks_ || std::all_of(parts_.begin(), parts_.end(), [](const RoutedPart& part) { return part.part->text.empty(); });
  const bool to_one = item_.addressees.size() == 1;
  for (const auto& part : parts_) {
    const auto& [title, text] = std::tie(part.matches.title, part.matches.text);
    const bool zero = part.part->part_id == "0";
    for_reading_ = for_reading_ || is_for_reading(title, part.title_marks) || is_for_reading(text, part.text_marks) || (zero && (praises(title) || tells(title, text)));
    replies_ = replies_ || (zero && replies(title)) || (to_one && grants(text));
    for_reading_ = for_reading_ || (zero && is_letter(title) && names_nobody());
    bulletin_ = bulletin_ || (zero && is_bulletin(title));
    asks_ = asks_ || asks_for_something(title, part.title_marks) || asks_for_something(text, part.text_marks) ||
            std::any_of(part.title_lists.begin(), part.title_lists.end(), sets_to_work) ||
            std::any_of(part.text_lists.begin(), part.text_lists.end(), sets_to_work);
  }
  const auto addressees = normalise_utf8(joined(item_.addressees, "\n"));
  for_reading_ = for_reading_ || is_for_reading(addressees, landmarks_of(addressees));
  asks_ = asks_ && !for_reading_;
}

const std::set<std::uint32_t>& Routing::narrowed_to(const RoutedPart& part) const {
  if (!part.places.empty() || parts_.empty()) return part.places;
  const auto& zero = parts_.front();
  return zero.part->part_id == "0" && !zero.places.contains(kElsewhere) ? zero.places : part.places;
}

const std::vector<std::uint32_t>& Routing::members(const Group& group) const {
  auto& known = members_[static_cast<std::size_t>(&group - organisation_.groups.data())];
  if (known) return *known;
  auto& indexes = known.emplace();
  for (const auto& id : organisation_.members(group, date_)) {
    indexes.push_back(static_cast<std::uint32_t>(organisation_.unit(id) - organisation_.units.data()));
  }
  return indexes;
}

// A committee without its level ("thành viên Ban Chỉ đạo") in a text from above is the one up there: its counterpart here
// may be concerned, by what the text says.
bool Routing::is_committee_of_others(const Mention& mention) const {
  if (issuer_ == nullptr || !issuer_->outside) return false;
  return std::any_of(mention.names.begin(), mention.names.end(), [&](const auto name) {
    const auto& entry = state_.registry.entries()[name];
    return entry.kind == NameKind::group && !organisation_.groups[entry.index].members.empty();
  });
}

// 县安全生产委员会 in a text is the body that acts or is quoted; 成员单位, 全体成员, thành viên mean who sits in it.
bool Routing::is_committee_itself(const Mention& mention) const {
  return std::any_of(mention.names.begin(), mention.names.end(),
                     [&](const auto name) { return state_.registry.entries()[name].committee_itself; });
}

// Every name at this place may mean a unit or a group; places mean no unit.
UnitIndexes Routing::units_of(const Mention& mention, bool& pool) const {
  UnitIndexes units;
  pool = mention.pool;
  for (const auto name : mention.names) {
    const auto& entry = state_.registry.entries()[name];
    if (entry.kind == NameKind::unit && receives(entry.index) && entry.valid.contains(date_)) units.push_back(entry.index);
    if (entry.kind == NameKind::group) {
      const auto& group = organisation_.groups[entry.index];
      pool = pool || group.pool || entry.pool || is_committee_of_others(mention) || (bulletin_ && !group.members.empty());
      for (const auto member : members(group)) units.push_back(member);
    }
  }
  std::sort(units.begin(), units.end());
  units.erase(std::unique(units.begin(), units.end()), units.end());
  return units;
}

namespace {

// 县招委全体委员: those who sit in it.
bool is_all_of_it(std::u32string_view after) {
  static constexpr std::u32string_view kAll[] = {U"全体委员", U"全体成员", U"全体组成人员", U"各委员", U"各成员", U"委员单位", U"组成单位"};
  return std::any_of(std::begin(kAll), std::end(kAll), [&](std::u32string_view words) { return after.starts_with(words); });
}

bool same_but_for_evidence(const Cause& one, const Cause& other) {
  return &one == &other ||
         (one.via == other.via && one.part == other.part && one.rule == other.rule && one.topic == other.topic);
}

}  // namespace

void Routing::reach(std::uint32_t unit, const std::shared_ptr<const Cause>& cause, Role role) {
  if (!receives(unit)) return;
  if (!excluded_.empty() && takes_out(organisation_.units[unit], cause->part)) return;
  auto& place = place_of_[unit];
  if (place == kNowhere) {
    place = static_cast<std::uint32_t>(reached_.size());
    reached_.emplace_back();
  }
  auto& reached = reached_[place];
  auto& part_role = reached.part_roles[cause->part];
  part_role = std::max(part_role, role);
  reached.role = std::max(reached.role, role);
  const bool known = std::any_of(reached.reasons.begin(), reached.reasons.end(), [&](const Reason& each) {
    return each.role == role && same_but_for_evidence(*each.cause, *cause);
  });
  if (!known) reached.reasons.push_back({cause, role});
}

bool Routing::takes_out(const Unit& unit, const PartId& part) const {
  const auto index = static_cast<std::uint32_t>(&unit - organisation_.units.data());
  return excluded_.contains({index, part}) || excluded_.contains({index, PartId("0")});
}

void Routing::exclude(const RoutedPart& part, const NamedList& list) {
  for (const auto& mention : list.mentions) {
    bool pool = false;
    for (const auto unit : units_of(mention, pool)) excluded_.emplace(unit, part.part->part_id);
  }
}

void Routing::route_list(const RoutedPart& part, const NamedList& list, Field field) {
  Role role = Role::support;
  if (list.role == ClauseRole::lead) role = Role::lead;
  if (list.role == ClauseRole::inform || for_reading_) role = Role::inform;
  constexpr std::u32string_view kLevels = U"县市区旗";
  const auto& text = field == Field::title ? part.matches.title : part.matches.text;
  const bool clause = list.role != ClauseRole::named && list.role != ClauseRole::none;
  for (const auto& mention : list.mentions) {
    bool pool = false;
    const auto units = units_of(mention, pool);
    if (pool || (is_committee_itself(mention) && !is_all_of_it(std::u32string_view(text.text).substr(mention.end)))) {
      for (const auto unit : units) relevance_.addressed.push_back(organisation_.units[unit].id);
      continue;
    }
    const auto& entry = state_.registry.entries()[mention.names.front()];
    const bool with_level = mention.start > 0 && kLevels.find(text.text[mention.start - 1]) != std::u32string_view::npos;
    if (entry.weak && !list.in_clause && list.mentions.size() == 1 && !with_level) continue;
    if (entry.weak && field == Field::text && lies_in(mention.range, part.exempted)) continue;
    const auto cause = std::make_shared<Cause>();
    cause->via = clause ? Via::clause : Via::name;
    cause->part = part.part->part_id;
    cause->evidence = SharedEvidence::of({entry.text, field, mention.range, {}});
    for (const auto unit : units) reach(unit, cause, role);
  }
}

void Routing::route_named(const RoutedPart& part) {
  const std::pair<const std::vector<NamedList>*, Field> fields[] = {{&part.title_lists, Field::title},
                                                                    {&part.text_lists, Field::text}};
  for (const auto& [lists, field] : fields) {
    for (const auto& list : *lists) {
      if (list.role == ClauseRole::excluded) exclude(part, list);
    }
  }
  for (const auto& [lists, field] : fields) {
    for (const auto& list : *lists) {
      if (list.role != ClauseRole::excluded && list.role != ClauseRole::venue) route_list(part, list, field);
    }
  }
}

UnitRelevance* Routing::reached(std::uint32_t unit) {
  return place_of_[unit] == kNowhere ? nullptr : &reached_[place_of_[unit]];
}

// In order of ids, as the map wants them: nothing is moved twice.
void Routing::list_units() {
  relevance_.units.reserve(reached_.size());
  for (const auto unit : state_.units_by_id) {
    if (auto* found = reached(unit)) relevance_.units.emplace_hint(relevance_.units.end(), organisation_.units[unit].id, std::move(*found));
  }
}

Relevance Routing::run() {
  constexpr std::size_t kMostReachFewer = 24;
  reached_.reserve(std::min(kMostReachFewer, organisation_.units.size()));
  exclude_addressed(item_.addressees);
  exclude_addressed(item_.attendees);
  for (const auto& part : parts_) {
    if (part.part->part_id == "0") route_named(part);  // exclusions of the whole item count everywhere
  }
  for (const auto& part : parts_) {
    if (part.part->part_id != "0") route_named(part);
    route_rules(part);
  }
  route_document(item_.attendees, Role::support, Via::clause);
  route_document(item_.addressees, Role::support, Via::addressee);
  address_committees();
  route_document(item_.copies, Role::inform, Via::addressee);
  if (item_.attendance == Attendance::everyone) summon_everyone();
  inform_addressed();
  list_units();
  for (auto& [id, reached] : relevance_.units) {
    // What merely informs a unit that is summoned for something else is not its part.
    const auto least = std::min(reached.role, Role::support);
    const auto is_own = [&, &roles = reached.part_roles](const PartId& part) {
      const auto role = roles.find(part);
      return role != roles.end() && role->second >= least;
    };
    const bool beyond_zero = std::any_of(reached.part_roles.begin(), reached.part_roles.end(), [&](const auto& each) {
      return each.first != "0" && each.second >= least;
    });
    for (const auto& part : item_.parts) {
      if ((!beyond_zero || part.part_id != "0") && is_own(part.part_id)) reached.parts.push_back(part.part_id);
    }
  }
  triage();
  return std::move(relevance_);
}

}  // namespace fenliu::rules
