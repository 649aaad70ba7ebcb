// Revisions of the configuration: who activated which when and why, what each changed, and rolling back.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/json_text.h"
#include "daemon/app/unified_diff.h"
#include "daemon/app/use_cases.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr int kActivationsSearched = 10000;

json::object activation_json(const store::ActivationRow& row, const rules::Zone& zone) {
  json::object activation{{"revision", row.revision}, {"at", rules::format_rfc3339(row.at, zone)}, {"kind", row.kind},
                          {"by", row.by},             {"message", row.message}};
  if (!row.confirmed_by.empty()) activation["confirmed_by"] = row.confirmed_by;
  return activation;
}

}  // namespace

Result<Answer> list_revisions(Office& office, const Page& page) {
  const auto before = cursor_number(page.cursor);
  if (!before.ok()) return before.error();
  const auto rows = office.store.activations(*before, page.limit);
  const auto router = office.router();
  json::array activations;
  for (const auto& row : rows) activations.push_back(activation_json(row, router->configuration().zone));
  Answer answer;
  answer.body = json::serialize(json::object{{"active", office.store.active_configuration()}, {"activations", std::move(activations)}});
  if (static_cast<int>(rows.size()) == page.limit) answer.next = std::to_string(rows.back().sequence);
  return answer;
}

Result<Answer> get_revision(Office& office, const std::string& revision) {
  const auto row = office.store.configuration(revision);
  const auto files = office.store.configuration_files(revision);
  if (!row || !files) return not_found("revision", revision);
  const auto parent = office.store.configuration_files(row->parent).value_or(std::vector<rules::SourceFile>{});
  const auto router = office.router();
  json::array paths;
  for (const auto& file : *files) paths.push_back(json::value(file.path));
  Answer answer;
  answer.body = json::serialize(json::object{{"revision", row->revision},
                                             {"parent", row->parent},
                                             {"source", row->source},
                                             {"author", row->author},
                                             {"message", row->message},
                                             {"at", rules::format_rfc3339(row->at, router->configuration().zone)},
                                             {"files", std::move(paths)},
                                             {"diff", unified_diff(parent, *files)}});
  return answer;
}

Result<Answer> roll_back(Office& office, const Principal& principal, const std::string& revision, const std::string& body,
                         const std::string& idempotency_key, Instant now) {
  const auto message = message_of(body);
  if (!message.ok()) return message.error();
  const auto hash = request_hash("POST roll-back " + revision, body);
  if (auto before = answered_before(office.store, principal, idempotency_key, hash)) return *before;
  const auto row = office.store.configuration(revision);
  if (!row) return not_found("revision", revision);
  const auto activations = office.store.activations(0, kActivationsSearched);
  const bool was_active = std::any_of(activations.begin(), activations.end(),
                                      [&](const auto& each) { return each.revision == revision; });
  if (!was_active) return Error{ErrorKind::refused, "That revision was never active", "roll back to one that was"};
  if (activations.front().revision == revision) return Error{ErrorKind::refused, "That revision is active", ""};
  const auto router = office.router_of(revision);
  if (!router) return Error{ErrorKind::internal, "The revision no longer compiles with this program", revision};
  const auto bad = activations.front().revision;
  Answer answer;
  answer.body = json::serialize(json::object{
      {"state", "activated"},
      {"revision", revision},
      {"instead_of", bad},
      {"text", "Revision " + revision.substr(0, 12) + " is active again, instead of " + bad.substr(0, 12) +
                   ".\nWho was left out meanwhile: fenliu redecide --since " + bad + "\n"}});
  std::lock_guard lock(office.activation_mutex);
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    if (transaction.active_configuration() != bad) {
      return Error{ErrorKind::conflict, "Another configuration was activated meanwhile", "look at the revisions again"};
    }
    transaction.activate_configuration({0, revision, now, "roll-back", principal.name, "", *message});
    remember_answer(transaction, principal, idempotency_key, hash, answer, now);
    return Done{};
  });
  if (!done.ok()) return done.error();
  office.set_router(router);
  office.watch(now);
  return answer;
}

}  // namespace fenliu::app
