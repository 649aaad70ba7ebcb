// Requests about the rules to their use cases.
#include "daemon/app/application.h"
#include "daemon/app/guarded.h"

namespace fenliu::app {

Result<Answer> Application::create_draft(const Principal& principal, const std::string& body, const std::string& key) {
  return guarded("create_draft", [&] { return app::create_draft(office_, principal, body, key, clock_.now()); });
}

Result<Answer> Application::list_drafts(const Principal&) {
  return guarded("list_drafts", [&] { return app::list_drafts(office_); });
}

Result<Answer> Application::get_draft(const Principal&, const std::string& id) {
  return guarded("get_draft", [&] { return app::get_draft(office_, id); });
}

Result<Answer> Application::get_draft_file(const Principal&, const std::string& id, const std::string& path) {
  return guarded("get_draft_file", [&] { return app::get_draft_file(office_, id, path); });
}

Result<Answer> Application::put_draft_file(const Principal& principal, const std::string& id, const std::string& path,
                                           const std::string& body, const std::string& if_match) {
  return guarded("put_draft_file",
                 [&] { return app::put_draft_file(office_, principal, id, path, body, if_match, clock_.now()); });
}

Result<Answer> Application::check_draft(const Principal&, const std::string& id) {
  return guarded("check_draft", [&] { return app::check_draft(office_, id); });
}

Result<Answer> Application::test_draft(const Principal&, const std::string& id) {
  return guarded("test_draft", [&] { return app::test_draft(office_, id, clock_.now()); });
}

Result<Answer> Application::diff_draft(const Principal&, const std::string& id, int days) {
  return guarded("diff_draft", [&] { return app::diff_draft(office_, id, days, clock_.now()); });
}

Result<Answer> Application::activate_draft(const Principal& principal, const std::string& id, const std::string& body,
                                           const std::string& key) {
  return guarded("activate_draft", [&] { return app::activate_draft(office_, principal, id, body, key, clock_.now()); });
}

Result<Answer> Application::discard_draft(const Principal& principal, const std::string& id) {
  return guarded("discard_draft", [&] { return app::discard_draft(office_, principal, id, clock_.now()); });
}

Result<Answer> Application::list_revisions(const Principal&, const Page& page) {
  return guarded("list_revisions", [&] { return app::list_revisions(office_, page); });
}

Result<Answer> Application::get_revision(const Principal&, const std::string& revision) {
  return guarded("get_revision", [&] { return app::get_revision(office_, revision); });
}

Result<Answer> Application::roll_back(const Principal& principal, const std::string& revision, const std::string& body,
                                      const std::string& key) {
  return guarded("roll_back", [&] { return app::roll_back(office_, principal, revision, body, key, clock_.now()); });
}

Result<Answer> Application::redecide(const Principal& principal, const std::string& body) {
  return guarded("redecide", [&] { return app::redecide(office_, principal, body, clock_.now()); });
}

Result<Answer> Application::shadow_report(const Principal&, int days) {
  return guarded("shadow_report", [&] { return app::shadow_report(office_, days, clock_.now()); });
}

}  // namespace fenliu::app
