// Requests about people to use cases.
#include "daemon/app/application.h"
#include "daemon/app/guarded.h"
#include "daemon/app/use_cases.h"

namespace fenliu::app {

Result<Answer> Application::list_calls(const Principal& principal, const std::string& language) {
  return guarded("list_calls", [&] { return app::list_calls(office_, principal, language, clock_.now()); });
}

Result<Answer> Application::settle_call(const Principal& principal, const std::string& id, const std::string& body, const std::string& key) {
  return guarded("settle_call", [&] { return app::settle_call(office_, principal, id, body, key, clock_.now()); });
}

Result<Answer> Application::hand_over(const Principal& principal, const std::string& unit, const std::string& language) {
  return guarded("hand_over", [&] { return app::hand_over(office_, principal, unit, language, clock_.now()); });
}

}  // namespace fenliu::app
