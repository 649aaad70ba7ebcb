// A unit's inbox: its notices with their parts, what was filtered from it and why, and acknowledging.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/json_text.h"
#include "daemon/app/by_hand.h"
#include "daemon/app/use_cases.h"
#include "rules/item/parse_json.h"
#include "rules/item/item_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

// An item with its newest decision, read once per page.
struct ItemView {
  Item item;
  json::object decision;
  std::string poster;
  bool withdrawn = false;
};

class ItemViews {
 public:
  ItemViews(Office& office, const rules::Zone& zone) : office_(office), zone_(zone) {}

  const ItemView* find(const std::string& id) {
    const auto [place, fresh] = views_.try_emplace(id);
    if (!fresh) return place->second.get();
    const auto row = office_.store.item(id);
    const auto decision = office_.store.decision(id);
    if (!row || !decision) return nullptr;
    auto item = item_of(*row, zone_);
    auto json = parsed(decision->json);
    if (!item.ok() || !json.is_object()) return nullptr;
    bytes_ += row->json.size() + decision->json.size();
    place->second = std::make_unique<ItemView>(
        ItemView{std::move(item).value(), std::move(json.get_object()), row->poster, row->withdrawn});
    return place->second.get();
  }
  std::size_t bytes() const { return bytes_; }

 private:
  std::size_t bytes_ = 0;
  Office& office_;
  const rules::Zone& zone_;
  std::map<std::string, std::unique_ptr<ItemView>> views_;
};

// The parts that are the unit's: all of them when the whole item is.
json::array parts_json(const Item& item, const json::array& ids) {
  const auto is_own = [&](const rules::PartId& id) {
    return std::any_of(ids.begin(), ids.end(), [&](const auto& each) { return each == json::value(id); });
  };
  const bool whole = is_own("0");
  json::array parts;
  for (const auto& part : item.parts) {
    if (!whole && !is_own(part.part_id)) continue;
    json::object object{{"part_id", part.part_id}, {"title", part.title}, {"text", part.text}};
    if (part.minutes) object["minutes"] = *part.minutes;
    parts.push_back(std::move(object));
  }
  return parts;
}

// Which meeting moves this item for its units, and the sentence that says why.
void add_chain(json::object& notice, Office& office, const Item& item, const rules::Zone& zone) {
  std::shared_lock lock(office.plan_mutex);
  std::vector<std::string> candidates;
  if (item.kind == rules::ItemKind::meeting) candidates.push_back(item.id);
  candidates.insert(candidates.end(), item.handed_down_by.begin(), item.handed_down_by.end());
  for (const auto& meeting : candidates) {
    const auto forecast = office.plan.expected(meeting);
    if (!forecast) continue;
    notice["meeting"] = meeting;
    if (const auto live = office.live.find(meeting); live != office.live.end()) {
      notice["meeting_title"] = live->second.item.title;
    }
    notice["meeting_status"] = rules::to_string(forecast->status);
    if (forecast->start) notice["meeting_start"] = rules::format_rfc3339(forecast->start->p50, zone);
    if (forecast->last_report) notice["last_report"] = rules::format_rfc3339(*forecast->last_report, zone);
    json::array chain;
    for (const auto& step : forecast->chain) {
      json::object shown{{"meeting", step.meeting}, {"minutes", step.minutes}, {"cause", step.cause}};
      if (const auto live = office.live.find(step.meeting); live != office.live.end()) shown["title"] = live->second.item.title;
      chain.push_back(std::move(shown));
    }
    notice["chain"] = std::move(chain);
    json::object sentences;
    for (const char* language : {"zh", "en", "vi"}) {
      sentences[language] = rules::chain_sentence(*forecast, zone, language);
    }
    notice["chain_sentence"] = std::move(sentences);
    return;
  }
}

void add_item(json::object& notice, const ItemView& view, const std::string& unit) {
  const auto& item = view.item;
  notice["title"] = item.title;
  notice["kind"] = rules::to_string(item.kind);
  notice["origin"] = rules::to_string(item.origin);
  notice["issuer"] = item.issuer;
  notice["urgency"] = rules::to_string(item.urgency);
  notice["poster"] = view.poster;
  notice["attendance"] = rules::to_string(item.attendance);
  if (!item.number.empty()) notice["number"] = item.number;
  if (!item.place.empty()) notice["place"] = item.place;
  if (!item.link.empty()) notice["link"] = item.link;
  if (!item.contact.empty()) notice["contact"] = item.contact;
  if (!item.ordered_by.empty()) notice["ordered_by"] = item.ordered_by;
  if (view.withdrawn) notice["withdrawn"] = true;
  notice["part_count"] = static_cast<std::int64_t>(
      std::count_if(item.parts.begin(), item.parts.end(), [](const auto& part) { return part.part_id != "0"; }));
  const auto* units = view.decision.if_contains("units");
  if (units == nullptr || !units->is_object()) return;
  const auto* reached = units->get_object().if_contains(unit);
  if (reached == nullptr || !reached->is_object()) return;
  if (const auto* reasons = reached->get_object().if_contains("reasons")) notice["reasons"] = *reasons;
  if (const auto* parts = reached->get_object().if_contains("parts"); parts != nullptr && parts->is_array()) {
    notice["parts"] = parts_json(item, parts->get_array());
  }
}

// A paper to be collected: its sentence is the title, nothing else may be said.
void add_paper(json::object& notice, const rules::Paper& paper, const rules::Zone& zone, const std::string& language) {
  notice["title"] = rules::paper_sentence(paper, zone, language);
  json::object shown{{"number", paper.number}, {"collect_at", paper.collect_at}};
  if (paper.by) shown["by"] = rules::format_rfc3339(*paper.by, zone);
  notice["paper"] = std::move(shown);
}

json::object notice_json(const store::NoticeRow& row, Office& office, ItemViews& views, const rules::Zone& zone) {
  json::object notice{{"id", row.id},         {"item", row.item},
                      {"unit", row.unit},     {"sequence", row.sequence},
                      {"stage", row.stage},   {"role", row.role},
                      {"reason", row.reason}, {"digest", row.digest},
                      {"item_revision", row.item_revision}};
  notice["at"] = rules::format_rfc3339(row.at, zone);
  notice["due"] = rules::format_rfc3339(row.due, zone);
  if (row.acknowledged_at) {
    notice["acknowledged_at"] = rules::format_rfc3339(*row.acknowledged_at, zone);
    notice["acknowledged_by"] = row.acknowledged_by;
  }
  const auto state = parsed(row.state);
  if (state.is_object()) {
    notice["windows"] = state.get_object().contains("windows") ? state.at("windows") : json::value(json::array{});
    notice["deadlines"] = state.get_object().contains("deadlines") ? state.at("deadlines") : json::value(json::array{});
  }
  if (auto told = told_by_hand_json(office.store, row, zone); !told.empty()) notice["by_hand"] = std::move(told);
  if (const auto* view = views.find(row.item)) {
    add_item(notice, *view, row.unit);
    if (view->item.paper) add_paper(notice, *view->item.paper, zone, office.router()->configuration().policy.language);
    add_chain(notice, office, view->item, zone);
  }
  return notice;
}

Answer as_answer(const json::value& body, std::int64_t next) {
  Answer answer;
  answer.body = json::serialize(body);
  if (next > 0) answer.next = std::to_string(next);
  return answer;
}

}  // namespace

Result<Answer> list_notices(Office& office, const std::string& unit, const Page& page, Instant now) {
  const auto router = office.router();
  const auto& configuration = router->configuration();
  if (configuration.organisation.unit(unit) == nullptr) return not_found("unit", unit);
  const auto before = cursor_number(page.cursor);
  if (!before.ok()) return before.error();
  auto found = office.store.notices(unit, now, *before, page.limit);
  ItemViews views(office, configuration.zone);
  json::array notices;
  std::int64_t last = 0;
  for (const auto& row : found.notices) {
    if (views.bytes() > store::Store::kPageBytes) {
      found.next = last;
      break;
    }
    notices.push_back(notice_json(row, office, views, configuration.zone));
    last = row.number;
  }
  return as_answer(json::object{{"notices", std::move(notices)}}, found.next);
}

Result<Answer> list_filtered(Office& office, const std::string& unit, const Page& page, Instant) {
  const auto router = office.router();
  const auto& configuration = router->configuration();
  if (configuration.organisation.unit(unit) == nullptr) return not_found("unit", unit);
  const auto before = cursor_number(page.cursor);
  if (!before.ok()) return before.error();
  const auto found = office.store.items(*before, page.limit);
  json::array filtered;
  for (const auto& row : found.items) {
    const auto decision = office.store.decision(row.id);
    if (!decision || row.withdrawn) continue;
    const auto body = parsed(decision->json);
    const auto* units = body.is_object() ? body.get_object().if_contains("units") : nullptr;
    const auto* reached = units != nullptr && units->is_object() ? units->get_object().if_contains(unit) : nullptr;
    const auto* role = reached != nullptr ? reached->as_object().if_contains("role") : nullptr;
    if (role != nullptr && (*role == json::value("lead") || *role == json::value("support"))) continue;
    const auto deciding = office.router_of(decision->config);
    if (!deciding) continue;
    const auto item = item_of(row, configuration.zone);
    if (!item.ok()) continue;
    const auto why = deciding->why_not(*item, row.at, unit);
    json::object entry{{"item", row.id},
                       {"title", item->title},
                       {"kind", rules::to_string(item->kind)},
                       {"issuer", item->issuer},
                       {"at", rules::format_rfc3339(row.at, configuration.zone)},
                       {"role", role != nullptr ? role->as_string().c_str() : "none"}};
    for (auto& [key, value] : rules::why_not_to_json(why, deciding->configuration())) entry[key] = std::move(value);
    filtered.push_back(std::move(entry));
  }
  return as_answer(json::object{{"filtered", std::move(filtered)}}, found.next);
}

Result<Answer> acknowledge(Office& office, const Principal& principal, const std::string& notice,
                           const std::string& body, Instant now) {
  std::string by = principal.name;
  if (!body.empty()) {
    const auto value = rules::parse_json(body);
    if (!value.ok()) return value.error();
    if (!value->is_object()) return Error{ErrorKind::invalid, "The body is not a JSON object", ""};
    if (const auto* person = value->get_object().if_contains("person")) {
      if (!person->is_string() || person->get_string().size() > 200) {
        return Error{ErrorKind::invalid, "/person: a name of at most 200 bytes", ""};
      }
      by += ", " + std::string(person->get_string());
    }
  }
  const auto row = office.store.notice(notice);
  if (!row) return not_found("notice", notice);
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    transaction.acknowledge(notice, now, by);
    return Done{};
  });
  if (!done.ok()) return done.error();
  const auto stored = office.store.notice(notice);
  const auto& zone = office.router()->configuration().zone;
  return as_answer(json::object{{"id", notice},
                                {"acknowledged_at", rules::format_rfc3339(stored->acknowledged_at.value_or(now), zone)},
                                {"acknowledged_by", stored->acknowledged_by}},
                   0);
}

}  // namespace fenliu::app
