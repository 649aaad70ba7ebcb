// By hand and previews behind HTTP.
#include "daemon/app/application.h"
#include "daemon/app/guarded.h"
#include "daemon/app/use_cases.h"

namespace fenliu::app {

Result<serve::Answer> Application::preview_notice(const serve::Principal& principal, const std::string& notice, const std::string& channel) {
  return guarded("preview_notice", [&] { return app::preview_notice(office_, principal, notice, channel); });
}

Result<serve::Answer> Application::by_hand_form(const serve::Principal& principal, const std::string& item, const serve::HandFormRequest& request) {
  return guarded("by_hand_form", [&] { return app::by_hand_form(office_, principal, item, request, clock_.now()); });
}

Result<serve::Answer> Application::mark_by_hand(const serve::Principal& principal, const std::string& item, const std::string& body, const std::string& key) {
  return guarded("mark_by_hand", [&] { return app::mark_by_hand(office_, principal, item, body, key, clock_.now()); });
}

}  // namespace fenliu::app
