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
// With `unit`: also what each channel would carry to it.
Result<Answer> preview_item(Office&, const Principal&, const std::string& body, bool with_lints, Instant now, const std::string& unit = "");
Result<Answer> put_item(Office&, const Principal&, const std::string& id, const std::string& body,
                        const std::string& if_match, Instant now);

// What happened in a meeting; recomputes only what it touches.
Result<Answer> record_event(Office&, const Principal&, const std::string& meeting, const std::string& body,
                            const std::string& idempotency_key, Instant now);

// Reading.
Result<Answer> get_item(Office&, const std::string& id);
Result<Answer> list_items(Office&, const Page&);
Result<Answer> get_decision(Office&, const std::string& id, bool explain, const std::string& why_unit);
// Without read_all: meetings that concern the principal's unit, that it holds or that hand down what concerns it, and those
// that precede them; others are unknown to it.
Result<Answer> list_events(Office&, const Principal&, const std::string& meeting);
Result<Answer> get_cascade(Office&, const Principal&, const std::string& meeting);
// The meeting and what follows from it, held in other ways; and what in the cascade is heard a second time.
Result<Answer> get_what_if(Office&, const std::string& meeting, Instant now);
Result<Answer> list_units(Office&);
Result<Answer> list_notices(Office&, const std::string& unit, const Page&, Instant now);
Result<Answer> list_filtered(Office&, const std::string& unit, const Page&, Instant now);
Result<Answer> acknowledge(Office&, const Principal&, const std::string& notice, const std::string& body, Instant now);

// What each channel, or the one named, carries of a notice. Only for its unit, or with read_all.
Result<Answer> preview_notice(Office&, const Principal&, const std::string& notice, const std::string& channel);
// By hand: the papers, and that units were told, which counts as delivery. Only for the office that posted or issued the
// item, or with read_all.
Result<Answer> by_hand_form(Office&, const Principal&, const std::string& item, const serve::HandFormRequest&, Instant now);
Result<Answer> mark_by_hand(Office&, const Principal&, const std::string& item, const std::string& body,
                            const std::string& idempotency_key, Instant now);

// Deadlines that wait for the issuing office's answer, or have it; and answering them. Only for principals of that office
// (the unit that issued or posted the item); reading also with read_all.
Result<Answer> list_deadlines(Office&, const Principal&, const std::string& item, Instant now);
Result<Answer> answer_deadlines(Office&, const Principal&, const std::string& item, const std::string& body,
                                const std::string& idempotency_key, Instant now);

// Calendars (RFC 5545), in `language` or, when it is empty, the configuration's. The unit's holds what it was told of its
// windows and deadlines over the last year; the cascade's its meetings as forecast.
Result<Answer> unit_calendar(Office&, const std::string& unit, const std::string& language, Instant now);
Result<Answer> cascade_calendar(Office&, const Principal&, const std::string& meeting, const std::string& language);
// The secret addresses of a unit's calendar. The token is shown once.
Result<Answer> create_feed(Office&, const std::string& unit, const std::string& body, Instant now);
Result<Answer> list_feeds(Office&, const std::string& unit, Instant now);
Result<Answer> revoke_feed(Office&, const std::string& unit, const std::string& feed, Instant now);

// Triage.
Result<Answer> list_triage(Office&, const Page&, Instant now);
Result<Answer> resolve_triage(Office&, const Principal&, const std::string& entry, const std::string& body,
                              const std::string& idempotency_key, Instant now);
// Parts whose clock ran out go whole, marked unsorted, to their addressees and the duty officer.
Result<Done> expire_triage(Office&, Instant now);

// Changing the rules: a draft over the active configuration, checked, tested, compared, activated, rolled back.
Result<Answer> create_draft(Office&, const Principal&, const std::string& body, const std::string& idempotency_key, Instant now);
Result<Answer> list_drafts(Office&);
Result<Answer> get_draft(Office&, const std::string& id);
Result<Answer> get_draft_file(Office&, const std::string& id, const std::string& path);
// `if_match` is the ETag of the file in this draft. A file keeps the active text that it was first made from as its base;
// when that is no longer the active one the draft cannot be activated until a PUT names the new one as `base`.
Result<Answer> put_draft_file(Office&, const Principal&, const std::string& id, const std::string& path,
                              const std::string& body, const std::string& if_match, Instant now);
Result<Answer> check_draft(Office&, const std::string& id);
Result<Answer> test_draft(Office&, const std::string& id, Instant now);
Result<Answer> diff_draft(Office&, const std::string& id, int days, Instant now);
// 200 activated; 202 when a second person must confirm; problems 409 and 422 when it cannot be.
Result<Answer> activate_draft(Office&, const Principal&, const std::string& id, const std::string& body,
                              const std::string& idempotency_key, Instant now);
Result<Answer> discard_draft(Office&, const Principal&, const std::string& id, Instant now);
Result<Answer> list_revisions(Office&, const Page&);
Result<Answer> get_revision(Office&, const std::string& revision);
// Activates a revision that was active before, at once and by one person.
Result<Answer> roll_back(Office&, const Principal&, const std::string& revision, const std::string& body,
                         const std::string& idempotency_key, Instant now);
// Items decided by revisions that were active since `since` first was, and are no longer: whom the active one summons and
// they did not. With `confirm` those items are decided anew and the left out told, stage `corrected`.
Result<Answer> redecide(Office&, const Principal&, const std::string& body, Instant now);
// Who was summoned by hand (`summoned`) beside whom Fenliu summoned or would have, over the last `days`.
Result<Answer> shadow_report(Office&, int days, Instant now);
// The `message` of a body, empty when it has none.
Result<std::string> message_of(const std::string& body);

// Dates open deadlines again when calendars, hours, staff or overlays changed since that was done last, or something was announced
// since; tells whom it moves, reason `calendar-changed`. The number of items that changed.
Result<std::size_t> redate(Office&, Instant now);

// Deadlines that come near and deadlines that have passed, told to those who have the task.
Result<Done> remind(Office&, Instant now);

// The clock moved on: meetings grow, what was held back falls due, calendars that changed date deadlines.
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
// Whether a meeting is held by the unit, concerns it, or hands down what does. REQUIRES plan_mutex held, as the next.
bool is_meeting_of(const Office&, const rules::MeetingId& meeting, const UnitId& unit);
// The cascade's meetings, in order, that the principal may see: all with read_all; else those of its unit, and all that
// precede them.
std::vector<rules::MeetingId> visible_in_cascade(const Office&, const Principal&, const rules::MeetingId& meeting);
// Hash of a request for idempotency, hex.
std::string request_hash(const std::string& endpoint, const std::string& body);
// The answer given before to the same key, a conflict when the request differs, nothing when the key is new.
std::optional<Result<Answer>> answered_before(store::Transaction&, const Principal&, const std::string& key,
                                              const std::string& hash);
std::optional<Result<Answer>> answered_before(store::Store&, const Principal&, const std::string& key, const std::string& hash);
// Keeps the answer for the next request with the same key; an empty key keeps nothing.
void remember_answer(store::Transaction&, const Principal&, const std::string& key, const std::string& hash, const Answer&,
                     Instant now);

Error not_found(const std::string& what, const std::string& id);

}  // namespace fenliu::app
