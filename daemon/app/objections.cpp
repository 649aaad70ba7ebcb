// What units say back: stored with the notice to the issuing office, listed, taken back, and passed on when the office is late.
#include "daemon/app/objections.h"

#include <boost/json.hpp>

#include "daemon/app/json_text.h"
#include "rules/item/parse_json.h"
#include "rules/notices/told_state_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr int kDueAtOnce = 200;
constexpr const char* kLanguages[] = {"zh", "vi", "en"};

void put(json::object& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

void put(json::object& object, const char* key, const std::optional<Instant>& at, const rules::Zone& zone) {
  if (at) object[key] = rules::format_rfc3339(*at, zone);
}

// A shadow tells nobody.
bool is_shadow(const Office& office) { return office.router()->configuration().policy.shadow; }

Answer stored_answer(const store::ObjectionRow& row, const Item& item, const rules::Configuration& configuration) {
  Answer answer;
  answer.status = 201;
  answer.body = json::serialize(objection_json(row, &item, configuration));
  answer.location = "/api/v1/objections/" + row.id;
  return answer;
}

// What is objected to, and by whom.
struct Objecting {
  std::string item, unit, notice;
};

store::ObjectionRow new_row(const Objecting& by, const rules::ObjectionRequest& request, const Subject& subject, const rules::ToldState* told,
                           const rules::Configuration& configuration, const Principal& principal, Instant now) {
  store::ObjectionRow row;
  row.id = random_id("o-");
  row.item = by.item;
  row.item_revision = subject.item.revision;
  row.unit = by.unit;
  row.notice = by.notice;
  row.office = subject.row.by;
  row.issuer = subject.live.relevance->issuer;
  row.kind = rules::to_string(request.kind);
  row.part = request.part;
  row.text = request.text;
  if (request.kind == rules::ObjectionKind::infeasible && told != nullptr) {
    if (const auto* deadline = rules::objected_deadline(*told, request.part, now)) {
      row.stated = deadline->result.stated;
      if (row.part.empty() && deadline->part != "0") row.part = deadline->part;
    }
  }
  row.proposed_at = request.proposed_at;
  row.person = request.person;
  row.principal = principal.name;
  row.at = now;
  row.due = rules::answer_due(subject.item, told, configuration.working_time(row.office, now), {}, now);
  return row;
}

Result<Answer> object(Office& office, const Principal& principal, const Objecting& by, const rules::ObjectionRequest& request,
                      const std::string& key, const std::string& hash, Instant now) {
  const auto active = office.router();
  const auto& configuration = active->configuration();
  const auto subject = subject_of(office, by.item);
  if (!subject.ok()) return subject.error();
  const auto notice = office.store.last_notice(by.item, by.unit);
  const auto told = notice ? told_state_of(*notice) : std::nullopt;
  const auto* state = told ? &*told : nullptr;
  if (const auto may = rules::check_objection(request, subject->item, state, subject->row.withdrawn, now); !may.ok()) return may.error();
  const auto row = new_row(by, request, *subject, state, configuration, principal, now);
  const bool known = configuration.organisation.unit(row.office) != nullptr;
  const auto to_office = notice_beside(office, subject->item, known ? row.office : configuration.policy.home, rules::Stage::escalated, "objection", now);
  const auto answer = stored_answer(row, subject->item, configuration);
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    if (const auto open = transaction.open_objection(row.item, row.unit, row.kind, row.part)) {
      return Error{ErrorKind::conflict, "Your unit has asked this already; the issuing office answers by " + rules::format_rfc3339(open->due, configuration.zone),
                   "its id is " + open->id};
    }
    transaction.insert_objection(row);
    if (!is_shadow(office)) insert_beside(transaction, to_office, now);
    remember_answer(transaction, principal, key, hash, answer, now);
    return Done{};
  });
  if (!done.ok()) return done.error();
  return answer;
}

Result<rules::ObjectionRequest> read_request(const Office& office, const std::string& body, bool about_item) {
  const auto value = rules::parse_json(body.empty() ? "{}" : body);
  if (!value.ok()) return value.error();
  auto decoded = rules::objection_request_from_json(*value, office.router()->configuration().zone, about_item);
  if (!decoded.faults.empty()) return rules::to_error(decoded.faults);
  return std::move(decoded.value);
}

bool may_see(const Principal& principal, const store::ObjectionRow& row) {
  return principal.may(serve::Permission::read_all) ||
         (!principal.unit.empty() && (principal.unit == row.office || principal.unit == row.issuer || principal.unit == row.unit));
}

std::string line_of(const store::ObjectionRow& row, const Item* item, const rules::Configuration& configuration) {
  const auto& language = configuration.policy.language;
  std::string line = row.id + " " + row.state + " " + row.unit + " " + row.kind + " " + row.item;
  if (!row.part.empty()) line += "/" + row.part;
  line += row.state == "open" ? ", answer by " + rules::format_rfc3339(row.due, configuration.zone) : "";
  if (!row.answered_by.empty()) line += ", " + row.answered_by + (row.answer.empty() ? "" : ": " + row.answer);
  if (item != nullptr) line += "\n  " + rules::objection_sentence(request_of(row), row.stated, *item, row.unit, configuration, language);
  return line + "\n";
}

}  // namespace

rules::ObjectionRequest request_of(const store::ObjectionRow& row) {
  const auto kind = rules::parse_objection_kind(row.kind).value_or(rules::ObjectionKind::unclear);
  return {kind, row.part, row.text, row.proposed_at, row.person};
}

json::object objection_json(const store::ObjectionRow& row, const Item* item, const rules::Configuration& configuration) {
  const auto& zone = configuration.zone;
  json::object object{{"id", row.id}, {"item", row.item}, {"item_revision", row.item_revision}, {"unit", row.unit}, {"kind", row.kind},
                      {"state", row.state}, {"office", row.office}};
  put(object, "notice", row.notice);
  put(object, "part", row.part);
  put(object, "text", row.text);
  put(object, "stated", row.stated, zone);
  put(object, "proposed_at", row.proposed_at, zone);
  put(object, "person", row.person);
  put(object, "principal", row.principal);
  put(object, "at", row.at, zone);
  put(object, "due", row.due, zone);
  put(object, "escalated_at", row.escalated_at, zone);
  put(object, "role", row.role);
  put(object, "answer", row.answer);
  put(object, "answered_by", row.answered_by);
  put(object, "answered_at", row.answered_at, zone);
  if (item == nullptr) return object;
  object["title"] = item->title;
  json::object sentences;
  for (const char* language : kLanguages) {
    sentences[language] = rules::objection_sentence(request_of(row), row.stated, *item, row.unit, configuration, language);
  }
  object["sentence"] = std::move(sentences);
  return object;
}

store::NoticeRow notice_beside(Office& office, const Item& item, const UnitId& unit, rules::Stage stage, const std::string& reason, Instant now) {
  const auto active = office.router();
  const auto& configuration = active->configuration();
  const auto last = office.store.last_notice(item.id, unit);
  auto state = last ? told_state_of(*last) : std::nullopt;
  rules::Send send{unit, stage, reason, state.value_or(rules::ToldState{}), now, false};
  if (!state) send.state.item_revision = item.revision;
  send.due = rules::due_at_once(send, item, configuration.working_time(unit, now), notice_policy(configuration), now);
  return notice_row(send, item.id, item.revision, last ? last->sequence + 1 : 1, configuration.zone, now);
}

void insert_beside(store::Transaction& transaction, store::NoticeRow row, Instant now) {
  row.sequence = transaction.last_notice_sequence(row.item, row.unit) + 1;
  insert(transaction, row, now);
}

Result<Answer> object_to_notice(Office& office, const Principal& principal, const std::string& notice, const std::string& body,
                                const std::string& key, Instant now) {
  const auto request = read_request(office, body, false);
  if (!request.ok()) return request.error();
  const auto hash = request_hash("POST objections to " + notice, body);
  std::unique_lock lock(office.plan_mutex);
  if (auto before = answered_before(office.store, principal, key, hash)) return *before;
  const auto row = office.store.notice(notice);
  if (!row || row->unit != principal.unit) return not_found("notice", notice);  // a unit objects for itself
  return object(office, principal, {row->item, row->unit, row->id}, *request, key, hash, now);
}

Result<Answer> object_to_item(Office& office, const Principal& principal, const std::string& item, const std::string& body,
                              const std::string& key, Instant now) {
  const auto request = read_request(office, body, true);
  if (!request.ok()) return request.error();
  const auto hash = request_hash("POST objections to item " + item, body);
  std::unique_lock lock(office.plan_mutex);
  if (auto before = answered_before(office.store, principal, key, hash)) return *before;
  const auto* unit = office.router()->configuration().organisation.unit(principal.unit);
  if (unit == nullptr || unit->outside) {
    return Error{ErrorKind::forbidden, "Only a unit of this office's organisation can ask to be told", "use the unit's own token"};
  }
  return object(office, principal, {item, principal.unit, ""}, *request, key, hash, now);
}

Result<Answer> list_objections(Office& office, const Principal& principal, const std::string& state, const Page& page) {
  if (!state.empty() && !rules::parse_objection_state(state)) {
    return Error{ErrorKind::invalid, "'state' is open, accepted, declined or withdrawn", "leave it out to see all"};
  }
  const auto before = cursor_number(page.cursor);
  if (!before.ok()) return before.error();
  const auto active = office.router();
  const auto& configuration = active->configuration();
  const bool all = principal.may(serve::Permission::read_all);
  if (!all && principal.unit.empty()) return Error{ErrorKind::forbidden, "Only an office with a unit has objections to answer", ""};
  const auto rows = office.store.objections({all ? "" : principal.unit, state}, *before, page.limit);
  json::array list;
  std::string text;
  for (const auto& row : rows) {
    const auto item_row = office.store.item(row.item);
    const auto item = item_row ? item_of(*item_row, configuration.zone) : Result<Item>(not_found("item", row.item));
    const auto* known = item.ok() ? &*item : nullptr;
    list.push_back(objection_json(row, known, configuration));
    text += line_of(row, known, configuration);
  }
  Answer answer;
  answer.body = json::serialize(json::object{{"objections", std::move(list)}, {"text", text.empty() ? "none\n" : text}});
  if (static_cast<int>(rows.size()) == page.limit) answer.next = std::to_string(rows.back().number);
  return answer;
}

Result<Answer> get_objection(Office& office, const Principal& principal, const std::string& id) {
  const auto row = office.store.objection(id);
  if (!row || !may_see(principal, *row)) return not_found("objection", id);
  const auto active = office.router();
  const auto& configuration = active->configuration();
  const auto item_row = office.store.item(row->item);
  const auto item = item_row ? item_of(*item_row, configuration.zone) : Result<Item>(not_found("item", row->item));
  Answer answer;
  answer.body = json::serialize(objection_json(*row, item.ok() ? &*item : nullptr, configuration));
  return answer;
}

Result<Answer> withdraw_objection(Office& office, const Principal& principal, const std::string& id, Instant now) {
  auto row = office.store.objection(id);
  if (!row || row->unit != principal.unit) return not_found("objection", id);
  if (row->state == "withdrawn") return get_objection(office, principal, id);
  row->state = "withdrawn";
  row->answerer = principal.name;
  row->answered_at = now;
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    if (transaction.answer_objection(*row)) return Done{};
    return Error{ErrorKind::conflict, "The issuing office answered it already", "GET it"};
  });
  if (!done.ok()) return done.error();
  return get_objection(office, principal, id);
}

// The duty officer hears of it once; the office may still answer, and the list says that it is late.
Result<Done> escalate_objections(Office& office, Instant now) {
  const auto due = office.store.due_objections(now, kDueAtOnce);
  if (due.empty()) return Done{};
  std::unique_lock lock(office.plan_mutex);
  const auto active = office.router();
  const auto& policy = active->configuration().policy;
  const auto& officer = policy.duty_officer.empty() ? policy.home : policy.duty_officer;
  for (const auto& row : due) {
    const auto item_row = office.store.item(row.item);
    const auto item = item_row ? item_of(*item_row, active->configuration().zone) : Result<Item>(not_found("item", row.item));
    const bool tell = item.ok() && !item_row->withdrawn && !policy.shadow;
    const auto notice = tell ? std::optional(notice_beside(office, *item, officer, rules::Stage::escalated, "objection-unanswered", now)) : std::nullopt;
    const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
      if (transaction.escalate_objection(row.id, now) && notice) insert_beside(transaction, *notice, now);
      return Done{};
    });
    if (!done.ok()) return done;
  }
  return Done{};
}

}  // namespace fenliu::app
