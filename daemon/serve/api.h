// What the HTTP resources need from the application; `app` implements it. One method per use case.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/text/result.h"

namespace fenliu::serve {

using rules::Result;

// What a principal may do; a token carries a set of them. One table in permissions.cpp says what each endpoint needs.
// `feed` goes alone: its tokens stand in the addresses that calendar programs ask, and open nothing else.
enum class Permission { post, report, read_unit, read_all, triage, operate, configure, feed };

// Who asks: from a hashed API token. `unit` is the unit that the token belongs to (its notices, acks; as a poster its
// name stands on the notice). Never constructed from client-sent headers.
struct Principal {
  std::string name;
  std::string unit;
  std::vector<Permission> permissions;
  bool may(Permission permission) const;
};

// A finished answer: `body` is JSON unless content_type says otherwise.
struct Answer {
  int status = 200;
  std::string body;
  std::string content_type = "application/json";
  std::string etag;       // quoted, or empty
  std::string location;   // for 201
  std::string next;       // cursor of the next page, or empty
};

// A paper of the channel by hand: group-text, call-sheet, slips or signature-list; `language` empty: the office's.
struct HandFormRequest {
  std::string form;
  std::string language;
  bool html = false;   // a page to print, else plain text
};

struct Page {
  std::string cursor;
  int limit = 50;  // 1..200
};

// All calls are synchronous, may block on the store, and come from several worker threads at once. Bodies are JSON text
// (valid UTF-8, within limits). A write answers ok only when it is durable. Time comes from the application's clock.
class Api {
 public:
  virtual ~Api() = default;

  virtual std::optional<Principal> authenticate(const std::string& token) = 0;  // constant time over hashes

  virtual Result<Answer> post_item(const Principal&, const std::string& body, const std::string& idempotency_key) = 0;
  // With `unit`: also what each channel would carry to it.
  virtual Result<Answer> preview_item(const Principal&, const std::string& body, bool with_lints, const std::string& unit) = 0;
  virtual Result<Answer> put_item(const Principal&, const std::string& id, const std::string& body,
                                  const std::string& if_match) = 0;
  virtual Result<Answer> get_item(const Principal&, const std::string& id) = 0;
  virtual Result<Answer> list_items(const Principal&, const Page&) = 0;
  virtual Result<Answer> get_decision(const Principal&, const std::string& id, bool explain,
                                      const std::string& why_unit) = 0;
  virtual Result<Answer> list_deadlines(const Principal&, const std::string& item) = 0;
  virtual Result<Answer> answer_deadlines(const Principal&, const std::string& item, const std::string& body,
                                          const std::string& idempotency_key) = 0;
  virtual Result<Answer> post_event(const Principal&, const std::string& meeting, const std::string& body,
                                    const std::string& idempotency_key) = 0;
  virtual Result<Answer> list_events(const Principal&, const std::string& meeting) = 0;
  virtual Result<Answer> get_cascade(const Principal&, const std::string& meeting) = 0;
  virtual Result<Answer> get_what_if(const Principal&, const std::string& meeting) = 0;
  virtual Result<Answer> list_units(const Principal&) = 0;
  virtual Result<Answer> list_notices(const Principal&, const std::string& unit, const Page&) = 0;
  virtual Result<Answer> list_filtered(const Principal&, const std::string& unit, const Page&) = 0;
  virtual Result<Answer> unit_calendar(const Principal&, const std::string& unit, const std::string& language) = 0;
  virtual Result<Answer> cascade_calendar(const Principal&, const std::string& meeting, const std::string& language) = 0;
  virtual Result<Answer> create_feed(const Principal&, const std::string& unit, const std::string& body) = 0;
  virtual Result<Answer> list_feeds(const Principal&, const std::string& unit) = 0;
  virtual Result<Answer> revoke_feed(const Principal&, const std::string& unit, const std::string& feed) = 0;
  virtual Result<Answer> acknowledge(const Principal&, const std::string& notice, const std::string& body,
                                     const std::string& idempotency_key) = 0;
  virtual Result<Answer> preview_notice(const Principal&, const std::string& notice, const std::string& channel) = 0;
  virtual Result<Answer> by_hand_form(const Principal&, const std::string& item, const HandFormRequest& request) = 0;
  virtual Result<Answer> mark_by_hand(const Principal&, const std::string& item, const std::string& body,
                                      const std::string& idempotency_key) = 0;
  virtual Result<Answer> list_triage(const Principal&, const Page&) = 0;
  virtual Result<Answer> resolve_triage(const Principal&, const std::string& entry, const std::string& body,
                                        const std::string& idempotency_key) = 0;
  virtual Result<Answer> create_draft(const Principal&, const std::string& body, const std::string& idempotency_key) = 0;
  virtual Result<Answer> list_drafts(const Principal&) = 0;
  virtual Result<Answer> get_draft(const Principal&, const std::string& id) = 0;
  virtual Result<Answer> get_draft_file(const Principal&, const std::string& id, const std::string& path) = 0;
  virtual Result<Answer> put_draft_file(const Principal&, const std::string& id, const std::string& path,
                                        const std::string& body, const std::string& if_match) = 0;
  virtual Result<Answer> check_draft(const Principal&, const std::string& id) = 0;
  virtual Result<Answer> test_draft(const Principal&, const std::string& id) = 0;
  virtual Result<Answer> diff_draft(const Principal&, const std::string& id, int days) = 0;
  virtual Result<Answer> activate_draft(const Principal&, const std::string& id, const std::string& body,
                                        const std::string& idempotency_key) = 0;
  virtual Result<Answer> discard_draft(const Principal&, const std::string& id) = 0;
  virtual Result<Answer> list_revisions(const Principal&, const Page&) = 0;
  virtual Result<Answer> get_revision(const Principal&, const std::string& revision) = 0;
  virtual Result<Answer> roll_back(const Principal&, const std::string& revision, const std::string& body,
                                   const std::string& idempotency_key) = 0;
  virtual Result<Answer> redecide(const Principal&, const std::string& body) = 0;
  virtual Result<Answer> shadow_report(const Principal&, int days) = 0;
  virtual Result<Answer> status(const Principal&) = 0;  // clock, zone, configuration revision, reload error, demo banner

  struct Readiness {
    bool ready = false;        // store writable, configuration active
    std::string remark;        // what it goes on without, in words for anybody; empty: nothing
  };
  virtual Readiness ready() = 0;
  virtual std::string metrics() = 0;        // the application's own, Prometheus text format 0.0.4
};

}  // namespace fenliu::serve
