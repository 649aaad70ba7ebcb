// What is open in a unit, for whoever takes over.
#include <boost/json.hpp>

#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"
#include "rules/notices/hand_over.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr std::chrono::hours kLooksBack{90 * 24};
constexpr int kMostItems = 500;
constexpr int kMostCalls = 200;

std::vector<rules::OpenMatter> open_matters(Office& office, const std::string& unit, const rules::Zone& zone, Instant now) {
  std::map<std::string, store::NoticeRow> last;
  for (auto& notice : office.store.notices_of_items_since(unit, now, now - kLooksBack, kMostItems)) last[notice.item] = std::move(notice);
  std::vector<rules::OpenMatter> matters;
  for (const auto& [id, notice] : last) {
    const auto row = office.store.item(id);
    auto told = told_state_of(notice);
    if (!row || row->withdrawn || !told) continue;
    const auto item = item_of(*row, zone);
    if (!item.ok()) continue;
    rules::OpenMatter matter{id, item->title, item->number, item->kind, rules::parse_stage(notice.stage).value_or(rules::Stage::new_),
                             told->told_at.value_or(notice.due), office.store.acknowledged(id, unit), std::move(*told)};
    if (rules::is_open(matter, now)) matters.push_back(std::move(matter));
  }
  rules::sort_matters(matters, now);
  return matters;
}

}  // namespace

Result<Answer> hand_over(Office& office, const Principal&, const std::string& unit, const std::string& language, Instant now) {
  const auto router = office.router();
  const auto& configuration = router->configuration();
  if (configuration.organisation.unit(unit) == nullptr) return not_found("unit", unit);
  const rules::HandOver packet{unit, now, open_matters(office, unit, configuration.zone, now), calls_of(office, unit, kMostCalls, now)};
  auto body = rules::hand_over_to_json(packet, configuration);
  body["text"] = rules::hand_over_to_text(packet, configuration, language.empty() ? configuration.policy.language : language);
  Answer answer;
  answer.body = json::serialize(body);
  return answer;
}

}  // namespace fenliu::app
