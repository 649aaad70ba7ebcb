// The application behind HTTP: hands each request to its use case with the clock's instant.
#pragma once

#include <atomic>
#include <mutex>

#include "daemon/app/clock.h"
#include "daemon/app/office.h"
#include "daemon/serve/api.h"

namespace fenliu::app {

// Thread-safe. Exceptions of the store become errors of kind unavailable here and go no further.
class Application : public serve::Api {
 public:
  Application(Office& office, Clock& clock) : office_(office), clock_(clock) {}

  std::optional<serve::Principal> authenticate(const std::string& token) override;
  Result<serve::Answer> post_item(const serve::Principal&, const std::string& body, const std::string& key) override;
  Result<serve::Answer> preview_item(const serve::Principal&, const std::string& body, bool with_lints, const std::string& unit) override;
  Result<serve::Answer> put_item(const serve::Principal&, const std::string& id, const std::string& body,
                                 const std::string& if_match) override;
  Result<serve::Answer> get_item(const serve::Principal&, const std::string& id) override;
  Result<serve::Answer> list_items(const serve::Principal&, const serve::Page&) override;
  Result<serve::Answer> get_decision(const serve::Principal&, const std::string& id, bool explain,
                                     const std::string& why_unit) override;
  Result<serve::Answer> list_deadlines(const serve::Principal&, const std::string& item) override;
  Result<serve::Answer> answer_deadlines(const serve::Principal&, const std::string& item, const std::string& body,
                                         const std::string& key) override;
  Result<serve::Answer> post_event(const serve::Principal&, const std::string& meeting, const std::string& body,
                                   const std::string& key) override;
  Result<serve::Answer> list_events(const serve::Principal&, const std::string& meeting) override;
  Result<serve::Answer> get_cascade(const serve::Principal&, const std::string& meeting) override;
  Result<serve::Answer> get_what_if(const serve::Principal&, const std::string& meeting) override;
  Result<serve::Answer> list_units(const serve::Principal&) override;
  Result<serve::Answer> list_notices(const serve::Principal&, const std::string& unit, const serve::Page&) override;
  Result<serve::Answer> list_filtered(const serve::Principal&, const std::string& unit, const serve::Page&) override;
  Result<serve::Answer> unit_calendar(const serve::Principal&, const std::string& unit, const std::string& language) override;
  Result<serve::Answer> cascade_calendar(const serve::Principal&, const std::string& meeting,
                                         const std::string& language) override;
  Result<serve::Answer> create_feed(const serve::Principal&, const std::string& unit, const std::string& body) override;
  Result<serve::Answer> list_feeds(const serve::Principal&, const std::string& unit) override;
  Result<serve::Answer> revoke_feed(const serve::Principal&, const std::string& unit, const std::string& feed) override;
  Result<serve::Answer> acknowledge(const serve::Principal&, const std::string& notice, const std::string& body,
                                    const std::string& key) override;
  Result<serve::Answer> preview_notice(const serve::Principal&, const std::string& notice, const std::string& channel) override;
  Result<serve::Answer> by_hand_form(const serve::Principal&, const std::string& item, const serve::HandFormRequest& request) override;
  Result<serve::Answer> mark_by_hand(const serve::Principal&, const std::string& item, const std::string& body,
                                     const std::string& key) override;
  Result<serve::Answer> list_triage(const serve::Principal&, const serve::Page&) override;
  Result<serve::Answer> resolve_triage(const serve::Principal&, const std::string& entry, const std::string& body,
                                       const std::string& key) override;
  Result<serve::Answer> create_draft(const serve::Principal&, const std::string& body, const std::string& key) override;
  Result<serve::Answer> list_drafts(const serve::Principal&) override;
  Result<serve::Answer> get_draft(const serve::Principal&, const std::string& id) override;
  Result<serve::Answer> get_draft_file(const serve::Principal&, const std::string& id, const std::string& path) override;
  Result<serve::Answer> put_draft_file(const serve::Principal&, const std::string& id, const std::string& path,
                                       const std::string& body, const std::string& if_match) override;
  Result<serve::Answer> check_draft(const serve::Principal&, const std::string& id) override;
  Result<serve::Answer> test_draft(const serve::Principal&, const std::string& id) override;
  Result<serve::Answer> diff_draft(const serve::Principal&, const std::string& id, int days) override;
  Result<serve::Answer> activate_draft(const serve::Principal&, const std::string& id, const std::string& body,
                                       const std::string& key) override;
  Result<serve::Answer> discard_draft(const serve::Principal&, const std::string& id) override;
  Result<serve::Answer> list_revisions(const serve::Principal&, const serve::Page&) override;
  Result<serve::Answer> get_revision(const serve::Principal&, const std::string& revision) override;
  Result<serve::Answer> roll_back(const serve::Principal&, const std::string& revision, const std::string& body,
                                  const std::string& key) override;
  Result<serve::Answer> redecide(const serve::Principal&, const std::string& body) override;
  Result<serve::Answer> shadow_report(const serve::Principal&, int days) override;
  Result<serve::Answer> status(const serve::Principal&) override;
  Readiness ready() override;
  std::string metrics() override;

 private:
  Office& office_;
  Clock& clock_;
};

}  // namespace fenliu::app
