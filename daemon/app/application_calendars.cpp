// Requests about calendars to use cases.
#include "daemon/app/application.h"
#include "daemon/app/guarded.h"
#include "daemon/app/use_cases.h"

namespace fenliu::app {

Result<Answer> Application::unit_calendar(const Principal&, const std::string& unit, const std::string& language) {
  return guarded("unit_calendar", [&] { return app::unit_calendar(office_, unit, language, clock_.now()); });
}

Result<Answer> Application::cascade_calendar(const Principal& principal, const std::string& meeting, const std::string& language) {
  return guarded("cascade_calendar", [&] { return app::cascade_calendar(office_, principal, meeting, language); });
}

Result<Answer> Application::evening_plan(const Principal&, bool html, const std::string& language) {
  return guarded("evening_plan", [&] { return app::get_evening_plan(office_, html, language, clock_.simulated(), clock_.now()); });
}

Result<Answer> Application::create_feed(const Principal&, const std::string& unit, const std::string& body) {
  return guarded("create_feed", [&] { return app::create_feed(office_, unit, body, clock_.now()); });
}

Result<Answer> Application::list_feeds(const Principal&, const std::string& unit) {
  return guarded("list_feeds", [&] { return app::list_feeds(office_, unit, clock_.now()); });
}

Result<Answer> Application::revoke_feed(const Principal&, const std::string& unit, const std::string& feed) {
  return guarded("revoke_feed", [&] { return app::revoke_feed(office_, unit, feed, clock_.now()); });
}

}  // namespace fenliu::app
