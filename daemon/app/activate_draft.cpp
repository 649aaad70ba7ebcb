// Activating a draft: clean, its own cases pass, nobody built on what has changed since; and a second person where many
// would hear less.
#include <boost/json.hpp>

#include "daemon/app/draft_report.h"
#include "daemon/app/use_cases.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr int kReplayDays = 30;
constexpr std::int64_t kLostPercent = 10;  // more needs a second person

// Why one person is not enough; empty when it is.
std::vector<std::string> concerns(const rules::Comparison& comparison) {
  std::vector<std::string> found;
  if (const auto muted = comparison.muted(); !muted.empty()) {
    std::string units;
    for (const auto& unit : muted) units += (units.empty() ? "" : ", ") + unit;
    found.push_back(std::to_string(muted.size()) + (muted.size() == 1 ? " unit" : " units") +
                    " would be summoned to nothing any more: " + units);
  }
  if (comparison.pairs_lost() * 100 > comparison.pairs_before() * kLostPercent) {
    found.push_back(std::to_string(comparison.pairs_lost()) + " of " + std::to_string(comparison.pairs_before()) +
                    " summonses would be lost, more than " + std::to_string(kLostPercent) + " %");
  }
  return found;
}

// The key that a client sends again when it does not know what became of its request.
struct Repeatable {
  std::string key, hash;
};

// The first of two persons asked; another must confirm exactly this.
Result<Answer> wait_for_second(Office& office, const Principal& principal, DraftState& state,
                               const std::vector<std::string>& reasons, const rules::Comparison& comparison,
                               const Repeatable& request, Instant now) {
  const bool asked = state.row.requested_revision == state.revision && !state.row.requested_by.empty();
  if (!asked) {
    state.row.requested_by = principal.name;
    state.row.requested_revision = state.revision;
    state.row.requested_at = now;
  }
  json::array list;
  std::string text = "Nothing was activated. A second person must confirm, because\n";
  for (const auto& reason : reasons) {
    list.push_back(json::value(reason));
    text += "  - " + reason + "\n";
  }
  Answer answer;
  answer.status = 202;
  answer.body = json::serialize(json::object{{"state", "waits-for-second-person"},
                                             {"requested_by", state.row.requested_by},
                                             {"revision", state.revision},
                                             {"reasons", std::move(list)},
                                             {"replay", rules::comparison_to_json(comparison)},
                                             {"text", std::move(text)}});
  if (asked) return answer;
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    const auto known = transaction.draft(state.row.id);
    if (!known || known->state != "open") return Error{ErrorKind::conflict, "The draft is no longer open", ""};
    transaction.update_draft(state.row);
    remember_answer(transaction, principal, request.key, request.hash, answer, now);
    return Done{};
  });
  if (!done.ok()) return done.error();
  return answer;
}

Result<Answer> activate(Office& office, const Principal& principal, DraftState& state,
                        const std::shared_ptr<const Router>& router, const std::string& message, const CaseRun& cases,
                        bool confirms, const Repeatable& request, Instant now) {
  store::ActivationRow activation{0, state.revision, now, "draft", principal.name, "", message};
  if (confirms) {
    activation.by = state.row.requested_by;
    activation.confirmed_by = principal.name;
  }
  auto warnings = cases_json(cases, router->configuration());
  Answer answer;
  answer.body = json::serialize(json::object{{"state", "activated"},
                                             {"revision", state.revision},
                                             {"by", activation.by},
                                             {"confirmed_by", activation.confirmed_by},
                                             {"failed_cases", warnings["failed"]},
                                             {"text", "Revision " + state.revision.substr(0, 12) + " is active.\n" +
                                                          (cases.failed.empty() ? "" : std::string(warnings["text"].as_string()))}});
  std::lock_guard lock(office.activation_mutex);
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    if (transaction.active_configuration() != state.active) {
      return Error{ErrorKind::conflict, "Another configuration was activated meanwhile", "check the draft again"};
    }
    const auto known = transaction.draft(state.row.id);
    if (!known || known->state != "open") return Error{ErrorKind::conflict, "The draft is no longer open", ""};
    for (const auto& file : state.touched) {
      const auto current = transaction.draft_file(file.draft, file.path);
      if (!current || text_hash(current->text) != text_hash(file.text)) {
        return Error{ErrorKind::conflict, current->by + " changed " + file.path + " meanwhile", "check the draft again"};
      }
    }
    state.row.state = "activated";
    state.row.revision = state.revision;
    transaction.insert_configuration({state.revision, "draft", message, now, state.row.author, state.active}, state.files);
    transaction.activate_configuration(activation);
    transaction.update_draft(state.row);
    remember_answer(transaction, principal, request.key, request.hash, answer, now);
    return Done{};
  });
  if (!done.ok()) return done.error();
  office.set_router(router);
  office.watch(now);
  return answer;
}

}  // namespace

Result<Answer> activate_draft(Office& office, const Principal& principal, const std::string& id, const std::string& body,
                              const std::string& idempotency_key, Instant now) {
  const auto message = message_of(body);
  if (!message.ok()) return message.error();
  const Repeatable request{idempotency_key, request_hash("POST activate " + id, body)};
  if (auto before = answered_before(office.store, principal, request.key, request.hash)) return *before;
  auto state = draft_state(office, id);
  if (!state.ok()) return state.error();
  if (state->row.state != "open") return Error{ErrorKind::refused, "The draft is " + state->row.state, "make a new one"};
  if (state->revision == state->active) return Error{ErrorKind::refused, "The draft changes nothing", ""};
  if (!state->conflicts.empty()) {
    json::array paths;
    std::string detail;
    for (const auto& path : state->conflicts) {
      paths.push_back(json::value(path));
      detail += path + " changed since this draft was made from it. ";
    }
    return problem_answer(409, "The draft was made from files that have changed since",
                          detail + "Read each, build on the active text, and PUT it with `base`.", {{"conflicts", paths}});
  }
  const auto active = office.router_of(state->active);
  const auto compiled = compile_files(state->files);
  if (!compiled.router || !active) return faulty_draft(compiled.diagnostics, state->files);
  const auto cases = run_cases(*state, *active, *compiled.router, now);
  for (const auto& each : cases.failed) {
    if (!each.touched) continue;
    auto report = cases_json(cases, compiled.router->configuration());
    return problem_answer(422, "Cases of files that the draft touches fail", std::string(report["text"].as_string()),
                          {{"cases", report["failed"]}});
  }
  const auto comparison = compare_stored(office, *active, *compiled.router, kReplayDays, now);
  const auto reasons = concerns(comparison);
  const bool confirms = state->row.requested_revision == state->revision && !state->row.requested_by.empty() &&
                        state->row.requested_by != principal.name;
  if (!reasons.empty() && !confirms) return wait_for_second(office, principal, *state, reasons, comparison, request, now);
  return activate(office, principal, *state, compiled.router, message->empty() ? state->row.message : *message, cases,
                  confirms && !reasons.empty(), request, now);
}

}  // namespace fenliu::app
