// Whom the document as a whole addresses: addressees, attendees, copies, committees, "everyone" (DESIGN §4.3).
#include <algorithm>

#include "rules/relevance/routing.h"
#include "rules/relevance/unknown_places.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

// With the mark that Chinese lists have: 各乡镇、街道 is one name.
std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) {
    const auto before = to_utf32(all), after = to_utf32(text);
    // 各乡(镇) ends in a bracket.
    const bool chinese = (!before.empty() && is_han(before.back())) || (!after.empty() && is_han(after.front()));
    if (!all.empty()) all += chinese ? "、" : ", ";
    all += text;
  }
  return all;
}

// A cause in the document as a whole; `words`: the name that stands there, empty where none does.
std::shared_ptr<const Cause> of_document(Via via, const std::string& words) {
  auto cause = std::make_shared<Cause>();
  cause->via = via;
  cause->part = "0";
  if (!words.empty()) cause->evidence = SharedEvidence::of({words, Field::addressees, {}, {}});
  return cause;
}

}  // namespace

// Addressees, attendees and copies belong to the document as a whole: part "0".
void Routing::route_document(const std::vector<std::string>& names, Role role, Via via) {
  if (for_reading_) role = Role::inform;
  const auto address = [&](std::uint32_t unit, bool pool, const std::shared_ptr<const Cause>& own) {
    relevance_.addressed.push_back(organisation_.units[unit].id);
    if (!pool) reach(unit, own, role);
  };
  std::vector<std::string> words;
  for (const auto& name : names) {
    const auto own = of_document(via, name);
    if (const auto* known = organisation_.unit(name)) {
      address(static_cast<std::uint32_t>(known - organisation_.units.data()), false, own);
    } else if (const auto* group = organisation_.group(name)) {
      for (const auto unit : members(*group)) address(unit, group->pool, own);
    } else {
      words.push_back(name);
    }
  }
  // Read together: the name of a group may hold the marks at which a list was split ("các phòng, ban, ngành huyện").
  const auto text = normalise_utf8(joined(words));
  auto mentions = mentions_of(state_.matcher.names_in(text), Field::text, text.text);
  state_.registry.add_clipped(mentions, Field::text, text, landmarks_of(text), true);
  drop_continued_names(mentions, text, joined(words), state_.registry.entries());
  for (const auto& list : named_lists(std::move(mentions), text.text)) {
    if (list.role == ClauseRole::excluded) continue;
    for (const auto& mention : list.mentions) {
      bool pool = false;
      const auto units = units_of(mention, pool);
      const auto& entry = state_.registry.entries()[mention.names.front()];
      const auto own = of_document(via, entry.text);
      const bool committee = !pool && via == Via::addressee && role == Role::support && entry.kind == NameKind::group &&
                             !organisation_.groups[entry.index].members.empty();
      if (committee) committees_.push_back({units, own});
      for (const auto unit : units) address(unit, pool || committee, own);
    }
  }
}

// Whether two parts or more reach different members.
bool Routing::parts_tell_apart(const UnitIndexes& members) {
  std::set<std::vector<std::uint32_t>> chosen;
  for (const auto& part : parts_) {
    if (part.part->part_id == "0") continue;
    std::vector<std::uint32_t> of_part;
    for (const auto member : members) {
      const auto* found = reached(member);
      if (found == nullptr) continue;
      const auto role = found->part_roles.find(part.part->part_id);
      if (role != found->part_roles.end() && role->second >= Role::support) of_part.push_back(member);
    }
    if (!of_part.empty()) chosen.insert(std::move(of_part));
  }
  return chosen.size() > 1;
}

// "各成员单位" above tasks that name or mean some of the members is a pool: the tasks choose. Above a text that concerns
// them alike it means each member.
void Routing::address_committees() {
  if (bulletin_) return;
  for (const auto& committee : committees_) {
    if (parts_tell_apart(committee.members)) continue;
    for (const auto member : committee.members) reach(member, committee.cause, Role::support);
  }
}

// Never silence: who was addressed, alone or in a pool, is at least informed.
void Routing::inform_addressed() {
  auto& addressed = relevance_.addressed;
  std::sort(addressed.begin(), addressed.end());
  addressed.erase(std::unique(addressed.begin(), addressed.end()), addressed.end());
  for (const auto& id : addressed) {
    const auto unit = static_cast<std::uint32_t>(organisation_.unit(id) - organisation_.units.data());
    if (reached(unit) == nullptr) reach(unit, of_document(Via::addressee, ""), Role::inform);
  }
}

// "Everyone comes": all addressees for the whole meeting; nobody addressed means everybody whom the issuer covers.
void Routing::summon_everyone() {
  relevance_.everyone = true;
  auto summoned = relevance_.addressed;
  if (summoned.empty()) {
    for (std::uint32_t i = 0; i < organisation_.units.size(); ++i) {
      if (receives(i) && in_jurisdiction(organisation_.units[i])) summoned.push_back(organisation_.units[i].id);
    }
  }
  for (const auto& id : summoned) {
    const auto* unit = organisation_.unit(id);
    reach(static_cast<std::uint32_t>(unit - organisation_.units.data()), of_document(Via::addressee, ""), Role::support);
  }
}

// "各乡镇（青山乡除外）" among the addressees takes a unit out of the whole item.
void Routing::exclude_addressed(const std::vector<std::string>& names) {
  for (const auto& words : names) {
    const auto text = normalise_utf8(words);
    for (const auto& list : named_lists(mentions_of(state_.matcher.names_in(text), Field::text, text.text), text.text)) {
      if (list.role != ClauseRole::excluded) continue;
      for (const auto& mention : list.mentions) {
        bool pool = false;
        for (const auto unit : units_of(mention, pool)) excluded_.emplace(unit, "0");
      }
    }
  }
}

}  // namespace fenliu::rules
