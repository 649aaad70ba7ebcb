// Requests to use cases.
#include "daemon/app/application.h"

#include <boost/json.hpp>
#include <spdlog/spdlog.h>

#include "daemon/app/guarded.h"
#include "daemon/app/tokens.h"
#include "daemon/app/use_cases.h"

namespace fenliu::app {

namespace {

namespace json = boost::json;

}  // namespace

std::optional<Principal> Application::authenticate(const std::string& token) {
  try {
    return principal_of(office_.store, token, clock_.now());
  } catch (const std::exception& exception) {
    spdlog::error("authenticate failed: {}", exception.what());
    return {};
  }
}

Result<Answer> Application::post_item(const Principal& principal, const std::string& body, const std::string& key) {
  return guarded("post_item", [&] { return app::post_item(office_, principal, body, key, clock_.now()); });
}

Result<Answer> Application::preview_item(const Principal& principal, const std::string& body, bool with_lints, const std::string& unit) {
  return guarded("preview_item", [&] { return app::preview_item(office_, principal, body, with_lints, clock_.now(), unit); });
}

Result<Answer> Application::put_item(const Principal& principal, const std::string& id, const std::string& body,
                                     const std::string& if_match) {
  return guarded("put_item", [&] { return app::put_item(office_, principal, id, body, if_match, clock_.now()); });
}

Result<Answer> Application::get_item(const Principal&, const std::string& id) {
  return guarded("get_item", [&] { return app::get_item(office_, id); });
}

Result<Answer> Application::list_items(const Principal&, const Page& page) {
  return guarded("list_items", [&] { return app::list_items(office_, page); });
}

Result<Answer> Application::get_decision(const Principal&, const std::string& id, bool explain,
                                         const std::string& why_unit) {
  return guarded("get_decision", [&] { return app::get_decision(office_, id, explain, why_unit); });
}

Result<Answer> Application::list_deadlines(const Principal& principal, const std::string& item) {
  return guarded("list_deadlines", [&] { return app::list_deadlines(office_, principal, item, clock_.now()); });
}

Result<Answer> Application::answer_deadlines(const Principal& principal, const std::string& item, const std::string& body,
                                             const std::string& key) {
  return guarded("answer_deadlines", [&] { return app::answer_deadlines(office_, principal, item, body, key, clock_.now()); });
}

Result<Answer> Application::post_event(const Principal& principal, const std::string& meeting, const std::string& body,
                                       const std::string& key) {
  return guarded("post_event", [&] { return app::record_event(office_, principal, meeting, body, key, clock_.now()); });
}

Result<Answer> Application::list_events(const Principal& principal, const std::string& meeting) {
  return guarded("list_events", [&] { return app::list_events(office_, principal, meeting); });
}

Result<Answer> Application::get_cascade(const Principal& principal, const std::string& meeting) {
  return guarded("get_cascade", [&] { return app::get_cascade(office_, principal, meeting); });
}

Result<Answer> Application::get_what_if(const Principal&, const std::string& meeting) {
  return guarded("get_what_if", [&] { return app::get_what_if(office_, meeting, clock_.now()); });
}

Result<Answer> Application::list_units(const Principal&) {
  return guarded("list_units", [&] { return app::list_units(office_); });
}

Result<Answer> Application::list_notices(const Principal&, const std::string& unit, const Page& page) {
  return guarded("list_notices", [&] { return app::list_notices(office_, unit, page, clock_.now()); });
}

Result<Answer> Application::list_filtered(const Principal&, const std::string& unit, const Page& page) {
  return guarded("list_filtered", [&] { return app::list_filtered(office_, unit, page, clock_.now()); });
}

// Acknowledging twice says the same twice, so a key changes nothing.
Result<Answer> Application::acknowledge(const Principal& principal, const std::string& notice, const std::string& body,
                                        const std::string&) {
  return guarded("acknowledge", [&]() -> Result<Answer> {
    const auto row = office_.store.notice(notice);
    // A stranger learns nothing about which notices exist.
    if (!row || (row->unit != principal.unit && !principal.may(serve::Permission::read_all))) {
      return not_found("notice", notice);
    }
    return app::acknowledge(office_, principal, notice, body, clock_.now());
  });
}

Result<Answer> Application::list_triage(const Principal&, const Page& page) {
  return guarded("list_triage", [&] { return app::list_triage(office_, page, clock_.now()); });
}

Result<Answer> Application::resolve_triage(const Principal& principal, const std::string& entry, const std::string& body,
                                           const std::string& key) {
  return guarded("resolve_triage", [&] { return app::resolve_triage(office_, principal, entry, body, key, clock_.now()); });
}

Result<Answer> Application::status(const Principal& principal) {
  return guarded("status", [&]() -> Result<Answer> {
    const auto router = office_.router();
    const auto& configuration = router->configuration();
    json::object name;
    for (const auto& [language, words] : configuration.policy.name) name[language] = words;
    json::object body{{"name", std::move(name)},
                      {"now", rules::format_rfc3339(clock_.now(), configuration.zone)},
                      {"zone", configuration.zone.name},
                      {"language", configuration.policy.language},
                      {"simulated", clock_.simulated()},
                      {"speed", clock_.speed()},
                      {"config", configuration.revision},
                      {"mode", configuration.policy.shadow ? "shadow" : "live"},
                      {"version", FENLIU_VERSION}};
    json::array may;
    for (const auto permission : principal.permissions) may.push_back(json::value(to_string(permission)));
    body["principal"] = json::object{{"name", principal.name}, {"unit", principal.unit}, {"may", std::move(may)}};
    if (const auto error = office_.reload_error(); !error.empty()) body["reload_error"] = error;
    std::shared_lock lock(office_.plan_mutex);
    json::array damaged;
    for (const auto& each : office_.damaged_items) damaged.push_back(json::object{{"item", each.item}, {"why", each.why}});
    if (!damaged.empty()) body["damaged_items"] = std::move(damaged);
    Answer answer;
    answer.body = json::serialize(body);
    return answer;
  });
}

Application::Readiness Application::ready() {
  try {
    Readiness readiness{office_.router() != nullptr && office_.store.writable(), ""};
    std::shared_lock lock(office_.plan_mutex);
    if (const auto damaged = office_.damaged_items.size(); damaged > 0) {
      readiness.remark = std::to_string(damaged) + (damaged == 1 ? " stored item" : " stored items") + " cannot be read; triage and the log say which";
    }
    return readiness;
  } catch (const std::exception&) {
    return {};
  }
}

std::string Application::metrics() {
  std::string text;
  const auto gauge = [&](const char* name, const char* help, double value) {
    text += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " gauge\n" + name + " " +
            std::to_string(value) + "\n";
  };
  try {
    const auto counts = office_.store.counts();
    gauge("fenliu_item_revisions", "Item revisions stored.", static_cast<double>(counts.items));
    gauge("fenliu_notices", "Notices stored.", static_cast<double>(counts.notices));
    gauge("fenliu_triage_open", "Parts waiting for a person.", static_cast<double>(counts.triage));
    gauge("fenliu_outbox_open", "Deliveries not made yet.", static_cast<double>(counts.outbox));
  } catch (const std::exception& exception) {
    spdlog::error("metrics failed: {}", exception.what());
  }
  text += "# HELP fenliu_store_commits_total Commits since the start; writers that came together share one.\n"
          "# TYPE fenliu_store_commits_total counter\nfenliu_store_commits_total " +
          std::to_string(office_.store.commits()) + "\n";
  text += "# HELP fenliu_fewer_summoned_total Items that the active rulebook gave under half the summonses of the one before.\n"
          "# TYPE fenliu_fewer_summoned_total counter\nfenliu_fewer_summoned_total " +
          std::to_string(office_.fewer_summoned.load()) + "\n";
  gauge("fenliu_config_last_reload_successful", "Whether the last reload succeeded.",
        office_.reload_error().empty() ? 1.0 : 0.0);
  if (const auto router = office_.router()) {
    gauge("fenliu_rules", "Rules of the active rulebook.", static_cast<double>(router->configuration().rules.size()));
  }
  std::shared_lock lock(office_.plan_mutex);
  gauge("fenliu_meetings", "Meetings in the plan.", static_cast<double>(office_.plan.size()));
  gauge("fenliu_damaged_items", "Stored items that could not be read at the start.",
        static_cast<double>(office_.damaged_items.size()));
  return text;
}

}  // namespace fenliu::app
