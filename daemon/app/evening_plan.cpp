// Collecting the evening plan from the plan of meetings and from what units were told.
#include "daemon/app/evening_plan.h"

#include <algorithm>
#include <functional>

#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"
#include "rules/cascade/plan.h"

namespace fenliu::app {

namespace {

constexpr std::chrono::hours kAhead{36};
constexpr std::chrono::hours kToldSince{24 * 60};      // who was told before is reminded elsewhere
constexpr std::chrono::hours kMeetingsAhead{18}, kJustEnded{3}, kUnreported{12};

std::string name_of(const rules::Configuration& configuration, const std::string& unit, const std::string& language) {
  const auto* known = configuration.organisation.unit(unit);
  return known == nullptr ? unit : rules::in_language(known->name, language, unit);
}

bool is_for_tonight(const rules::MeetingForecast& forecast, Instant now) {
  using rules::MeetingStatus;
  switch (forecast.status) {
    case MeetingStatus::running: return true;
    case MeetingStatus::cancelled: return false;
    case MeetingStatus::ended: return forecast.end && forecast.end->p50 > now - kJustEnded;
    case MeetingStatus::planned:
    case MeetingStatus::unknown:
    case MeetingStatus::postponed: return !forecast.start || (forecast.start->p50 > now - kUnreported && forecast.start->p50 < now + kMeetingsAhead);
  }
  return false;
}

// Those who have this part; whom the whole meeting concerns stand with the first.
std::vector<std::string> units_of_part(const LiveItem& live, const rules::PartId& part, bool first, const rules::Configuration& configuration,
                                       const std::string& language) {
  std::vector<std::string> names;
  for (const auto& [unit, reached] : live.relevance->units) {
    if (reached.role < rules::Role::support) continue;
    const auto own = reached.part_roles.find(part);
    const auto whole = reached.part_roles.find("0");
    const bool has = own != reached.part_roles.end() && own->second >= rules::Role::support;
    const bool all = live.relevance->everyone || (whole != reached.part_roles.end() && whole->second >= rules::Role::support);
    if (has || (first && all)) names.push_back(name_of(configuration, unit, language));
  }
  return names;
}

rules::EveningMeeting evening_meeting(const LiveItem& live, const rules::MeetingForecast& forecast, const rules::Configuration& configuration,
                                      const std::string& language, const std::function<std::string(const std::string&)>& holder) {
  const auto& item = live.item;
  rules::EveningMeeting meeting;
  meeting.title = rules::title_on_paper(item, language);
  meeting.organiser = name_of(configuration, item.issuer, language);
  meeting.place = item.place;
  meeting.contact = item.contact;
  meeting.status = forecast.status;
  meeting.start = forecast.start;
  meeting.end = forecast.end;
  if (!forecast.chain.empty()) {
    // On paper meetings are called by who holds them.
    auto named = forecast;
    for (auto& step : named.chain) step.meeting = holder(step.meeting);
    meeting.why = rules::chain_sentence(named, configuration.zone, language);
  }
  meeting.last_report = forecast.last_report;
  bool first = true;
  for (const auto& part : forecast.parts) {
    meeting.parts.push_back({rules::part_on_paper(item, part.id, language), units_of_part(live, part.id, first, configuration, language), part.start,
                             part.ended, part.running, part.skipped});
    first = false;
  }
  return meeting;
}

// REQUIRES office.plan_mutex held.
std::vector<rules::EveningMeeting> evening_meetings(const Office& office, const rules::Configuration& configuration, const std::string& language,
                                                    Instant now) {
  std::vector<rules::MeetingId> ids;
  for (const auto& [id, live] : office.live) {
    if (live.item.kind == rules::ItemKind::meeting && office.plan.meeting(id) != nullptr) ids.push_back(id);
  }
  std::vector<rules::EveningMeeting> meetings;
  const auto holder = [&](const std::string& meeting) {
    const auto live = office.live.find(meeting);
    return live == office.live.end() ? meeting : name_of(configuration, live->second.item.issuer, language);
  };
  for (const auto& forecast : office.plan.forecasts(ids)) {
    if (is_for_tonight(forecast, now)) meetings.push_back(evening_meeting(office.live.at(forecast.id), forecast, configuration, language, holder));
  }
  std::stable_sort(meetings.begin(), meetings.end(), [](const auto& a, const auto& b) {
    if (a.start.has_value() != b.start.has_value()) return a.start.has_value();
    return a.start && a.start->p50 < b.start->p50;
  });
  return meetings;
}

Instant first_time(const rules::EveningEntry& entry) {
  auto first = Instant::max();
  for (const auto& window : entry.windows) first = std::min(first, window.from);
  for (const auto& deadline : entry.deadlines) first = std::min(first, deadline.result.effective);
  return first;
}

std::vector<rules::EveningUnit> evening_units(Office& office, const rules::Configuration& configuration, const std::string& language, Instant now) {
  std::map<std::string, std::optional<Item>> items;
  std::map<std::string, std::vector<rules::EveningEntry>> by_unit;
  for (const auto& notice : office.store.newest_notices(now - kToldSince, now)) {
    const auto [known, is_new] = items.emplace(notice.item, std::nullopt);
    if (is_new) {
      const auto row = office.store.item(notice.item);
      if (row && !row->withdrawn) {
        if (auto item = item_of(*row, configuration.zone); item.ok()) known->second = std::move(item).value();
      }
    }
    auto told = told_state_of(notice);
    if (!known->second || !told) continue;
    if (!told->told_at) told->told_at = notice.due;
    auto entry = rules::evening_entry(*told, *known->second, notice.acknowledged_at.has_value(), language, now, std::chrono::duration_cast<rules::Minutes>(kAhead));
    if (entry) by_unit[notice.unit].push_back(std::move(*entry));
  }
  std::vector<rules::EveningUnit> units;
  for (const auto& unit : configuration.organisation.units) {
    const auto found = by_unit.find(unit.id);
    if (found == by_unit.end()) continue;
    std::stable_sort(found->second.begin(), found->second.end(), [](const auto& a, const auto& b) { return first_time(a) < first_time(b); });
    units.push_back({rules::in_language(unit.name, language, unit.id), "", std::move(found->second)});
  }
  return units;
}

}  // namespace

rules::EveningPlan evening_plan(Office& office, const std::string& language, Instant now) {
  const auto router = office.router();
  const auto& configuration = router->configuration();
  const auto words = language.empty() ? configuration.policy.language : language;
  rules::EveningPlan plan;
  plan.office = rules::in_language(configuration.policy.name, words, "Fenliu");
  plan.made_at = now;
  {
    std::shared_lock lock(office.plan_mutex);
    plan.meetings = evening_meetings(office, configuration, words, now);
  }
  plan.units = evening_units(office, configuration, words, now);
  return plan;
}

Result<Answer> get_evening_plan(Office& office, bool html, const std::string& language, bool simulated, Instant now) {
  const auto router = office.router();
  const auto& configuration = router->configuration();
  const auto words = language.empty() ? configuration.policy.language : language;
  auto plan = evening_plan(office, words, now);
  plan.simulated = simulated;
  Answer answer;
  answer.content_type = html ? "text/html; charset=utf-8" : "text/plain; charset=utf-8";
  answer.body = html ? rules::evening_plan_html(plan, configuration.zone, words) : rules::evening_plan_text(plan, configuration.zone, words);
  return answer;
}

}  // namespace fenliu::app
