// Requests about what units answer to their use cases.
#include "daemon/app/answer_links.h"
#include "daemon/app/application.h"
#include "daemon/app/guarded.h"

namespace fenliu::app {

Result<Answer> Application::object_to_notice(const Principal& principal, const std::string& notice, const std::string& body,
                                             const std::string& key) {
  return guarded("object_to_notice", [&] { return app::object_to_notice(office_, principal, notice, body, key, clock_.now()); });
}

Result<Answer> Application::object_to_item(const Principal& principal, const std::string& item, const std::string& body,
                                             const std::string& key) {
  return guarded("object_to_item", [&] { return app::object_to_item(office_, principal, item, body, key, clock_.now()); });
}

Result<Answer> Application::list_objections(const Principal& principal, const std::string& state, const Page& page) {
  return guarded("list_objections", [&] { return app::list_objections(office_, principal, state, page); });
}

Result<Answer> Application::get_objection(const Principal& principal, const std::string& id) {
  return guarded("get_objection", [&] { return app::get_objection(office_, principal, id); });
}

Result<Answer> Application::withdraw_objection(const Principal& principal, const std::string& id) {
  return guarded("withdraw_objection", [&] { return app::withdraw_objection(office_, principal, id, clock_.now()); });
}

Result<Answer> Application::answer_objection(const Principal& principal, const std::string& id, const std::string& body,
                                             const std::string& key) {
  return guarded("answer_objection", [&] { return app::answer_objection(office_, principal, id, body, key, clock_.now()); });
}

Result<Answer> Application::objection_case(const Principal& principal, const std::string& id) {
  return guarded("objection_case", [&] { return app::objection_case(office_, principal, id); });
}

Result<Answer> Application::assign_task(const Principal& principal, const std::string& notice, const std::string& body, const std::string& key) {
  return guarded("assign_task", [&] { return app::assign_task(office_, principal, notice, body, key, clock_.now()); });
}

Result<Answer> Application::finish_task(const Principal& principal, const std::string& notice, const std::string& body, const std::string& key) {
  return guarded("finish_task", [&] { return app::finish_task(office_, principal, notice, body, key, clock_.now()); });
}

Result<Answer> Application::undo_task(const Principal& principal, const std::string& notice, const std::string& body, const std::string& key) {
  return guarded("undo_task", [&] { return app::undo_task(office_, principal, notice, body, key, clock_.now()); });
}

Result<Answer> Application::withdraw_item(const Principal& principal, const std::string& item, const std::string& body, const std::string& key) {
  return guarded("withdraw_item", [&] { return app::withdraw_item(office_, principal, item, body, key, clock_.now()); });
}

Result<Answer> Application::answer_page(const std::string& token) {
  return guarded("answer_page", [&] { return app::answer_page(office_, token, clock_.now()); });
}

Result<Answer> Application::record_answer(const std::string& token) {
  return guarded("record_answer", [&] { return app::record_answer(office_, token, clock_.now()); });
}

}  // namespace fenliu::app
