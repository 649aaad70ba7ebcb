// Reading items, decisions and units.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/json_text.h"
#include "daemon/app/use_cases.h"
#include "rules/item/item_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

Answer as_answer(const json::value& body) {
  Answer answer;
  answer.body = json::serialize(body);
  return answer;
}

json::object names(const rules::LocalName& name) {
  json::object object;
  for (const auto& [language, words] : name) object[language] = words;
  return object;
}

json::object item_summary(const store::ItemRow& row, const rules::Zone& zone) {
  json::object summary{{"id", row.id}, {"revision", row.revision}, {"at", rules::format_rfc3339(row.at, zone)},
                       {"poster", row.poster}};
  if (row.withdrawn) summary["withdrawn"] = true;
  const auto item = parsed(row.json);
  if (!item.is_object()) return summary;
  for (const char* key : {"kind", "origin", "number", "title", "issuer", "urgency", "starts"}) {
    if (const auto* value = item.get_object().if_contains(key)) summary[key] = *value;
  }
  return summary;
}

}  // namespace

Result<Answer> get_item(Office& office, const std::string& id) {
  const auto row = office.store.item(id);
  if (!row) return not_found("item", id);
  auto item = parsed(row->json);
  if (item.is_object()) {
    item.get_object()["id"] = row->id;
    item.get_object()["revision"] = row->revision;
    item.get_object()["poster"] = row->poster;
    if (row->withdrawn) item.get_object()["withdrawn"] = true;
  }
  auto answer = as_answer(item);
  answer.etag = "\"" + std::to_string(row->revision) + "\"";
  return answer;
}

Result<Answer> list_items(Office& office, const Page& page) {
  const auto before = cursor_number(page.cursor);
  if (!before.ok()) return before.error();
  const auto found = office.store.items(*before, page.limit);
  const auto& zone = office.router()->configuration().zone;
  json::array items;
  for (const auto& row : found.items) items.push_back(item_summary(row, zone));
  auto answer = as_answer(json::object{{"items", std::move(items)}});
  if (found.next > 0) answer.next = std::to_string(found.next);
  return answer;
}

Result<Answer> get_decision(Office& office, const std::string& id, bool explain, const std::string& why_unit) {
  const auto row = office.store.item(id);
  const auto decision = office.store.decision(id);
  if (!row || !decision) return not_found("item", id);
  auto body = parsed(decision->json);
  if (explain || !why_unit.empty()) {
    const auto router = office.router_of(decision->config);
    if (!router) return Error{ErrorKind::internal, "The rulebook of this decision is missing", decision->config};
    const auto& configuration = router->configuration();
    const auto item = item_of(*row, configuration.zone);
    if (!item.ok()) return item.error();
    if (!why_unit.empty() && configuration.organisation.unit(why_unit) == nullptr) return not_found("unit", why_unit);
    std::vector<rules::WhyNot> whys;
    if (explain) whys = router->not_routed(*item, decision->now, router->route(*item, decision->now));
    if (!why_unit.empty()) {
      std::erase_if(whys, [&](const auto& why) { return why.unit == why_unit; });
      // Of a unit that is summoned, the decision itself says why.
      auto why = router->why_not(*item, decision->now, why_unit);
      if (why.role < rules::Role::support) whys.push_back(std::move(why));
    }
    json::object not_routed;
    for (const auto& why : whys) not_routed[why.unit] = rules::why_not_to_json(why, configuration);
    body.as_object()["not_routed"] = std::move(not_routed);
  }
  auto answer = as_answer(body);
  if (!explain && why_unit.empty()) answer.etag = "\"d" + std::to_string(decision->sequence) + "\"";
  return answer;
}

Result<Answer> list_units(Office& office) {
  const auto& configuration = office.router()->configuration();
  json::array units, levels, topics;
  for (const auto& [id, topic] : configuration.topics) topics.push_back(json::object{{"id", id}, {"name", names(topic.name)}});
  for (const auto& level : configuration.organisation.levels) {
    levels.push_back(json::object{{"id", level.id}, {"name", names(level.name)}});
  }
  for (const auto& unit : configuration.organisation.units) {
    json::object object{{"id", unit.id}, {"name", names(unit.name)}, {"kind", unit.kind}, {"level", unit.level}};
    if (!unit.parent.empty()) object["parent"] = unit.parent;
    if (unit.outside) object["outside"] = true;
    units.push_back(std::move(object));
  }
  return as_answer(json::object{{"units", std::move(units)}, {"levels", std::move(levels)}, {"topics", std::move(topics)}});
}

}  // namespace fenliu::app
