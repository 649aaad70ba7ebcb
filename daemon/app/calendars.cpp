// Calendars of what units were told, and of cascades.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/decided_share.h"
#include "daemon/app/json_text.h"
#include "daemon/app/use_cases.h"
#include "rules/notices/calendar_events.h"
#include "rules/notices/told_state_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr std::chrono::hours kLookBack{24 * 366};  // items that the unit was told of since
constexpr std::chrono::hours kKept{24 * 60};       // entries that ended since
constexpr int kMostItems = 1000;
constexpr int kRefreshMinutes = 15;

Answer as_answer(const rules::CalendarText& calendar) {
  Answer answer;
  answer.body = rules::to_icalendar(calendar);
  answer.content_type = "text/calendar; charset=utf-8";
  answer.etag = "\"" + request_hash("calendar", answer.body) + "\"";
  return answer;
}

class UnitCalendar {
 public:
  UnitCalendar(Office& office, const std::string& unit, const rules::CalendarSetting& setting, Instant now)
      : office_(office), unit_(unit), setting_(setting), now_(now) {}

  std::vector<rules::CalendarEvent> events() {
    std::map<std::string, std::vector<rules::ToldOnce>> told;  // by item
    for (const auto& row : office_.store.notices_of_items_since(unit_, now_, now_ - kLookBack, kMostItems)) {
      if (auto state = rules::told_state_from_json(parsed(row.state))) {
        told[row.item].push_back({row.sequence, row.at, std::move(*state)});
      }
    }
    for (const auto& [item, notices] : told) add(item, notices);
    std::sort(events_.begin(), events_.end(),
              [](const auto& a, const auto& b) { return std::tie(a.start, a.uid) < std::tie(b.start, b.uid); });
    return std::move(events_);
  }

 private:
  void add(const std::string& id, const std::vector<rules::ToldOnce>& notices) {
    std::map<int, Item> revisions;
    for (const auto& entry : rules::calendar_entries(notices)) {
      if (entry.to.value_or(entry.from) < now_ - kKept) continue;
      auto revision = revisions.find(entry.item_revision);
      if (revision == revisions.end()) {
        const auto row = office_.store.item(id, entry.item_revision);
        if (!row) continue;
        auto item = item_of(*row, setting_.configuration.zone);
        if (!item.ok()) continue;
        revision = revisions.emplace(entry.item_revision, std::move(*item)).first;
      }
      const auto decision = office_.store.decision_at(id, entry.modified);
      events_.push_back(rules::unit_event(entry, revision->second, unit_,
                                          decision ? share_of(*decision, unit_) : rules::CalendarShare{}, setting_));
    }
  }

  Office& office_;
  const std::string& unit_;
  const rules::CalendarSetting& setting_;
  const Instant now_;
  std::vector<rules::CalendarEvent> events_;
};

std::map<rules::MeetingId, std::string> titles_of(const Office& office) {
  std::map<rules::MeetingId, std::string> titles;
  for (const auto& [id, live] : office.live) {
    if (live.item.secrecy == rules::Secrecy::public_ && !live.item.title.empty()) titles[id] = live.item.title;
  }
  return titles;
}

// The newest decision of any meeting of the cascade: it rises whenever a forecast in it changed what a unit is told.
std::pair<int, Instant> newest_change(Office& office, const std::vector<rules::MeetingId>& cascade) {
  std::pair<int, Instant> newest{0, Instant{}};
  for (const auto& id : cascade) {
    const auto decision = office.store.decision(id);
    if (decision) newest = std::max(newest, {static_cast<int>(decision->sequence), decision->now});
  }
  return newest;
}

}  // namespace

Result<Answer> unit_calendar(Office& office, const std::string& unit, const std::string& language, Instant now) {
  const auto router = office.router();
  const auto& configuration = router->configuration();
  const auto* known = configuration.organisation.unit(unit);
  if (known == nullptr) return not_found("unit", unit);
  rules::CalendarSetting setting{configuration, language.empty() ? configuration.policy.language : language, {}};
  {
    std::shared_lock lock(office.plan_mutex);
    setting.titles = titles_of(office);
  }
  rules::CalendarText calendar{rules::in_language(known->name, setting.language, unit), setting.language, kRefreshMinutes,
                               UnitCalendar(office, unit, setting, now).events()};
  return as_answer(calendar);
}

Result<Answer> cascade_calendar(Office& office, const Principal& principal, const std::string& meeting,
                                const std::string& language) {
  const auto router = office.router();
  const auto& configuration = router->configuration();
  rules::CalendarSetting setting{configuration, language.empty() ? configuration.policy.language : language, {}};
  rules::CalendarText calendar{"", setting.language, 0, {}};
  std::shared_lock lock(office.plan_mutex);
  const auto cascade = visible_in_cascade(office, principal, meeting);
  if (std::find(cascade.begin(), cascade.end(), meeting) == cascade.end()) return not_found("meeting", meeting);
  setting.titles = titles_of(office);
  const auto [sequence, modified] = newest_change(office, cascade);
  for (const auto& id : cascade) {
    const auto live = office.live.find(id);
    const auto forecast = office.plan.forecast(id);
    if (live == office.live.end() || !forecast) continue;
    if (id == meeting && setting.titles.contains(id)) calendar.name = setting.titles.at(id);
    const bool with_agenda = principal.may(serve::Permission::read_all) || is_meeting_of(office, id, principal.unit);
    if (auto event = rules::meeting_event(*forecast, live->second.item, with_agenda, sequence, modified, setting)) {
      calendar.events.push_back(std::move(*event));
    }
  }
  return as_answer(calendar);
}

}  // namespace fenliu::app
