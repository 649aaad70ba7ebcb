// A changed calendar dates open deadlines again and tells those whom it moves (DESIGN §4.6): after an activation, and when
// something that an overlay holds is announced.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/json_text.h"
#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr std::chrono::hours kLookBack{24 * 400};  // no deadline stays open for longer
constexpr int kStretch = 64;                       // items a transaction

// Whether every unit's working time, and what urgency guarantees, is the same in both.
bool dated_alike(const rules::Configuration& a, const rules::Configuration& b) {
  const auto units = [](const rules::Configuration& configuration) {
    std::map<UnitId, std::tuple<std::string, std::string, UnitId, int, std::vector<std::string>>> of;
    for (const auto& unit : configuration.organisation.units) of[unit.id] = {unit.calendar, unit.hours, unit.parent, unit.staff, unit.places};
    return of;
  };
  const bool groups_count = std::any_of(a.overlays.begin(), a.overlays.end(), [&](const auto& overlay) {
    return std::any_of(overlay.units.begin(), overlay.units.end(), [&](const auto& id) { return a.organisation.group(id) != nullptr; });
  });
  return !groups_count && a.calendars == b.calendars && a.overlays == b.overlays && a.zone.name == b.zone.name &&
         a.policy.calendar == b.policy.calendar && a.policy.guaranteed == b.policy.guaranteed && units(a) == units(b);
}

bool announced_between(const rules::Configuration& configuration, Instant after, Instant until) {
  return std::any_of(configuration.overlays.begin(), configuration.overlays.end(), [&](const auto& overlay) {
    return overlay.announced && *overlay.announced > after && *overlay.announced <= until;
  });
}

bool needs_dating(Office& office, const Router& active, const store::DatingRow& last, Instant now) {
  const auto& configuration = active.configuration();
  if (announced_between(configuration, last.at, now)) return true;
  if (last.revision.empty() || last.revision == configuration.revision) return false;
  const auto before = office.router_of(last.revision);
  return !before || !dated_alike(before->configuration(), configuration);
}

// What a stored decision says of each unit's deadlines.
json::object deadlines_in(const json::value& decision) {
  json::object deadlines;
  const auto* units = decision.is_object() ? decision.get_object().if_contains("units") : nullptr;
  if (units == nullptr || !units->is_object()) return deadlines;
  for (const auto& [unit, share] : units->get_object()) {
    const auto* list = share.is_object() ? share.get_object().if_contains("deadlines") : nullptr;
    if (list != nullptr && list->is_array() && !list->get_array().empty()) deadlines[unit] = *list;
  }
  return deadlines;
}

bool is_open(const json::object& deadlines, const Item& item, Instant now) {
  if (std::any_of(item.deadlines.begin(), item.deadlines.end(), [](const auto& each) { return !each.rrule.empty(); })) return true;
  for (const auto& [unit, list] : deadlines) {
    for (const auto& each : list.as_array()) {
      const auto effective = rules::parse_rfc3339(std::string(each.at("effective").as_string()));
      if (effective && *effective > now) return true;
    }
  }
  return false;
}

// Nothing when the item's deadlines stay as they are. REQUIRES office.plan_mutex held exclusively.
std::optional<Told> dated_again(Office& office, const Item& item, Instant now) {
  const auto decision = office.store.decision(item.id);
  if (!decision) return {};
  const auto before = deadlines_in(parsed(decision->json));
  if (!is_open(before, item, now)) return {};
  const auto known = office.live.find(item.id);
  auto live = known != office.live.end() ? std::optional(known->second) : as_decided(office, item, *decision);
  const auto deciding = office.router_of(decision->config);
  if (!live || !deciding) return {};
  for (const auto& [unit, reached] : live->relevance->units) live->told_at.emplace(unit, decision->now);
  const auto told_before = last_told(office.store, item.id);
  const auto forecast = office.plan.forecast(item.id);
  const bool cancelled = forecast && forecast->status == rules::MeetingStatus::cancelled;
  auto told = decide(office, office.plan, office.store.plan_sequence(),
                     {item, *deciding, *live, told_before, cancelled, false}, nullptr, now);
  if (deadlines_in(parsed(told.row.json)) == before) return {};
  for (auto& send : told.notices.sends) {
    if (send.reason == "deadline-moved") send.reason = "calendar-changed";
  }
  return told;
}

// One stretch of items in one transaction; the number of those dated again.
Result<std::size_t> redate_stretch(Office& office, const Router& active, const std::vector<store::ItemRow>& rows, Instant now) {
  const auto& configuration = active.configuration();
  std::unique_lock lock(office.plan_mutex);
  std::vector<Told> all;
  for (const auto& row : rows) {
    if (row.json.find("\"deadlines\"") == std::string::npos) continue;
    const auto item = item_of(row, configuration.zone);
    if (!item.ok()) continue;  // damaged: it holds nobody else up
    const auto current = office.store.item(row.id);
    if (!current || current->withdrawn || current->revision != row.revision) continue;  // revised meanwhile: dated then
    if (auto told = dated_again(office, *item, now)) all.push_back(std::move(*told));
  }
  if (all.empty()) return std::size_t{0};
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    if (transaction.active_configuration() != configuration.revision) {
      return Error{ErrorKind::conflict, "Another configuration was activated meanwhile", "deadlines are dated again by that one"};
    }
    for (const auto& told : all) write(transaction, told, configuration.zone, now);
    return Done{};
  });
  if (!done.ok()) return done.error();
  remember(office, all, now);
  return all.size();
}

}  // namespace

Result<std::size_t> redate(Office& office, Instant now) {
  const auto active = office.router();
  const auto last = office.dating();
  const bool same = last.revision == active->configuration().revision;
  if (same && !announced_between(active->configuration(), last.at, now)) return std::size_t{0};
  std::size_t dated = 0;
  if (needs_dating(office, *active, last, now)) {
    for (std::int64_t after = 0;;) {
      const auto page = office.store.items_since(now - kLookBack, after, kStretch);
      if (page.items.empty()) break;
      after = page.next;
      const auto stretch = redate_stretch(office, *active, page.items, now);
      if (!stretch.ok()) return stretch.error();
      dated += *stretch;
    }
  }
  // Only now: whoever is stopped before begins again, and finds dated what was.
  if (const auto done = office.set_dating({active->configuration().revision, now}); !done.ok()) return done.error();
  return dated;
}

}  // namespace fenliu::app
