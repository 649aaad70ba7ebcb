// The call sheet of a posting office: whom a clerk telephones because nobody there acknowledged, and what came of it.
#include <boost/json.hpp>

#include "daemon/app/tell.h"
#include "daemon/app/use_cases.h"
#include "rules/item/item_json.h"
#include "rules/item/parse_json.h"
#include "rules/notices/call_sheet.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr std::size_t kLongestWord = 200;

// What the clerk says of one call.
struct CallResult {
  std::string state;
  std::string person;
  std::string remark;
};

Result<CallResult> result_from(const std::string& body) {
  const auto value = rules::parse_json(body);
  if (!value.ok()) return value.error();
  if (!value->is_object()) return Error{ErrorKind::invalid, "The body is not a JSON object", ""};
  CallResult result;
  for (const auto& [key, each] : value->get_object()) {
    auto* into = key == "state" ? &result.state : key == "person" ? &result.person : key == "remark" ? &result.remark : nullptr;
    if (into == nullptr) return Error{ErrorKind::invalid, "/" + std::string(key) + ": there is no such key", "state, person, remark"};
    if (!each.is_string() || each.get_string().size() > kLongestWord) {
      return Error{ErrorKind::invalid, "/" + std::string(key) + ": a text of at most 200 bytes", ""};
    }
    *into = std::string(each.get_string());
  }
  if (result.state != "answered" && result.state != "no-answer") {
    return Error{ErrorKind::invalid, "/state: say what came of the call: answered or no-answer", R"(as {"state":"answered","person":"the duty officer"})"};
  }
  if (result.state == "answered" && result.person.empty()) {
    return Error{ErrorKind::invalid, "/person: who answered?", "give the name as it was said"};
  }
  return result;
}

rules::CallEntry entry_of(const store::CallSheetRow& row, Office& office, const rules::Configuration& configuration, Instant now) {
  rules::CallEntry entry;
  entry.id = row.id;
  entry.item = row.item;
  entry.unit = row.unit;
  entry.since = row.since;
  entry.filed = row.filed;
  if (const auto stored = office.store.item(row.item)) {
    if (const auto item = item_of(*stored, configuration.zone); item.ok()) {
      entry.title = item->title;
      entry.number = item->number;
      entry.kind = item->kind;
    }
  }
  if (const auto notice = office.store.last_notice(row.item, row.unit)) entry.told = told_state_of(*notice).value_or(rules::ToldState{});
  entry.people = rules::people_to_call(configuration, row.unit, entry.told.role, entry.kind, now);
  return entry;
}

// What the superior hears: what it was told of the item before stays as it is.
store::NoticeRow notice_for_superior(const store::CallSheetRow& row, Office& office, const rules::Configuration& configuration,
                                     int item_revision, Instant now) {
  const auto last = office.store.last_notice(row.item, row.superior);
  auto told = last ? told_state_of(*last) : std::nullopt;
  if (!told) {
    told.emplace();
    told->role = rules::Role::inform;
    told->item_revision = item_revision;
  }
  const rules::Send send{row.superior, rules::Stage::escalated, "no-answer:" + row.unit, *told, now, false};
  return notice_row(send, row.item, item_revision, last ? last->sequence + 1 : 1, configuration.zone, now);
}

// What has come of it, for the clerk.
std::string settled_text(const store::CallSheetRow& row, const rules::Configuration& configuration) {
  const auto& language = configuration.policy.language;
  const auto name = [&](const std::string& id) {
    const auto* unit = configuration.organisation.unit(id);
    return unit == nullptr ? id : rules::in_language(unit->name, language, id);
  };
  if (row.state == "answered") {
    if (language == "zh") return name(row.unit) + "：" + row.person + "已接电话，视为已确认。\n";
    if (language == "vi") return name(row.unit) + ": " + row.person + " đã nghe điện thoại, coi như đã xác nhận.\n";
    return name(row.unit) + ": " + row.person + " answered; that counts as acknowledged.\n";
  }
  if (row.superior.empty()) {
    if (language == "zh") return name(row.unit) + "：无人接听，也没有上级单位可通知。\n";
    if (language == "vi") return name(row.unit) + ": không ai nghe máy, không có đơn vị cấp trên để báo.\n";
    return name(row.unit) + ": nobody answered, and there is no unit above to tell.\n";
  }
  if (language == "zh") return name(row.unit) + "：无人接听，已通知" + name(row.superior) + "。\n";
  if (language == "vi") return name(row.unit) + ": không ai nghe máy, đã báo " + name(row.superior) + ".\n";
  return name(row.unit) + ": nobody answered; " + name(row.superior) + " was told.\n";
}

}  // namespace

std::vector<rules::CallEntry> calls_of(Office& office, const std::string& unit, int limit, Instant now) {
  std::vector<rules::CallEntry> entries;
  const auto router = office.router();
  for (const auto& row : office.store.open_calls(unit, limit)) entries.push_back(entry_of(row, office, router->configuration(), now));
  return entries;
}

Result<Answer> list_calls(Office& office, const Principal& principal, const std::string& language, Instant now) {
  constexpr int kMost = 500;
  const auto router = office.router();
  const auto& configuration = router->configuration();
  const auto entries = calls_of(office, principal.may(serve::Permission::read_all) ? "" : principal.unit, kMost, now);
  json::array list;
  for (const auto& entry : entries) list.push_back(rules::call_to_json(entry, configuration));
  Answer answer;
  answer.body = json::serialize(json::object{
      {"calls", std::move(list)},
      {"text", rules::calls_to_text(entries, configuration, language.empty() ? configuration.policy.language : language)}});
  return answer;
}

Result<Answer> settle_call(Office& office, const Principal& principal, const std::string& id, const std::string& body,
                           const std::string& idempotency_key, Instant now) {
  const auto hash = request_hash("POST call-sheet " + id, body);
  std::unique_lock lock(office.plan_mutex);
  if (auto before = answered_before(office.store, principal, idempotency_key, hash)) return *before;
  const auto result = result_from(body);
  if (!result.ok()) return result.error();
  auto row = office.store.call(id);
  if (!row) return not_found("entry of the call sheet", id);
  if (principal.unit != row->office && !principal.may(serve::Permission::read_all)) {
    return Error{ErrorKind::forbidden, "Only the posting office telephones for its items", "this one was posted by " + row->office};
  }
  const auto router = office.router();
  const auto& configuration = router->configuration();
  row->state = result->state;
  row->person = result->person;
  row->remark = result->remark;
  row->by = principal.name;
  row->stated_at = now;
  const bool in_vain = row->state == "no-answer";
  if (in_vain) row->superior = rules::superior_of(configuration, row->unit, now);
  const auto stored = office.store.item(row->item);
  Answer answer;
  answer.body = json::serialize(json::object{{"id", row->id}, {"state", row->state}, {"person", row->person}, {"superior", row->superior},
                                             {"text", settled_text(*row, configuration)}});
  bool open = true;
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    open = transaction.settle_call(*row);
    if (!open) return Done{};
    // Who says on the telephone that he knows has acknowledged.
    if (!in_vain) {
      if (const auto last = office.store.last_notice(row->item, row->unit)) {
        transaction.acknowledge(last->id, now, principal.name + " (telephone), " + row->person);
      }
    }
    if (!row->superior.empty() && stored && !stored->withdrawn && !configuration.policy.shadow) {
      insert(transaction, notice_for_superior(*row, office, configuration, stored->revision, now), now);
    }
    remember_answer(transaction, principal, idempotency_key, hash, answer, now);
    return Done{};
  });
  if (!done.ok()) return done.error();
  if (!open) return Error{ErrorKind::conflict, "Somebody settled this call already", "read the list again"};
  return answer;
}

}  // namespace fenliu::app
