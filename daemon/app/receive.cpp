// What an item must pass before it is decided: JSON, fields, secrecy, the poster's unit, parts.
#include <algorithm>

#include <boost/json.hpp>
#include <sodium.h>

#include "daemon/app/use_cases.h"
#include "rules/decision/case_run.h"
#include "rules/item/item_json.h"
#include "rules/item/parse_json.h"
#include "rules/reading/reading.h"

namespace fenliu::app {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxIdLength = 64;

bool is_good_id(const std::string& id) {
  return !id.empty() && id.size() <= kMaxIdLength && std::all_of(id.begin(), id.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.';
  });
}

// What was refused does not stay in memory until something else is written over it.
void wipe(std::string& text) { sodium_memzero(text.data(), text.size()); }

void wipe(Item& item) {
  for (auto* text : {&item.number, &item.title, &item.text, &item.signature, &item.place, &item.link, &item.contact}) wipe(*text);
  for (auto& part : item.parts) {
    wipe(part.title);
    wipe(part.text);
  }
}

void wipe(json::value& value) {
  if (value.is_string()) sodium_memzero(value.get_string().data(), value.get_string().size());
  if (value.is_array()) {
    for (auto& each : value.get_array()) wipe(each);
  }
  if (value.is_object()) {
    for (auto& [key, each] : value.get_object()) wipe(each);
  }
}

}  // namespace

Error not_found(const std::string& what, const std::string& id) {
  return {ErrorKind::not_found, "There is no " + what + " '" + id + "'", ""};
}

Result<Done> refuse_classified(const Item& item) {
  if (!rules::is_classified(item)) return Done{};
  return Error{ErrorKind::refused, "The item is marked as classified; nothing of it was stored",
               "hand it over on paper; post only a pointer: 'paper no. …, collect at the office by …'"};
}

Result<Item> receive(const Office& office, const Principal& principal, const std::string& body, const Item* previous,
                     Instant now) {
  const auto router = office.router();
  const auto& configuration = router->configuration();
  auto value = rules::parse_json(body);
  if (!value.ok()) return value.error();
  auto decoded = rules::item_from_json(*value, configuration.zone);
  if (!decoded.faults.empty()) return rules::to_error(decoded.faults);
  Item item = std::move(decoded.value);
  if (const auto allowed = refuse_classified(item); !allowed.ok()) {
    wipe(item);
    wipe(*value);
    return allowed.error();
  }
  // A paper is collected by its time or not at all.
  if (item.paper && item.paper->by && item.deadlines.empty()) {
    item.deadlines.emplace_back();
    item.deadlines.back().at = item.paper->by;
    item.deadlines.back().hard = true;
  }
  if (item.id.empty()) item.id = previous != nullptr ? previous->id : random_id("i-");
  if (!is_good_id(item.id)) {
    return Error{ErrorKind::invalid, "/id: an id is 1 to 64 letters, digits, '-', '_' or '.'", ""};
  }
  if (previous != nullptr && item.id != previous->id) {
    return Error{ErrorKind::invalid, "/id: a revision keeps its id '" + previous->id + "'", ""};
  }
  item.revision = previous != nullptr ? previous->revision + 1 : 1;
  if (!item.received) item.received = previous != nullptr && previous->received ? previous->received : now;
  const bool issuer_given = !item.issuer.empty();
  rules::prepare_item(item, configuration, now, previous);
  if (!issuer_given && item.issuer.empty()) item.issuer = principal.unit;
  // What reading made of the text must be an item too, or the store would keep what it cannot read again.
  const auto again = rules::item_from_json(rules::item_to_json(item, configuration.zone), configuration.zone);
  if (!again.faults.empty()) return rules::to_error(again.faults);
  return item;
}

std::string request_hash(const std::string& endpoint, const std::string& body) {
  const std::string framed = endpoint + "\n" + body;
  unsigned char hash[16];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(framed.data()), framed.size(), nullptr, 0);
  char hex[33];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return hex;
}

namespace {

std::optional<Result<Answer>> answer_again(const std::optional<store::IdempotencyRow>& row, const std::string& hash) {
  if (!row) return {};
  if (row->request_hash != hash) {
    return Result<Answer>(Error{ErrorKind::conflict, "This Idempotency-Key was used for another request",
                                "use a new key for each new request"});
  }
  Answer answer;
  answer.status = row->status;
  answer.body = row->body;
  answer.etag = row->etag;
  answer.location = row->location;
  return Result<Answer>(std::move(answer));
}

}  // namespace

std::optional<Result<Answer>> answered_before(store::Transaction& transaction, const Principal& principal,
                                              const std::string& key, const std::string& hash) {
  if (key.empty()) return {};
  return answer_again(transaction.idempotent(principal.name, key), hash);
}

std::optional<Result<Answer>> answered_before(store::Store& store, const Principal& principal, const std::string& key,
                                              const std::string& hash) {
  if (key.empty()) return {};
  return answer_again(store.idempotent(principal.name, key), hash);
}

void remember_answer(store::Transaction& transaction, const Principal& principal, const std::string& key,
                     const std::string& hash, const Answer& answer, Instant now) {
  if (key.empty()) return;
  transaction.remember({principal.name, key, hash, answer.status, answer.body, answer.etag, answer.location}, now);
}

}  // namespace fenliu::app
