// The use cases, one file each. All take the principal who asks and the instant it happens at.
#pragma once

#include <string>
#include <vector>

#include <boost/json/fwd.hpp>

#include "daemon/app/office.h"
#include "daemon/serve/api.h"

namespace fenliu::app {

using serve::Answer;
using serve::Page;
using serve::Principal;

// Posting. `received` and ids that the poster leaves out are filled in; a refused or faulty item stores nothing.
Result<Answer> post_item(Office&, const Principal&, const std::string& body, const std::string& idempotency_key, Instant now);
Result<Answer> preview_item(Office&, const Principal&, const std::string& body, Instant now);
Result<Answer> put_item(Office&, const Principal&, const std::string& id, const std::string& body,
                        const std::string& if_match, Instant now);

// What happened in a meeting; recomputes only what it touches.
Result<Answer> record_event(Office&, const Principal&, const std::string& meeting, const std::string& body,
                            const std::string& idempotency_key, Instant now);

// Reading.
Result<Answer> get_item(Office&, const std::string& id);
Result<Answer> list_items(Office&, const Page&);
Result<Answer> get_decision(Office&, const std::string& id, bool explain, const std::string& why_unit);
Result<Answer> list_events(Office&, const std::string& meeting);
Result<Answer> get_cascade(Office&, const std::string& meeting);
Result<Answer> list_units(Office&);
Result<Answer> list_notices(Office&, const std::string& unit, const Page&, Instant now);
Result<Answer> list_filtered(Office&, const std::string& unit, const Page&, Instant now);
Result<Answer> acknowledge(Office&, const Principal&, const std::string& notice, const std::string& body, Instant now);

// Triage.
Result<Answer> list_triage(Office&, const Page&, Instant now);
Result<Answer> resolve_triage(Office&, const Principal&, const std::string& entry, const std::string& body, Instant now);
// Parts whose clock ran out go whole, marked unsorted, to their addressees and the duty officer.
Result<Done> expire_triage(Office&, Instant now);

// The clock moved on: meetings grow, what was held back falls due.
Result<Done> tick(Office&, Instant now);

// Reads the folder; a revision unlike its last import is stored by `file` and activated only if clean. With a clean
// folder, or an active revision in the store, the office can work afterwards; otherwise the error says all diagnostics.
Result<Done> activate_folder(Office&, const std::string& folder, Instant now);

// The decision's JSON computed again from the rows it names; equal bytes within one program version.
Result<std::string> replay(Office&, const store::DecisionRow& decision);

// Shared by posting and revising: what an item must pass before it is decided.
Result<Item> receive(const Office&, const Principal&, const std::string& body, const Item* previous, Instant now);
// An Error when the text or a field marks the item as classified; never quotes it.
Result<Done> refuse_classified(const Item& item);
// Hash of a request for idempotency, hex.
std::string request_hash(const std::string& endpoint, const std::string& body);
// The answer given before to the same key, a conflict when the request differs, nothing when the key is new.
std::optional<Result<Answer>> answered_before(store::Transaction&, const Principal&, const std::string& key,
                                              const std::string& hash);

Error not_found(const std::string& what, const std::string& id);

}  // namespace fenliu::app
