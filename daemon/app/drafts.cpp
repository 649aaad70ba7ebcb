// Drafts of the rules: making, reading, editing and discarding them.
#include <algorithm>

#include <boost/json.hpp>

#include "daemon/app/draft_state.h"
#include "daemon/app/json_text.h"
#include "daemon/app/unified_diff.h"
#include "daemon/app/use_cases.h"
#include "daemon/load/load.h"
#include "rules/item/parse_json.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr int kDraftsListed = 200;
constexpr std::size_t kMessageBytes = 2000;

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

json::object draft_json(const store::DraftRow& row, const rules::Zone& zone) {
  json::object draft{{"id", row.id},           {"base", row.base}, {"author", row.author},
                     {"message", row.message}, {"at", rules::format_rfc3339(row.at, zone)},
                     {"state", row.state}};
  if (!row.revision.empty()) draft["revision"] = row.revision;
  if (!row.requested_by.empty()) draft["requested_by"] = row.requested_by;
  return draft;
}

json::array other_drafts(Office& office, const DraftState& state, const std::string& path) {
  json::array others;
  if (state.row.state != "open") return others;
  for (const auto& id : office.store.drafts_of_file(path)) {
    if (id != state.row.id) others.push_back(json::value(id));
  }
  return others;
}

bool is_conflict(const DraftState& state, const std::string& path) {
  return std::find(state.conflicts.begin(), state.conflicts.end(), path) != state.conflicts.end();
}

json::object full_draft(Office& office, const DraftState& state, const rules::Zone& zone) {
  auto draft = draft_json(state.row, zone);
  json::array files;
  for (const auto& file : state.touched) {
    const bool known = text_of(state.below, file.path).has_value();
    files.push_back(json::object{{"path", file.path},
                                 {"change", !file.text ? "removed" : known ? "changed" : "added"},
                                 {"by", file.by},
                                 {"at", rules::format_rfc3339(file.at, zone)},
                                 {"conflict", is_conflict(state, file.path)},
                                 {"also_in", other_drafts(office, state, file.path)}});
  }
  draft["active"] = state.active;
  draft["files"] = std::move(files);
  draft["diff"] = unified_diff(state.below, state.files);
  return draft;
}

Answer answer_of(const json::object& body, int status = 200) {
  Answer answer;
  answer.status = status;
  answer.body = json::serialize(body);
  return answer;
}

// What a PUT of a file says: its text, or null to remove it, and optionally the active text that it was made from.
struct FileChange {
  std::optional<std::string> text;
  std::optional<std::string> base;
};

Result<FileChange> file_change(const std::string& body) {
  const auto value = rules::parse_json(body);
  if (!value.ok()) return value.error();
  const auto* text = value->is_object() ? value->get_object().if_contains("text") : nullptr;
  if (text == nullptr || (!text->is_string() && !text->is_null())) {
    return Error{ErrorKind::invalid, "/text: the file's whole text, or null to remove the file", ""};
  }
  FileChange change;
  if (text->is_string()) change.text = std::string(text->get_string());
  if (const auto* base = value->get_object().if_contains("base")) {
    if (!base->is_string()) return Error{ErrorKind::invalid, "/base: the `active_etag` of the file", ""};
    change.base = std::string(base->get_string());
  }
  return change;
}

}  // namespace

Result<std::string> message_of(const std::string& body) {
  if (body.empty()) return std::string{};
  const auto value = rules::parse_json(body);
  if (!value.ok()) return value.error();
  if (!value->is_object()) return Error{ErrorKind::invalid, "The body is not a JSON object", ""};
  const auto* message = value->get_object().if_contains("message");
  if (message == nullptr) return std::string{};
  if (!message->is_string() || message->get_string().size() > kMessageBytes) {
    return Error{ErrorKind::invalid, "/message: a text of at most 2000 bytes", "say what changes and why"};
  }
  return std::string(message->get_string());
}

Result<Answer> create_draft(Office& office, const Principal& principal, const std::string& body,
                            const std::string& idempotency_key, Instant now) {
  const auto message = message_of(body);
  if (!message.ok()) return message.error();
  const auto hash = request_hash("POST drafts", body);
  store::DraftRow row{random_id("d-"), office.store.active_configuration(), principal.name, *message, now};
  auto answer = answer_of(draft_json(row, office.router()->configuration().zone), 201);
  answer.location = "/api/v1/drafts/" + row.id;
  std::optional<Result<Answer>> before;
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    before = answered_before(transaction, principal, idempotency_key, hash);
    if (before) return Done{};
    transaction.insert_draft(row);
    remember_answer(transaction, principal, idempotency_key, hash, answer, now);
    return Done{};
  });
  if (!done.ok()) return done.error();
  return before ? *before : answer;
}

Result<Answer> list_drafts(Office& office) {
  const auto router = office.router();
  json::array drafts;
  for (const auto& row : office.store.drafts(kDraftsListed)) drafts.push_back(draft_json(row, router->configuration().zone));
  return answer_of({{"drafts", std::move(drafts)}});
}

Result<Answer> get_draft(Office& office, const std::string& id) {
  const auto state = draft_state(office, id);
  if (!state.ok()) return state.error();
  return answer_of(full_draft(office, *state, office.router()->configuration().zone));
}

Result<Answer> get_draft_file(Office& office, const std::string& id, const std::string& path) {
  const auto state = draft_state(office, id);
  if (!state.ok()) return state.error();
  const auto text = text_of(state->files, path), active = text_of(state->below, path);
  if (!text && !active && !state->touches(path)) return not_found("file", path);
  const auto hash = text_hash(text);
  json::object file{{"path", path}, {"text", nullptr}, {"active_etag", text_hash(active)},
                    {"conflict", is_conflict(*state, path)}, {"also_in", other_drafts(office, *state, path)}};
  if (text) file["text"] = *text;
  file["diff"] = unified_diff(path, active, text);
  auto answer = answer_of(file);
  answer.etag = quoted(hash);
  return answer;
}

Result<Answer> put_draft_file(Office& office, const Principal& principal, const std::string& id, const std::string& path,
                              const std::string& body, const std::string& if_match, Instant now) {
  const auto change = file_change(body);
  if (!change.ok()) return change.error();
  if (!load::belongs_to_configuration(path)) {
    return Error{ErrorKind::invalid, "A configuration has no file '" + path + "'",
                 "fenliu.yaml, organisation.yaml, calendars/*.yaml, overlays/*.yaml, rules/*.yaml"};
  }
  const auto state = draft_state(office, id);
  if (!state.ok()) return state.error();
  if (state->row.state != "open") return Error{ErrorKind::refused, "The draft is " + state->row.state, "make a new one"};
  const auto active = text_hash(text_of(state->below, path));
  if (change->base && *change->base != active) {
    return Error{ErrorKind::conflict, "The active " + path + " changed again", "read it once more and build on that"};
  }
  const auto current = text_hash(text_of(state->files, path));
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    const auto known = transaction.draft_file(id, path);
    const auto stored = known ? text_hash(known->text) : current;
    if (if_match != quoted(stored) && if_match != "*") {
      return Error{ErrorKind::conflict, (known ? known->by : "Somebody") + " changed " + path + " meanwhile",
                   "read it again and apply your change to that"};
    }
    // A file keeps the base that it was first made from until its editor says that it was brought up to date.
    const auto base = change->base ? *change->base : known ? known->base_hash : active;
    transaction.put_draft_file({id, path, change->text, base, principal.name, now});
    return Done{};
  });
  if (!done.ok()) return done.error();
  return get_draft_file(office, id, path);
}

Result<Answer> discard_draft(Office& office, const Principal&, const std::string& id, Instant) {
  const auto done = office.store.write([&](store::Transaction& transaction) -> Result<Done> {
    auto row = transaction.draft(id);
    if (!row) return not_found("draft", id);
    if (row->state == "activated") return Error{ErrorKind::refused, "The draft was activated", "roll back instead"};
    row->state = "discarded";
    transaction.update_draft(*row);
    return Done{};
  });
  if (!done.ok()) return done.error();
  return get_draft(office, id);
}

}  // namespace fenliu::app
