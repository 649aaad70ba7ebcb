// Counting what differs between two rulebooks.
#include "rules/decision/comparison.h"

#include <algorithm>
#include <set>

#include "rules/decision/decision.h"
#include "rules/text/utf8.h"

namespace fenliu::rules {

namespace {

constexpr std::size_t kTitleCharacters = 40;

Role role_in(const UnitRelevance* reached) { return reached == nullptr ? Role::none : reached->role; }

std::string key_of(const Reason& reason) {
  return reason.cause->rule.empty() ? "via " + std::string(to_string(reason.cause->via)) : reason.cause->rule;
}

std::string title_of(const Item& item) {
  if (!item.title.empty()) return item.title;
  auto text = to_utf32(item.text.substr(0, item.text.find('\n')));
  if (text.size() > kTitleCharacters) {
    text.resize(kTitleCharacters);
    text += U'…';
  }
  return to_utf8(text);
}

void append(std::map<UnitId, std::vector<RoleChange>>& to, std::map<UnitId, std::vector<RoleChange>>&& later) {
  for (auto& [unit, changes] : later) {
    auto& known = to[unit];
    for (auto& change : changes) {
      if (known.size() < Comparison::kExamples) known.push_back(std::move(change));
    }
  }
}

}  // namespace

bool summons(Role role) { return role == Role::lead || role == Role::support; }

void Comparison::add(const Item& item, const Relevance& before, const Relevance& after) {
  ++items;
  bool changed = false;
  auto old_unit = before.units.begin(), new_unit = after.units.begin();
  // Both maps are in order of units: one walk through the two.
  while (old_unit != before.units.end() || new_unit != after.units.end()) {
    const bool take_old = new_unit == after.units.end() || (old_unit != before.units.end() && old_unit->first <= new_unit->first);
    const bool take_new = old_unit == before.units.end() || (new_unit != after.units.end() && new_unit->first <= old_unit->first);
    const UnitId& unit = take_old ? old_unit->first : new_unit->first;
    const auto* old_reached = take_old ? &old_unit->second : nullptr;
    const auto* new_reached = take_new ? &new_unit->second : nullptr;
    auto& totals = units[unit];
    totals.before += summons(role_in(old_reached));
    totals.after += summons(role_in(new_reached));
    if (role_in(old_reached) != role_in(new_reached)) {
      changed = true;
      add_change(item, unit, old_reached, new_reached);
    }
    if (take_old) ++old_unit;
    if (take_new) ++new_unit;
  }
  changed_items += changed;
}

void Comparison::add_change(const Item& item, const UnitId& unit, const UnitRelevance* before, const UnitRelevance* after) {
  const Role old_role = role_in(before), new_role = role_in(after);
  const bool gained = !summons(old_role) && summons(new_role), lost = summons(old_role) && !summons(new_role);
  auto& totals = units[unit];
  totals.gained += gained;
  totals.lost += lost;
  totals.other += !gained && !lost;
  const auto& decisive = (new_role > old_role ? after : before)->reasons;
  if (gained || lost) {
    std::set<std::string> counted;
    for (const auto& reason : decisive) {
      if (!summons(reason.role) || !counted.insert(key_of(reason)).second) continue;
      auto& rule = rules[key_of(reason)];
      if (rule.file.empty()) {
        rule.file = reason.cause->file;
        rule.line = reason.cause->line;
      }
      (gained ? rule.gained : rule.lost) += 1;
    }
  }
  auto& examples = (gained ? gains : lost ? losses : others)[unit];
  if (examples.size() >= kExamples) return;
  RoleChange change{item.id, title_of(item), unit, old_role, new_role, decisive, {}};
  if (!decisive.empty()) change.sentence = marked_sentence(item, *decisive.front().cause);
  examples.push_back(std::move(change));
}

void Comparison::merge(Comparison&& later) {
  items += later.items;
  changed_items += later.changed_items;
  for (const auto& [unit, totals] : later.units) {
    auto& sum = units[unit];
    sum.before += totals.before;
    sum.after += totals.after;
    sum.gained += totals.gained;
    sum.lost += totals.lost;
    sum.other += totals.other;
  }
  for (const auto& [rule, totals] : later.rules) {
    auto& sum = rules[rule];
    if (sum.file.empty()) {
      sum.file = totals.file;
      sum.line = totals.line;
    }
    sum.gained += totals.gained;
    sum.lost += totals.lost;
  }
  append(gains, std::move(later.gains));
  append(losses, std::move(later.losses));
  append(others, std::move(later.others));
}

namespace {

std::int64_t sum_of(const std::map<UnitId, UnitTotals>& units, std::int64_t UnitTotals::*count) {
  std::int64_t sum = 0;
  for (const auto& [unit, totals] : units) sum += totals.*count;
  return sum;
}

}  // namespace

std::int64_t Comparison::pairs_before() const { return sum_of(units, &UnitTotals::before); }
std::int64_t Comparison::pairs_after() const { return sum_of(units, &UnitTotals::after); }
std::int64_t Comparison::pairs_gained() const { return sum_of(units, &UnitTotals::gained); }
std::int64_t Comparison::pairs_lost() const { return sum_of(units, &UnitTotals::lost); }

std::vector<UnitId> Comparison::muted() const {
  std::vector<UnitId> found;
  for (const auto& [unit, totals] : units) {
    if (totals.before > 0 && totals.after == 0) found.push_back(unit);
  }
  return found;
}

}  // namespace fenliu::rules
