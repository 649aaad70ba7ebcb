// Who was summoned by hand beside whom Fenliu summoned, or would have: how an office learns whether to trust it.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/json_text.h"
#include "daemon/app/use_cases.h"
#include "rules/decision/comparison.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr int kStretch = 64;
constexpr std::size_t kListed = 200;   // items that differ, the newest last

struct Counts {
  std::int64_t both = 0, by_hand_only = 0, fenliu_only = 0;
};

bool is_named(const rules::Unit& unit, const std::string& words) {
  const auto equals = [&](const auto& each) { return each == words; };
  return unit.id == words || std::any_of(unit.aliases.begin(), unit.aliases.end(), equals) ||
         std::any_of(unit.name.begin(), unit.name.end(), [&](const auto& name) { return name.second == words; }) ||
         std::any_of(unit.former.begin(), unit.former.end(), [&](const auto& former) { return former.name == words; });
}

// The units that `summoned` means; what is no unit's or group's id or name goes to `unknown`.
std::set<UnitId> units_of(const std::vector<std::string>& summoned, const rules::Organisation& organisation,
                          std::set<std::string>& unknown) {
  std::set<UnitId> units;
  for (const auto& words : summoned) {
    const auto* group = organisation.group(words);
    for (const auto& each : organisation.groups) {
      const bool named = std::any_of(each.name.begin(), each.name.end(), [&](const auto& name) { return name.second == words; });
      if (group == nullptr && named) group = &each;
    }
    if (group != nullptr) {
      for (auto& member : organisation.members(*group, {})) units.insert(std::move(member));
      continue;
    }
    const auto unit = std::find_if(organisation.units.begin(), organisation.units.end(),
                                   [&](const auto& each) { return is_named(each, words); });
    if (unit == organisation.units.end()) {
      unknown.insert(words);
    } else {
      units.insert(unit->id);
    }
  }
  return units;
}

std::set<UnitId> summoned_by(const store::DecisionRow& decision) {
  std::set<UnitId> found;
  const auto body = parsed(decision.json);
  const auto* units = body.is_object() ? body.get_object().if_contains("units") : nullptr;
  if (units == nullptr || !units->is_object()) return found;
  for (const auto& [unit, reached] : units->get_object()) {
    const auto role = rules::parse_role(std::string_view(reached.at("role").as_string()));
    if (role && rules::summons(*role)) found.insert(std::string(unit));
  }
  return found;
}

json::value ratio(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return nullptr;
  return static_cast<double>(part) / static_cast<double>(whole);
}

json::object counts_json(const Counts& counts) {
  return {{"both", counts.both},
          {"by_hand_only", counts.by_hand_only},
          {"fenliu_only", counts.fenliu_only},
          {"precision", ratio(counts.both, counts.both + counts.fenliu_only)},
          {"recall", ratio(counts.both, counts.both + counts.by_hand_only)}};
}

std::string percent(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? "–" : std::to_string((part * 100 + whole / 2) / whole) + " %";
}

class Report {
 public:
  void add(const Item& item, const std::set<UnitId>& by_hand, const std::set<UnitId>& fenliu) {
    ++items_;
    json::array missed, spare;
    for (const auto& unit : by_hand) {
      auto& counts = units_[unit];
      const bool both = fenliu.count(unit) > 0;
      (both ? counts.both : counts.by_hand_only) += 1;
      (both ? all_.both : all_.by_hand_only) += 1;
      if (!both) missed.push_back(json::value(unit));
    }
    for (const auto& unit : fenliu) {
      if (by_hand.count(unit) > 0) continue;
      ++units_[unit].fenliu_only;
      ++all_.fenliu_only;
      spare.push_back(json::value(unit));
    }
    if (missed.empty() && spare.empty()) return;
    if (listed_.size() == kListed) listed_.erase(listed_.begin());
    listed_.push_back(json::object{{"item", item.id}, {"title", item.title}, {"by_hand_only", std::move(missed)},
                                   {"fenliu_only", std::move(spare)}});
  }

  json::object body(const std::set<std::string>& unknown) const {
    json::object units;
    json::array names;
    for (const auto& [unit, counts] : units_) units[unit] = counts_json(counts);
    for (const auto& name : unknown) names.push_back(json::value(name));
    return {{"items", items_}, {"all", counts_json(all_)}, {"units", std::move(units)}, {"differences", listed_},
            {"unknown", std::move(names)}, {"text", text(unknown)}};
  }

 private:
  std::string text(const std::set<std::string>& unknown) const {
    std::string out = std::to_string(items_) + " items say who was summoned by hand\n";
    const auto line = [&](const std::string& name, const Counts& counts) {
      out += name + ": " + std::to_string(counts.both) + " by both, " + std::to_string(counts.by_hand_only) + " by hand only, " +
             std::to_string(counts.fenliu_only) + " by Fenliu only; precision " +
             percent(counts.both, counts.both + counts.fenliu_only) + ", recall " +
             percent(counts.both, counts.both + counts.by_hand_only) + "\n";
    };
    line("all", all_);
    for (const auto& [unit, counts] : units_) line("  " + unit, counts);
    for (const auto& name : unknown) out += "no unit or group is called " + name + "\n";
    return out;
  }

  std::int64_t items_ = 0;
  Counts all_;
  std::map<UnitId, Counts> units_;
  json::array listed_;
};

}  // namespace

Result<Answer> shadow_report(Office& office, int days, Instant now) {
  const auto router = office.router();
  const auto& configuration = router->configuration();
  Report report;
  std::set<std::string> unknown;
  for (std::int64_t after = 0;;) {
    const auto page = office.store.items_since(now - std::chrono::hours{24 * days}, after, kStretch);
    if (page.items.empty()) break;
    after = page.next;
    for (const auto& row : page.items) {
      const auto item = item_of(row, configuration.zone);
      const auto decision = office.store.decision(row.id);
      if (!item.ok() || !decision || item->summoned.empty()) continue;
      report.add(*item, units_of(item->summoned, configuration.organisation, unknown), summoned_by(*decision));
    }
  }
  auto body = report.body(unknown);
  body["mode"] = configuration.policy.shadow ? "shadow" : "live";
  body["days"] = days;
  Answer answer;
  answer.body = json::serialize(body);
  return answer;
}

}  // namespace fenliu::app
